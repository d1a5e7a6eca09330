//! Which rules hold for a case, and what each rests on.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::{Condition, Fact, Grounds, Imposed, Rule, What};
use crate::enforcement::{
    MeasureKind,
    measure::MeasureState,
    sampling::{Sampled, SamplingResult},
};

/// A rule that holds, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds<'a> {
    pub rule: &'a Rule,
    pub facts: Vec<Fact>,
    /// The same rule with the same facts is proposed once.
    pub fact_key: String,
}

/// The rules that hold now, in the ladder's order. What is imposed already, or was done, is not proposed again.
pub fn holding<'a>(rules: &'a [Rule], grounds: &Grounds, today: NaiveDate) -> Vec<Holds<'a>> {
    let mut found: Vec<Holds<'a>> = Vec::new();
    for rule in rules.iter().filter(|r| r.kinds.is_empty() || r.kinds.contains(&grounds.kind_code)) {
        let Some((facts, key)) = holds(rule, grounds, today) else { continue };
        let is_done = |kind: &MeasureKind| {
            let since = facts.iter().map(|f| f.on).max();
            grounds.imposed.iter().filter(|m| m.kind == *kind).any(|m| match m.state {
                MeasureState::InForce => true,
                // What was done before the facts that ask for it anew does not count.
                MeasureState::Fulfilled => since.is_none_or(|on| m.in_force_on >= on),
                MeasureState::Failed | MeasureState::Lifted | MeasureState::Quashed => false,
            })
        };
        let is_proposed = |kind: &MeasureKind| found.iter().any(|h| h.rule.measures.contains(kind));
        if rule.measures.iter().all(|kind| is_done(kind) || is_proposed(kind)) {
            continue;
        }
        let measures: Vec<&str> = rule.measures.iter().map(|m| m.as_str()).collect();
        let fact_key = format!("{}:{}:{key}", rule.condition.as_str(), measures.join("+"));
        found.push(Holds { rule, facts, fact_key });
    }
    found
}

/// What a rule rests on, and what tells these facts from others; none where it does not hold.
fn holds(rule: &Rule, grounds: &Grounds, today: NaiveDate) -> Option<(Vec<Fact>, String)> {
    match rule.condition {
        Condition::FailedReinspection => {
            let failed = grounds.imposed.iter().filter(|m| m.state == MeasureState::Failed && is_after(rule, grounds, m));
            let last = failed.max_by_key(|m| (m.failed_on, m.id))?;
            let on = last.failed_on.unwrap_or(last.in_force_on);
            Some((vec![Fact { on, what: What::Failed { measure: last.kind } }], last.id.to_string()))
        }
        Condition::PastDeadline => {
            let open = grounds.imposed.iter().filter(|m| m.state == MeasureState::InForce && rule.after.is_none_or(|k| k == m.kind));
            let last = open.filter(|m| m.due_on.is_some_and(|due| due < today)).max_by_key(|m| (m.due_on, m.id))?;
            Some((vec![Fact { on: last.due_on?, what: What::Overdue { measure: last.kind } }], last.id.to_string()))
        }
        Condition::TwiceRunning => {
            let running = running(rule, grounds)?;
            let key = running.iter().map(|s| s.sampling.id.to_string()).collect::<Vec<_>>().join("+");
            Some((running.into_iter().map(sampling).collect(), key))
        }
        Condition::LicensedFailure => {
            let failed = grounds.own().filter(|s| s.sampling.result.is_bad() && counts(rule, s));
            let last = failed.max_by_key(age).filter(|_| grounds.has_licence)?;
            Some((vec![sampling(last)], last.sampling.id.to_string()))
        }
        Condition::Refusal => {
            let last = grounds.own().filter(|s| s.sampling.result == SamplingResult::Refused).max_by_key(age)?;
            Some((vec![sampling(last)], last.sampling.id.to_string()))
        }
        Condition::Serious | Condition::Proven | Condition::Criminal => {
            let kind = rule.condition.finding()?;
            let (_, on) = grounds.findings.iter().find(|(k, _)| *k == kind)?;
            Some((vec![Fact { on: *on, what: What::Finding { finding: kind } }], String::new()))
        }
        Condition::Repeated => repeated(rule, grounds),
    }
}

