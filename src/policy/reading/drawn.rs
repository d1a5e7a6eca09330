//! Plain text: its lines, and tables set with tabs or drawn with lines.

use super::container::{Block, Document, Line, Span};
use super::grid::Grid;
use super::tabbed::tabbed;

/// The lines and tables of plain text (lines end in `\n`).
pub(super) fn document(text: String) -> Document {
    let mut blocks = Vec::new();
    let lines = spans(&text);
    let (mut at, mut blank) = (0, true);
    while at < lines.len() {
        if lines[at].of(&text).trim().is_empty() {
            blank = true;
            at += 1;
        } else if let Some((grid, next)) = drawn(&text, &lines, at).or_else(|| tabbed(&text, &lines, at)) {
            blocks.push(Block::Table(Box::new(grid)));
            (at, blank) = (next, true);
        } else {
            blocks.push(Block::Line(Line { span: lines[at], blank_before: blank, contents: false }));
            (at, blank) = (at + 1, false);
        }
    }
    Document { text, blocks }
}

/// Where each line is, without white space at its end.
fn spans(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = Span::new(start..start + line.trim_end().len());
            start += line.len() + 1;
            span
        })
        .collect()
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
fn drawn(text: &str, lines: &[Span], first: usize) -> Option<(Grid, usize)> {
    let get = |at: usize| lines.get(at).map_or("", |l| l.of(text));
    let framed = |line: &str| is_rule(line) || is_cells(line) || is_wide(line);
    if !is_rule(get(first)) && !is_cells(get(first)) {
        return None;
    }
    let end = (first..lines.len()).find(|&at| !framed(get(at))).unwrap_or(lines.len());
    // A rule that leaves a column open (`│  ├──┤`) still ends the rows beside it.
    let (mut rules, mut groups, mut cells, mut open) = (0, 0, 0, false);
    for at in first..end {
        if is_rule(get(at)) {
            (rules, open) = (rules + 1, false);
        } else {
            groups += usize::from(!std::mem::replace(&mut open, true));
            cells += 1;
        }
    }
    if cells < 2 {
        return None;
    }
    // With a rule under every row, the lines between two are one row; else the number tells.
    let ruled = rules > 3 || groups > 2;
    let mut grid = Grid::default();
    let mut row: Vec<Vec<Span>> = Vec::new();
    let mut fresh = true;
    for (at, line) in lines.iter().enumerate().take(end).skip(first) {
        if is_rule(get(at)) {
            fresh = true;
            continue;
        }
        let more = split(text, *line);
        let numbered = more.first().is_some_and(|c| c.is_some());
        if fresh || !ruled && numbered {
            end_row(&mut grid, &mut row);
            row = more.into_iter().map(|piece| piece.into_iter().collect()).collect();
        } else {
            row.iter_mut().zip(more).for_each(|(have, piece)| have.extend(piece));
        }
        fresh = false;
    }
    end_row(&mut grid, &mut row);
    Some((grid, end))
}

/// Adds the row that has been gathered from its lines.
fn end_row(grid: &mut Grid, row: &mut Vec<Vec<Span>>) {
    if !row.is_empty() {
        row.drain(..).for_each(|pieces| grid.push(pieces, 1));
        grid.end_row();
    }
}

/// A row of one wide cell inside a frame.
fn is_wide(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(is_bar) && line.ends_with(is_bar) && line.chars().count() > 2
}

/// The cells between the bars of one line.
fn split(text: &str, line: Span) -> Vec<Option<Span>> {
    let inner = Span::trimmed(text, line.range()).map_or(line.range(), Span::range);
    let mut bars: Vec<(usize, usize)> =
        text[inner.clone()].char_indices().filter(|&(_, c)| is_bar(c)).map(|(i, c)| (inner.start + i, c.len_utf8())).collect();
    if bars.first().is_none_or(|b| b.0 != inner.start) {
        bars.insert(0, (inner.start, 0));
    }
    if bars.last().is_none_or(|b| b.0 + b.1 != inner.end) {
        bars.push((inner.end, 0));
    }
    bars.windows(2).map(|w| Span::trimmed(text, w[0].0 + w[0].1..w[1].0)).collect()
}
