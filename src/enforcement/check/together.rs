//! A line of a list: its name and its code taken together. Where they are not of one party, no line is ever answered with yes.

use super::{
    lines::{Line, Of},
    model::{Answer, Asked, Candidate, Purpose, Sought, Verdict, kept, read},
    queries::{about, candidates, unknown},
};
use crate::{
    enforcement::model::{Party, name_key},
    platform::{
        db::Conn,
        error::{Message, Result},
        i18n::format_day,
    },
    tenancy::Scope,
};

/// What a line's names and codes lead to.
#[derive(Default)]
struct Found {
    /// The codes that can be read.
    codes: Vec<Sought>,
    by_code: Vec<Candidate>,
    by_name: Vec<Candidate>,
    /// What is wrong with codes and names that cannot.
    faults: Vec<Message>,
}

/// The answer to a line; `offers`: whether similar names are looked for where nobody is of this one.
pub(super) fn answer(conn: &mut Conn, scope: &Scope, (purpose, year): (Purpose, Option<i32>), line: &Line, offers: bool) -> Result<Answer> {
    let asked = Asked { year, ..Asked::new(purpose, &line.typed) };
    let (names, codes) = match &line.of {
        Of::Skipped(why) => return Ok(Answer { fault: Some(why.clone()), ..Answer::new(&asked, scope.today(), Verdict::Skipped) }),
        Of::Wrong(why) => return Ok(Answer { fault: Some(why.clone()), ..Answer::new(&asked, scope.today(), Verdict::Unreadable) }),
        Of::Party { names, codes } => (names, codes),
    };
    let mut found = look_up(conn, scope, &asked, names, codes)?;
    let faults = std::mem::take(&mut found.faults);
    let mut answer = match (found.by_code.len(), found.codes.is_empty()) {
        (0, true) => by_name(conn, scope, &asked, names, found.by_name, offers)?,
        (0, false) => unregistered(conn, scope, &asked, names, found, offers)?,
        (1, _) => by_code(conn, scope, &asked, names, found)?,
        _ => conflict(conn, scope, &asked, Message::new("check-codes-of-several"), found.by_code)?,
    };
    // Half a line was read: enough for a no, not for a yes.
    if let Some(fault) = faults.first() {
        if matches!(answer.verdict, Verdict::No | Verdict::Conflict) {
            answer.notes.extend(faults);
        } else {
            answer = Answer { fault: Some(fault.clone()), ..Answer::new(&asked, scope.today(), Verdict::Unreadable) };
        }
    }
    Ok(answer)
}

fn look_up(conn: &mut Conn, scope: &Scope, asked: &Asked, names: &[String], codes: &[String]) -> Result<Found> {
    let mut found = Found::default();
    for code in codes {
        match read(code) {
            Ok(sought @ Sought::Code { .. }) => {
                add(&mut found.by_code, candidates(conn, scope, &sought, asked)?);
                found.codes.push(sought);
            }
            Ok(Sought::Name(_)) => found.faults.push(Message::new("check-no-code").text("typed", kept(code, scope.today()))),
            Err(fault) => found.faults.push(fault),
        }
    }
    for name in names {
        match read(name) {
            Ok(sought) => add(&mut found.by_name, candidates(conn, scope, &sought, asked)?),
            Err(fault) => found.faults.push(fault),
        }
    }
    Ok(found)
}

fn add(to: &mut Vec<Candidate>, more: Vec<Candidate>) {
    for candidate in more {
        if to.iter().all(|known| known.token() != candidate.token()) {
            to.push(candidate);
        }
    }
}

/// Without a code: exactly one of this name, or none, or a choice. Names of several parties are no choice.
fn by_name(conn: &mut Conn, scope: &Scope, asked: &Asked, names: &[String], mut found: Vec<Candidate>, offers: bool) -> Result<Answer> {
    match (found.len(), names) {
        (0, [name, ..]) => {
            let asked = Asked { typed: name.clone(), ..asked.clone() };
            let sought = Sought::Name(name_key(name));
            Ok(Answer { typed: kept(&asked.typed, scope.today()), ..unknown(conn, scope, &asked, &sought, offers)? })
        }
        (0, []) => Ok(Answer::new(asked, scope.today(), Verdict::Unknown)),
        (1, _) => about(conn, scope, asked, found.swap_remove(0)),
        (_, [_]) => Ok(Answer { choices: found, ..Answer::new(asked, scope.today(), Verdict::Choice) }),
        _ => conflict(conn, scope, asked, Message::new("check-names-of-several"), found),
    }
}

