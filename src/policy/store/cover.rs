//! Clauses by the duties that come of them, counted and listed in the database.

use std::collections::HashMap;

use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::clause::{Row, into_clauses};
use crate::{
    duties::State,
    each_backend,
    platform::{db::Conn, error::Result},
    policy::model::{Clause, Cover},
    schema::{clauses, duties},
    tenancy::Scope,
};

/// As the duties' room stores where a duty comes from.
const ORIGIN: &str = crate::policy::actions::CLAUSE;

/// States whose duties are not shown to this member.
fn hidden(scope: &Scope) -> Vec<&'static str> {
    if scope.reads_all() { Vec::new() } else { vec![State::Draft.as_str()] }
}

fn open() -> Vec<&'static str> {
    State::ALL.into_iter().filter(|s| s.is_open()).map(State::as_str).collect()
}

macro_rules! chosen {
    ($scope:expr, $document_id:expr, $cover:expr) => {{
        let duty = || {
            duties::table
                .filter(duties::workspace_id.eq(clauses::workspace_id))
                .filter(duties::origin_kind.eq(ORIGIN))
                .filter(duties::origin_id.eq(clauses::id.nullable()))
                .filter(duties::state.ne_all(hidden($scope)))
        };
        let live = || duty().filter(duties::state.ne(State::Cancelled.as_str()));
        let open = || duty().filter(duties::state.eq_any(open()));
        let query = clauses::table
            .filter(clauses::workspace_id.eq($scope.workspace_id()))
            .filter(clauses::document_id.eq($document_id))
            .into_boxed();
        match $cover {
            Cover::All => query,
            Cover::Duties => query.filter(exists(live())),
            Cover::Exempt => query
                .filter(not(exists(duty())))
                .filter(clauses::kind.is_not_null())
                .filter(clauses::kind.eq("duty").or(clauses::no_duty_reason.ne(""))),
            Cover::Unseen => query.filter(not(exists(duty()))).filter(clauses::kind.is_null()),
            Cover::Unexplained => query.filter(not(exists(duty()))).filter(clauses::kind.ne("duty")).filter(clauses::no_duty_reason.eq("")),
            Cover::Cancelled => query.filter(exists(duty())).filter(not(exists(live()))),
            Cover::Department => query.filter(exists(open().filter(duties::lead_id.is_null()))),
            Cover::Date => query.filter(exists(
                open().filter(duties::due_on.is_null()).filter(duties::cadence.is_null()).filter(duties::due_rule.is_null()),
            )),
        }
    }};
}

/// How many clauses of a document are covered like this.
pub fn count_covered(conn: &mut Conn, scope: &Scope, document_id: i64, cover: Cover) -> Result<i64> {
    Ok(each_backend!(conn, c => chosen!(scope, document_id, cover).count().get_result(c))?)
}

/// A stretch of them in order.
pub fn covered(conn: &mut Conn, scope: &Scope, document_id: i64, cover: Cover, limit: i64, offset: i64) -> Result<Vec<Clause>> {
    let rows: Vec<Row> = each_backend!(conn, c => chosen!(scope, document_id, cover)
        .order((clauses::position, clauses::id))
        .limit(limit)
        .offset(offset)
        .select(Row::as_select())
        .load(c))?;
    into_clauses(rows)
}

macro_rules! of_document {
    ($scope:expr, $document_id:expr, $cover:expr) => {{
        let query = duties::table
            .inner_join(clauses::table.on(clauses::workspace_id.eq(duties::workspace_id).and(clauses::id.nullable().eq(duties::origin_id))))
            .filter(duties::workspace_id.eq($scope.workspace_id()))
            .filter(duties::origin_kind.eq(ORIGIN))
            .filter(duties::state.ne_all(hidden($scope)))
            .filter(clauses::document_id.eq($document_id))
            .into_boxed();
        match $cover {
            Cover::Department => query.filter(duties::state.eq_any(open())).filter(duties::lead_id.is_null()),
            Cover::Date => query
                .filter(duties::state.eq_any(open()))
                .filter(duties::due_on.is_null())
                .filter(duties::cadence.is_null())
                .filter(duties::due_rule.is_null()),
            _ => query,
        }
    }};
}

/// How many duties of a document's clauses lack this.
pub fn count_duties(conn: &mut Conn, scope: &Scope, document_id: i64, cover: Cover) -> Result<i64> {
    Ok(each_backend!(conn, c => of_document!(scope, document_id, cover).count().get_result(c))?)
}

/// A stretch of them in the order of the clauses: duty and clause.
pub fn duties_of_document(
    conn: &mut Conn,
    scope: &Scope,
    document_id: i64,
    cover: Cover,
    limit: i64,
    offset: i64,
) -> Result<Vec<(i64, i64)>> {
    Ok(each_backend!(conn, c => of_document!(scope, document_id, cover)
        .order((clauses::position, clauses::id, duties::id))
        .limit(limit)
        .offset(offset)
        .select((duties::id, clauses::id))
        .load(c))?)
}

/// How many duties come of the clauses of each of these documents.
pub fn duty_counts(conn: &mut Conn, scope: &Scope, document_ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = duties::table
        .inner_join(clauses::table.on(clauses::workspace_id.eq(duties::workspace_id).and(clauses::id.nullable().eq(duties::origin_id))))
        .filter(duties::workspace_id.eq(scope.workspace_id()))
        .filter(duties::origin_kind.eq(ORIGIN))
        .filter(duties::state.ne_all(hidden(scope)))
        .filter(clauses::document_id.eq_any(document_ids.to_vec()))
        .group_by(clauses::document_id)
        .select((clauses::document_id, diesel::dsl::count(duties::id)))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
