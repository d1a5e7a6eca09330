//! Many clauses in a table: leads and deadlines typed row by row or filled into the ticked ones, several marked as needing no duty, and
//! on to confirming what was ticked.

mod handlers;
mod row;
mod typed;

pub use handlers::{save, show};

use serde::Serialize;

use super::review::directory_names;
use crate::{
    platform::{
        error::FieldErrors,
        http::{Fields, ListQuery, Pager},
        i18n::{Lang, t, tr},
        view::parts::{Choice, Empty, FieldView, Head, Hidden, Link, Steps, SummaryError, Tabs},
    },
    policy::{
        model::{kind_key, kind_name},
        queries::Clauses,
        reading::ClauseKind,
    },
};
use row::{Lost, RowView};

/// Clauses on one page.
const SIZE: u32 = 50;

#[derive(Serialize)]
struct View {
    head: Head,
    steps: Option<Steps>,
    tabs: Tabs,
    sections: Vec<Choice>,
    action: String,
    kept: Vec<Hidden>,
    /// Ticks every row, for those without script.
    tick_all: Option<Link>,
    errors: Vec<SummaryError>,
    /// Why the page came back with somebody else's values beside one's own.
    stale: Option<String>,
    lost: Vec<Lost>,
    keep: String,
    at: String,
    rows: Vec<RowView>,
    names: Vec<String>,
    fill: FillForm,
    judge: JudgeFields,
    empty: Empty,
    pager: Pager,
}

/// What is filled into the ticked rows.
#[derive(Serialize)]
struct FillForm {
    open: bool,
    lead: FieldView,
    support: FieldView,
    due: FieldView,
    days: FieldView,
    cadence: FieldView,
}

/// Why the ticked clauses need no duty.
#[derive(Serialize)]
struct JudgeFields {
    open: bool,
    kind: FieldView,
    reason: FieldView,
}

/// What came back with the page: nothing, or a form that was refused.
#[derive(Clone, Copy)]
struct Back<'a> {
    fields: Option<&'a Fields>,
    errors: &'a FieldErrors,
    /// Some rows were changed by somebody else; what they hold now is shown beside what was typed.
    stale: bool,
}

impl Back<'_> {
    fn error(&self, lang: Lang, name: &str) -> Option<String> {
        self.errors.0.iter().find(|e| e.field == name).map(|e| tr(lang, &e.message))
    }

    fn field(&self, lang: Lang, kind: &'static str, name: &str, label: &str) -> FieldView {
        let mut field = FieldView::new(kind, name, t(lang, label)).typed(self.fields, "");
        field.error = self.error(lang, name);
        field
    }

    fn pressed(&self, what: &str) -> bool {
        self.fields.is_some_and(|f| f.trimmed("do") == what)
    }
}

fn fill_form(lang: Lang, query: &ListQuery, back: Back<'_>) -> FillForm {
    let mut days = back.field(lang, "number", "fill-days", "policy-fill-days");
    days.unit = Some(t(lang, "policy-working-days").into_owned());
    days.size = Some("short");
    let cadence = back.field(lang, "select", "fill-cadence", "policy-field-cadence");
    let mut options = super::words::cadences(lang, &cadence.value);
    options[0].label = t(lang, "policy-fill-keep").into_owned();
    FillForm {
        open: back.pressed("fill") || query.filter("bar") == Some("fill"),
        lead: back.field(lang, "text", "fill-lead", "policy-field-lead"),
        support: back.field(lang, "text", "fill-support", "policy-field-support"),
        due: back.field(lang, "date", "fill-due", "policy-field-due"),
        days,
        cadence: cadence.options(options),
    }
}

/// `some_have`: some of the clauses have duties already, which may be all they need.
fn judge_fields(lang: Lang, query: &ListQuery, back: Back<'_>, some_have: bool) -> JudgeFields {
    let mut kind = back.field(lang, "select", "kind", "policy-no-duty-kind");
    let chosen = kind.value.clone();
    let kinds = [ClauseKind::Background, ClauseKind::Principle];
    kind.options = kinds.map(|k| Choice::new(kind_name(k), t(lang, kind_key(k)), kind_name(k) == chosen)).into();
    if some_have {
        let stands = kind_name(ClauseKind::Duty);
        kind.options.push(Choice::new(stands, t(lang, "policy-settle-several"), stands == chosen));
    }
    let mut reason = back.field(lang, "text", "reason", "policy-no-duty-reason");
    reason.max = Some("2000".to_owned());
    JudgeFields { open: back.pressed("judge") || query.filter("bar") == Some("judge"), kind, reason }
}

fn names(data: &Clauses, lang: Lang) -> Vec<String> {
    directory_names(&data.directory, lang)
}
