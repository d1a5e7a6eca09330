//! Saying that a clause needs no duty, and thinking again.

use serde_json::json;

use super::{CLAUSE, Seen, clause_of, has_duties, looked_at, open_document, settle_document, tell};
use crate::{
    duties::words::{REASON_MAX, optional},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    policy::{
        model::{Document, ProposalState, kind_name},
        reading::ClauseKind,
        store,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Marks a clause as background or principle, or says that the duties it has are all it needs; what was proposed for it is dropped. Field: `reason`, which may be empty and then shows
/// as a gap in the coverage.
pub fn judge(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen, kind: ClauseKind, reason: &str) -> Result<()> {
    let mut document = open_document(conn, scope, document_id)?;
    judge_one(conn, scope, &document, seen, kind, reason, true)?;
    settle_document(conn, scope, &mut document)
}

/// As [`judge`], without settling the document; `alone`: its timeline is told of this clause by itself.
pub(super) fn judge_one(
    conn: &mut Conn,
    scope: &Scope,
    document: &Document,
    seen: Seen,
    kind: ClauseKind,
    reason: &str,
    alone: bool,
) -> Result<()> {
    let mut clause = clause_of(conn, scope, document, seen.id)?;
    if clause.version != seen.version {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let reason = optional(&mut errors, "reason", reason, REASON_MAX);
    errors.finish(())?;
    let stands = kind == ClauseKind::Duty;
    if stands != has_duties(conn, scope, clause.id)? {
        let key = if stands { "policy-refused-no-duties" } else { "policy-refused-has-duties" };
        return Err(Error::Refused(Message::new(key).text("clause", clause.name())));
    }
    for mut proposal in store::of_clauses(conn, scope, &[clause.id])?.into_iter().filter(|p| p.state == ProposalState::Proposed) {
        proposal.state = ProposalState::Dropped;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    looked_at(scope, &mut clause, kind, &reason);
    store::save_clause(conn, scope, &mut clause)?;
    let data = json!({ "clause": clause.name(), "kind": kind_name(kind) });
    let action = if stands { "settle" } else { "judge" };
    if alone {
        return tell(conn, scope, &clause, action, &reason, data);
    }
    timeline::record(conn, scope, Entry::new(Subject::new(CLAUSE, clause.id), action).text(&reason).data(data))
}

/// Opens a clause again: what was dropped is proposed once more.
pub fn reconsider(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen) -> Result<()> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut clause = clause_of(conn, scope, &document, seen.id)?;
    if clause.version != seen.version {
        return Err(Error::Conflict);
    }
    for mut proposal in store::of_clauses(conn, scope, &[clause.id])?.into_iter().filter(|p| p.state == ProposalState::Dropped) {
        proposal.state = ProposalState::Proposed;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    clause.kind = None;
    clause.no_duty_reason.clear();
    clause.reviewed_by = None;
    clause.reviewed_at = None;
    store::save_clause(conn, scope, &mut clause)?;
    tell(conn, scope, &clause, "reconsider", "", json!({}))?;
    settle_document(conn, scope, &mut document)
}
