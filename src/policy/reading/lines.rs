//! Page furniture and broken lines: which lines are not the document's words, and which go on.

use super::calendar::whole_date;
use super::container::{Block, Document, Line};
use super::flow::{compact, is_space};
use super::labels::label_at;
use super::units::opens_unit_line;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What the shape of the lines tells about the whole document.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// By block: the line is a page number, a running header or a table of contents.
    pub drop: Vec<bool>,
    /// Width of a full line in columns, where lines were broken to a width.
    wrap: Option<usize>,
    /// Paragraphs open with an indentation and their further lines do not.
    indented: bool,
}

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[—–\-－―─·•~～]+\d{1,4}[—–\-－―─·•~～]+|[—–\-－―]\d{1,4}|\d{1,4}[—–\-－―]|第\d{1,4}页(?:[，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}|[Pp]age\d{1,4}.{0,8}|—[一二三四五六七八九十]+—)$").expect("a literal")
});
static MASTHEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"公报|选编|汇编|总第\d+期|第\d+期|第\d+页|共\d+页|文件集").expect("a literal"));
static LEADERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:…+|\.{3,}|·{3,}|-{4,}|_{4,})[（]?\d{1,4}[）]?$").expect("a literal"));
static PAGE_AT_END: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:…|\.{2,}|·{2,}|-{3,})*[（]?\d*[）]?$").expect("a literal"));

/// Columns a text takes on paper: two for a Chinese character.
pub(super) fn width(s: &str) -> usize {
    s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a text ends where a sentence or an item of a list ends.
pub(super) fn is_finished(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| is_space(c) || matches!(c, '”' | '’' | '）' | ')' | '】' | '」' | '"'));
    let closed = bare.len() < text.trim_end().len();
    bare.ends_with(['。', '；', '：', '！', '？', ';', ':', '!', '?', '…'])
        || closed && text.trim_end().ends_with(['）', ')', '】']) && closes_unit(text)
}

/// Whether the bracket at the end names who is responsible.
fn closes_unit(text: &str) -> bool {
    let open = text.rfind(['（', '(', '【']).unwrap_or(0);
    ["负责", "牵头", "配合", "单位", "协助", "落实", "时限", "部门", "参与"].iter().any(|w| text[open..].contains(w))
}

/// Finds the lines that are not the document's words.
pub(super) fn furniture(document: &Document) -> Furniture {
    let mut found = Furniture { drop: vec![false; document.blocks.len()], ..Furniture::default() };
    let lines: Vec<(usize, &Line)> =
        document.blocks.iter().enumerate().filter_map(|(i, b)| if let Block::Line(l) = b { Some((i, l)) } else { None }).collect();
    let text = |l: &Line| document.text.get(l.range.clone()).unwrap_or("");
    shape(&mut found, lines.iter().map(|(_, l)| text(l)));
    let compacted: Vec<String> = lines.iter().map(|(_, l)| compact(text(l))).collect();
    for (k, (i, l)) in lines.iter().enumerate() {
        let line = compacted[k].as_str();
        let short = line.chars().count() <= 40;
        let number = short && PAGE_NUMBER.is_match(line);
        let masthead = short && !line.contains(['。', '，', '：', '《']) && label_at(text(l)).is_none() && MASTHEAD.is_match(line);
        found.drop[*i] = l.contents || number || masthead || short && LEADERS.is_match(line);
    }
    contents(&mut found, &lines, &compacted);
    repeated(&mut found, &lines, &compacted);
    interrupting(&mut found, document, &lines, &compacted);
    found
}

/// Learns the width lines were broken to and whether paragraphs are indented.
fn shape<'a>(found: &mut Furniture, lines: impl Iterator<Item = &'a str> + Clone) {
    let mut widths: Vec<usize> = lines.clone().map(width).collect();
    if widths.len() < 8 {
        return;
    }
    widths.sort_unstable();
    let full = widths[widths.len() * 95 / 100];
    let near = widths.iter().filter(|&&w| w + 6 >= full && w <= full + 2).count();
    if (30..=130).contains(&full) && near * 10 >= widths.len() * 3 {
        found.wrap = Some(full);
    }
    let indented = lines.filter(|l| starts_indented(l)).count();
    found.indented = indented * 10 >= widths.len() && indented * 100 <= widths.len() * 97;
}

fn starts_indented(line: &str) -> bool {
    let blank: usize = line.chars().take_while(|&c| is_space(c)).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    (2..=8).contains(&blank)
}

