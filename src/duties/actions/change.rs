//! Changing what a duty says.

use serde_json::json;

use super::{Event, begin, finish};
use crate::{
    calendar::Cadence,
    duties::{
        model::{
            Action, Duty, DutyRef, NewTarget, Seen, State,
            words::{self, TARGETS_MAX, TEXT_MAX, TITLE_MAX},
        },
        notice::{News, tell_parties},
        store,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// What a duty says, apart from departments and deadline.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    pub title: String,
    pub requirement: String,
    pub deliverable: String,
    pub cadence: Option<Cadence>,
    /// With the id of one that exists already. One left out goes, unless values were reported for it.
    pub targets: Vec<(Option<i64>, NewTarget)>,
}

/// Changes what the duty says; once it is assigned a reason must be given, and the departments are told.
pub fn edit(conn: &mut Conn, scope: &Scope, seen: Seen, content: Content, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::Edit, None)?;
    let mut errors = FieldErrors::default();
    let needs_reason = duty.state != State::Draft;
    let check = if needs_reason { words::required } else { words::optional };
    let reason = check(&mut errors, "reason", reason, words::REASON_MAX);
    let before = duty.clone();
    duty.title = words::line(&mut errors, "title", &content.title, TITLE_MAX);
    duty.requirement = words::optional(&mut errors, "requirement", &content.requirement, TEXT_MAX);
    duty.deliverable = words::optional(&mut errors, "deliverable", &content.deliverable, TEXT_MAX);
    let targets = check_targets(&mut errors, &content.targets);
    errors.finish(())?;
    if duty.cadence != content.cadence {
        duty.cadence = content.cadence;
        let calendar = store::calendar(conn, scope)?;
        let works = matches!(duty.state, State::InProgress | State::Suspended);
        duty.next_report_on = content.cadence.filter(|_| works).and_then(|c| c.next_report(scope.today(), &calendar));
    }
    let old_targets = store::targets(conn, scope, duty.id)?;
    let same_targets = old_targets.iter().map(|t| &t.what).eq(targets.iter().map(|(_, t)| t));
    store::replace_targets(conn, scope, duty.id, &targets)?;
    let data = what_changed(&before, &duty, same_targets);
    finish(conn, scope, &mut duty, to, Event::new(Action::Edit, &reason).data(data))?;
    if needs_reason {
        tell_parties(conn, scope, &duty, News::Changed, &reason)?;
    }
    Ok(duty.as_ref())
}

/// Which parts changed, and what the words were before; nothing said once is lost.
fn what_changed(before: &Duty, after: &Duty, same_targets: bool) -> serde_json::Value {
    let mut data = serde_json::Map::new();
    let mut changed = Vec::new();
    let words = [
        ("title", &before.title, &after.title),
        ("requirement", &before.requirement, &after.requirement),
        ("deliverable", &before.deliverable, &after.deliverable),
    ];
    for (name, old, _) in words.into_iter().filter(|(_, old, new)| old != new) {
        changed.push(name);
        data.insert(format!("old_{name}"), json!(old));
    }
    if before.cadence != after.cadence {
        changed.push("cadence");
    }
    if !same_targets {
        changed.push("targets");
    }
    data.insert("changed".to_owned(), json!(changed.join(",")));
    data.into()
}

/// Targets with their words cleaned; names and finite values must be given, and there is an end to how many. Fields are `target-{n}-name`, `target-{n}-value`, from 0.
pub(super) fn check_targets(errors: &mut FieldErrors, targets: &[(Option<i64>, NewTarget)]) -> Vec<(Option<i64>, NewTarget)> {
    let mut checked = Vec::new();
    if targets.len() > TARGETS_MAX {
        let message = Message::new("duty-targets-too-many").number("max", TARGETS_MAX as f64).number("count", targets.len() as f64);
        errors.add(format!("target-{TARGETS_MAX}-name"), message);
    }
    for (n, (id, target)) in targets.iter().enumerate() {
        let name = words::line(errors, &format!("target-{n}-name"), &target.name, TITLE_MAX);
        let unit = words::optional(errors, &format!("target-{n}-unit"), &target.unit, 20);
        let per = target.per.as_deref().map(words::clean).filter(|p| !p.is_empty());
        if !target.value.is_finite() || target.value.abs() > 1e15 {
            errors.add(format!("target-{n}-value"), Message::new("field-number"));
        }
        checked.push((*id, NewTarget { name, unit, per, ..target.clone() }));
    }
    checked
}
