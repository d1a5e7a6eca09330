//! Every deadline a duty ever had.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    duties::model::{Due, Duty},
    platform::{db::Conn, error::Result, id::new_id},
    schema::duty_deadlines,
    tenancy::Scope,
};

/// A deadline as it was set.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadlineRow {
    pub due_on: Option<NaiveDate>,
    pub due: Option<Due>,
    /// `assigned`, `edited`, `extension` or `calendar`.
    pub cause: String,
    pub reason: String,
    /// Empty for the program itself.
    pub actor: String,
    pub at: NaiveDateTime,
}

/// Keeps the duty's deadline, now in force, with why it was set.
pub fn record_deadline(conn: &mut Conn, scope: &Scope, duty: &Duty, cause: &str, reason: &str) -> Result<()> {
    diesel::insert_into(duty_deadlines::table)
        .values((
            duty_deadlines::workspace_id.eq(scope.workspace_id()),
            duty_deadlines::id.eq(new_id()),
            duty_deadlines::duty_id.eq(duty.id),
            duty_deadlines::due_on.eq(duty.due_on()),
            duty_deadlines::due_rule.eq(duty.due.as_ref().map(serde_json::to_string).transpose()?),
            duty_deadlines::cause.eq(cause),
            duty_deadlines::reason.eq(reason),
            duty_deadlines::actor.eq(scope.actor_name()),
            duty_deadlines::at.eq(scope.now()),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = (Option<NaiveDate>, Option<String>, String, String, String, NaiveDateTime);

/// All deadlines of a duty, the one in force first.
pub fn deadlines(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Vec<DeadlineRow>> {
    let rows: Vec<Row> = duty_deadlines::table
        .filter(duty_deadlines::workspace_id.eq(scope.workspace_id()))
        .filter(duty_deadlines::duty_id.eq(duty_id))
        .order(duty_deadlines::id.desc())
        .select((
            duty_deadlines::due_on,
            duty_deadlines::due_rule,
            duty_deadlines::cause,
            duty_deadlines::reason,
            duty_deadlines::actor,
            duty_deadlines::at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(due_on, due, cause, reason, actor, at)| {
            let due = due.map(|json| serde_json::from_str(&json)).transpose()?;
            Ok(DeadlineRow { due_on, due, cause, reason, actor, at })
        })
        .collect()
}
