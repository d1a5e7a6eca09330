//! Asking the ladder about a case: what holds now is proposed once, what holds no more is withdrawn.

use chrono::NaiveDate;

use super::{
    model::{Grounds, Holds, Imposed, Ladder, Proposal, ProposalState, Rule, holding, in_force_at},
    store,
};
use crate::{
    calendar::{self, DeadlineRule},
    enforcement::{
        CASE, mail,
        measure::{self, Inspection, Measure},
        model::{Case, CaseBrief, CaseState},
        sampling,
        store::{self as parties, cases as rows},
    },
    platform::{db::Conn, error::Result, id::new_id},
    tenancy::{
        Role, Scope,
        departments::{self, DepartmentState},
    },
    timeline::{self, Entry, Subject, word},
};

/// Working days a department has for a proposal.
pub const TO_DECIDE: u16 = 5;

/// The version a case follows: the one it was moved to, or the one in force when it was filed.
pub fn followed_by<'a>(conn: &mut Conn, scope: &Scope, ladders: &'a [Ladder], case: &Case) -> Result<Option<&'a Ladder>> {
    if let Some(id) = store::moved_to(conn, scope, case.id)? {
        return Ok(ladders.iter().find(|l| l.id == id));
    }
    Ok(in_force_at(ladders, case.filed_on.unwrap_or(case.registered_on)))
}

/// All that rules ask about the case.
fn grounds(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Grounds> {
    let kind = rows::kind(conn, scope, case.kind_id)?;
    let mut ids = vec![case.party_id];
    ids.extend(parties::absorbed(conn, scope, case.party_id)?.iter().map(|p| p.id));
    let others = rows::of_parties(conn, scope, &ids, 200)?;
    let others = others.into_iter().filter(|c| c.kind_id == case.kind_id && c.id != case.id && c.filed_on.is_some());
    let measures = measure::of_case(conn, scope, case.id)?;
    let has_licence = kind.code == "licence_misuse" || case.extra.iter().any(|e| e.key == "licence_number" && !e.value.is_empty());
    Ok(Grounds {
        case_id: case.id,
        kind_code: kind.code,
        registered_on: case.registered_on,
        has_licence,
        sampled: sampling::queries::of_parties(conn, scope, &ids)?,
        imposed: measures.iter().map(|(m, seen)| imposed(m, seen)).collect(),
        findings: measure::findings_of(conn, scope, case.id)?.into_iter().map(|f| (f.kind, f.found_on)).collect(),
        others: others.map(|c| (c.shown_number().to_owned(), c.registered_on)).collect(),
    })
}

fn imposed(m: &Measure, inspected: &[Inspection]) -> Imposed {
    let failed_on = inspected.iter().rev().find(|i| !i.passed).map(|i| i.inspected_on);
    Imposed { id: m.id, kind: m.kind, in_force_on: m.in_force_on, due_on: m.due_on, state: m.state, failed_on }
}

/// Proposes what the ladder says must follow now; whether anything changed. Runs in the transaction of what it follows from; two at
/// once propose once.
pub(in crate::enforcement) fn evaluate(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<bool> {
    // Who acts need not read everything the rules ask for.
    let scope = &scope.on_behalf_of_office();
    let ladders = store::ladders(conn, scope)?;
    let known = store::proposals(conn, scope, &[case.id])?;
    let is_live = matches!(case.state, CaseState::Open | CaseState::HandedOver | CaseState::Referred);
    let mut changed = false;
    let found = match followed_by(conn, scope, &ladders, case)?.filter(|_| is_live) {
        Some(ladder) => {
            let grounds = grounds(conn, scope, case)?;
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
    for mut proposal in known.into_iter().filter(|p| p.is_open() && !found.contains(&p.fact_key)) {
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
    let superseded = known.iter().find(|p| p.is_open() && p.rule.measures == holds.rule.measures);
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

fn to_decide_by(conn: &mut Conn, scope: &Scope) -> Result<NaiveDate> {
    let rule = DeadlineRule::AfterAssignment { working_days: TO_DECIDE };
    Ok(rule.compute(scope.today(), &*calendar::load(conn, scope)?).due_on)
}

/// An entry of the case's timeline; the program proposes, not whoever did what it follows from.
fn tell(conn: &mut Conn, scope: &Scope, case: &Case, action: &'static str, rule: &Rule) -> Result<()> {
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

/// Open cases read at once for a preview.
const PREVIEWED: i64 = 200;

/// What other rules would change.
#[derive(Default)]
pub struct Preview {
    /// Open cases looked at: all of them.
    pub open: usize,
    /// How many of them they touch.
    pub touched: usize,
    /// The newest of those, with what would be proposed.
    pub first: Vec<(CaseBrief, Vec<Rule>)>,
}

/// For every open case, the newest first, what these rules would propose that the version each follows does not: what moving them would
/// change. `named` of them are kept.
pub fn preview(conn: &mut Conn, scope: &Scope, rules: &[Rule], named: usize) -> Result<Preview> {
    scope.require(&[Role::Secretariat])?;
    let ladders = store::ladders(conn, scope)?;
    let mut found = Preview::default();
    let mut before = i64::MAX;
    loop {
        let piece = rows::open_before(conn, scope, before, PREVIEWED)?;
        let Some(last) = piece.last() else { return Ok(found) };
        before = last.id;
        found.open += piece.len();
        for brief in piece {
            let fresh = fresh(conn, scope, &ladders, brief.id, rules)?;
            if !fresh.is_empty() {
                found.touched += 1;
                if found.first.len() < named {
                    found.first.push((brief, fresh));
                }
            }
        }
    }
}

/// What these rules would propose for one case that those it follows do not.
fn fresh(conn: &mut Conn, scope: &Scope, ladders: &[Ladder], id: i64, rules: &[Rule]) -> Result<Vec<Rule>> {
    let case = rows::get(conn, scope, id)?;
    let grounds = grounds(conn, scope, &case)?;
    let now = followed_by(conn, scope, ladders, &case)?.map_or(&[][..], |l| &l.rules);
    let before: Vec<String> = holding(now, &grounds, scope.today()).into_iter().map(|h| h.fact_key).collect();
    let fresh = holding(rules, &grounds, scope.today()).into_iter().filter(|h| !before.contains(&h.fact_key));
    Ok(fresh.map(|h| h.rule.clone()).collect())
}
