//! How a deadline is set, when it falls, and how that was computed.
//!
//! The day a period starts from is not counted, counting begins the day after (民法典第二百零一条). A period in working
//! days always ends on a working day, so the rule that moves an end from a day off (第二百零三条) has nothing to do. A
//! date somebody has fixed stays as fixed, even on a day off; the explanation says so.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::model::{DayKind, DayName, DayOff, WorkCalendar, is_weekend, weekdays_until};

/// How a deadline is set; stored as JSON text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeadlineRule {
    /// On a given date.
    Fixed {
        /// The date.
        on: NaiveDate,
    },
    /// So many working days after the day of assignment; 0 is that day, or the next working day.
    AfterAssignment {
        /// How many.
        working_days: u16,
    },
    /// So many working days before another date; 0 is that date, or the working day before it.
    Before {
        /// The other date, not counted.
        on: NaiveDate,
        /// How many.
        working_days: u16,
    },
}

/// Which way working days were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Forward from the start.
    After,
    /// Backward from the other date.
    Before,
}

/// One holiday skipped while counting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayRun {
    /// Its name.
    pub name: DayName,
    /// The first of its days within the count.
    pub first: NaiveDate,
    /// The last of its days within the count.
    pub last: NaiveDate,
    /// How many of its days were skipped, weekends inside the holiday included.
    pub days: u32,
}

/// How a deadline was computed, in parts a page can put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Explanation {
    /// Somebody fixed the date.
    Fixed {
        /// Why the date is not a working day, if it is not.
        day_off: Option<DayOff>,
        /// Whether the date lies in a year whose holidays are not known yet.
        beyond_known: bool,
    },
    /// Working days were counted.
    Counted {
        /// Which way.
        direction: Direction,
        /// The day counting started from, itself not counted.
        from: NaiveDate,
        /// How many working days were asked for.
        working_days: u16,
        /// Saturdays and Sundays skipped, without those inside a holiday.
        weekend_days: u32,
        /// Holidays skipped, in the order of dates.
        holidays: Vec<HolidayRun>,
        /// Saturdays and Sundays counted as working days (调休), in the order of dates.
        makeup_days: Vec<NaiveDate>,
        /// Whether the count reaches into a year whose holidays are not known yet.
        beyond_known: bool,
    },
}

impl Explanation {
    /// Whether the deadline may still move because a year's holidays are not known yet.
    pub fn beyond_known(&self) -> bool {
        match self {
            Explanation::Fixed { beyond_known, .. } | Explanation::Counted { beyond_known, .. } => *beyond_known,
        }
    }
}

/// A deadline and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The last day on which the work is in time.
    pub due_on: NaiveDate,
    /// How it was computed.
    pub explained: Explanation,
}

impl DeadlineRule {
    /// The deadline for work assigned on `assigned_on` (the local date of the workspace).
    pub fn compute(&self, assigned_on: NaiveDate, calendar: &WorkCalendar) -> Computed {
        match *self {
            DeadlineRule::Fixed { on } => {
                let (day_off, beyond_known) = (calendar.day_off(on), calendar.beyond_known(on));
                Computed { due_on: on, explained: Explanation::Fixed { day_off, beyond_known } }
            }
            DeadlineRule::AfterAssignment { working_days } => {
                let due_on = match working_days {
                    0 => calendar.next_or_same(assigned_on),
                    n => calendar.add_working_days(assigned_on, i32::from(n)),
                };
                counted(Direction::After, assigned_on, working_days, due_on, calendar)
            }
            DeadlineRule::Before { on, working_days } => {
                let due_on = match working_days {
                    0 => calendar.previous_or_same(on),
                    n => calendar.add_working_days(on, -i32::from(n)),
                };
                counted(Direction::Before, on, working_days, due_on, calendar)
            }
        }
    }

    /// Whether the calendar has a say in the deadline, so that a change of the calendar must recompute it.
    pub fn depends_on_calendar(&self) -> bool {
        !matches!(self, DeadlineRule::Fixed { .. })
    }
}

fn counted(direction: Direction, from: NaiveDate, working_days: u16, due_on: NaiveDate, calendar: &WorkCalendar) -> Computed {
    // The days walked over: from one side without the start, to the deadline.
    let (first, last) = match direction {
        Direction::After => (from.succ_opt().unwrap_or(from), due_on),
        Direction::Before => (due_on, from.pred_opt().unwrap_or(from)),
    };
    let mut weekend_days = weekend_days_between(first, last);
    let mut holidays: Vec<HolidayRun> = Vec::new();
    let mut makeup_days = Vec::new();
    for entry in calendar.entries_in(first, last) {
        if is_weekend(entry.day) {
            weekend_days = weekend_days.saturating_sub(1);
        }
        match entry.kind {
            DayKind::Workday if is_weekend(entry.day) => makeup_days.push(entry.day),
            DayKind::Workday => {}
            DayKind::Holiday => match holidays.last_mut() {
                Some(run) if run.name == entry.name && run.last.succ_opt() == Some(entry.day) => {
                    run.last = entry.day;
                    run.days += 1;
                }
                _ => holidays.push(HolidayRun { name: entry.name.clone(), first: entry.day, last: entry.day, days: 1 }),
            },
        }
    }
    let beyond_known = calendar.beyond_known(from.max(due_on));
    let explained = Explanation::Counted { direction, from, working_days, weekend_days, holidays, makeup_days, beyond_known };
    Computed { due_on, explained }
}

/// Saturdays and Sundays from `first` to `last`, both included.
fn weekend_days_between(first: NaiveDate, last: NaiveDate) -> u32 {
    let (before, end) = (first.num_days_from_ce() - 1, last.num_days_from_ce());
    let weekend = (end - before) - (weekdays_until(end) - weekdays_until(before));
    u32::try_from(weekend).unwrap_or(0)
}
