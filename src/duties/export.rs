//! The ledger (台账) as XLSX: frozen head, filter buttons, real dates, text that stays text.
//!
//! Lines go into the file as they are written, so memory does not grow with the ledger.

use std::{
    fs::File,
    io::{Seek, SeekFrom},
};

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::platform::{
    error::{Error, Result},
    i18n::{Lang, format, t},
};

/// The most duties one file holds; some ten times the largest ledger known.
pub const EXPORT_MAX: usize = 100_000;

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
    /// Working days left, or by which it was handed in early; negative when overdue.
    pub left: Option<i32>,
    /// The same in words.
    pub term: String,
    pub stage: String,
    pub reported_on: Option<NaiveDate>,
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("duties-sheet-light", 9.0),
    ("duties-sheet-number", 12.0),
    ("duties-sheet-title", 44.0),
    ("duties-sheet-origin", 30.0),
    ("duties-sheet-lead", 16.0),
    ("duties-sheet-support", 30.0),
    ("duties-sheet-due", 12.0),
    ("duties-sheet-left", 12.0),
    ("duties-sheet-term", 18.0),
    ("duties-sheet-stage", 10.0),
    ("duties-sheet-reported", 12.0),
];

/// What no cell of Excel may exceed, in UTF-16 units.
const CELL_MAX: usize = 32_767;

/// How cells look.
struct Looks {
    text: Format,
    /// Text that a spreadsheet would take for a formula, were it typed in again.
    marked: Format,
    date: Format,
    figure: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00DE_DBD2));
        let text = cell.clone().set_text_wrap();
        Self {
            marked: text.clone().set_quote_prefix(),
            text,
            date: cell.clone().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            figure: cell.set_align(FormatAlign::Center).set_num_format("0;[Red]-0;0"),
        }
    }
}

/// A workbook in the making.
pub struct Ledger {
    book: Workbook,
    looks: Looks,
    lang: Lang,
    row: u32,
}

impl Ledger {
    /// Begins a file of `lines` lines. `made`: the instant it is dated, UTC.
    ///
    /// # Errors
    /// `Internal` when the workbook cannot be put together, here and below.
    pub fn new(lang: Lang, workspace: &str, lines: usize, made: NaiveDateTime) -> Result<Self> {
        let mut book = Workbook::new();
        let about = DocProperties::new().set_title(t(lang, "duties-sheet")).set_company(workspace).set_creation_datetime(&made.and_utc());
        book.set_properties(&about);
        let sheet = book.add_worksheet_with_constant_memory();
        sheet.set_name(t(lang, "duties-sheet")).map_err(Error::internal)?;
        head(sheet, lang, lines).map_err(Error::internal)?;
        Ok(Self { book, looks: Looks::new(), lang, row: 0 })
    }

    /// Writes the next line. Every text is written as text, never as a formula, whatever it begins with.
    pub fn write(&mut self, line: &Line) -> Result<()> {
        self.row += 1;
        let (row, looks) = (self.row, &self.looks);
        let sheet = self.book.worksheet_from_index(0).map_err(Error::internal)?;
        write_line(sheet, row, line, looks).map_err(Error::internal)
    }

    /// The finished file, to be read from its beginning. `cut`: there are more duties than it holds, which it says itself.
    pub fn finish(mut self, cut: bool) -> Result<File> {
        if cut {
            let note = format(self.lang, "duties-sheet-cut", &[("limit", EXPORT_MAX.to_string().into())]);
            let sheet = self.book.worksheet_from_index(0).map_err(Error::internal)?;
            sheet.write_string(self.row + 2, 0, note).map_err(Error::internal)?;
        }
        let mut file = tempfile::tempfile().map_err(|e| Error::Unavailable(Box::new(e)))?;
        self.book.save_to_writer(&mut file).map_err(Error::internal)?;
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        Ok(file)
    }
}

fn write_line(sheet: &mut Worksheet, row: u32, line: &Line, looks: &Looks) -> std::result::Result<(), XlsxError> {
    let texts = [(0, &line.light), (1, &line.number), (2, &line.title), (3, &line.origin), (4, &line.lead), (5, &line.support)];
    for (column, value) in texts {
        text(sheet, row, column, value, looks)?;
    }
    day(sheet, row, 6, line.due_on, &looks.date)?;
    match line.left {
        Some(days) => sheet.write_number_with_format(row, 7, days, &looks.figure)?,
        None => sheet.write_blank(row, 7, &looks.figure)?,
    };
    text(sheet, row, 8, &line.term, looks)?;
    text(sheet, row, 9, &line.stage, looks)?;
    day(sheet, row, 10, line.reported_on, &looks.date)
}

fn text(sheet: &mut Worksheet, row: u32, column: u16, value: &str, looks: &Looks) -> std::result::Result<(), XlsxError> {
    let format = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { &looks.marked } else { &looks.text };
    sheet.write_string_with_format(row, column, fitting(value), format).map(|_| ())
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
