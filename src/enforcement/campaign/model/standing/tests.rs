use proptest::prelude::*;

use super::*;
use crate::enforcement::campaign::model::progress::tests::{campaign, day};

fn known(id: i64, goals: &[(What, i64)], filed: i64, reported: &[(NaiveDate, i64)]) -> Known {
    Known {
        region: Region { id, campaign_id: 1, department_id: id, reminded_on: None },
        targets: goals.iter().map(|(what, goal)| Target { what: *what, goal: *goal }).collect(),
        filed,
        closed: 0,
        reported: reported.iter().map(|(on, n)| (*on, Figures { inspected: *n, ..Figures::default() })).collect(),
    }
}

fn standing(known: Vec<Known>, today: NaiveDate) -> Standing {
    Standing::of(campaign(day(11, 2), day(11, 27)), vec![1], known, 0, today, &WorkCalendar::default())
}

#[test]
fn two_regions_stand_as_their_cases_and_reports_say() {
    let goals = [(What::CasesFiled, 20), (What::Inspected, 100)];
    let all = vec![known(1, &goals, 20, &[(day(11, 2), 60), (day(11, 9), 40)]), known(2, &goals, 5, &[(day(11, 2), 50)])];
    // Monday 23 November: fifteen of twenty working days are over, three weeks reported or due.
    let now = standing(all.clone(), day(11, 23));
    assert_eq!((now.regions[0].share, now.regions[1].share, now.share()), (Some(1_000_000), Some(375_000), Some(687_500)));
    assert_eq!((now.regions[0].rank, now.regions[1].rank), (Some(1), Some(2)));
    assert_eq!((now.regions[0].light, now.regions[1].light, now.light()), (Light::Grey, Light::Yellow, Light::Yellow));
    assert_eq!(now.regions[1].owed.iter().map(|p| p.first_on).collect::<Vec<_>>(), [day(11, 9), day(11, 16)]);
    assert_eq!(now.regions[1].overdue.iter().map(|p| p.first_on).collect::<Vec<_>>(), [day(11, 9)]);
    let after = standing(all, day(11, 28));
    assert_eq!((after.regions[1].light, after.is_reached(), after.count(Light::Red)), (Light::Red, false, 1));
    assert_eq!(after.regions[1].open().count(), 2);
}

#[test]
fn nobody_is_behind_with_a_report_that_is_not_due() {
    let light = |reported: &[(NaiveDate, i64)], today| standing(vec![known(1, &[(What::Inspected, 100)], 0, reported)], today).light();
    // The report of the first week, to 8 November, is due on the 11th.
    assert_eq!((light(&[], day(11, 11)), light(&[], day(11, 12))), (Light::Green, Light::Yellow));
    // Who reports early is measured by what was told: of one week in four, a quarter.
    assert_eq!((light(&[(day(11, 2), 25)], day(11, 11)), light(&[(day(11, 2), 24)], day(11, 11))), (Light::Green, Light::Yellow));
    // The last report is due three working days after the deadline; until then the goal is not missed.
    let three = [(day(11, 2), 25), (day(11, 9), 25), (day(11, 16), 25)];
    assert_eq!(
        (light(&three, day(11, 28)), light(&three, day(12, 2)), light(&three, day(12, 3))),
        (Light::Green, Light::Green, Light::Red)
    );
    // Who reports the last week before the one before it is not late with that one.
    assert_eq!(light(&[(day(11, 2), 25), (day(11, 16), 10)], day(11, 18)), Light::Green, "that of the 15th is due today");
    // Cases count by themselves, day by day.
    let cases = standing(vec![known(1, &[(What::CasesFiled, 100)], 0, &[])], day(11, 3));
    assert_eq!(cases.light(), Light::Yellow);
}

