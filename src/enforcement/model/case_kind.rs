//! Kinds of cases 案由: what is asked of each, what usually follows first, and in how many working days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::MeasureKind;
use crate::{
    duties::words,
    platform::{
        error::{Error, FieldErrors, Message, Result},
        text::one_line,
    },
};

/// The longest name of a kind or of one of its fields.
pub const KIND_NAME_MAX: usize = 60;
/// The most fields, and the most first measures of a kind.
pub const KIND_LINES_MAX: usize = 20;
/// The most kinds of a workspace.
pub const KINDS_MAX: usize = 200;
/// The longest span, in working days.
pub const KIND_DAYS_MAX: i32 = 250;
/// The longest value of a field of text.
pub const EXTRA_MAX: usize = 500;

crate::platform::stored_words! {
    /// Whether new cases may be of it.
    KindState, "case-kind-state" {
        Open = "open",
        Retired = "retired",
    }
}

crate::platform::stored_words! {
    /// What a field holds.
    ExtraKind, "case-extra" {
        Text = "text",
        Number = "number",
        Date = "date",
    }
}

/// What a kind asks for beyond what every case has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraField {
    pub key: String,
    pub label: String,
    pub kind: ExtraKind,
    pub required: bool,
}

/// What was answered, with the question as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraValue {
    pub key: String,
    pub label: String,
    pub kind: ExtraKind,
    /// A day as `2026-12-01`, a number with a point.
    pub value: String,
}

/// A measure that usually follows first, and the working days a party is given for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstMeasure {
    pub measure: MeasureKind,
    pub working_days: u16,
}

/// A kind of case as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseKind {
    pub id: i64,
    /// What rules and campaigns name it by; of the shipped ones as in [`crate::enforcement::shipped`].
    pub code: String,
    pub name: String,
    /// The policy's article it comes from.
    pub article: String,
    pub legal_basis: String,
    pub fields: Vec<ExtraField>,
    pub measures: Vec<FirstMeasure>,
    /// Working days from registering to filing.
    pub days_to_file: i32,
    pub state: KindState,
    pub position: i32,
    pub version: i64,
}

impl CaseKind {
    /// Whether it is about officers who enforced unlawfully: its cases say whose officers they are.
    pub fn is_about_officers(&self) -> bool {
        self.code == crate::enforcement::shipped::ABOUT_OFFICERS
    }

    /// Refuses a retired one.
    pub fn require_open(&self) -> Result<()> {
        if self.state == KindState::Open {
            return Ok(());
        }
        Err(Error::invalid("kind", Message::new("case-kind-retired").text("name", &self.name)))
    }

    /// The name with its article: 监督抽查不合格（第十八条）.
    pub fn label(&self) -> String {
        if self.article.is_empty() { self.name.clone() } else { format!("{}（{}）", self.name, self.article) }
    }

    /// What was typed into its fields; errors by field, `extra_{key}`. `typed` is asked by the field's key.
    pub fn read_extra(&self, errors: &mut FieldErrors, typed: impl Fn(&str) -> String) -> Vec<ExtraValue> {
        let mut values = Vec::new();
        for field in &self.fields {
            let name = format!("extra_{}", field.key);
            let text = words::optional(errors, &name, &one_line(&typed(&field.key)), EXTRA_MAX);
            if text.is_empty() {
                if field.required {
                    errors.add(name, Message::new("field-required"));
                }
                continue;
            }
            match as_stored(field.kind, &text) {
                Some(value) => {
                    values.push(ExtraValue { key: field.key.clone(), label: field.label.clone(), kind: field.kind, value });
                }
                None => errors
                    .add(name, Message::new(if field.kind == ExtraKind::Date { "case-extra-no-date" } else { "case-extra-no-number" })),
            }
        }
        values
    }
}

/// A value as it is kept; none where it is not of its kind.
fn as_stored(kind: ExtraKind, text: &str) -> Option<String> {
    match kind {
        ExtraKind::Text => Some(text.to_owned()),
        ExtraKind::Date => text.parse::<NaiveDate>().ok().map(|day| day.to_string()),
        ExtraKind::Number => {
            let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
            let number: f64 = plain.parse().ok().filter(|n: &f64| n.is_finite() && n.abs() < 1e15)?;
            Some(number.to_string())
        }
    }
}
