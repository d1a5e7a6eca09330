//! When the calendar changes: which deadlines move, and moving them.

use chrono::NaiveDate;

use super::{SUBJECT, deadline::moved};
use crate::{
    calendar::{Computed, WorkCalendar},
    duties::{
        model::{Due, Duty},
        notice::{News, tell_parties},
        store,
    },
    platform::{db::Conn, error::Result},
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
    let mut found = Vec::new();
    // By the hundred: a workspace may hold tens of thousands, and a statement takes only so many values.
    for chunk in ids.chunks(100) {
        for duty in store::load_many(conn, scope, chunk)? {
            if let Some((_, moved)) = recomputed(&duty, calendar) {
                found.push(moved);
            }
        }
    }
    found.sort_by(|a, b| (a.new, &a.number).cmp(&(b.new, &b.number)));
    Ok(found)
}

/// Moves them, keeping every earlier deadline, and tells the departments of each. Returns what was moved.
pub fn recompute_apply(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar, reason: &str) -> Result<Vec<Moved>> {
    let moves = recompute_preview(conn, scope, calendar)?;
    for found in &moves {
        let mut duty = store::load(conn, scope, found.id)?;
        let Some((due, _)) = recomputed(&duty, calendar) else { continue };
        let before = duty.due_on();
        duty.due = Some(due);
        store::save(conn, scope, &mut duty)?;
        store::record_deadline(conn, scope, &duty, "calendar", reason)?;
        let entry = Entry::new(Subject::new(SUBJECT, duty.id), "calendar").text(reason).data(moved(before, duty.due_on()));
        timeline::record(conn, scope, entry)?;
        if duty.assigned_at.is_some() {
            tell_parties(conn, scope, &duty, News::DeadlineChanged, reason)?;
        }
    }
    Ok(moves)
}

/// The calendar is the administrator's; the program itself may act for one, and the secretariat runs the workspace.
fn permit_calendar(scope: &Scope) -> Result<()> {
    if scope.person_id().is_none() {
        return Ok(());
    }
    scope.require(&[Role::Administrator, Role::Secretariat])
}

fn recomputed(duty: &Duty, calendar: &WorkCalendar) -> Option<(Due, Moved)> {
    let due = duty.due.as_ref().filter(|due| due.rule.depends_on_calendar())?;
    let old = due.on()?;
    let fresh = Due::new(due.rule.clone(), due.assigned_on, calendar);
    let why = fresh.computed.clone().filter(|c| c.due_on != old)?;
    let found = Moved { id: duty.id, number: duty.number.clone(), title: duty.title.clone(), old, new: why.due_on, why };
    Some((fresh, found))
}
