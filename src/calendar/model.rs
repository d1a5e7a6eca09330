//! Which days are worked, and counting them.
//!
//! A day is worked when it is Monday to Friday, unless a notice or the workspace says otherwise. Counting is
//! arithmetic on weekdays plus the few days that differ, so it costs the same for a week and for a century.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::{self, Festival, Notice};

/// What a calendar entry makes of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off, whatever weekday it is.
    Holiday,
    /// A day worked, whatever weekday it is (调休).
    Workday,
}

/// A day a workspace has entered itself; it overrules the notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOverride {
    /// The day.
    pub day: NaiveDate,
    /// Off or worked.
    pub kind: DayKind,
    /// What the workspace calls it.
    pub name: String,
}

/// What a day off or a make-up day is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayName {
    /// A festival of the notices; its words are in the message files.
    Official(Festival),
    /// The workspace's own words.
    Own(String),
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaySource {
    /// A notice of the State Council.
    Notice(&'static Notice),
    /// The workspace's own entry.
    Workspace,
}

/// One entry of the calendar, for the settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// Off or worked.
    pub kind: DayKind,
    /// Its name.
    pub name: DayName,
    /// Where the entry comes from.
    pub source: DaySource,
}

/// Why a day is not worked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOff {
    /// Saturday or Sunday.
    Weekend,
    /// A holiday with this name.
    Holiday(DayName),
}

/// The working days of one workspace: the shipped notices with its own days over them. Clones share all they hold.
#[derive(Clone, Debug)]
pub struct WorkCalendar {
    entries: Arc<BTreeMap<NaiveDate, CalendarDay>>,
    /// Days (counted from the common era) that differ from Monday–Friday, each with the sum of differences up to it.
    steps: Arc<[(i32, i32)]>,
    known_until: i32,
}

impl Default for WorkCalendar {
    fn default() -> Self {
        WorkCalendar::new(&[])
    }
}

impl WorkCalendar {
    /// The shipped notices with `overrides` over them; of two entries for a day the later one counts.
    pub fn new(overrides: &[DayOverride]) -> WorkCalendar {
        static SHIPPED: LazyLock<WorkCalendar> = LazyLock::new(|| {
            let mut entries = BTreeMap::new();
            for notice in holidays::notices() {
                for (day, kind, festival) in notice.days() {
                    let (name, source) = (DayName::Official(festival), DaySource::Notice(notice));
                    entries.insert(day, CalendarDay { day, kind, name, source });
                }
            }
            WorkCalendar::of(entries)
        });
        if overrides.is_empty() {
            return SHIPPED.clone();
        }
        let mut entries = BTreeMap::clone(&SHIPPED.entries);
        for own in overrides {
            let (day, kind, name) = (own.day, own.kind, DayName::Own(own.name.clone()));
            entries.insert(day, CalendarDay { day, kind, name, source: DaySource::Workspace });
        }
        WorkCalendar::of(entries)
    }

    fn of(entries: BTreeMap<NaiveDate, CalendarDay>) -> WorkCalendar {
        let mut sum = 0;
        let mut steps = Vec::new();
        for entry in entries.values() {
            match (entry.kind, is_weekend(entry.day)) {
                (DayKind::Holiday, false) => sum -= 1,
                (DayKind::Workday, true) => sum += 1,
                _ => continue,
            }
            steps.push((entry.day.num_days_from_ce(), sum));
        }
        let known_until = *holidays::years().end();
        let mut calendar = WorkCalendar { entries: Arc::new(entries), steps: steps.into(), known_until };
        while calendar.entered_by_hand(calendar.known_until + 1) {
            calendar.known_until += 1;
        }
        calendar
    }

