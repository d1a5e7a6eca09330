//! Sheets of an XLSX, visible ones in order.

use super::Refusal;
use super::archive::{Archive, attribute, references};
use super::container::Document;
use super::sheet::{Shown, number, push_text, shared_strings, shown};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Rows and columns beyond these are not read.
const MOST_ROWS: u32 = 200_000;
const MOST_COLUMNS: u32 = 256;

type Grid = BTreeMap<u32, BTreeMap<u32, String>>;
/// First row, first column, last row, last column.
type Merge = (u32, u32, u32, u32);

/// Reads all visible sheets.
pub(super) fn document(archive: &mut Archive) -> Result<Document, Refusal> {
    let strings = match archive.part("xl/sharedStrings.xml")? {
        Some(xml) => shared_strings(&xml)?,
        None => Vec::new(),
    };
    let styles = match archive.part("xl/styles.xml")? {
        Some(xml) => shown(&xml)?,
        None => Vec::new(),
    };
    let mut document = Document::default();
    for path in sheets(archive)? {
        let Some(xml) = archive.part(&path)? else { continue };
        let (grid, merges) = cells(&xml, &path, &strings, &styles)?;
        place(&grid, &merges, &mut document);
    }
    Ok(document)
}

/// The paths of the visible sheets, in the workbook's order.
fn sheets(archive: &mut Archive) -> Result<Vec<String>, Refusal> {
    const RELS: &str = "xl/_rels/workbook.xml.rels";
    let rels = references(&archive.required(RELS)?, RELS)?;
    let workbook = archive.required("xl/workbook.xml")?;
    let mut reader = Reader::from_str(&workbook);
    let mut paths = Vec::new();
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged { part: "xl/workbook.xml".into() })? {
            Event::Eof => return Ok(paths),
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == b"sheet" => {
                if attribute(&e, "state").is_some_and(|s| s.contains("idden")) {
                    continue;
                }
                let id = e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(b":id"));
                let id = id.map(|a| String::from_utf8_lossy(&a.value).into_owned()).unwrap_or_default();
                if let Some(r) = rels.iter().find(|r| r.id == id && !r.external) {
                    let target = r.target.trim_start_matches('/');
                    paths.push(if target.starts_with("xl/") { target.to_owned() } else { format!("xl/{target}") });
                }
            }
            _ => {}
        }
    }
}

fn cells(xml: &str, path: &str, strings: &[String], styles: &[Shown]) -> Result<(Grid, Vec<Merge>), Refusal> {
    let mut reader = Reader::from_str(xml);
    let (mut grid, mut merges) = (Grid::new(), Vec::new());
    let mut at = (0u32, 0u32);
    let (mut kind, mut style, mut text, mut inside) = (String::new(), 0usize, String::new(), false);
    loop {
        let event = reader.read_event().map_err(|_| Refusal::Damaged { part: path.into() })?;
        match &event {
            Event::Eof => return Ok((grid, merges)),
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"row" => at = (attribute(e, "r").and_then(|r| r.parse().ok()).unwrap_or(at.0.saturating_add(1)), 0),
                b"c" => {
                    at = position(e, at);
                    kind = attribute(e, "t").unwrap_or_default();
                    style = attribute(e, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    text.clear();
                }
                b"v" | b"t" => inside = matches!(event, Event::Start(_)),
                b"mergeCell" => merges.extend(attribute(e, "ref").and_then(|r| area(&r)).filter(|_| merges.len() < 50_000)),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                b"v" | b"t" => inside = false,
                b"c" if !text.trim().is_empty() && at.0 <= MOST_ROWS && at.1 <= MOST_COLUMNS => {
                    let value = match kind.as_str() {
                        "s" => text.trim().parse::<usize>().ok().and_then(|i| strings.get(i)).cloned().unwrap_or_default(),
                        "inlineStr" | "str" | "d" => text.clone(),
                        "e" | "b" => String::new(),
                        _ => number(&text, styles.get(style).copied().unwrap_or(Shown::Plain)),
                    };
                    grid.entry(at.0).or_default().insert(at.1, value.replace("\r\n", "\n").replace("_x000D_", ""));
                }
                _ => {}
            },
            _ if inside => push_text(&event, &mut text),
            _ => {}
        }
    }
}

/// A cell's row and column, by its reference or as the next one.
fn position(e: &BytesStart, last: (u32, u32)) -> (u32, u32) {
    attribute(e, "r").and_then(|r| reference(&r)).unwrap_or((last.0, last.1.saturating_add(1)))
}

/// `B12` → row 12, column 2.
fn reference(r: &str) -> Option<(u32, u32)> {
    let letters = r.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column =
        r[..letters].bytes().try_fold(0u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b.to_ascii_uppercase() - b'A') + 1))?;
    let row = r.get(letters..)?.parse().ok()?;
    (column > 0).then_some((row, column))
}

fn area(r: &str) -> Option<Merge> {
    let (a, b) = r.split_once(':')?;
    let (a, b) = (reference(a)?, reference(b)?);
    (a.0 <= b.0 && a.1 <= b.1).then_some((a.0, a.1, b.0.min(MOST_ROWS), b.1.min(MOST_COLUMNS)))
}

/// Turns a sheet into lines (rows with one cell before the table) and a table.
fn place(grid: &Grid, merges: &[Merge], document: &mut Document) {
    let width = grid.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
    // Title, number and day stand above the first row of three cells.
    let filled = |row: &BTreeMap<u32, String>| row.values().filter(|v| !v.trim().is_empty()).count();
    let row_of = |least: usize| grid.iter().find(|(_, row)| filled(row) >= least).map(|(&r, _)| r);
    let first = row_of(3).or_else(|| row_of(2)).unwrap_or(u32::MAX);
    let mut blank = true;
    let mut rows = Vec::new();
    // The rows that continue a cell above, by column.
    let mut below: BTreeMap<(u32, u32), ()> = BTreeMap::new();
    for &(top, left, bottom, _) in merges.iter().filter(|m| m.2 > m.0) {
        for (&row, _) in grid.range(top + 1..=bottom) {
            below.insert((row, left), ());
        }
    }
    for (&row, cells) in grid {
        if row < first {
            for value in cells.values() {
                document.add_lines(value, &mut blank, false);
            }
            continue;
        }
        let line: Vec<(Option<String>, usize)> = (1..=width)
            .map(|column| match (cells.get(&column), below.contains_key(&(row, column))) {
                (_, true) => (None, 1),
                (value, false) => (Some(value.cloned().unwrap_or_default()), 1),
            })
            .collect();
        rows.push(line);
    }
    if !rows.is_empty() {
        document.add_table(&rows);
    }
}
