//! Sheets of an XLSX, visible ones in order, row after row.

use super::Refusal;
use super::archive::{Archive, Part, attribute, references};
use super::container::Document;
use super::grid::Grid;
use super::sheet::{Shown, Strings, number, push_text, shown};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Rows and columns beyond these are not read.
const MOST_ROWS: u32 = 200_000;
const MOST_COLUMNS: u32 = 256;
/// The most merged areas of a sheet that are heeded.
const MOST_MERGES: usize = 50_000;
/// Among how many rows the first row of a table is looked for.
const FRONT: usize = 40;

/// A row's cells by their column.
type Row = BTreeMap<u32, String>;

/// Reads all visible sheets.
pub(super) fn document(archive: &mut Archive) -> Result<Document, Refusal> {
    let strings = archive.part("xl/sharedStrings.xml")?.map(Strings::parse).transpose()?.unwrap_or_default();
    let styles = archive.part("xl/styles.xml")?.map(shown).transpose()?.unwrap_or_default();
    let mut document = Document::default();
    for path in sheets(archive)? {
        let Some(part) = archive.part(&path)? else { continue };
        let merges = merges(part)?;
        let Some(part) = archive.part(&path)? else { continue };
        let mut sheet = Sheet { document: &mut document, merges, front: Vec::new(), grid: None, blank: true };
        cells(part, &strings, &styles, |at, row| sheet.row(at, row))?;
        sheet.end();
    }
    Ok(document)
}

/// The paths of the visible sheets, in the workbook's order.
fn sheets(archive: &mut Archive) -> Result<Vec<String>, Refusal> {
    let rels = references(archive.required("xl/_rels/workbook.xml.rels")?)?;
    let targets: BTreeMap<&str, &str> = rels.iter().filter(|r| !r.external).map(|r| (r.id.as_str(), r.target.as_str())).collect();
    let mut paths = Vec::new();
    archive.required("xl/workbook.xml")?.each(|event| {
        if let Event::Start(e) | Event::Empty(e) = event
            && e.local_name().as_ref() == b"sheet"
            && !attribute(e, "state").is_some_and(|s| s.contains("idden"))
        {
            let id = e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(b":id"));
            let id = id.map(|a| String::from_utf8_lossy(&a.value).into_owned()).unwrap_or_default();
            if let Some(target) = targets.get(id.as_str()).map(|t| t.trim_start_matches('/')) {
                let path = if target.starts_with("xl/") { target.to_owned() } else { format!("xl/{target}") };
                // A sheet that is named twice is one sheet.
                if !paths.contains(&path) && paths.len() < MOST_COLUMNS as usize {
                    paths.push(path);
                }
            }
        }
        Ok(())
    })?;
    Ok(paths)
}

/// Cells that go on with the one above: those of the areas merged over several rows.
#[derive(Default)]
struct Merges {
    /// First row, column, last row; by first row.
    areas: Vec<(u32, u32, u32)>,
    next: usize,
    /// By column, the last row of the area that is being passed.
    open: BTreeMap<u32, u32>,
}

impl Merges {
    /// Goes on to a row; rows come in ascending order.
    fn reach(&mut self, row: u32) {
        while let Some(&(_, column, last)) = self.areas.get(self.next).filter(|a| a.0 < row) {
            let open = self.open.entry(column).or_default();
            *open = last.max(*open);
            self.next += 1;
        }
        self.open.retain(|_, last| *last >= row);
    }

    /// Whether a cell of the row that was reached goes on with the one above it.
    fn covers(&self, column: u32) -> bool {
        self.open.contains_key(&column)
    }

    fn last_column(&self) -> u32 {
        self.open.keys().next_back().copied().unwrap_or(0)
    }
}

/// The merged areas of a sheet, which stand after its cells.
fn merges(mut part: Part) -> Result<Merges, Refusal> {
    let mut areas = Vec::new();
    part.each(|event| {
        if let Event::Start(e) | Event::Empty(e) = event
            && e.local_name().as_ref() == b"mergeCell"
            && areas.len() < MOST_MERGES
        {
            areas.extend(attribute(e, "ref").and_then(|r| area(&r)));
        }
        Ok(())
    })?;
    areas.sort_unstable();
    Ok(Merges { areas, ..Merges::default() })
}

