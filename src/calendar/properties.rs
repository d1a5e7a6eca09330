use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

use super::*;

/// A date from 2021 to 2030, the years of the notices among them.
fn near() -> impl Strategy<Value = NaiveDate> {
    (0u64..3650).prop_map(|n| NaiveDate::from_ymd_opt(2021, 1, 1).expect("a date") + Days::new(n))
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    let (low, high) = (NaiveDate::MIN.num_days_from_ce(), NaiveDate::MAX.num_days_from_ce());
    prop_oneof![
        Just(NaiveDate::MIN),
        Just(NaiveDate::MAX),
        near(),
        (low..=high).prop_map(|n| { NaiveDate::from_num_days_from_ce_opt(n).expect("within bounds") })
    ]
}

fn calendars() -> impl Strategy<Value = WorkCalendar> {
    let entry = (near(), any::<bool>()).prop_map(|(day, off)| DayOverride {
        day,
        kind: if off { DayKind::Holiday } else { DayKind::Workday },
        name: String::new(),
    });
    prop::collection::vec(entry, 0..40).prop_map(|days| WorkCalendar::new(&days))
}

proptest! {
    #[test]
    fn counting_agrees_with_looking_at_each_day(calendar in calendars(), a in near(), length in 0u64..400) {
        let b = a + Days::new(length);
        let looked = a.iter_days().skip(1).take_while(|day| *day <= b).filter(|day| calendar.is_working(*day)).count();
        prop_assert_eq!(usize::try_from(calendar.working_days_between(a, b)), Ok(looked));
        prop_assert_eq!(calendar.working_days_between(b, a), -calendar.working_days_between(a, b));
    }

    #[test]
    fn adding_and_counting_are_inverse(calendar in calendars(), from in near(), n in 1i32..400) {
        let after = calendar.add_working_days(from, n);
        prop_assert!(calendar.is_working(after) && after > from);
        prop_assert_eq!(calendar.working_days_between(from, after), n);
        let before = calendar.add_working_days(from, -n);
        prop_assert!(calendar.is_working(before) && before < from);
        let worked_itself = i32::from(!calendar.is_working(from));
        prop_assert_eq!(calendar.working_days_between(before, from) + worked_itself, n);
        if calendar.is_working(from) {
            prop_assert_eq!(calendar.add_working_days(after, -n), from);
        }
    }

    #[test]
    fn adding_is_monotone(calendar in calendars(), a in near(), b in near(), n in -200i32..200) {
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(calendar.add_working_days(a, n) <= calendar.add_working_days(b, n));
        prop_assert!(calendar.add_working_days(a, n) <= calendar.add_working_days(a, n + 1));
    }

    #[test]
    fn an_explanation_accounts_for_every_day(calendar in calendars(), from in near(), n in 1u16..300, back in any::<bool>()) {
        let rule = if back {
            DeadlineRule::Before { on: from, working_days: n }
        } else {
            DeadlineRule::AfterAssignment { working_days: n }
        };
        let computed = rule.compute(from, &calendar);
        let Explanation::Counted { weekend_days, holidays, .. } = computed.explained else {
            return Err(TestCaseError::fail("counted"));
        };
        let skipped = i64::from(weekend_days) + holidays.iter().map(|h| i64::from(h.days)).sum::<i64>();
        prop_assert_eq!((computed.due_on - from).num_days().abs(), i64::from(n) + skipped);
    }

    #[test]
    fn nothing_panics_anywhere(calendar in calendars(), a in any_date(), b in any_date(), n in any::<i32>(), k in any::<u16>()) {
        let moved = calendar.add_working_days(a, n);
        let in_order = if n >= 0 { moved >= a } else { moved <= a };
        prop_assert!(in_order);
        calendar.working_days_between(a, b);
        prop_assert!(calendar.next_or_same(a) >= a && calendar.previous_or_same(a) <= a);
        calendar.days(a.year());
        for rule in [
            DeadlineRule::Fixed { on: b },
            DeadlineRule::AfterAssignment { working_days: k },
            DeadlineRule::Before { on: b, working_days: k },
        ] {
            rule.compute(a, &calendar);
        }
    }

    #[test]
    fn reports_advance(calendar in calendars(), start in any_date()) {
        for cadence in Cadence::ALL {
            if let Some(next) = cadence.next_report(start, &calendar) {
                prop_assert!(next > start);
                let working = calendar.is_working(next);
                prop_assert!(working);
            }
        }
    }
}
