//! Raising a matter: by the program for a rule, or by hand.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    accountability::{
        MATTER, mail,
        model::{Cause, FactLine, Facts, Matter, State, Subject, SubjectKind, hand_key},
        store,
    },
    accounts::Email,
    duties::words,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{
        self, DepartmentKind, Role, Scope,
        departments::{self, Department, DepartmentState},
    },
    timeline::{self, Entry},
};

/// The longest name of a post or an official, or legal basis.
pub const NAME_MAX: usize = 100;
const BASIS_MAX: usize = 500;
const FACTS_MAX: usize = 10_000;

/// A matter to be raised.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMatter {
    pub title: String,
    pub cause: Cause,
    pub fact_key: String,
    pub edition: i32,
    pub subject: Subject,
    pub basis: String,
    pub facts: Facts,
}

/// Writes a proposed matter down, unless its fact was raised before: none then. Who calls sees to rights and mail.
///
/// # Errors
/// `Conflict` when somebody raises the same fact at this moment.
pub fn propose(conn: &mut Conn, scope: &Scope, new: NewMatter) -> Result<Option<Matter>> {
    if !store::by_fact_keys(conn, scope, std::slice::from_ref(&new.fact_key))?.is_empty() {
        return Ok(None);
    }
    let matter = Matter {
        id: new_id(),
        number: tenancy::next_number(conn, scope, MATTER)?,
        title: new.title,
        cause: new.cause,
        fact_key: new.fact_key,
        edition: new.edition,
        subject: new.subject,
        basis: new.basis,
        facts: new.facts,
        state: State::Proposed,
        proposed_by: scope.actor_name().to_owned(),
        created_at: scope.now(),
        reason: String::new(),
        notified_at: None,
        reply_due_on: None,
        decided_at: None,
        objection_due_on: None,
        response_due_on: None,
        closed_at: None,
        verifier_id: None,
        version: 1,
        link_id: 0,
    };
    let matter = Matter { link_id: matter.id, ..matter };
    // Raised twice at once: the number just taken goes back with this transaction.
    if !store::insert(conn, scope, &matter)? {
        return Err(Error::Conflict);
    }
    let data = json!({ "cause": matter.cause.as_str(), "edition": matter.edition });
    timeline::record(conn, scope, Entry::new(timeline::Subject::new(MATTER, matter.id), "propose").data(data))?;
    Ok(Some(matter))
}

/// A matter as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByHand {
    pub cause: Option<Cause>,
    pub title: String,
    pub subject_kind: Option<SubjectKind>,
    pub department_id: Option<i64>,
    /// The post or the official.
    pub name: String,
    pub membership_id: Option<i64>,
    pub email: String,
    /// When it happened.
    pub on: Option<NaiveDate>,
    pub basis: String,
    pub facts: String,
}

/// Raises a matter by hand. Errors by field.
pub fn propose_by_hand(conn: &mut Conn, scope: &Scope, typed: &ByHand) -> Result<Matter> {
    scope.require(&[Role::Secretariat])?;
    let edition = store::edition(conn, scope, None)?;
    let all = departments::all(conn, scope)?;
    let mut errors = FieldErrors::default();
    let Some(cause) = typed.cause else {
        return Err(Error::invalid("cause", Message::new("field-required")));
    };
    if !edition.rules.by_hand().contains(&cause) {
        errors.add("cause", Message::new("matter-cause-by-rule"));
    }
    let title = words::line(&mut errors, "title", &one_line(&typed.title), words::TITLE_MAX);
    let text = words::required(&mut errors, "facts", &typed.facts, FACTS_MAX);
    let typed_basis = words::optional(&mut errors, "basis", &one_line(&typed.basis), BASIS_MAX);
    let usual = edition.rules.of(cause).map(|r| r.basis.clone()).unwrap_or_default();
    let basis = if typed_basis.is_empty() { usual } else { typed_basis };
    if basis.is_empty() {
        errors.add("basis", Message::new("field-required"));
    }
    let on = match typed.on {
        Some(day) if day > scope.today() => {
            errors.add("on", Message::new("matter-future"));
            day
        }
        Some(day) => day,
        None => {
            errors.add("on", Message::new("field-required"));
            scope.today()
        }
    };
    let subject = subject(conn, scope, typed, &all, &mut errors)?;
    let subject = errors.finish(subject)?.ok_or_else(|| Error::invalid("department", Message::new("field-required")))?;
    let key = |department: i64| hand_key(cause, department, &subject.name, on, &title);
    let fact_key = key(subject.department_id);
    let facts = Facts { text, lines: vec![FactLine::new("on", on)], on: scope.today() };
    let keys: Vec<String> = departments::with_merged(&all, subject.department_id).into_iter().map(key).collect();
    let raised = store::by_fact_keys(conn, scope, &keys)?;
    if let Some((_, number)) = raised.into_iter().next() {
        return Err(Error::Refused(Message::new("matter-raised-already").text("number", number)));
    }
    let new = NewMatter { title, cause, fact_key, edition: edition.number, subject, basis, facts };
    let matter = propose(conn, scope, new)?.ok_or(Error::Conflict)?;
    mail::proposed(conn, scope, std::slice::from_ref(&matter))?;
    Ok(matter)
}

