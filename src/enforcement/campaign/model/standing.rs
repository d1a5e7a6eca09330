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

    /// Those that missed a target at the deadline (article 22); not on figures that a report which is still due will change.
    pub fn missed(&self, today: NaiveDate) -> impl Iterator<Item = &RegionStanding> {
        self.regions.iter().filter(move |r| r.light == Light::Red && !self.is_awaited(r, today))
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
mod tests;
