//! Page furniture: which lines are not the document's words.

use super::calendar::whole_date;
use super::container::Document;
use super::labels::label_at;
use super::lines::{Lines, is_finished, starts_indented};
use super::pattern::{Compiled, pattern};
use super::units::opens_unit_line;
use std::collections::HashMap;
use std::sync::LazyLock;

static PAGE_NUMBER: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:[—–\-－―─·•~～]+\d{1,4}[—–\-－―─·•~～]+|[—–\-－―]\d{1,4}|\d{1,4}[—–\-－―]|第\d{1,4}页(?:[，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}|[Pp]age\d{1,4}.{0,8}|—[一二三四五六七八九十]+—)$",
    )
});
static MASTHEAD: Compiled = LazyLock::new(|| pattern(r"公报|选编|汇编|总第\d+期|第\d+期|第\d+页|共\d+页|文件集"));
static LEADERS: Compiled = LazyLock::new(|| pattern(r"(?:…+|\.{3,}|·{3,}|-{4,}|_{4,})[（]?\d{1,4}[）]?$"));
static PAGE_AT_END: Compiled = LazyLock::new(|| pattern(r"(?:…|\.{2,}|·{2,}|-{3,})*[（]?\d*[）]?$"));

/// The most characters of a line that a page repeats.
const SHORT: usize = 40;

/// Marks the lines that are not the document's words.
pub(super) fn drop_furniture(document: &Document, lines: &mut Lines) {
    for k in 0..lines.len() {
        let line = lines.compact(k);
        let short = line.chars().take(SHORT + 1).count() <= SHORT;
        let foreign = lines.in_contents(k)
            || short && (PAGE_NUMBER.is_match(line) || LEADERS.is_match(line) || is_masthead(line, lines.span(k).of(&document.text)));
        if foreign {
            lines.drop(k);
        }
    }
    contents(lines);
    repeated(lines);
    interrupting(document, lines);
}

fn is_masthead(line: &str, printed: &str) -> bool {
    !line.contains(['。', '，', '：', '《']) && MASTHEAD.is_match(line) && label_at(printed).is_none()
}

/// Drops what follows the word 目录 up to where its first entry comes again.
fn contents(lines: &mut Lines) {
    let Some(at) = (0..lines.len()).find(|&k| matches!(lines.compact(k), "目录" | "目次" | "【目录】")) else { return };
    let key = |k: usize| PAGE_AT_END.replace(lines.compact(k), "").into_owned();
    let mut dropped = at..=at;
    if at + 1 < lines.len() {
        let first = key(at + 1);
        let again = (at + 2..lines.len().min(at + 400)).find(|&k| key(k) == first).filter(|_| !first.is_empty());
        if let Some(again) = again {
            // A title between contents and text comes before the first entry's return; it stays.
            let last = (at + 1..again).rev().find(|&k| label_at(lines.compact(k)).is_some()).unwrap_or(at + 1);
            dropped = at..=last;
        }
    }
    dropped.for_each(|k| lines.drop(k));
}

/// Drops lines that come again and again, as running headers do.
fn repeated(lines: &mut Lines) {
    let candidate = |k: &usize| {
        let line = lines.compact(*k);
        (2..=SHORT).contains(&line.chars().take(SHORT + 1).count())
            && !line.contains(['。', '；', '，', '：', '、', '|'])
            && !line.starts_with("附件")
            && label_at(line).is_none()
    };
    let bare = |k: usize| lines.compact(k).trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '—' | '-' | ' '));
    // How often each line was seen, and whether one of it has been kept.
    let mut seen: HashMap<&str, (u32, bool)> = HashMap::new();
    for k in (0..lines.len()).filter(candidate) {
        seen.entry(bare(k)).or_default().0 += 1;
    }
    seen.retain(|_, (count, _)| *count >= 3);
    let mut dropped = Vec::new();
    if !seen.is_empty() {
        for k in (0..lines.len()).filter(candidate) {
            let isolated = lines.blank_before(k) || k + 1 >= lines.len() || lines.blank_before(k + 1);
            if let Some((_, kept)) = seen.get_mut(bare(k)).filter(|_| isolated)
                && std::mem::replace(kept, true)
            {
                dropped.push(k);
            }
        }
    }
    dropped.into_iter().for_each(|k| lines.drop(k));
}

/// Drops short lines that stand between the halves of a sentence.
fn interrupting(document: &Document, lines: &mut Lines) {
    let kept: Vec<usize> = (0..lines.len()).filter(|&k| !lines.is_dropped(k)).collect();
    // Title, number and addressees are short lines set apart as well: only running text is broken up.
    let starts = |k: &usize| lines.compact(*k).contains('。') || label_at(lines.compact(*k)).is_some();
    let running = kept.iter().position(starts).unwrap_or(kept.len());
    let mut dropped: Vec<usize> = Vec::new();
    for at in running..kept.len() {
        let before = lines.compact(kept[at]);
        // One or two short lines set apart, then a line that goes on.
        let apart = |more: usize| {
            let next = *kept.get(at + more + 1)?;
            (lines.blank_before(kept[at + 1]) && lines.blank_before(next)).then_some(next)
        };
        if apart(1).or_else(|| apart(2)).is_none() || is_finished(before) || before.chars().take(18).count() < 18 || opens_unit_line(before)
        {
            continue;
        }
        let width = before.chars().take(60).count().max(24);
        let found = (1..=2usize).find(|&more| {
            let Some(next) = apart(more) else { return false };
            let printed = |k: usize| lines.span(k).of(&document.text);
            let foreign = kept[at + 1..=at + more].iter().all(|&k| is_foreign(lines.compact(k), printed(k), width));
            let goes_on = label_at(printed(next)).is_none() && !(lines.indented() && starts_indented(printed(next)));
            foreign && goes_on && is_continued(before, lines.compact(next))
        });
        dropped.extend(&kept[at + 1..=at + found.unwrap_or(0)]);
    }
    dropped.into_iter().for_each(|k| lines.drop(k));
}

/// Whether a line between two others may be the page's and not the text's.
fn is_foreign(line: &str, printed: &str, width: usize) -> bool {
    let count = line.chars().take(31).count();
    // The day under a signature interrupts nothing: what is before it has ended.
    count <= 30
        && count * 2 < width
        && !line.contains(['。', '；', '，', '：', '、', '“', '”'])
        && !line.starts_with("附件")
        && whole_date(line).is_none()
        && label_at(printed).is_none()
        && !opens_unit_line(line)
}

/// Whether two lines read as halves of a sentence: the first is no heading, the second no title.
fn is_continued(before: &str, next: &str) -> bool {
    let heading = before.chars().take(30).count() < 30 && !before.contains(['，', '。']) && label_at(before).is_some();
    let short = next.chars().take(12).count() < 12;
    !heading && !next.starts_with("附件") && (next.contains(['，', '。', '；', '、', '）']) || short) && whole_date(next).is_none()
}
