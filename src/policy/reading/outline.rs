//! The numbered outline: which lines open clauses, at which level, and which go on with one.

use super::container::{Block, Document, Span};
use super::endmatter::{Margin, is_signature, margin};
use super::grid::Grid;
use super::header::Head;
use super::labels::{Kind, Label, label_at};
use super::lines::{Lines, continues};
use super::nodes::{Node, Outline, Sort};
use super::table::{TaskRow, tasks};
use super::units::opens_unit_line;
use std::collections::HashMap;

/// Builds the outline of a document's blocks.
pub(super) fn build(document: &mut Document, lines: &Lines, head: &Head) -> Outline {
    let blocks = std::mem::take(&mut document.blocks);
    let mut builder = Builder {
        text: &document.text,
        lines,
        outline: Outline { nodes: vec![Node::new(Sort::Root, 0)], tables: Vec::new() },
        stack: vec![0],
        last: HashMap::new(),
        parents: HashMap::new(),
        previous: None,
        ended: false,
        listing: false,
        interrupted: false,
    };
    let mut line = 0;
    for block in blocks {
        match block {
            Block::Table(grid) => builder.table(grid),
            Block::Line(_) => {
                match () {
                    () if lines.is_dropped(line) => builder.interrupted = true,
                    () if head.title_at.is_some_and(|title| line <= title) => builder.before_title(line),
                    () => builder.line(line),
                }
                line += 1;
            }
        }
    }
    builder.outline
}

/// Reads block after block into nodes.
pub(super) struct Builder<'a> {
    pub text: &'a str,
    pub lines: &'a Lines,
    pub outline: Outline,
    /// Open nodes from the root inwards.
    pub stack: Vec<usize>,
    pub last: HashMap<Kind, u32>,
    pub parents: HashMap<Kind, Kind>,
    /// The last line that was taken.
    pub previous: Option<usize>,
    pub ended: bool,
    pub listing: bool,
    /// A page ended since the last line that was taken.
    pub interrupted: bool,
}

/// How many bytes of the paragraph so far are looked at.
const REACH: usize = 600;

