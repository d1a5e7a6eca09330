use proptest::prelude::*;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a day")
}

pub fn restriction(term: Term, from_on: NaiveDate) -> Restriction {
    let until_on = term.until(from_on, from_on);
    Restriction {
        id: 1,
        number: "2026-0001".into(),
        party_id: 2,
        named: "甲厂".into(),
        case_id: None,
        kind: Kind::NoProcurement,
        on_party: true,
        people: Vec::new(),
        basis: String::new(),
        reason: String::new(),
        department_id: 3,
        imposed_by: String::new(),
        found_on: from_on,
        from_on,
        term,
        until_on,
        last_on: until_on.unwrap_or(FOREVER),
        state: State::InForce,
        ended_on: None,
        ended_by: None,
        ended_reason: None,
        created_at: NaiveDateTime::default(),
        version: 1,
    }
}

#[test]
fn the_end_follows_from_the_rule() {
    let (found, from) = (day(2026, 3, 2), day(2026, 3, 10));
    for (term, until) in [
        (Term::YearEnd, Some(day(2026, 12, 31))),
        (Term::Months(1), Some(day(2026, 4, 9))),
        (Term::Months(12), Some(day(2027, 3, 9))),
        (Term::Day(day(2026, 6, 1)), Some(day(2026, 6, 1))),
        (Term::Inspection, None),
        (Term::Unlimited, None),
    ] {
        assert_eq!(term.until(found, from), until, "{term:?}");
    }
    assert_eq!(Term::Months(1).until(found, day(2026, 1, 31)), Some(day(2026, 2, 27)), "a short month");
}

#[test]
fn days_and_rules_that_do_not_go_together_are_said() {
    let wrong = |kind, term, found, from| {
        let mut errors = FieldErrors::default();
        last_day(&mut errors, kind, term, found, from, day(2026, 11, 26));
        errors.0.into_iter().map(|e| (e.field, e.message.key)).collect::<Vec<_>>()
    };
    let (found, from) = (day(2026, 11, 2), day(2026, 11, 10));
    assert_eq!(wrong(Kind::NoAward, Term::YearEnd, found, from), []);
    assert_eq!(wrong(Kind::NoAward, Term::Months(3), found, from), [("term".into(), "restriction-term-wrong")]);
    assert_eq!(wrong(Kind::NoProcurement, Term::Unlimited, found, from), [("term".into(), "restriction-term-wrong")]);
    assert_eq!(wrong(Kind::NoAward, Term::YearEnd, day(2025, 12, 30), from), [("from_on".into(), "restriction-year-is-over")]);
    assert_eq!(wrong(Kind::NoProcurement, Term::Day(day(2026, 11, 9)), found, from), [("until".into(), "restriction-until-before-from")]);
    assert_eq!(wrong(Kind::NoProcurement, Term::Inspection, from, found), [("from_on".into(), "restriction-from-before-found")]);
    assert_eq!(
        wrong(Kind::NoProcurement, Term::Inspection, day(2026, 11, 27), day(2026, 11, 27)),
        [("found_on".into(), "restriction-found-future")]
    );
}

#[test]
fn it_holds_from_its_first_day_to_its_last_and_then_expires() {
    let one = restriction(Term::Day(day(2026, 6, 30)), day(2026, 3, 10));
    for (on, standing, holds) in [
        (day(2026, 3, 9), Standing::Coming, false),
        (day(2026, 3, 10), Standing::InForce, true),
        (day(2026, 6, 30), Standing::InForce, true),
        (day(2026, 7, 1), Standing::Expired, false),
    ] {
        assert_eq!((one.standing(on), one.holds_on(on)), (standing, holds), "{on}");
    }
    assert!(one.after(Verb::Lift, day(2026, 7, 1)).is_err(), "what has expired need not be lifted");
    assert!(one.after(Verb::Fulfil, day(2026, 4, 1)).is_err(), "no re-inspection ends it");
    assert_eq!(one.after(Verb::Quash, day(2026, 7, 1)).ok(), Some(State::Quashed));
}

/// The same rules said again.
fn plan(state: State, verb: Verb) -> Option<State> {
    match (state, verb) {
        (State::InForce, Verb::Fulfil) => Some(State::Fulfilled),
        (State::InForce, Verb::Lift) => Some(State::Lifted),
        (State::InForce | State::Fulfilled | State::Lifted, Verb::Quash) => Some(State::Quashed),
        _ => None,
    }
}

#[test]
fn the_table_is_the_plan() {
    for (state, verb) in State::ALL.iter().flat_map(|s| Verb::ALL.iter().map(move |v| (*s, *v))) {
        assert_eq!(state.after(verb), plan(state, verb), "{state:?} {verb:?}");
    }
}

fn terms() -> impl Strategy<Value = Term> {
    prop_oneof![
        Just(Term::YearEnd),
        (1..=24u32).prop_map(Term::Months),
        (0..400u64).prop_map(|n| Term::Day(day(2026, 12, 31) + Days::new(n))),
        Just(Term::Inspection),
        Just(Term::Unlimited),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A life of it, told day by day: it forbids from its first day to the last one of its rule, up to the day before somebody ended it,
    /// and none at all once it is quashed. It is ended only while it forbids or will, and by an inspection only where that is its term.
    #[test]
    fn each_day_is_forbidden_or_it_is_not(
        term in terms(), starts in 0..60u64, steps in proptest::collection::vec((proptest::sample::select(Verb::ALL), 0..300u64), 0..5)
    ) {
        let from = day(2026, 11, 1) + Days::new(starts);
        let mut one = restriction(term, from);
        let is_within = |d: NaiveDate| match term {
            Term::YearEnd => d.year() <= from.year(),
            // The same day of the last month, or its end, is the first that is free again.
            Term::Months(n) => {
                let (months, by) = ((d.year() - from.year()) * 12 + d.month() as i32 - from.month() as i32, n as i32);
                let last_of_month = d + Days::new(1);
                let is_back = d.day() >= from.day() || (last_of_month.month() != d.month() && d.day() < from.day());
                months < by || (months == by && !is_back)
            }
            Term::Day(last) => d <= last,
            Term::Inspection | Term::Unlimited => true,
        };
        let (mut today, mut ended, mut quashed) = (from - Days::new(3), None, false);
        for (verb, days) in steps {
            today = today + Days::new(days);
            let may = match verb {
                Verb::Quash => !quashed,
                _ => !quashed && ended.is_none() && is_within(today) && (verb == Verb::Lift || term == Term::Inspection),
            };
            let to = one.after(verb, today);
            prop_assert_eq!(to.is_ok(), may, "{:?} {:?} on {}", one, verb, today);
            let Ok(to) = to else { continue };
            one.end(to, today, "周敏", "理由");
            quashed |= verb == Verb::Quash;
            ended = ended.or(Some(today));
        }
        for d in from.iter_days().take(900).chain([from - Days::new(1), FOREVER]) {
            let forbids = !quashed && d >= from && is_within(d) && ended.is_none_or(|on| d < on);
            prop_assert_eq!(one.holds_on(d), forbids, "{:?} on {}", one, d);
        }
    }
}
