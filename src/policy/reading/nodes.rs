//! The nodes of a numbered outline. A document may have a hundred thousand of them, so each holds places in the text, not copies.

use super::container::Span;
use super::labels::{Kind, label_at};
use super::table::{TaskRow, TaskTable};

/// What a node of the outline is.
#[derive(Debug)]
pub(super) enum Sort {
    Root,
    /// An attachment with its name as it stands in paths: `附件2`.
    Attachment(Box<str>),
    Numbered(Kind),
    Row(Box<TaskRow>),
}

/// A node of the outline; leaves are clauses.
#[derive(Debug)]
pub(super) struct Node {
    pub sort: Sort,
    pub parent: u32,
    pub children: u32,
    pub number: u16,
    /// Where the number stands that opens it.
    pub label: Span,
    /// The rest of the line with the number.
    pub first: Span,
    further: Option<Box<Further>>,
}

/// What few of a long document's nodes have.
#[derive(Debug, Default)]
struct Further {
    /// Further lines; `true` where one goes on with the paragraph before it.
    lines: Vec<(Span, bool)>,
    /// Text that stands after the node's children.
    trailing: Vec<Span>,
}

const NOWHERE: Span = Span { start: 0, end: 0 };

impl Node {
    pub fn new(sort: Sort, parent: usize) -> Node {
        let (label, first) = (NOWHERE, NOWHERE);
        Node { sort, parent: parent as u32, children: 0, number: 0, label, first, further: None }
    }

    pub fn kind(&self) -> Option<Kind> {
        if let Sort::Numbered(kind) = self.sort { Some(kind) } else { None }
    }

    /// Whether a node is a clause.
    pub fn is_leaf(&self) -> bool {
        self.children == 0 && matches!(self.sort, Sort::Numbered(_) | Sort::Row(_))
    }

    fn more(&self) -> &[(Span, bool)] {
        self.further.as_ref().map_or(&[], |f| &f.lines)
    }

    /// How many lines the node's text has.
    pub fn lines(&self) -> usize {
        usize::from(self.kind().is_some()) + self.more().len()
    }

    /// The lines of the node's text; `true` where one goes on with the paragraph before it.
    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = (Span, bool)> + '_ {
        self.kind().map(|_| (self.first, false)).into_iter().chain(self.more().iter().copied())
    }

    /// The last line, unless it is the one with the number.
    pub fn last_further(&self) -> Option<(Span, bool)> {
        self.more().last().copied()
    }

    pub fn last(&self) -> Option<Span> {
        self.pieces().next_back().map(|(span, _)| span)
    }

    pub fn push(&mut self, piece: Span, joined: bool) {
        self.further.get_or_insert_default().lines.push((piece, joined));
    }

    pub fn pop_further(&mut self) {
        if let Some(further) = &mut self.further {
            further.lines.pop();
        }
    }

    pub fn trailing(&self) -> &[Span] {
        self.further.as_ref().map_or(&[], |f| &f.trailing)
    }

    pub fn push_trailing(&mut self, piece: Span) {
        self.further.get_or_insert_default().trailing.push(piece);
    }

    /// The bare numbers this node adds to the path.
    pub fn digits(&self, text: &str) -> Vec<String> {
        match &self.sort {
            Sort::Root => Vec::new(),
            Sort::Attachment(name) => vec![name.to_string()],
            Sort::Numbered(_) => label_at(self.label.of(text)).map(|l| l.digits).into_iter().collect(),
            Sort::Row(row) => row.group().and_then(|g| g.digits.clone()).into_iter().chain([row.number.to_string()]).collect(),
        }
    }

    /// The node's number as printed: `（三）`, `第十二条`.
    pub fn printed(&self, text: &str) -> String {
        match &self.sort {
            Sort::Root => String::new(),
            Sort::Attachment(name) => name.to_string(),
            Sort::Numbered(_) => label_at(self.label.of(text)).map(|l| l.printed).unwrap_or_default(),
            Sort::Row(row) => row.number.to_string(),
        }
    }
}

/// The outline of a document: its nodes in order, and the tables whose rows are among them.
#[derive(Debug)]
pub(super) struct Outline {
    pub nodes: Vec<Node>,
    pub tables: Vec<TaskTable>,
}

impl Outline {
    /// The nodes around one, innermost first, the root last.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = &Node> {
        let mut at = index;
        std::iter::from_fn(move || {
            (at != 0).then(|| {
                at = self.nodes[at].parent as usize;
                &self.nodes[at]
            })
        })
    }

    pub fn parent(&self, index: usize) -> &Node {
        &self.nodes[self.nodes[index].parent as usize]
    }
}
