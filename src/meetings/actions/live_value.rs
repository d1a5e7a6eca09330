//! What a field of a session says: as it is compared and sent, and as it is typed.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::live::{LiveField, NOTES_MAX, Saving};
use crate::{
    calendar,
    duties::{self, words},
    meetings::model::{Decision, Item, Meeting, Outcome, Participant, Presence},
    platform::{
        clock::local,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::format_time,
    },
    tenancy::Scope,
};

/// The most working days a deadline may be away.
const DAYS_MAX: i32 = 1_000;

fn clock_words(scope: &Scope, at: Option<NaiveDateTime>) -> String {
    at.map(|at| format_time(local(at, scope.zone()))).unwrap_or_default()
}

/// What an item's field says, in the one way it is compared and sent.
pub fn item_value(item: &Item, field: LiveField) -> String {
    match field {
        LiveField::Notes => item.notes.clone(),
        _ => item.outcome.map(Outcome::as_str).unwrap_or_default().to_owned(),
    }
}

/// The same of a decision.
pub fn decision_value(decision: &Decision, field: LiveField) -> String {
    match field {
        LiveField::Text => decision.text.clone(),
        LiveField::Lead => decision.lead_id.map(|id| id.to_string()).unwrap_or_default(),
        LiveField::Support => joined(&decision.support),
        LiveField::Due => decision.due_on.map(|on| on.to_string()).unwrap_or_default(),
        LiveField::NoDueReason => decision.no_due_reason.clone(),
        _ => decision.no_duty_reason.clone(),
    }
}

/// The same of a participant.
pub fn participant_value(scope: &Scope, person: &Participant, field: LiveField) -> String {
    match field {
        LiveField::Arrived => clock_words(scope, person.arrived_at),
        LiveField::Left => clock_words(scope, person.left_at),
        LiveField::Came => person.came.clone(),
        _ => person.presence.as_str().to_owned(),
    }
}

fn joined(ids: &[i64]) -> String {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// What was typed, in the way it is stored.
pub(super) fn checked(conn: &mut Conn, scope: &Scope, meeting: &Meeting, saving: &Saving) -> Result<String> {
    let (typed, mut errors) = (saving.value.as_str(), FieldErrors::default());
    let wrong = |key: &'static str| Err(Error::invalid("value", Message::new(key)));
    let value = match saving.field {
        LiveField::Notes => words::optional(&mut errors, "value", typed, NOTES_MAX),
        LiveField::Text => words::optional(&mut errors, "value", typed, words::REASON_MAX),
        LiveField::NoDueReason | LiveField::NoDutyReason | LiveField::Came => words::optional(&mut errors, "value", typed, super::LINE_MAX),
        LiveField::Outcome if typed.is_empty() || Outcome::parse(typed).is_some() => typed.to_owned(),
        LiveField::Presence if Presence::parse(typed).is_some() => typed.to_owned(),
        LiveField::Outcome | LiveField::Presence => return wrong("live-choice-wrong"),
        LiveField::Lead | LiveField::Support => departments(conn, scope, saving)?,
        LiveField::Due => return due(conn, scope, meeting, typed.trim()),
        LiveField::Arrived | LiveField::Left => match typed.trim() {
            "" => String::new(),
            "now" => clock_words(scope, Some(scope.now())),
            time => match NaiveTime::parse_from_str(time, "%H:%M") {
                Ok(time) => format_time(time),
                Err(_) => return wrong("live-time-wrong"),
            },
        },
    };
    errors.finish(value)
}

/// Departments that can be charged; one a decision names already may have been closed since.
fn departments(conn: &mut Conn, scope: &Scope, saving: &Saving) -> Result<String> {
    let unknown = || Error::invalid("value", Message::new("field-department-unknown"));
    let parts = saving.value.split(',').map(str::trim).filter(|p| !p.is_empty());
    let ids: Vec<i64> = parts.map(|p| p.parse().map_err(|_| unknown())).collect::<Result<_>>()?;
    if ids.is_empty() {
        return Ok(String::new());
    }
    let open = duties::queries::open_departments(conn, scope)?;
    let is_one = saving.field == LiveField::Lead;
    if ids.iter().any(|id| !open.iter().any(|d| d.id == *id)) || (is_one && ids.len() > 1) {
        return Err(unknown());
    }
    Ok(joined(&ids))
}

/// A date, or so many working days from the day of the meeting.
fn due(conn: &mut Conn, scope: &Scope, meeting: &Meeting, typed: &str) -> Result<String> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    let day = meeting.opened_at.map_or_else(|| scope.today(), |at| local(at, scope.zone()).date());
    if let Ok(on) = typed.parse::<NaiveDate>() {
        return match on < day {
            true => Err(Error::invalid("value", Message::new("live-due-past"))),
            false => Ok(on.to_string()),
        };
    }
    let number: String = typed.trim_start_matches('+').chars().take_while(char::is_ascii_digit).collect();
    match number.parse::<i32>() {
        Ok(days) if (1..=DAYS_MAX).contains(&days) => Ok(calendar::load(conn, scope)?.add_working_days(day, days).to_string()),
        _ => Err(Error::invalid("value", Message::new("live-due-wrong").number("max", f64::from(DAYS_MAX)))),
    }
}
