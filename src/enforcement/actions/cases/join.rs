//! Joinder 并案: a case goes on in another one. Both keep what happened to them. (Severance 分案 is registering.)

use serde_json::json;

use super::{SeenCase, begin, finish, lifecycle::end};
use crate::{
    duties::words,
    enforcement::{
        CASE, measure,
        model::{Case, CaseAction, CaseBrief, CaseState, Outcome},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        text::one_line,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// How far a chain of joined cases is followed.
const CHAIN: usize = 50;

/// The case with this plain or formal number that `case` can go on in, followed to where it goes on itself. Errors by field: `into`.
pub fn join_pair(conn: &mut Conn, scope: &Scope, case: &Case, into: &str) -> Result<CaseBrief> {
    let wrong = |message: Message| Err(Error::invalid("into", message));
    let into = one_line(into);
    if into.is_empty() {
        return wrong(Message::new("field-required"));
    }
    let Some(mut found) = rows::find(conn, scope, &into)? else {
        return wrong(Message::new("case-join-unknown").text("number", into));
    };
    for _ in 0..CHAIN {
        match found.joined_into_id {
            Some(next) => found = rows::by_ids(conn, scope, &[next])?.pop().ok_or(Error::NotFound)?,
            None => break,
        }
    }
    if found.id == case.id {
        return wrong(Message::new("case-join-itself"));
    }
    if !matches!(found.state, CaseState::Registered | CaseState::Open) {
        return wrong(Message::new("case-join-state").text("number", found.shown_number()).key("state", found.state.key()));
    }
    // Whoever holds the one would otherwise be given the other unasked.
    if found.holder_id != case.holder_id && !scope.has(Role::Secretariat) {
        return wrong(Message::new("case-join-holder").text("number", found.shown_number()));
    }
    Ok(found)
}

/// Lets a case go on in another one, named by its plain or formal number. One in which something is in force goes on by itself: its terms
/// and whoever owes what would end with it; the other one is joined to it instead. Errors by field: `into`, `reason`.
pub fn join(conn: &mut Conn, scope: &Scope, seen: &SeenCase, into: &str, reason: &str) -> Result<CaseBrief> {
    let mut begun = begin(conn, scope, seen, CaseAction::Join)?;
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    let other = match join_pair(conn, scope, &begun.case, into) {
        Err(Error::Invalid(wrong)) => {
            errors.0.extend(wrong.0);
            return Err(Error::Invalid(errors));
        }
        other => other?,
    };
    let measures = measure::of_case(conn, &scope.on_behalf_of_office(), begun.case.id)?;
    let live: Vec<String> = measures.iter().filter(|(m, _)| m.is_live()).map(|(m, _)| m.kind.key()).collect();
    if !live.is_empty() {
        errors.add("into", Message::new("case-join-in-force").keys("measures", live));
    }
    errors.finish(())?;
    end(scope, &mut begun.case, Outcome::Merged, &reason);
    begun.case.joined_into_id = Some(other.id);
    finish(conn, &mut begun, CaseAction::Join, &reason, json!({ "number": other.shown_number(), "title": other.title }))?;
    let main = rows::get(conn, scope, other.id)?;
    let came = Entry::new(Subject::new(CASE, other.id), "absorb").text(&reason);
    let data = json!({ "number": begun.case.shown_number(), "title": begun.case.title });
    timeline::record(conn, &scope.signing_for(main.holder_id), came.data(data))?;
    Ok(other)
}
