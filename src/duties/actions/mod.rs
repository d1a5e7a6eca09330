//! What people do with duties, one use case a function: permit → load → decide → save → timeline → outbox, in the caller's one
//! write transaction (`db.write(scope.tenant(), |conn| …)`).
//!
//! All fail alike: `NotFound` (no such duty in this workspace), `Forbidden` (others may), `Refused` (not in this state), `Conflict`
//! (somebody saved since `Seen`), `Invalid` (by field).

mod accept;
mod assign;
mod batch;
mod change;
mod deadline;
mod draft;
mod extend;
mod origin;
mod pause;
mod recompute;
mod remind;
mod report;
mod share;
mod transfer;
mod verify;

pub use accept::{accept, refuse};
pub use assign::{Charge, assign, assign_new, change_parties, reassign};
pub use batch::Assigning;
pub use change::{Content, edit};
pub use deadline::change_deadline;
pub use draft::{draft, redraft};
pub use extend::{decide_extension, request_extension};
pub use origin::{keep_from, move_origin};
pub use pause::{cancel, resume, suspend};
pub use recompute::{Moved, recompute_apply, recompute_known, recompute_preview};
pub use remind::remind;
pub use report::{report, submit};
pub use share::share;
pub use transfer::move_department;
pub use verify::{close, reopen, return_};

use serde_json::json;

use super::{
    model::{Action, Duty, Seen, State, permit},
    store::{self, DepartmentName},
};
use crate::{
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{join, t},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The subject kind of duties in the timeline.
pub const SUBJECT: &str = "duty";

/// Loads the duty, asks whether this person may do this now, and whether it is still what they saw. Returns where it leads.
fn begin(conn: &mut Conn, scope: &Scope, seen: Seen, action: Action, department_id: Option<i64>) -> Result<(Duty, State)> {
    let duty = store::load(conn, scope, seen.id)?;
    let to = permit(scope, &duty, action, department_id)?;
    if seen.version.is_some_and(|version| version != duty.version) {
        return Err(Error::Conflict);
    }
    Ok((duty, to))
}

/// Saves the duty in its new state and writes what happened.
fn finish(conn: &mut Conn, scope: &Scope, duty: &mut Duty, to: State, event: Event<'_>) -> Result<()> {
    let from = std::mem::replace(&mut duty.state, to);
    store::save(conn, scope, duty)?;
    if from.is_open() && !to.is_open() {
        // A request nobody answered ends with the duty, else it would wait for ever.
        store::lapse_extension(conn, scope, duty.id, &t(scope.workspace_lang(), "extension-lapsed"))?;
    }
    let mut entry = Entry::new(Subject::new(SUBJECT, duty.id), event.action).text(event.text).data(event.data);
    if from != to {
        store::moved(conn, scope, from, to)?;
        entry = entry.states(from.as_str(), to.as_str());
    }
    timeline::record(conn, scope, entry)
}

/// What the timeline is told.
struct Event<'a> {
    action: &'static str,
    text: &'a str,
    data: serde_json::Value,
}

impl<'a> Event<'a> {
    fn new(action: Action, text: &'a str) -> Self {
        Self { action: action.as_str(), text, data: json!({}) }
    }

    fn data(mut self, data: serde_json::Value) -> Self {
        self.data = data;
        self
    }
}

/// The short names of departments, joined for the timeline.
fn names(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<String> {
    Ok(named(scope, &store::department_names(conn, scope, ids)?, ids))
}

/// The same where the names are known.
fn named(scope: &Scope, found: &[DepartmentName], ids: &[i64]) -> String {
    let ordered = ids.iter().filter_map(|id| found.iter().find(|n| n.id == *id)).map(|n| n.short_name.clone());
    join(scope.workspace_lang(), &ordered.collect::<Vec<_>>())
}

/// Refuses departments that do not exist here or are closed. `kept`: those charged already may stay.
fn check_departments(conn: &mut Conn, scope: &Scope, field: &str, ids: &[i64], kept: &[i64]) -> Result<()> {
    let fresh: Vec<i64> = ids.iter().copied().filter(|id| !kept.contains(id)).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    check_open(&store::departments_open(conn, scope)?, field, &fresh)
}

/// Refuses departments that are not among those that can be charged.
fn check_open(open: &[DepartmentName], field: &str, ids: &[i64]) -> Result<()> {
    let mut errors = FieldErrors::default();
    if ids.iter().any(|id| !open.iter().any(|d| d.id == *id)) {
        errors.add(field, Message::new("field-department-unknown"));
    }
    errors.finish(())
}
