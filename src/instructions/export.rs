//! The register of instructions (批示登记簿) as XLSX.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::model::Instruction;
use crate::{
    duties::queries::Named,
    platform::{
        clock,
        error::{Error, Result},
        i18n::t,
    },
    tenancy::Scope,
};

/// The most one file holds.
pub const MOST: i64 = 10_000;

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

/// The file's bytes; every text is written as text, never as a formula.
pub fn workbook(scope: &Scope, lines: &[Instruction]) -> Result<Vec<u8>> {
    build(scope, lines).map_err(Error::internal)
}

fn build(scope: &Scope, lines: &[Instruction]) -> std::result::Result<Vec<u8>, XlsxError> {
    let lang = scope.lang();
    let mut book = Workbook::new();
    let text = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_text_wrap();
    let moment = text.clone().set_num_format("yyyy-mm-dd hh:mm");
    let head = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    let sheet = book.add_worksheet_with_constant_memory();
    sheet.set_name(t(lang, "instructions-title"))?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, u32::try_from(lines.len()).unwrap_or(u32::MAX - 1), COLUMNS.len() as u16 - 1)?;
    for (column, (key, _)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, t(lang, key), &head)?;
    }
    for (row, line) in (1..).zip(lines) {
        let named = |duty: &Option<Named>| duty.as_ref().map(|d| format!("{} {}", d.number, d.title)).unwrap_or_default();
        let local = |at| clock::local(at, scope.zone());
        let decided = line.decided_by.clone().unwrap_or_default();
        let (about, duty, answer) = (named(&line.about), named(&line.duty), line.answer.clone().unwrap_or_default());
        let state = t(lang, line.state.key());
        sheet.write_string_with_format(row, 0, &line.number, &text)?;
        sheet.write_string_with_format(row, 1, &line.author, &text)?;
        sheet.write_datetime_with_format(row, 2, local(line.written_at), &moment)?;
        for (column, value) in [(3, line.text.as_str()), (4, &about), (5, &state), (6, &duty), (7, &answer), (8, &decided)] {
            sheet.write_string_with_format(row, column, value, &text)?;
        }
    }
    book.save_to_buffer()
}
