//! Lists of active parties.

use diesel::prelude::*;

use super::{
    party::{Row, whole},
    pieces::Found,
};
use crate::{
    duties::Sought,
    enforcement::model::{Party, PartyKind, PartyState},
    platform::{db::Conn, error::Result, text},
    schema::{parties, party_grams},
    tenancy::Scope,
};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    pub kind: Option<PartyKind>,
    /// Of these places; of all when empty.
    pub regions: Vec<i64>,
    /// Words one of its names, its codes or products must hold, as search keys.
    pub words: Vec<String>,
    /// The way to the words.
    pub found: Found,
}

/// The list's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Age,
    Name,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &Which) = ($scope, $which);
        let mut query = parties::table
            .filter(parties::workspace_id.eq(scope.workspace_id()))
            .filter(parties::state.eq(PartyState::Active.as_str()))
            .into_boxed();
        if let Some(kind) = which.kind {
            query = query.filter(parties::kind.eq(kind.as_str()));
        }
        if !which.regions.is_empty() {
            query = query.filter(parties::region_id.eq_any(which.regions.clone()).assume_not_null());
        }
        if let Found::By(piece) = &which.found {
            let own = party_grams::table.filter(party_grams::workspace_id.eq(scope.workspace_id()));
            query = match piece {
                Sought::Whole(gram) => {
                    query.filter(parties::id.eq_any(own.filter(party_grams::gram.eq(gram.clone())).select(party_grams::party_id)))
                }
                Sought::Range(from, to) => {
                    let range = party_grams::gram.ge(from.clone()).and(party_grams::gram.lt(to.clone()));
                    query.filter(parties::id.eq_any(own.filter(range).select(party_grams::party_id)))
                }
            };
        }
        for word in &which.words {
            query = query.filter(parties::search_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit.
pub fn list(conn: &mut Conn, scope: &Scope, which: &Which, order: Order, descending: bool, limit: i64, offset: i64) -> Result<Vec<Party>> {
    let query = of!(scope, which).select(Row::as_select()).limit(limit).offset(offset);
    let rows: Vec<Row> = match (order, descending) {
        (Order::Age, false) => query.order(parties::id.desc()).load(conn)?,
        (Order::Age, true) => query.order(parties::id.asc()).load(conn)?,
        (Order::Name, false) => query.order((parties::name.asc(), parties::id.asc())).load(conn)?,
        (Order::Name, true) => query.order((parties::name.desc(), parties::id.desc())).load(conn)?,
    };
    whole(conn, scope, rows)
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: &Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(parties::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}
