//! The form of each verb.

use super::{
    deadline,
    fields::{Ctx, choices, department_choices, field, goal},
    needs_department, targets,
};
use crate::{
    calendar::Cadence,
    duties::{
        model::{Action, Due, Duty, Part, State, acts_as_office, in_force, permit, with_unit},
        store::DepartmentName,
    },
    platform::{
        error::{Error, Result},
        http::Fields,
        i18n::{Lang, format, format_day, t},
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::Scope,
};

/// The departments of this person that may do `action` now.
pub fn candidates(scope: &Scope, duty: &Duty, action: Action) -> Vec<i64> {
    let own = duty.parties.iter().filter(|p| p.is_charged() && scope.acts_for_department(p.department_id));
    own.map(|p| p.department_id).filter(|d| permit(scope, duty, action, Some(*d)).is_ok()).collect()
}

/// The form of `action`.
///
/// # Errors
/// `Refused` when there is nothing to decide (no extension waits).
pub fn form(ctx: &Ctx<'_>, action: Action) -> Result<FormView> {
    let duty = &ctx.detail.duty;
    let saves = matches!(action, Action::Edit | Action::Share | Action::ChangeParties | Action::ChangeDeadline);
    let submit = if saves { t(ctx.lang(), "duty-form-save") } else { t(ctx.lang(), &action.key()) };
    let mut form = FormView::new(ctx.post_to(action), submit).back(ctx.home());
    form.danger = action == Action::Cancel;
    form.keep = Some(format!("duty-{}-{}", duty.number, action.as_str()));
    if needs_department(action) || (action == Action::Share && !acts_as_office(ctx.scope, duty)) {
        form = with_department(form, ctx, action);
    }
    // Receipts and reports stand beside each other; everything else answers what was seen.
    if !matches!(action, Action::Accept | Action::Report) {
        form = form.hidden("version", duty.version);
    }
    match action {
        Action::Accept => Ok(form),
        Action::Report => Ok(report(form, ctx)),
        Action::Submit => Ok(form.field(area(ctx, "evidence", "duty-form-evidence", 8))),
        Action::Close => {
            let mut remark = ctx.field("area", "remark", "duty-form-remark", "");
            remark.optional = true;
            Ok(form.field(remark))
        }
        Action::RequestExtension => Ok(extend(form, ctx)),
        Action::DecideExtension => decide(form, ctx),
        Action::Remind => Ok(remind(form, ctx)),
        Action::Share => Ok(shares(form, ctx)),
        Action::Edit => Ok(edit(form, ctx)),
        Action::Assign => Ok(with_deadline(parties(form, ctx), ctx)),
        Action::Reassign => Ok(with_deadline(parties(form, ctx), ctx).field(ctx.reason())),
        Action::ChangeParties => Ok(parties(form, ctx).field(ctx.reason())),
        Action::ChangeDeadline => Ok(with_deadline(form, ctx).field(ctx.reason())),
        Action::Refuse | Action::Return | Action::Reopen | Action::Suspend | Action::Resume | Action::Cancel => {
            Ok(form.field(ctx.reason()))
        }
    }
}

/// What will happen, for steps that deserve a second look; empty for the others.
pub fn about(ctx: &Ctx<'_>, action: Action) -> Vec<String> {
    let lead = ctx.department_id.is_none_or(|d| Some(d) == ctx.detail.duty.lead_id);
    let keys: &[&str] = match action {
        Action::Close => &["duty-confirm-close"],
        Action::Cancel if ctx.detail.duty.state == State::Draft => &["duty-confirm-cancel"],
        Action::Cancel => &["duty-confirm-cancel", "duty-confirm-cancel-mail"],
        Action::Suspend => &["duty-confirm-suspend"],
        Action::Reopen => &["duty-confirm-reopen"],
        Action::Refuse if lead => &["duty-confirm-refuse-lead"],
        Action::Refuse => &["duty-confirm-refuse-support"],
        _ => &[],
    };
    keys.iter().map(|key| t(ctx.lang(), key).into_owned()).collect()
}

fn area(ctx: &Ctx<'_>, name: &str, key: &str, rows: u32) -> FieldView {
    let mut area = ctx.field("area", name, key, "").hint(t(ctx.lang(), &format!("{key}-hint")));
    area.rows = Some(rows);
    area
}

/// One department is sent along unseen; of several, one is chosen.
fn with_department(form: FormView, ctx: &Ctx<'_>, action: Action) -> FormView {
    let may = candidates(ctx.scope, &ctx.detail.duty, action);
    let chosen = ctx.typed.and_then(|f| f.trimmed("department").parse().ok()).or(ctx.department_id);
    if let (Some(only), true) = (chosen.or(may.first().copied()), may.len() < 2) {
        return form.hidden("department", only);
    }
    let options = may.iter().map(|id| Choice::new(id, ctx.detail.short_name(*id), chosen == Some(*id))).collect();
    form.field(FieldView::new("radio", "department", t(ctx.lang(), "duty-form-department")).options(options))
}

fn report(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let (lang, today) = (ctx.lang(), ctx.scope.today().to_string());
    let mut as_of = ctx.field("date", "as_of", "duty-form-as-of", today.clone());
    as_of.size = Some("medium");
    as_of.max = Some(today);
    let mut form = form.field(area(ctx, "text", "duty-form-text", 6)).field(as_of);
    for target in &ctx.detail.targets {
        let name = format!("figure-{}", target.id);
        let args = [("name", target.what.name.as_str().into()), ("goal", goal(lang, &target.what).into())];
        let mut figure = FieldView::new("text", &name, format(lang, "duty-form-figure", &args)).typed(ctx.typed, "").optional();
        figure.size = Some("short");
        figure.unit = Some(target.what.unit.clone()).filter(|u| !u.is_empty());
        if let Some(last) = in_force(target.id, ctx.detail.duty.lead_id, &ctx.detail.measured) {
            let value = with_unit(last.value, &target.what.unit);
            figure =
                figure.hint(format(lang, "duty-form-figure-hint", &[("value", value.into()), ("date", last.as_of.to_string().into())]));
        }
        form = form.field(figure);
    }
    form
}

fn extend(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let lang = ctx.lang();
    let mut until = ctx.field("date", "until", "duty-form-until", "");
    until.size = Some("medium");
    if let Some(due) = ctx.detail.duty.due_on() {
        until = until.hint(format(lang, "duty-form-until-hint", &[("date", format_day(lang, due).into())]));
    }
    form.field(until).field(ctx.reason())
}

fn decide(form: FormView, ctx: &Ctx<'_>) -> Result<FormView> {
    let lang = ctx.lang();
    let waiting = ctx.detail.waiting_extension().ok_or_else(|| Error::refused("extension-none-waits"))?;
    let answers = ["grant", "deny"].map(|a| (a.to_owned(), t(lang, &format!("duty-form-decision-{a}")).into_owned()));
    let decision = ctx.field("radio", "decision", "duty-form-decision", "").options(choices(ctx.typed, "decision", "", answers));
    let mut until = ctx.field("date", "until", "duty-form-until", waiting.until.to_string());
    until.size = Some("medium");
    until.optional = true;
    if let Some(due) = ctx.detail.duty.due_on() {
        until = until.hint(format(lang, "duty-form-until-hint", &[("date", format_day(lang, due).into())]));
    }
    let mut answer = area(ctx, "answer", "duty-form-answer", 4);
    answer.optional = true;
    Ok(form.hidden("extension", waiting.id).field(decision).field(until).field(answer))
}

fn remind(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let mut text = ctx.field("area", "text", "duty-form-remind-text", "").hint(t(ctx.lang(), "duty-form-remind-hint"));
    text.optional = true;
    form.field(text)
}

fn shares(mut form: FormView, ctx: &Ctx<'_>) -> FormView {
    let lang = ctx.lang();
    for party in ctx.detail.duty.support() {
        let department = ctx.detail.short_name(party.department_id).to_owned();
        let label = format(lang, "duty-form-share", &[("department", department.into())]);
        let mut share = FieldView::new("area", &format!("share-{}", party.department_id), label).typed(ctx.typed, party.share.clone());
        share.hint = Some(t(lang, "duty-form-share-hint").into_owned());
        share.optional = true;
        share.rows = Some(3);
        form = form.field(share);
    }
    form
}

fn edit(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let (lang, duty) = (ctx.lang(), &ctx.detail.duty);
    let words = words(lang, ctx.typed, &duty.title, &duty.requirement, &duty.deliverable);
    let mut form = words.into_iter().fold(form, FormView::field).field(cadence(lang, ctx.typed, duty.cadence));
    let mut reason = ctx.reason();
    if duty.state == State::Draft {
        reason.optional = true;
        reason.hint = Some(t(lang, "duty-form-reason-draft-hint").into_owned());
    }
    form = form.field(reason);
    targets::add_rows(form, lang, ctx.typed, &ctx.detail.targets)
}

fn parties(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let (lang, duty) = (ctx.lang(), &ctx.detail.duty);
    let lead: Vec<i64> = duty.lead_id.into_iter().collect();
    let charged = duty.parties.iter().filter(|p| p.is_charged() && p.part == Part::Support);
    let support: Vec<i64> = charged.map(|p| p.department_id).collect();
    let known = &ctx.detail.departments;
    let lead = department_choices(ctx.typed, "lead", &lead, ctx.open, known);
    let support = department_choices(ctx.typed, "support", &support, ctx.open, known);
    departments(lang, lead, support).into_iter().fold(form, FormView::field)
}

fn departments(lang: Lang, lead: Vec<Choice>, support: Vec<Choice>) -> [FieldView; 2] {
    let lead = FieldView::new("department", "lead", t(lang, "duty-form-lead")).options(lead);
    let support = FieldView::new("departments", "support", t(lang, "duty-form-support")).options(support);
    [lead, support.hint(t(lang, "duty-form-support-hint")).optional()]
}

fn with_deadline(form: FormView, ctx: &Ctx<'_>) -> FormView {
    let rule = ctx.detail.duty.due.as_ref().map(|due: &Due| &due.rule);
    deadline::fields(ctx.lang(), ctx.typed, rule).into_iter().fold(form, FormView::field)
}

fn words(lang: Lang, typed: Option<&Fields>, title: &str, requirement: &str, deliverable: &str) -> [FieldView; 3] {
    let of = |kind, name: &str, key: &str, stored: &str| field(lang, typed, kind, name, key, stored).hint(t(lang, &format!("{key}-hint")));
    let title = of("text", "title", "duty-form-title", title);
    let mut requirement = of("area", "requirement", "duty-form-requirement", requirement).optional();
    requirement.rows = Some(5);
    let mut deliverable = of("area", "deliverable", "duty-form-deliverable", deliverable).optional();
    deliverable.rows = Some(2);
    [title, requirement, deliverable]
}

fn cadence(lang: Lang, typed: Option<&Fields>, stored: Option<Cadence>) -> FieldView {
    let mut all = vec![(String::new(), t(lang, "duty-form-cadence-none").into_owned())];
    all.extend(Cadence::ALL.map(|c| (c.as_str().to_owned(), t(lang, &c.key()).into_owned())));
    let options = choices(typed, "cadence", stored.map_or("", Cadence::as_str), all);
    let mut field = field(lang, typed, "select", "cadence", "duty-form-cadence", "").options(options);
    field.size = Some("medium");
    field.hint(t(lang, "duty-form-cadence-hint"))
}

/// The form of a new duty.
pub fn new_form(scope: &Scope, open: &[DepartmentName], typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = format!("{}/duties", scope.base());
    let mut form = FormView::new(&base, t(lang, "duty-form-save")).back(base.clone());
    form.keep = Some(format!("duty-new-{}", scope.slug()));
    for field in words(lang, typed, "", "", "") {
        form = form.field(field);
    }
    let unsure = typed.is_none_or(|f| f.trimmed("lead").is_empty());
    let mut lead = vec![Choice::new("", t(lang, "duty-form-lead-none"), unsure)];
    lead.extend(department_choices(typed, "lead", &[], open, &[]));
    for field in departments(lang, lead, department_choices(typed, "support", &[], open, &[])) {
        form = form.field(field);
    }
    for mut field in deadline::fields(lang, typed, None) {
        // A duty without a deadline is possible, but somebody has to say so.
        if typed.is_none() {
            field.options.iter_mut().for_each(|o| o.chosen = false);
        }
        form = form.field(field);
    }
    form = form.field(cadence(lang, typed, None));
    let origin = field(lang, typed, "text", "origin", "duty-form-origin", "").hint(t(lang, "duty-form-origin-hint")).optional();
    let then = ["assign", "draft"].map(|a| (a.to_owned(), t(lang, &format!("duty-form-then-{a}")).into_owned()));
    let then = field(lang, typed, "radio", "then", "duty-form-then", "").options(choices(typed, "then", "assign", then));
    targets::add_rows(form.field(origin).field(then), lang, typed, &[])
}
