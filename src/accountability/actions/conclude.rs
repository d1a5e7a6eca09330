//! Entering what was decided: by the meeting or a competent department, never by the program, and not by whoever looked into it.

use chrono::NaiveDate;
use serde_json::json;

use super::{Begun, Seen, begin, finish, notify::term, people::require_declared};
use crate::{
    accountability::{
        mail,
        model::{Action, Answered, Body, Decision, Form, Matter, Paper, PaperKind, Ruling, has_looked_into},
        store,
    },
    duties::words,
    meetings,
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
};

const BASIS_MAX: usize = 500;

/// A decision as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concluded {
    pub form: Option<Form>,
    pub basis: String,
    pub text: String,
    pub body: Option<Body>,
    /// Of a meeting.
    pub decision_id: Option<i64>,
    /// The competent department.
    pub department_id: Option<i64>,
    /// When the department decided; of a meeting the day is known.
    pub on: Option<NaiveDate>,
}

/// Enters the decision; with [`Form::Nothing`] the matter ends. Errors by field: `form`, `basis`, `text`, `body`, `decision`,
/// `department`, `on`.
///
/// # Errors
/// `Refused` while the subject may still reply and has not, while something it asked for waits, or a hearing it was granted was not
/// held; `Refused` too for whoever looked into the matter.
pub fn conclude(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Concluded) -> Result<Matter> {
    let Some(form) = typed.form else { return Err(Error::invalid("form", Message::new("field-required"))) };
    let action = if form == Form::Nothing { Action::Acquit } else { Action::Decide };
    let mut begun = begin(conn, scope, seen, action)?;
    require_declared(&begun)?;
    let heard_on = was_heard(conn, scope, &begun)?;
    not_investigated(scope, &begun)?;
    let decision = entered(conn, scope, &begun, typed, (form, Ruling::First), heard_on)?;
    store::insert_decision(conn, scope, &decision)?;
    let edition = store::edition(conn, scope, Some(begun.matter.edition))?;
    begun.matter.decided_at = Some(scope.now());
    if form == Form::Nothing {
        begun.matter.closed_at = Some(scope.now());
        begun.matter.reason.clone_from(&decision.text);
    } else {
        begun.matter.objection_due_on = Some(term(conn, scope, edition.rules.objection_days)?.due_on);
        begun.matter.response_due_on = Some(term(conn, scope, edition.rules.response_days)?.due_on);
    }
    let data = json!({ "form": form.as_str(), "body": decision.body_label, "day": decision.decided_on.to_string() });
    finish(conn, scope, &mut begun, action, &decision.text, data)?;
    let news = if form == Form::Nothing { mail::News::Acquitted } else { mail::News::Decided };
    mail::tell_subject(conn, scope, &begun.matter, news, &decision.text)?;
    Ok(begun.matter)
}

/// The subject was heard: it has replied or its time is over, and what it asked for was answered and done. Since when: nobody decided
/// before.
fn was_heard(conn: &mut Conn, scope: &Scope, begun: &Begun) -> Result<Option<NaiveDate>> {
    let mut papers = store::papers(conn, scope, begun.matter.id)?;
    // What somebody else said or was granted whom it was put to before is none of theirs.
    papers.retain(|p| begun.matter.is_of_turn(p.at));
    let of = |kind: PaperKind| papers.iter().filter(move |p: &&Paper| p.kind == kind);
    if papers.iter().any(|p| p.answered == Answered::Waiting) {
        return Err(Error::refused("matter-request-unanswered"));
    }
    let granted = of(PaperKind::HearingRequest).filter(|p| p.answered == Answered::Granted).filter_map(|p| p.answered_at).max();
    if granted.is_some_and(|at| !of(PaperKind::Hearing).any(|p| p.at >= at)) {
        return Err(Error::refused("matter-hearing-missing"));
    }
    let local = |at| clock::local(at, scope.zone()).date();
    let replied = of(PaperKind::Reply).map(|p| local(p.at)).min();
    let over = match (replied, begun.matter.reply_due_on) {
        (None, Some(day)) if scope.today() <= day => {
            return Err(Error::Refused(Message::new("matter-not-heard").text("day", day.to_string())));
        }
        (None, Some(day)) => day.succ_opt(),
        (replied, _) => replied,
    };
    let held = of(PaperKind::Hearing).filter_map(|p| p.day).max();
    Ok([begun.matter.notified_at.map(local), over, held].into_iter().flatten().max())
}

