//! Reads of restrictions for pages, exports, homes and checks.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    SUBJECT,
    actions::DECIDERS,
    model::{Kind, Lifting, LiftingState, Restriction, State, Verb},
    store::{self, Row, whole},
};
use crate::{
    duties::{Sought, search_key},
    enforcement::{
        READERS,
        store::{Found, PARTIES, found},
    },
    platform::{
        db::{COUNT_LIMIT, Conn, among},
        error::Result,
        text,
    },
    schema::{parties, party_grams, restriction_liftings, restrictions},
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

crate::platform::stored_words! {
    /// Which part of the list.
    Tab, "restrictions-tab" {
        /// Those that hold today or will.
        Current = "current",
        Over = "over",
        All = "all",
    }
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words of the party's names, codes or products.
    pub typed: String,
    pub kind: Option<Kind>,
    pub department_id: Option<i64>,
}

/// The list's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What ends next first.
    #[default]
    End,
    /// The newest first.
    Age,
}

/// A page of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub tab: Tab,
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

/// A restriction with what its party is called now.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub restriction: Restriction,
    pub party: String,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $filter:expr, $tab:expr, $words:expr, $found:expr) => {{
        let (scope, filter, words): (&Scope, &Filter, &[String]) = ($scope, $filter, $words);
        let today = scope.today();
        let mut query = restrictions::table
            .inner_join(parties::table.on(parties::workspace_id.eq(restrictions::workspace_id).and(parties::id.eq(restrictions::party_id))))
            .filter(restrictions::workspace_id.eq(scope.workspace_id()))
            .into_boxed();
        query = match $tab {
            Tab::Current => query.filter(restrictions::last_on.ge(today)),
            Tab::Over => query.filter(restrictions::last_on.lt(today)),
            Tab::All => query,
        };
        if let Some(kind) = filter.kind {
            query = query.filter(restrictions::kind.eq(kind.as_str()));
        }
        if let Some(id) = filter.department_id {
            query = query.filter(restrictions::department_id.eq(id));
        }
        if let Found::By(piece) = $found {
            let own = party_grams::table.filter(party_grams::workspace_id.eq(scope.workspace_id()));
            query = match piece {
                Sought::Whole(gram) => query
                    .filter(restrictions::party_id.eq_any(own.filter(party_grams::gram.eq(gram.clone())).select(party_grams::party_id))),
                Sought::Range(from, to) => {
                    let range = party_grams::gram.ge(from.clone()).and(party_grams::gram.lt(to.clone()));
                    query.filter(restrictions::party_id.eq_any(own.filter(range).select(party_grams::party_id)))
                }
            };
        }
        for word in words {
            query = query.filter(parties::search_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

fn words(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<(Vec<String>, Found)> {
    let words: Vec<String> = filter.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    let found = if words.is_empty() { Found::InOrder } else { found(conn, scope, PARTIES, &words)? };
    Ok((words, found))
}

/// How many fit by tab, counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Tab, i64)>> {
    scope.require(&READERS)?;
    let (words, found) = words(conn, scope, filter)?;
    let mut counts = Vec::new();
    for tab in Tab::ALL {
        let ids: Vec<i64> = of!(scope, filter, *tab, &words, &found).select(restrictions::id).limit(COUNT_LIMIT).load(conn)?;
        counts.push((*tab, i64::try_from(ids.len()).unwrap_or(COUNT_LIMIT)));
    }
    Ok(counts)
}

/// Those that fit.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<Line>> {
    scope.require(&READERS)?;
    let (words, found) = words(conn, scope, filter)?;
    let query =
        of!(scope, filter, page.tab, &words, &found).limit(page.limit).offset(page.offset).select((Row::as_select(), parties::name));
    let rows: Vec<(Row, String)> = match (page.order, page.descending) {
        (Order::End, false) => query.order((restrictions::last_on.asc(), restrictions::id.asc())).load(conn)?,
        (Order::End, true) => query.order((restrictions::last_on.desc(), restrictions::id.desc())).load(conn)?,
        (Order::Age, false) => query.order(restrictions::id.desc()).load(conn)?,
        (Order::Age, true) => query.order(restrictions::id.asc()).load(conn)?,
    };
    let (rows, names): (Vec<Row>, Vec<String>) = rows.into_iter().unzip();
    let found = whole(conn, scope, rows)?;
    Ok(found.into_iter().zip(names).map(|(restriction, party)| Line { restriction, party }).collect())
}

/// One by its number, with what was proposed to lift it; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Restriction, Vec<Lifting>)> {
    scope.require(&READERS)?;
    let one = store::by_number(conn, scope, number)?;
    let liftings = store::liftings(conn, scope, one.id)?;
    Ok((one, liftings))
}

/// The latest of a party, those it took over with a merged one among them.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64, limit: i64) -> Result<Vec<Restriction>> {
    scope.require(&READERS)?;
    store::of_party(conn, scope, party_id, limit)
}

/// Those of a case, the latest first.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Restriction>> {
    scope.require(&READERS)?;
    store::of_case(conn, scope, case_id)
}

