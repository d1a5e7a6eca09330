//! Plain text: its lines, and tables set with tabs or drawn with lines.

use super::container::{Block, Cell, Document, Line};
use std::ops::Range;

/// The lines and tables of plain text (lines end in `\n`).
pub(super) fn document(text: &str) -> Document {
    let mut document = Document { text: text.to_owned(), blocks: Vec::new() };
    let lines = ranges(text);
    let (mut at, mut blank) = (0, true);
    while at < lines.len() {
        let line = &text[lines[at].clone()];
        if line.trim().is_empty() {
            blank = true;
            at += 1;
        } else if let Some((rows, next)) = drawn(text, &lines, at).or_else(|| tabbed(text, &lines, at)) {
            document.blocks.push(Block::Table(rows));
            (at, blank) = (next, true);
        } else {
            document.blocks.push(Block::Line(Line { range: lines[at].clone(), blank_before: blank, contents: false }));
            (at, blank) = (at + 1, false);
        }
    }
    document
}

/// Where each line is, without white space at its end.
fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let range = start..start + line.trim_end().len();
            start += line.len() + 1;
            range
        })
        .collect()
}

/// A table set with tabs: a first row of three cells or more, and rows below it.
fn tabbed(text: &str, lines: &[Range<usize>], first: usize) -> Option<(Vec<Vec<Cell>>, usize)> {
    let cells_of = |at: usize| -> Vec<Cell> {
        let line = &lines[at];
        let mut start = line.start;
        text[line.clone()]
            .split('\t')
            .map(|cell| {
                let range = trimmed(text, start..start + cell.len());
                start += cell.len() + 1;
                Cell { pieces: range.into_iter().collect(), merged: false, columns: 1 }
            })
            .collect()
    };
    let header = cells_of(first);
    if header.iter().filter(|c| !c.pieces.is_empty()).count() < 3 {
        return None;
    }
    let (mut rows, mut at) = (vec![header], first + 1);
    while at < lines.len() {
        let line = &text[lines[at].clone()];
        let next = lines.get(at + 1).map_or("", |l| &text[l.clone()]);
        let group = line.chars().count() <= 40 && !line.contains('。') && next.contains('\t');
        if line.contains('\t') || group && !line.trim().is_empty() {
            rows.push(cells_of(at));
        } else if !(line.trim().is_empty() && next.contains('\t')) {
            break;
        }
        at += 1;
    }
    (rows.len() > 1).then_some((rows, at))
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let cell = &text[range.clone()];
    let start = range.start + (cell.len() - cell.trim_start().len());
    let end = start + cell.trim().len();
    (start < end).then_some(start..end)
}

fn is_bar(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '|' | '｜' | '┆' | '┊')
}

/// A line that is only rule: `├──┼──┤`, `+---+`, `|---|:--|`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() > 2
        && line.chars().all(|c| matches!(c, '\u{2500}'..='\u{257F}' | '+' | '-' | '=' | '|' | ':' | ' ' | '\u{3000}' | '－' | '＋'))
        && line.chars().any(|c| matches!(c, '\u{2500}' | '\u{2501}' | '\u{2550}' | '-' | '=' | '－' | '┄' | '┈'))
}

fn is_cells(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(is_bar) && line.chars().filter(|&c| is_bar(c)).count() > 2 || line.chars().filter(|&c| is_bar(c)).count() > 2
}

/// A drawn table that begins at a line.
fn drawn(text: &str, lines: &[Range<usize>], first: usize) -> Option<(Vec<Vec<Cell>>, usize)> {
    let get = |at: usize| lines.get(at).map_or("", |l| &text[l.clone()]);
    let mut at = first;
    let framed = |line: &str| is_rule(line) || is_cells(line) || is_wide(line);
    if !is_rule(get(first)) && !is_cells(get(first)) {
        return None;
    }
    let (mut groups, mut group, mut rules): (Vec<Vec<usize>>, Vec<usize>, usize) = (Vec::new(), Vec::new(), 0);
    while at < lines.len() && framed(get(at)) {
        // A rule that leaves a column open (`│  ├──┤`) still ends the rows beside it.
        if is_rule(get(at)) {
            rules += 1;
            if !group.is_empty() {
                groups.push(std::mem::take(&mut group));
            }
        } else {
            group.push(at);
        }
        at += 1;
    }
    if !group.is_empty() {
        groups.push(group);
    }
    if groups.iter().map(Vec::len).sum::<usize>() < 2 {
        return None;
    }
    // With a rule under every row, the lines between two are one row; else the number tells.
    let ruled = rules > 3 || groups.len() > 2;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for group in groups {
        let mut fresh = true;
        for line in group {
            let cells = split(text, &lines[line]);
            let numbered = cells.first().is_some_and(|c| !c.pieces.is_empty());
            match rows.last_mut() {
                Some(row) if !fresh && (ruled || !numbered) => {
                    for (have, more) in row.iter_mut().zip(cells) {
                        have.pieces.extend(more.pieces);
                    }
                }
                _ => rows.push(cells),
            }
            fresh = false;
        }
    }
    Some((rows, at))
}

/// A row of one wide cell inside a frame.
fn is_wide(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(is_bar) && line.ends_with(is_bar) && line.chars().count() > 2
}

/// The cells between the bars of one line.
fn split(text: &str, line: &Range<usize>) -> Vec<Cell> {
    let inner = trimmed(text, line.clone()).unwrap_or(line.clone());
    let mut bars: Vec<(usize, usize)> =
        text[inner.clone()].char_indices().filter(|&(_, c)| is_bar(c)).map(|(i, c)| (inner.start + i, c.len_utf8())).collect();
    if bars.first().is_none_or(|b| b.0 != inner.start) {
        bars.insert(0, (inner.start, 0));
    }
    if bars.last().is_none_or(|b| b.0 + b.1 != inner.end) {
        bars.push((inner.end, 0));
    }
    bars.windows(2)
        .map(|w| Cell { pieces: trimmed(text, w[0].0 + w[0].1..w[1].0).into_iter().collect(), merged: false, columns: 1 })
        .collect()
}
