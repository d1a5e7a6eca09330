//! A leaf's text and cells, put together for reading.

use super::columns::Column;
use super::container::Span;
use super::flow::Flow;
use super::names::{is_body, is_surely_body};
use super::nodes::{Node, Outline, Sort};
use super::units;
use std::ops::Range;

/// A leaf's text and the cells that state facts.
pub(super) struct Leaf {
    pub index: usize,
    pub body: Flow,
    pub facts: Vec<(Column, Flow)>,
    pub units: units::Units,
    /// Where all of it is printed.
    pub span: Range<usize>,
}

/// Puts a leaf together.
pub(super) fn prepare(text: &str, outline: &Outline, index: usize) -> Leaf {
    let node = &outline.nodes[index];
    let (mut body, mut facts) = (Flow::default(), Vec::new());
    let mut span: Option<Range<usize>> = None;
    let mut reach = |piece: Span| {
        let range = piece.range();
        span = Some(span.clone().map_or(range.clone(), |s| s.start.min(range.start)..s.end.max(range.end)));
        range
    };
    match &node.sort {
        Sort::Row(row) => {
            for cell in row.body(text, &outline.tables) {
                if !body.text.is_empty() {
                    body.mark('\n');
                }
                cell.into_iter().for_each(|piece| body.push(text, reach(piece)));
            }
            for (column, pieces) in row.facts(&outline.tables) {
                facts.push((column, cell_flow(text, pieces)));
                for &piece in pieces {
                    reach(piece);
                }
            }
        }
        _ => {
            for (piece, joined) in node.pieces() {
                if !joined && !body.text.is_empty() {
                    body.mark('\n');
                }
                body.push(text, reach(piece));
            }
        }
    }
    let units = units::read(&body.text);
    Leaf { index, body, facts, units, span: span.unwrap_or(0..0) }
}

/// Names that a leaf lists as names: in brackets, in unit lines and in cells. A look at its signs tells most leaves that list none.
pub(super) fn listed_names(text: &str, outline: &Outline, index: usize, mut learn: impl FnMut(&str)) {
    const SIGNS: [char; 8] = ['（', '(', '【', '［', '[', '：', ':', '∶'];
    let node = &outline.nodes[index];
    let mut learn = |name: &str| {
        if name.chars().count() > 2 && is_body(name) {
            learn(name);
        }
    };
    if let Sort::Row(row) = &node.sort {
        for (_, pieces) in row.facts(&outline.tables).filter(|(column, _)| *column != Column::Due) {
            cell_flow(text, pieces).text.split(['、', '，', '\n', '；']).for_each(&mut learn);
        }
    }
    if lists(node, text, &SIGNS) {
        let leaf = prepare(text, outline, index);
        let roles = &leaf.units.roles;
        roles.lead.iter().chain(&roles.support).for_each(|r| learn(&leaf.body.text[r.clone()]));
    }
}

fn lists(node: &Node, text: &str, signs: &[char]) -> bool {
    matches!(node.sort, Sort::Row(_)) || node.pieces().any(|(piece, _)| piece.of(text).contains(signs))
}

/// A cell's lines: a new line is a new name unless the cell broke one name in two.
fn cell_flow(text: &str, pieces: &[Span]) -> Flow {
    let mut flow = Flow::default();
    for piece in pieces {
        if !flow.text.is_empty() {
            let next = Flow::of(text, piece.range()).text;
            let ends = is_surely_body(flow.text.rsplit(['、', '，', '\n', '；']).next().unwrap_or(""));
            let whole = is_body(next.split(['、', '，', '；']).next().unwrap_or(""));
            let open = flow.text.ends_with(['、', '，', '；']) || next.starts_with(['、', '，']);
            if !open && ends && (whole || next.contains('：')) {
                flow.mark('\n');
            }
        }
        flow.push(text, piece.range());
    }
    flow
}
