//! Saying whom a matter is put to, where nobody was known, somebody left or an address was wrong.

use chrono::NaiveDate;
use serde_json::json;

use super::{Begun, Seen, begin, finish, notify::term, propose::person};
use crate::{
    accountability::{
        MATTER, MATTER_LINK, mail,
        model::{Action, Matter, State, Subject},
        store,
    },
    duties::words,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{self, Scope},
    timeline::{self, Entry},
};

/// Whom it is put to, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrected {
    /// The post or the official.
    pub name: String,
    pub membership_id: Option<i64>,
    pub email: String,
    pub reason: String,
}

/// How a subject is told: as a member, or at an address.
fn reached(subject: &Subject) -> (Option<i64>, &str) {
    (subject.membership_id, if subject.membership_id.is_some() { "" } else { &subject.email })
}

/// A body is told through its people: those are named where departments are kept.
fn require_person(begun: &Begun) -> Result<()> {
    if begun.matter.subject.kind.is_person() { Ok(()) } else { Err(Error::refused("matter-correct-body")) }
}

/// The last day to reply of whoever is told today; never earlier than the one that was told before.
fn due_anew(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<NaiveDate> {
    let edition = store::edition(conn, scope, Some(matter.edition))?;
    let fresh = term(conn, scope, edition.rules.reply_days)?.due_on;
    Ok(matter.reply_due_on.map_or(fresh, |before| before.max(fresh)))
}

/// What [`correct`] would do to somebody else: until when they could reply, where the notice went out already.
pub fn correction(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Option<NaiveDate>> {
    let begun = begin(conn, scope, &Seen::any(number), Action::Correct)?;
    require_person(&begun)?;
    if begun.matter.state != State::Hearing {
        return Ok(None);
    }
    due_anew(conn, scope, &begun.matter).map(Some)
}

/// Names the person, or mends their name or address. Whoever was reached before and is no longer the subject knows of it no more:
/// their links die, and so do those of letters that still wait to be sent. Where the notice went out already, whoever is reached now
/// is told at once and has the whole time to reply. Errors by field: `name`, `member`, `email`, `reason`.
pub fn correct(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Corrected) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Correct)?;
    require_person(&begun)?;
    let subject = checked(conn, scope, &begun, typed)?;
    let is_another = reached(&subject) != reached(&begun.matter.subject);
    let told_anew = is_another && begun.matter.state == State::Hearing;
    if is_another {
        tenancy::revoke_outside_links(conn, scope, MATTER_LINK, begun.matter.link_id)?;
        begun.matter.link_id = new_id();
    }
    begun.matter.subject = subject;
    if told_anew {
        begun.matter.reply_due_on = Some(due_anew(conn, scope, &begun.matter)?);
        begun.matter.notified_at = Some(scope.now());
    }
    let who = begun.matter.subject.name.clone();
    finish(conn, scope, &mut begun, Action::Correct, typed.reason.trim(), json!({ "who": who }))?;
    if told_anew {
        let day = begun.matter.reply_due_on.map(|d| d.to_string()).unwrap_or_default();
        let told = Entry::new(timeline::Subject::new(MATTER, begun.matter.id), Action::Notify.as_str());
        timeline::record(conn, scope, told.data(json!({ "day": day })))?;
        mail::tell_subject(conn, scope, &begun.matter, mail::News::Notified, "")?;
    }
    Ok(begun.matter)
}

fn checked(conn: &mut Conn, scope: &Scope, begun: &Begun, typed: &Corrected) -> Result<Subject> {
    let mut errors = FieldErrors::default();
    let as_typed = (&*typed.name, typed.membership_id, &*typed.email);
    let subject = person(conn, scope, begun.matter.subject.clone(), as_typed, &mut errors)?;
    let takes_part = |id: i64| begun.people.iter().any(|p| p.is_concerned() && p.membership_id == id) || scope.membership_id() == Some(id);
    if subject.membership_id.is_some_and(takes_part) {
        errors.add("member", Message::new("matter-member-takes-part"));
    }
    if typed.membership_id.is_none() && subject.email.is_empty() {
        errors.add("email", Message::new("matter-reach-missing"));
    }
    words::required(&mut errors, "reason", &typed.reason, words::REASON_MAX);
    errors.finish(subject)
}