/// Nobody has the code. One of the name with another code is somebody else, or one of both is wrong; one without any may well be meant.
fn unregistered(conn: &mut Conn, scope: &Scope, asked: &Asked, names: &[String], found: Found, offers: bool) -> Result<Answer> {
    let codes = found.codes;
    let (other, may_be): (Vec<_>, Vec<_>) = found.by_name.into_iter().partition(|c| has_another_code(c, &codes));
    if let (true, Some(first)) = (may_be.is_empty(), other.first()) {
        let code = if let Candidate::Party(party) = first { party.shown_code() } else { String::new() };
        let message = Message::new("check-name-has-other-code").text("name", first.name()).text("code", code);
        return conflict(conn, scope, asked, message, other);
    }
    let is_known = !may_be.is_empty();
    let mut answer = by_name(conn, scope, asked, names, may_be, offers)?;
    answer.typed.clone_from(&asked.typed);
    if is_known {
        answer.notes.push(Message::new("check-code-unregistered"));
    }
    Ok(answer)
}

/// Whether somebody has a code of the same sort as one of these, and another one.
fn has_another_code(candidate: &Candidate, codes: &[Sought]) -> bool {
    let Candidate::Party(party) = candidate else { return false };
    codes.iter().any(|sought| {
        let Sought::Code { credit, registration, id } = sought else { return false };
        let differs = |own: bool, typed: bool, same: bool| own && typed && !same;
        differs(party.credit_code.is_some(), credit.is_some(), party.credit_code == *credit)
            || differs(party.registration_number.is_some(), registration.is_some(), party.registration_number == *registration)
            || differs(party.id_number.is_some(), id.is_some(), party.id_number == *id)
    })
}

/// One has the code. Its name has to be that one's, now or formerly; a no stays a no under whatever name.
fn by_code(conn: &mut Conn, scope: &Scope, asked: &Asked, names: &[String], found: Found) -> Result<Answer> {
    let Some(who) = found.by_code.into_iter().next() else { return Ok(Answer::new(asked, scope.today(), Verdict::Unknown)) };
    let others: Vec<Candidate> = found.by_name.into_iter().filter(|c| c.party_id() != who.party_id()).collect();
    let goes_by_it = |party: &Party| names.is_empty() || names.iter().any(|name| party.keys().contains(&name_key(name)));
    let agrees = if let Candidate::Party(party) = &who { goes_by_it(party) } else { true };
    // Another of the same name is no matter: the code says which. Another name of another party is.
    let same_name = |c: &Candidate| name_key(c.name()) == name_key(who.name());
    if agrees && others.iter().all(same_name) {
        return about(conn, scope, asked, who);
    }
    let message = Message::new("check-name-differs").text("name", who.name()).text("typed", names.join(" · "));
    let mut answer = about(conn, scope, asked, who.clone())?;
    if answer.verdict == Verdict::No {
        answer.notes.push(message);
        return Ok(answer);
    }
    let involved = std::iter::once(who).chain(others).collect();
    conflict(conn, scope, asked, message, involved)
}

/// Name and code, or several of them, are not of one party: why, and what stands against whom of those who may be meant.
fn conflict(conn: &mut Conn, scope: &Scope, asked: &Asked, why: Message, involved: Vec<Candidate>) -> Result<Answer> {
    let mut notes = vec![why];
    for who in involved {
        let name = who.name().to_owned();
        let one = about(conn, scope, asked, who)?;
        if one.verdict == Verdict::No {
            let note = Message::new("check-one-is-restricted").text("name", name);
            notes.push(match one.until() {
                Some(day) => note.number("ends", 1.0).text("until", format_day(scope.workspace_lang(), day)),
                None => note.number("ends", 0.0).text("until", ""),
            });
        }
    }
    Ok(Answer { notes, ..Answer::new(asked, scope.today(), Verdict::Conflict) })
}
