//! The ledger (台账) as XLSX: frozen head, filter buttons, real dates, text that stays text.

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::platform::{
    error::{Error, Result},
    i18n::{Lang, format, t},
};

/// The most duties one file holds.
pub const EXPORT_MAX: usize = 10_000;

/// A line of the ledger; texts as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub light: String,
    pub number: String,
    pub title: String,
    pub origin: String,
    pub lead: String,
    pub support: String,
    pub due_on: Option<NaiveDate>,
    /// Working days left; negative when overdue.
    pub left: Option<i32>,
    pub stage: String,
    pub reported_on: Option<NaiveDate>,
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("duties-sheet-light", 9.0),
    ("duties-sheet-number", 12.0),
    ("duties-sheet-title", 44.0),
    ("duties-sheet-origin", 30.0),
    ("duties-sheet-lead", 16.0),
    ("duties-sheet-support", 30.0),
    ("duties-sheet-due", 12.0),
    ("duties-sheet-left", 12.0),
    ("duties-sheet-stage", 10.0),
    ("duties-sheet-reported", 12.0),
];

/// What no cell of Excel may exceed, in UTF-16 units.
const CELL_MAX: usize = 32_767;

/// The file's bytes. `cut`: there are more duties than the file holds; `made`: the instant it is dated, UTC.
///
/// Every text is written as text, never as a formula, whatever it begins with.
///
/// # Errors
/// `Internal` when the workbook cannot be put together.
pub fn workbook(lang: Lang, workspace: &str, lines: &[Line], cut: bool, made: NaiveDateTime) -> Result<Vec<u8>> {
    build(lang, workspace, lines, cut, made).map_err(Error::internal)
}

fn build(lang: Lang, workspace: &str, lines: &[Line], cut: bool, made: NaiveDateTime) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let about = DocProperties::new().set_title(t(lang, "duties-sheet")).set_company(workspace).set_creation_datetime(&made.and_utc());
    book.set_properties(&about);
    let cell = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00DE_DBD2));
    let text = cell.clone().set_text_wrap();
    let date = cell.clone().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd");
    let figure = cell.set_align(FormatAlign::Center).set_num_format("0;[Red]-0;0");
    // Rows go out as they are written: memory does not grow with the ledger.
    let sheet = book.add_worksheet_with_constant_memory();
    sheet.set_name(t(lang, "duties-sheet"))?;
    head(sheet, lang, lines.len())?;
    let mut row = 0;
    for line in lines {
        row += 1;
        let texts = [(0, &line.light), (1, &line.number), (2, &line.title), (3, &line.origin), (4, &line.lead), (5, &line.support)];
        for (column, value) in texts {
            sheet.write_string_with_format(row, column, fitting(value), &text)?;
        }
        day(sheet, row, 6, line.due_on, &date)?;
        match line.left {
            Some(days) => sheet.write_number_with_format(row, 7, days, &figure)?,
            None => sheet.write_blank(row, 7, &figure)?,
        };
        sheet.write_string_with_format(row, 8, fitting(&line.stage), &text)?;
        day(sheet, row, 9, line.reported_on, &date)?;
    }
    if cut {
        let note = format(lang, "duties-sheet-cut", &[("limit", EXPORT_MAX.to_string().into())]);
        sheet.write_string(row + 2, 0, note)?;
    }
    book.save_to_buffer()
}

/// A date, or an empty cell with the same lines around it.
fn day(sheet: &mut Worksheet, row: u32, column: u16, day: Option<NaiveDate>, format: &Format) -> std::result::Result<(), XlsxError> {
    match day {
        Some(day) => sheet.write_date_with_format(row, column, day, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// The head: frozen, repeated on every printed page, with filter buttons over all lines.
fn head(sheet: &mut Worksheet, lang: Lang, lines: usize) -> std::result::Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00E6_F0F0))
        .set_border_bottom(FormatBorder::Thin);
    let last = u32::try_from(lines).unwrap_or(u32::MAX - 1);
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&P / &N");
    sheet.set_row_height(0, 30)?;
    for (column, (key, _)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, t(lang, key), &format)?;
    }
    Ok(())
}

/// As much of a text as a cell takes.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    match text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_MAX
    }) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_what_excel_takes() {
        assert_eq!(fitting("质量"), "质量");
        assert_eq!(fitting(&"𠀀".repeat(20_000)).chars().count(), 16_383);
    }
}