/// Hands on every row of a sheet that has cells.
fn cells(mut part: Part, strings: &Strings, styles: &[Shown], mut take: impl FnMut(u32, Row)) -> Result<(), Refusal> {
    let mut at = (0u32, 0u32);
    let (mut kind, mut style, mut text, mut inside) = (String::new(), 0usize, String::new(), false);
    let mut row = Row::new();
    part.each(|event| {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"row" => at = (attribute(e, "r").and_then(|r| r.parse().ok()).unwrap_or(at.0.saturating_add(1)), 0),
                b"c" => {
                    at = (at.0, position(e, at.1));
                    kind = attribute(e, "t").unwrap_or_default();
                    style = attribute(e, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    text.clear();
                }
                b"v" | b"t" => inside = matches!(event, Event::Start(_)),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                b"v" | b"t" => inside = false,
                b"c" if !text.trim().is_empty() && at.0 <= MOST_ROWS && at.1 <= MOST_COLUMNS => {
                    let value = match kind.as_str() {
                        "s" => text.trim().parse::<usize>().ok().and_then(|i| strings.get(i)).unwrap_or_default().to_owned(),
                        "inlineStr" | "str" | "d" => text.clone(),
                        "e" | "b" => String::new(),
                        _ => number(&text, styles.get(style).copied().unwrap_or(Shown::Plain)),
                    };
                    row.insert(at.1, value.replace("\r\n", "\n").replace("_x000D_", ""));
                }
                b"row" if !row.is_empty() => take(at.0, std::mem::take(&mut row)),
                _ => {}
            },
            _ if inside => push_text(event, &mut text),
            _ => {}
        }
        Ok(())
    })?;
    if !row.is_empty() {
        take(at.0, row);
    }
    Ok(())
}

/// A cell's column, by its reference or as the next one.
fn position(e: &BytesStart, last: u32) -> u32 {
    attribute(e, "r").and_then(|r| reference(&r)).map_or(last.saturating_add(1), |(_, column)| column)
}

/// `B12` → row 12, column 2.
fn reference(r: &str) -> Option<(u32, u32)> {
    let letters = r.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column =
        r[..letters].bytes().try_fold(0u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1))?;
    let row = r.get(letters..)?.parse().ok()?;
    (column > 0).then_some((row, column))
}

/// `B2:B5` → first row, column, last row, where it is merged over several rows.
fn area(r: &str) -> Option<(u32, u32, u32)> {
    let (a, b) = r.split_once(':')?;
    let (a, b) = (reference(a)?, reference(b)?);
    (a.0 < b.0 && a.1 <= b.1 && a.1 <= MOST_COLUMNS).then_some((a.0, a.1, b.0.min(MOST_ROWS)))
}

/// Turns a sheet into lines (rows with one cell before the table) and a table.
struct Sheet<'d> {
    document: &'d mut Document,
    merges: Merges,
    /// Rows read before it is known where the table begins.
    front: Vec<(u32, Row)>,
    grid: Option<Grid>,
    blank: bool,
}

impl Sheet<'_> {
    fn row(&mut self, at: u32, row: Row) {
        if self.grid.is_some() {
            return self.table_row(at, &row);
        }
        let begins = filled(&row) >= 3;
        self.front.push((at, row));
        if begins || self.front.len() >= FRONT {
            self.begin();
        }
    }

    /// Title, number and day stand above the first row of three cells, or of two where none has three.
    fn begin(&mut self) {
        let front = std::mem::take(&mut self.front);
        let first = |least: usize| front.iter().position(|(_, row)| filled(row) >= least);
        let first = first(3).or_else(|| first(2)).unwrap_or(front.len());
        for (index, (at, row)) in front.iter().enumerate() {
            if index < first {
                row.values().for_each(|value| self.document.add_lines(value, &mut self.blank, false));
            } else {
                self.table_row(*at, row);
            }
        }
    }

    fn table_row(&mut self, at: u32, row: &Row) {
        self.merges.reach(at);
        let width = row.keys().next_back().copied().unwrap_or(0).max(self.merges.last_column());
        let merges = &self.merges;
        let cells = (1..=width).map(|column| match row.get(&column) {
            _ if merges.covers(column) => (None, 1),
            value => (Some(value.map_or("", String::as_str)), 1),
        });
        self.document.add_row(self.grid.get_or_insert_default(), cells);
    }

    fn end(mut self) {
        self.begin();
        if let Some(grid) = self.grid.take() {
            self.document.add_table(grid);
        }
    }
}

fn filled(row: &Row) -> usize {
    row.values().filter(|v| !v.trim().is_empty()).count()
}
