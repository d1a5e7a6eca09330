//! Rows of editions of the rules.

use chrono::NaiveDateTime;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error as DieselError},
};

use crate::{
    accountability::model::Edition,
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
    },
    schema::matter_rules,
    tenancy::Scope,
};

type Row = (i32, String, String, String, NaiveDateTime);

fn model((number, rules, note, made_by, made_at): Row) -> Result<Edition> {
    Ok(Edition { number, rules: serde_json::from_str(&rules)?, note, made_by, made_at: Some(made_at) })
}

/// The edition of this number, or the one in force; the shipped one where the workspace has none of its own.
pub fn edition(conn: &mut Conn, scope: &Scope, number: Option<i32>) -> Result<Edition> {
    let mut own = matter_rules::table.filter(matter_rules::workspace_id.eq(scope.workspace_id())).into_boxed();
    if let Some(number) = number {
        own = own.filter(matter_rules::number.eq(number));
    }
    let columns = (matter_rules::number, matter_rules::rules, matter_rules::note, matter_rules::made_by, matter_rules::made_at);
    let row: Option<Row> = own.order(matter_rules::number.desc()).select(columns).first(conn).optional()?;
    row.map_or_else(|| Ok(Edition::shipped()), model)
}

/// The latest editions, the newest first, down to the shipped one.
pub fn editions(conn: &mut Conn, scope: &Scope) -> Result<Vec<Edition>> {
    let own = matter_rules::table.filter(matter_rules::workspace_id.eq(scope.workspace_id()));
    let columns = (matter_rules::number, matter_rules::rules, matter_rules::note, matter_rules::made_by, matter_rules::made_at);
    let rows: Vec<Row> = own.order(matter_rules::number.desc()).limit(100).select(columns).load(conn)?;
    let mut all = rows.into_iter().map(model).collect::<Result<Vec<_>>>()?;
    all.push(Edition::shipped());
    Ok(all)
}

/// Writes a new one down; `Conflict` when somebody has given its number away meanwhile.
pub fn insert_edition(conn: &mut Conn, scope: &Scope, edition: &Edition) -> Result<()> {
    let done = diesel::insert_into(matter_rules::table)
        .values((
            matter_rules::workspace_id.eq(scope.workspace_id()),
            matter_rules::id.eq(new_id()),
            matter_rules::number.eq(edition.number),
            matter_rules::rules.eq(serde_json::to_string(&edition.rules)?),
            matter_rules::note.eq(&edition.note),
            matter_rules::made_by.eq(&edition.made_by),
            matter_rules::made_at.eq(scope.now()),
        ))
        .execute(conn);
    match done {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        other => other.map(|_| ()).map_err(Error::from),
    }
}
