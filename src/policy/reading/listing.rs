//! Names in a list: `A、B和C等有关部门`.

use super::collective::collective_end;
use super::lexicon::LEADERS;
use super::names::is_body;
use super::pattern::{Compiled, pattern};
use std::ops::Range;
use std::sync::LazyLock;

static AND_OTHERS: Compiled = LazyLock::new(|| {
    pattern(
        r"等(?:(?:省级|市级|省直|市直)?(?P<named>各?(?:有关|相关)(?:部门|单位|地区)(?:和单位)?)|(?:各|[一二三四五六七八九十0-9]+(?:个|家))?(?:部门|单位|成员单位)|)$",
    )
});

/// Words after a name that say how it does its part: `各镇结合实际（落实）`, `市甲局为（牵头单位）`.
static MANNER: Compiled = LazyLock::new(|| pattern(r"(?:作?为|结合(?:各自|本地)?(?:实际|职能|职责)|认真|抓好|具体|统筹)$"));

/// Splits a range at separators outside brackets.
pub(super) fn split(text: &str, range: Range<usize>, separators: &[char]) -> Vec<Range<usize>> {
    let (mut out, mut start, mut depth) = (Vec::new(), range.start, 0);
    for (i, c) in text[range.clone()].char_indices() {
        let at = range.start + i;
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            c if depth == 0 && separators.contains(&c) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..range.end);
    out.retain(|r| r.start < r.end);
    out
}

/// The names in a stretch without role words.
pub(super) fn names(text: &str, range: Range<usize>, strict: bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut past = range.start;
    for item in split(text, range.clone(), &['、', '/', '，', '；', ' ']) {
        if item.start < past {
            continue;
        }
        // `各市、县（市、区）人民政府` is one name although a separator stands in it.
        let whole = collective_end(&text[item.start..range.end]).map_or(item.end, |end| item.start + end);
        let item = item.start..if whole > item.end { whole } else { item.end };
        past = item.end;
        for item in at_conjunctions(text, item) {
            clean(text, item, strict, &mut out);
        }
    }
    out
}

/// Splits at 和, 及, 与 where what stands before is a name by its end.
fn at_conjunctions(text: &str, item: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = item.start;
    let words = &text[item.clone()];
    for (i, c) in words.char_indices().filter(|&(_, c)| matches!(c, '和' | '及' | '与')) {
        let at = item.start + i;
        if at <= start {
            continue;
        }
        let (before, after) = (text[start..at].trim_end_matches('以'), &text[at + c.len_utf8()..item.end]);
        let after = after.trim_start_matches('其');
        let after_is_name = is_body(after) || after.contains(['厅', '局', '委', '办', '部', '府']);
        // `有关部门和单位` is one name.
        let one_name = before.ends_with("部门") && after.chars().count() <= 3;
        if is_body(before) && !before.ends_with(['区', '市', '县', '会', '所', '处']) && after_is_name && !one_name
            || is_body(before) && before.ends_with("政府")
        {
            out.push(start..start + before.len());
            start = at + c.len_utf8();
        }
    }
    out.push(start..item.end);
    out
}

/// Takes what is not the name off an item and keeps it if a name is left.
fn clean(text: &str, mut item: Range<usize>, strict: bool, out: &mut Vec<Range<usize>>) {
    let words = text[item.clone()].trim_end_matches([' ', '）', '】', '：']);
    let balanced = if words.matches('（').count() > words.matches('）').count() { format!("{words}）").len() } else { words.len() };
    item.end = item.start + balanced.min(item.len());
    let lead_in = ["由", "请", "以及", "其中", "及其", "和", "及", "与", "：", "主要由"];
    while let Some(w) = lead_in.iter().find(|w| text[item.clone()].starts_with(**w)) {
        item.start += w.len();
    }
    let mut extra = None;
    if let Some(c) = AND_OTHERS.captures(&text[item.clone()]) {
        let whole = c.get(0).map_or(0..0, |m| m.range());
        extra = c.name("named").map(|m| item.start + m.start()..item.start + m.end());
        item.end = item.start + whole.start;
    }
    item.end -= MANNER.find(&text[item.clone()]).map_or(0, |m| m.len());
    if let Some(leader) = LEADERS.closing(&text[item.clone()]).next() {
        item.end -= leader.len();
    }
    let name = &text[item.clone()];
    let count = name.chars().count();
    let named =
        (2..=40).contains(&count) && name.chars().any(|c| matches!(c, '一'..='龥')) && !name.starts_with(|c: char| c.is_ascii_digit());
    if named && (!strict || is_body(name)) {
        out.push(item);
    }
    out.extend(extra);
}
