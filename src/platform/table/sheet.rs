//! The first visible sheet of an XLSX workbook.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};
use chrono::{Duration, NaiveDate};

use super::{MAX_COLUMNS, MAX_ROWS, Row, Taken};
use crate::platform::error::Message;

/// What a workbook may unpack to: bytes and files.
const MAX_UNPACKED: u64 = 40 * 1024 * 1024;
const MAX_FILES: usize = 1000;

pub(super) fn rows(bytes: &[u8]) -> Result<Vec<Row>, Message> {
    unpacks_within_bounds(bytes)?;
    // A damaged workbook is the sender's fault, never ours: even a panic of the reader is a refusal.
    std::panic::catch_unwind(|| read(bytes)).unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Message {
    Message::new("table-damaged-workbook")
}

/// Unpacks everything once into nothing: what an archive says of its sizes may be a lie.
fn unpacks_within_bounds(bytes: &[u8]) -> Result<(), Message> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let too_large = || Message::new("table-workbook-too-large").text("limit", (MAX_UNPACKED / 1024 / 1024).to_string());
    if archive.len() > MAX_FILES {
        return Err(too_large());
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Vec<Row>, Message> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let visible = |s: &&calamine::Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    let name = book.sheets_metadata().iter().find(visible).map(|s| s.name.clone()).ok_or_else(damaged)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    let mut taken = Taken::default();
    let (mut number, mut cells): (usize, Vec<String>) = (0, Vec::new());
    // Cell by cell: a sheet with one cell in its last row must not become a table of a million empty ones.
    while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
        let text = words(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize + 1, column as usize);
        if row != number {
            taken.push(number, std::mem::take(&mut cells))?;
            number = row;
        }
        if column >= MAX_COLUMNS {
            return Err(Message::new("table-too-many-columns").text("row", row.to_string()).text("limit", MAX_COLUMNS.to_string()));
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if taken.0.len() > MAX_ROWS {
            break;
        }
    }
    taken.push(number, cells)?;
    taken.finish()
}

/// A cell as a person reads it: whole numbers without a point, days as 2026-12-01.
fn words(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::DateTime(at) => day(at.as_f64()).map_or_else(|| at.as_f64().to_string(), |d| d.to_string()),
        DataRef::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        DataRef::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        other => Data::from(other.clone()).to_string(),
    };
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Workbooks count days from 1899-12-30.
fn day(serial: f64) -> Option<NaiveDate> {
    let days = (0.0..3_000_000.0).contains(&serial).then_some(serial as i64)?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(Duration::days(days))
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    #[test]
    fn reads_the_first_visible_sheet_as_it_looks() {
        let mut book = Workbook::new();
        book.add_worksheet().set_hidden(true).write(0, 0, "hidden").expect("written");
        let sheet = book.add_worksheet();
        sheet.set_active(true);
        sheet.write(0, 0, "名称").expect("written").write(0, 1, "日期").expect("written");
        let date = ExcelDateTime::from_ymd(2027, 2, 8).expect("a date");
        sheet.write(2, 0, 12).expect("written");
        sheet.write_with_format(2, 1, &date, &Format::new().set_num_format("yyyy-mm-dd")).expect("written");
        sheet.write(1_048_575, 3, "last").expect("written");
        let bytes = book.save_to_buffer().expect("a workbook");
        let rows = rows(&bytes).expect("rows");
        let cells: Vec<_> = rows.iter().map(|r| (r.number, r.cells.join("|"))).collect();
        assert_eq!(cells, [(1, "名称|日期".into()), (3, "12|2027-02-08".into()), (1_048_576, "|||last".into())]);
    }

    #[test]
    fn refuses_bombs_and_rubbish() {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        out.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).expect("started");
        for _ in 0..50 {
            std::io::Write::write_all(&mut out, &vec![b' '; 1024 * 1024]).expect("written");
        }
        let bomb = out.finish().expect("an archive").into_inner();
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(rows(&bomb).expect_err("a bomb").key, "table-workbook-too-large");
        assert_eq!(rows(b"PK\x03\x04 not a zip").expect_err("rubbish").key, "table-damaged-workbook");
    }
}
