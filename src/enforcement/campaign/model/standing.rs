//! Where a campaign and its regions stand on a day, and the course that led there.

use chrono::NaiveDate;

use super::{Campaign, CampaignState, Figures, Pace, Period, Progress, Region, Target, What, missing, overall, ranks, region_light};
use crate::{calendar::WorkCalendar, duties::Light};

/// What is known of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub region: Region,
    pub targets: Vec<Target>,
    /// Cases that count for it.
    pub filed: i64,
    pub closed: i64,
    /// What it reported, by the first day of the period.
    pub reported: Vec<(NaiveDate, Figures)>,
}

impl Known {
    fn done(&self, what: What) -> i64 {
        match what {
            What::CasesFiled => self.filed,
            What::CasesClosed => self.closed,
            _ => self.figures().of(what),
        }
    }

    /// The sum of what it reported.
    pub fn figures(&self) -> Figures {
        self.reported.iter().fold(Figures::default(), |sum, (_, figures)| sum.plus(*figures))
    }
}

/// Where a region stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionStanding {
    pub known: Known,
    pub targets: Vec<Progress>,
    /// Periods that are over without a report, and those of them whose report is late.
    pub owed: Vec<Period>,
    pub overdue: Vec<Period>,
    /// Of all its targets, in parts of a million.
    pub share: Option<i64>,
    pub rank: Option<usize>,
    pub light: Light,
}

impl RegionStanding {
    pub fn target(&self, what: What) -> Option<&Progress> {
        self.targets.iter().find(|t| t.what == what)
    }

    /// Those it has not reached.
    pub fn open(&self) -> impl Iterator<Item = &Progress> {
        self.targets.iter().filter(|t| !t.is_reached())
    }
}

/// Where a campaign stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub campaign: Campaign,
    /// The bodies that lead it, the first of them first.
    pub leads: Vec<i64>,
    pub periods: Vec<Period>,
    pub pace: Pace,
    pub regions: Vec<RegionStanding>,
    /// Cases filed for it in places that count for none of its regions.
    pub elsewhere: i64,
}

impl Standing {
    /// On this day.
    pub fn of(campaign: Campaign, leads: Vec<i64>, known: Vec<Known>, elsewhere: i64, today: NaiveDate, calendar: &WorkCalendar) -> Self {
        let (periods, pace) = (campaign.periods(calendar), Pace::at(&campaign, today, calendar));
        let mut regions: Vec<RegionStanding> = known.into_iter().map(|k| stand(&campaign, k, &periods, today, calendar)).collect();
        let shares: Vec<Option<i64>> = regions.iter().map(|r| r.share).collect();
        for (region, rank) in regions.iter_mut().zip(ranks(&shares)) {
            region.rank = rank;
        }
        Self { campaign, leads, periods, pace, regions, elsewhere }
    }

    /// Of all regions alike, in parts of a million.
    pub fn share(&self) -> Option<i64> {
        mean(self.regions.iter().filter_map(|r| r.share))
    }

    pub fn count(&self, light: Light) -> usize {
        self.regions.iter().filter(|r| r.light == light).count()
    }

    /// Whether every region has reached all of its targets.
    pub fn is_reached(&self) -> bool {
        self.regions.iter().all(|r| r.open().next().is_none())
    }

    /// Whether a region may still report of some period in time: what it has done is not known yet.
    pub fn is_awaited(&self, region: &RegionStanding, today: NaiveDate) -> bool {
        let has_reported = |p: &Period| region.known.reported.iter().any(|(on, _)| *on == p.first_on);
        self.periods.iter().any(|p| !p.is_overdue(today) && !has_reported(p))
    }

    /// Those regions.
    pub fn awaited(&self, today: NaiveDate) -> impl Iterator<Item = &RegionStanding> {
        self.regions.iter().filter(move |r| self.is_awaited(r, today))
    }

    /// Whether the deadline is past and all that was done, or not done in time, is known.
    pub fn is_settled(&self, today: NaiveDate) -> bool {
        self.is_reached() || (self.pace.over && self.awaited(today).next().is_none())
    }

