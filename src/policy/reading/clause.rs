//! One clause after another: its text put together, and what it says about who, when and how much.

use super::bodies::actors;
use super::character::{heading, kind};
use super::columns::Column;
use super::dates::Clock;
use super::departments::{Directory, KnownDepartment};
use super::flow::Flow;
use super::header::Head;
use super::inherited::Around;
use super::labels::Kind;
use super::leaf::{Leaf, listed_names, prepare};
use super::model::{Body, Found, ReadClause, Sureness};
use super::names::Names;
use super::nodes::{Node, Outline, Sort};
use super::tense::{Segment, clip, segments, without_titles};
use super::{cadence, dates, targets, units};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Reads the leaves of an outline one after another.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub outline: &'a Outline,
    pub head: &'a Head,
    directory: Directory<'a>,
    pub known: Names,
    /// What the nodes around the present leaf say of it: many leaves ask the same ones.
    pub around: RefCell<HashMap<usize, Around>>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, outline: &'a Outline, head: &'a Head, departments: &'a [KnownDepartment]) -> Reader<'a> {
        let directory = Directory::new(departments);
        let mut known = Names::default();
        directory.names().for_each(|n| known.learn(n));
        // Names that are listed somewhere are found in running text everywhere.
        for index in (0..outline.nodes.len()).filter(|&i| outline.nodes[i].is_leaf()) {
            listed_names(text, outline, index, |name| known.learn(name));
        }
        Reader { text, outline, head, directory, known, around: RefCell::default() }
    }

    /// The clause a node is; `None` where it is none.
    pub fn clause_at(&self, index: usize) -> Option<ReadClause> {
        self.outline.nodes[index].is_leaf().then(|| self.clause(&prepare(self.text, self.outline, index)))
    }

    fn clause(&self, leaf: &Leaf) -> ReadClause {
        let node = &self.outline.nodes[leaf.index];
        let flow = &leaf.body;
        let titleless = without_titles(&flow.text);
        let parts = segments(&titleless, self.head.year);
        let (lead, support) = self.bodies(leaf, &parts);
        let is_article = |n: &Node| n.kind() == Some(Kind::Article);
        let article = is_article(node) || self.outline.ancestors(leaf.index).any(is_article);
        let due = self.due(leaf, &titleless, &parts, article);
        let cadence = self.cadence(leaf, &titleless, &parts, due.as_ref());
        let setting =
            targets::Setting { article, condition: article && self.under_conditions(leaf.index), row: matches!(node.sort, Sort::Row(_)) };
        let targets: Vec<_> = targets::read(&titleless, &parts, setting)
            .into_iter()
            .map(|(value, range, sure)| Found { value, span: flow.span(range), sure })
            .collect();
        let heading = heading(&flow.text).map(str::to_owned);
        let (path, section) = self.path(leaf.index);
        let kind = kind(&flow.text, &section, heading.as_deref(), lead.is_empty() && targets.is_empty() && due.is_none(), article, &parts);
        ReadClause {
            path,
            label: node.printed(self.text),
            section,
            heading,
            text: self.printed(node, flow),
            span: leaf.span.clone(),
            lead,
            support,
            due,
            cadence,
            targets,
            kind,
        }
    }

    /// The numbers from the outermost level inwards, and the headings of the levels around.
    fn path(&self, index: usize) -> (Vec<String>, Vec<String>) {
        let node = &self.outline.nodes[index];
        let (mut path, mut section) = (node.digits(self.text), Vec::new());
        path.reverse();
        if let Sort::Row(row) = &node.sort {
            section.extend(row.group().map(|g| g.heading.clone()));
        }
        for n in self.outline.ancestors(index) {
            path.extend(n.digits(self.text).into_iter().rev());
            match &n.sort {
                Sort::Numbered(_) => {
                    let own = n.first.range();
                    let own = clip(self.text, own.start..own.end.min(own.start + HEADING)).trim();
                    section.push(heading(own).unwrap_or(own).chars().take(60).collect());
                }
                Sort::Attachment(name) => section.push(name.to_string()),
                _ => {}
            }
        }
        path.reverse();
        section.reverse();
        (path, section)
    }

    /// The clause's words as printed, lines joined.
    fn printed(&self, node: &Node, flow: &Flow) -> String {
        let mut out = String::new();
        for (piece, joined) in node.pieces() {
            if !joined && !out.is_empty() {
                out.push('\n');
            }
            out.push_str(piece.of(self.text).trim());
        }
        if out.is_empty() { flow.text.clone() } else { out }
    }

    pub fn body(&self, flow: &Flow, range: Range<usize>, sure: Sureness) -> Body {
        let printed = flow.text[range.clone()].replace('\n', "");
        let known = self.directory.find(&printed);
        let name = known.map_or_else(|| printed.clone(), |d| d.name.clone());
        Body { name, printed, department: known.map(|d| d.id), span: flow.span(range), sure }
    }

    /// Who leads and who supports: the cells say it, else the unit lines, else the sentences, else
    /// what announced the clause.
    fn bodies(&self, leaf: &Leaf, parts: &[Segment]) -> (Vec<Body>, Vec<Body>) {
        let by_cells = self.in_cells(leaf);
        if !by_cells.0.is_empty() || !by_cells.1.is_empty() {
            return by_cells;
        }
        let flow = &leaf.body;
        let units = &leaf.units;
        let make = |list: &[Range<usize>]| list.iter().map(|r| self.body(flow, r.clone(), Sureness::Sure)).collect();
        if units.found {
            return distinct(make(&units.roles.lead), make(&units.roles.support));
        }
        let (mut lead, mut support) = (Vec::new(), Vec::new());
        for actor in actors(&flow.text, parts, &self.known) {
            let body = self.body(flow, actor.range, actor.sure);
            if actor.supports { support.push(body) } else { lead.push(body) }
        }
        if lead.is_empty() && support.is_empty() {
            return self.inherited(leaf.index);
        }
        distinct(lead, support)
    }

    fn in_cells(&self, leaf: &Leaf) -> (Vec<Body>, Vec<Body>) {
        use super::roles::{Expression, Mode, named};
        let (mut lead, mut support) = (Vec::new(), Vec::new());
        let helped = leaf.facts.iter().any(|(c, _)| *c == Column::Support);
        let led = leaf.facts.iter().any(|(c, _)| *c == Column::Lead);
        for (column, flow) in &leaf.facts {
            let mode = match column {
                Column::Lead => Mode::Lead,
                Column::Support => Mode::Support,
                Column::Responsible if led => Mode::Support,
                Column::Responsible => Mode::Duty,
                _ => continue,
            };
            let labelled = units::read(&flow.text);
            let roles = if labelled.found {
                labelled.roles
            } else {
                let mut all = vec![Expression { mode, range: 0..flow.text.len() }];
                if helped && mode == Mode::Duty {
                    all.push(Expression { mode: Mode::Support, range: 0..0 });
                }
                named(&flow.text, &all)
            };
            lead.extend(roles.lead.into_iter().map(|r| self.body(flow, r, Sureness::Sure)));
            support.extend(roles.support.into_iter().map(|r| self.body(flow, r, Sureness::Sure)));
        }
        distinct(lead, support)
    }

    fn due(&self, leaf: &Leaf, titleless: &str, parts: &[Segment], article: bool) -> Option<Found<chrono::NaiveDate>> {
        let clock = Clock { issued_on: self.head.issued_on, year: self.head.year, article };
        let mut found: Vec<Found<chrono::NaiveDate>> = dates::read(titleless, parts, &leaf.units.when, clock)
            .into_iter()
            .map(|d| Found { value: d.day, span: leaf.body.span(d.range), sure: d.sure })
            .collect();
        for (_, flow) in leaf.facts.iter().filter(|(c, _)| *c == Column::Due) {
            let whole = std::slice::from_ref(&(0..flow.text.len())).to_vec();
            let days =
                dates::read(&flow.text, &segments(&flow.text, self.head.year), if repeats(&flow.text) { &[] } else { &whole }, clock);
            if !days.is_empty() {
                found.retain(|d| d.sure == Sureness::Sure);
            }
            found.extend(days.into_iter().map(|d| Found { value: d.day, span: flow.span(d.range), sure: Sureness::Sure }));
        }
        found.into_iter().max_by_key(|d| d.value)
    }

    fn cadence(
        &self,
        leaf: &Leaf,
        titleless: &str,
        parts: &[Segment],
        due: Option<&Found<chrono::NaiveDate>>,
    ) -> Option<Found<super::Cadence>> {
        let cell = leaf.facts.iter().filter(|(c, _)| *c == Column::Due).find_map(|(_, flow)| {
            let (value, range, sure) = cadence::read(&flow.text, &segments(&flow.text, None), false)?;
            range.map(|r| Found { value, span: flow.span(r), sure })
        });
        let words = cadence::read(titleless, parts, due.is_some()).map(|(value, range, sure)| {
            let span = range.map(|r| leaf.body.span(r)).or_else(|| due.map(|d| d.span.clone())).unwrap_or(0..0);
            Found { value, span, sure }
        });
        // A period outranks 持续 and the like, wherever they stand.
        let loose = |f: &Found<super::Cadence>| matches!(f.value, super::Cadence::Ongoing | super::Cadence::Once);
        match (cell, words) {
            (Some(c), Some(w)) if loose(&c) && (!loose(&w) || due.is_some()) => Some(w),
            (Some(c), _) => Some(c),
            (None, w) => w,
        }
    }
}

/// How many bytes of what heads a section are looked at.
const HEADING: usize = 400;

fn repeats(text: &str) -> bool {
    text.contains('每')
}

/// Each department once; one that leads does not support as well.
pub(super) fn distinct(lead: Vec<Body>, support: Vec<Body>) -> (Vec<Body>, Vec<Body>) {
    let mut seen = std::collections::HashSet::new();
    let mut once = |list: Vec<Body>| -> Vec<Body> { list.into_iter().filter(|b| seen.insert(b.name.clone())).collect() };
    let lead = once(lead);
    (lead, once(support))
}
