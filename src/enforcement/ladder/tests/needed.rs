//! What is asked for is needed: not in force, not done since, not proposed already.

use proptest::prelude::*;

use super::{day, grounds, imposed, proposed};
use crate::{
    enforcement::{
        MeasureKind,
        ladder::{model::holding, shipped},
        measure::{FindingKind, MeasureState},
    },
    platform::i18n::Lang,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Each proposal asks for something that is not in force and that none before it asks for; the same facts are proposed once.
    #[test]
    fn nothing_in_force_is_proposed_again(
        states in proptest::collection::vec((proptest::sample::select(MeasureKind::ALL), proptest::sample::select(MeasureState::ALL)), 0..8),
        findings in proptest::sample::subsequence(FindingKind::ALL, 0..=3),
        kind in proptest::sample::select(&["sampling_failure", "unlicensed_production", "counterfeit", "licence_misuse"][..]),
    ) {
        let mut g = grounds(kind);
        g.imposed = states.iter().zip(1..).map(|((kind, state), n)| imposed(n, *kind, *state)).collect();
        g.findings = findings.iter().map(|f| (*f, day(3))).collect();
        let found = proposed(&g);
        for (n, (_, measures)) in found.iter().enumerate() {
            let in_force = |m: &MeasureKind| g.imposed.iter().any(|i| i.kind == *m && i.state == MeasureState::InForce);
            let before = |m: &MeasureKind| found[..n].iter().any(|(_, measures)| measures.contains(m));
            prop_assert!(!measures.iter().all(|m| in_force(m) || before(m)), "{:?} are in force or proposed", measures);
        }
        let keys: Vec<_> = holding(&shipped::rules(Lang::ZhCn), &g, day(50)).into_iter().map(|h| h.fact_key).collect();
        let mut unique = keys.clone();
        unique.sort();
        unique.dedup();
        prop_assert_eq!(keys.len(), unique.len());
        // The same grounds give the same keys: proposing again proposes nothing.
        let again: Vec<_> = holding(&shipped::rules(Lang::ZhCn), &g, day(60)).into_iter().map(|h| h.fact_key).collect();
        prop_assert_eq!(keys, again);
    }
}