    /// Whether the workspace has entered a year no notice covers: the statutory days with a fixed date (1 January,
    /// 1–2 May, 1–3 October) are off, and so are three weekdays around Spring Festival, all by its own entries or weekends.
    fn entered_by_hand(&self, year: i32) -> bool {
        let fixed = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];
        let fixed_off =
            fixed.iter().all(|&(month, day)| NaiveDate::from_ymd_opt(year, month, day).is_some_and(|day| !self.is_working(day)));
        let window = NaiveDate::from_ymd_opt(year, 1, 15).zip(NaiveDate::from_ymd_opt(year, 2, 28));
        let spring_days = window.map_or(0, |(first, last)| {
            let entries = self.entries.range(first..=last);
            entries.filter(|(day, e)| e.kind == DayKind::Holiday && !is_weekend(**day)).count()
        });
        fixed_off && spring_days >= 3
    }

    /// Whether `day` is worked.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.day_off(day).is_none()
    }

    /// Why `day` is not worked; `None` when it is.
    pub fn day_off(&self, day: NaiveDate) -> Option<DayOff> {
        match self.entries.get(&day) {
            Some(CalendarDay { kind: DayKind::Holiday, name, .. }) => Some(DayOff::Holiday(name.clone())),
            Some(CalendarDay { kind: DayKind::Workday, .. }) => None,
            None => is_weekend(day).then_some(DayOff::Weekend),
        }
    }

    /// The n-th working day after `from` (before it, when `n` is negative); `from` itself is not counted, and is the
    /// answer for 0. Stops at the first or last date there is.
    pub fn add_working_days(&self, from: NaiveDate, n: i32) -> NaiveDate {
        let from_ce = from.num_days_from_ce();
        match n {
            0 => from,
            1.. => {
                let goal = self.count(from_ce).saturating_add(n);
                self.first_reaching(goal, from_ce + 1, NaiveDate::MAX.num_days_from_ce())
            }
            _ => {
                let goal = self.count(from_ce - 1).saturating_add(n).saturating_add(1);
                self.first_reaching(goal, NaiveDate::MIN.num_days_from_ce(), from_ce - 1)
            }
        }
    }

    /// Working days from `a` to `b`, `a` not counted and `b` counted; negative when `b` lies before `a`.
    ///
    /// With today and a deadline: how many working days are left (0 on the last one), or by how many it is overdue.
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> i32 {
        self.count(b.num_days_from_ce()) - self.count(a.num_days_from_ce())
    }

    /// `day` if it is worked, otherwise the next working day.
    pub fn next_or_same(&self, day: NaiveDate) -> NaiveDate {
        if self.is_working(day) { day } else { self.add_working_days(day, 1) }
    }

    /// `day` if it is worked, otherwise the working day before it.
    pub fn previous_or_same(&self, day: NaiveDate) -> NaiveDate {
        if self.is_working(day) { day } else { self.add_working_days(day, -1) }
    }

    /// The last year whose holidays are known: by a notice, or because the workspace has entered them.
    pub fn known_until(&self) -> i32 {
        self.known_until
    }

    /// Whether `day` lies in a year whose holidays are not known yet, so that a count reaching it may change.
    pub fn beyond_known(&self, day: NaiveDate) -> bool {
        day.year() > self.known_until
    }

    /// Every day off or make-up day of `year` by name and source, in order.
    pub fn days(&self, year: i32) -> Vec<CalendarDay> {
        let ends = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31));
        ends.map_or_else(Vec::new, |(first, last)| self.entries_in(first, last).cloned().collect())
    }

    /// The entries from `first` to `last`, both included; none when `last` is before `first`.
    pub(super) fn entries_in(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = &CalendarDay> {
        let last = last.max(first.checked_sub_days(Days::new(1)).unwrap_or(first));
        let start = first.min(last);
        self.entries.range(start..=last).map(|(_, entry)| entry).filter(move |e| e.day >= first)
    }

    /// Working days up to and including a day, from an arbitrary zero.
    fn count(&self, ce: i32) -> i32 {
        let index = self.steps.partition_point(|&(day, _)| day <= ce);
        let differing = index.checked_sub(1).and_then(|i| self.steps.get(i)).map_or(0, |&(_, sum)| sum);
        weekdays_until(ce) + differing
    }

    /// The first day from `low` to `high` by whose end `goal` working days are counted; the nearer end if there is none.
    fn first_reaching(&self, goal: i32, low: i32, high: i32) -> NaiveDate {
        let (mut low, mut high) = (low, high);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.count(middle) >= goal {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let nearest = if low > 0 { NaiveDate::MAX } else { NaiveDate::MIN };
        NaiveDate::from_num_days_from_ce_opt(low).unwrap_or(nearest)
    }
}

/// Saturday or Sunday.
pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays up to and including a day counted from the common era, whose day 1 is a Monday.
pub(super) fn weekdays_until(ce: i32) -> i32 {
    5 * ce.div_euclid(7) + ce.rem_euclid(7).min(5)
}
