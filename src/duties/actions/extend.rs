//! Asking for a later deadline, and the answer.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    Event, begin,
    deadline::{assigned_on, moved},
    finish, names,
};
use crate::{
    calendar::DeadlineRule,
    duties::{
        model::{Action, Due, DutyRef, Seen, words},
        notice::{News, tell_departments, tell_parties, tell_secretariat},
        store::{self, ExtensionState},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// The lead asks for a later deadline; one request at a time.
pub fn request_extension(
    conn: &mut Conn,
    scope: &Scope,
    seen: Seen,
    department_id: i64,
    until: NaiveDate,
    reason: &str,
) -> Result<DutyRef> {
    let scope = &scope.acting_for(department_id);
    let (mut duty, to) = begin(conn, scope, seen, Action::RequestExtension, Some(department_id))?;
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    if until < scope.today() || duty.due_on().is_some_and(|due| until <= due) {
        errors.add("until", Message::new("extension-not-later"));
    }
    errors.finish(())?;
    if duty.due_on().is_none() {
        return Err(Error::refused("extension-no-deadline"));
    }
    if store::pending_extension(conn, scope, duty.id)?.is_some() {
        return Err(Error::refused("extension-waits-already"));
    }
    store::insert_extension(conn, scope, duty.id, department_id, until, &reason)?;
    let department = names(conn, scope, &[department_id])?;
    let data = json!({ "department": department, "until": until.to_string() });
    finish(conn, scope, &mut duty, to, Event::new(Action::RequestExtension, &reason).data(data))?;
    tell_secretariat(conn, scope, &duty, News::ExtensionRequested, &reason)?;
    Ok(duty.as_ref())
}

/// The secretariat answers: granted until `until` (the day asked for, or another), or denied when none is given, for which a reason
/// is needed. Earlier deadlines are kept.
pub fn decide_extension(
    conn: &mut Conn,
    scope: &Scope,
    seen: Seen,
    extension_id: i64,
    until: Option<NaiveDate>,
    answer: &str,
) -> Result<DutyRef> {
    let (mut duty, to) = begin(conn, scope, seen, Action::DecideExtension, None)?;
    let waiting = store::pending_extension(conn, scope, duty.id)?.ok_or_else(|| Error::refused("extension-none-waits"))?;
    if waiting.id != extension_id {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let check = if until.is_some() { words::optional } else { words::required };
    let answer = check(&mut errors, "answer", answer, words::REASON_MAX);
    if until.is_some_and(|day| duty.due_on().is_some_and(|due| day <= due)) {
        errors.add("until", Message::new("extension-not-later"));
    }
    errors.finish(())?;
    let before = duty.due_on();
    let (state, action, news) = match until {
        Some(on) => {
            let calendar = store::calendar(conn, scope)?;
            duty.due = Some(Due::new(DeadlineRule::Fixed { on }, assigned_on(scope, &duty), &calendar));
            (ExtensionState::Granted, "grant-extension", News::ExtensionGranted)
        }
        None => (ExtensionState::Denied, "deny-extension", News::ExtensionDenied),
    };
    store::decide_extension(conn, scope, extension_id, state, &answer)?;
    let event = Event { action, text: &answer, data: moved(before, duty.due_on()) };
    finish(conn, scope, &mut duty, to, event)?;
    if state == ExtensionState::Granted {
        store::record_deadline(conn, scope, &duty, "extension", &waiting.reason)?;
        tell_parties(conn, scope, &duty, news, &answer)?;
    } else {
        tell_departments(conn, scope, &duty, news, &[waiting.department_id], &answer)?;
    }
    Ok(duty.as_ref())
}
