//! Terms of matters that follow the working calendar. Whoever was told of a term keeps at least as much: it only ever gets longer, and nobody
//! but those concerned learns that it did.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    accountability::{
        MATTER,
        model::{Edition, Matter, State},
        store,
    },
    calendar::{DeadlineRule, WorkCalendar},
    platform::{clock, db::Conn, error::Result},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Counts anew what was counted in working days from what happened and stands where `old` has put it; a day somebody named stays. `from`: the
/// first day that changes; `reason`: what changed.
pub fn follow_calendar(
    conn: &mut Conn,
    scope: &Scope,
    old: &WorkCalendar,
    new: &WorkCalendar,
    from: NaiveDate,
    reason: &str,
) -> Result<()> {
    if scope.person_id().is_some() {
        scope.require(&[Role::Administrator, Role::Secretariat])?;
    }
    for mut matter in store::due_from(conn, scope, from)? {
        let edition = store::edition(conn, scope, Some(matter.edition))?;
        let changes = moved(scope, &mut matter, &edition, (old, new), from);
        if changes.is_empty() {
            continue;
        }
        store::save(conn, scope, &mut matter)?;
        for (term, before, after) in changes {
            let data = json!({ "term": term, "before": before.to_string(), "after": after.to_string() });
            timeline::record(conn, scope, Entry::new(Subject::new(MATTER, matter.id), "calendar").text(reason).data(data))?;
        }
    }
    Ok(())
}

type Change = (&'static str, NaiveDate, NaiveDate);

/// Sets the later days, and says which.
fn moved(
    scope: &Scope,
    matter: &mut Matter,
    edition: &Edition,
    (old, new): (&WorkCalendar, &WorkCalendar),
    from: NaiveDate,
) -> Vec<Change> {
    let (notified, decided) = (matter.notified_at, matter.decided_at);
    let is_heard = matter.state == State::Hearing;
    let rules = &edition.rules;
    let terms = [
        ("reply", notified.filter(|_| is_heard), rules.reply_days, &mut matter.reply_due_on),
        ("objection", decided, rules.objection_days, &mut matter.objection_due_on),
        ("response", decided.filter(|_| matter.state == State::InForce), rules.response_days, &mut matter.response_due_on),
    ];
    let mut changes = Vec::new();
    for (term, began, working_days, due) in terms {
        let (Some(began), Some(before)) = (began, due.filter(|day| *day >= from)) else { continue };
        let began = clock::local(began, scope.zone()).date();
        let by = |calendar: &WorkCalendar| DeadlineRule::AfterAssignment { working_days }.compute(began, calendar).due_on;
        let after = by(new);
        if by(old) == before && after > before {
            *due = Some(after);
            changes.push((term, before, after));
        }
    }
    changes
}
