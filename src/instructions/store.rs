//! Rows of instructions; every function filters by the scope's workspace.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::model::{Instruction, State};
use crate::{
    duties::{self, queries::Named},
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Result},
        secret,
    },
    schema::instructions,
    tenancy::Scope,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = instructions)]
struct Row {
    id: i64,
    number: String,
    membership_id: i64,
    author: String,
    digest_id: i64,
    about_duty_id: Option<i64>,
    text: String,
    written_at: NaiveDateTime,
    state: String,
    duty_id: Option<i64>,
    answer: Option<String>,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<String>,
    version: i64,
}

/// Which of them, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Which {
    pub state: Option<State>,
    /// Of one leader.
    pub membership_id: Option<i64>,
    /// Written on one digest.
    pub digest_id: Option<i64>,
    /// The oldest first.
    pub oldest_first: bool,
}

/// A boxed query of them, filtered.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let which: Which = $which;
        let mut query = instructions::table.filter(instructions::workspace_id.eq($scope.workspace_id())).into_boxed();
        if let Some(state) = which.state {
            query = query.filter(instructions::state.eq(state.as_str()));
        }
        if let Some(id) = which.membership_id {
            query = query.filter(instructions::membership_id.eq(id));
        }
        if let Some(id) = which.digest_id {
            query = query.filter(instructions::digest_id.eq(id));
        }
        query
    }};
}

/// Those that fit, with the names of their duties.
pub fn list(conn: &mut Conn, scope: &Scope, which: Which, limit: i64, offset: i64) -> Result<Vec<Instruction>> {
    let query = of!(scope, which).limit(limit).offset(offset).select(Row::as_select());
    let rows: Vec<Row> = match which.oldest_first {
        true => query.order(instructions::id.asc()).load(conn)?,
        false => query.order(instructions::id.desc()).load(conn)?,
    };
    named(conn, scope, rows)
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(instructions::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// Those not decided yet or decided since an instant, and those filed of whatever age: what leaders are still to be told of.
pub fn told_of(conn: &mut Conn, scope: &Scope, since: NaiveDateTime, limit: i64) -> Result<Vec<Instruction>> {
    let alive = [State::Unfiled.as_str(), State::Filed.as_str()];
    let rows: Vec<Row> = instructions::table
        .filter(instructions::workspace_id.eq(scope.workspace_id()))
        .filter(instructions::state.eq_any(alive).or(instructions::decided_at.ge(since).assume_not_null()))
        .order(instructions::id.desc())
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    named(conn, scope, rows)
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Instruction> {
    let own = instructions::table.filter(instructions::workspace_id.eq(scope.workspace_id()));
    let row: Row = own.filter(instructions::number.eq(number)).select(Row::as_select()).first(conn)?;
    named(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

/// The number of one.
pub fn number_of(conn: &mut Conn, scope: &Scope, id: i64) -> Result<String> {
    let own = instructions::table.filter(instructions::workspace_id.eq(scope.workspace_id()));
    Ok(own.filter(instructions::id.eq(id)).select(instructions::number).first(conn)?)
}

fn named(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Instruction>> {
    let mut ids: Vec<i64> = rows.iter().flat_map(|r| [r.about_duty_id, r.duty_id]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let names: HashMap<i64, Named> = duties::queries::names(conn, scope, &ids)?.into_iter().map(|n| (n.id, n)).collect();
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id)).cloned();
    rows.into_iter()
        .map(|row| {
            let state =
                State::parse(&row.state).ok_or_else(|| Error::internal(format!("unknown state of an instruction: {}", row.state)))?;
            Ok(Instruction {
                about: name(row.about_duty_id),
                duty: name(row.duty_id),
                id: row.id,
                number: row.number,
                membership_id: row.membership_id,
                author: row.author,
                digest_id: row.digest_id,
                text: row.text,
                written_at: row.written_at,
                state,
                answer: row.answer,
                decided_at: row.decided_at,
                decided_by: row.decided_by,
                version: row.version,
            })
        })
        .collect()
}

/// What makes an instruction one of a kind: the same words on the same digest about the same duty.
pub fn cause(digest_id: i64, about_duty_id: Option<i64>, text: &str) -> String {
    format!("{digest_id}:{}:{}", about_duty_id.unwrap_or_default(), secret::hash(text))
}

/// Whether one of this cause is there.
pub fn is_there(conn: &mut Conn, scope: &Scope, cause: &str) -> Result<bool> {
    let own = instructions::table.filter(instructions::workspace_id.eq(scope.workspace_id())).filter(instructions::cause.eq(cause));
    Ok(own.select(instructions::id).first::<i64>(conn).optional()?.is_some())
}

/// Writes one down; false when one of the same cause is there already.
pub fn insert(conn: &mut Conn, scope: &Scope, new: &Instruction, cause: &str) -> Result<bool> {
    let row = (
        instructions::workspace_id.eq(scope.workspace_id()),
        instructions::id.eq(new.id),
        instructions::number.eq(&new.number),
        instructions::cause.eq(cause),
        instructions::membership_id.eq(new.membership_id),
        instructions::author.eq(&new.author),
        instructions::digest_id.eq(new.digest_id),
        instructions::about_duty_id.eq(new.about.as_ref().map(|d| d.id)),
        instructions::text.eq(&new.text),
        instructions::written_at.eq(new.written_at),
        instructions::state.eq(new.state.as_str()),
        instructions::version.eq(new.version),
    );
    let count = each_backend!(conn, c => diesel::insert_into(instructions::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(count == 1)
}

/// What was decided about an instruction that is not decided yet and still as it was read; `Conflict` otherwise.
pub fn decide(conn: &mut Conn, scope: &Scope, seen: &Instruction, to: State, duty_id: Option<i64>, answer: Option<&str>) -> Result<()> {
    let own = instructions::table
        .filter(instructions::workspace_id.eq(scope.workspace_id()))
        .filter(instructions::id.eq(seen.id))
        .filter(instructions::state.eq(State::Unfiled.as_str()))
        .filter(instructions::version.eq(seen.version));
    let set = (
        instructions::state.eq(to.as_str()),
        instructions::duty_id.eq(duty_id),
        instructions::answer.eq(answer),
        instructions::decided_at.eq(scope.now()),
        instructions::decided_by.eq(scope.actor_name()),
        instructions::version.eq(seen.version + 1),
    );
    if diesel::update(own).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}
