//! What rules ask about cases, read for many of them at once, and the version each of them follows.

use std::collections::HashMap;

use super::{
    model::{Grounds, Imposed, Ladder, in_force_at},
    store,
};
use crate::{
    enforcement::{
        hand_over,
        measure::{self, Inspection, Measure, MeasureState},
        model::{Case, CaseBrief, MeasureKind},
        sampling::{self, Sampled},
        store::{self as parties, cases as rows},
    },
    platform::{
        clock::local,
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// The version a case follows: the one it was filed under or moved to; of older ones, which do not say, the one of the day of their filing.
pub fn followed_by<'a>(conn: &mut Conn, scope: &Scope, ladders: &'a [Ladder], case: &Case) -> Result<Option<&'a Ladder>> {
    Ok(all_followed(conn, scope, ladders, std::slice::from_ref(case))?.pop().flatten())
}

/// As [`followed_by`], for each of these, in their order.
pub(super) fn all_followed<'a>(conn: &mut Conn, scope: &Scope, ladders: &'a [Ladder], cases: &[Case]) -> Result<Vec<Option<&'a Ladder>>> {
    let moved = store::moved_to(conn, scope, &ids(cases))?;
    let followed = |case: &Case| match moved.get(&case.id) {
        Some(id) => ladders.iter().find(|l| l.id == *id),
        None => in_force_at(ladders, case.filed_on.unwrap_or(case.registered_on)),
    };
    Ok(cases.iter().map(followed).collect())
}

/// All that rules ask about one case.
pub(super) fn of_case(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Grounds> {
    of_cases(conn, scope, std::slice::from_ref(case))?.pop().ok_or(Error::NotFound)
}

/// Other cases of one party that are counted, the newest ones.
const OTHERS: usize = 200;

/// All that rules ask about each of these cases, in their order.
pub(super) fn of_cases(conn: &mut Conn, scope: &Scope, cases: &[Case]) -> Result<Vec<Grounds>> {
    let case_ids = ids(cases);
    let kinds: HashMap<i64, String> = rows::kinds(conn, scope)?.into_iter().map(|k| (k.id, k.code)).collect();
    let mut own: HashMap<i64, Own> = case_ids.iter().map(|id| (*id, Own::default())).collect();
    for (m, inspected) in measure::of_cases(conn, scope, &case_ids)? {
        own.entry(m.case_id).or_default().imposed.push(imposed(&m, &inspected));
    }
    for h in hand_over::referrals_of(conn, scope, &case_ids)? {
        // A referral is no measure of its own, but what was proposed by this name is done by it.
        let in_force_on = local(h.sent_at, scope.zone()).date();
        let (kind, state) = (MeasureKind::ReferToJustice, MeasureState::InForce);
        own.entry(h.case_id).or_default().imposed.push(Imposed { id: h.id, kind, in_force_on, due_on: None, state, failed_on: None });
    }
    for (case_id, f) in measure::findings_of_cases(conn, scope, &case_ids)? {
        own.entry(case_id).or_default().findings.push((f.kind, f.found_on));
    }
    let families = families(conn, scope, cases)?;
    let ground = |case: &Case| {
        let kind_code = kinds.get(&case.kind_id).cloned().ok_or(Error::NotFound)?;
        let has_number = case.extra.iter().any(|e| e.key == "licence_number" && !e.value.is_empty());
        let (own, family) = (own.remove(&case.id).unwrap_or_default(), &families[&case.party_id]);
        let counts = |c: &&CaseBrief| c.kind_id == case.kind_id && c.id != case.id && c.filed_on.is_some() && !c.came_to_nothing();
        Ok(Grounds {
            case_id: case.id,
            has_licence: kind_code == "licence_misuse" || has_number,
            kind_code,
            registered_on: case.registered_on,
            sampled: family.sampled.clone(),
            imposed: own.imposed,
            findings: own.findings,
            others: family.cases.iter().filter(counts).map(|c| (c.shown_number().to_owned(), c.registered_on)).collect(),
        })
    };
    cases.iter().map(ground).collect()
}

/// What is a case's own.
#[derive(Default)]
struct Own {
    imposed: Vec<Imposed>,
    findings: Vec<(measure::FindingKind, chrono::NaiveDate)>,
}

/// A party with those that live on in it.
#[derive(Default)]
struct Family {
    /// The newest first.
    cases: Vec<CaseBrief>,
    /// By day, the oldest first.
    sampled: Vec<Sampled>,
}

/// Those of the parties of these cases.
fn families(conn: &mut Conn, scope: &Scope, cases: &[Case]) -> Result<HashMap<i64, Family>> {
    let mut heads: Vec<i64> = cases.iter().map(|c| c.party_id).collect();
    heads.sort_unstable();
    heads.dedup();
    let mut head_of: HashMap<i64, Vec<i64>> = heads.iter().map(|id| (*id, vec![*id])).collect();
    for (id, head) in parties::absorbed_in(conn, scope, &heads)? {
        head_of.entry(id).or_default().push(head);
    }
    let members: Vec<i64> = head_of.keys().copied().collect();
    let mut families: HashMap<i64, Family> = heads.into_iter().map(|id| (id, Family::default())).collect();
    for case in rows::of_parties(conn, scope, &members, i64::MAX)? {
        for head in &head_of[&case.party_id] {
            families.entry(*head).or_default().cases.push(case.clone());
        }
    }
    for sampled in sampling::queries::of_parties(conn, scope, &members)? {
        for head in &head_of[&sampled.sampling.party_id] {
            families.entry(*head).or_default().sampled.push(sampled.clone());
        }
    }
    families.values_mut().for_each(|family| family.cases.truncate(OTHERS));
    Ok(families)
}

fn ids(cases: &[Case]) -> Vec<i64> {
    cases.iter().map(|c| c.id).collect()
}

fn imposed(m: &Measure, inspected: &[Inspection]) -> Imposed {
    let failed_on = inspected.iter().rev().find(|i| !i.passed).map(|i| i.inspected_on);
    Imposed { id: m.id, kind: m.kind, in_force_on: m.in_force_on, due_on: m.due_on, state: m.state, failed_on }
}