/// Drops what follows the word 目录 up to where its first entry comes again.
fn contents(found: &mut Furniture, lines: &[(usize, &Line)], compacted: &[String]) {
    let Some(at) = compacted.iter().position(|l| matches!(l.as_str(), "目录" | "目次" | "【目录】")) else { return };
    let key = |s: &str| PAGE_AT_END.replace(s, "").into_owned();
    found.drop[lines[at].0] = true;
    let Some(first) = compacted.get(at + 1).map(|s| key(s)) else { return };
    let again = (at + 2..lines.len().min(at + 400)).find(|&k| key(&compacted[k]) == first);
    if let Some(again) = again.filter(|_| !first.is_empty()) {
        // A title between contents and text comes before the first entry's return; it stays.
        let last = (at + 1..again).rev().find(|&k| label_at(&compacted[k]).is_some()).unwrap_or(at + 1);
        for (i, _) in &lines[at + 1..=last] {
            found.drop[*i] = true;
        }
    }
}

/// Drops lines that come again and again, as running headers do.
fn repeated(found: &mut Furniture, lines: &[(usize, &Line)], compacted: &[String]) {
    let candidate = |k: usize| {
        let line = compacted[k].as_str();
        let count = line.chars().count();
        (2..=40).contains(&count)
            && !line.contains(['。', '；', '，', '：', '、', '|'])
            && label_at(line).is_none()
            && !line.starts_with("附件")
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let bare = |k: usize| compacted[k].trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '—' | '-' | ' ')).to_owned();
    for k in (0..lines.len()).filter(|&k| candidate(k)) {
        *seen.entry(bare(k)).or_default() += 1;
    }
    let mut first: HashMap<String, ()> = HashMap::new();
    for k in (0..lines.len()).filter(|&k| candidate(k)) {
        let line = bare(k);
        let isolated = lines[k].1.blank_before || lines.get(k + 1).is_none_or(|l| l.1.blank_before);
        if seen.get(&line).is_some_and(|&n| n >= 3) && isolated && first.insert(line, ()).is_some() {
            found.drop[lines[k].0] = true;
        }
    }
}

/// Drops short lines that stand between the halves of a sentence.
fn interrupting(found: &mut Furniture, document: &Document, lines: &[(usize, &Line)], compacted: &[String]) {
    let text = |k: usize| document.text.get(lines[k].1.range.clone()).unwrap_or("");
    let kept: Vec<usize> = (0..lines.len()).filter(|&k| !found.drop[lines[k].0]).collect();
    // Title, number and addressees are short lines set apart as well: only running text is broken up.
    let running = kept.iter().position(|&k| compacted[k].contains('。') || label_at(&compacted[k]).is_some()).unwrap_or(kept.len());
    for at in running..kept.len() {
        let before = kept[at];
        if is_finished(&compacted[before]) || compacted[before].chars().count() < 18 || opens_unit_line(&compacted[before]) {
            continue;
        }
        // One or two short lines set apart, then a line that goes on.
        for more in 1..=2usize {
            let Some(&next) = kept.get(at + more + 1) else { break };
            let between = &kept[at + 1..=at + more];
            let foreign = between.iter().all(|&k| {
                let line = compacted[k].as_str();
                // The day under a signature interrupts nothing: what is before it has ended.
                if whole_date(line).is_some() {
                    return false;
                }
                let count = line.chars().count();
                count <= 30
                    && count * 2 < compacted[before].chars().count().max(24)
                    && !line.contains(['。', '；', '，', '：', '、', '“', '”'])
                    && label_at(text(k)).is_none()
                    && !line.starts_with("附件")
                    && !opens_unit_line(line)
            });
            let apart = lines[between[0]].1.blank_before && lines[next].1.blank_before;
            let goes_on = label_at(text(next)).is_none() && !(found.indented && starts_indented(text(next)));
            if foreign && apart && goes_on && is_continued(&compacted[before], &compacted[next]) {
                for &k in between {
                    found.drop[lines[k].0] = true;
                }
                break;
            }
        }
    }
}

/// Whether two lines read as halves of a sentence: the first is no heading, the second no title.
fn is_continued(before: &str, next: &str) -> bool {
    let heading = label_at(before).is_some() && before.chars().count() < 30 && !before.contains(['，', '。']);
    !heading
        && !next.starts_with("附件")
        && whole_date(next).is_none()
        && (next.contains(['，', '。', '；', '、', '）']) || next.chars().count() < 12)
}

/// Whether a line goes on with the paragraph before it; `so_far` is that paragraph's text.
pub(super) fn continues(found: &Furniture, so_far: &str, previous: &str, line: &str, is_heading: bool) -> bool {
    let so_far = so_far.trim_end();
    if opens_unit_line(&compact(line)) || is_finished(so_far) {
        return false;
    }
    if so_far.ends_with(['、', '，', '《', '（', '(', '“']) || unclosed(so_far) {
        return true;
    }
    if found.indented && starts_indented(line) {
        return false;
    }
    let full = found.wrap.is_some_and(|w| width(previous) + 4 >= w);
    if opens_unit_line(&compact(previous)) || is_heading {
        return full;
    }
    full || found.wrap.is_none() || so_far.chars().count() > 30
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
