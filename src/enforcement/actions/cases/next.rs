//! What is due next of a case, worked out whenever something happens to it.

use crate::{
    calendar::{self, DeadlineRule},
    enforcement::{
        hand_over::{self, HandOverState},
        ladder, measure,
        model::{Case, CaseState, NextStep, NextWhat, first_step},
        store::{self, cases as rows},
    },
    platform::{clock::local, db::Conn, error::Result},
    tenancy::Scope,
};

/// Sets what is due first of all the case waits for; the caller saves it.
pub(in crate::enforcement) fn settle(conn: &mut Conn, scope: &Scope, case: &mut Case) -> Result<()> {
    let first = first_step(case.state, &steps(conn, scope, case)?);
    case.next_due_on = first.map(|s| s.due_on);
    case.next_what = first.map(|s| s.what);
    Ok(())
}

/// Something beside the case changed that it depends on: looks what was told, asks the ladder, and saves what is due next.
pub(in crate::enforcement) fn touched(conn: &mut Conn, scope: &Scope, case: &mut Case) -> Result<()> {
    measure::settle_told(conn, scope, case)?;
    ladder::evaluate(conn, scope, case)?;
    resettled(conn, scope, case)
}

/// Works out anew what is due next, and saves the case.
pub(in crate::enforcement) fn resettled(conn: &mut Conn, scope: &Scope, case: &mut Case) -> Result<()> {
    settle(conn, scope, case)?;
    let party = store::get(conn, scope, case.party_id)?;
    rows::save(conn, scope, case, &party)
}

/// All it waits for.
fn steps(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Vec<NextStep>> {
    let mut steps = Vec::new();
    match (case.state, case.filed_on) {
        (CaseState::Registered, _) => steps.push(NextStep { what: NextWhat::File, due_on: case.file_due_on }),
        (CaseState::Open, Some(filed_on)) => {
            steps.extend(measure_steps(conn, scope, case)?);
            let bare = bare_step(conn, scope, case, filed_on)?;
            // A proposal beside it does not make up for what was not done since the case was filed.
            steps.extend(bare.filter(|step| steps.is_empty() || step.what == NextWhat::Measure));
        }
        // Under way it waits for its receipt.
        (CaseState::HandedOver, _) => steps.extend(answer_step(conn, scope, case)?),
        (CaseState::Referred, _) => {
            // What was imposed before goes on, and what becomes of it elsewhere is asked for; when that is known, it can be closed.
            steps.extend(measure_steps(conn, scope, case)?);
            steps.extend(answer_step(conn, scope, case)?);
            if steps.is_empty() {
                steps.extend(told_step(conn, scope, case)?);
            }
        }
        _ => {}
    }
    Ok(steps)
}

/// The receipt or the result the last hand-over waits for.
fn answer_step(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<NextStep>> {
    let all = hand_over::of_case(conn, &scope.on_behalf_of_office(), case.id)?;
    let last = all.iter().rev().find(|h| h.moves() && h.due_on().is_some());
    Ok(last.and_then(|h| {
        let what = if h.state == HandOverState::Sent { NextWhat::Receive } else { NextWhat::FollowUp };
        h.due_on().map(|due_on| NextStep { what, due_on })
    }))
}

/// To close what was referred, once it was reported what became of it and no measure is in force.
fn told_step(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<NextStep>> {
    let office = &scope.on_behalf_of_office();
    if measure::of_case(conn, office, case.id)?.iter().any(|(m, _)| m.is_live()) {
        return Ok(None);
    }
    let all = hand_over::of_case(conn, office, case.id)?;
    let Some(told) = all.iter().filter(|h| h.moves()).filter_map(|h| h.reported_at).max() else { return Ok(None) };
    let days = rows::kind(conn, office, case.kind_id)?.days_to_file;
    let told_on = local(told, scope.zone()).date();
    Ok(Some(NextStep { what: NextWhat::Close, due_on: due(conn, office, told_on, days)? }))
}

/// What its measures and the ladder's proposals wait for: to be decided on, and to be inspected.
fn measure_steps(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Vec<NextStep>> {
    let office = &scope.on_behalf_of_office();
    let proposals = ladder::of_case(conn, office, case.id)?;
    let decide = proposals.iter().filter(|p| p.is_open()).map(|p| NextStep { what: NextWhat::Decide, due_on: p.due_on });
    let measures = measure::of_case(conn, office, case.id)?;
    let live = measures.iter().filter(|(m, _)| m.is_live());
    let inspect = live.filter_map(|(m, _)| m.due_on.map(|due_on| NextStep { what: NextWhat::Inspect, due_on }));
    Ok(decide.chain(inspect).collect())
}

/// Of a case nothing else waits for: measures are decided on, and a case is closed, in the time a filing takes.
fn bare_step(conn: &mut Conn, scope: &Scope, case: &Case, filed_on: chrono::NaiveDate) -> Result<Option<NextStep>> {
    let office = &scope.on_behalf_of_office();
    let measures = measure::of_case(conn, office, case.id)?;
    if measures.iter().any(|(m, _)| m.is_live()) {
        return Ok(None);
    }
    let days = rows::kind(conn, office, case.kind_id)?.days_to_file;
    let (what, from) = match measures.iter().filter_map(|(m, _)| m.ended_on).max() {
        Some(ended_on) => (NextWhat::Close, ended_on),
        None => (NextWhat::Measure, filed_on),
    };
    Ok(Some(NextStep { what, due_on: due(conn, office, from, days)? }))
}

/// So many working days after a day.
pub(super) fn due(conn: &mut Conn, scope: &Scope, from: chrono::NaiveDate, days: i32) -> Result<chrono::NaiveDate> {
    let rule = DeadlineRule::AfterAssignment { working_days: u16::try_from(days).unwrap_or(0) };
    Ok(rule.compute(from, &*calendar::load(conn, scope)?).due_on)
}
