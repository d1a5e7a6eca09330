//! What kind of file it is, and its lines and tables.

use super::{Refusal, archive::Archive, docx, drawn, encoding, xlsx};
use std::ops::Range;

/// The most bytes that are read.
pub const LIMIT: u64 = 32 * 1024 * 1024;

/// A document's text and where its lines and tables are in it.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub text: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Table(Vec<Vec<Cell>>),
}

/// One line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Without white space at the end; indentation is included.
    pub range: Range<usize>,
    pub blank_before: bool,
    /// A line of the table of contents, by the file's own word.
    pub contents: bool,
}

/// One cell; several pieces where it has several lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub pieces: Vec<Range<usize>>,
    /// Part of a cell that began in a row above; the pieces are that cell's.
    pub merged: bool,
    /// How many columns it spans.
    pub columns: usize,
}

impl Document {
    /// Adds a line (possibly blank) to the text and returns where it is.
    pub fn add_text(&mut self, line: &str) -> Range<usize> {
        let start = self.text.len();
        let line = line.trim_end();
        self.text.push_str(line);
        self.text.push('\n');
        start..start + line.len()
    }

    /// Adds every line of a paragraph.
    pub fn add_lines(&mut self, paragraph: &str, blank_before: &mut bool, contents: bool) {
        for line in paragraph.split('\n') {
            let range = self.add_text(line);
            if self.text[range.clone()].trim().is_empty() {
                *blank_before = true;
                continue;
            }
            self.blocks.push(Block::Line(Line { range, blank_before: *blank_before, contents }));
            *blank_before = false;
        }
    }

    /// Adds a table whose cells hold lines separated by `\n`; `None` continues the cell above.
    pub fn add_table(&mut self, rows: &[Vec<(Option<String>, usize)>]) {
        let mut table: Vec<Vec<Cell>> = Vec::new();
        for row in rows {
            let mut cells: Vec<Cell> = Vec::new();
            let mut column = 0;
            for (index, (content, columns)) in row.iter().enumerate() {
                if index > 0 {
                    self.text.push('\t');
                }
                let columns = (*columns).clamp(1, 256);
                let cell = match content {
                    Some(content) => Cell { pieces: self.add_cell(content), merged: false, columns },
                    None => {
                        let above = table.last().and_then(|r| cell_at(r, column));
                        Cell { pieces: above.map(|c| c.pieces.clone()).unwrap_or_default(), merged: true, columns }
                    }
                };
                column += columns;
                cells.push(cell);
            }
            self.text.push('\n');
            table.push(cells);
        }
        self.blocks.push(Block::Table(table));
    }

    fn add_cell(&mut self, content: &str) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        for (index, line) in content.trim().split('\n').enumerate() {
            if index > 0 {
                self.text.push('\n');
            }
            let line = line.trim();
            let start = self.text.len();
            self.text.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
            if !line.is_empty() {
                pieces.push(start..self.text.len());
            }
        }
        pieces
    }
}

/// The cell that covers a column.
fn cell_at(row: &[Cell], column: usize) -> Option<&Cell> {
    let mut at = 0;
    row.iter().find(|c| {
        at += c.columns.max(1);
        column < at
    })
}

/// Opens a file by its content.
pub(super) fn open(bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() as u64 > LIMIT {
        return Err(Refusal::TooLarge { bytes: bytes.len() as u64, limit: LIMIT });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty);
    }
    let unsupported = |kind: &str| Err(Refusal::UnsupportedKind { kind: kind.into() });
    let document = match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => packed(bytes)?,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            return if holds_encrypted_package(bytes) { Err(Refusal::Encrypted) } else { unsupported("DOC/XLS") };
        }
        [b'%', b'P', b'D', b'F', ..] => return unsupported("PDF"),
        [b'{', b'\\', b'r', b't', b'f', ..] => return unsupported("RTF"),
        _ => {
            let text = encoding::decode(bytes)?;
            let start: String = text.trim_start().chars().take(15).map(|c| c.to_ascii_lowercase()).collect();
            if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml") {
                return unsupported("HTML/XML");
            }
            drawn::document(&encoding::level_lines(&text))
        }
    };
    if document.text.trim().is_empty() { Err(Refusal::Empty) } else { Ok(document) }
}

fn packed(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("word/document.xml") {
        docx::document(&mut archive)
    } else if archive.has("xl/workbook.xml") {
        xlsx::document(&mut archive)
    } else {
        Err(Refusal::UnsupportedKind { kind: "ZIP".into() })
    }
}

/// Whether an OLE container holds an encrypted Office file (its stream names are UTF-16).
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|w| w == name)
}
