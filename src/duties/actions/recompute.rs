//! When the calendar changes: which deadlines move, and moving them.

use chrono::NaiveDate;

use super::{SUBJECT, deadline::moved};
use crate::{
    calendar::{Computed, WorkCalendar},
    duties::{
        model::{Due, Duty},
        notice_moved::tell_moved,
        store,
    },
    platform::{db::Conn, error::Result, i18n::format},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// A deadline that another calendar moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub old: NaiveDate,
    pub new: NaiveDate,
    /// How the new day was computed.
    pub why: Computed,
}

/// The open duties whose deadline `calendar` would move, earliest new deadline first. Fixed dates never move.
pub fn recompute_preview(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<Vec<Moved>> {
    permit_calendar(scope)?;
    let ids = store::ids_with_computed_deadline(conn, scope)?;
    let mut found: Vec<Moved> = Vec::new();
    each(conn, scope, &ids, |_, duty| {
        found.extend(recomputed(duty, calendar).and_then(|due| moved_to(duty, &due)));
        Ok(())
    })?;
    found.sort_by(|a, b| (a.new, &a.number).cmp(&(b.new, &b.number)));
    Ok(found)
}

/// Moves them, keeping every earlier deadline, and tells the departments of each; a deadline that stays is explained anew where the
/// calendar has changed what is said of it. Returns what was moved.
pub fn recompute_apply(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar, reason: &str) -> Result<Vec<Moved>> {
    permit_calendar(scope)?;
    let ids = store::ids_with_computed_deadline(conn, scope)?;
    apply_to(conn, scope, &ids, calendar, reason)
}

/// Recomputes what was counted into a year whose holidays have become known since, as happens when the program brings a new
/// notice along; for its own morning round. Returns what was moved.
pub fn recompute_known(conn: &mut Conn, scope: &Scope) -> Result<Vec<Moved>> {
    permit_calendar(scope)?;
    let calendar = store::calendar(conn, scope)?;
    let ids = store::ids_with_deadline_beyond_known(conn, scope, calendar.known_until())?;
    let reason = format(scope.workspace_lang(), "duty-calendar-known", &[("year", calendar.known_until().to_string().into())]);
    apply_to(conn, scope, &ids, &calendar, &reason)
}

/// By the hundred: a workspace may hold tens of thousands, and a statement takes only so many values.
fn each(conn: &mut Conn, scope: &Scope, ids: &[i64], mut visit: impl FnMut(&mut Conn, &Duty) -> Result<()>) -> Result<()> {
    for chunk in ids.chunks(100) {
        for duty in store::load_many(conn, scope, chunk)? {
            visit(conn, &duty)?;
        }
    }
    Ok(())
}

fn apply_to(conn: &mut Conn, scope: &Scope, ids: &[i64], calendar: &WorkCalendar, reason: &str) -> Result<Vec<Moved>> {
    let (mut moves, mut told) = (Vec::new(), Vec::new());
    each(conn, scope, ids, |conn, duty| {
        let Some(due) = recomputed(duty, calendar) else { return Ok(()) };
        match moved_to(duty, &due) {
            Some(found) => {
                told.push((move_to(conn, scope, found.id, due, reason)?, found.old));
                moves.push(found);
                Ok(())
            }
            None => store::set_due_rule(conn, scope, duty.id, &due),
        }
    })?;
    tell_moved(conn, scope, &told, reason)?;
    Ok(moves)
}

/// Moves one, as it stands under its lock.
fn move_to(conn: &mut Conn, scope: &Scope, id: i64, due: Due, reason: &str) -> Result<Duty> {
    let mut duty = store::load(conn, scope, id)?;
    let before = duty.due_on();
    duty.due = Some(due);
    store::save(conn, scope, &mut duty)?;
    store::record_deadline(conn, scope, &duty, "calendar", reason)?;
    let entry = Entry::new(Subject::new(SUBJECT, duty.id), "calendar").text(reason).data(moved(before, duty.due_on()));
    timeline::record(conn, scope, entry)?;
    Ok(duty)
}

/// The calendar is the administrator's; the program itself may act for one, and the secretariat runs the workspace.
fn permit_calendar(scope: &Scope) -> Result<()> {
    if scope.person_id().is_none() {
        return Ok(());
    }
    scope.require(&[Role::Administrator, Role::Secretariat])
}

/// The deadline by this calendar, when it or what is said of it differs.
fn recomputed(duty: &Duty, calendar: &WorkCalendar) -> Option<Due> {
    let due = duty.due.as_ref()?;
    let fresh = Due::new(due.rule.clone(), due.assigned_on, calendar);
    (due.on().is_some() && fresh != *due).then_some(fresh)
}

fn moved_to(duty: &Duty, due: &Due) -> Option<Moved> {
    let old = duty.due_on()?;
    let why = due.computed.clone().filter(|c| c.due_on != old)?;
    Some(Moved { id: duty.id, number: duty.number.clone(), title: duty.title.clone(), old, new: why.due_on, why })
}
