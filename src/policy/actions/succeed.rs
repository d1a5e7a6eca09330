//! A newer version takes an older one's place.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::{CLAUSE, DOCUMENT, confirm::origin, looked_at, open_document, settle_document, tell};
use crate::{
    duties::{actions as duties, queries},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    policy::{
        model::{Clause, DocumentState, ProposalState, TakeOver},
        reading::ClauseKind,
        store,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Writes what becomes of the duties of clauses whose wording changed: by the clause of the newer version.
pub fn choose(conn: &mut Conn, scope: &Scope, document_id: i64, choices: &[(i64, TakeOver)]) -> Result<()> {
    let newer = open_document(conn, scope, document_id)?;
    choices.iter().try_for_each(|(clause, take_over)| store::set_take_over(conn, scope, newer.id, *clause, *take_over))
}

/// Puts the duties of the older version under the clauses that continue theirs. Where the wording is the same, or somebody chose that
/// the duties stay as they are, what was decided stays decided; the other clauses are reviewed anew beside the duties they inherit.
/// Duties of clauses that are gone stay where they are. Returns how many duties changed hands.
pub fn succeed(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<usize> {
    let mut newer = open_document(conn, scope, document_id)?;
    let older_id = newer.supersedes_id.ok_or_else(|| Error::refused("policy-refused-no-older"))?;
    let mut older = open_document(conn, scope, older_id)?;
    let old_clauses: HashMap<i64, Clause> = store::clauses_of(conn, scope, older.id)?.into_iter().map(|c| (c.id, c)).collect();
    let ids: Vec<i64> = old_clauses.keys().copied().collect();
    let charged: HashSet<i64> = queries::of_origins(conn, scope, CLAUSE, &ids)?.into_iter().map(|d| d.origin_id).collect();
    let mut moved = 0;
    for mut clause in store::clauses_of(conn, scope, newer.id)? {
        let Some(old) = clause.follows_id.and_then(|id| old_clauses.get(&id)) else { continue };
        let mut count = 0;
        if charged.contains(&old.id) {
            let from = origin(scope, &older, old).label;
            count = duties::move_origin(conn, scope, CLAUSE, old.id, &origin(scope, &newer, &clause), &from)?;
        }
        moved += count;
        let stays = clause.take_over == Some(TakeOver::Keep) || old.same_wording(&clause);
        if stays && clause.kind.is_none() && old.kind.is_some() {
            inherit(conn, scope, old, &mut clause)?;
        }
        if count > 0 {
            tell(conn, scope, &clause, "take_over", "", json!({ "duties": count, "from": old.name() }))?;
        }
    }
    let from = std::mem::replace(&mut older.state, DocumentState::Superseded);
    store::save_document(conn, scope, &mut older)?;
    let entry = Entry::new(Subject::new(DOCUMENT, older.id), "superseded").states(from.as_str(), older.state.as_str());
    timeline::record(conn, scope, entry.data(json!({ "by": newer.short() })))?;
    let entry = Entry::new(Subject::new(DOCUMENT, newer.id), "supersede").data(json!({ "older": older.short(), "duties": moved }));
    timeline::record(conn, scope, entry)?;
    settle_document(conn, scope, &mut newer)?;
    Ok(moved)
}

/// What was decided about the older clause holds for the newer one.
fn inherit(conn: &mut Conn, scope: &Scope, old: &Clause, clause: &mut Clause) -> Result<()> {
    for mut proposal in store::of_clauses(conn, scope, &[clause.id])?.into_iter().filter(|p| p.state == ProposalState::Proposed) {
        proposal.state = ProposalState::Dropped;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    looked_at(scope, clause, old.kind.unwrap_or(ClauseKind::Duty), &old.no_duty_reason);
    store::save_clause(conn, scope, clause)
}
