//! The numbered outline: which lines open clauses, at which level, and which go on with one.

use super::container::{Block, Document};
use super::endmatter::{Margin, is_signature, margin};
use super::header::Head;
use super::labels::{Kind, Label, label_at};
use super::lines::{Furniture, continues, is_finished};
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
    number: u32,
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
    };
    let after_title = head.title_at.map_or(0, |t| t + 1);
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Line(_) if furniture.drop[at] || at < after_title => {}
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

struct Builder<'a> {
    document: &'a Document,
    furniture: &'a Furniture,
    nodes: Vec<Node>,
    /// Open nodes from the root inwards.
    stack: Vec<usize>,
    last: HashMap<Kind, u32>,
    parents: HashMap<Kind, Kind>,
    /// The last line that was taken.
    previous: Range<usize>,
    ended: bool,
    listing: bool,
}

impl<'a> Builder<'a> {
    fn text(&self, range: &Range<usize>) -> &'a str {
        self.document.text.get(range.clone()).unwrap_or("")
    }

    fn top(&self) -> usize {
        self.stack.last().copied().unwrap_or(0)
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

    /// Whether a number opens a clause here rather than stands in a sentence.
    fn opens(&self, label: &Label) -> bool {
        let n = label.number;
        let so_far = self.paragraph();
        let unfinished = self.stack.len() > 1 && !is_finished(&so_far) && self.goes_on(&so_far);
        if unfinished && so_far.ends_with(['第', '款', '条', '、', '《', '（', '，', '和', '或']) {
            return false;
        }
        let siblings: Vec<u32> =
            self.stack.iter().filter(|&&i| self.nodes[i].sort == Sort::Numbered(label.kind)).map(|&i| self.nodes[i].number).collect();
        let next = siblings.iter().any(|&s| s + 1 == n) || self.last.get(&label.kind).is_some_and(|&l| l + 1 == n);
        if next || n == 1 {
            return true;
        }
        if unfinished || label.loose {
            return false;
        }
        match siblings.last().or(self.last.get(&label.kind)) {
            Some(&last) => n > last && n <= last + 5,
            None => n <= 30,
        }
    }

    /// Whether the paragraph so far is running text that stops in the middle.
    fn goes_on(&self, so_far: &str) -> bool {
        let heading = self.nodes[self.top()].pieces.len() <= 1 && so_far.chars().count() <= 30;
        !so_far.is_empty()
            && !heading
            && self.nodes.len() > 1
            && !self.ended
            && !super::units::opens_unit_line(&super::flow::compact(self.text(&self.previous)))
    }

    /// The text of the paragraph that is being read.
    fn paragraph(&self) -> String {
        let pieces = &self.nodes[self.top()].pieces;
        let start = pieces.iter().rposition(|(_, joined)| !joined).unwrap_or(0);
        let long = pieces.len().saturating_sub(start) > 6;
        let start = if long { pieces.len() - 6 } else { start };
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

    /// How many open nodes stay open above a number.
    fn depth_for(&mut self, label: &Label) -> usize {
        let kind_at = |b: &Builder, i: usize| if let Sort::Numbered(kind) = b.nodes[i].sort { Some(kind) } else { None };
        let same: Vec<usize> = (0..self.stack.len()).filter(|&d| kind_at(self, self.stack[d]) == Some(label.kind)).collect();
        if let Some(&deepest) = same.last() {
            if let Some(&next) = same.iter().rev().find(|&&d| self.nodes[self.stack[d]].number + 1 == label.number) {
                return next;
            }
            if label.number == 1 {
                return self.restart(deepest, label);
            }
            return deepest;
        }
        if label.number == 1
            && self.ended
            && self.nodes[0].children > 0
            && self.stack.get(1).is_some_and(|&i| kind_at(self, i).is_none_or(|k| k >= label.kind))
        {
            return self.carried();
        }
        let mut depth = self.stack.len();
        let ranked = label.kind <= Kind::Han;
        while ranked && depth > 1 && kind_at(self, self.stack[depth - 1]).is_some_and(|k| k > label.kind) {
            depth -= 1;
        }
        if ranked {
            return depth;
        }
        // A level met before goes where it went before, unless its new parent announces a list.
        let announced = self.paragraph().ends_with(['：', ':']);
        let known = self.parents.get(&label.kind).and_then(|p| (0..depth).rev().find(|&d| kind_at(self, self.stack[d]) == Some(*p)));
        match known {
            Some(d) if !(announced && label.number == 1) => d + 1,
            _ => depth,
        }
    }

    /// Where a number one goes although its level is already open.
    fn restart(&mut self, deepest: usize, label: &Label) -> usize {
        let at = self.stack[deepest];
        let style = |printed: &str| printed.chars().last();
        let other_style = style(&self.nodes[at].printed) != style(&label.printed);
        let announced = self.paragraph().ends_with(['：', ':']);
        if deepest + 1 == self.stack.len() && label.kind > Kind::Han && (announced || other_style) {
            return deepest + 1;
        }
        if self.ended || deepest == 1 && label.kind <= Kind::Han {
            return self.carried();
        }
        deepest
    }

    /// A second outline after the document's own: the text it carries.
    fn carried(&mut self) -> usize {
        if self.nodes[self.stack[1]].sort != Sort::Attachment {
            self.attachment("附件".to_owned());
        }
        2
    }

    fn attachment(&mut self, name: String) {
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
        let first = self.nodes[top].pieces.len() == 1 && so_far.chars().count() <= 32 && !so_far.contains('。');
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
            let signed = self.nodes[top].pieces.len() > 1 && !joined && is_signature(self.text(&range));
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
