//! The form of a round: what was typed, what is stored, and the fields between.

use super::{list_path, path};
use crate::{
    enforcement::sampling::{
        actions::{RoundContent, keeps},
        model::{NAME_MAX, Round, SampleLevel},
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Result},
        http::Fields,
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
};

pub(super) fn read(fields: &Fields, errors: &mut FieldErrors) -> RoundContent {
    RoundContent {
        name: fields.get("name").unwrap_or_default().to_owned(),
        level: SampleLevel::parse(fields.trimmed("level")),
        department_id: fields.chosen("department"),
        first_on: fields.day("first_on", errors),
        last_on: fields.day("last_on", errors),
    }
}

/// What is stored, as the form would send it.
pub(super) fn stored(round: &Round) -> Fields {
    Fields::from_pairs([
        ("name", round.name.clone()),
        ("level", round.level.as_str().to_owned()),
        ("department", round.department_id.to_string()),
        ("first_on", round.first_on.to_string()),
        ("last_on", round.last_on.to_string()),
    ])
}

/// The departments somebody may write rounds of: open ones, and the one a round has.
pub(super) fn choices(conn: &mut Conn, scope: &Scope, round: Option<&Round>) -> Result<Vec<Department>> {
    let fits = |d: &Department| {
        let own = round.is_some_and(|r| r.department_id == d.id);
        own || (d.state == DepartmentState::Open && keeps(scope, d.id))
    };
    Ok(departments::all(conn, scope)?.into_iter().filter(fits).collect())
}

/// The fields of a new round, or of one that exists in the version it has now.
pub(super) fn form(scope: &Scope, round: Option<&Round>, departments: &[Department], values: &Fields) -> FormView {
    let lang = scope.lang();
    let mut form = match round {
        Some(r) => FormView::new(format!("{}/edit", path(scope, r.id)), t(lang, "party-save")).back(path(scope, r.id)),
        None => FormView::new(format!("{}/new", list_path(scope)), t(lang, "samplings-new")).back(list_path(scope)),
    };
    let value = |name: &str| values.get(name).unwrap_or_default().to_owned();
    let name = FieldView::new("text", "name", t(lang, "sampling-field-name")).value(value("name")).hint(t(lang, "sampling-name-hint"));
    let level = |l: &SampleLevel| Choice::new(l.as_str(), t(lang, &l.key()), values.trimmed("level") == l.as_str());
    let levels = SampleLevel::ALL.iter().rev().map(level).collect();
    let chosen = values.trimmed("department");
    let mut options: Vec<Choice> = Vec::new();
    if departments.len() != 1 {
        options.push(Choice::new("", t(lang, "sampling-choose"), chosen.is_empty()));
    }
    options.extend(departments.iter().map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    let day =
        |name: &str, label: &str| FieldView { size: Some("short"), ..FieldView::new("date", name, t(lang, label)).value(value(name)) };
    form = form
        .field(FieldView { max: Some(NAME_MAX.to_string()), whole: true, ..name })
        .field(FieldView { whole: true, ..FieldView::new("radio", "level", t(lang, "sampling-field-level")).options(levels) })
        .field(FieldView {
            whole: true,
            size: Some("medium"),
            ..FieldView::new("select", "department", t(lang, "sampling-field-department"))
                .options(options)
                .hint(t(lang, "sampling-department-hint"))
        })
        .field(day("first_on", "sampling-field-first"))
        .field(day("last_on", "sampling-field-last").hint(t(lang, "sampling-last-hint")));
    form.keep = Some(round.map_or_else(|| "sampling-new".to_owned(), |r| format!("sampling-{}", r.id)));
    match round {
        Some(r) => form.hidden("version", r.version),
        None => form,
    }
}
