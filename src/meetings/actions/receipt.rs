//! Answers to an invitation (回执): from the page, by the office for whoever telephoned, or by the link in the mail; and the one
//! reminder before the day.

use serde_json::json;

use super::record;
use crate::{
    calendar,
    duties::{self, words},
    meetings::{
        GUEST_LINK, mail,
        model::{Meeting, Participant, Receipt, Role, State},
        queries::{self, Ground},
        store::{self, Which},
    },
    platform::{
        clock::local,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// The longest name or post.
const NAME_MAX: usize = 60;

/// An answer as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub receipt: Option<Receipt>,
    /// Who comes: for a department, or instead of the person invited.
    pub name: String,
    pub post: String,
    /// Why nobody comes.
    pub reason: String,
}

/// Whether answers are taken: notice was given, and it has not begun. A written circulation is answered by opinions.
pub fn takes_answers(meeting: &Meeting) -> bool {
    meeting.state == State::Announced && !meeting.is_written()
}

/// Whether this person answers for that participant: as themselves, as the guest the link is for, or for their department.
pub fn answers_for(scope: &Scope, participant: &Participant) -> bool {
    if let Some(guest) = scope.outside(GUEST_LINK) {
        return participant.id == guest;
    }
    let own = scope.membership_id().is_some() && participant.membership_id == scope.membership_id();
    own || participant.department_id.is_some_and(|id| scope.acts_for_department(id))
}

/// The participants this person answers for.
pub fn own<'a>(scope: &Scope, ground: &'a Ground) -> Vec<&'a Participant> {
    ground.people.iter().filter(|p| answers_for(scope, p)).collect()
}

/// Writes down an answer. The same one given again changes nothing, however often the form or the link is sent.
pub fn answer(conn: &mut Conn, scope: &Scope, number: &str, participant_id: i64, reply: &Reply) -> Result<()> {
    let ground = queries::ground(conn, scope, number)?;
    let mut person = ground.people.iter().find(|p| p.id == participant_id).cloned().ok_or(Error::NotFound)?;
    if !ground.sight.is_office() && !answers_for(scope, &person) {
        return Err(Error::Forbidden(Message::new("receipt-forbidden")));
    }
    if !takes_answers(&ground.meeting) {
        return Err(Error::Refused(Message::new("receipt-refused").key("state", ground.meeting.state.key())));
    }
    let before = person.clone();
    fill(&mut person, reply, scope.actor_name())?;
    if person == before {
        return Ok(());
    }
    person.answered_at = Some(scope.now());
    person.answered_by = scope.actor_name().to_owned();
    store::save_participant(conn, scope, &mut person)?;
    let who = called(conn, scope, &person)?;
    let verb = match person.receipt {
        Receipt::None | Receipt::Attending => "receipt-attending",
        Receipt::Substitute => "receipt-substitute",
        Receipt::Absent => "receipt-absent",
    };
    record(conn, scope, ground.meeting.id, verb, &person.reason, json!({ "who": who, "person": person.who() }))
}

/// Puts a checked answer into the participant.
fn fill(person: &mut Participant, reply: &Reply, answering: &str) -> Result<()> {
    let mut errors = FieldErrors::default();
    let Some(receipt) = reply.receipt.filter(|r| *r != Receipt::None) else {
        return Err(Error::invalid("receipt", Message::new("receipt-choose")));
    };
    (person.substitute, person.substitute_post, person.reason) = Default::default();
    match receipt {
        Receipt::Absent => person.reason = words::required(&mut errors, "reason", &reply.reason, words::REASON_MAX),
        Receipt::Substitute => {
            person.substitute = words::line(&mut errors, "name", &reply.name, NAME_MAX);
            // The form proposes who answers; somebody else comes in their place.
            if person.substitute == answering || person.substitute == person.name {
                errors.add("name", Message::new("receipt-substitute-who"));
            }
            person.substitute_post = optional_line(&mut errors, "post", &reply.post);
        }
        // The name of a member or a guest is known; a department says whom it sends, unless the office named somebody.
        _ if person.department_id.is_some() && person.membership_id.is_none() => {
            person.name = words::line(&mut errors, "name", &reply.name, NAME_MAX);
            person.post = optional_line(&mut errors, "post", &reply.post);
        }
        _ => {}
    }
    person.receipt = receipt;
    errors.finish(())
}

fn optional_line(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { words::line(errors, field, text, NAME_MAX) }
}

/// A participant as others know it.
fn called(conn: &mut Conn, scope: &Scope, person: &Participant) -> Result<String> {
    match person.department_id {
        Some(id) => Ok(duties::queries::department_short_names(conn, scope)?.remove(&id).unwrap_or_default()),
        None => Ok(person.name.clone()),
    }
}

/// The most meetings reminded of at once; the next visit goes on.
const REMIND_AT_ONCE: i64 = 50;

/// How far ahead a long holiday can put the last working day before a meeting.
const LOOK_AHEAD_DAYS: i64 = 12;

/// Reminds, once and on the last working day before the meeting, of invitations that nobody answered; returns how many mails.
pub fn remind_receipts(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let now = scope.now();
    let which = Which {
        states: vec![State::Announced],
        from: Some(now),
        to: Some(now + chrono::Duration::days(LOOK_AHEAD_DAYS)),
        ..Which::default()
    };
    let calendar = calendar::load(conn, scope)?;
    let (mut sent, today) = (0, scope.today());
    for meeting in store::meetings(conn, scope, &which, REMIND_AT_ONCE, 0)? {
        let day = meeting.day(scope);
        let last = today < day && calendar.working_days_between(today, day) <= 1;
        // Who was invited today has not had time to answer.
        let told_before = meeting.announced_at.is_some_and(|at| local(at, scope.zone()).date() < today);
        if !last || !told_before || meeting.is_written() {
            continue;
        }
        let silent = |p: &Participant| p.receipt == Receipt::None && p.reminded_at.is_none() && p.role != Role::NoteTaker;
        let waiting: Vec<Participant> = store::participants(conn, scope, meeting.id)?.into_iter().filter(silent).collect();
        if waiting.is_empty() {
            continue;
        }
        sent += mail::remind(conn, scope, &meeting, &waiting)?;
        for mut person in waiting {
            person.reminded_at = Some(now);
            store::save_participant(conn, scope, &mut person)?;
        }
    }
    Ok(sent)
}
