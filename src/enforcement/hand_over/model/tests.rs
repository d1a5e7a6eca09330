use proptest::prelude::*;

use super::*;

fn any<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

/// The same rules said again.
fn plan(state: S, action: A) -> Option<(S, &'static [HandOverBy])> {
    match (state, action) {
        (S::Sent, A::Receive) => Some((S::Received, &[Receiver])),
        (S::Sent, A::Reject) => Some((S::Rejected, &[Receiver])),
        (S::Sent, A::Withdraw) => Some((S::Withdrawn, &[Sender, Office])),
        (S::Received, A::Report) => Some((S::Reported, &[Receiver])),
        _ => None,
    }
}

#[test]
fn the_table_is_the_plan() {
    for (state, action) in S::ALL.iter().flat_map(|s| A::ALL.iter().map(move |a| (*s, *a))) {
        for by in std::iter::once(None).chain(HandOverBy::ALL.iter().map(Some)) {
            let capacity: Vec<HandOverBy> = by.into_iter().copied().collect();
            match (decide_hand_over(state, action, &capacity), plan(state, action)) {
                (Ok(to), Some((wanted, who))) => {
                    assert!(to == wanted && by.is_some_and(|by| who.contains(by)), "{state:?} {action:?} {by:?}");
                }
                (Err(Error::Forbidden(m)), Some((_, who))) => {
                    assert!(!by.is_some_and(|by| who.contains(by)) && m.key == "hand-over-forbidden", "{state:?} {action:?} {by:?}");
                }
                (Err(Error::Refused(m)), None) => {
                    let over = matches!(state, S::Rejected | S::Withdrawn | S::Reported);
                    assert_eq!(m.key, if over { "hand-over-refused-over" } else { "hand-over-refused" });
                }
                (other, wanted) => panic!("{state:?} {action:?} {by:?}: {:?} instead of {wanted:?}", other.is_ok()),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A life of it, told as one question: who has the word? First the receiver, who may lose it to whoever takes it back; once received
    /// the receiver alone; then nobody.
    #[test]
    fn a_hand_over_waits_for_one_word(
        steps in proptest::collection::vec((any(A::ALL), proptest::sample::subsequence(HandOverBy::ALL, 0..=3)), 1..12)
    ) {
        let (mut state, mut received, mut over) = (S::Sent, false, false);
        for (action, capacity) in steps {
            let has = |who: &[HandOverBy]| who.iter().any(|by| capacity.contains(by));
            let may = !over && match action {
                A::Report => received && has(&[Receiver]),
                A::Receive | A::Reject => !received && has(&[Receiver]),
                A::Withdraw => !received && has(&[Sender, Office]),
            };
            let to = decide_hand_over(state, action, &capacity);
            prop_assert_eq!(to.is_ok(), may, "{:?} {:?} {:?}", state, action, capacity);
            let Ok(to) = to else { continue };
            (received, over) = (action == A::Receive || received, action != A::Receive);
            state = to;
            let one = HandOver { state, ..hand_over() };
            prop_assert_eq!(one.due_on(), (!over).then_some(if received { day(14) } else { day(7) }), "{:?}", state);
        }
    }
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, n).expect("a day")
}

/// Its receipt is due on 7 December, its result on the 14th.
fn hand_over() -> HandOver {
    HandOver {
        id: 1,
        number: "2026-0001".into(),
        case_id: 2,
        kind: HandOverKind::Transfer,
        from_id: 3,
        to_id: Some(4),
        outside_name: String::new(),
        outside_email: String::new(),
        reason: String::new(),
        legal_basis: String::new(),
        enclosures: String::new(),
        asked: String::new(),
        sent_at: NaiveDateTime::default(),
        sent_by: String::new(),
        receipt_due_on: day(7),
        state: S::Sent,
        answered_at: None,
        answered_by: String::new(),
        answer: String::new(),
        should_go_to: String::new(),
        result_due_on: Some(day(14)),
        result: String::new(),
        reported_at: None,
        reported_by: String::new(),
        reminded_on: None,
        version: 1,
        receipt_days: Some(5),
        result_days: Some(10),
    }
}
