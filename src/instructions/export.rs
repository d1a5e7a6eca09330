//! The register of instructions (批示登记簿) as XLSX.

use std::fs::File;

use super::model::Instruction;
use crate::{
    duties::queries::Named,
    platform::{clock, error::Result, i18n::t, table::book::Cell},
    site::sheet,
    tenancy::Scope,
};

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("instructions-head-number", 12.0),
    ("instructions-head-author", 14.0),
    ("instructions-head-when", 18.0),
    ("instructions-head-text", 60.0),
    ("instructions-head-about", 36.0),
    ("instructions-head-state", 10.0),
    ("instructions-head-duty", 36.0),
    ("instructions-head-answer", 40.0),
    ("instructions-head-decided", 18.0),
];

/// The file.
pub fn workbook(scope: &Scope, lines: &[Instruction]) -> Result<File> {
    let lang = scope.lang();
    let named = |duty: &Option<Named>| Cell::Text(duty.as_ref().map(|d| format!("{} {}", d.number, d.title)).unwrap_or_default());
    let row = |line: &Instruction| {
        vec![
            Cell::text(&line.number),
            Cell::text(&line.author),
            Cell::Moment(clock::local(line.written_at, scope.zone())),
            Cell::text(&line.text),
            named(&line.about),
            Cell::text(t(lang, line.state.key())),
            named(&line.duty),
            Cell::text(line.answer.clone().unwrap_or_default()),
            Cell::text(line.decided_by.clone().unwrap_or_default()),
        ]
    };
    sheet(scope, &t(lang, "instructions-title"), &COLUMNS, lines.iter().map(row))
}
