//! Doing what a plan says: all of it, or nothing.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    RoundPlan,
    cases::CasePlan,
    file::{content, further, said},
    plan::preview,
};
use crate::{
    enforcement::{
        CASE, PARTY,
        actions::cases,
        sampling::{
            ROUND,
            actions::ask_ladder,
            model::{Sampling, SamplingResult},
            store,
        },
        store::{self as parties, cases as case_rows},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        table::{Change, Column as _, Row},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub created: usize,
    pub changed: usize,
    /// Rows that say what was there already.
    pub same: usize,
    /// Parties registered on the way.
    pub parties: usize,
    /// Cases made, and cases that samplings were added to.
    pub cases: usize,
    pub added_to: usize,
}

/// Imports these rows as the workspace stands now; `Invalid` when any of them is wrong, or when new parties are like registered ones and
/// nobody said that they are others (`told_apart`: of how many). Then nothing was done; neither was it on `Conflict`, when somebody wrote of
/// the round, or of one of its parties, at the same time.
pub fn import(conn: &mut Conn, scope: &Scope, round_id: i64, rows: &[Row], told_apart: usize) -> Result<Imported> {
    store::hold_round(conn, scope, round_id)?;
    let mut planned = preview(conn, scope, round_id, rows)?;
    let doubtful = planned.doubtful();
    planned.plan = planned.plan.sound()?;
    if doubtful > told_apart {
        return Err(Error::invalid("apart", Message::new("sampling-import-apart").number("count", doubtful as f64)));
    }
    let scope = &scope.signing_for(planned.round.department_id);
    let mut done = Imported { same: planned.plan.count(|r| r.change == Change::Same), ..Imported::default() };
    if done.same == planned.plan.rows.len() {
        return Ok(done);
    }
    if planned.plan.count(|r| r.change == Change::New) > 0 {
        planned.round.imported_at = Some(scope.now());
    }
    // Whoever corrects the round itself at the same time is told.
    store::save_round(conn, scope, &mut planned.round)?;
    for who in planned.who.iter().filter(|w| w.is_new) {
        parties::insert(conn, scope, &who.party)?;
        let data = json!({ "name": who.party.name, "apart": who.alike.len() });
        timeline::record(conn, scope, Entry::new(Subject::new(PARTY, who.party.id), "register").data(data))?;
        done.parties += 1;
    }
    let plans = std::mem::take(&mut planned.cases);
    for plan in &plans {
        let id = open_case(conn, scope, &planned, plan)?;
        for at in &plan.rows {
            if let Some(sampling) = planned.plan.rows.get_mut(*at).and_then(|r| r.what.sampling.as_mut()) {
                sampling.case_id = Some(id);
            }
        }
    }
    done.cases = plans.iter().filter(|p| p.into.is_none()).count();
    done.added_to = plans.len() - done.cases;
    // A party that was merged keeps its samplings; its cases are those of the one it lives on in.
    let written = planned.plan.rows.iter().filter(|r| r.what.sampling.is_some());
    let sampled: BTreeSet<i64> = written.filter_map(|r| Some(planned.who.get(r.what.who?)?.party.id)).collect();
    write(conn, scope, planned, &mut done)?;
    ask_ladder(conn, scope, &sampled.into_iter().collect::<Vec<_>>())?;
    let data = json!({
        "created": done.created, "changed": done.changed, "same": done.same, "parties": done.parties,
        "cases": done.cases, "added": done.added_to,
    });
    timeline::record(conn, scope, Entry::new(Subject::new(ROUND, round_id), "import").data(data))?;
    Ok(done)
}

fn write(conn: &mut Conn, scope: &Scope, planned: RoundPlan, done: &mut Imported) -> Result<()> {
    let round = &planned.round;
    for row in planned.plan.rows {
        let Some(mut sampling) = row.what.sampling else { continue };
        match row.change {
            Change::Same => {}
            Change::New => {
                store::insert(conn, scope, &sampling)?;
                done.created += 1;
            }
            Change::Changed(columns) => {
                store::save(conn, scope, &mut sampling)?;
                done.changed += 1;
                let Some(was) = row.what.was.filter(|_| !columns.is_empty()) else { continue };
                let fields: Vec<&str> = columns.into_iter().map(|c| c.field()).collect();
                let (before, after) = (word(scope, was.result), word(scope, sampling.result));
                let data = json!({ "round": round.name, "what": said(&sampling), "before": before, "after": after });
                let mut corrected = data.clone();
                corrected["party"] = json!(sampling.party_name);
                corrected["changed"] = json!(fields);
                timeline::record(conn, scope, Entry::new(Subject::new(ROUND, round.id), "correct").data(corrected))?;
                if let Some(case) = was.case_id {
                    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case), "sampling_correct").data(data))?;
                }
            }
        }
    }
    Ok(())
}

/// A result in the workspace's words, as histories keep it.
fn word(scope: &Scope, result: SamplingResult) -> String {
    crate::platform::i18n::t(scope.workspace_lang(), &result.key()).into_owned()
}

/// Makes the case, or adds to the one there is; its id.
fn open_case(conn: &mut Conn, scope: &Scope, planned: &RoundPlan, plan: &CasePlan) -> Result<i64> {
    let who = &planned.who[plan.who];
    let samplings: Vec<&Sampling> = plan.rows.iter().filter_map(|at| planned.plan.rows.get(*at)?.what.sampling.as_ref()).collect();
    let case = match &plan.into {
        None => {
            let regions = crate::enforcement::queries::regions(conn, scope)?;
            let region_id = who.party.region_id.filter(|id| regions.iter().any(|d| d.id == *id));
            let content = content(scope, &planned.round, plan.result, region_id, &samplings);
            let made = cases::register(conn, scope, plan.kind_id, who.party.id, &content, None).map_err(as_of_the_table)?;
            // Whoever made one at the same moment was waited for while numbering.
            let live = case_rows::live_of_parties(conn, scope, &[who.party.id])?;
            if live.iter().filter(|c| c.kind_id == plan.kind_id).count() > 1 {
                return Err(Error::Conflict);
            }
            made
        }
        Some(brief) => {
            let mut case = case_rows::get(conn, scope, brief.id)?;
            if !case.is_live() {
                return Err(Error::Conflict);
            }
            case.facts = further(scope, &case.facts, &planned.round, plan.result, &samplings);
            // Whoever closes it at the same moment has to look again.
            case_rows::save(conn, scope, &mut case, &who.party)?;
            case
        }
    };
    let what: Vec<String> = samplings.iter().map(|s| said(s)).collect();
    let what = crate::platform::i18n::join(scope.workspace_lang(), &what);
    let data = json!({ "round": planned.round.name, "count": samplings.len(), "what": what, "result": word(scope, plan.result) });
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), "sampling").data(data))?;
    Ok(case.id)
}

/// What is wrong with a case that nobody typed is said of the table.
fn as_of_the_table(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => {
            let first = errors.0.into_iter().next().map(|e| e.message);
            Error::invalid("table", first.unwrap_or_else(|| Message::new("import-wrong-rows")))
        }
        other => other,
    }
}
