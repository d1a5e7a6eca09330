//! Terms of matters that follow the working calendar. Whoever was told of a term keeps at least as much: it only ever gets longer, and nobody
//! but those concerned learns that it did.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::json;

use crate::{
    accountability::{
        MATTER,
        model::{Action, Edition, Matter, State},
        store,
    },
    calendar::{DeadlineRule, WorkCalendar},
    platform::{clock, db::Conn, error::Result},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Counts anew what was counted in working days from what happened last (notice, decision, sending back, opening again) and stands where
/// `old` has put it; a day somebody named stays. `from`: the
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
        let anew = begun_anew(conn, scope, &matter)?;
        let changes = moved(scope, &mut matter, &edition, (old, new), from, &anew);
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

/// When a matter in force was sent back, opened again or put to another address, the latest first: its terms may have begun then.
fn begun_anew(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<Vec<(Action, NaiveDateTime)>> {
    /// Entries looked at.
    const EVENTS: i64 = 500;
    let (State::InForce | State::Responded, Some(decided)) = (matter.state, matter.decided_at) else { return Ok(Vec::new()) };
    let events = timeline::of(conn, scope, Subject::new(MATTER, matter.id), None, EVENTS)?;
    let begins = [Action::Return, Action::Reopen, Action::Correct];
    let one = |e: timeline::Event| begins.into_iter().find(|a| a.as_str() == e.action && e.at >= decided).map(|a| (a, e.at));
    Ok(events.into_iter().filter_map(one).collect())
}

/// Sets the later days, and says which.
fn moved(
    scope: &Scope,
    matter: &mut Matter,
    edition: &Edition,
    (old, new): (&WorkCalendar, &WorkCalendar),
    from: NaiveDate,
    anew: &[(Action, NaiveDateTime)],
) -> Vec<Change> {
    let decided = |corrected_only: bool| {
        let later = anew.iter().filter(move |(action, _)| !corrected_only || *action == Action::Correct);
        later.map(|(_, at)| *at).chain(matter.decided_at).collect::<Vec<_>>()
    };
    let heard: Vec<NaiveDateTime> = matter.notified_at.filter(|_| matter.state == State::Hearing).into_iter().collect();
    let responds = if matter.state == State::InForce { decided(false) } else { Vec::new() };
    let (objects, rules) = (decided(true), &edition.rules);
    let terms = [
        ("reply", heard, rules.reply_days, &mut matter.reply_due_on),
        ("objection", objects, rules.objection_days, &mut matter.objection_due_on),
        ("response", responds, rules.response_days, &mut matter.response_due_on),
    ];
    let mut changes = Vec::new();
    for (term, began, working_days, due) in terms {
        let Some(before) = due.filter(|day| *day >= from) else { continue };
        let by = |calendar: &WorkCalendar, began: NaiveDateTime| {
            let day = clock::local(began, scope.zone()).date();
            DeadlineRule::AfterAssignment { working_days }.compute(day, calendar).due_on
        };
        // What it was counted from is what leads there by the old calendar; a day somebody named is reached from nowhere.
        let counted = began.into_iter().find(|at| by(old, *at) == before);
        if let Some(after) = counted.map(|at| by(new, at)).filter(|after| *after > before) {
            *due = Some(after);
            changes.push((term, before, after));
        }
    }
    changes
}
