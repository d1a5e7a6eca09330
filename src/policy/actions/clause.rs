//! Setting the outline right: renumbering, merging, splitting clauses.

use serde_json::json;

use super::{CLAUSE, Seen, clause_of, confirm::origin, open_document, settle_document, tell};
use crate::{
    duties::{
        actions as duties,
        words::{clean, optional},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    policy::{
        model::{Clause, Content, Proposal, ProposalState, title_of},
        store,
    },
    tenancy::Scope,
};

/// The line between the two halves of a clause that is split.
pub const DIVIDER: &str = "-----";

/// Number, path and heading as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseFields {
    pub label: String,
    /// Numbers from the outermost inwards, separated by spaces.
    pub path: String,
    pub heading: String,
}

fn seen_clause(conn: &mut Conn, scope: &Scope, document: &crate::policy::Document, seen: Seen) -> Result<Clause> {
    let clause = clause_of(conn, scope, document, seen.id)?;
    if clause.version == seen.version { Ok(clause) } else { Err(Error::Conflict) }
}

/// Renumbers a clause or corrects its heading. Fields: `label`, `path`, `heading`.
pub fn edit_clause(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen, new: &ClauseFields) -> Result<()> {
    let document = open_document(conn, scope, document_id)?;
    let mut clause = seen_clause(conn, scope, &document, seen)?;
    let mut errors = FieldErrors::default();
    clause.label = optional(&mut errors, "label", &new.label, 40);
    clause.heading = optional(&mut errors, "heading", &new.heading, 200);
    let path = optional(&mut errors, "path", &new.path, 80);
    clause.path =
        path.split(|c: char| c.is_whitespace() || matches!(c, '/' | '›' | '>')).filter(|p| !p.is_empty()).map(str::to_owned).collect();
    if clause.path.is_empty() {
        errors.add("path", Message::new("field-required"));
    } else if store::path_taken(conn, scope, &clause)? {
        errors.add("path", Message::new("policy-path-taken").text("path", clause.number()));
    }
    errors.finish(())?;
    store::save_clause(conn, scope, &mut clause)?;
    tell(conn, scope, &clause, "renumber", "", json!({ "path": clause.number() }))
}

