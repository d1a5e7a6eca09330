//! The forms of the steps that take a few words.

use super::{forms, path};
use crate::{
    accountability::{
        actions::{self, Notice},
        model::{Action, Answered, By, Edition, PaperKind, decide},
        queries::{self, File, Ground},
    },
    platform::{
        db::Conn,
        error::Result,
        http::Fields,
        i18n::{Lang, format, format_day, join, t},
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// What a form speaks of.
pub struct Setting {
    pub ground: Ground,
    pub departments: Vec<Department>,
    /// What a notice would say.
    pub notice: Option<Notice>,
    pub edition: Edition,
}

/// Loads it; `asking`: refuses who may not take this step now.
pub fn setting(conn: &mut Conn, scope: &Scope, number: &str, action: Action, asking: bool) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    if asking {
        decide(ground.matter.state, action, &ground.sight.by)?;
    }
    let notice = if action == Action::Notify && asking { Some(actions::notice(conn, scope, number)?) } else { None };
    let departments = if needs_departments(action) { departments::all(conn, scope)? } else { Vec::new() };
    let edition = queries::edition(conn, scope, Some(ground.matter.edition))?;
    Ok(Setting { ground, departments, notice, edition })
}

fn needs_departments(action: Action) -> bool {
    matches!(action, Action::Charge | Action::Verify)
}

/// The form of one step, without the way back.
pub fn view(scope: &Scope, action: Action, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let matter = &setting.ground.matter;
    let to = format!("{}/{}", path(scope, matter), action.as_str().replace('_', "-"));
    let mut form = fields(scope.lang(), FormView::new(to, t(scope.lang(), &matter.action_key(action))), action, setting, typed);
    form = form.hidden("version", matter.version);
    if !form.fields.is_empty() {
        form.keep = Some(format!("matter-{}-{}", matter.number, action.as_str()));
    }
    if action == Action::Dismiss { form.danger() } else { form }
}

/// The fields of one step; for the page of a signed link too.
pub fn fields(lang: Lang, form: FormView, action: Action, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let matter = &setting.ground.matter;
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, key: &str| FieldView::new(kind, name, label(key)).typed(typed, "");
    let day = |key: &str| FieldView { size: Some("short"), ..field("date", "day", key) };
    let long = |name: &str, key: &str| FieldView { rows: Some(8), ..field("area", name, key) };
    match action {
        Action::Accept => form.field(field("area", "reason", "matter-remark").optional()),
        Action::Dismiss | Action::Return | Action::Reopen => form.field(field("area", "reason", "matter-reason")),
        Action::Declare => {
            let chosen = typed.map_or("", |f| f.trimmed("interest"));
            let one = |value: &str, key: &str| Choice::new(value, label(key), chosen == value);
            let options = vec![one("no", "matter-interest-no"), one("yes", "matter-interest-yes")];
            form.field(FieldView::new("radio", "interest", label("matter-interest")).options(options))
                .field(field("area", "reason", "matter-reason").hint(label("matter-interest-hint")).optional())
        }
        Action::Note => form.field(long("text", "matter-note")),
        Action::Reply => form.field(long("text", "matter-reply-text").hint(label("matter-reply-hint"))),
        Action::AskHearing => form.field(field("area", "text", "matter-ask-why")),
        Action::AskExtension => form.field(day("matter-field-wished")).field(field("area", "text", "matter-ask-why")),
        Action::Hear => form
            .field(day("matter-hearing-day"))
            .field(field("area", "present", "matter-hearing-present").hint(label("matter-hearing-present-hint")))
            .field(long("record", "matter-hearing-record")),
        Action::Charge => {
            let own = if matter.subject.kind.is_person() { String::new() } else { matter.subject.department_id.to_string() };
            form.field(field("text", "title", "matter-duty-title").hint(label("matter-duty-title-hint")))
                .field(long("requirement", "matter-duty-requirement"))
                .field(forms::department_field(lang, "department", "matter-duty-lead", &setting.departments, None, typed, &own))
                .field(day("matter-duty-day"))
        }
        Action::Respond => form.field(long("text", "matter-respond-text").hint(label("matter-reply-hint"))),
        Action::Verify => {
            let without = Some(matter.subject.department_id);
            form.field(forms::department_field(lang, "department", "matter-field-verifier", &setting.departments, without, typed, ""))
                .field(long("text", "matter-verify-text"))
        }
        Action::Object => form.field(long("text", "matter-object-text")),
        _ => form,
    }
}

/// What will happen, one line each.
pub fn what(scope: &Scope, action: Action, setting: &Setting) -> Vec<String> {
    let lang = scope.lang();
    let matter = &setting.ground.matter;
    let said = |key: &str, args: &[(&str, fluent_bundle::FluentValue<'_>)]| format(lang, key, args);
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| format_day(lang, d)).unwrap_or_default();
    match action {
        Action::Accept => vec![said("matter-what-accept", &[])],
        Action::Dismiss => vec![said("matter-what-dismiss", &[])],
        Action::Declare => vec![said("matter-what-declare", &[])],
        Action::Note => vec![said("matter-what-note", &[])],
        Action::Notify => match &setting.notice {
            Some(notice) => vec![
                said("matter-what-notify", &[("names", join(lang, &notice.names).into())]),
                said("matter-what-notify-day", &[("day", format_day(lang, notice.reply.due_on).into())]),
                notice.reply.explained.said(lang),
            ],
            None => Vec::new(),
        },
        Action::Reply | Action::AskHearing | Action::AskExtension => {
            vec![said("matter-what-reply", &[("day", day(matter.reply_due_on).into())])]
        }
        Action::Charge => vec![said("matter-what-charge", &[])],
        Action::Respond => vec![said("matter-what-respond", &[])],
        Action::Verify => vec![said("matter-what-verify", &[])],
        Action::Object => vec![said("matter-what-object", &[("day", day(matter.objection_due_on).into())])],
        Action::Reopen => {
            let n = f64::from(setting.edition.rules.response_days);
            vec![said("matter-what-reopen", &[("n", n.into())])]
        }
        _ => Vec::new(),
    }
}

/// The steps a subject takes now.
pub fn of_subject(file: &File, scope: &Scope) -> Vec<Action> {
    let offered = crate::accountability::offered(file.ground.matter.state, &[By::Subject]);
    offered.into_iter().filter(|action| is_timely(file, scope, *action)).collect()
}

/// Whether a step of the subject is one of now: in time, and not the same again while it waits or after it was the only one.
pub fn is_timely(file: &File, scope: &Scope, action: Action) -> bool {
    let matter = &file.ground.matter;
    let in_time = |day: Option<chrono::NaiveDate>| day.is_none_or(|d| scope.today() <= d);
    let of = |kind: PaperKind| file.papers.iter().filter(move |p| p.kind == kind);
    let waits = |kind: PaperKind| of(kind).any(|p| p.answered == Answered::Waiting && matter.is_of_turn(p.at));
    match action {
        Action::Reply => in_time(matter.reply_due_on),
        Action::AskHearing => in_time(matter.reply_due_on) && !waits(PaperKind::HearingRequest),
        Action::AskExtension => in_time(matter.reply_due_on) && !waits(PaperKind::ExtensionRequest),
        Action::Object => in_time(matter.objection_due_on) && of(PaperKind::Objection).next().is_none(),
        _ => true,
    }
}
