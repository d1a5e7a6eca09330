//! Queries that were kept, as rows of a list and of a workbook.

use std::fs::File;

use serde::Serialize;

use super::purpose_called;
use crate::{
    enforcement::{
        check::{Verdict, queries::Check},
        pages,
    },
    platform::{
        clock,
        error::Result,
        i18n::{Lang, format, format_day, format_instant, t},
        table::book::Cell,
        view::parts::{LightView, SortHead},
    },
    site,
    tenancy::Scope,
};

#[derive(Serialize)]
pub struct RowView {
    /// Its place in the pasted list; in the list of all, when it was asked.
    number: String,
    typed: String,
    light: LightView,
    subject: Option<String>,
    href: Option<String>,
    purpose: String,
    until: String,
    /// What forbids it, who is similar, what is wrong with the code.
    why: Option<String>,
    who: String,
}

/// A verdict, with its word.
pub fn light(lang: Lang, verdict: Verdict) -> LightView {
    let tone = match verdict {
        Verdict::Yes => "green",
        Verdict::No => "red",
        Verdict::Choice | Verdict::Unreadable | Verdict::Conflict => "yellow",
        Verdict::Unknown => "blue",
        Verdict::Skipped => "grey",
    };
    LightView { tone, word: Some(t(lang, &verdict.key()).into_owned()) }
}

/// Until when; of a no without an end that it has none.
fn until(scope: &Scope, check: &Check) -> String {
    match (check.verdict, check.until_on) {
        (_, Some(day)) => format_day(scope.lang(), day),
        (Verdict::No, None) => t(scope.lang(), "check-no-end").into_owned(),
        _ => String::new(),
    }
}

/// The reason as it was kept; names that are only similar say so.
fn said(scope: &Scope, check: &Check) -> String {
    match check.verdict {
        Verdict::Unknown if !check.why.is_empty() => format(scope.lang(), "check-similar-are", &[("names", check.why.as_str().into())]),
        // The names of several are all the same one.
        Verdict::Choice => String::new(),
        _ => check.why.clone(),
    }
}

/// The row of a list.
pub fn row(scope: &Scope, check: &Check, is_list: bool) -> RowView {
    let lang = scope.lang();
    let number = if is_list { check.position.to_string() } else { format_instant(lang, check.asked_at, scope.zone()) };
    RowView {
        number,
        typed: check.typed.clone(),
        light: light(lang, check.verdict),
        subject: Some(check.subject.clone()).filter(|s| !s.is_empty() && *s != check.typed),
        href: check.party_id.map(|id| pages::path(scope, id)),
        purpose: purpose_called(lang, check.purpose, check.year),
        until: until(scope, check),
        why: Some(said(scope, check)).filter(|w| !w.is_empty()),
        who: check.asked_by.clone(),
    }
}

pub fn heads(lang: Lang, is_list: bool, age: Option<SortHead>) -> Vec<SortHead> {
    let head = |key, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let first = age.unwrap_or_else(|| head("check-field-line", None));
    let mut all = vec![first, head("check-field-typed", None), head("check-field-answer", None), head("check-field-until", None)];
    if !is_list {
        all.push(head("check-for", Some("extra")));
        all.push(head("check-field-who", Some("extra wide")));
    }
    all
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("check-field-line", 8.0),
    ("check-field-typed", 36.0),
    ("check-field-answer", 12.0),
    ("check-field-subject", 36.0),
    ("check-field-until", 16.0),
    ("check-field-why", 60.0),
    ("check-for", 16.0),
    ("check-field-who", 14.0),
    ("check-field-when", 18.0),
];

/// The same as a workbook.
pub fn sheet(scope: &Scope, title: &str, checks: &[Check]) -> Result<File> {
    let lang = scope.lang();
    let rows = checks.iter().map(|check| {
        vec![
            if check.position > 0 { Cell::Figure(f64::from(check.position)) } else { Cell::Empty },
            Cell::text(&check.typed),
            Cell::text(t(lang, &check.verdict.key())),
            Cell::text(&check.subject),
            check.until_on.map_or_else(|| Cell::text(until(scope, check)), Cell::Day),
            Cell::text(said(scope, check)),
            Cell::text(purpose_called(lang, check.purpose, check.year)),
            Cell::text(&check.asked_by),
            Cell::Moment(clock::local(check.asked_at, scope.zone())),
        ]
    });
    site::sheet(scope, title, &COLUMNS, rows)
}
