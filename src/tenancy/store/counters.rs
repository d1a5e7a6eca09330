//! Readable numbers, one after the other within a workspace, a kind and a year.

use chrono::Datelike;
use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    schema::counters,
    tenancy::Scope,
};

/// The next number of a kind (`duty`, `instruction`) in this year: `2026-0123`.
pub fn next_number(conn: &mut Conn, scope: &Scope, kind: &str) -> Result<String> {
    let (year, given) = next_of_year(conn, scope, kind)?;
    Ok(format!("{year}-{given:04}"))
}

/// This year and the next number of a kind in it. The counter's row is the lock: two at once get two numbers, and one that is rolled
/// back leaves no gap.
pub fn next_of_year(conn: &mut Conn, scope: &Scope, kind: &str) -> Result<(i32, i64)> {
    let year = scope.today().year();
    let row = (
        counters::workspace_id.eq(scope.workspace_id()),
        counters::kind.eq(kind),
        counters::year.eq(year),
        // Holds the number given out last.
        counters::next.eq(1),
    );
    let given: i64 = each_backend!(conn, c => diesel::insert_into(counters::table)
        .values(row)
        .on_conflict((counters::workspace_id, counters::kind, counters::year))
        .do_update()
        .set(counters::next.eq(counters::next + 1))
        .returning(counters::next)
        .get_result(c))?;
    Ok((year, given))
}
