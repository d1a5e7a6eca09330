//! Which version a case follows, and what people make of a proposal.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::day;
use crate::enforcement::ladder::model::{Ladder, ProposalState, Verdict, decide_proposal, in_force_at};

#[test]
fn a_case_follows_the_version_of_its_day() {
    let ladder = |number, on: Option<NaiveDate>| Ladder {
        id: i64::from(number),
        number,
        in_force_on: on,
        note: String::new(),
        made_at: day(0).and_hms_opt(0, 0, 0).expect("a time"),
        made_by: String::new(),
        rules: Vec::new(),
        version: 1,
    };
    let all = [ladder(4, None), ladder(3, Some(day(20))), ladder(2, Some(day(20))), ladder(1, Some(day(10)))];
    let at = |n| in_force_at(&all, day(n)).map(|l| l.number);
    // What was filed before there was any follows the first; of two of one day the later one holds.
    assert_eq!((at(0), at(10), at(19), at(20), at(99)), (Some(1), Some(1), Some(1), Some(3), Some(3)));
    assert_eq!(in_force_at(&all[..1], day(5)), None);
}

#[test]
fn a_proposal_goes_only_where_the_table_lets_it() {
    use ProposalState as S;
    use Verdict::{Decline, Drop, Insist};
    let table = [
        (S::Open, 0, Decline, S::Declined),
        (S::Open, 1, Decline, S::WithOffice),
        (S::Open, 2, Decline, S::WithOffice),
        (S::Declined, 1, Insist, S::Open),
        (S::Declined, 1, Drop, S::Dropped),
        (S::WithOffice, 2, Insist, S::Open),
        (S::WithOffice, 2, Drop, S::Dropped),
    ];
    for state in S::ALL {
        for (verdict, declines) in Verdict::ALL.into_iter().flat_map(|v| [0, 1, 2].map(|n| (v, n))) {
            let row = table.iter().find(|(from, n, by, _)| from == state && *by == verdict && (*n == declines || verdict != Decline));
            assert_eq!(decide_proposal(*state, declines, verdict).ok(), row.map(|(.., to)| *to), "{state:?} {verdict:?} {declines}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A proposal seen as two facts, who has the word and how often it was declined, says the same.
    #[test]
    fn a_proposal_is_a_word_that_goes_to_and_fro(verdicts in proptest::collection::vec(proptest::sample::select(&Verdict::ALL[..]), 0..12)) {
        let (mut state, mut declines) = (ProposalState::Open, 0);
        let (mut with_department, mut is_over) = (true, false);
        for verdict in verdicts {
            let may = !is_over && with_department == (verdict == Verdict::Decline);
            let to = decide_proposal(state, declines, verdict);
            prop_assert_eq!(to.is_ok(), may, "{:?} {:?}", state, verdict);
            if let Ok(to) = to {
                state = to;
                declines += i32::from(verdict == Verdict::Decline);
                with_department = verdict == Verdict::Insist;
                is_over = verdict == Verdict::Drop;
            }
            let wanted = match (is_over, with_department, declines) {
                (true, ..) => ProposalState::Dropped,
                (_, true, _) => ProposalState::Open,
                (_, false, 1) => ProposalState::Declined,
                (_, false, _) => ProposalState::WithOffice,
            };
            prop_assert_eq!(state, wanted);
        }
    }
}
