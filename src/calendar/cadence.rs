//! How often progress is reported, and when the next report is due.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::model::WorkCalendar;

/// How often a duty recurs or is reported on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Once, by the deadline.
    Once,
    /// Every working day.
    Daily,
    /// Every week, Monday to Sunday.
    Weekly,
    /// Every calendar month.
    Monthly,
    /// Every calendar quarter.
    Quarterly,
    /// Every half of a calendar year.
    HalfYearly,
    /// Every calendar year.
    Yearly,
    /// Standing work (长期坚持) without a period of its own.
    Ongoing,
}

impl Cadence {
    /// Every cadence, most frequent first, between the two that have no period.
    pub const ALL: [Cadence; 8] = [
        Cadence::Once,
        Cadence::Daily,
        Cadence::Weekly,
        Cadence::Monthly,
        Cadence::Quarterly,
        Cadence::HalfYearly,
        Cadence::Yearly,
        Cadence::Ongoing,
    ];

    /// The name stored and exchanged.
    pub fn as_str(self) -> &'static str {
        match self {
            Cadence::Once => "once",
            Cadence::Daily => "daily",
            Cadence::Weekly => "weekly",
            Cadence::Monthly => "monthly",
            Cadence::Quarterly => "quarterly",
            Cadence::HalfYearly => "half_yearly",
            Cadence::Yearly => "yearly",
            Cadence::Ongoing => "ongoing",
        }
    }

    /// The period `day` lies in, first and last day included; `None` for [`Cadence::Once`] and [`Cadence::Ongoing`],
    /// and where the calendar of dates ends.
    pub fn period(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Cadence::Once | Cadence::Ongoing => None,
            Cadence::Daily => Some((day, day)),
            Cadence::Weekly => {
                let since_monday = u64::from(day.weekday().num_days_from_monday());
                let first = day.checked_sub_days(Days::new(since_monday))?;
                Some((first, first.checked_add_days(Days::new(6))?))
            }
            Cadence::Monthly => months(day, 1),
            Cadence::Quarterly => months(day, 3),
            Cadence::HalfYearly => months(day, 6),
            Cadence::Yearly => months(day, 12),
        }
    }

    /// The first report date after `last`: the end of a period, moved back to a working day. A period without any
    /// working day has no report of its own. `None` where there is no period.
    pub fn next_report(self, last: NaiveDate, calendar: &WorkCalendar) -> Option<NaiveDate> {
        if self == Cadence::Daily {
            let next = calendar.add_working_days(last, 1);
            return (next > last).then_some(next);
        }
        let mut inside = last;
        loop {
            let (_, end) = self.period(inside)?;
            let report = calendar.previous_or_same(end);
            if report > last {
                return Some(report);
            }
            inside = end.succ_opt()?;
        }
    }
}

impl FromStr for Cadence {
    type Err = String;

    /// Reads [`Cadence::as_str`] back; the error is the text that is none.
    fn from_str(text: &str) -> Result<Cadence, String> {
        Cadence::ALL.into_iter().find(|c| c.as_str() == text).ok_or_else(|| text.to_owned())
    }
}

/// The stretch of `length` months (a divisor of 12) of the calendar year that `day` lies in.
fn months(day: NaiveDate, length: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / length * length + 1, 1)?;
    let last = first.checked_add_months(Months::new(length - 1))?;
    let days = u64::from(last.num_days_in_month()) - 1;
    Some((first, last.checked_add_days(Days::new(days))?))
}
