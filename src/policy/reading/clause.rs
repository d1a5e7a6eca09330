//! One clause after another: its text put together, and what it says about who, when and how much.

use super::bodies::actors;
use super::character::{heading, kind};
use super::container::Document;
use super::dates::Clock;
use super::departments::{Directory, KnownDepartment};
use super::flow::Flow;
use super::header::Head;
use super::labels::Kind;
use super::leaf::{Prepared, is_leaf, prepare};
use super::model::{Body, Found, ReadClause, Sureness};
use super::names::Names;
use super::outline::{Node, Outline, Sort};
use super::table::Column;
use super::tense::{Segment, segments, without_titles};
use super::{cadence, dates, names, targets, units};
use std::ops::Range;

/// Reads every leaf of an outline.
pub(super) fn read_all(document: &Document, outline: &Outline, head: &Head, departments: &[KnownDepartment]) -> Vec<ReadClause> {
    let directory = Directory::new(departments);
    let leaves: Vec<Prepared> =
        (0..outline.nodes.len()).filter(|&i| is_leaf(&outline.nodes[i])).map(|i| prepare(document, outline, i)).collect();
    let mut known = Names::default();
    directory.names().for_each(|n| known.learn(n));
    for leaf in &leaves {
        let roles = &leaf.units.roles;
        let listed = roles.lead.iter().chain(&roles.support).map(|r| &leaf.body.text[r.clone()]);
        let celled = leaf.facts.iter().filter(|(c, _)| *c != Column::Due).flat_map(|(_, f)| f.text.split(['、', '，', '\n', '；']));
        listed.chain(celled).filter(|n| n.chars().count() > 2 && names::is_body(n)).for_each(|n| known.learn(n));
    }
    let reader = Reader { document, outline, head, directory, known };
    leaves.iter().map(|leaf| reader.clause(leaf)).collect()
}

struct Reader<'a> {
    document: &'a Document,
    outline: &'a Outline,
    head: &'a Head,
    directory: Directory<'a>,
    known: Names,
}

