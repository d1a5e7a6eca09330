//! The form of a kind of case: its words, then its fields and first measures, a line each.

use crate::{
    enforcement::{
        actions::cases::KindContent,
        model::{CaseKind, EXTRA_MAX, ExtraKind, KIND_DAYS_MAX, KIND_NAME_MAX, MeasureKind},
    },
    platform::{
        http::Fields,
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::Scope,
};

/// Lines of fields, and of measures, that are always there.
const LINES: usize = 6;
/// Empty lines after those that hold something.
const SPARE: usize = 2;

pub(super) fn read(fields: &Fields) -> KindContent {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let lines = |name: &str| (0..).take_while(|at| fields.has(&format!("{name}_{at}"))).count();
    let field = |at: usize| {
        let kind = ExtraKind::parse(fields.trimmed(&format!("field_kind_{at}")));
        (text(&format!("field_label_{at}")), kind, fields.has(&format!("field_required_{at}")))
    };
    let measure = |at: usize| (MeasureKind::parse(fields.trimmed(&format!("measure_{at}"))), text(&format!("measure_days_{at}")));
    KindContent {
        name: text("name"),
        article: text("article"),
        legal_basis: text("legal_basis"),
        days_to_file: text("days_to_file"),
        fields: (0..lines("field_label")).map(field).collect(),
        measures: (0..lines("measure")).map(measure).collect(),
    }
}

pub(super) fn fresh() -> Fields {
    Fields::from_pairs([("days_to_file", "10")])
}

/// What is stored, as the form would send it.
pub(super) fn stored(kind: &CaseKind) -> Fields {
    let mut pairs: Vec<(String, String)> = vec![
        ("name".into(), kind.name.clone()),
        ("article".into(), kind.article.clone()),
        ("legal_basis".into(), kind.legal_basis.clone()),
        ("days_to_file".into(), kind.days_to_file.to_string()),
    ];
    for (at, field) in kind.fields.iter().enumerate() {
        pairs.push((format!("field_label_{at}"), field.label.clone()));
        pairs.push((format!("field_kind_{at}"), field.kind.as_str().to_owned()));
        if field.required {
            pairs.push((format!("field_required_{at}"), "yes".into()));
        }
    }
    for (at, first) in kind.measures.iter().enumerate() {
        pairs.push((format!("measure_{at}"), first.measure.as_str().to_owned()));
        pairs.push((format!("measure_days_{at}"), Some(first.working_days).filter(|n| *n > 0).map_or(String::new(), |n| n.to_string())));
    }
    Fields::from_pairs(pairs)
}

/// The fields of a new kind, or of one that exists in the version it has now.
pub(super) fn view(scope: &Scope, home: &str, kind: Option<&CaseKind>, values: &Fields) -> FormView {
    let lang = scope.lang();
    let action = kind.map_or_else(|| format!("{home}/new"), |k| format!("{home}/{}/edit", k.id));
    let mut form = FormView::new(action, t(lang, "case-save")).back(home);
    if let Some(kind) = kind {
        form = form.hidden("version", kind.version);
    }
    let field = |of: &'static str, name: &str| {
        let label = t(lang, &format!("case-kind-field-{}", name.replace('_', "-")));
        FieldView::new(of, name, label).value(values.get(name).unwrap_or_default())
    };
    form.fields = vec![
        FieldView { max: Some(KIND_NAME_MAX.to_string()), whole: true, ..field("text", "name") },
        FieldView { max: Some(KIND_NAME_MAX.to_string()), size: Some("short"), ..field("text", "article").optional() },
        FieldView {
            size: Some("short"),
            min: Some("1".into()),
            max: Some(KIND_DAYS_MAX.to_string()),
            unit: Some(t(lang, "settings-days").into_owned()),
            ..field("number", "days_to_file").hint(t(lang, "case-kind-hint-days"))
        },
        FieldView { rows: Some(3), max: Some(EXTRA_MAX.to_string()), whole: true, ..field("area", "legal_basis").optional() },
    ];
    for at in 0..lines(values, "field_label") {
        form.fields.extend(field_line(scope, at, values));
    }
    for at in 0..lines(values, "measure") {
        form.fields.extend(measure_line(scope, at, values));
    }
    form
}

/// So many lines: those that hold something, and a few more.
fn lines(values: &Fields, name: &str) -> usize {
    let used = (0..100).filter(|at| !values.trimmed(&format!("{name}_{at}")).is_empty()).max().map_or(0, |at| at + 1);
    (used + SPARE).clamp(LINES, crate::enforcement::model::KIND_LINES_MAX)
}

fn field_line(scope: &Scope, at: usize, values: &Fields) -> [FieldView; 3] {
    let lang = scope.lang();
    let numbered = |key: &str| format(lang, key, &[("n", (at as f64 + 1.0).into())]);
    let names = ["field_label", "field_kind", "field_required"].map(|n| format!("{n}_{at}"));
    let kind = values.trimmed(&names[1]);
    let kinds = ExtraKind::ALL.iter().map(|k| Choice::new(k.as_str(), t(lang, &k.key()), k.as_str() == kind)).collect();
    let text = FieldView::new("text", &names[0], numbered("case-kind-line-label")).value(values.get(&names[0]).unwrap_or_default());
    let select = FieldView::new("select", &names[1], numbered("case-kind-line-kind")).options(kinds);
    let check = FieldView::new("check", &names[2], numbered("case-kind-line-required")).value("yes");
    [
        FieldView { max: Some(KIND_NAME_MAX.to_string()), ..text.optional() },
        FieldView { size: Some("short"), ..select },
        FieldView { checked: values.has(&names[2]), whole: true, ..check },
    ]
}

fn measure_line(scope: &Scope, at: usize, values: &Fields) -> [FieldView; 2] {
    let lang = scope.lang();
    let numbered = |key: &str| format(lang, key, &[("n", (at as f64 + 1.0).into())]);
    let names = ["measure", "measure_days"].map(|n| format!("{n}_{at}"));
    let chosen = values.trimmed(&names[0]);
    let mut options = vec![Choice::new("", t(lang, "part-none"), chosen.is_empty())];
    options.extend(MeasureKind::ALL.iter().map(|m| Choice::new(m.as_str(), t(lang, &m.key()), m.as_str() == chosen)));
    let select = FieldView::new("select", &names[0], numbered("case-kind-line-measure")).options(options).optional();
    let days = FieldView::new("number", &names[1], numbered("case-kind-line-days")).value(values.get(&names[1]).unwrap_or_default());
    let days = FieldView { size: Some("short"), min: Some("0".into()), max: Some(KIND_DAYS_MAX.to_string()), ..days };
    [FieldView { size: Some("medium"), ..select }, FieldView { unit: Some(t(lang, "settings-days").into_owned()), ..days.optional() }]
}
