//! From what the reader found to clauses and proposals.

use unicode_normalization::UnicodeNormalization;

use super::{Content, Field, Mark, Mention};
use crate::{
    calendar::{Cadence, DeadlineRule},
    duties::{Comparison, NewTarget, Part},
    policy::reading::{self, Body, ClauseKind, ReadClause, Sureness},
};

/// The longest title of a duty, in characters.
const TITLE_MAX: usize = 60;

/// A clause and what it proposes, before they have ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub path: Vec<String>,
    pub label: String,
    pub section: Vec<String>,
    pub heading: String,
    pub text: String,
    pub span: std::ops::Range<usize>,
    pub proposed_kind: ClauseKind,
    pub proposal: Option<Draft>,
}

/// A proposal before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub title: String,
    pub content: Content,
}

/// A clause of a reading. `text`: the whole document's, which spans count in. `local`: which departments are local governments.
pub fn draft_clause(read: &ReadClause, text: &str, local: &dyn Fn(i64) -> bool) -> Read {
    let original = text.get(read.span.clone()).unwrap_or(&read.text).to_owned();
    let proposal = (read.kind == ClauseKind::Duty).then(|| draft(read, &original, local));
    Read {
        path: read.path.clone(),
        label: read.label.clone(),
        section: read.section.clone(),
        heading: read.heading.clone().unwrap_or_default(),
        text: original,
        span: read.span.clone(),
        proposed_kind: read.kind,
        proposal,
    }
}

fn draft(read: &ReadClause, original: &str, local: &dyn Fn(i64) -> bool) -> Draft {
    let title = title_of(read.heading.as_deref().unwrap_or_default(), &read.text);
    let mut content = Content {
        requirement: read.text.clone(),
        rule: read.due.as_ref().map(|due| DeadlineRule::Fixed { on: due.value }),
        cadence: read.cadence.as_ref().map(|c| cadence(c.value)),
        targets: read.targets.iter().map(|t| target(&t.value, &title)).collect(),
        ..Content::default()
    };
    let inside = |span: &std::ops::Range<usize>, field, sure| {
        let (start, end) = (span.start.checked_sub(read.span.start)?, span.end.checked_sub(read.span.start)?);
        let whole = start < end && original.is_char_boundary(start) && original.is_char_boundary(end) && end <= original.len();
        whole.then_some(Mark { field, start, end, sure })
    };
    let found = |field, spans: Vec<(&std::ops::Range<usize>, Sureness)>| -> Vec<Mark> {
        spans.into_iter().filter_map(|(span, sure)| inside(span, field, sure)).collect()
    };
    let bodies = |bodies: &[Body]| -> Vec<(std::ops::Range<usize>, Sureness)> { bodies.iter().map(|b| (b.span.clone(), b.sure)).collect() };
    for (field, spans) in [(Field::Lead, bodies(&read.lead)), (Field::Support, bodies(&read.support))] {
        content.marks.extend(found(field, spans.iter().map(|(s, sure)| (s, *sure)).collect()));
    }
    content.marks.extend(found(Field::Due, read.due.iter().map(|d| (&d.span, d.sure)).collect()));
    content.marks.extend(found(Field::Cadence, read.cadence.iter().map(|c| (&c.span, c.sure)).collect()));
    content.marks.extend(found(Field::Targets, read.targets.iter().map(|t| (&t.span, t.sure)).collect()));
    for (part, bodies) in [(Part::Lead, &read.lead), (Part::Support, &read.support)] {
        for body in bodies {
            mention(&mut content, part, body);
        }
    }
    content.apart = content.lead_ids.iter().filter(|d| local(**d)).count() > 1;
    Draft { title, content }
}

fn mention(content: &mut Content, part: Part, body: &Body) {
    let by_alias = body.department.is_some() && level(&body.name) != level(&body.printed);
    let mention = Mention { printed: body.printed.clone(), part, department: body.department, settled: false, by_alias };
    if content.mentions.iter().any(|m| m.printed == mention.printed && m.part == part) {
        return;
    }
    if let Some(department) = body.department {
        content.charge(part, department);
    }
    content.mentions.push(mention);
}

