//! Asking the ladder about a case: what holds now is proposed once, what holds no more is withdrawn.

use chrono::NaiveDate;

use super::{
    grounds::{self, followed_by},
    model::{Holds, Ladder, Proposal, ProposalState, Rule, holding, in_force_at},
    store,
};
use crate::{
    calendar::{self, DeadlineRule},
    enforcement::{
        CASE, mail, measure,
        model::{Case, CaseState},
        store::cases as rows,
    },
    platform::{db::Conn, error::Result, id::new_id},
    tenancy::{
        Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject, word},
};

/// Working days a department has for a proposal.
pub const TO_DECIDE: u16 = 5;

/// The case is filed: it stays with the version in force at this moment, whatever comes into force later the same day.
pub(in crate::enforcement) fn keep_version(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<()> {
    let ladders = store::ladders(conn, scope)?;
    match in_force_at(&ladders, scope.today()) {
        Some(ladder) => store::move_to(conn, scope, case_id, ladder.id),
        None => Ok(()),
    }
}

/// Proposes what the ladder says must follow now; whether anything changed. Runs in the transaction of what it follows from; two at
/// once propose once.
pub(in crate::enforcement) fn evaluate(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<bool> {
    // Who acts need not read everything the rules ask for.
    let scope = &scope.on_behalf_of_office();
    let ladders = store::ladders(conn, scope)?;
    let known = store::proposals(conn, scope, &[case.id])?;
    let is_in_hand = CaseState::IN_HAND.contains(&case.state);
    let mut changed = false;
    let found = match followed_by(conn, scope, &ladders, case)?.filter(|_| is_in_hand) {
        Some(ladder) => {
            let grounds = grounds::of_case(conn, scope, case)?;
            let found = holding(&ladder.rules, &grounds, scope.today());
            for holds in &found {
                changed |= match known.iter().find(|p| p.fact_key == holds.fact_key) {
                    None => propose(conn, scope, case, ladder, holds, &known)?,
                    Some(p) if p.state == ProposalState::Stale => revive(conn, scope, case, p, holds)?,
                    Some(_) => false,
                };
            }
            found.into_iter().map(|h| h.fact_key).collect::<Vec<_>>()
        }
        None => Vec::new(),
    };
    for mut proposal in known.into_iter().filter(|p| p.is_unsettled() && !found.contains(&p.fact_key)) {
        proposal.state = ProposalState::Stale;
        proposal.decided_at = Some(scope.now());
        store::save_proposal(conn, scope, &mut proposal)?;
        tell(conn, scope, case, "proposal_stale", &proposal.rule)?;
        changed = true;
    }
    Ok(changed)
}

/// Whether it was: two at once propose once.
fn propose(conn: &mut Conn, scope: &Scope, case: &Case, ladder: &Ladder, holds: &Holds<'_>, known: &[Proposal]) -> Result<bool> {
    // A further fact for the same measures gives nobody more time.
    let superseded = known.iter().find(|p| p.state == ProposalState::Open && p.rule.measures == holds.rule.measures);
    let proposal = Proposal {
        id: new_id(),
        case_id: case.id,
        ladder_id: ladder.id,
        fact_key: holds.fact_key.clone(),
        rule: holds.rule.clone(),
        facts: holds.facts.clone(),
        department_id: competent(conn, scope, case, holds)?,
        proposed_at: scope.now(),
        due_on: superseded.map_or(to_decide_by(conn, scope)?, |p| p.due_on),
        state: ProposalState::Open,
        declines: known.iter().filter(|p| p.rule.measures == holds.rule.measures).map(|p| p.declines).max().unwrap_or(0),
        decided_at: None,
        decided_by: String::new(),
        reason: String::new(),
        version: 1,
    };
    if !store::insert_proposal(conn, scope, &proposal)? {
        return Ok(false);
    }
    tell(conn, scope, case, "propose", &proposal.rule)?;
    mail::proposed(conn, scope, case, &proposal)?;
    Ok(true)
}

/// Proposes again what rests on facts that hold again: a case that was closed goes on, a finding taken back is found after all.
fn revive(conn: &mut Conn, scope: &Scope, case: &Case, stale: &Proposal, holds: &Holds<'_>) -> Result<bool> {
    let mut proposal = Proposal {
        rule: holds.rule.clone(),
        facts: holds.facts.clone(),
        department_id: competent(conn, scope, case, holds)?,
        proposed_at: scope.now(),
        due_on: to_decide_by(conn, scope)?,
        state: ProposalState::Open,
        decided_at: None,
        decided_by: String::new(),
        reason: String::new(),
        ..stale.clone()
    };
    store::save_proposal(conn, scope, &mut proposal)?;
    tell(conn, scope, case, "propose", &proposal.rule)?;
    mail::proposed(conn, scope, case, &proposal)?;
    Ok(true)
}

/// Who is competent: as the rule says while that department is there, else whoever holds the case.
fn competent(conn: &mut Conn, scope: &Scope, case: &Case, holds: &Holds<'_>) -> Result<i64> {
    let named = match holds.rule.competent_id {
        Some(id) => departments::by_ids(conn, scope, &[id])?.into_iter().find(|d| d.state == DepartmentState::Open).map(|d| d.id),
        None => None,
    };
    Ok(named.unwrap_or(case.holder_id))
}

/// The last day to decide on what is proposed today.
pub(super) fn to_decide_by(conn: &mut Conn, scope: &Scope) -> Result<NaiveDate> {
    let rule = DeadlineRule::AfterAssignment { working_days: TO_DECIDE };
    Ok(rule.compute(scope.today(), &*calendar::load(conn, scope)?).due_on)
}

/// An entry of the case's timeline; the program proposes, not whoever did what it follows from.
pub(super) fn tell(conn: &mut Conn, scope: &Scope, case: &Case, action: &'static str, rule: &Rule) -> Result<()> {
    let measures: Vec<_> = rule.measures.iter().map(|m| word(m.key())).collect();
    let data = serde_json::json!({ "measures": measures, "article": rule.article, "rule": rule.position });
    timeline::record(conn, &scope.as_program(), Entry::new(Subject::new(CASE, case.id), action).data(data))
}

/// Days a deadline that passed is looked at: a worker that stood still catches up.
const LOOKED_BACK: i64 = 10;
/// Cases looked at in one transaction.
const AT_ONCE: i64 = 100;

/// Asks the ladder about the next cases with a deadline that passed lately, those with ids above `after`: how many something changed
/// for, and where to go on, if there are more.
pub(in crate::enforcement) fn evaluate_overdue(conn: &mut Conn, scope: &Scope, after: i64) -> Result<(usize, Option<i64>)> {
    let from = scope.today() - chrono::Duration::days(LOOKED_BACK);
    let ids = measure::passed_on(conn, scope, from..scope.today(), after, AT_ONCE)?;
    let mut changed = 0;
    for id in &ids {
        let mut case = rows::get(conn, scope, *id)?;
        if evaluate(conn, scope, &case)? {
            crate::enforcement::actions::cases::resettled(conn, scope, &mut case)?;
            changed += 1;
        }
    }
    Ok((changed, ids.last().copied().filter(|_| ids.len() as i64 == AT_ONCE)))
}