/// Whether this failed measure is what the rule follows: of the rule's kind, or an order to rectify given with one of that kind, which
/// stays in force until the rectification is shown (article 15: the licence is suspended and rectification ordered).
fn is_after(rule: &Rule, grounds: &Grounds, failed: &Imposed) -> bool {
    let Some(kind) = rule.after else { return true };
    let is_under = |m: &Imposed| m.kind == kind && is_standing(kind) && m.state == MeasureState::InForce;
    failed.kind == kind || (failed.kind == MeasureKind::Rectify && grounds.imposed.iter().any(is_under))
}

/// Whether a measure stands until what was ordered with it is shown to be done.
pub fn is_standing(kind: MeasureKind) -> bool {
    matches!(kind, MeasureKind::SuspendLicence | MeasureKind::StopProduction)
}

fn age(s: &&Sampled) -> (NaiveDate, i64) {
    (s.sampling.sampled_on, s.sampling.id)
}

fn sampling(s: &Sampled) -> Fact {
    let Sampled { sampling, round } = s;
    let what = What::Sampling {
        id: sampling.id,
        round: round.name.clone(),
        round_id: round.id,
        product: sampling.product.clone(),
        party: sampling.party_name.clone(),
        level: round.level,
        refused: sampling.result == SamplingResult::Refused,
    };
    Fact { on: sampling.sampled_on, what }
}

/// Whether its level is the rule's or above.
fn counts(rule: &Rule, s: &Sampled) -> bool {
    rule.level.is_none_or(|lowest| s.round.level >= lowest)
}

/// The last samplings of one main product, all failed, one of them the case's own. Lower levels neither count nor break the run; a
/// refusal is a failure (article 18). Several batches of one product in one round are one sampling, which failed if one of them did.
fn running<'a>(rule: &Rule, grounds: &'a Grounds) -> Option<Vec<&'a Sampled>> {
    let times = usize::try_from(rule.times.max(1)).ok()?;
    let main: BTreeSet<String> = grounds.sampled.iter().filter(|s| s.sampling.is_main).map(|s| s.sampling.product_key()).collect();
    main.into_iter().find_map(|product| {
        let mut of: Vec<&Sampled> = grounds.sampled.iter().filter(|s| counts(rule, s) && s.sampling.product_key() == product).collect();
        let own = |s: &&Sampled| s.sampling.case_id == Some(grounds.case_id);
        // The failed one of a round stands for it, the case's own before others.
        of.sort_by_key(|s| (s.round.last_on, s.round.id, !s.sampling.result.is_bad(), !own(s), age(s)));
        of.dedup_by_key(|s| s.round.id);
        let last = of.get(of.len().checked_sub(times)?..)?;
        (last.iter().all(|s| s.sampling.result.is_bad()) && last.iter().any(own)).then(|| last.to_vec())
    })
}

fn repeated(rule: &Rule, grounds: &Grounds) -> Option<(Vec<Fact>, String)> {
    let from = grounds.registered_on.checked_sub_months(Months::new(u32::try_from(rule.months).ok()?))?;
    let mut within: Vec<&(String, NaiveDate)> =
        grounds.others.iter().filter(|(_, on)| *on >= from && *on <= grounds.registered_on).collect();
    within.sort_by_key(|(number, on)| (*on, number.clone()));
    // This one is one of them.
    let needed = usize::try_from(rule.times - 1).ok().filter(|n| *n > 0)?;
    let last = within.get(within.len().checked_sub(needed)?..)?;
    let facts = last.iter().map(|(number, on)| Fact { on: *on, what: What::Case { number: number.clone() } }).collect();
    Some((facts, last.iter().map(|(number, _)| number.as_str()).collect::<Vec<_>>().join("+")))
}