/// Whoever looks into it, or did, enters no decision about it.
pub(super) fn not_investigated(scope: &Scope, begun: &Begun) -> Result<()> {
    if has_looked_into(&begun.people, scope.membership_id()) { Err(Error::refused("matter-investigator-decides")) } else { Ok(()) }
}

/// Checks what was typed. `from`: nobody could decide before that day.
pub(super) fn entered(
    conn: &mut Conn,
    scope: &Scope,
    begun: &Begun,
    typed: &Concluded,
    (form, ruling): (Form, Ruling),
    from: Option<NaiveDate>,
) -> Result<Decision> {
    let mut errors = FieldErrors::default();
    let basis = words::required(&mut errors, "basis", &one_line(&typed.basis), BASIS_MAX);
    let text = words::required(&mut errors, "text", &typed.text, words::TEXT_MAX);
    let body = match typed.body {
        None => {
            errors.add("body", Message::new("field-required"));
            None
        }
        Some(Body::Meeting) => of_meeting(conn, scope, typed, &mut errors)?,
        Some(Body::Department) => of_department(conn, scope, begun, typed, &mut errors)?,
    };
    let early = |decided: &Decided| from.filter(|from| decided.on < *from);
    if let Some((decided, from)) = body.as_ref().and_then(|decided| Some((decided, early(decided)?))) {
        let field = if decided.body == Body::Meeting { "decision" } else { "on" };
        errors.add(field, Message::new("matter-decided-early").text("day", from.to_string()));
    }
    let of_body = errors.finish(body)?.ok_or_else(|| Error::invalid("body", Message::new("field-required")))?;
    Ok(Decision {
        id: new_id(),
        matter_id: begun.matter.id,
        ruling,
        form,
        basis,
        text,
        body: of_body.body,
        decision_id: of_body.decision_id,
        department_id: of_body.department_id,
        body_label: of_body.label,
        decided_on: of_body.on,
        membership_id: scope.membership_id(),
        by: scope.actor_name().to_owned(),
        at: scope.now(),
    })
}

/// Who decided, and when.
struct Decided {
    body: Body,
    decision_id: Option<i64>,
    department_id: Option<i64>,
    label: String,
    on: NaiveDate,
}

fn of_meeting(conn: &mut Conn, scope: &Scope, typed: &Concluded, errors: &mut FieldErrors) -> Result<Option<Decided>> {
    let Some(id) = typed.decision_id else {
        errors.add("decision", Message::new("field-required"));
        return Ok(None);
    };
    // Another workspace's decision, or one this person may not see, is like none at all.
    match meetings::queries::decision_made(conn, scope, id) {
        Ok(made) => {
            let label = format!("{} {}", made.meeting_number, made.meeting_title);
            Ok(Some(Decided { body: Body::Meeting, decision_id: Some(id), department_id: None, label, on: made.on }))
        }
        Err(Error::NotFound | Error::Forbidden(_)) => {
            errors.add("decision", Message::new("matter-decision-unknown"));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn of_department(conn: &mut Conn, scope: &Scope, begun: &Begun, typed: &Concluded, errors: &mut FieldErrors) -> Result<Option<Decided>> {
    let found = match typed.department_id {
        Some(id) => departments::by_ids(conn, scope, &[id])?.pop().filter(|d| d.state == DepartmentState::Open),
        None => None,
    };
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
    let Some(department) = found else {
        let key = if typed.department_id.is_some() { "field-department-unknown" } else { "field-required" };
        errors.add("department", Message::new(key));
        return Ok(None);
    };
    if department.id == begun.matter.subject.department_id {
        errors.add("department", Message::new("matter-judges-itself"));
    }
    Ok(Some(Decided { body: Body::Department, decision_id: None, department_id: Some(department.id), label: department.name, on }))
}
