//! The lines of a document in one spelling, and which of them go on with the one before.

use super::container::{Block, Document, Span};
use super::flow::{compact_into, is_space};
use super::page::drop_furniture;
use super::units::opens_unit_line;

/// Every line of a document, and what their shape tells about the whole.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// All lines in one spelling, one after the other.
    compact: String,
    lines: Vec<Entry>,
    /// Width of a full line in columns, where lines were broken to a width.
    wrap: Option<usize>,
    /// Paragraphs open with an indentation and their further lines do not.
    indented: bool,
    /// How many lines stand before the first table, if there is one.
    before_table: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Where the line ends in `compact`.
    end: u32,
    span: Span,
    blank_before: bool,
    in_contents: bool,
    /// A page number, a running header or a line of a table of contents.
    dropped: bool,
}

impl Lines {
    /// Reads the lines of a document and finds those that are not its words.
    pub fn of(document: &Document) -> Lines {
        let mut lines = Lines::default();
        for block in &document.blocks {
            match block {
                Block::Line(line) => {
                    compact_into(line.span.of(&document.text), &mut lines.compact);
                    let end = lines.compact.len() as u32;
                    lines.lines.push(Entry {
                        end,
                        span: line.span,
                        blank_before: line.blank_before,
                        in_contents: line.contents,
                        dropped: false,
                    });
                }
                Block::Table(_) => lines.before_table = lines.before_table.or(Some(lines.lines.len())),
            }
        }
        lines.shape(&document.text);
        drop_furniture(document, &mut lines);
        lines
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line in one spelling.
    pub fn compact(&self, line: usize) -> &str {
        let start = line.checked_sub(1).map_or(0, |before| self.lines[before].end);
        &self.compact[start as usize..self.lines[line].end as usize]
    }

    /// Where a line is in the text.
    pub fn span(&self, line: usize) -> Span {
        self.lines[line].span
    }

    pub fn blank_before(&self, line: usize) -> bool {
        self.lines[line].blank_before
    }

    pub fn in_contents(&self, line: usize) -> bool {
        self.lines[line].in_contents
    }

    pub fn is_dropped(&self, line: usize) -> bool {
        self.lines[line].dropped
    }

    pub fn drop(&mut self, line: usize) {
        self.lines[line].dropped = true;
    }

    pub fn indented(&self) -> bool {
        self.indented
    }

    /// Whether a line stands after a table.
    pub fn after_table(&self, line: usize) -> bool {
        self.before_table.is_some_and(|before| line >= before)
    }

    /// The lines that are the document's words, from one on.
    pub fn kept(&self, from: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (from..self.len()).filter(|&line| !self.is_dropped(line))
    }

    /// Learns the width lines were broken to and whether paragraphs are indented.
    fn shape(&mut self, text: &str) {
        let count = self.len();
        if count < 8 {
            return;
        }
        let mut widths: Vec<u32> = self.lines.iter().map(|l| width(l.span.of(text)) as u32).collect();
        widths.sort_unstable();
        let full = widths[count * 95 / 100];
        let near = widths.iter().filter(|&&w| w + 6 >= full && w <= full + 2).count();
        if (30..=130).contains(&full) && near * 10 >= count * 3 {
            self.wrap = Some(full as usize);
        }
        let indented = self.lines.iter().filter(|l| starts_indented(l.span.of(text))).count();
        self.indented = indented * 10 >= count && indented * 100 <= count * 97;
    }
}

/// Columns a text takes on paper: two for a Chinese character.
fn width(s: &str) -> usize {
    s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

pub(super) fn starts_indented(line: &str) -> bool {
    let blank: usize = line.chars().take_while(|&c| is_space(c)).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    (2..=8).contains(&blank)
}

/// Whether a text ends where a sentence or an item of a list ends.
pub(super) fn is_finished(text: &str) -> bool {
    let text = text.trim_end();
    let bare = text.trim_end_matches(|c: char| is_space(c) || matches!(c, '”' | '’' | '）' | ')' | '】' | '」' | '"'));
    let closed = bare.len() < text.len();
    bare.ends_with(['。', '；', '：', '！', '？', ';', ':', '!', '?', '…'])
        || closed && text.ends_with(['）', ')', '】']) && closes_unit(text)
}

/// Whether the bracket at the end names who is responsible.
fn closes_unit(text: &str) -> bool {
    let open = text.rfind(['（', '(', '【']).unwrap_or(0);
    ["负责", "牵头", "配合", "单位", "协助", "落实", "时限", "部门", "参与"].iter().any(|w| text[open..].contains(w))
}

/// Whether a line goes on with the paragraph before it; `so_far` is that paragraph's end.
pub(super) fn continues(lines: &Lines, text: &str, so_far: &str, previous: Option<usize>, line: usize, is_heading: bool) -> bool {
    let so_far = so_far.trim_end();
    if is_finished(so_far) || opens_unit_line(lines.compact(line)) {
        return false;
    }
    if so_far.ends_with(['、', '，', '《', '（', '(', '“']) || unclosed(so_far) {
        return true;
    }
    if lines.indented && starts_indented(lines.span(line).of(text)) {
        return false;
    }
    let before = previous.map_or("", |p| lines.span(p).of(text));
    let full = lines.wrap.is_some_and(|w| width(before) + 4 >= w);
    if is_heading || previous.is_some_and(|p| opens_unit_line(lines.compact(p))) {
        return full;
    }
    full || lines.wrap.is_none() || so_far.chars().count() > 30
}

/// Whether a bracket or title mark near the end is still open.
fn unclosed(text: &str) -> bool {
    let tail = text.char_indices().rev().nth(60).map_or(text, |(i, _)| &text[i..]);
    [('《', '》'), ('（', '）'), ('“', '”')].iter().any(|&(open, close)| match (tail.rfind(open), tail.rfind(close)) {
        (Some(o), Some(c)) => o > c,
        (Some(_), None) => true,
        _ => false,
    })
}
