//! How far a campaign's regions are: against the line between its days, as lights, and against each other.

use chrono::NaiveDate;

use super::{Campaign, CampaignState, Period, Target, What};
use crate::{calendar::WorkCalendar, duties::Light};

/// A whole, in parts of a million.
pub const WHOLE: i64 = 1_000_000;

/// How much of a campaign's time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Working days that are over, and all of them.
    pub elapsed: i32,
    pub total: i32,
    /// Whether the deadline has passed.
    pub over: bool,
}

impl Pace {
    /// At the beginning of a day: of that day nothing can be asked yet.
    pub fn at(campaign: &Campaign, day: NaiveDate, calendar: &WorkCalendar) -> Self {
        let before = campaign.first_on.pred_opt().unwrap_or(campaign.first_on);
        let yesterday = day.pred_opt().unwrap_or(day).clamp(before, campaign.last_on);
        Self {
            elapsed: calendar.working_days_between(before, yesterday),
            total: calendar.working_days_between(before, campaign.last_on),
            over: day > campaign.last_on,
        }
    }

    /// What should be there by now of a goal, rounded up: at the line or above it.
    pub fn line(self, goal: i64) -> i64 {
        if self.over {
            return goal;
        }
        let (goal, elapsed, total) = (i128::from(goal), i128::from(self.elapsed), i128::from(self.total.max(1)));
        i64::try_from((goal * elapsed + total - 1).div_euclid(total)).unwrap_or(i64::MAX)
    }

    /// As parts of a million.
    pub fn share(self) -> i64 {
        if self.over { WHOLE } else { i64::from(self.elapsed) * WHOLE / i64::from(self.total.max(1)) }
    }
}

/// How far one target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub what: What,
    pub goal: i64,
    pub done: i64,
    /// What should be there by now.
    pub line: i64,
    pub light: Light,
}

impl Progress {
    pub fn of(target: Target, done: i64, pace: Pace) -> Self {
        let line = pace.line(target.goal);
        let light = match () {
            () if done >= target.goal => Light::Grey,
            () if pace.over => Light::Red,
            () if done < line => Light::Yellow,
            () => Light::Green,
        };
        Self { what: target.what, goal: target.goal, done, line, light }
    }

    pub fn is_reached(&self) -> bool {
        self.done >= self.goal
    }

    /// In parts of a million, never above the whole; cut, so that the whole is only what is reached.
    pub fn share(&self) -> i64 {
        let share = i128::from(self.done.clamp(0, self.goal)) * i128::from(WHOLE) / i128::from(self.goal.max(1));
        i64::try_from(share).unwrap_or(WHOLE)
    }
}

/// Of all targets alike, in parts of a million; none where there are none.
pub fn overall(targets: &[Progress]) -> Option<i64> {
    let count = i64::try_from(targets.len()).ok().filter(|n| *n > 0)?;
    Some(targets.iter().map(Progress::share).sum::<i64>() / count)
}

/// The light of a region: the worst of its targets'; yellow at least while a report is overdue.
pub fn region_light(state: CampaignState, targets: &[Progress], overdue: usize) -> Light {
    let has = |light| targets.iter().any(|t| t.light == light);
    match state {
        CampaignState::Draft | CampaignState::Cancelled => Light::Grey,
        _ if has(Light::Red) => Light::Red,
        CampaignState::Running if overdue > 0 => Light::Yellow,
        _ if has(Light::Yellow) => Light::Yellow,
        _ if has(Light::Green) => Light::Green,
        _ => Light::Grey,
    }
}

/// The place of each share among all, the highest first; who has the same shares a place, and who has none has none.
pub fn ranks(shares: &[Option<i64>]) -> Vec<Option<usize>> {
    let better = |than: i64| shares.iter().flatten().filter(|s| **s > than).count();
    shares.iter().map(|share| share.map(|s| better(s) + 1)).collect()
}

