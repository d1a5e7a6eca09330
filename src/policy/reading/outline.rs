//! The numbered outline: which lines open clauses, at which level, and which go on with one.

use super::container::{Block, Document};
use super::endmatter::{Margin, is_signature, margin};
use super::header::Head;
use super::labels::{Kind, Label, label_at};
use super::lines::{Furniture, continues};
use super::table::{TaskRow, tasks};
use std::collections::HashMap;
use std::ops::Range;

/// What a node of the outline is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sort {
    Root,
    Attachment,
    Numbered(Kind),
    Row(Box<TaskRow>),
}

impl PartialEq for TaskRow {
    fn eq(&self, other: &TaskRow) -> bool {
        self.number == other.number && self.body == other.body
    }
}

/// A node of the outline; leaves are clauses.
#[derive(Debug)]
pub(super) struct Node {
    pub sort: Sort,
    pub parent: usize,
    /// Bare numbers this node adds to the path.
    pub digits: Vec<String>,
    pub printed: String,
    pub number: u32,
    /// The node's text in the original; `true` where a piece goes on with the paragraph before it.
    pub pieces: Vec<(Range<usize>, bool)>,
    pub children: usize,
    /// Text that stands after the node's children.
    pub trailing: Vec<Range<usize>>,
}

#[derive(Debug)]
pub(super) struct Outline {
    pub nodes: Vec<Node>,
}

/// Builds the outline of a document.
pub(super) fn build(document: &Document, furniture: &Furniture, head: &Head) -> Outline {
    let root = Node {
        sort: Sort::Root,
        parent: 0,
        digits: Vec::new(),
        printed: String::new(),
        number: 0,
        pieces: Vec::new(),
        children: 0,
        trailing: Vec::new(),
    };
    let mut builder = Builder {
        document,
        furniture,
        nodes: vec![root],
        stack: vec![0],
        last: HashMap::new(),
        parents: HashMap::new(),
        previous: 0..0,
        ended: false,
        listing: false,
        interrupted: false,
    };
    let after_title = head.title_at.map_or(0, |t| t + 1);
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Line(_) if furniture.drop[at] => builder.interrupted = true,
            Block::Line(line) if at < after_title => builder.before_title(at, line.range.clone()),
            Block::Line(line) => builder.line(at, line.range.clone()),
            Block::Table(rows) => {
                if let Some(rows) = tasks(document, rows) {
                    builder.table(rows);
                }
            }
        }
    }
    Outline { nodes: builder.nodes }
}

/// Reads block after block into nodes.
pub(super) struct Builder<'a> {
    pub document: &'a Document,
    pub furniture: &'a Furniture,
    pub nodes: Vec<Node>,
    /// Open nodes from the root inwards.
    pub stack: Vec<usize>,
    pub last: HashMap<Kind, u32>,
    pub parents: HashMap<Kind, Kind>,
    /// The last line that was taken.
    pub previous: Range<usize>,
    pub ended: bool,
    pub listing: bool,
    /// A page ended since the last line that was taken.
    pub interrupted: bool,
}

