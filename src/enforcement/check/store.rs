//! Who exactly is of a name or has a code, and what was asked; every function filters by the scope's workspace.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Purpose, Sought, Verdict};
use crate::{
    each_backend,
    enforcement::model::PartyState,
    platform::{db::Conn, error::Result},
    schema::{parties, party_checks, party_names},
    tenancy::Scope,
};

/// So many of one name are told apart.
const MOST: i64 = 30;

/// Parties with exactly this code, in whatever state, or active ones that go or went by exactly this name: id, and where it lives on.
pub fn hits(conn: &mut Conn, scope: &Scope, sought: &Sought) -> Result<Vec<(i64, Option<i64>)>> {
    let own = parties::table.filter(parties::workspace_id.eq(scope.workspace_id()));
    let found = own.select((parties::id, parties::merged_into_id)).limit(MOST);
    let mut hits: Vec<(i64, Option<i64>)> = Vec::new();
    match sought {
        Sought::Code { credit, registration, id } => {
            if let Some(code) = credit {
                hits.extend(found.filter(parties::credit_code.eq(code.as_str())).load::<(i64, Option<i64>)>(conn)?);
            }
            if let Some(number) = registration {
                hits.extend(found.filter(parties::registration_number.eq(number.as_str())).load::<(i64, Option<i64>)>(conn)?);
            }
            if let Some(number) = id {
                hits.extend(found.filter(parties::id_number.eq(number.whole())).load::<(i64, Option<i64>)>(conn)?);
            }
        }
        Sought::Name(key) => {
            let active = parties::state.eq(PartyState::Active.as_str());
            hits = found.filter(parties::name_key.eq(key)).filter(active).load(conn)?;
            let former: Vec<i64> = party_names::table
                .inner_join(
                    parties::table.on(parties::workspace_id.eq(party_names::workspace_id).and(parties::id.eq(party_names::party_id))),
                )
                .filter(party_names::workspace_id.eq(scope.workspace_id()))
                .filter(party_names::name_key.eq(key))
                .filter(active)
                .limit(MOST)
                .select(party_names::party_id)
                .load(conn)?;
            hits.extend(former.into_iter().map(|id| (id, None)));
        }
    }
    Ok(hits)
}

/// A query as it is kept.
#[derive(Clone, Debug, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = party_checks)]
pub struct Row {
    pub workspace_id: i64,
    pub id: i64,
    pub asked_at: NaiveDateTime,
    pub membership_id: i64,
    pub asked_by: String,
    pub purpose: String,
    pub typed: String,
    pub answer: String,
    pub party_id: Option<i64>,
    pub subject: String,
    pub until_on: Option<NaiveDate>,
    pub why: String,
    pub batch_id: Option<i64>,
    pub position: i32,
    pub award_year: Option<i32>,
}

/// Writes them down.
pub fn insert(conn: &mut Conn, rows: &[Row]) -> Result<()> {
    for some in rows.chunks(100) {
        each_backend!(conn, c => diesel::insert_into(party_checks::table).values(some).execute(c))?;
    }
    Ok(())
}

/// The lines of a pasted list, in their order.
pub fn batch(conn: &mut Conn, scope: &Scope, batch_id: i64) -> Result<Vec<Row>> {
    let own = party_checks::table.filter(party_checks::workspace_id.eq(scope.workspace_id()));
    let rows = own.filter(party_checks::batch_id.eq(batch_id).assume_not_null()).order(party_checks::position);
    Ok(rows.select(Row::as_select()).load(conn)?)
}

/// What the list of queries is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Which {
    pub purpose: Option<Purpose>,
    pub verdict: Option<Verdict>,
    /// Answered of one party.
    pub party_id: Option<i64>,
}

/// A boxed query of those that fit; lines that are about nobody are no queries.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let which: Which = $which;
        let mut query = party_checks::table.filter(party_checks::workspace_id.eq($scope.workspace_id())).into_boxed();
        query = query.filter(party_checks::answer.ne(Verdict::Skipped.as_str()));
        if let Some(purpose) = which.purpose {
            query = query.filter(party_checks::purpose.eq(purpose.as_str()));
        }
        if let Some(verdict) = which.verdict {
            query = query.filter(party_checks::answer.eq(verdict.as_str()));
        }
        if let Some(id) = which.party_id {
            query = query.filter(party_checks::party_id.eq(id).assume_not_null());
        }
        query
    }};
}

/// Those that fit, by time.
pub fn list(conn: &mut Conn, scope: &Scope, which: Which, oldest_first: bool, limit: i64, offset: i64) -> Result<Vec<Row>> {
    let query = of!(scope, which).limit(limit).offset(offset).select(Row::as_select());
    match oldest_first {
        true => Ok(query.order(party_checks::id.asc()).load(conn)?),
        false => Ok(query.order(party_checks::id.desc()).load(conn)?),
    }
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(party_checks::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}
