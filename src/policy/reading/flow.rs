//! Running text put together from pieces of the original, in one spelling, with the way back.

use super::names::parts_names;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Text joined from pieces of the original: full- and half-width forms in one spelling, white space
/// taken out (paragraphs are kept apart by `\n`), with the way back to where everything was printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub text: String,
    /// Stretches in ascending order; each reaches to the next one.
    runs: Vec<Run>,
}

/// A stretch of the flow and where it was printed.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: u32,
    printed: u32,
    /// Bytes in the original. Where they are as many as in the flow, byte answers to byte; else all to all.
    length: u32,
}

impl Flow {
    /// The flow of one piece.
    pub fn of(source: &str, range: Range<usize>) -> Flow {
        let mut flow = Flow::default();
        flow.push(source, range);
        flow
    }

    /// Appends a piece of the original.
    pub fn push(&mut self, source: &str, range: Range<usize>) {
        let Some(piece) = source.get(range.clone()) else { return };
        let runs = &mut self.runs;
        spell(piece, &mut self.text, 0, |text, c, at, length| put(runs, text, c, range.start + at, length));
    }

    /// Appends a character that is not printed, such as a paragraph's end.
    pub fn mark(&mut self, c: char) {
        let at = self.runs.last().map_or(0, |r| r.printed as usize + r.length as usize);
        put(&mut self.runs, &mut self.text, c, at, 0);
    }

    /// Where a range of `text` was printed.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let run = |offset: usize| {
            let index = self.runs.partition_point(|r| r.start as usize <= offset).saturating_sub(1);
            let run = self.runs.get(index)?;
            let end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.start as usize);
            let even = end - run.start as usize == run.length as usize;
            Some((run.printed as usize, offset.saturating_sub(run.start as usize), run.length as usize, even))
        };
        let (Some(first), Some(last)) = (run(range.start), run(range.end.saturating_sub(1).max(range.start))) else { return 0..0 };
        let start = first.0 + if first.3 { first.1 } else { 0 };
        let end = last.0 + if last.3 { (last.1 + 1).min(last.2) } else { last.2 };
        start..end.max(start)
    }
}

/// Appends one character that was printed at a place with a length.
fn put(runs: &mut Vec<Run>, text: &mut String, c: char, at: usize, length: usize) {
    let start = text.len();
    let even = c.len_utf8() == length;
    match runs.last_mut() {
        // The last stretch goes on.
        Some(run) if even && run.printed as usize + run.length as usize == at && start - run.start as usize == run.length as usize => {
            run.length += length as u32;
        }
        _ => runs.push(Run { start: start as u32, printed: at as u32, length: length as u32 }),
    }
    text.push(c);
}

/// Writes a piece in one spelling; `put` is given every character, where it stands in the piece and its bytes there. What stands in
/// `out` from `from` on is the text the piece goes on with.
fn spell(piece: &str, out: &mut String, from: usize, mut put: impl FnMut(&mut String, char, usize, usize)) {
    let mut chars = piece.char_indices().peekable();
    let mut gap = false;
    while let Some((at, printed)) = chars.next() {
        if is_space(printed) {
            gap = true;
            continue;
        }
        let before = out[from..].chars().next_back();
        let c = fold(printed, before, chars.peek().map(|&(_, c)| c));
        let apart = || c.is_ascii_alphanumeric() && before.is_some_and(|b| b.is_ascii_alphanumeric());
        if gap && (apart() || parts_names(&out[from..], &piece[at..])) {
            put(out, ' ', at, 0);
        }
        gap = false;
        put(out, c, at, printed.len_utf8());
    }
}

/// White space and marks without width.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{2028}' | '\u{2029}')
}

/// One spelling for a character that documents write in several.
fn fold(c: char, before: Option<char>, after: Option<char>) -> char {
    let between_digits = || before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
    match c {
        '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '％' | '＋' | '／' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '﹪' => '%',
        '．' | '﹒' => '.',
        '(' | '﹙' => '（',
        ')' | '﹚' => '）',
        '[' => '［',
        ']' => '］',
        ',' if !between_digits() => '，',
        '﹐' => '，',
        ':' if !between_digits() => '：',
        '∶' | '﹕' => '：',
        ';' | '﹔' => '；',
        '!' => '！',
        '｡' => '。',
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            let mut whole = c.nfkc();
            match (whole.next(), whole.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
        _ => c,
    }
}

/// The text without white space, in one spelling.
pub(super) fn compact(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    compact_into(s, &mut out);
    out
}

/// Appends a text without white space, in one spelling.
pub(super) fn compact_into(s: &str, out: &mut String) {
    let from = out.len();
    spell(s, out, from, |out, c, _, _| out.push(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_with_the_way_back() {
        let source = "到２０２５ 年底，达到\u{3000}98.5％（省 财政厅)";
        let flow = Flow::of(source, 0..source.len());
        assert_eq!(flow.text, "到2025年底，达到98.5%（省财政厅）");
        let at = flow.text.find("省财政厅").unwrap();
        assert_eq!(&source[flow.span(at..at + "省财政厅".len())], "省 财政厅");
        assert_eq!(compact("1,000 家, 3:2"), "1,000家，3:2");
        assert_eq!(compact("GB 18030"), "GB 18030");
    }
}