impl Builder<'_> {
    pub fn node(&self, index: usize) -> &Node {
        &self.outline.nodes[index]
    }

    pub fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    /// The last line that was taken, in one spelling.
    pub fn previous_line(&self) -> &str {
        self.previous.map_or("", |line| self.lines.compact(line))
    }

    /// A document that is itself an attachment says so above its title.
    fn before_title(&mut self, line: usize) {
        if let Some(Margin::Attachment(name)) = margin(self.lines, line).filter(|_| self.outline.nodes.len() == 1) {
            self.attachment(&name);
        }
    }

    fn line(&mut self, at: usize) {
        let awaited = self.previous_line().ends_with('：') && !self.previous_line().contains("附件");
        match margin(self.lines, at).filter(|m| !(awaited && *m == Margin::End)) {
            Some(Margin::Attachment(name)) => return self.attachment(&name),
            Some(Margin::Listed) => {
                self.listing = true;
                return;
            }
            Some(Margin::End) => {
                self.drop_signature();
                (self.ended, self.listing) = (self.outline.nodes.len() > 1, false);
                return;
            }
            None => {}
        }
        let label = label_at(self.lines.span(at).of(self.text));
        if self.listing {
            let line = self.lines.compact(at);
            let short = line.chars().take(46).count() <= 45 && !line.contains(['。', '，']);
            if short && label.as_ref().is_none_or(|l| l.kind == Kind::Arabic) {
                return;
            }
            self.listing = false;
        }
        match label {
            Some(label) if self.opens(&label) => self.open(&label, at),
            _ if self.ended => {}
            _ => self.append(at),
        }
    }

    /// The end of the paragraph that is being read.
    pub fn paragraph(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        let mut length = 0;
        for (piece, joined) in self.node(self.top()).pieces().rev() {
            let part = piece.of(self.text).trim();
            let from = (part.len().saturating_sub(REACH)..part.len()).find(|&at| part.is_char_boundary(at)).unwrap_or(0);
            parts.push(&part[from..]);
            length += part.len();
            if !joined || length >= REACH {
                break;
            }
        }
        parts.iter().rev().copied().collect()
    }

    fn open(&mut self, label: &Label, line: usize) {
        let depth = self.depth_for(label);
        self.stack.truncate(depth);
        let parent = self.top();
        if let Some(kind) = self.node(parent).kind() {
            self.parents.insert(label.kind, kind);
        }
        self.last.insert(label.kind, label.number);
        self.interrupted = false;
        self.numbered(parent, label, self.lines.span(line));
        (self.previous, self.ended) = (Some(line), false);
    }

    /// Opens a node for a text that begins with a number.
    fn numbered(&mut self, parent: usize, label: &Label, whole: Span) {
        let text = whole.start + label.len as u32;
        let mut node = Node::new(Sort::Numbered(label.kind), parent);
        node.number = label.number as u16;
        node.label = Span { start: whole.start, end: text };
        node.first = Span { start: text, end: whole.end };
        self.push(parent, node);
    }

    fn push(&mut self, parent: usize, node: Node) {
        self.outline.nodes[parent].children += 1;
        self.stack.push(self.outline.nodes.len());
        self.outline.nodes.push(node);
    }

    pub fn attachment(&mut self, name: &str) {
        self.drop_signature();
        self.stack.truncate(1);
        self.last.clear();
        (self.ended, self.listing, self.previous) = (false, false, None);
        self.push(0, Node::new(Sort::Attachment(name.into()), 0));
    }

    /// Adds a line without a number to what is open.
    fn append(&mut self, line: usize) {
        let top = self.top();
        if self.node(top).kind().is_none() {
            return;
        }
        let so_far = self.paragraph();
        // Across the end of a page only what is short enough is taken for a heading.
        let longest = if std::mem::take(&mut self.interrupted) { 20 } else { 32 };
        let first = self.node(top).lines() == 1 && so_far.chars().count() <= longest && !so_far.contains('。');
        let joined = continues(self.lines, self.text, &so_far, self.previous, line, first);
        let span = self.lines.span(line);
        let words = span.of(self.text);
        let piece = Span { start: span.start + (words.len() - words.trim_start().len()) as u32, end: span.end };
        self.previous = Some(line);
        if !joined && self.belongs_to_parent(top) {
            let parent = self.node(top).parent as usize;
            self.outline.nodes[parent].push_trailing(piece);
        } else {
            self.outline.nodes[top].push(piece, joined);
        }
    }

    /// Whether a paragraph after a list belongs to what announced the list.
    fn belongs_to_parent(&self, top: usize) -> bool {
        let ends_with = |node: &Node, signs: &[char]| node.last().is_some_and(|p| p.of(self.text).trim_end().ends_with(signs));
        let parent = self.outline.parent(top);
        let siblings = top > 1 && self.node(top - 1).parent == self.node(top).parent;
        let listed = parent.kind() == Some(Kind::Article) || siblings && ends_with(self.node(top - 1), &['；', ';']);
        ends_with(parent, &['：', ':']) && listed && ends_with(self.node(top), &['。', '！'])
    }

    /// Takes back lines that turn out to be the signature above a date.
    fn drop_signature(&mut self) {
        let top = self.top();
        for _ in 0..6 {
            let node = self.node(top);
            let Some((piece, joined)) = node.last_further() else { return };
            // Several issuers sign on several lines.
            let before = node.pieces().rev().nth(1).map_or("", |(p, _)| p.of(self.text));
            let follows = node.lines() > 2 && is_signature(before);
            let words = piece.of(self.text);
            if joined && !follows || !is_signature(words) || opens_unit_line(&super::flow::compact(words)) {
                return;
            }
            self.outline.nodes[top].pop_further();
        }
    }

    fn table(&mut self, grid: Box<Grid>) {
        let Some((table, rows)) = tasks(self.text, grid, self.outline.tables.len()) else { return };
        // A title above the table takes it out of a clause that is complete in itself.
        if self.ended {
            self.stack.truncate(1);
        }
        if self.leaves_clause() {
            let attached = matches!(self.node(self.stack[1]).sort, Sort::Attachment(_));
            self.stack.truncate(if attached { 2 } else { 1 });
        }
        self.outline.tables.push(table);
        self.outline.nodes.reserve_exact(rows.len());
        // Groups that begin with one are the table's own; others go on with the outline around it.
        let goes_on = rows.iter().find_map(|r| r.group()?.number).is_some_and(|first| first > 1);
        for mut row in rows {
            if goes_on && self.opens_section(&row) {
                row.leave_group();
            }
            let parent = self.top();
            self.outline.nodes[parent].children += 1;
            self.outline.nodes.push(Node::new(Sort::Row(Box::new(row)), parent));
        }
        self.previous = None;
    }

    /// Opens the next section of the outline where a row stands under one: the first section's heading stands above
    /// the table, the others' are rows in it.
    fn opens_section(&mut self, row: &TaskRow) -> bool {
        let Some(at) = row.group().and_then(|g| g.at) else { return false };
        let Some(label) = label_at(at.of(self.text)) else { return false };
        let Some(open) = (1..self.stack.len()).find(|&d| self.node(self.stack[d]).kind() == Some(label.kind)) else { return false };
        let sibling = self.node(self.stack[open]);
        if sibling.label.start == at.start {
            return true;
        }
        let next = u32::from(sibling.number) + 1 == label.number;
        if next {
            let parent = sibling.parent as usize;
            self.stack.truncate(open);
            self.numbered(parent, &label, at);
        }
        next
    }

    /// Whether the line before a table is the table's own title under a finished clause.
    fn leaves_clause(&mut self) -> bool {
        let top = self.top();
        let node = self.node(top);
        let Some((piece, joined)) = node.last_further() else { return false };
        let title = piece.of(self.text).trim();
        let titled = !joined
            && title.chars().count() <= 40
            && title.ends_with(['表', '单', '账', '工', '）'])
            && !title.contains(['。', '，', '：']);
        let complete = node.pieces().map(|(p, _)| p.of(self.text).matches('。').count()).sum::<usize>() > 1;
        let leaves = titled && complete && self.stack.len() > 1;
        if titled && complete {
            self.outline.nodes[top].pop_further();
        }
        leaves
    }
}
