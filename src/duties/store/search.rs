//! Rows of the pieces searches go by.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::{
    duties::model::grams,
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    tenancy::Scope,
};

/// Makes the pieces of `new` those of the duty, which had those of `old`.
pub fn set_pieces(conn: &mut Conn, scope: &Scope, duty_id: i64, old: &str, new: &str) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let (had, has) = (grams(old), grams(new));
    let gone: Vec<&str> = had.difference(&has).copied().collect();
    if !gone.is_empty() {
        let mut out: Statement<()> = Statement::new("DELETE FROM duty_grams WHERE workspace_id = ");
        out.int(scope.workspace_id()).push(" AND duty_id = ").int(duty_id).push(" AND gram IN (SELECT value FROM ");
        each_of(&mut out, conn, &gone)?.push(")");
        out.execute(conn)?;
    }
    let fresh: BTreeSet<&str> = has.difference(&had).copied().collect();
    if !fresh.is_empty() {
        let mut out: Statement<()> = Statement::new("INSERT INTO duty_grams (workspace_id, gram, duty_id) SELECT CAST(");
        out.int(scope.workspace_id()).push(" AS BIGINT), value, CAST(").int(duty_id).push(" AS BIGINT) FROM ");
        each_of(&mut out, conn, &fresh.into_iter().collect::<Vec<_>>())?;
        out.execute(conn)?;
    }
    Ok(())
}

/// A table of the column `value`, however many there are: one statement and one bind for both databases.
fn each_of<'s>(out: &'s mut Statement<()>, conn: &Conn, texts: &[&str]) -> Result<&'s mut Statement<()>> {
    let json = serde_json::to_string(texts)?;
    Ok(match conn {
        Conn::Sqlite(_) => out.push("json_each(").text(json).push(")"),
        Conn::Postgres(_) => out.push("json_array_elements_text(CAST(").text(json).push(" AS json))"),
    })
}
