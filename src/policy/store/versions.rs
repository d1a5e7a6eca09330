//! Two versions of a document: which clause continues which, a page at a time.

use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::clause::{Row, into_clauses};
use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    policy::model::{Change, Clause, TakeOver},
    schema::{clauses, duties},
    tenancy::Scope,
};

diesel::alias!(clauses as other: Other);

/// The two documents that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    pub older: i64,
    pub newer: i64,
}

/// The clauses of the newer version that fared like this, or those of the older one that are gone; none: all of the newer version's but
/// those that are the same.
macro_rules! fared {
    ($scope:expr, $versions:expr, $change:expr) => {{
        let side = if $change == Some(Change::Gone) { $versions.older } else { $versions.newer };
        let before = || {
            other
                .filter(other.field(clauses::workspace_id).eq(clauses::workspace_id))
                .filter(other.field(clauses::id).nullable().eq(clauses::follows_id))
                .filter(other.field(clauses::document_id).eq($versions.older))
        };
        // Rows from before wordings were kept have none; then the texts decide.
        let same = || {
            before().filter(
                other.field(clauses::wording).ne("").and(other.field(clauses::wording).eq(clauses::wording)).or(other
                    .field(clauses::wording)
                    .eq("")
                    .or(clauses::wording.eq(""))
                    .and(other.field(clauses::text).eq(clauses::text))),
            )
        };
        let after = || {
            other
                .filter(other.field(clauses::workspace_id).eq(clauses::workspace_id))
                .filter(other.field(clauses::follows_id).eq(clauses::id.nullable()))
                .filter(other.field(clauses::document_id).eq($versions.newer))
        };
        let query =
            clauses::table.filter(clauses::workspace_id.eq($scope.workspace_id())).filter(clauses::document_id.eq(side)).into_boxed();
        match $change {
            Some(Change::Same) => query.filter(exists(same())),
            Some(Change::Changed) => query.filter(exists(before())).filter(not(exists(same()))),
            Some(Change::New) => query.filter(not(exists(before()))),
            Some(Change::Gone) => query.filter(not(exists(after()))),
            None => query.filter(not(exists(same()))),
        }
    }};
}

/// How many there are.
pub fn count_fared(conn: &mut Conn, scope: &Scope, versions: Versions, change: Option<Change>) -> Result<i64> {
    Ok(each_backend!(conn, c => fared!(scope, versions, change).count().get_result(c))?)
}

/// A stretch of them in the order of their own version.
pub fn fared(conn: &mut Conn, scope: &Scope, versions: Versions, change: Option<Change>, limit: i64, offset: i64) -> Result<Vec<Clause>> {
    let rows: Vec<Row> = each_backend!(conn, c => fared!(scope, versions, change)
        .order((clauses::position, clauses::id))
        .limit(limit)
        .offset(offset)
        .select(Row::as_select())
        .load(c))?;
    into_clauses(rows)
}

/// Changed wordings whose older clause has duties, of which nobody has said yet what becomes of them.
pub fn unchosen(conn: &mut Conn, scope: &Scope, versions: Versions) -> Result<i64> {
    Ok(each_backend!(conn, c => fared!(scope, versions, Some(Change::Changed))
        .filter(clauses::take_over.is_null())
        .filter(exists(
            duties::table
                .filter(duties::workspace_id.eq(clauses::workspace_id))
                .filter(duties::origin_kind.eq(crate::policy::actions::CLAUSE))
                .filter(duties::origin_id.eq(clauses::follows_id)),
        ))
        .count()
        .get_result(c))?)
}

/// Writes what becomes of the duties of the clause this one continues; another document's clause is left alone.
pub fn set_take_over(conn: &mut Conn, scope: &Scope, document_id: i64, clause_id: i64, take_over: TakeOver) -> Result<()> {
    let own = clauses::table
        .filter(clauses::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq(document_id))
        .filter(clauses::id.eq(clause_id));
    diesel::update(own).set(clauses::take_over.eq(take_over.as_str())).execute(conn)?;
    Ok(())
}