/// Merges a clause with the one before or after it; the earlier one stays and takes over text, proposals and duties.
/// Returns the clause that stays.
pub fn merge(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen, with_previous: bool) -> Result<i64> {
    let mut document = open_document(conn, scope, document_id)?;
    let clause = seen_clause(conn, scope, &document, seen)?;
    let other = store::neighbour(conn, scope, &clause, with_previous)?.ok_or_else(|| Error::refused("policy-refused-no-neighbour"))?;
    let (mut first, second) = if with_previous { (other, clause) } else { (clause, other) };
    let shift = first.text.len() + 1;
    first.text = format!("{}\n{}", first.text, second.text);
    first.span = first.span.start.min(second.span.start)..first.span.end.max(second.span.end);
    first.follows_id = first.follows_id.or(second.follows_id);
    let last = store::of_clauses(conn, scope, &[first.id])?.iter().map(|p| p.position).max().unwrap_or(0);
    for mut proposal in store::of_clauses(conn, scope, &[second.id])? {
        for mark in &mut proposal.content.marks {
            mark.start += shift;
            mark.end += shift;
        }
        proposal.clause_id = first.id;
        proposal.position += last;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    let from = origin(scope, &document, &second).label;
    duties::move_origin(conn, scope, CLAUSE, second.id, &origin(scope, &document, &first), &from)?;
    if first.kind != second.kind {
        first.kind = None;
        first.no_duty_reason.clear();
    }
    store::pass_on(conn, scope, second.id, first.id)?;
    store::delete_clause(conn, scope, second.id)?;
    store::save_clause(conn, scope, &mut first)?;
    tell(conn, scope, &first, "merge", "", json!({ "other": second.name() }))?;
    settle_document(conn, scope, &mut document)?;
    Ok(first.id)
}

/// Splits a clause where [`DIVIDER`] stands on a line of `text`, which must otherwise be the clause's own text. The second half gets
/// proposals of its own, like the first's. Field: `text`. Returns the new clause.
pub fn split(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen, text: &str) -> Result<i64> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut first = seen_clause(conn, scope, &document, seen)?;
    let at = divide(&first.text, text)?;
    store::make_room(conn, scope, &first)?;
    let rest = first.text[at..].trim_start().to_owned();
    let offset = first.text.len() - rest.len();
    let mut second = Clause {
        id: new_id(),
        position: first.position + 1,
        path: first.path.iter().cloned().chain(["2".to_owned()]).collect(),
        label: String::new(),
        heading: String::new(),
        span: (first.span.start + offset)..first.span.end,
        text: rest,
        kind: None,
        reviewed_by: None,
        reviewed_at: None,
        follows_id: None,
        take_over: None,
        version: 1,
        ..first.clone()
    };
    while store::path_taken(conn, scope, &second)? {
        second.path.push("2".to_owned());
    }
    first.text = first.text[..at].trim_end().to_owned();
    first.span.end = first.span.start + first.text.len();
    if first.kind.is_some() && first.kind != Some(crate::policy::reading::ClauseKind::Duty) {
        second.kind = first.kind;
    }
    store::insert_clauses(conn, scope, std::slice::from_ref(&second))?;
    for mut proposal in store::of_clauses(conn, scope, &[first.id])?.into_iter().filter(|p| p.state == ProposalState::Proposed) {
        store::insert_proposal(conn, scope, &half(scope.today(), &proposal, &second, offset))?;
        let end = first.text.len();
        proposal.content.marks.retain(|m| m.end <= end);
        proposal.content.requirement = first.wording().to_owned();
        proposal.sure = proposal.content.is_sure(scope.today());
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    store::save_clause(conn, scope, &mut first)?;
    tell(conn, scope, &first, "split", "", json!({ "other": second.number() }))?;
    settle_document(conn, scope, &mut document)?;
    Ok(second.id)
}

/// The proposal of the second half.
fn half(today: chrono::NaiveDate, proposal: &Proposal, second: &Clause, offset: usize) -> Proposal {
    let mut content = Content { requirement: second.wording().to_owned(), ..proposal.content.clone() };
    content.marks.retain(|m| m.start >= offset);
    for mark in &mut content.marks {
        mark.start -= offset;
        mark.end -= offset;
    }
    let title = title_of("", second.wording());
    Proposal { id: new_id(), clause_id: second.id, title, sure: content.is_sure(today), version: 1, content, ..proposal.clone() }
}

/// The byte of `text` before which the divider stands in `typed`.
fn divide(text: &str, typed: &str) -> Result<usize> {
    let typed = clean(typed);
    let wrong = |key| Error::invalid("text", Message::new(key));
    let halves: Vec<&str> = typed.split(DIVIDER).collect();
    let [before, after] = halves.as_slice() else { return Err(wrong("policy-split-one-line")) };
    let solid = |part: &str| part.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
    let (before, after) = (solid(before), solid(after));
    if before.is_empty() || after.is_empty() {
        return Err(wrong("policy-split-empty"));
    }
    if solid(text) != format!("{before}{after}") {
        return Err(wrong("policy-split-changed"));
    }
    let mut left = before.chars().count();
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Ok(at);
        }
        if !c.is_whitespace() && !c.is_control() {
            left -= 1;
        }
    }
    Err(wrong("policy-split-empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_divided_where_the_line_stands_and_nowhere_else() {
        let text = "甲局负责。\n乙局配合。";
        let at = divide(text, "甲局负责。\n-----\n乙局配合。").unwrap();
        assert_eq!(text[at..].trim_start(), "乙局配合。");
        for wrong in ["甲局负责。乙局配合。", "-----甲局负责。乙局配合。", "甲局-----负责。-----乙局配合。", "甲局负责-----乙局配合。"]
        {
            assert!(divide(text, wrong).is_err(), "{wrong}");
        }
    }
}
