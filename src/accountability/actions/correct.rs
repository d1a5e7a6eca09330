//! Saying whom a matter is put to, where nobody was known, somebody left or an address was wrong.

use chrono::NaiveDate;
use serde_json::json;

use super::{Begun, Seen, begin, finish, notify::term, propose::person};
use crate::{
    accountability::{
        MATTER, MATTER_LINK, mail,
        model::{Action, Answered, Matter, Paper, PaperKind, State, Subject},
        store,
    },
    attachments,
    duties::words,
    outbox,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::t,
        id::new_id,
    },
    tenancy::Scope,
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

/// A term that begins today; never earlier than the one that was told before.
fn anew(conn: &mut Conn, scope: &Scope, days: u16, before: Option<NaiveDate>) -> Result<Option<NaiveDate>> {
    let fresh = term(conn, scope, days)?.due_on;
    Ok(Some(before.map_or(fresh, |before| before.max(fresh))))
}

/// Gives whoever is told now their whole time: to reply; or, once decided, to say what was done and to object where nobody has.
fn terms_anew(conn: &mut Conn, scope: &Scope, matter: &mut Matter) -> Result<()> {
    let rules = store::edition(conn, scope, Some(matter.edition))?.rules;
    match matter.state {
        State::Hearing => matter.reply_due_on = anew(conn, scope, rules.reply_days, matter.reply_due_on)?,
        State::InForce => {
            let objected = store::papers(conn, scope, matter.id)?.iter().any(|p| p.kind == PaperKind::Objection);
            if !objected {
                matter.objection_due_on = anew(conn, scope, rules.objection_days, matter.objection_due_on)?;
            }
            matter.response_due_on = anew(conn, scope, rules.response_days, matter.response_due_on)?;
        }
        _ => {}
    }
    Ok(())
}

/// What [`correct`] would do to somebody else: until when they could reply or say what was done, where they are told at once.
pub fn correction(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Option<NaiveDate>> {
    let mut begun = begin(conn, scope, &Seen::any(number), Action::Correct)?;
    require_person(&begun)?;
    terms_anew(conn, scope, &mut begun.matter)?;
    Ok(begun.matter.due_on())
}

/// Names the person, or mends their name or address. Whoever was reached before and is no longer the subject knows of it no more:
/// their links die, letters that still wait to be sent are given up, and what they asked for is closed. Where the notice went out
/// already, whoever is reached now is told at once and has the whole time to reply.
///
/// Once decided it stays with the person it was decided about: only where they are reached is mended, and the decision goes out again
/// with a new link, to the same address too, since mails are lost and links end. Errors by field: `name`, `member`, `email`, `reason`.
pub fn correct(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Corrected) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Correct)?;
    require_person(&begun)?;
    let subject = checked(conn, scope, &begun, typed)?;
    let is_decided = matches!(begun.matter.state, State::InForce | State::Responded);
    let is_another = is_decided || reached(&subject) != reached(&begun.matter.subject);
    let told_anew = is_another && begun.matter.state == State::Hearing;
    if told_anew {
        withhold_files(conn, scope, &begun.matter)?;
    }
    if is_another {
        outbox::revoke_links(conn, scope, MATTER_LINK, begun.matter.link_id)?;
        begun.matter.link_id = new_id();
        terms_anew(conn, scope, &mut begun.matter)?;
    }
    begun.matter.subject = subject;
    if told_anew {
        close_requests(conn, scope, &begun.matter)?;
        begun.matter.notified_at = Some(scope.now());
    }
    let who = begun.matter.subject.name.clone();
    finish(conn, scope, &mut begun, Action::Correct, typed.reason.trim(), json!({ "who": who }))?;
    if told_anew {
        let day = begun.matter.reply_due_on.map(|d| d.to_string()).unwrap_or_default();
        let told = Entry::new(timeline::Subject::new(MATTER, begun.matter.id), Action::Notify.as_str());
        timeline::record(conn, scope, told.data(json!({ "day": day })))?;
        mail::tell_subject(conn, scope, &begun.matter, mail::News::Notified, "")?;
    } else if is_decided {
        let text = store::decisions(conn, scope, begun.matter.id)?.pop().map(|d| d.text).unwrap_or_default();
        mail::tell_subject(conn, scope, &begun.matter, mail::News::Decided, &text)?;
    }
    Ok(begun.matter)
}

/// What the former one added since being told stays with the office, whatever else they are; what the office added is for whoever is told.
fn withhold_files(conn: &mut Conn, scope: &Scope, former: &Matter) -> Result<()> {
    let person = match former.subject.membership_id {
        Some(id) => store::person_of(conn, scope, id)?,
        None => None,
    };
    let lines = attachments::list(conn, scope, timeline::Subject::new(MATTER, former.id))?;
    let all = lines.into_iter().flat_map(|line| std::iter::once(line.current).chain(line.others));
    // Whoever answers by a link is no person of the program.
    let theirs = all.filter(|v| former.is_of_turn(v.added_at) && v.added_by_id.is_none_or(|id| Some(id) == person));
    let ids: Vec<i64> = theirs.map(|v| v.id).collect();
    store::withhold(conn, scope, former.id, &ids)
}

/// What the former one asked for is answered to nobody.
fn close_requests(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<()> {
    let waits = |p: &Paper| p.answered == Answered::Waiting;
    for mut asked in store::papers(conn, scope, matter.id)?.into_iter().filter(waits) {
        asked.answered = Answered::Denied;
        asked.answer = t(scope.workspace_lang(), "matter-request-closed").into_owned();
        asked.answered_by = scope.actor_name().to_owned();
        asked.answered_at = Some(scope.now());
        store::answer_paper(conn, scope, &asked)?;
    }
    Ok(())
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
    if begun.matter.decided_at.is_some() && !subject.name.is_empty() && subject.name != begun.matter.subject.name {
        errors.add("name", Message::new("matter-correct-name-stays"));
    }
    words::required(&mut errors, "reason", &typed.reason, words::REASON_MAX);
    errors.finish(subject)
}
