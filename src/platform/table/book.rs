//! A list as an XLSX workbook: frozen head, filter buttons, real dates, text that stays text.
//!
//! Rows go into the file as they are written, so memory does not grow with the list.

use std::{
    fs::File,
    io::{Seek, SeekFrom},
};

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::platform::error::{Error, Result};

/// The most rows a list is exported with.
pub const EXPORT_MAX: usize = 10_000;

/// What no cell of Excel may exceed, in UTF-16 units.
const CELL_MAX: usize = 32_767;

/// A column: what stands above it, and its width in characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub head: String,
    pub width: f64,
}

impl Column {
    pub fn new(head: impl Into<String>, width: f64) -> Self {
        Self { head: head.into(), width }
    }
}

/// A cell. Wall times are those of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Always text, never a formula, whatever it begins with.
    Text(String),
    Day(NaiveDate),
    Moment(NaiveDateTime),
    Figure(f64),
    /// What is left; red when negative.
    Balance(i32),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    pub fn moment(wall: Option<NaiveDateTime>) -> Self {
        wall.map_or(Self::Empty, Self::Moment)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What a file is about.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// Name of the sheet and of the document.
    pub title: &'a str,
    pub company: &'a str,
    /// The instant it is dated, UTC.
    pub made: NaiveDateTime,
}

/// A workbook in the making.
pub struct Book {
    book: Workbook,
    looks: Looks,
    rows: u32,
}

impl Book {
    /// Begins a file that `rows` rows will be written into.
    ///
    /// # Errors
    /// `Internal` when the workbook cannot be put together, here and below.
    pub fn new(about: &About<'_>, columns: &[Column], rows: usize) -> Result<Self> {
        let mut book = Workbook::new();
        let properties =
            DocProperties::new().set_title(about.title).set_company(about.company).set_creation_datetime(&about.made.and_utc());
        book.set_properties(&properties);
        let sheet = book.add_worksheet_with_constant_memory();
        sheet.set_name(sheet_name(about.title)).map_err(Error::internal)?;
        head(sheet, columns, rows).map_err(Error::internal)?;
        Ok(Self { book, looks: Looks::new(), rows: 0 })
    }

    /// Writes the next row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<()> {
        self.rows += 1;
        let sheet = self.book.worksheet_from_index(0).map_err(Error::internal)?;
        let mut cells = (0..).zip(cells);
        cells.try_for_each(|(column, cell)| self.looks.write(sheet, self.rows, column, cell)).map_err(Error::internal)
    }

    /// The finished file, to be read from its beginning. `note`: a line under the list.
    pub fn finish(mut self, note: Option<&str>) -> Result<File> {
        if let Some(note) = note {
            let sheet = self.book.worksheet_from_index(0).map_err(Error::internal)?;
            sheet.write_string(self.rows + 2, 0, fitting(note)).map_err(Error::internal)?;
        }
        let mut file = tempfile::tempfile().map_err(|e| Error::Unavailable(Box::new(e)))?;
        self.book.save_to_writer(&mut file).map_err(Error::internal)?;
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        Ok(file)
    }
}

/// A short list at once. `note`: that there is more than the file holds.
pub fn book(about: &About<'_>, columns: &[Column], rows: &[Vec<Cell>], note: Option<&str>) -> Result<File> {
    let mut book = Book::new(about, columns, rows.len())?;
    rows.iter().try_for_each(|cells| book.row(cells))?;
    book.finish(note)
}

/// How cells look.
struct Looks {
    text: Format,
    /// Text that a spreadsheet would take for a formula, were it typed in again.
    marked: Format,
    day: Format,
    moment: Format,
    figure: Format,
    balance: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00DE_DBD2));
        let text = cell.clone().set_text_wrap();
        let centred = cell.clone().set_align(FormatAlign::Center);
        Self {
            marked: text.clone().set_quote_prefix(),
            text,
            day: centred.clone().set_num_format("yyyy-mm-dd"),
            moment: centred.clone().set_num_format("yyyy-mm-dd hh:mm"),
            balance: centred.set_num_format("0;[Red]-0;0"),
            figure: cell.set_num_format("0"),
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> std::result::Result<(), XlsxError> {
        match cell {
            Cell::Text(text) => {
                let looks = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { &self.marked } else { &self.text };
                sheet.write_string_with_format(row, column, fitting(text), looks)?
            }
            Cell::Day(day) => sheet.write_date_with_format(row, column, day, &self.day)?,
            Cell::Moment(at) => sheet.write_datetime_with_format(row, column, at, &self.moment)?,
            Cell::Figure(value) => sheet.write_number_with_format(row, column, *value, &self.figure)?,
            Cell::Balance(value) => sheet.write_number_with_format(row, column, *value, &self.balance)?,
            Cell::Empty => sheet.write_blank(row, column, &self.text)?,
        };
        Ok(())
    }
}

/// The head: frozen, repeated on every printed page, with filter buttons over all rows.
fn head(sheet: &mut Worksheet, columns: &[Column], rows: usize) -> std::result::Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00E6_F0F0))
        .set_border_bottom(FormatBorder::Thin);
    let last = u32::try_from(rows).unwrap_or(u32::MAX - 1);
    for (column, of) in (0..).zip(columns) {
        sheet.set_column_width(column, of.width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1))?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&P / &N");
    sheet.set_row_height(0, 30)?;
    for (column, of) in (0..).zip(columns) {
        sheet.write_string_with_format(0, column, &of.head, &format)?;
    }
    Ok(())
}

/// A sheet's name takes 31 characters and none of these.
fn sheet_name(title: &str) -> String {
    title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
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
    use std::io::BufReader;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_text_and_a_day_is_a_day() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
        let rows: Vec<Vec<Cell>> = ["=1+1", "@SUM(A1)", "+86 25", "-", "质量"]
            .into_iter()
            .map(|text| vec![Cell::text(text), Cell::Day(day), Cell::moment(day.and_hms_opt(9, 30, 0)), Cell::Figure(3.0), Cell::Empty])
            .collect();
        let columns: Vec<Column> = ["甲", "乙", "丙", "丁", "戊"].map(|head| Column::new(head, 12.0)).into();
        let about = About { title: "a/b:人员", company: "x", made: NaiveDateTime::default() };
        let file = book(&about, &columns, &rows, Some("还有")).expect("a workbook");
        let mut read: Xlsx<_> = Xlsx::new(BufReader::new(file)).expect("it opens");
        assert_eq!(read.sheet_names(), ["ab人员"]);
        assert!(read.worksheet_formula("ab人员").expect("a sheet").is_empty(), "no formula anywhere");
        let range = read.worksheet_range("ab人员").expect("a sheet");
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        assert!(matches!(range.get_value((1, 1)), Some(Data::DateTime(_))));
        assert_eq!(range.get_value((7, 0)), Some(&Data::String("还有".into())));
    }

    #[test]
    fn a_cell_takes_what_excel_takes() {
        assert_eq!(fitting("质量"), "质量");
        assert_eq!(fitting(&"𠀀".repeat(20_000)).chars().count(), 16_383);
    }
}
