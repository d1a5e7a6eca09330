//! Tables people paste or upload (tabs, commas, XLSX) as rows of text, within limits; whatever is in them, reading ends. And lists
//! they take away, as workbooks.

pub mod book;
mod plan;
mod sheet;
mod text;

use super::{
    error::{Error, Message, Result},
    http::{Fields, Upload},
};

pub use plan::{Change, Column, Columns, Done, Plan, PlannedRow, Wrong};
pub use text::to_text;

/// Most rows, columns and characters of a cell that are read.
pub const MAX_ROWS: usize = 2000;
pub const MAX_COLUMNS: usize = 30;
pub const MAX_CELL: usize = 2000;

/// A row that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in what was pasted or uploaded, from 1.
    pub number: usize,
    /// Trimmed.
    pub cells: Vec<String>,
}

/// The rows of the form's `file`, or else of what is in its `table`.
pub fn of_form(fields: &Fields) -> Result<Vec<Row>> {
    if let Some(upload) = fields.file("file") {
        return read_upload("file", upload);
    }
    match fields.get("table").filter(|t| !t.trim().is_empty()) {
        Some(text) => read_text("table", text),
        None => Err(Error::invalid("table", Message::new("import-nothing"))),
    }
}

/// The rows of a pasted table. The error's message says what is wrong; it is about `field`.
pub fn read_text(field: &str, text: &str) -> Result<Vec<Row>> {
    text::rows(text).map_err(|message| Error::invalid(field, message))
}

/// The rows of an uploaded CSV, text or XLSX file, told apart by their bytes.
pub fn read_upload(field: &str, upload: &Upload) -> Result<Vec<Row>> {
    rows_of_bytes(&upload.bytes).map_err(|message| Error::invalid(field, message))
}

fn rows_of_bytes(bytes: &[u8]) -> std::result::Result<Vec<Row>, Message> {
    if bytes.starts_with(b"PK\x03\x04") {
        return sheet::rows(bytes);
    }
    // The container of old binary and of encrypted workbooks.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Message::new("table-old-workbook"));
    }
    text::rows(&text::decode(bytes).ok_or_else(|| Message::new("table-not-text"))?)
}

/// Takes rows one by one and refuses what is over the limits.
#[derive(Default)]
struct Taken(Vec<Row>);

impl Taken {
    fn push(&mut self, number: usize, cells: Vec<String>) -> std::result::Result<(), Message> {
        let mut cells: Vec<String> = cells.into_iter().map(|c| c.trim().to_owned()).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        let row = || number.to_string();
        if self.0.len() == MAX_ROWS {
            return Err(Message::new("table-too-many-rows").text("limit", MAX_ROWS.to_string()));
        }
        if cells.len() > MAX_COLUMNS {
            return Err(Message::new("table-too-many-columns").text("row", row()).text("limit", MAX_COLUMNS.to_string()));
        }
        if cells.iter().any(|c| c.chars().count() > MAX_CELL) {
            return Err(Message::new("table-cell-too-long").text("row", row()).text("limit", MAX_CELL.to_string()));
        }
        self.0.push(Row { number, cells });
        Ok(())
    }

    fn finish(self) -> std::result::Result<Vec<Row>, Message> {
        if self.0.is_empty() { Err(Message::new("table-empty")) } else { Ok(self.0) }
    }
}
