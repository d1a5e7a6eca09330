//! What was proposed when the case changes hands.

use super::{
    evaluate::{tell, to_decide_by},
    model::{Proposal, ProposalState},
    store,
};
use crate::{
    enforcement::{mail, model::Case},
    platform::{db::Conn, error::Result},
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
};

/// Another department holds the case: what waits for no department in particular waits for that one, which is told and has its own time.
/// `from`: who held it before.
pub(in crate::enforcement) fn follow_holder(conn: &mut Conn, scope: &Scope, case: &Case, from: i64) -> Result<()> {
    let scope = &scope.on_behalf_of_office();
    let waits = store::proposals(conn, scope, &[case.id])?.into_iter();
    for mut proposal in waits.filter(|p| p.is_unsettled() && p.department_id == from) {
        if is_named(conn, scope, &proposal)? {
            continue;
        }
        proposal.department_id = case.holder_id;
        let is_asked = proposal.state == ProposalState::Open;
        if is_asked {
            proposal.proposed_at = scope.now();
            proposal.due_on = to_decide_by(conn, scope)?;
        }
        store::save_proposal(conn, scope, &mut proposal)?;
        if is_asked {
            tell(conn, scope, case, "propose", &proposal.rule)?;
            mail::proposed(conn, scope, case, &proposal)?;
        }
    }
    Ok(())
}

/// Whether its rule names who is competent, and that department, or the one it lives on in, is there.
fn is_named(conn: &mut Conn, scope: &Scope, proposal: &Proposal) -> Result<bool> {
    let Some(id) = proposal.rule.competent_id else { return Ok(false) };
    Ok(departments::by_ids(conn, scope, &[id])?.iter().any(|d| d.state != DepartmentState::Closed))
}
