//! What kind of file it is, and its lines and tables.

use super::grid::Grid;
use super::{Refusal, archive::Archive, docx, drawn, encoding, xlsx};
use std::ops::Range;

/// The most bytes that are read.
pub const LIMIT: u64 = 32 * 1024 * 1024;

/// A place in the text, in bytes; what is read is far smaller than four gigabytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(range: Range<usize>) -> Span {
        Span { start: range.start as u32, end: range.end as u32 }
    }

    /// A range without the white space around what stands in it; `None` where nothing does.
    pub fn trimmed(text: &str, range: Range<usize>) -> Option<Span> {
        let words = &text[range.clone()];
        let start = range.start + (words.len() - words.trim_start().len());
        let end = start + words.trim().len();
        (start < end).then(|| Span::new(start..end))
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words that stand there.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A document's text and where its lines and tables are in it.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub text: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    Table(Box<Grid>),
}

/// One line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Without white space at the end; indentation is included.
    pub span: Span,
    pub blank_before: bool,
    /// A line of the table of contents, by the file's own word.
    pub contents: bool,
}

impl Document {
    /// Adds a line (possibly blank) to the text and returns where it is.
    fn add_text(&mut self, line: &str) -> Span {
        let start = self.text.len();
        let line = line.trim_end();
        self.text.push_str(line);
        self.text.push('\n');
        Span::new(start..start + line.len())
    }

    /// Adds every line of a paragraph.
    pub fn add_lines(&mut self, paragraph: &str, blank_before: &mut bool, contents: bool) {
        for line in paragraph.split('\n') {
            let span = self.add_text(line);
            if span.of(&self.text).trim().is_empty() {
                *blank_before = true;
                continue;
            }
            self.blocks.push(Block::Line(Line { span, blank_before: *blank_before, contents }));
            *blank_before = false;
        }
    }

    /// Adds a row to the table that is being read. Its cells hold lines separated by `\n`; `None` continues the cell above.
    pub fn add_row<'c>(&mut self, grid: &mut Grid, row: impl IntoIterator<Item = (Option<&'c str>, usize)>) {
        for (index, (content, columns)) in row.into_iter().enumerate() {
            if index > 0 {
                self.text.push('\t');
            }
            match content {
                Some(content) => self.add_cell(grid, content, columns),
                None => grid.push_merged(columns),
            }
        }
        self.text.push('\n');
        grid.end_row();
    }

    fn add_cell(&mut self, grid: &mut Grid, content: &str, columns: usize) {
        let mut pieces = Vec::new();
        for (index, line) in content.trim().split('\n').enumerate() {
            if index > 0 {
                self.text.push('\n');
            }
            let line = line.trim();
            let start = self.text.len();
            self.text.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
            if !line.is_empty() {
                pieces.push(Span::new(start..self.text.len()));
            }
        }
        grid.push(pieces, columns);
    }

    /// Adds the table that has been read.
    pub fn add_table(&mut self, grid: Grid) {
        if grid.len() > 0 {
            self.blocks.push(Block::Table(Box::new(grid)));
        }
    }
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
            drawn::document(encoding::level_lines(text))
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
