//! Reminders by hand in the send-once ledger.

use diesel::prelude::*;

use crate::{
    duties::model::Duty,
    platform::{db::Conn, error::Result, id::new_id},
    schema::reminders,
    tenancy::Scope,
};

/// How often this duty was reminded of by hand.
pub fn count_by_hand(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<i32> {
    let highest: Option<i32> = reminders::table
        .filter(reminders::workspace_id.eq(scope.workspace_id()))
        .filter(reminders::duty_id.eq(duty_id))
        .filter(reminders::kind.eq("by_hand"))
        .select(diesel::dsl::max(reminders::threshold))
        .first(conn)?;
    Ok(highest.unwrap_or(0))
}

/// Keeps that a person was reminded for the `nth` time.
pub fn insert_by_hand(conn: &mut Conn, scope: &Scope, duty: &Duty, person_id: i64, nth: i32) -> Result<()> {
    diesel::insert_into(reminders::table)
        .values((
            reminders::workspace_id.eq(scope.workspace_id()),
            reminders::id.eq(new_id()),
            reminders::duty_id.eq(duty.id),
            reminders::person_id.eq(person_id),
            reminders::kind.eq("by_hand"),
            reminders::due_on.eq(duty.due_on().unwrap_or_else(|| scope.today())),
            reminders::threshold.eq(nth),
            reminders::at.eq(scope.now()),
        ))
        .execute(conn)?;
    Ok(())
}
