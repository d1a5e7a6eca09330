//! Forms about a department: what was typed, and the fields it is typed into.

use crate::{
    departments::NewDepartment,
    platform::{
        error::{FieldErrors, Message, Result},
        http::Fields,
        i18n::{Lang, t},
        view::parts::{Choice, FieldView},
    },
    tenancy::{
        DepartmentKind,
        departments::{Department, DepartmentState},
    },
};

/// The fields of create and edit, in the order they are shown.
pub const FIELDS: [&str; 7] = ["name", "short_name", "code", "kind", "parent", "aliases", "position"];

/// Reads create and edit; what is no number is said beside its field.
pub fn read(fields: &Fields) -> Result<NewDepartment> {
    let mut errors = FieldErrors::default();
    let parent = match fields.trimmed("parent") {
        "" => None,
        // Only a form that was tampered with holds anything else.
        id => Some(id.parse().unwrap_or(-1)),
    };
    let position = match fields.trimmed("position") {
        "" => None,
        text => match text.parse::<i64>().ok().filter(|n| (0..=1_000_000).contains(n)) {
            Some(n) => Some(n),
            None => {
                errors.add("position", Message::new("department-position-wrong"));
                None
            }
        },
    };
    let kind = DepartmentKind::parse(fields.trimmed("kind"));
    if kind.is_none() {
        errors.add("kind", Message::new("department-kind-missing"));
    }
    let new = NewDepartment {
        code: fields.trimmed("code").to_owned(),
        name: fields.trimmed("name").to_owned(),
        short_name: fields.trimmed("short_name").to_owned(),
        aliases: fields.get("aliases").unwrap_or_default().lines().map(str::to_owned).collect(),
        kind: kind.unwrap_or(DepartmentKind::Department),
        parent_id: parent,
        position,
    };
    // All of it at once: else only what is no number is heard of first, and the rest at the next try.
    if !errors.is_empty() {
        new.tidied().check(&mut errors);
    }
    errors.finish(new)
}

/// What is stored, as the form would send it.
pub fn stored(department: &Department, aliases: &[String]) -> Fields {
    let short = if department.short_name == department.name { "" } else { &department.short_name };
    Fields::from_pairs([
        ("name", department.name.clone()),
        ("short_name", short.to_owned()),
        ("code", department.code.clone()),
        ("kind", department.kind.as_str().to_owned()),
        ("parent", department.parent_id.map(|p| p.to_string()).unwrap_or_default()),
        ("aliases", aliases.join("\n")),
        ("position", department.position.to_string()),
    ])
}

/// The Fluent key of a field's label.
pub fn label_key(name: &str) -> &'static str {
    match name {
        "name" => "department-field-name",
        "short_name" => "department-field-short-name",
        "code" => "department-field-code",
        "kind" => "department-field-kind",
        "parent" => "department-field-parent",
        "aliases" => "department-field-aliases",
        _ => "department-field-position",
    }
}

/// One field filled with `values`. `own`: the department edited, which cannot be its own parent.
pub fn field(lang: Lang, name: &'static str, values: &Fields, all: &[Department], own: Option<i64>) -> FieldView {
    let value = values.get(name).unwrap_or_default();
    let new = |kind| FieldView::new(kind, name, t(lang, label_key(name))).value(value);
    let hinted = |kind, hint: &'static str| new(kind).hint(t(lang, hint));
    match name {
        "name" => FieldView { max: Some("100".into()), ..new("text") },
        "short_name" => {
            FieldView { max: Some("30".into()), size: Some("medium"), ..hinted("text", "department-hint-short-name").optional() }
        }
        "code" => FieldView { max: Some("32".into()), size: Some("short"), ..hinted("text", "department-hint-code").optional() },
        "kind" => {
            let kinds = [DepartmentKind::Department, DepartmentKind::LocalGovernment];
            new("radio").options(kinds.map(|k| Choice::new(k.as_str(), t(lang, k.key()), k.as_str() == value)).into())
        }
        "parent" => {
            let none = Choice::new("", t(lang, "department-no-parent"), value.is_empty());
            let mut options = vec![none];
            options.extend(choices(all, own, value));
            FieldView { size: Some("medium"), ..new("select").optional().options(options) }
        }
        "aliases" => FieldView { rows: Some(4), ..hinted("area", "department-hint-aliases").optional() },
        _ => FieldView { size: Some("short"), min: Some("0".into()), ..hinted("number", "department-hint-position").optional() },
    }
}

/// Open departments as choices, without `own`.
pub fn choices(all: &[Department], own: Option<i64>, chosen: &str) -> Vec<Choice> {
    all.iter()
        .filter(|d| d.state == DepartmentState::Open && Some(d.id) != own)
        .map(|d| Choice {
            find: Some(format!("{} {}", d.code, d.short_name)),
            ..Choice::new(d.id, d.name.clone(), d.id.to_string() == chosen)
        })
        .collect()
}

/// A field's value in words, to be set beside another one's.
pub fn in_words(lang: Lang, name: &str, values: &Fields, all: &[Department]) -> String {
    let value = values.trimmed(name);
    match name {
        "kind" => DepartmentKind::parse(value).map(|k| t(lang, k.key()).into_owned()).unwrap_or_default(),
        "parent" => {
            let parent = all.iter().find(|d| d.id.to_string() == value);
            parent.map_or_else(|| t(lang, "department-no-parent").into_owned(), |d| d.name.clone())
        }
        _ => value.to_owned(),
    }
}