fn level(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A short title: the heading, or the beginning of the text up to its first pause.
pub fn title_of(heading: &str, text: &str) -> String {
    let source = if heading.trim().is_empty() { text.trim() } else { heading.trim() };
    let first = source.split(['。', '；', '\n', ';', '：']).find(|p| !p.trim().is_empty()).unwrap_or(source).trim();
    if first.chars().count() <= TITLE_MAX {
        return first.to_owned();
    }
    let mut cut: String = first.chars().take(TITLE_MAX - 1).collect();
    cut.push('…');
    cut
}

fn target(read: &reading::Target, title: &str) -> NewTarget {
    let per = read.per.map(|per| match per {
        reading::Per::Day => "day",
        reading::Per::Week => "week",
        reading::Per::Month => "month",
        reading::Per::Quarter => "quarter",
        reading::Per::HalfYear => "half_year",
        reading::Per::Year => "year",
    });
    let comparison = match read.comparison {
        reading::Comparison::AtLeast => Comparison::AtLeast,
        reading::Comparison::AtMost => Comparison::AtMost,
        reading::Comparison::About => Comparison::About,
        reading::Comparison::Exactly => Comparison::Exactly,
    };
    let name = if read.what.trim().is_empty() { title } else { read.what.trim() };
    // Separators of the one-line form would split the name when it is typed back.
    let name: String = name.chars().map(|c| if matches!(c, '；' | ';' | '\n') { ' ' } else { c }).collect();
    NewTarget { name, value: read.value, unit: read.unit.clone(), comparison, per: per.map(str::to_owned) }
}

fn cadence(read: reading::Cadence) -> Cadence {
    match read {
        reading::Cadence::Once => Cadence::Once,
        reading::Cadence::Daily => Cadence::Daily,
        reading::Cadence::Weekly => Cadence::Weekly,
        reading::Cadence::Monthly => Cadence::Monthly,
        reading::Cadence::Quarterly => Cadence::Quarterly,
        reading::Cadence::HalfYearly => Cadence::HalfYearly,
        reading::Cadence::Yearly => Cadence::Yearly,
        reading::Cadence::Ongoing => Cadence::Ongoing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_heading_or_the_first_pause() {
        assert_eq!(title_of("加强监管", "x"), "加强监管");
        assert_eq!(title_of("", "\n加强监管。其余略。"), "加强监管");
        assert_eq!(title_of("", &"长".repeat(90)).chars().count(), TITLE_MAX);
        assert_eq!(title_of("", ""), "");
    }

    #[test]
    fn marks_count_from_the_clause_and_stay_inside_it() {
        let text = "前言\n一、甲局牵头整治。\n附表";
        let at = |needle: &str| {
            let start = text.find(needle).unwrap();
            start..start + needle.len()
        };
        let body = Body { name: "甲局".into(), printed: "甲局".into(), department: Some(7), span: at("甲局"), sure: Sureness::Sure };
        let outside = Body { span: at("附表"), printed: "附表".into(), department: None, ..body.clone() };
        let read = ReadClause {
            path: vec!["一".into()],
            label: "一、".into(),
            section: vec![],
            heading: None,
            text: "甲局牵头整治。".into(),
            span: at("一、甲局牵头整治。"),
            lead: vec![body],
            support: vec![outside],
            due: None,
            cadence: None,
            targets: vec![],
            kind: ClauseKind::Duty,
        };
        let drafted = draft_clause(&read, text, &|_| false);
        let content = drafted.proposal.unwrap().content;
        assert_eq!(content.marks.len(), 1);
        assert_eq!(&drafted.text[content.marks[0].start..content.marks[0].end], "甲局");
        assert_eq!(content.lead_ids, [7]);
        assert_eq!(content.mentions.len(), 2);
    }
}
