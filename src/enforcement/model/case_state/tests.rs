use proptest::prelude::*;

use super::*;

/// The same rules said again, by the sentences of the plan.
fn plan(state: S, was_filed: bool, action: A) -> Option<S> {
    match (state, action) {
        (S::Registered, A::File) => Some(S::Open),
        (S::Registered, A::NotFile) | (S::Registered | S::Open, A::Join) | (S::Open | S::Referred, A::Close) => Some(S::Closed),
        (S::Registered | S::Open | S::Referred, A::Edit) | (S::Registered | S::Open, A::Sever) => Some(state),
        (S::Open, A::HandOver) => Some(S::HandedOver),
        (S::Open, A::Refer) => Some(S::Referred),
        (S::HandedOver, A::Receive | A::Reject) | (S::Referred, A::Reject) => Some(S::Open),
        (S::Closed, A::Reopen) => Some(if was_filed { S::Open } else { S::Registered }),
        _ => None,
    }
}

fn any<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

/// Who the plan gives the word to.
fn who(state: S, action: A) -> [CaseBy; 2] {
    match (state, action) {
        (S::HandedOver, A::Receive | A::Reject) => [Receiver, Office],
        _ => [Holder, Office],
    }
}

#[test]
fn the_table_is_the_plan() {
    for (state, action) in S::ALL.iter().flat_map(|s| A::ALL.iter().map(move |a| (*s, *a))) {
        for was_filed in [false, true] {
            for by in CaseBy::ALL {
                let wanted = plan(state, was_filed, action).filter(|_| who(state, action).contains(by));
                assert_eq!(decide_case(state, was_filed, action, &[*by]).ok(), wanted, "{state:?} {was_filed} {action:?} {by:?}");
            }
            assert!(decide_case(state, was_filed, action, &[]).is_err(), "{state:?} {action:?} by nobody");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_case_goes_only_where_the_plan_lets_it(
        steps in proptest::collection::vec((any(CaseAction::ALL), proptest::sample::subsequence(CaseBy::ALL, 0..=3)), 1..30)
    ) {
        let (mut state, mut was_filed) = (S::Registered, false);
        for (action, capacity) in steps {
            let wanted = plan(state, was_filed, action);
            let may = who(state, action).iter().any(|by| capacity.contains(by));
            match (decide_case(state, was_filed, action, &capacity), wanted) {
                (Ok(to), Some(want)) if may => {
                    prop_assert_eq!(to, want);
                    was_filed |= to == S::Open;
                    state = to;
                }
                (Err(Error::Forbidden(m)), Some(_)) if !may => prop_assert_eq!(m.key, "case-forbidden"),
                (Err(Error::Refused(m)), None) => {
                    let names: Vec<_> = m.args.iter().map(|(name, _)| *name).collect();
                    prop_assert_eq!(names, ["state", "action", "instead", "who"]);
                }
                (other, _) => prop_assert!(false, "{:?} {:?} {:?}: {:?}", state, action, capacity, other.map_err(|_| "error")),
            }
            // Whoever is at work on it was filed first.
            prop_assert!(was_filed || matches!(state, S::Registered | S::Closed));
        }
    }
}