/// Those of one kind that forbid something to a party or its people on a day, or will.
pub fn that_matter(conn: &mut Conn, scope: &Scope, party_id: i64, kind: Kind, today: NaiveDate) -> Result<Vec<Restriction>> {
    scope.require(&READERS)?;
    store::that_matter(conn, scope, party_id, kind, today)
}

/// As [`that_matter`], by the name of somebody they fall on, of whatever party.
pub fn on_person(conn: &mut Conn, scope: &Scope, key: &str, kind: Kind, today: NaiveDate) -> Result<Vec<Restriction>> {
    const MOST: i64 = 50;
    scope.require(&READERS)?;
    store::on_person(conn, scope, key, kind, today, MOST)
}

/// A proposal to lift or quash a restriction that waits for this person.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingLifting {
    pub number: String,
    pub party: String,
    pub kind: Kind,
    /// What is proposed.
    pub verb: Verb,
    pub proposed_by: String,
    pub reason: String,
}

/// Proposals this person may decide on, the oldest first: others' own, of the departments they act for; for the secretariat all.
pub fn waiting(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<WaitingLifting>> {
    let Some(person_id) = scope.person_id().filter(|_| scope.roles().has_any(&DECIDERS)) else { return Ok(Vec::new()) };
    let mut query = restriction_liftings::table
        .inner_join(
            restrictions::table.on(restrictions::workspace_id
                .eq(restriction_liftings::workspace_id)
                .and(restrictions::id.eq(restriction_liftings::restriction_id))),
        )
        .inner_join(parties::table.on(parties::workspace_id.eq(restrictions::workspace_id).and(parties::id.eq(restrictions::party_id))))
        .filter(restriction_liftings::workspace_id.eq(scope.workspace_id()))
        .filter(restriction_liftings::state.eq(LiftingState::Open.as_str()))
        .filter(restriction_liftings::proposed_by_id.ne(person_id))
        // What has ended otherwise need not be lifted; it may still be void.
        .filter(
            restrictions::state
                .eq(State::InForce.as_str())
                .and(restrictions::last_on.ge(scope.today()))
                .or(restriction_liftings::verb.eq(Verb::Quash.as_str()).and(restrictions::state.ne(State::Quashed.as_str()))),
        )
        .into_boxed();
    if !scope.has(Role::Secretariat) {
        let own: Vec<i64> = scope.acts_for().collect();
        query = query.filter(among(restrictions::department_id, &own));
    }
    let rows: Vec<(String, String, String, String, String, String)> = query
        .order(restriction_liftings::id)
        .limit(limit)
        .select((
            restrictions::number,
            parties::name,
            restrictions::kind,
            restriction_liftings::verb,
            restriction_liftings::proposed_by,
            restriction_liftings::reason,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(number, party, kind, verb, proposed_by, reason)| {
            Ok(WaitingLifting { number, party, kind: Kind::stored(&kind)?, verb: Verb::stored(&verb)?, proposed_by, reason })
        })
        .collect()
}

/// What happened to one, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(SUBJECT, id), before, limit)
}
