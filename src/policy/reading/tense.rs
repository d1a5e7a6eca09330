//! Sentences and their parts, and which of them tell of the past.

use super::numerals::{value, year};
use super::pattern::{Compiled, pattern};
use std::ops::Range;
use std::sync::LazyLock;

/// A part of a sentence, from one comma to the next.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub range: Range<usize>,
    /// Where its sentence begins.
    pub sentence: usize,
    /// Tells how things are or were, asks for nothing.
    pub past: bool,
}

static YEAR: Compiled = LazyLock::new(|| pattern(r"([12]\d{3}|[〇○零一二三四五六七八九]{4})年"));
static PAST: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:^|[^由从比较])目前|已有|已经|已达|已建|现有|截至|截止|以来|(?:^|[^比较与同])(?:去年|上年)|近年|当前|过去|“?[一-九]五”?以来|累计[^，。]{0,8}了|实现了|取得了|达到了|完成了|建成了|有了|涌现",
    )
});
static FUTURE: Compiled = LazyLock::new(|| {
    pattern(
        r"要|力争|确保|争取|应当|必须|须|计划|将|到“|“[一-十]+五”(?:期间|末|时期)|今后|下一步|底前|年内|今年(?:[^以初上前]|$)|加快|推进|加强|不得|严禁",
    )
});
/// The period of a five-year plan: `“十三五”时期`.
static PLAN_PERIOD: Compiled = LazyLock::new(|| pattern(r"“?([一二三四五六七八九]?十?[一二三四五六七八九]?)五”?(?:规划)?(?:时期|期间)"));
/// A year that another is measured against, not one that is told of.
static BASE: Compiled = LazyLock::new(|| pattern(r"(?:比|较|与|以|在|由|从|自)$"));
static IMPERATIVE: Compiled = LazyLock::new(|| {
    pattern(r"^(?:新建|建设|建立|完善|健全|开展|推动|组织|实施|支持|培育|打造|落实|制定|强化|提升|优化|深化|加大|加快|加强|推进|每)")
});

/// The text with what stands in title marks blanked out, byte for byte: dates and numbers there
/// belong to a title.
pub(super) fn without_titles(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    let mut opened = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '《' | '〈' => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
                out.push(c);
            }
            '》' | '〉' => {
                depth = depth.saturating_sub(1);
                out.push(c);
            }
            '\n' => {
                depth = 0;
                out.push(c);
            }
            // A mark that is never closed does not swallow the rest.
            _ if depth > 0 && at - opened < 300 => match c.len_utf8() {
                1 => out.push(' '),
                2 => out.push('\u{A0}'),
                3 => out.push('\u{3000}'),
                _ => out.push(c),
            },
            _ => out.push(c),
        }
    }
    out
}

/// A range moved inwards to character boundaries of a text.
pub(super) fn bounded(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start.min(text.len()), range.end.min(text.len()));
    while start < end && !text.is_char_boundary(start) {
        start += 1;
    }
    while end > start && !text.is_char_boundary(end) {
        end -= 1;
    }
    start..end.max(start)
}

/// The text of a range, moved inwards to character boundaries.
pub(super) fn clip(text: &str, range: Range<usize>) -> &str {
    text.get(bounded(text, range)).unwrap_or("")
}

/// Splits a text into segments; `now` is the year of the document.
pub(super) fn segments(text: &str, now: Option<i32>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let (mut start, mut sentence, mut past) = (0, 0, false);
    let mut depth = 0i32;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match c {
            '（' => depth += 1,
            '）' => depth = (depth - 1).max(0),
            _ => {}
        }
        let ends = matches!(c, '。' | '；' | '！' | '？' | '\n');
        let breaks = matches!(c, '，' | '：') && depth == 0;
        if !ends && !breaks {
            continue;
        }
        if start < at {
            let words = &text[start..at];
            past = tense(words, past, now, start == sentence);
            out.push(Segment { range: start..at, sentence, past });
        }
        start = (at + c.len_utf8()).min(text.len());
        if ends {
            (sentence, depth) = (start, 0);
            past &= c == '。';
        }
    }
    out
}

/// The last year of a plan by its number.
fn plan_end(number: &str) -> Option<i32> {
    value(number).filter(|n| (6..=30).contains(n)).map(|n| 1955 + 5 * n as i32)
}

/// How many bytes around a year are looked at.
const NEAR: usize = 120;

/// Whether a segment is told as past, given the one before it.
fn tense(words: &str, before: bool, now: Option<i32>, opens: bool) -> bool {
    let told = PAST.is_match(words);
    let mut past = before || told;
    if let Some(now) = now {
        for c in YEAR.captures_iter(words) {
            let Some(m) = c.get(0) else { continue };
            let before = clip(words, m.start().saturating_sub(NEAR)..m.start());
            let after = clip(words, m.end()..m.end() + NEAR);
            // 2020年前建成的: when something was made, not when something was done.
            let made = ["前", "以前", "之前", "底前", "底以前"].iter().any(|w| after.starts_with(w)) && after.contains('的');
            let based = BASE.is_match(before) || after.starts_with('起') || after.contains("基础") || made;
            match year(&c[1]) {
                Some(y) if y < now && !based => past = true,
                Some(y) if y >= now && !told => past = false,
                _ => {}
            }
        }
    }
    let over = now.is_some_and(|now| PLAN_PERIOD.captures_iter(words).any(|c| plan_end(&c[1]).is_some_and(|end| end < now)));
    past |= over;
    let done = over || told && before || words.contains("了");
    if !done && FUTURE.is_match(words) {
        past = false;
    }
    if opens && before && (IMPERATIVE.is_match(words) || !words.chars().any(|c| c.is_ascii_digit())) {
        past = told;
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_past_from_asked() {
        let past = |text: &str| -> Vec<bool> { segments(text, Some(2025)).iter().map(|s| s.past).collect() };
        assert_eq!(past("2024年全县共修渠1.6万米，要扩大到2万米。"), [true, false]);
        assert_eq!(past("2023年，企业达到6200家，成交额812亿元。办好今年赛会，要从简。"), [true, true, true, false, false]);
        assert_eq!(past("到2027年，达到100家。"), [false, false]);
        assert_eq!(past("比2020年下降18%。"), [false]);
        assert_eq!(past("目前已有14个商标。力争达到20个。"), [true, false]);
    }

    #[test]
    fn blanks_titles_byte_for_byte() {
        let text = "制定《方案（2025—2027年）》，到2026年";
        let blank = without_titles(text);
        assert_eq!(blank.len(), text.len());
        assert!(!blank.contains("2027") && blank.contains("2026"));
    }
}
