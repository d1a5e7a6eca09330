//! Conditions about measures, findings and other cases: random histories, told a second time by whoever was there.

use chrono::{Datelike, NaiveDate};
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{day, grounds, rule};
use crate::enforcement::{
    MeasureKind::{self, *},
    ladder::model::{Condition, Fact, Grounds, Imposed, Rule, What, holding},
    measure::{FindingKind, MeasureAction, MeasureState, decide_measure},
};

/// What happens to a case on a day.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// With so many days to do it in, or no deadline.
    Impose(MeasureKind, Option<i64>),
    /// To one of the measures; where it is an inspection, whether it was passed.
    Act(usize, MeasureAction, bool),
    Find(FindingKind),
    TakeBack(FindingKind),
}

const KINDS: [MeasureKind; 4] = [Rectify, SuspendLicence, StopProduction, OrderLicence];

fn events() -> impl Strategy<Value = Vec<Event>> {
    let impose = (select(&KINDS[..]), option::of(0..12i64)).prop_map(|(kind, days)| Event::Impose(kind, days));
    let act = (0..6usize, select(MeasureAction::ALL), any::<bool>()).prop_map(|(at, action, passed)| Event::Act(at, action, passed));
    let failed = (0..6usize).prop_map(|at| Event::Act(at, MeasureAction::Inspect, false));
    let find = (select(FindingKind::ALL), any::<bool>()).prop_map(|(kind, is)| if is { Event::Find(kind) } else { Event::TakeBack(kind) });
    vec(prop_oneof![3 => impose, 2 => act, 2 => failed, 2 => find], 0..16)
}

/// The case as the program keeps it, an event a day.
fn kept(events: &[Event]) -> Grounds {
    let mut g = grounds("counterfeit");
    for (n, event) in (0..).zip(events) {
        match *event {
            Event::Impose(kind, days) => {
                let due_on = days.map(|days| day(n + days));
                g.imposed.push(Imposed { id: n, kind, in_force_on: day(n), due_on, state: MeasureState::InForce, failed_on: None });
            }
            Event::Act(at, action, passed) => {
                let count = g.imposed.len().max(1);
                let Some(m) = g.imposed.get_mut(at % count) else { continue };
                let Ok(to) = decide_measure(m.state, action, passed) else { continue };
                m.failed_on = if to == MeasureState::Failed { Some(day(n)) } else { m.failed_on };
                m.state = to;
            }
            Event::Find(kind) => {
                g.findings.retain(|(k, _)| *k != kind);
                g.findings.push((kind, day(n)));
            }
            Event::TakeBack(kind) => g.findings.retain(|(k, _)| *k != kind),
        }
    }
    g
}

/// A measure as somebody tells of it afterwards.
#[derive(Clone, Copy, Debug)]
struct Told {
    kind: MeasureKind,
    given: i64,
    due: Option<i64>,
    stands: bool,
    done: bool,
    failed: Option<i64>,
}

fn told(events: &[Event]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for (n, event) in (0..).zip(events) {
        let count = all.len().max(1);
        match *event {
            Event::Impose(kind, days) => {
                all.push(Told { kind, given: n, due: days.map(|days| n + days), stands: true, done: false, failed: None });
            }
            Event::Act(at, action, passed) => {
                let Some(m) = all.get_mut(at % count) else { continue };
                match action {
                    MeasureAction::Inspect if m.stands => (m.stands, m.done, m.failed) = (false, passed, (!passed).then_some(n)),
                    MeasureAction::Fulfil if m.stands => (m.stands, m.done) = (false, true),
                    MeasureAction::Lift => m.stands = false,
                    // It was wrong from the start: nothing failed and nothing was done.
                    MeasureAction::Quash => (m.stands, m.done, m.failed) = (false, false, None),
                    MeasureAction::Inspect | MeasureAction::Fulfil | MeasureAction::Reply => {}
                }
            }
            Event::Find(_) | Event::TakeBack(_) => {}
        }
    }
    all
}

