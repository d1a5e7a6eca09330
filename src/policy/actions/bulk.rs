//! Confirming several proposals that a person has just seen on one list: all of them, or none.

use std::collections::HashMap;

use serde_json::json;

use super::{
    CLAUSE, DOCUMENT, Seen,
    confirm::{confirm_one, numbers},
    looked_at, open_document, settle_document,
};
use crate::{
    duties::Assigning,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    policy::{
        model::{Clause, Document, Proposal, ProposalState},
        reading::ClauseKind,
        store,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The most that are confirmed in one go.
pub const CONFIRM_MAX: usize = 500;

/// The field of an error about one of the list.
pub fn field(proposal_id: i64) -> String {
    format!("proposal-{proposal_id}")
}

/// Confirms every one as it was seen; returns how many duties came of it, and how many of them are drafts. Fields: [`field`], for
/// those that somebody changed or decided since, or that lack something, and `proposal` when there is none; then nothing is assigned.
pub fn confirm_many(conn: &mut Conn, scope: &Scope, document_id: i64, seen: &[Seen]) -> Result<(usize, usize)> {
    let mut document = open_document(conn, scope, document_id)?;
    if seen.is_empty() {
        return Err(Error::invalid("proposal", Message::new("policy-nothing-ticked")));
    }
    let (chosen, mut clauses) = as_seen(conn, scope, &document, seen)?;
    let mut batch = Assigning::new();
    let (mut duties, mut drafts, mut all, mut last) = (0, 0, Vec::new(), json!({}));
    for proposal in chosen {
        let (id, title) = (proposal.id, proposal.title.clone());
        let clause = clauses.get(&proposal.clause_id).ok_or(Error::NotFound)?;
        let made = confirm_one(conn, scope, &mut batch, &document, clause, proposal).map_err(|error| of_one(id, error))?;
        let data = json!({ "clause": clause.name(), "title": title, "duties": numbers(&made) });
        timeline::record(conn, scope, Entry::new(Subject::new(CLAUSE, clause.id), "confirm").data(data.clone()))?;
        last = data;
        duties += made.len();
        drafts += made.iter().filter(|d| d.state == crate::duties::State::Draft).count();
        all.extend(made);
    }
    batch.tell(conn, scope)?;
    let told = match (seen.len(), all.first().zip(all.last())) {
        (2.., Some((first, to))) => Entry::new(Subject::new(DOCUMENT, document.id), "confirm_many")
            .data(json!({ "n": duties, "from": first.number, "to": to.number })),
        _ => Entry::new(Subject::new(DOCUMENT, document.id), "confirm").data(last),
    };
    timeline::record(conn, scope, told)?;
    settle(conn, scope, &mut document, &mut clauses)?;
    Ok((duties, drafts))
}

type Chosen = (Vec<Proposal>, HashMap<i64, Clause>);

/// The proposals with their clauses, if every one of them is still as it was seen and lacks nothing.
fn as_seen(conn: &mut Conn, scope: &Scope, document: &Document, seen: &[Seen]) -> Result<Chosen> {
    let mut errors = FieldErrors::default();
    let ids: Vec<i64> = seen.iter().map(|s| s.id).collect();
    let mut found: HashMap<i64, Proposal> = store::proposals(conn, scope, &ids)?.into_iter().map(|p| (p.id, p)).collect();
    let clause_ids: Vec<i64> = found.values().map(|p| p.clause_id).collect();
    let mut clauses: HashMap<i64, Clause> = store::clauses_by_ids(conn, scope, &clause_ids)?.into_iter().map(|c| (c.id, c)).collect();
    clauses.retain(|_, clause| clause.document_id == document.id);
    if found.is_empty() || clauses.is_empty() {
        return Err(Error::NotFound);
    }
    let mut chosen = Vec::with_capacity(seen.len());
    for one in seen {
        // The second of two alike is none any more.
        let proposal = found.remove(&one.id).filter(|p| clauses.contains_key(&p.clause_id));
        match proposal {
            Some(p) if p.version != one.version || p.state != ProposalState::Proposed => {
                errors.add(field(one.id), Message::new("policy-changed-since"));
            }
            Some(p) if p.content.mentions.iter().any(crate::policy::model::Mention::is_open) => {
                errors.add(field(one.id), Message::new("policy-bodies-open"));
            }
            Some(p) => chosen.push(p),
            None => errors.add(field(one.id), Message::new("policy-changed-since")),
        }
    }
    errors.finish((chosen, clauses))
}

/// What one of them lacks, said of that one.
fn of_one(id: i64, error: Error) -> Error {
    match error {
        Error::Invalid(errors) => match errors.0.into_iter().next() {
            Some(first) => Error::Invalid(FieldErrors(vec![crate::platform::error::FieldError { field: field(id), ..first }])),
            None => Error::invalid(field(id), Message::new("policy-changed-since")),
        },
        Error::Conflict => Error::invalid(field(id), Message::new("policy-changed-since")),
        other => other,
    }
}

/// Marks the clauses of which nothing is left to decide as looked at.
fn settle(conn: &mut Conn, scope: &Scope, document: &mut Document, clauses: &mut HashMap<i64, Clause>) -> Result<()> {
    let ids: Vec<i64> = clauses.keys().copied().collect();
    let open: Vec<i64> =
        store::of_clauses(conn, scope, &ids)?.into_iter().filter(|p| p.state == ProposalState::Proposed).map(|p| p.clause_id).collect();
    for clause in clauses.values_mut().filter(|c| !open.contains(&c.id)) {
        looked_at(scope, clause, ClauseKind::Duty, "");
        store::save_clause(conn, scope, clause)?;
    }
    settle_document(conn, scope, document)
}