/// Periods that are over and have no report, and those of them whose report is late.
pub fn missing(periods: &[Period], reported: &[NaiveDate], today: NaiveDate) -> (Vec<Period>, Vec<Period>) {
    let owed = periods.iter().filter(|p| p.is_over(today) && !reported.contains(&p.first_on));
    let owed: Vec<Period> = owed.copied().collect();
    let late = owed.iter().filter(|p| p.is_overdue(today)).copied().collect();
    (owed, late)
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::NaiveDateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::enforcement::campaign::model::Rhythm;

    pub fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    pub fn campaign(first_on: NaiveDate, last_on: NaiveDate) -> Campaign {
        Campaign {
            id: 1,
            number: "2026-0001".into(),
            name: "电线电缆专项行动".into(),
            purpose: String::new(),
            products: String::new(),
            markets: String::new(),
            first_on,
            last_on,
            rhythm: Rhythm::Weekly,
            report_days: 3,
            state: CampaignState::Running,
            reason: String::new(),
            created_at: NaiveDateTime::default(),
            created_by: String::new(),
            version: 1,
        }
    }

    fn lit(goal: i64, done: i64, pace: Pace) -> Light {
        Progress::of(Target { what: What::CasesFiled, goal }, done, pace).light
    }

    #[test]
    fn the_line_goes_by_working_days_that_are_over() {
        // Monday 9 to Friday 20 November 2026: ten working days.
        let campaign = campaign(day(11, 9), day(11, 20));
        let calendar = WorkCalendar::default();
        let at = |on| Pace::at(&campaign, on, &calendar);
        let lines: Vec<i64> = [day(11, 1), day(11, 9), day(11, 10), day(11, 14), day(11, 16), day(11, 20), day(11, 21), day(12, 31)]
            .map(|d| at(d).line(25))
            .into();
        assert_eq!(lines, [0, 0, 3, 13, 13, 23, 25, 25]);
        assert_eq!((at(day(11, 14)).share(), at(day(11, 20)).over, at(day(11, 21)).over), (WHOLE / 2, false, true));
    }

    #[test]
    fn lights_say_reached_on_track_behind_missed() {
        let half = Pace { elapsed: 5, total: 10, over: false };
        assert_eq!([10, 5, 4, 0].map(|done| lit(10, done, half)), [Light::Grey, Light::Green, Light::Yellow, Light::Yellow]);
        let over = Pace { elapsed: 10, total: 10, over: true };
        assert_eq!([11, 10, 9].map(|done| lit(10, done, over)), [Light::Grey, Light::Grey, Light::Red]);
        // A campaign on days off only.
        let none = Pace { elapsed: 0, total: 0, over: false };
        assert_eq!((lit(10, 0, none), none.share(), lit(10, 0, Pace { over: true, ..none })), (Light::Green, 0, Light::Red));
    }

    #[test]
    fn a_region_is_as_its_worst_target_and_its_silence() {
        let of = |lights: &[Light]| {
            let one = |light: &Light| Progress { what: What::Value, goal: 1, done: 0, line: 0, light: *light };
            lights.iter().map(one).collect::<Vec<_>>()
        };
        use Light::{Green, Grey, Red, Yellow};
        let running = |lights: &[Light], late| region_light(CampaignState::Running, &of(lights), late);
        assert_eq!(running(&[Grey, Green], 0), Green);
        assert_eq!(running(&[Grey, Green], 1), Yellow);
        assert_eq!(running(&[Grey, Yellow, Green], 0), Yellow);
        assert_eq!(running(&[Yellow, Red], 3), Red);
        assert_eq!((running(&[Grey], 0), running(&[Grey], 1), running(&[], 0)), (Grey, Yellow, Grey));
        assert_eq!(region_light(CampaignState::Closed, &of(&[Grey]), 2), Grey, "nothing is owed any more");
        assert_eq!(region_light(CampaignState::Cancelled, &of(&[Red]), 2), Grey);
    }

    #[test]
    fn who_has_the_same_shares_a_place() {
        assert_eq!(ranks(&[Some(5), Some(9), None, Some(5), Some(1)]), [Some(2), Some(1), None, Some(2), Some(4)]);
        assert_eq!(overall(&[]), None);
    }

    proptest! {
        #[test]
        fn green_is_never_behind_and_only_the_whole_is_reached(
            goal in 1i64..=999_999_999_999, done in 0i64..=999_999_999_999, elapsed in 0i32..500, rest in 0i32..500, over: bool
        ) {
            let pace = Pace { elapsed, total: elapsed + rest, over };
            let one = Progress::of(Target { what: What::Value, goal }, done, pace);
            let behind = i128::from(done) * i128::from(pace.total) < i128::from(goal) * i128::from(elapsed);
            prop_assert!(!(one.light == Light::Green && (behind || over)));
            prop_assert_eq!(one.light == Light::Grey, done >= goal);
            prop_assert_eq!(one.light == Light::Red, over && done < goal);
            prop_assert_eq!(one.share() == WHOLE, done >= goal);
            prop_assert!((0..=goal).contains(&one.line));
        }

        /// Who stands where does not depend on the order they are written in.
        #[test]
        fn ranks_are_the_same_in_any_order(shares in proptest::collection::vec(proptest::option::of(0i64..6), 0..12), turn in 0usize..12) {
            let mut turned = shares.clone();
            let by = turn.min(turned.len());
            turned.rotate_left(by);
            let mut back = ranks(&turned);
            back.rotate_right(by);
            prop_assert_eq!(back, ranks(&shares));
        }
    }
}
