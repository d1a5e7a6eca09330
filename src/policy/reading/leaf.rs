//! A leaf of the outline put together for reading.

use super::container::Document;
use super::flow::Flow;
use super::outline::{Node, Outline, Sort};
use super::table::Column;
use super::{names, units};
use std::ops::Range;

/// A leaf's text and the cells that state facts.
pub(super) struct Prepared {
    pub node: usize,
    pub body: Flow,
    pub facts: Vec<(Column, Flow)>,
    pub units: units::Units,
    pub span: Range<usize>,
}

/// Whether a node is a clause.
pub(super) fn is_leaf(node: &Node) -> bool {
    node.children == 0 && !matches!(node.sort, Sort::Root | Sort::Attachment)
}

/// Puts a leaf together.
pub(super) fn prepare(document: &Document, outline: &Outline, index: usize) -> Prepared {
    let node = &outline.nodes[index];
    let text = &document.text;
    let (mut body, mut facts, mut ranges) = (Flow::default(), Vec::new(), Vec::new());
    if let Sort::Row(row) = &node.sort {
        for cell in &row.body {
            if !body.text.is_empty() {
                body.mark('\n');
            }
            cell.iter().for_each(|r| body.push(text, r.clone()));
            ranges.extend(cell.iter().cloned());
        }
        for (column, pieces) in &row.facts {
            facts.push((*column, cell_flow(text, pieces)));
            ranges.extend(pieces.iter().cloned());
        }
    } else {
        for (range, joined) in &node.pieces {
            if !joined && !body.text.is_empty() {
                body.mark('\n');
            }
            body.push(text, range.clone());
            ranges.push(range.clone());
        }
    }
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(start);
    let units = units::read(&body.text);
    Prepared { node: index, body, facts, units, span: start..end }
}

/// A cell's lines: a new line is a new name unless the cell broke one name in two.
fn cell_flow(text: &str, pieces: &[Range<usize>]) -> Flow {
    let mut flow = Flow::default();
    for piece in pieces {
        let next = Flow::of(text, piece.clone()).text;
        let ends = names::is_body(flow.text.rsplit(['、', '，', '\n', '；']).next().unwrap_or(""));
        let whole = names::is_body(next.split(['、', '，', '；']).next().unwrap_or(""));
        let open = flow.text.ends_with(['、', '，', '；']) || next.starts_with(['、', '，']);
        if !flow.text.is_empty() && !open && ends && (whole || next.contains('：')) {
            flow.mark('\n');
        }
        flow.push(text, piece.clone());
    }
    flow
}
