//! Reminders in the send-once ledger.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    duties::model::{Duty, State},
    each_backend,
    platform::{db::Conn, error::Result, id::new_id},
    schema::{duties, reminders},
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

/// A line of the ledger of automatic reminders: this person was reminded of this day at this threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub duty_id: i64,
    pub person_id: i64,
    pub due_on: NaiveDate,
    pub threshold: i32,
}

/// Every automatic reminder of duties that are still open, and when it was sent.
pub fn automatic_marks(conn: &mut Conn, scope: &Scope) -> Result<Vec<(Mark, NaiveDateTime)>> {
    let open = [State::Assigned, State::InProgress, State::Submitted].map(State::as_str);
    let rows: Vec<(i64, i64, NaiveDate, i32, NaiveDateTime)> = reminders::table
        .inner_join(duties::table.on(duties::workspace_id.eq(reminders::workspace_id).and(duties::id.eq(reminders::duty_id))))
        .filter(reminders::workspace_id.eq(scope.workspace_id()))
        .filter(reminders::kind.eq("automatic"))
        .filter(duties::state.eq_any(open))
        .select((reminders::duty_id, reminders::person_id, reminders::due_on, reminders::threshold, reminders::at))
        .load(conn)?;
    let marks = rows.into_iter().map(|(duty_id, person_id, due_on, threshold, at)| (Mark { duty_id, person_id, due_on, threshold }, at));
    Ok(marks.collect())
}

/// Keeps an automatic reminder; false when it was sent before.
pub fn insert_automatic(conn: &mut Conn, scope: &Scope, mark: &Mark) -> Result<bool> {
    let row = (
        reminders::workspace_id.eq(scope.workspace_id()),
        reminders::id.eq(new_id()),
        reminders::duty_id.eq(mark.duty_id),
        reminders::person_id.eq(mark.person_id),
        reminders::kind.eq("automatic"),
        reminders::due_on.eq(mark.due_on),
        reminders::threshold.eq(mark.threshold),
        reminders::at.eq(scope.now()),
    );
    let count = each_backend!(conn, c => diesel::insert_into(reminders::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(count == 1)
}

/// On how many occasions a duty was reminded of automatically, however many people were.
pub fn count_automatic(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<usize> {
    let times: Vec<(NaiveDate, i32)> = reminders::table
        .filter(reminders::workspace_id.eq(scope.workspace_id()))
        .filter(reminders::duty_id.eq(duty_id))
        .filter(reminders::kind.eq("automatic"))
        .select((reminders::due_on, reminders::threshold))
        .distinct()
        .load(conn)?;
    Ok(times.len())
}