/// Whom it is about, checked: a body that exists, or somebody of one.
fn subject(conn: &mut Conn, scope: &Scope, typed: &ByHand, all: &[Department], errors: &mut FieldErrors) -> Result<Option<Subject>> {
    let Some(kind) = typed.subject_kind else {
        errors.add("subject", Message::new("field-required"));
        return Ok(None);
    };
    let found = typed.department_id.and_then(|id| all.iter().find(|d| d.id == id && d.state == DepartmentState::Open));
    let Some(department) = found else {
        let key = if typed.department_id.is_some() { "field-department-unknown" } else { "field-required" };
        errors.add("department", Message::new(key));
        return Ok(None);
    };
    match (kind, department.kind) {
        (SubjectKind::Department, DepartmentKind::LocalGovernment) => {
            errors.add("department", Message::new("matter-subject-not-department"))
        }
        (SubjectKind::LocalGovernment, DepartmentKind::Department) => errors.add("department", Message::new("matter-subject-not-local")),
        _ => {}
    }
    let subject = Subject { kind, department_id: department.id, name: String::new(), membership_id: None, email: String::new() };
    if !kind.is_person() {
        no_person(typed, errors);
        return Ok(Some(subject));
    }
    person(conn, scope, subject, (&typed.name, typed.membership_id, &typed.email), errors).map(Some)
}

/// A body has no name of a person: what was typed is not dropped silently.
fn no_person(typed: &ByHand, errors: &mut FieldErrors) {
    let named =
        [("name", !typed.name.trim().is_empty()), ("member", typed.membership_id.is_some()), ("email", !typed.email.trim().is_empty())];
    for (field, _) in named.into_iter().filter(|(_, is_typed)| *is_typed) {
        errors.add(field, Message::new("matter-subject-no-person"));
    }
}

/// Who it is put to, checked: by name, as a member or by mail.
pub(super) fn person(
    conn: &mut Conn,
    scope: &Scope,
    mut subject: Subject,
    (name, membership_id, email): (&str, Option<i64>, &str),
    errors: &mut FieldErrors,
) -> Result<Subject> {
    subject.name = words::line(errors, "name", &one_line(name), NAME_MAX);
    subject.membership_id = None;
    if let Some(id) = membership_id {
        // Another workspace's member is like none at all.
        match store::members_by_ids(conn, scope, &[id])?.pop() {
            // Whom a matter is about sees nothing of it but what they are told: nobody puts one to themselves.
            Some(_) if scope.membership_id() == Some(id) => errors.add("member", Message::new("matter-member-yourself")),
            Some(_) => subject.membership_id = Some(id),
            None => errors.add("member", Message::new("matter-member-unknown")),
        }
    }
    subject.email = email.trim().to_owned();
    if !subject.email.is_empty() && Email::parse(&subject.email).is_err() {
        errors.add("email", Message::new("account-email-invalid"));
    }
    Ok(subject)
}
