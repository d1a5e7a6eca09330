//! An objection to a decision, with its own term, decided by others than those who decided first.

use serde_json::json;

use super::{
    Begun, Concluded, Seen, begin,
    conclude::{entered, not_investigated},
    finish, nothing, paper,
    people::require_declared,
};
use crate::{
    accountability::{
        mail,
        model::{Action, Answered, Form, Matter, Paper, PaperKind, Ruling, has_looked_into, is_recused},
        store,
    },
    duties::{self, CONFIDENTIAL_ORIGIN, words},
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::t,
    },
    tenancy::Scope,
};

/// Objects to the decision; once, until the last day. Errors by field: `text`.
pub fn object(conn: &mut Conn, scope: &Scope, seen: &Seen, text: &str) -> Result<Paper> {
    let mut begun = begin(conn, scope, seen, Action::Object)?;
    if let Some(day) = begun.matter.objection_due_on.filter(|day| scope.today() > *day) {
        return Err(Error::Refused(Message::new("matter-objection-late").text("day", day.to_string())));
    }
    let all = store::papers(conn, scope, begun.matter.id)?;
    if all.iter().any(|p| p.kind == PaperKind::Objection) {
        return Err(Error::refused("matter-objected-already"));
    }
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", text, words::TEXT_MAX);
    errors.finish(())?;
    let paper = paper(scope, &begun.matter, PaperKind::Objection, text);
    store::insert_paper(conn, scope, &paper)?;
    finish(conn, scope, &mut begun, Action::Object, &paper.text, nothing())?;
    mail::tell_office(conn, scope, &begun.matter, mail::Came::Objection, &paper)?;
    Ok(paper)
}

/// What another body said to an objection, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruled {
    /// Upheld, changed or quashed.
    pub ruling: Option<Ruling>,
    pub concluded: Concluded,
}

/// Enters what was said to the objection. Another body than the first decided, and another person writes it down. Errors by field as
/// [`super::conclude`], and `ruling`.
pub fn rule(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Ruled) -> Result<Matter> {
    let Some(ruling) = typed.ruling.filter(|r| *r != Ruling::First) else {
        return Err(Error::invalid("ruling", Message::new("field-required")));
    };
    let action = if ruling == Ruling::Quashed { Action::Quash } else { Action::Rule };
    let mut begun = begin(conn, scope, seen, action)?;
    require_declared(&begun)?;
    not_investigated(scope, &begun)?;
    let papers = store::papers(conn, scope, begun.matter.id)?;
    let waiting = papers.into_iter().find(|p| p.kind == PaperKind::Objection && p.answered == Answered::Waiting);
    let Some(mut objection) = waiting else { return Err(Error::refused("matter-no-objection")) };
    let before = store::decisions(conn, scope, begun.matter.id)?;
    let first = before.first().ok_or_else(|| Error::internal("a matter in force without a decision"))?;
    let form = match ruling {
        Ruling::Changed => match typed.concluded.form.filter(|f| *f != Form::Nothing) {
            Some(form) => form,
            None => return Err(Error::invalid("form", Message::new("field-required"))),
        },
        Ruling::Quashed => Form::Nothing,
        _ => first.form,
    };
    if first.membership_id == scope.membership_id() {
        return Err(Error::refused("matter-same-person-rules"));
    }
    let objected_on = clock::local(objection.at, scope.zone()).date();
    let decision = entered(conn, scope, &begun, &typed.concluded, (form, ruling), Some(objected_on))?;
    if decision.is_of_same_body(first) {
        let field = if decision.department_id.is_some() { "department" } else { "body" };
        return Err(Error::invalid(field, Message::new("matter-same-body-rules")));
    }
    if of_investigators(conn, scope, &begun, decision.department_id)? {
        return Err(Error::invalid("department", Message::new("matter-investigator-rules")));
    }
    store::insert_decision(conn, scope, &decision)?;
    objection.answered = if ruling == Ruling::Upheld { Answered::Denied } else { Answered::Granted };
    objection.answer.clone_from(&decision.text);
    objection.answered_by = scope.actor_name().to_owned();
    objection.answered_at = Some(scope.now());
    store::answer_paper(conn, scope, &objection)?;
    if ruling == Ruling::Quashed {
        begun.matter.closed_at = Some(scope.now());
        begun.matter.reason.clone_from(&decision.text);
        free_of_duties(conn, scope, begun.matter.id)?;
    }
    let data = json!({ "ruling": ruling.as_str(), "form": form.as_str(), "body": decision.body_label });
    finish(conn, scope, &mut begun, action, &decision.text, data)?;
    mail::tell_subject(conn, scope, &begun.matter, mail::News::Ruled, &decision.text)?;
    Ok(begun.matter)
}

/// Nothing has to be put right any more: each open duty is cancelled, whoever entered it, and those charged are told.
fn free_of_duties(conn: &mut Conn, scope: &Scope, matter_id: i64) -> Result<()> {
    let office = scope.on_behalf_of_office();
    let reason = t(scope.workspace_lang(), "matter-duty-quashed");
    for duty in duties::queries::of_origins(conn, &office, CONFIDENTIAL_ORIGIN, &[matter_id])?.iter().filter(|d| d.state.is_open()) {
        duties::actions::cancel(conn, &office, duties::Seen::any(duty.id), &reason)?;
    }
    Ok(())
}

/// Whether somebody who looks into it, or did, acts for or is in charge of the department that is to rule. Whoever stood back did not.
fn of_investigators(conn: &mut Conn, scope: &Scope, begun: &Begun, department_id: Option<i64>) -> Result<bool> {
    let Some(id) = department_id else { return Ok(false) };
    let looked =
        |m: &store::Member| has_looked_into(&begun.people, Some(m.membership_id)) && !is_recused(&begun.people, Some(m.membership_id));
    Ok(store::in_charge_of(conn, scope, id)?.iter().any(looked))
}
