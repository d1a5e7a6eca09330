//! Reporting progress (进展反馈) and handing in for close-out.

use serde_json::json;

use super::{Event, begin, finish, names};
use crate::{
    duties::{
        model::{Action, DutyRef, NewReport, Part, Seen, Target, with_unit, words},
        notice::{News, tell_departments, tell_secretariat},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{Lang, join},
    },
    tenancy::Scope,
};

/// A department reports how things stood on a day, with figures against the targets. The lead's report is the duty's; a supporting
/// department's tells of its part.
pub fn report(conn: &mut Conn, scope: &Scope, seen: Seen, report: NewReport) -> Result<DutyRef> {
    let department_id = report.department_id;
    let scope = &scope.acting_for(department_id);
    let (mut duty, to) = begin(conn, scope, seen, Action::Report, Some(department_id))?;
    let targets = store::targets(conn, scope, duty.id)?;
    let report = check(scope, report, &targets)?;
    let party = duty.party_mut(department_id).ok_or(Error::NotFound)?;
    party.reported_at = Some(scope.now());
    let part = party.part;
    if part == Part::Lead {
        let calendar = store::calendar(conn, scope)?;
        duty.reported_at = Some(scope.now());
        duty.next_report_on = duty.next_report_after(report.as_of, scope.today(), &calendar);
    }
    let id = store::insert_report(conn, scope, duty.id, &report)?;
    let department = names(conn, scope, &[department_id])?;
    let figures = figures_in_words(scope.workspace_lang(), &report, &targets);
    let data = json!({ "department": department, "as_of": report.as_of.to_string(), "figures": figures, "report": id.to_string() });
    finish(conn, scope, &mut duty, to, Event::new(Action::Report, &report.text).data(data))?;
    Ok(duty.as_ref())
}

/// The lead hands the duty in for close-out, with its evidence in words. The secretariat is told, and so are the supporting departments.
pub fn submit(conn: &mut Conn, scope: &Scope, seen: Seen, department_id: i64, evidence: &str) -> Result<DutyRef> {
    let scope = &scope.acting_for(department_id);
    let (mut duty, to) = begin(conn, scope, seen, Action::Submit, Some(department_id))?;
    let mut errors = FieldErrors::default();
    let evidence = words::required(&mut errors, "evidence", evidence, words::TEXT_MAX);
    errors.finish(())?;
    duty.submitted_at = Some(scope.now());
    let department = names(conn, scope, &[department_id])?;
    finish(conn, scope, &mut duty, to, Event::new(Action::Submit, &evidence).data(json!({ "department": department })))?;
    tell_secretariat(conn, scope, &duty, News::Submitted, &evidence)?;
    let support: Vec<i64> = duty.support().map(|p| p.department_id).collect();
    tell_departments(conn, scope, &duty, News::Submitted, &support, &evidence)?;
    Ok(duty.as_ref())
}

fn check(scope: &Scope, mut report: NewReport, targets: &[Target]) -> Result<NewReport> {
    let mut errors = FieldErrors::default();
    report.text = words::required(&mut errors, "text", &report.text, words::TEXT_MAX);
    if report.as_of > scope.today() {
        errors.add("as_of", Message::new("report-as-of-future"));
    }
    for (target_id, value) in &report.figures {
        let field = format!("figure-{target_id}");
        if !targets.iter().any(|t| t.id == *target_id) {
            errors.add(field, Message::new("report-target-gone"));
        } else if !value.is_finite() || value.abs() > 1e15 {
            errors.add(field, Message::new("field-number"));
        }
    }
    report.figures.sort_by_key(|(id, _)| *id);
    report.figures.dedup_by_key(|(id, _)| *id);
    errors.finish(report)
}

/// “完成整治的市场 31 个、立案 214 件”, in the order of the targets.
fn figures_in_words(lang: Lang, report: &NewReport, targets: &[Target]) -> String {
    let of = |t: &Target| report.figures.iter().find(|(id, _)| *id == t.id).map(|(_, value)| *value);
    let said = targets.iter().filter_map(|t| of(t).map(|value| format!("{} {}", t.what.name, with_unit(value, &t.what.unit))));
    join(lang, &said.collect::<Vec<_>>())
}
