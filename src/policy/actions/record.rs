//! A duty somebody wrote for a clause without starting from what was read of it.

use serde_json::json;

use super::{clause_of, confirm::origin, open_document, settle_clause, tell};
use crate::{
    duties::{self, DutyRef, NewDuty},
    platform::{db::Conn, error::Result, id::new_id},
    policy::{
        model::{Content, Proposal, ProposalState},
        store,
    },
    tenancy::Scope,
};

/// Assigns a duty that comes from a clause; what was read of the clause and not confirmed is dropped. The duty's origin is the
/// clause, whatever `new` says.
pub fn record(conn: &mut Conn, scope: &Scope, document_id: i64, clause_id: i64, new: NewDuty) -> Result<DutyRef> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut clause = clause_of(conn, scope, &document, clause_id)?;
    let mut last = 0;
    for mut proposal in store::of_clauses(conn, scope, &[clause.id])? {
        last = last.max(proposal.position);
        if proposal.state == ProposalState::Proposed {
            proposal.state = ProposalState::Dropped;
            store::save_proposal(conn, scope, &mut proposal)?;
        }
    }
    let content = Content {
        requirement: new.requirement.clone(),
        deliverable: new.deliverable.clone(),
        lead_ids: new.lead_id.into_iter().collect(),
        support_ids: new.support_ids.clone(),
        rule: new.rule.clone(),
        cadence: new.cadence,
        targets: new.targets.clone(),
        by_hand: true,
        ..Content::default()
    };
    let title = new.title.clone();
    let duty = duties::assign_new(conn, scope, NewDuty { origin: origin(scope, &document, &clause), ..new })?;
    let proposal = Proposal {
        id: new_id(),
        clause_id: clause.id,
        position: last + 1000,
        title: title.clone(),
        content,
        sure: false,
        state: ProposalState::Confirmed,
        duty_id: Some(duty.id),
        version: 1,
    };
    store::insert_proposal(conn, scope, &proposal)?;
    tell(conn, scope, &clause, "confirm", "", json!({ "title": title, "duties": duty.number }))?;
    settle_clause(conn, scope, &mut document, &mut clause)?;
    Ok(duty)
}