    /// Its light: the worst of its regions'.
    pub fn light(&self) -> Light {
        let worst = [Light::Red, Light::Yellow, Light::Green].into_iter().find(|l| self.count(*l) > 0);
        worst.unwrap_or(Light::Grey)
    }
}

fn mean(shares: impl Iterator<Item = i64>) -> Option<i64> {
    let (sum, count) = shares.fold((0, 0), |(sum, count), share| (sum + share, count + 1));
    (count > 0).then(|| sum / count)
}

/// Cases count by themselves, and stand against the line of today; what is reported stands against the line of the day up to which a
/// region has reported or should have, so that nobody is behind with a report that is not due.
fn stand(campaign: &Campaign, known: Known, periods: &[Period], today: NaiveDate, calendar: &WorkCalendar) -> RegionStanding {
    let reported: Vec<NaiveDate> = known.reported.iter().map(|(on, _)| *on).collect();
    // Not beyond a period whose report may still come, even where a later one was reported.
    let told = periods.iter().take_while(|p| p.is_overdue(today) || reported.contains(&p.first_on)).last().map(|p| p.last_on);
    let asked_on = told.and_then(|on| on.succ_opt()).map_or(campaign.first_on, |on| on.min(today));
    let (now, then) = (Pace::at(campaign, today, calendar), Pace::at(campaign, asked_on, calendar));
    let pace = |what: What| if What::REPORTED.contains(&what) { then } else { now };
    let targets: Vec<Progress> = known.targets.iter().map(|t| Progress::of(*t, known.done(t.what), pace(t.what))).collect();
    let is_running = campaign.state == CampaignState::Running;
    let (owed, overdue) = if is_running { missing(periods, &reported, today) } else { Default::default() };
    let light = region_light(campaign.state, &targets, overdue.len());
    RegionStanding { share: overall(&targets), targets, owed, overdue, rank: None, light, known }
}

/// How far all was at the end of a period, in parts of a million: on the line, and done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub period: Period,
    /// The last day it tells of.
    pub on: NaiveDate,
    pub line: i64,
    /// None of a period that is still to come.
    pub done: Option<i64>,
}

/// The cases of a region by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseDays {
    pub filed: Vec<(NaiveDate, i64)>,
    pub closed: Vec<(NaiveDate, i64)>,
}

impl Standing {
    /// What happened period by period, of these regions; a period under way is told up to today.
    pub fn course(&self, regions: &[(&RegionStanding, CaseDays)], today: NaiveDate, calendar: &WorkCalendar) -> Vec<Point> {
        let point = |period: &Period| {
            let has_begun = period.has_begun(today);
            let on = if has_begun { period.last_on.min(today) } else { period.last_on };
            let pace = Pace::at(&self.campaign, if on < period.last_on { on } else { on.succ_opt().unwrap_or(on) }, calendar);
            let share = |(region, days): &(&RegionStanding, CaseDays)| overall(&until(region, days, on));
            let done = has_begun.then(|| mean(regions.iter().filter_map(share)).unwrap_or(0));
            Point { period: *period, on, line: pace.share(), done }
        };
        self.periods.iter().map(point).collect()
    }
}

/// How far a region was at the end of a day.
fn until(region: &RegionStanding, days: &CaseDays, on: NaiveDate) -> Vec<Progress> {
    let count = |days: &[(NaiveDate, i64)]| days.iter().filter(|(day, _)| *day <= on).map(|(_, n)| n).sum();
    let reported = region.known.reported.iter().filter(|(first, _)| *first <= on).map(|(_, figures)| *figures);
    let figures = reported.fold(Figures::default(), Figures::plus);
    let done = |what| match what {
        What::CasesFiled => count(&days.filed),
        What::CasesClosed => count(&days.closed),
        other => figures.of(other),
    };
    region.targets.iter().map(|t| Progress { done: done(t.what), ..*t }).collect()
}

#[cfg(test)]
mod tests {
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
}