impl<'a> Builder<'a> {
    pub fn text(&self, range: &Range<usize>) -> &'a str {
        self.document.text.get(range.clone()).unwrap_or("")
    }

    pub fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
    }

    /// A document that is itself an attachment says so above its title.
    fn before_title(&mut self, at: usize, range: Range<usize>) {
        let line = self.text(&range);
        if let Some(Margin::Attachment(name)) = margin(self.document, self.furniture, at, line).filter(|_| self.nodes.len() == 1) {
            self.attachment(name);
        }
    }

    fn line(&mut self, at: usize, range: Range<usize>) {
        let line = self.text(&range);
        let awaited = self.text(&self.previous).trim_end().ends_with(['：', ':']) && !self.text(&self.previous).contains("附件");
        match margin(self.document, self.furniture, at, line).filter(|m| !(awaited && *m == Margin::End)) {
            Some(Margin::Attachment(name)) => return self.attachment(name),
            Some(Margin::Listed) => {
                self.listing = true;
                return;
            }
            Some(Margin::End) => {
                self.drop_signature();
                (self.ended, self.listing) = (self.nodes.len() > 1, false);
                return;
            }
            None => {}
        }
        let label = label_at(line);
        if self.listing {
            let short = line.chars().count() <= 45 && !line.contains(['。', '，']);
            if short && label.as_ref().is_none_or(|l| l.kind == Kind::Arabic) {
                return;
            }
            self.listing = false;
        }
        match label {
            Some(label) if self.opens(&label) => self.open(label, range),
            _ if self.ended => {}
            _ => self.append(range),
        }
    }

    /// The text of the paragraph that is being read.
    pub fn paragraph(&self) -> String {
        let pieces = &self.nodes[self.top()].pieces;
        let near = pieces.len().saturating_sub(6);
        let start = near + pieces[near..].iter().rposition(|(_, joined)| !joined).unwrap_or(0);
        pieces[start..].iter().map(|(r, _)| self.text(r).trim()).collect()
    }

    fn open(&mut self, label: Label, range: Range<usize>) {
        let depth = self.depth_for(&label);
        self.stack.truncate(depth);
        let parent = self.top();
        if let Sort::Numbered(kind) = self.nodes[parent].sort {
            self.parents.insert(label.kind, kind);
        }
        self.last.insert(label.kind, label.number);
        let text = range.start + label.len..range.end;
        self.interrupted = false;
        self.push(
            parent,
            Node {
                sort: Sort::Numbered(label.kind),
                parent,
                digits: vec![label.digits],
                printed: label.printed,
                number: label.number,
                pieces: vec![(text, false)],
                children: 0,
                trailing: Vec::new(),
            },
        );
        self.previous = range;
        self.ended = false;
    }

    fn push(&mut self, parent: usize, node: Node) {
        self.nodes[parent].children += 1;
        self.stack.push(self.nodes.len());
        self.nodes.push(node);
    }

    pub fn attachment(&mut self, name: String) {
        self.drop_signature();
        self.stack.truncate(1);
        self.last.clear();
        (self.ended, self.listing, self.previous) = (false, false, 0..0);
        self.push(
            0,
            Node {
                sort: Sort::Attachment,
                parent: 0,
                digits: vec![name.clone()],
                printed: name,
                number: 0,
                pieces: Vec::new(),
                children: 0,
                trailing: Vec::new(),
            },
        );
    }

    /// Adds a line without a number to what is open.
    fn append(&mut self, range: Range<usize>) {
        let top = self.top();
        if !matches!(self.nodes[top].sort, Sort::Numbered(_)) {
            return;
        }
        let line = self.text(&range);
        let so_far = self.paragraph();
        // Across the end of a page only what is short enough is taken for a heading.
        let longest = if std::mem::take(&mut self.interrupted) { 20 } else { 32 };
        let first = self.nodes[top].pieces.len() == 1 && so_far.chars().count() <= longest && !so_far.contains('。');
        let joined = continues(self.furniture, &so_far, self.text(&self.previous), line, first);
        let indent = line.len() - line.trim_start().len();
        let piece = range.start + indent..range.end;
        self.previous = range;
        if !joined && self.belongs_to_parent(top) {
            let parent = self.nodes[top].parent;
            self.nodes[parent].trailing.push(piece);
        } else {
            self.nodes[top].pieces.push((piece, joined));
        }
    }

    /// Whether a paragraph after a list belongs to what announced the list.
    fn belongs_to_parent(&self, top: usize) -> bool {
        let parent = &self.nodes[self.nodes[top].parent];
        let announced = parent.pieces.last().is_some_and(|(r, _)| self.text(r).trim_end().ends_with(['：', ':']));
        let ends_with = |i: usize, c: &[char]| self.nodes[i].pieces.last().is_some_and(|(r, _)| self.text(r).trim_end().ends_with(c));
        let listed = parent.sort == Sort::Numbered(Kind::Article)
            || top > 1 && self.nodes[top - 1].parent == self.nodes[top].parent && ends_with(top - 1, &['；', ';']);
        announced && listed && ends_with(top, &['。', '！'])
    }

    /// Takes back lines that turn out to be the signature above a date.
    fn drop_signature(&mut self) {
        let top = self.top();
        for _ in 0..6 {
            let Some((range, joined)) = self.nodes[top].pieces.last().cloned() else { return };
            let pieces = &self.nodes[top].pieces;
            // Several issuers sign on several lines.
            let follows = pieces.len() > 2 && is_signature(self.text(&pieces[pieces.len() - 2].0));
            let signed = pieces.len() > 1 && (!joined || follows) && is_signature(self.text(&range));
            if !signed || super::units::opens_unit_line(&super::flow::compact(self.text(&range))) {
                return;
            }
            self.nodes[top].pieces.pop();
        }
    }

    fn table(&mut self, rows: Vec<TaskRow>) {
        // A title above the table takes it out of a clause that is complete in itself.
        if self.ended {
            self.stack.truncate(1);
        }
        if self.leaves_clause() {
            self.stack.truncate(if self.nodes[self.stack[1]].sort == Sort::Attachment { 2 } else { 1 });
        }
        let parent = self.top();
        for row in rows {
            let mut digits: Vec<String> = row.group.iter().filter_map(|g| g.0.clone()).collect();
            digits.push(row.number.clone());
            self.nodes[parent].children += 1;
            self.nodes.push(Node {
                printed: row.number.clone(),
                sort: Sort::Row(Box::new(row)),
                parent,
                digits,
                number: 0,
                pieces: Vec::new(),
                children: 0,
                trailing: Vec::new(),
            });
        }
        self.previous = 0..0;
    }

    /// Whether the line before a table is the table's own title under a finished clause.
    fn leaves_clause(&mut self) -> bool {
        let top = self.top();
        let Some((range, joined)) = self.nodes[top].pieces.last().cloned() else { return false };
        let title = self.text(&range).trim();
        let titled = self.nodes[top].pieces.len() > 1
            && !joined
            && title.chars().count() <= 40
            && title.ends_with(['表', '单', '账', '工', '）'])
            && !title.contains(['。', '，', '：']);
        let complete = self.nodes[top].pieces.iter().map(|(r, _)| self.text(r).matches('。').count()).sum::<usize>() > 1;
        if titled && complete {
            self.nodes[top].pieces.pop();
        }
        titled && complete && self.stack.len() > 1
    }
}
