//! Lists of cases.

use chrono::NaiveDate;
use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use super::case::{BriefRow, briefs};
use crate::{
    duties::Sought,
    enforcement::{
        campaign::CAMPAIGN,
        model::{CaseBrief, CaseState, NextWhat},
        store::pieces::Found,
    },
    platform::{db::Conn, error::Result, text},
    schema::{case_grams, case_links, cases},
    tenancy::Scope,
};

/// In which states a list shows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InState {
    #[default]
    Any,
    /// All but closed.
    Live,
    One(CaseState),
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseWhich {
    pub state: InState,
    pub kind_id: Option<i64>,
    /// Held by one of these; by any when empty.
    pub holders: Vec<i64>,
    /// Of these places; of all when empty.
    pub regions: Vec<i64>,
    /// Only those without a place.
    pub no_region: bool,
    /// What is due next.
    pub next: Option<NextWhat>,
    /// What is due next is due before that day.
    pub due_before: Option<NaiveDate>,
    /// Linked with this campaign.
    pub campaign_id: Option<i64>,
    /// Filed between these days, whatever became of it.
    pub filed: Option<(NaiveDate, NaiveDate)>,
    /// Filed some time, closed between these days, and not because it goes on in another one.
    pub closed: Option<(NaiveDate, NaiveDate)>,
    /// Words its search key must hold.
    pub words: Vec<String>,
    /// The way to the words.
    pub found: Found,
}

/// The list's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseOrder {
    /// What is due first comes first, what is not due at all last, whichever way round.
    #[default]
    Due,
    /// The newest first.
    Age,
    Found,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &CaseWhich) = ($scope, $which);
        let mut query = cases::table.filter(cases::workspace_id.eq(scope.workspace_id())).into_boxed();
        query = match which.state {
            InState::Any => query,
            // Word for word as the index says it, which a value given apart would not be.
            InState::Live => query.filter(sql::<Bool>("cases.state <> 'closed'")),
            InState::One(state) => query.filter(cases::state.eq(state.as_str())),
        };
        if let Some(id) = which.kind_id {
            query = query.filter(cases::kind_id.eq(id));
        }
        match which.holders.as_slice() {
            [] => {}
            [id] => query = query.filter(cases::holder_id.eq(*id)),
            ids => query = query.filter(cases::holder_id.eq_any(ids.to_vec())),
        }
        if !which.regions.is_empty() {
            query = query.filter(cases::region_id.eq_any(which.regions.clone()).assume_not_null());
        }
        if which.no_region {
            query = query.filter(cases::region_id.is_null());
        }
        if let Some(next) = which.next {
            query = query.filter(cases::next_what.eq(next.as_str()).assume_not_null());
        }
        if let Some(day) = which.due_before {
            query = query.filter(cases::next_due_on.lt(day).assume_not_null());
        }
        if let Some(id) = which.campaign_id {
            let own = case_links::table.filter(case_links::workspace_id.eq(scope.workspace_id()));
            let own = own.filter(case_links::kind.eq(CAMPAIGN)).filter(case_links::subject_id.eq(id));
            query = query.filter(cases::id.eq_any(own.select(case_links::case_id)));
        }
        if let Some((first, last)) = which.filed {
            query = query.filter(cases::filed_on.between(first, last).assume_not_null());
        }
        if let Some((first, last)) = which.closed {
            query = query.filter(cases::closed_on.between(first, last).assume_not_null());
            query = query.filter(cases::filed_on.is_not_null()).filter(cases::joined_into_id.is_null());
        }
        if let Found::By(piece) = &which.found {
            let own = case_grams::table.filter(case_grams::workspace_id.eq(scope.workspace_id()));
            query = match piece {
                Sought::Whole(gram) => {
                    query.filter(cases::id.eq_any(own.filter(case_grams::gram.eq(gram.clone())).select(case_grams::case_id)))
                }
                Sought::Range(from, to) => {
                    let range = case_grams::gram.ge(from.clone()).and(case_grams::gram.lt(to.clone()));
                    query.filter(cases::id.eq_any(own.filter(range).select(case_grams::case_id)))
                }
            };
        }
        for word in &which.words {
            query = query.filter(cases::search_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    which: &CaseWhich,
    order: CaseOrder,
    descending: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<CaseBrief>> {
    let query = || of!(scope, which).select(BriefRow::as_select()).limit(limit).offset(offset);
    let rows: Vec<BriefRow> = match (order, descending) {
        (CaseOrder::Due, _) => return by_due(conn, scope, which, descending, limit, offset),
        (CaseOrder::Age, false) => query().order(cases::id.desc()).load(conn)?,
        (CaseOrder::Age, true) => query().order(cases::id.asc()).load(conn)?,
        (CaseOrder::Found, false) => query().order((cases::found_on.asc(), cases::id.asc())).load(conn)?,
        (CaseOrder::Found, true) => query().order((cases::found_on.desc(), cases::id.desc())).load(conn)?,
    };
    briefs(rows)
}

/// What has a day and what has none are read apart, each in the order of an index; sorted together, every page would read them all.
fn by_due(conn: &mut Conn, scope: &Scope, which: &CaseWhich, descending: bool, limit: i64, offset: i64) -> Result<Vec<CaseBrief>> {
    let due = || of!(scope, which).filter(cases::next_due_on.is_not_null());
    let page = due().select(BriefRow::as_select()).limit(limit).offset(offset);
    let mut rows: Vec<BriefRow> = match descending {
        false => page.order((cases::next_due_on.asc(), cases::id.asc())).load(conn)?,
        true => page.order((cases::next_due_on.desc(), cases::id.desc())).load(conn)?,
    };
    let missing = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if missing == 0 || which.due_before.is_some() {
        return briefs(rows);
    }
    let passed = match rows.is_empty() {
        false => 0,
        true => offset - due().count().get_result::<i64>(conn)?,
    };
    let undated = of!(scope, which).filter(cases::next_due_on.is_null()).order(cases::id.desc());
    rows.extend(undated.select(BriefRow::as_select()).limit(missing).offset(passed.max(0)).load::<BriefRow>(conn)?);
    briefs(rows)
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: &CaseWhich, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(cases::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}
