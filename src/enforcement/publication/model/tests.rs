use proptest::prelude::*;

use super::*;
use crate::enforcement::model::{PartyKind, Post, Responsible};

fn version(nth: i32, state: State) -> Version {
    Version {
        nth,
        state,
        ground: Ground::SamplingFailure,
        title: "题".into(),
        text: "文".into(),
        person: None,
        channels: vec![Channel::OpenPage],
        until_on: None,
        reason: String::new(),
        writer_id: 1,
        writer: String::new(),
        written_at: NaiveDateTime::default(),
        checked_by_id: None,
        checked_by: None,
        checked_at: None,
        published_on: NaiveDate::from_ymd_opt(2026, 11, 2),
        published_by: None,
        published_at: None,
        ended_at: None,
        ended_by: None,
        ended_reason: None,
    }
}

fn publication(versions: Vec<Version>) -> Publication {
    let mut one = Publication {
        id: 1,
        number: "2026-0001".into(),
        party_id: 2,
        case_id: None,
        department_id: 3,
        latest: 1,
        shown: None,
        state: State::Draft,
        created_at: NaiveDateTime::default(),
        version: 1,
        versions,
    };
    one.settle();
    one
}

#[test]
fn persons_are_named_only_where_the_rule_says_so() {
    let mut party = Party::new(1, PartyKind::Enterprise, "甲厂", NaiveDateTime::default());
    party.people = vec![Responsible { name: "王伟".into(), post: Post::LegalRepresentative }];
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let wrong = |party: &Party, ground, person: Option<&str>, text: &str| {
        let mut errors = FieldErrors::default();
        check_persons(&mut errors, party, ground, person, [("title", "公告"), ("text", text)], today);
        errors.0.into_iter().map(|e| (e.field, e.message.key)).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&party, Ground::SamplingFailure, None, "甲厂的饮料不合格"), []);
    assert_eq!(wrong(&party, Ground::SamplingFailure, None, "甲厂王伟"), [("text".into(), "publication-names-person")]);
    assert_eq!(wrong(&party, Ground::SamplingFailure, Some("王伟"), "甲厂王伟"), [("person".into(), "publication-person-not-named")]);
    assert_eq!(wrong(&party, Ground::SeriousFailure, Some("王伟"), "甲厂王伟"), []);
    assert_eq!(wrong(&party, Ground::Counterfeit, Some("李四"), "甲厂"), [("person".into(), "restriction-person-unknown")]);
    for said in ["王伟（身份证11010519491231002X）", "王伟１１０１０５１９４９１２３１００２Ｘ", "王伟 110105 19491231 002X"]
    {
        assert_eq!(wrong(&party, Ground::Counterfeit, Some("王伟"), said), [("text".into(), "publication-has-id")], "{said}");
    }
    assert_eq!(wrong(&party, Ground::Counterfeit, None, "甲厂（914403001922038216）"), [], "a firm's code is none");
    assert_eq!(wrong(&party, Ground::Counterfeit, None, "甲厂，通知书320000202611050012号"), [], "nor is a notice's number");
    let person = Party::new(1, PartyKind::Person, "张三", NaiveDateTime::default());
    assert_eq!(wrong(&person, Ground::UnlicensedProduction, None, "文"), [("ground".into(), "publication-person-not-named")]);
    assert_eq!(wrong(&person, Ground::Counterfeit, None, "文"), []);
    assert!(Ground::SeriousFailure.fits_case("sampling_failure") && Ground::Counterfeit.fits_case("own_kind"));
    assert!(!Ground::Counterfeit.fits_case("sampling_failure"));
}

#[test]
fn a_correction_takes_the_place_of_what_it_corrects_and_a_dropped_one_leaves_it() {
    let mut one = publication(vec![version(1, State::Published), version(2, State::Approved)]);
    assert_eq!((one.shown, one.latest, one.state), (Some(1), 2, State::Approved));
    let mut dropped = one.clone();
    dropped.step(2, Verb::Drop).expect("dropped");
    dropped.settle();
    assert_eq!((dropped.shown, dropped.latest, dropped.state), (Some(1), 1, State::Published));
    one.step(1, Verb::Correct).expect("corrected");
    one.step(2, Verb::Publish).expect("published");
    one.settle();
    assert_eq!((one.shown, one.latest, one.state), (Some(2), 2, State::Published));
    assert!(one.step(1, Verb::Withdraw).is_err(), "what was corrected is not shown");
    one.step(2, Verb::Withdraw).expect("withdrawn");
    one.settle();
    assert_eq!((one.shown, one.state), (None, State::Withdrawn));
}

#[test]
fn what_is_returned_stays_beside_what_takes_its_place() {
    let mut one = publication(vec![version(1, State::Submitted)]);
    one.step(1, Verb::Return).expect("returned");
    one.go_on_from(1);
    one.settle();
    assert_eq!((one.latest, one.state, one.versions.len()), (2, State::Draft, 2));
    assert_eq!(one.returned_before(2).map(|v| v.nth), Some(1));
    one.step(2, Verb::Drop).expect("dropped");
    one.settle();
    assert_eq!((one.latest, one.state), (2, State::Dropped));
}

/// The same rules said again: from hand to hand until it is published, given up before, corrected or withdrawn after.
fn plan(state: State, verb: Verb) -> Option<State> {
    match (state, verb) {
        (State::Draft, Verb::Submit) => Some(State::Submitted),
        (State::Submitted, Verb::Approve) => Some(State::Approved),
        (State::Approved, Verb::Publish) => Some(State::Published),
        (State::Submitted | State::Approved, Verb::Return) => Some(State::Returned),
        (State::Draft | State::Submitted | State::Approved, Verb::Drop) => Some(State::Dropped),
        (State::Published, Verb::Correct) => Some(State::Corrected),
        (State::Published, Verb::Withdraw) => Some(State::Withdrawn),
        _ => None,
    }
}

#[test]
fn the_table_is_the_plan() {
    for (state, verb) in State::ALL.iter().flat_map(|s| Verb::ALL.iter().map(move |v| (*s, *v))) {
        assert_eq!(state.after(verb), plan(state, verb), "{state:?} {verb:?}");
        assert_eq!(state.is_pending(), plan(state, Verb::Drop).is_some(), "{state:?}: what is pending can be given up");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing is shown that was not approved before, and whatever was withdrawn or corrected never is again.
    #[test]
    fn nothing_is_shown_unapproved(verbs in proptest::collection::vec(0usize..Verb::ALL.len(), 0..12)) {
        let mut one = publication(vec![version(1, State::Draft)]);
        let (mut approved, mut ended) = (false, false);
        for at in verbs {
            let (verb, before) = (Verb::ALL[at], one.state);
            let went = one.step(1, verb).map(|v| v.state);
            one.settle();
            match went {
                Ok(to) => {
                    prop_assert_eq!(plan(before, verb), Some(to));
                    approved = match verb { Verb::Approve => true, Verb::Return => false, _ => approved };
                    ended |= matches!(to, State::Withdrawn | State::Corrected | State::Dropped | State::Returned);
                }
                Err(_) => prop_assert_eq!(before, one.state),
            }
            prop_assert!(one.shown.is_none() || (approved && !ended));
        }
    }
}