#[test]
fn the_course_tells_what_was_there_at_the_end_of_each_period() {
    let now = standing(vec![known(1, &[(What::CasesFiled, 10), (What::Inspected, 10)], 4, &[(day(11, 9), 5)])], day(11, 18));
    let days = CaseDays { filed: vec![(day(11, 3), 2), (day(11, 16), 2)], closed: Vec::new() };
    let course = now.course(&[(&now.regions[0], days)], day(11, 18), &WorkCalendar::default());
    let told: Vec<(i64, Option<i64>)> = course.iter().map(|p| (p.line / 1000, p.done.map(|d| d / 1000))).collect();
    assert_eq!(told, [(250, Some(100)), (500, Some(350)), (600, Some(450)), (1000, None)]);
}

proptest! {
    /// It does not matter in which order reports come in, nor in which order regions are written.
    #[test]
    fn counting_is_independent_of_order(figures in proptest::collection::vec(0i64..1000, 1..4), turn in 0usize..4) {
        let firsts = [day(11, 2), day(11, 9), day(11, 16), day(11, 23)];
        let reported: Vec<(NaiveDate, i64)> = firsts.into_iter().zip(figures).collect();
        let mut turned = reported.clone();
        let by = turn.min(turned.len());
        turned.rotate_left(by);
        let goals = [(What::Inspected, 700)];
        let straight = standing(vec![known(1, &goals, 0, &reported), known(2, &goals, 0, &[])], day(11, 24));
        let other = standing(vec![known(2, &goals, 0, &[]), known(1, &goals, 0, &turned)], day(11, 24));
        let told = |r: &RegionStanding| (r.share, r.rank, r.light, r.owed.clone());
        prop_assert_eq!(told(&straight.regions[0]), told(&other.regions[1]));
        prop_assert_eq!(told(&straight.regions[1]), told(&other.regions[0]));
    }
}

/// Goals missed at the deadline fall on the head of the place. Twenty cases and a hundred inspections by 27 November; the report of the last week may come
/// until 2 December. What was inspected, week by week.
#[test]
fn article_22_whoever_misses_a_goal_at_the_deadline() {
    let weeks = [day(11, 2), day(11, 9), day(11, 16), day(11, 23)];
    let goals = [(What::CasesFiled, 20), (What::Inspected, 100)];
    let table: [(&str, i64, &[i64], NaiveDate, bool); 12] = [
        ("all is reached", 20, &[60, 40], day(12, 3), false),
        ("to the last one", 20, &[25, 25, 25, 25], day(11, 28), false),
        ("more than was asked for", 25, &[50, 50, 50, 50], day(12, 3), false),
        ("a case is missing, and all was told", 19, &[25, 25, 25, 25], day(11, 28), true),
        ("an inspection is missing, and all was told", 20, &[25, 25, 25, 24], day(11, 28), true),
        ("the deadline is today", 19, &[25, 25, 25, 24], day(11, 27), false),
        ("the last report may still come", 20, &[25, 25, 25], day(12, 2), false),
        ("it did not come", 20, &[25, 25, 25], day(12, 3), true),
        ("a case is missing, but a report may still come", 19, &[25, 25, 25], day(12, 2), false),
        ("nothing was ever told", 0, &[], day(12, 2), false),
        ("nothing was ever told, and nothing will", 0, &[], day(12, 3), true),
        ("one goal of two is reached", 50, &[0, 0, 0, 0], day(12, 3), true),
    ];
    for (what, filed, inspected, today, is_missed) in table {
        let reported: Vec<(NaiveDate, i64)> = weeks.into_iter().zip(inspected.iter().copied()).collect();
        let now = standing(vec![known(1, &goals, filed, &reported)], today);
        assert_eq!(now.missed(today).count(), usize::from(is_missed), "{what}");
        // What was cancelled is missed by nobody.
        let cancelled = Campaign { state: CampaignState::Cancelled, ..campaign(day(11, 2), day(11, 27)) };
        let none = Standing::of(cancelled, vec![1], vec![known(1, &goals, filed, &reported)], 0, today, &WorkCalendar::default());
        assert_eq!(none.missed(today).count(), 0, "{what}: cancelled");
    }
}
