//! What a notice carries beside its words: the event for the reader's calendar, and a link to answer by.

use serde_json::{Value, json};

use super::{letter::Addressee, notice::News};
use crate::{
    meetings::{
        GUEST_LINK, RECEIPT_LINK,
        model::{Meeting, Participant, Receipt, Role},
    },
    outbox::{self, Promise},
    platform::{
        error::Result,
        i18n::{format, t},
        ics::{self, Calendar, Event, Method, Party, Status, When},
    },
    tenancy::Scope,
};

/// Minutes before the start that calendars remind of it.
const REMIND: u32 = 60;

/// The name of the promised secret of the link to answer by.
const SECRET: &str = "receipt";

/// Completes a notice: an invitation, its newer version, or its withdrawal; and the button to answer by, where an answer is asked for.
pub fn dress(scope: &Scope, meeting: &Meeting, people: &[Participant], to: &Addressee, news: News, payload: &mut Value) -> Result<()> {
    let method = if news == News::Cancelled { Method::Cancel } else { Method::Request };
    carry(scope, meeting, people, to, method, payload)?;
    if news != News::Cancelled { ask(scope, meeting, to, payload) } else { Ok(()) }
}

/// Lets the mail carry the meeting as an event. Only its reader is named as invited: who else comes stands on the page.
pub fn carry(scope: &Scope, meeting: &Meeting, people: &[Participant], to: &Addressee, method: Method, payload: &mut Value) -> Result<()> {
    // A mail to what is no address fails by itself, and is shown so.
    let Ok(party) = Party::new(&to.name, &to.email) else { return Ok(()) };
    let own: Vec<&Participant> = people.iter().filter(|p| to.participants.contains(&p.id)).collect();
    let member = to.member.as_ref().map(|m| m.membership_id);
    let chairs = own.iter().any(|p| p.role == Role::Chair) || (member.is_some() && meeting.chair_id == member);
    let role = match () {
        () if chairs => ics::Role::Chair,
        () if !own.is_empty() && own.iter().all(|p| p.role == Role::Observer) => ics::Role::Optional,
        () => ics::Role::Required,
    };
    // An answer pressed in a calendar goes to the sender's mailbox, where nobody reads it: the mail asks for it by its button.
    let attendee = ics::Attendee { party, role, answer: own.first().map_or(ics::Answer::Open, |p| answer(p.receipt)), rsvp: true };
    let lang = to.lang;
    let about = [("number", meeting.number.as_str().into()), ("workspace", scope.workspace_name().into())];
    let mut description = format(lang, "invitation-about", &about);
    if !meeting.note.is_empty() {
        description = format!("{description}\n\n{}", meeting.note);
    }
    let event = Event {
        attendees: vec![attendee],
        organizer: Some(Party::sender(scope.workspace_name())),
        href: member.map(|_| format!("{}/meetings/{}", scope.base(), meeting.number)),
        description: Some(description),
        alarm: (!meeting.is_written()).then(|| ics::Alarm { minutes_before: REMIND, text: meeting.title.clone() }),
        ..event(scope, meeting)
    };
    outbox::carry_calendar(payload, &Calendar::of(method, event))
}

/// The meeting as an event, without those invited.
pub fn event(scope: &Scope, meeting: &Meeting) -> Event {
    let start = meeting.starts_local(scope);
    let when = match meeting.is_written() {
        true => When::Days { first: start.date(), last: start.date() },
        false => {
            let end = start + chrono::Duration::minutes(i64::from(meeting.minutes));
            When::Timed { start, end, zone: scope.zone() }
        }
    };
    Event {
        uid: meeting.uid("lianxi"),
        sequence: meeting.sequence.max(0).unsigned_abs(),
        stamp: scope.now(),
        when,
        summary: meeting.title.clone(),
        location: Some(meeting.place.clone()).filter(|place| !place.is_empty()),
        description: None,
        href: None,
        status: Status::Confirmed,
        busy: !meeting.is_written(),
        organizer: None,
        attendees: Vec::new(),
        alarm: None,
    }
}

fn answer(receipt: Receipt) -> ics::Answer {
    match receipt {
        Receipt::None => ics::Answer::Open,
        Receipt::Attending => ics::Answer::Accepted,
        Receipt::Substitute => ics::Answer::Delegated,
        Receipt::Absent => ics::Answer::Declined,
    }
}

/// Makes the button the link that answers without a log-in, with the page's own link below it for who has an account.
pub fn ask(scope: &Scope, meeting: &Meeting, to: &Addressee, payload: &mut Value) -> Result<()> {
    let Some(first) = to.participants.first().filter(|_| !meeting.is_written()) else { return Ok(()) };
    let lang = to.lang;
    let href = format!("/receipt/{}/{}", scope.slug(), outbox::secret_place(SECRET));
    payload["button"] = json!({ "href": href, "label": t(lang, "mail-meeting-answer") });
    let (person_id, purpose, subject_id) = match &to.member {
        Some(member) => (Some(member.person_id), RECEIPT_LINK, meeting.id),
        None => (None, GUEST_LINK, *first),
    };
    if to.member.is_some() {
        let page = format!("{}/meetings/{}", scope.base(), meeting.number);
        payload["links"] = json!({ "items": [{ "href": page, "label": t(lang, "mail-meeting-open") }] });
    }
    payload["after"] = json!([{ "text": t(lang, "mail-meeting-answer-how") }]);
    let until = meeting.ends_at();
    let promised = Promise::Link { person_id, purpose: purpose.to_owned(), subject_id, until };
    outbox::promise(payload, SECRET, &promised)
}
