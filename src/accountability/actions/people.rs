//! Who looks into a matter, and whether they may: recusal is asked of everybody named and written down.

use serde_json::json;

use super::{Begun, Seen, begin, finish, nothing, paper};
use crate::{
    accountability::{
        mail,
        model::{Action, Matter, PaperKind, Part, Person, Standing},
        store,
    },
    duties::{self, CONFIDENTIAL_ORIGIN, words},
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        id::new_id,
    },
    tenancy::{Role, Scope},
};

/// The longest note.
const NOTE_MAX: usize = words::TEXT_MAX;

/// Names somebody, who is asked whether they have an interest in it. Nobody of the subject's own department, nor the subject, and nobody
/// for both parts. Errors by field: `member`.
pub fn appoint(conn: &mut Conn, scope: &Scope, seen: &Seen, membership_id: i64, part: Part) -> Result<Person> {
    let mut begun = begin(conn, scope, seen, Action::Appoint)?;
    let wrong = |key: &'static str| Err(Error::invalid("member", Message::new(key)));
    let Some(member) = store::members_by_ids(conn, scope, &[membership_id])?.pop() else { return wrong("matter-member-unknown") };
    let subject = &begun.matter.subject;
    let near = store::in_charge_of(conn, scope, subject.department_id)?;
    if subject.membership_id == Some(membership_id) || near.iter().any(|m| m.membership_id == membership_id) {
        return wrong("matter-member-of-subject");
    }
    let before = begun.people.iter().find(|p| p.membership_id == membership_id).cloned();
    let standing = Standing::Asked;
    let person = match before {
        Some(p) if p.standing == Standing::Recused => return wrong("matter-member-recused"),
        Some(p) if p.is_concerned() => return wrong("matter-member-named"),
        // Who looked into it does not come back to decide.
        Some(p) if p.part != part => return wrong("matter-member-other-part"),
        // That they declared before is kept: it says that they have looked into it.
        Some(p) => Person { standing, reason: String::new(), ..p },
        None => Person {
            id: new_id(),
            matter_id: begun.matter.id,
            membership_id,
            part,
            standing,
            reason: String::new(),
            declared_at: None,
            name: member.name.clone(),
        },
    };
    // The matter first: whoever names somebody at the same moment finds it changed, and not the same row twice.
    finish(conn, scope, &mut begun, Action::Appoint, "", json!({ "who": person.name, "part": part.as_str() }))?;
    if begun.people.iter().any(|p| p.id == person.id) {
        store::save_person(conn, scope, &person)?;
    } else {
        store::insert_person(conn, scope, &person)?;
    }
    mail::named(conn, scope, &begun.matter, &member, part)?;
    Ok(person)
}

/// Takes somebody off again.
pub fn release(conn: &mut Conn, scope: &Scope, seen: &Seen, person_id: i64) -> Result<Person> {
    let mut begun = begin(conn, scope, seen, Action::Appoint)?;
    let mut person = begun.people.iter().find(|p| p.id == person_id && p.is_concerned()).cloned().ok_or(Error::NotFound)?;
    person.standing = Standing::Released;
    store::save_person(conn, scope, &person)?;
    super::store::save(conn, scope, &mut begun.matter)?;
    let entry = crate::timeline::Entry::new(crate::timeline::Subject::new(crate::accountability::MATTER, begun.matter.id), "release");
    crate::timeline::record(conn, scope, entry.data(json!({ "who": person.name })))?;
    Ok(person)
}

fn own(begun: &Begun, scope: &Scope) -> Result<Person> {
    let mine = |p: &&Person| p.is_concerned() && Some(p.membership_id) == scope.membership_id();
    begun.people.iter().find(mine).cloned().ok_or(Error::NotFound)
}

/// Declares to have no interest in the matter, or stands back from it and sees it no longer. Errors by field: `reason`.
///
/// # Errors
/// `Refused` where nobody else of the office could go on with it: another one is there first.
pub fn declare(conn: &mut Conn, scope: &Scope, seen: &Seen, has_interest: bool, reason: &str) -> Result<Person> {
    let mut begun = begin(conn, scope, seen, Action::Declare)?;
    let mut person = own(&begun, scope)?;
    let mut errors = crate::platform::error::FieldErrors::default();
    let reason = match has_interest {
        true => words::required(&mut errors, "reason", reason, words::REASON_MAX),
        false => words::optional(&mut errors, "reason", reason, words::REASON_MAX),
    };
    errors.finish(())?;
    if has_interest && is_last_of_office(conn, scope, &begun.matter)? {
        return Err(Error::refused("matter-last-of-office"));
    }
    person.standing = if has_interest { Standing::Recused } else { Standing::Clear };
    person.reason.clone_from(&reason);
    person.declared_at = Some(scope.now());
    store::save_person(conn, scope, &person)?;
    finish(conn, scope, &mut begun, Action::Declare, &reason, json!({ "standing": person.standing.as_str() }))?;
    if has_interest {
        let me = [person.membership_id];
        duties::actions::keep_from(conn, scope, CONFIDENTIAL_ORIGIN, begun.matter.id, &me)?;
        mail::recused(conn, scope, &begun.matter, &person)?;
    }
    Ok(person)
}

/// Whether nobody else of the office is left who may know of it.
fn is_last_of_office(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<bool> {
    let office = mail::office_for(conn, scope, matter)?;
    Ok(scope.has(Role::Secretariat) && !office.iter().any(|m| Some(m.membership_id) != scope.membership_id()))
}

/// Writes an investigation note; what it says stands in no timeline. Errors by field: `text`.
pub fn note(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<()> {
    let mut begun = begin(conn, scope, seen, Action::Note)?;
    require_clear(&begun)?;
    let mut errors = crate::platform::error::FieldErrors::default();
    let text = words::required(&mut errors, "text", text, NOTE_MAX);
    errors.finish(())?;
    store::insert_paper(conn, scope, &paper(scope, &begun.matter, PaperKind::Note, text))?;
    finish(conn, scope, &mut begun, Action::Note, "", nothing())
}

/// Who was named of the deciding body enters nothing before they have declared to have no interest.
pub(super) fn require_declared(begun: &Begun) -> Result<()> {
    let decides = begun.sight.is(crate::accountability::By::Decider) && !begun.sight.is(crate::accountability::By::Office);
    if decides && !begun.sight.may_decide { Err(Error::refused("matter-declare-first")) } else { Ok(()) }
}

/// Who was named to look into it does nothing in it before they have declared to have no interest.
pub(super) fn require_clear(begun: &Begun) -> Result<()> {
    let handles = begun.sight.is(crate::accountability::By::Handler) && !begun.sight.is(crate::accountability::By::Office);
    if handles && !begun.sight.is_clear { Err(Error::refused("matter-declare-first")) } else { Ok(()) }
}
