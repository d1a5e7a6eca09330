//! Conditions about samplings: random rounds, walked through one by one.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{CASE, day, grounds, rule, sampled};
use crate::enforcement::{
    ladder::model::{Condition, Fact, Grounds, Rule, What, holding},
    sampling::{SampleLevel, SamplingResult},
};

/// A round: its level, and its last day.
type RoundOf = (SampleLevel, i64);

/// A sampling: which round, which product, what came of it, whether of a main product, and whose case it led to.
type Taken = (usize, usize, SamplingResult, bool, Option<i64>);

/// One product may be spelt in several ways.
const PRODUCTS: [[&str; 2]; 2] = [["电线电缆", "电线 电缆"], ["开关", " 开关"]];

const ROUNDS: usize = 5;

fn taken() -> impl Strategy<Value = Vec<Taken>> {
    let case = prop_oneof![2 => Just(Some(CASE)), 1 => Just(Some(99)), 1 => Just(None)];
    let bad = prop_oneof![2 => Just(SamplingResult::Failed), 1 => Just(SamplingResult::Refused), 1 => Just(SamplingResult::Passed)];
    vec((0..ROUNDS, 0..PRODUCTS.len(), bad, any::<bool>(), case), 0..14)
}

fn rounds() -> impl Strategy<Value = Vec<RoundOf>> {
    vec((select(SampleLevel::ALL), 0..8i64), ROUNDS)
}

/// As the program reads them: by day, the oldest first.
fn grounds_of(rounds: &[RoundOf], taken: &[Taken]) -> Grounds {
    let mut g = grounds("sampling_failure");
    let of = |(n, (at, product, result, main, case)): (usize, &Taken)| {
        let (level, last) = rounds[*at];
        let mut s = sampled(last, level, *result);
        (s.round.id, s.sampling.round_id) = (*at as i64, *at as i64);
        (s.sampling.id, s.sampling.case_id, s.sampling.is_main) = (n as i64, *case, *main);
        PRODUCTS[*product][n % 2].clone_into(&mut s.sampling.product);
        s
    };
    g.sampled = taken.iter().enumerate().map(of).collect();
    g.sampled.sort_by_key(|s| (s.sampling.sampled_on, s.sampling.id));
    g
}

fn facts(rule: &Rule, grounds: &Grounds) -> Option<Vec<Fact>> {
    holding(std::slice::from_ref(rule), grounds, day(50)).into_iter().next().map(|h| h.facts)
}

fn ids(facts: &[Fact]) -> Vec<(i64, i64)> {
    let of = |fact: &Fact| if let What::Sampling { id, round_id, .. } = fact.what { Some((id, round_id)) } else { None };
    facts.iter().filter_map(of).collect()
}

fn is_bad(result: SamplingResult) -> bool {
    matches!(result, SamplingResult::Failed | SamplingResult::Refused)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Round by round, in the order of their last days: one that finds the product bad makes the run longer, one that finds it good ends it.
    /// At the end it is long enough, and the case has its part in it.
    #[test]
    fn running_is_what_a_walk_counts(
        rounds in rounds(), taken in taken(), level in option::of(select(SampleLevel::ALL)), times in 1..=4usize
    ) {
        let mut order: Vec<usize> = (0..ROUNDS).collect();
        order.sort_by_key(|at| (rounds[*at].1, *at));
        let mut wanted: Vec<Vec<usize>> = Vec::new();
        for product in 0..PRODUCTS.len() {
            let of: Vec<&Taken> = taken.iter().filter(|t| t.1 == product).collect();
            let mut run: Vec<usize> = Vec::new();
            for at in &order {
                let found: Vec<&&Taken> = of.iter().filter(|t| t.0 == *at && level.is_none_or(|lowest| rounds[*at].0 >= lowest)).collect();
                match (found.is_empty(), found.iter().any(|t| is_bad(t.2))) {
                    (true, _) => {}
                    (_, true) => run.push(*at),
                    (_, false) => run.clear(),
                }
            }
            let newest = run.split_off(run.len().saturating_sub(times));
            let has_part = of.iter().any(|t| newest.contains(&t.0) && is_bad(t.2) && t.4 == Some(CASE));
            if newest.len() == times && has_part && of.iter().any(|t| t.3) {
                wanted.push(newest);
            }
        }
        let rule = Rule { level, times: times as i32, ..rule(Condition::TwiceRunning) };
        let g = grounds_of(&rounds, &taken);
        let found = facts(&rule, &g);
        prop_assert_eq!(found.is_some(), !wanted.is_empty(), "{:?}", wanted);
        if let Some(found) = found {
            // It shows what it counted: of each round a bad one of that product, the case's own among them.
            let shown = ids(&found);
            let in_rounds: Vec<usize> = shown.iter().map(|(_, round)| *round as usize).collect();
            prop_assert!(wanted.contains(&in_rounds), "{:?} instead of {:?}", in_rounds, wanted);
            let products: Vec<usize> = shown.iter().map(|(id, _)| taken[*id as usize].1).collect();
            prop_assert!(products.windows(2).all(|two| two[0] == two[1]));
            prop_assert!(shown.iter().all(|(id, _)| is_bad(taken[*id as usize].2)));
            prop_assert!(shown.iter().any(|(id, _)| taken[*id as usize].4 == Some(CASE)));
        }
    }

    /// Day by day backwards to the first bad sampling of the case itself.
    #[test]
    fn a_failure_of_what_needs_a_licence_is_the_cases_own(
        rounds in rounds(), taken in taken(), level in option::of(select(SampleLevel::ALL)), has_licence: bool
    ) {
        let g = Grounds { has_licence, ..grounds_of(&rounds, &taken) };
        let counts = |t: &Taken| has_licence && is_bad(t.2) && level.is_none_or(|lowest| rounds[t.0].0 >= lowest);
        let rule = Rule { level, ..rule(Condition::LicensedFailure) };
        prop_assert_eq!(facts(&rule, &g).map(|f| ids(&f)), newest(&rounds, &taken, counts));
    }

    #[test]
    fn a_refusal_is_the_cases_own_at_whatever_level(rounds in rounds(), taken in taken()) {
        let g = grounds_of(&rounds, &taken);
        let found = facts(&rule(Condition::Refusal), &g);
        prop_assert_eq!(found.map(|f| ids(&f)), newest(&rounds, &taken, |t| t.2 == SamplingResult::Refused));
    }
}

/// The newest of the case itself that counts.
fn newest(rounds: &[RoundOf], taken: &[Taken], counts: impl Fn(&Taken) -> bool) -> Option<Vec<(i64, i64)>> {
    let mut found = None;
    for on in 0..8 {
        for (id, t) in taken.iter().enumerate().filter(|(_, t)| rounds[t.0].1 == on) {
            if t.4 == Some(CASE) && counts(t) {
                found = Some(vec![(id as i64, t.0 as i64)]);
            }
        }
    }
    found
}
