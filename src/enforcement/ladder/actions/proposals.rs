//! What people make of proposals.

use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        CASE,
        actions::cases::touched,
        hand_over,
        ladder::{
            evaluate::to_decide_by,
            model::{Proposal, ProposalState, Verdict, decide_proposal},
            store,
        },
        measure::{self, actions::acting},
        model::{CaseState, MeasureKind},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject, word},
};

/// A proposal of a case that is still what somebody saw, and waits for its department; `Conflict` when it is not.
pub(in crate::enforcement) fn seen(conn: &mut Conn, scope: &Scope, case_id: i64, id: i64, version: i64) -> Result<Proposal> {
    let proposal = store::proposal(conn, scope, id)?;
    if proposal.case_id != case_id {
        return Err(Error::NotFound);
    }
    if proposal.version != version {
        return Err(Error::Conflict);
    }
    if proposal.state != ProposalState::Open {
        return Err(Error::Refused(Message::new("proposal-refused").key("state", proposal.state.key())));
    }
    Ok(proposal)
}

/// One of its measures was imposed; when all are, so is the proposal.
pub(in crate::enforcement) fn imposed(conn: &mut Conn, scope: &Scope, mut proposal: Proposal) -> Result<()> {
    finish_if_done(conn, scope, &mut proposal)?;
    store::save_proposal(conn, scope, &mut proposal)
}

/// The case was referred to justice: where that was proposed, and the rest of it is imposed, it is done.
pub(in crate::enforcement) fn referred(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<()> {
    let waits = store::proposals(conn, scope, &[case_id])?.into_iter();
    for mut proposal in waits.filter(|p| p.is_unsettled() && p.rule.measures.contains(&MeasureKind::ReferToJustice)) {
        if finish_if_done(conn, scope, &mut proposal)? {
            store::save_proposal(conn, scope, &mut proposal)?;
        }
    }
    Ok(())
}

/// Whether all it proposes is there: measures that were imposed for it or are in force, and a referral where it asks for one.
fn finish_if_done(conn: &mut Conn, scope: &Scope, proposal: &mut Proposal) -> Result<bool> {
    // Whoever acts need not read the whole case.
    let office = &scope.on_behalf_of_office();
    let measures = measure::of_case(conn, office, proposal.case_id)?;
    let referral = hand_over::referrals_of(conn, office, &[proposal.case_id])?.pop().map(|h| h.number);
    let is_done = |kind: &MeasureKind| match kind {
        MeasureKind::ReferToJustice => referral.is_some(),
        kind => measures.iter().any(|(m, _)| m.kind == *kind && (m.proposal_id == Some(proposal.id) || m.is_live())),
    };
    if !proposal.rule.measures.iter().all(is_done) {
        return Ok(false);
    }
    proposal.state = ProposalState::Imposed;
    proposal.decided_at = Some(scope.now());
    scope.actor_name().clone_into(&mut proposal.decided_by);
    if let Some(number) = referral.filter(|_| proposal.rule.measures.contains(&MeasureKind::ReferToJustice)) {
        proposal.reason = number;
    }
    Ok(true)
}

/// The referral was refused or taken back: what was done by it is to be done again, as the ladder says once it is asked. `number`: the
/// hand-over's.
pub(in crate::enforcement) fn not_referred(conn: &mut Conn, scope: &Scope, case_id: i64, number: &str) -> Result<()> {
    let done = store::proposals(conn, scope, &[case_id])?.into_iter();
    for mut proposal in done.filter(|p| p.referred_by() == Some(number)) {
        proposal.state = ProposalState::Stale;
        store::save_proposal(conn, scope, &mut proposal)?;
    }
    Ok(())
}

/// Decides; a second refusal is the secretariat's to settle. Errors by field: `reason`.
pub fn decide(conn: &mut Conn, scope: &Scope, number: &str, id: i64, version: i64, verdict: Verdict, reason: &str) -> Result<Proposal> {
    use ProposalState as S;
    let mut case = rows::by_number(conn, scope, number)?;
    let mut proposal = store::proposal(conn, scope, id)?;
    if proposal.case_id != case.id {
        return Err(Error::NotFound);
    }
    let scope = match verdict {
        Verdict::Decline => {
            case.require_impartial(scope)?;
            acting(scope, proposal.department_id)?
        }
        Verdict::Insist | Verdict::Drop => {
            scope.require(&[Role::Secretariat])?;
            scope.clone()
        }
    };
    let to = decide_proposal(proposal.state, proposal.declines, verdict)?;
    // Nothing is asked of anybody about a case that is over.
    if verdict != Verdict::Drop && matches!(case.state, CaseState::Registered | CaseState::Closed) {
        return Err(Error::Refused(Message::new("measure-case-not-open").key("state", case.state.key())));
    }
    let action = match (verdict, to) {
        (Verdict::Decline, S::Declined) => "decline",
        (Verdict::Decline, _) => "decline_again",
        (Verdict::Insist, _) => "insist",
        (Verdict::Drop, _) => "proposal_drop",
    };
    if proposal.version != version {
        return Err(Error::Conflict);
    }
    let reason = words::reason(reason)?;
    proposal.declines += i32::from(verdict == Verdict::Decline);
    proposal.state = to;
    proposal.decided_at = (to != S::Open).then(|| scope.now());
    scope.actor_name().clone_into(&mut proposal.decided_by);
    proposal.reason.clone_from(&reason);
    if to == S::Open {
        // Asked anew, it is decided on in the time a proposal has.
        proposal.proposed_at = scope.now();
        proposal.due_on = to_decide_by(conn, &scope)?;
    }
    store::save_proposal(conn, &scope, &mut proposal)?;
    let measures: Vec<_> = proposal.rule.measures.iter().map(|m| word(m.key())).collect();
    let entry = Entry::new(Subject::new(CASE, case.id), action).text(&reason).data(json!({ "measures": measures }));
    timeline::record(conn, &scope, entry)?;
    match verdict {
        Verdict::Decline => crate::enforcement::mail::declined(conn, &scope, &case, &proposal)?,
        Verdict::Insist => crate::enforcement::mail::proposed(conn, &scope, &case, &proposal)?,
        Verdict::Drop => {}
    }
    touched(conn, &scope, &mut case)?;
    Ok(proposal)
}
