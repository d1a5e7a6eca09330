//! Setting another deadline.

use serde_json::json;

use super::{Event, begin, finish};
use crate::{
    calendar::DeadlineRule,
    duties::{
        model::{Action, Due, Duty, DutyRef, Seen, words},
        notice::{News, tell_parties},
        store,
    },
    platform::{clock, db::Conn, error::Result},
    tenancy::Scope,
};

/// Sets another deadline, or none, with a reason; earlier ones are kept, and the departments are told.
pub fn change_deadline(conn: &mut Conn, scope: &Scope, seen: Seen, rule: Option<DeadlineRule>, reason: &str) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::ChangeDeadline, None)?;
    let reason = words::reason(reason)?;
    let before = duty.due_on();
    let assigned_on = assigned_on(scope, &duty);
    let calendar = store::calendar(conn, scope)?;
    duty.due = rule.map(|rule| Due::new(rule, assigned_on, &calendar));
    let data = moved(before, duty.due_on());
    finish(conn, scope, &mut duty, to, Event::new(Action::ChangeDeadline, &reason).data(data))?;
    store::record_deadline(conn, scope, &duty, "edited", &reason)?;
    tell_parties(conn, scope, &duty, News::DeadlineChanged, &reason)?;
    Ok(duty.as_ref())
}

/// The day of the last assignment where the workspace is.
pub(super) fn assigned_on(scope: &Scope, duty: &Duty) -> Option<chrono::NaiveDate> {
    duty.assigned_at.map(|at| clock::local(at, scope.zone()).date())
}

/// Old and new deadline, for the timeline.
pub(super) fn moved(before: Option<chrono::NaiveDate>, after: Option<chrono::NaiveDate>) -> serde_json::Value {
    let say = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    json!({ "before": say(before), "after": say(after) })
}
