//! After a decision: what has to be put right, what was said about it, and that others have seen it.

use chrono::NaiveDate;
use serde_json::json;

use super::{Seen, begin, finish, nothing, paper, people::require_clear};
use crate::{
    accountability::{
        mail,
        model::{Action, Answered, Form, Matter, Paper, PaperKind, Ruling, Standing},
        store,
    },
    calendar::DeadlineRule,
    duties::{self, CONFIDENTIAL_ORIGIN, DutyRef, NewDuty, Origin, words},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::t,
        text::one_line,
    },
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
};

/// What has to be put right, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Charged {
    pub title: String,
    pub requirement: String,
    pub lead_id: Option<i64>,
    pub due_on: Option<NaiveDate>,
}

/// Charges a department with putting things right: a duty only those concerned see. Errors by field: `title`, `requirement`,
/// `department`, `day`.
pub fn charge(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Charged) -> Result<DutyRef> {
    let mut begun = begin(conn, scope, seen, Action::Charge)?;
    let mut errors = FieldErrors::default();
    let title = words::line(&mut errors, "title", &one_line(&typed.title), words::TITLE_MAX);
    let requirement = words::required(&mut errors, "requirement", &typed.requirement, words::TEXT_MAX);
    match typed.lead_id {
        None => errors.add("department", Message::new("field-required")),
        Some(id) => {
            let open = departments::by_ids(conn, scope, &[id])?.pop().is_some_and(|d| d.state == DepartmentState::Open);
            if !open {
                errors.add("department", Message::new("field-department-unknown"));
            }
        }
    }
    match typed.due_on {
        None => errors.add("day", Message::new("field-required")),
        Some(day) if day <= scope.today() => errors.add("day", Message::new("matter-day-past")),
        Some(_) => {}
    }
    errors.finish(())?;
    let label = t(scope.workspace_lang(), "matter-origin").into_owned();
    let new = NewDuty {
        title,
        requirement,
        deliverable: String::new(),
        lead_id: typed.lead_id,
        support_ids: Vec::new(),
        rule: typed.due_on.map(|on| DeadlineRule::Fixed { on }),
        cadence: None,
        targets: Vec::new(),
        origin: Origin { kind: CONFIDENTIAL_ORIGIN.into(), id: Some(begun.matter.id), label },
    };
    let duty = duties::assign_new(conn, scope, new)?;
    // Whoever of the office stands back from the matter learns nothing of what comes of it.
    let recused: Vec<i64> = begun.people.iter().filter(|p| p.standing == Standing::Recused).map(|p| p.membership_id).collect();
    duties::actions::keep_from(conn, scope, CONFIDENTIAL_ORIGIN, begun.matter.id, &recused)?;
    finish(conn, scope, &mut begun, Action::Charge, "", json!({ "number": duty.number }))?;
    Ok(duty)
}

/// Says what was done about it. Errors by field: `text`.
pub fn respond(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<Paper> {
    let mut begun = begin(conn, scope, seen, Action::Respond)?;
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", text, words::TEXT_MAX);
    errors.finish(())?;
    let paper = paper(scope, &begun.matter, PaperKind::Response, text);
    store::insert_paper(conn, scope, &paper)?;
    finish(conn, scope, &mut begun, Action::Respond, &paper.text, nothing())?;
    mail::tell_office(conn, scope, &begun.matter, mail::Came::Response, &paper)?;
    Ok(paper)
}

/// Sends a response back: more has to be done. Errors by field: `reason`.
pub fn return_(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Return)?;
    require_clear(&begun)?;
    let reason = words::reason(reason)?;
    // Whoever is sent back to work has the time of a response from then on, whatever was left of it.
    let edition = store::edition(conn, scope, Some(begun.matter.edition))?;
    let fresh = super::notify::term(conn, scope, edition.rules.response_days)?.due_on;
    begun.matter.response_due_on = Some(begun.matter.response_due_on.map_or(fresh, |before| before.max(fresh)));
    finish(conn, scope, &mut begun, Action::Return, &reason, nothing())?;
    mail::tell_subject(conn, scope, &begun.matter, mail::News::Returned, &reason)?;
    Ok(begun.matter)
}

/// Has seen that it was put right; the department that has is another than the subject's. Errors by field: `text`, `department`.
///
/// # Errors
/// `Refused` while a duty of it is open, or an objection waits or may still be made.
pub fn verify(conn: &mut Conn, scope: &Scope, seen: &Seen, verifier_id: Option<i64>, text: &str) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Verify)?;
    require_clear(&begun)?;
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", text, words::TEXT_MAX);
    let verifier = match verifier_id {
        Some(id) => departments::by_ids(conn, scope, &[id])?.pop().filter(|d| d.state == DepartmentState::Open),
        None => None,
    };
    match &verifier {
        None if verifier_id.is_none() => errors.add("department", Message::new("field-required")),
        None => errors.add("department", Message::new("field-department-unknown")),
        Some(d) if d.id == begun.matter.subject.department_id => errors.add("department", Message::new("matter-verifies-itself")),
        Some(_) => {}
    }
    errors.finish(())?;
    if scope.acts_for_department(begun.matter.subject.department_id) {
        return Err(Error::refused("matter-verifies-itself"));
    }
    let open = |d: &duties::queries::FromOrigin| d.state.is_open();
    if let Some(duty) = duties::queries::of_origins(conn, scope, CONFIDENTIAL_ORIGIN, &[begun.matter.id])?.iter().find(|d| open(d)) {
        return Err(Error::Refused(Message::new("matter-duty-open").text("number", duty.number.clone())));
    }
    let papers = store::papers(conn, scope, begun.matter.id)?;
    if papers.iter().any(|p| p.kind == PaperKind::Objection && p.answered == Answered::Waiting) {
        return Err(Error::refused("matter-objection-open"));
    }
    let objected = papers.iter().any(|p| p.kind == PaperKind::Objection);
    if let Some(day) = begun.matter.objection_runs(scope.today(), objected) {
        return Err(Error::Refused(Message::new("matter-objection-runs").text("day", day.to_string())));
    }
    let name = verifier.as_ref().map(|d| d.short_name.clone()).unwrap_or_default();
    begun.matter.verifier_id = verifier.map(|d| d.id);
    begun.matter.closed_at = Some(scope.now());
    begun.matter.reason.clone_from(&text);
    finish(conn, scope, &mut begun, Action::Verify, &text, json!({ "who": name }))?;
    mail::tell_subject(conn, scope, &begun.matter, mail::News::Closed, &text)?;
    Ok(begun.matter)
}

/// Opens a matter again whose decision holds but was not followed after all. Errors by field: `reason`.
pub fn reopen(conn: &mut Conn, scope: &Scope, seen: &Seen, reason: &str) -> Result<Matter> {
    let mut begun = begin(conn, scope, seen, Action::Reopen)?;
    let reason = words::reason(reason)?;
    let last = store::decisions(conn, scope, begun.matter.id)?.pop();
    if last.is_none_or(|d| d.form == Form::Nothing || d.ruling == Ruling::Quashed) {
        return Err(Error::refused("matter-nothing-in-force"));
    }
    begun.matter.closed_at = None;
    begun.matter.verifier_id = None;
    begun.matter.reason.clear();
    let edition = store::edition(conn, scope, Some(begun.matter.edition))?;
    begun.matter.response_due_on = Some(super::notify::term(conn, scope, edition.rules.response_days)?.due_on);
    finish(conn, scope, &mut begun, Action::Reopen, &reason, nothing())?;
    mail::tell_subject(conn, scope, &begun.matter, mail::News::Reopened, &reason)?;
    Ok(begun.matter)
}
