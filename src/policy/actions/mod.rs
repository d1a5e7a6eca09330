//! What people do with policies, one use case a function, in the caller's one write transaction.
//!
//! All need the secretariat and fail alike: `NotFound` (not in this workspace), `Forbidden`, `Refused` (not in this state),
//! `Conflict` (somebody saved since it was seen), `Invalid` (by field).

mod add;
mod bodies;
mod bulk;
mod clause;
mod confirm;
mod correct;
mod describe;
mod judge;
mod names;
mod record;
mod several;
mod succeed;

pub use add::{Incoming, add, hash, incoming};
pub use bodies::{Match, Matched, match_bodies};
pub use bulk::{CONFIRM_MAX, confirm_many, field as confirm_field};
pub use clause::{ClauseFields, DIVIDER, edit_clause, merge, split};
pub use confirm::confirm;
pub use correct::{Bodies, Correction, Settle, add_like, add_proposal, correct, drop_proposal, twin};
pub use describe::{Description, describe, withdraw};
pub use judge::{judge, reconsider};
pub use names::Directory;
pub use record::record;
pub use several::{Fill, Row, judge_several, save_rows};
pub use succeed::{choose, succeed};

use serde_json::json;

use super::{
    model::{Clause, Document, DocumentState, Proposal, ProposalState},
    reading::ClauseKind,
    store,
};
use crate::{
    duties,
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// The timeline's words for a document and a clause.
pub const DOCUMENT: &str = "policy_document";
pub const CLAUSE: &str = "clause";

/// A row as a person saw it when deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub id: i64,
    pub version: i64,
}

/// The document to be worked on, for the secretariat. Its row is locked on PostgreSQL, so that two who decide its last two clauses
/// do not both think another is left.
fn open_document(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Document> {
    scope.require(&[Role::Secretariat])?;
    store::lock_document(conn, scope, id)?;
    let document = store::document(conn, scope, id)?;
    if !document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", document.state.key())));
    }
    Ok(document)
}

/// A clause of this document.
fn clause_of(conn: &mut Conn, scope: &Scope, document: &Document, id: i64) -> Result<Clause> {
    let clause = store::clause(conn, scope, id)?;
    if clause.document_id == document.id { Ok(clause) } else { Err(Error::NotFound) }
}

/// A proposal of this document that is still to be decided, as it was seen; `Conflict` when somebody changed or decided it since.
fn proposal_of(conn: &mut Conn, scope: &Scope, document: &Document, seen: Seen) -> Result<(Proposal, Clause)> {
    let proposal = store::proposal(conn, scope, seen.id)?;
    let clause = clause_of(conn, scope, document, proposal.clause_id)?;
    if proposal.version != seen.version || proposal.state != ProposalState::Proposed {
        return Err(Error::Conflict);
    }
    Ok((proposal, clause))
}

/// Tells the document's timeline, and the clause's own.
fn tell(conn: &mut Conn, scope: &Scope, clause: &Clause, action: &'static str, text: &str, more: serde_json::Value) -> Result<()> {
    let mut data = json!({ "clause": clause.name() });
    if let (Some(data), Some(more)) = (data.as_object_mut(), more.as_object()) {
        data.extend(more.clone());
    }
    for subject in [Subject::new(DOCUMENT, clause.document_id), Subject::new(CLAUSE, clause.id)] {
        timeline::record(conn, scope, Entry::new(subject, action).text(text).data(data.clone()))?;
    }
    Ok(())
}

/// Marks the clause as looked at once nothing of it is left to decide and a duty came of it.
fn settle_clause(conn: &mut Conn, scope: &Scope, document: &mut Document, clause: &mut Clause) -> Result<()> {
    let proposals = store::of_clauses(conn, scope, &[clause.id])?;
    let open = proposals.iter().any(|p| p.state == ProposalState::Proposed);
    if open || !has_duties(conn, scope, clause.id)? {
        return Ok(());
    }
    looked_at(scope, clause, ClauseKind::Duty, "");
    store::save_clause(conn, scope, clause)?;
    settle_document(conn, scope, document)
}

/// Whether duties come of the clause: confirmed here, or taken over from an older version; those cancelled count for nothing.
fn has_duties(conn: &mut Conn, scope: &Scope, clause_id: i64) -> Result<bool> {
    Ok(duties::queries::of_origins(conn, scope, CLAUSE, &[clause_id])?.iter().any(|d| d.state != duties::State::Cancelled))
}

/// Writes who has looked at the clause.
fn looked_at(scope: &Scope, clause: &mut Clause, kind: ClauseKind, reason: &str) {
    clause.kind = Some(kind);
    clause.no_duty_reason = reason.to_owned();
    clause.reviewed_by = Some(scope.actor_name().to_owned());
    clause.reviewed_at = Some(scope.now());
}

/// The document is in force once every clause has been looked at, and back in review when one is opened again.
fn settle_document(conn: &mut Conn, scope: &Scope, document: &mut Document) -> Result<()> {
    let left = store::count_clauses(conn, scope, document.id, &store::Which::open())?;
    let state = if left == 0 { DocumentState::InForce } else { DocumentState::InReview };
    if !document.state.is_open() || state == document.state {
        return Ok(());
    }
    let action = if state == DocumentState::InForce { "finish" } else { "reopen" };
    let from = std::mem::replace(&mut document.state, state);
    store::save_document(conn, scope, document)?;
    let entry = Entry::new(Subject::new(DOCUMENT, document.id), action).states(from.as_str(), state.as_str());
    timeline::record(conn, scope, entry)
}