/// What a rule rests on, once it holds.
fn facts(rule: &Rule, grounds: &Grounds, today: NaiveDate) -> Option<Vec<Fact>> {
    holding(std::slice::from_ref(rule), grounds, today).into_iter().next().map(|h| h.facts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// The last inspection that failed, of the measure the rule follows, or of an order to rectify beside one of that kind which still stops
    /// the party; it asks for more unless the same was ordered since.
    #[test]
    fn a_failed_re_inspection_asks_for_the_next_step(events in events(), after in option::of(select(&KINDS[..])), again: bool) {
        let all = told(&events);
        let stands = |kind: MeasureKind| all.iter().any(|m| m.stands && m.kind == kind);
        let follows = |m: &&Told| match after {
            None => true,
            Some(kind) if m.kind == kind => true,
            Some(kind @ (SuspendLicence | StopProduction)) => m.kind == Rectify && stands(kind),
            Some(_) => false,
        };
        let mut last = None;
        for n in 0..events.len() as i64 {
            last = all.iter().filter(follows).find(|m| m.failed == Some(n)).or(last);
        }
        // Asked for again, it is not needed where it stands or was done after the failure.
        let is_there = |m: &Told| m.kind == Rectify && (m.stands || (m.done && last.and_then(|l| l.failed).is_some_and(|on| on <= m.given)));
        let last = last.filter(|_| !again || !all.iter().any(is_there));
        let expected = last.map(|m| vec![Fact { on: day(m.failed.unwrap_or(-1)), what: What::Failed { measure: m.kind } }]);
        let measures = vec![if again { Rectify } else { Penalty }];
        let rule = Rule { after, measures, ..rule(Condition::FailedReinspection) };
        prop_assert_eq!(facts(&rule, &kept(&events), day(99)), expected);
    }

    /// Morning by morning: a measure that stands and had to be done by yesterday.
    #[test]
    fn a_deadline_passes_in_the_night_after_it(events in events(), after in option::of(select(&KINDS[..])), later in 0..16i64) {
        let (all, today) = (told(&events), events.len() as i64 + later);
        let mut last: Option<&Told> = None;
        for morning in 0..=today {
            let over = |m: &&Told| m.stands && m.due == Some(morning - 1) && after.is_none_or(|kind| kind == m.kind);
            last = all.iter().rfind(over).or(last);
        }
        let expected = last.map(|m| vec![Fact { on: day(m.due.unwrap_or(-1)), what: What::Overdue { measure: m.kind } }]);
        let rule = Rule { after, ..rule(Condition::PastDeadline) };
        prop_assert_eq!(facts(&rule, &kept(&events), day(today)), expected);
    }

    /// What was said last of it: found, or taken back.
    #[test]
    fn a_finding_counts_until_it_is_taken_back(events in events(), of in select(&[Condition::Serious, Condition::Proven, Condition::Criminal][..])) {
        let about = match of {
            Condition::Serious => FindingKind::Serious,
            Condition::Proven => FindingKind::Proven,
            _ => FindingKind::Criminal,
        };
        let said = events.iter().enumerate().rev().find_map(|(n, event)| match event {
            Event::Find(kind) if *kind == about => Some(Some(n)),
            Event::TakeBack(kind) if *kind == about => Some(None),
            _ => None,
        });
        let expected = said.flatten().map(|n| vec![Fact { on: day(n as i64), what: What::Finding { finding: about } }]);
        prop_assert_eq!(facts(&rule(of), &kept(&events), day(99)), expected);
    }

    /// Cases counted by the calendar: months apart, and of those just so many months ago the ones not before the day of the month.
    #[test]
    fn repeated_is_counted_by_the_calendar(
        on in 0..1500i64, others in vec(-1500..60i64, 0..8), times in 2..=5i32, months in 1..=36i32
    ) {
        let registered_on = day(on);
        let cases: Vec<(String, NaiveDate)> = (1..).zip(&others).map(|(n, back)| (format!("案{n}"), day(on + back))).collect();
        let month = |d: NaiveDate| d.year() * 12 + d.month0() as i32;
        let last_of_month = |d: NaiveDate| (28..=31).rev().find_map(|n| d.with_day(n)).map_or(0, |d| d.day());
        let counts = |d: NaiveDate| {
            let back = month(registered_on) - month(d);
            d <= registered_on && (back < months || (back == months && d.day() >= registered_on.day().min(last_of_month(d))))
        };
        let mut counted: Vec<(NaiveDate, String)> = cases.iter().filter(|(_, d)| counts(*d)).map(|(n, d)| (*d, n.clone())).collect();
        counted.sort();
        // This case is one of them.
        let more = times as usize - 1;
        let newest = counted.iter().rev().take(more).rev();
        let expected: Option<Vec<Fact>> = (counted.len() >= more).then(|| newest.map(|(on, number)| Fact { on: *on, what: What::Case { number: number.clone() } }).collect());
        let g = Grounds { registered_on, others: cases, ..grounds("unlawful_ranking") };
        let rule = Rule { times, months, ..rule(Condition::Repeated) };
        prop_assert_eq!(facts(&rule, &g, day(on)), expected);
    }
}

/// A rule of a workspace's own: so many cases within so many months, this one among them, registered on 1 January 2026.
#[test]
fn own_rules_count_cases_within_months() {
    let days = [("2025-0001", -200), ("2025-0002", -20), ("2026-0009", 9)];
    let others = days.map(|(number, n)| (number.to_owned(), day(n))).to_vec();
    let g = Grounds { others, ..grounds("unlawful_ranking") };
    for (times, months, holds) in [(2, 12, true), (3, 12, true), (2, 1, true), (3, 6, false), (4, 60, false)] {
        let rule = Rule { times, months, ..rule(Condition::Repeated) };
        assert_eq!(facts(&rule, &g, day(50)).is_some(), holds, "{times} within {months} months");
    }
}
