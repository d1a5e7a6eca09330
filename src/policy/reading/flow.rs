//! Running text put together from pieces of the original, in one spelling, with the way back.

use super::names::parts_names;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Text joined from pieces of the original: full- and half-width forms in one spelling, white space
/// taken out (paragraphs are kept apart by `\n`), and for every character where it was printed.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub text: String,
    /// Offset in `text`, offset in the original, bytes in the original; ascending.
    chars: Vec<(u32, u32, u8)>,
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
        let mut chars = piece.char_indices().peekable();
        let mut gap = false;
        while let Some((at, c)) = chars.next() {
            if is_space(c) {
                gap = true;
                continue;
            }
            let before = self.text.chars().next_back();
            let after = chars.peek().map(|&(_, c)| c);
            let c = fold(c, before, after);
            let apart = || c.is_ascii_alphanumeric() && before.is_some_and(|b| b.is_ascii_alphanumeric());
            if gap && (apart() || parts_names(&self.text, &piece[at..])) {
                self.put(' ', range.start + at, 0);
            }
            gap = false;
            self.put(c, range.start + at, piece[at..].chars().next().map_or(1, char::len_utf8));
        }
    }

    /// Appends a character that is not printed, such as a paragraph's end.
    pub fn mark(&mut self, c: char) {
        let at = self.chars.last().map_or(0, |&(_, at, len)| at as usize + len as usize);
        self.put(c, at, 0);
    }

    fn put(&mut self, c: char, at: usize, len: usize) {
        self.chars.push((self.text.len() as u32, at as u32, len as u8));
        self.text.push(c);
    }

    /// Where a range of `text` was printed.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        if self.chars.is_empty() {
            return 0..0;
        }
        let index = |offset: usize| self.chars.partition_point(|&(o, _, _)| (o as usize) <= offset).saturating_sub(1);
        let first = self.chars[index(range.start)];
        let last = self.chars[index(range.end.saturating_sub(1).max(range.start))];
        let start = first.1 as usize;
        start..(last.1 as usize + last.2 as usize).max(start)
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
    Flow::of(s, 0..s.len()).text
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