impl Reader<'_> {
    fn clause(&self, leaf: &Prepared) -> ReadClause {
        let node = &self.outline.nodes[leaf.node];
        let flow = &leaf.body;
        let titleless = without_titles(&flow.text);
        let parts = segments(&titleless, self.head.year);
        let (lead, support) = self.bodies(leaf, &parts);
        let article =
            self.ancestors(leaf.node).any(|n| n.sort == Sort::Numbered(Kind::Article)) || node.sort == Sort::Numbered(Kind::Article);
        let due = self.due(leaf, &titleless, &parts, article);
        let cadence = self.cadence(leaf, &titleless, &parts, due.as_ref());
        let setting =
            targets::Setting { article, condition: article && self.under_conditions(node), row: matches!(node.sort, Sort::Row(_)) };
        let targets: Vec<_> = targets::read(&titleless, &parts, setting)
            .into_iter()
            .map(|(value, range, sure)| Found { value, span: flow.span(range), sure })
            .collect();
        let heading = heading(&flow.text).map(str::to_owned);
        let (path, section) = self.path(leaf.node);
        let kind = kind(&flow.text, &section, heading.as_deref(), lead.is_empty() && targets.is_empty() && due.is_none(), article, &parts);
        ReadClause {
            path,
            label: node.printed.clone(),
            section,
            heading,
            text: self.text(node, flow),
            span: leaf.span.clone(),
            lead,
            support,
            due,
            cadence,
            targets,
            kind,
        }
    }

    fn ancestors(&self, index: usize) -> impl Iterator<Item = &Node> {
        let mut at = index;
        std::iter::from_fn(move || {
            let parent = self.outline.nodes[at].parent;
            (at != 0).then(|| {
                at = parent;
                &self.outline.nodes[parent]
            })
        })
    }

    fn path(&self, index: usize) -> (Vec<String>, Vec<String>) {
        let node = &self.outline.nodes[index];
        let (mut path, mut section) = (node.digits.iter().rev().cloned().collect::<Vec<_>>(), Vec::new());
        if let Sort::Row(row) = &node.sort {
            section.extend(row.group.iter().map(|g| g.1.clone()));
        }
        for n in self.ancestors(index) {
            path.extend(n.digits.iter().rev().cloned());
            match n.sort {
                Sort::Numbered(_) => {
                    let own = n.pieces.first().and_then(|(r, _)| self.document.text.get(r.clone())).unwrap_or("");
                    let own = own.trim();
                    section.push(heading(own).unwrap_or(own).chars().take(60).collect());
                }
                Sort::Attachment => section.push(n.printed.clone()),
                _ => {}
            }
        }
        path.reverse();
        section.reverse();
        (path, section)
    }

    /// The clause's words as printed, lines joined.
    fn text(&self, node: &Node, flow: &Flow) -> String {
        let mut out = String::new();
        for (range, joined) in &node.pieces {
            if !joined && !out.is_empty() {
                out.push('\n');
            }
            out.push_str(self.document.text.get(range.clone()).unwrap_or("").trim());
        }
        if out.is_empty() { flow.text.clone() } else { out }
    }

    fn body(&self, flow: &Flow, range: Range<usize>, sure: Sureness) -> Body {
        let printed = flow.text[range.clone()].replace('\n', "");
        let known = self.directory.find(&printed);
        let name = known.map_or_else(|| printed.clone(), |d| d.name.clone());
        Body { name, printed, department: known.map(|d| d.id), span: flow.span(range), sure }
    }

    /// Who leads and who supports: the cells say it, else the unit lines, else the sentences, else
    /// what announced the clause.
    fn bodies(&self, leaf: &Prepared, parts: &[Segment]) -> (Vec<Body>, Vec<Body>) {
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
            return self.inherited(leaf.node);
        }
        distinct(lead, support)
    }

    fn in_cells(&self, leaf: &Prepared) -> (Vec<Body>, Vec<Body>) {
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

    /// What the text that announced a list, or stands after it, charges all its items with.
    fn inherited(&self, index: usize) -> (Vec<Body>, Vec<Body>) {
        for parent in self.ancestors(index).filter(|n| matches!(n.sort, Sort::Numbered(_))) {
            let mut flow = Flow::default();
            parent.pieces.iter().map(|p| &p.0).chain(&parent.trailing).for_each(|r| {
                flow.push(&self.document.text, r.clone());
                flow.mark('\n');
            });
            let units = units::read(&flow.text);
            let guess = |r: Range<usize>| self.body(&flow, r, Sureness::Guess);
            if units.found {
                return distinct(units.roles.lead.into_iter().map(guess).collect(), units.roles.support.into_iter().map(guess).collect());
            }
        }
        let node = &self.outline.nodes[index];
        let parent = &self.outline.nodes[node.parent];
        let Some((intro, _)) = parent.pieces.last().filter(|_| matches!(node.sort, Sort::Numbered(_))) else { return Default::default() };
        let flow = Flow::of(&self.document.text, intro.clone());
        let sentence = flow.text.rfind(['。', '；']).map_or(0, |i| i + 3);
        let last = &flow.text[sentence..];
        let charges = last.ends_with('：')
            && ["履行", "职责", "做好", "负责", "采取", "开展", "工作：", "措施：", "任务："].iter().any(|w| last.contains(w))
            && !last.contains("条件");
        if !charges {
            return Default::default();
        }
        let parts = segments(&flow.text, self.head.year);
        let found = actors(&flow.text, &parts, &self.known);
        let lead =
            found.into_iter().filter(|a| !a.supports && a.range.start >= sentence).map(|a| self.body(&flow, a.range, Sureness::Guess));
        (lead.collect(), Vec::new())
    }

    fn under_conditions(&self, node: &Node) -> bool {
        let parent = &self.outline.nodes[node.parent];
        let intro = parent.pieces.last().and_then(|(r, _)| self.document.text.get(r.clone())).unwrap_or("");
        ["条件", "情形", "材料", "之一", "行为"].iter().any(|w| intro.contains(w))
    }

    fn due(&self, leaf: &Prepared, titleless: &str, parts: &[Segment], article: bool) -> Option<Found<chrono::NaiveDate>> {
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
        leaf: &Prepared,
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

fn repeats(text: &str) -> bool {
    text.contains('每')
}

/// Each department once; one that leads does not support as well.
fn distinct(lead: Vec<Body>, support: Vec<Body>) -> (Vec<Body>, Vec<Body>) {
    let mut seen = std::collections::HashSet::new();
    let mut once = |list: Vec<Body>| -> Vec<Body> { list.into_iter().filter(|b| seen.insert(b.name.clone())).collect() };
    let lead = once(lead);
    (lead, once(support))
}
