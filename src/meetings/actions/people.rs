//! Who is invited: departments, members, guests, in which role.

use serde_json::json;

use super::{Seen, begin, compose};
use crate::{
    duties::{self, words},
    meetings::{
        model::{Action, Participant, Role, State},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// Somebody to be invited, as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitee {
    pub role: Role,
    pub department_id: Option<i64>,
    pub membership_id: Option<i64>,
    pub name: String,
    pub post: String,
    pub email: String,
}

/// Invites departments as attendees or observers.
pub fn invite(conn: &mut Conn, scope: &Scope, seen: &Seen, role: Role, departments: &[i64]) -> Result<()> {
    let mut begun = begin(conn, scope, seen, Action::Edit)?;
    if !matches!(role, Role::Attendee | Role::Observer) {
        return Err(Error::invalid("role", Message::new("field-required")));
    }
    if departments.is_empty() {
        return Err(Error::invalid("departments", Message::new("field-required")));
    }
    compose::check_departments(conn, scope, departments)?;
    let first = next_position(&begun.people);
    let new: Vec<i64> = departments.iter().copied().filter(|id| !begun.people.iter().any(|p| p.department_id == Some(*id))).collect();
    if begun.people.len() + new.len() > compose::PEOPLE_MAX {
        return Err(Error::invalid("departments", Message::new("meeting-too-many-people").number("max", compose::PEOPLE_MAX as f64)));
    }
    for (position, id) in (first..).zip(&new) {
        let person = Participant { department_id: Some(*id), ..compose::invited(begun.meeting.id, role, position) };
        store::insert_participant(conn, scope, &person)?;
    }
    if new.is_empty() {
        return Ok(());
    }
    begun.meeting.touch("people");
    compose::mark_changed(scope, &mut begun);
    let names = department_names(conn, scope, &new)?;
    finish_people(conn, scope, begun, "invite", &names)
}

/// Adds a member (chair, note-taker, observer) or a guest from outside. Errors by field: `person`, `name`, `post`, `email`, `role`.
pub fn add_person(conn: &mut Conn, scope: &Scope, seen: &Seen, new: &Invitee) -> Result<()> {
    let mut begun = begin(conn, scope, seen, Action::Edit)?;
    let mut errors = FieldErrors::default();
    let post = words::optional(&mut errors, "post", &new.post, compose::LINE_MAX);
    let mut person = Participant { post, ..compose::invited(begun.meeting.id, new.role, next_position(&begun.people)) };
    if new.role == Role::Guest {
        person.name = words::line(&mut errors, "name", &new.name, compose::LINE_MAX);
        person.email = words::optional(&mut errors, "email", &new.email, compose::LINE_MAX);
        if !person.email.is_empty() && crate::accounts::Email::parse(&person.email).is_err() {
            errors.add("email", Message::new("field-email-wrong"));
        }
    } else {
        let found = store::members_by_ids(conn, scope, &new.membership_id.into_iter().collect::<Vec<_>>())?.pop();
        match found {
            Some(member) => (person.membership_id, person.name) = (Some(member.membership_id), member.name),
            None => errors.add("person", Message::new(if new.membership_id.is_some() { "field-person-unknown" } else { "field-required" })),
        }
    }
    let same = |p: &&Participant| p.role == person.role && person.membership_id.is_some() && p.membership_id == person.membership_id;
    if begun.people.iter().any(|p| same(&p)) {
        errors.add("person", Message::new("meeting-invited-already"));
    }
    errors.finish(())?;
    if begun.people.len() >= compose::PEOPLE_MAX {
        return Err(Error::invalid("person", Message::new("meeting-too-many-people").number("max", compose::PEOPLE_MAX as f64)));
    }
    if person.role == Role::Chair {
        // One chairs: who did before is no longer the chair.
        begun.meeting.chair_id = person.membership_id;
        begun.meeting.touch("chair");
        compose::seat_chair(conn, scope, &begun.meeting)?;
    } else {
        store::insert_participant(conn, scope, &person)?;
    }
    begun.meeting.touch("people");
    compose::mark_changed(scope, &mut begun);
    finish_people(conn, scope, begun, "invite", &person.name)
}

/// Names the person a department sends, or changes the role and post of somebody invited.
pub fn name_person(conn: &mut Conn, scope: &Scope, seen: &Seen, participant_id: i64, new: &Invitee) -> Result<()> {
    let mut begun = begin(conn, scope, seen, Action::Edit)?;
    let mut person = begun.people.iter().find(|p| p.id == participant_id).cloned().ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    person.post = words::optional(&mut errors, "post", &new.post, compose::LINE_MAX);
    if person.department_id.is_some() {
        match new.membership_id {
            Some(id) => match store::members_by_ids(conn, scope, &[id])?.pop() {
                Some(member) => (person.membership_id, person.name) = (Some(member.membership_id), member.name),
                None => errors.add("person", Message::new("field-person-unknown")),
            },
            None => {
                person.membership_id = None;
                person.name = words::optional(&mut errors, "name", &new.name, compose::LINE_MAX);
            }
        }
    }
    errors.finish(())?;
    store::save_participant(conn, scope, &mut person)?;
    begun.meeting.touch("people");
    compose::mark_changed(scope, &mut begun);
    let name = person.name.clone();
    finish_people(conn, scope, begun, "name", &name)
}

/// Takes somebody off the list. Whoever had notice is told: by the cancellation their calendar understands.
pub fn uninvite(conn: &mut Conn, scope: &Scope, seen: &Seen, participant_id: i64) -> Result<()> {
    let mut begun = begin(conn, scope, seen, Action::Edit)?;
    let person = begun.people.iter().find(|p| p.id == participant_id).cloned().ok_or(Error::NotFound)?;
    store::delete_participant(conn, scope, person.id)?;
    begun.people.retain(|p| p.id != person.id);
    if person.role == Role::Chair {
        begun.meeting.chair_id = None;
        begun.meeting.touch("chair");
    }
    if begun.meeting.state == State::Announced {
        // An invitation once sent can only be taken back by a higher sequence.
        begun.meeting.sequence += 1;
        crate::meetings::mail::uninvited(conn, scope, &begun.meeting, &begun.people, &person)?;
    }
    begun.meeting.touch("people");
    let name = match person.department_id {
        Some(id) => department_names(conn, scope, &[id])?,
        None => person.name.clone(),
    };
    finish_people(conn, scope, begun, "uninvite", &name)
}

fn finish_people(conn: &mut Conn, scope: &Scope, mut begun: super::Begun, verb: &'static str, who: &str) -> Result<()> {
    let id = begun.meeting.id;
    store::save_meeting(conn, scope, &mut begun.meeting)?;
    super::record(conn, scope, id, verb, "", json!({ "who": who }))
}

fn next_position(people: &[Participant]) -> i64 {
    people.iter().map(|p| p.position).max().unwrap_or(0) + 1
}

fn department_names(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<String> {
    let open = duties::queries::department_short_names(conn, scope)?;
    let names: Vec<String> = ids.iter().filter_map(|id| open.get(id).cloned()).collect();
    Ok(crate::platform::i18n::join(scope.workspace_lang(), &names))
}
