//! A series of meetings and the days it gives. Recurrence by RFC 5545, read by the `rrule` crate.
//!
//! Days are reckoned as dates, and the time of day is put to each afterwards in the workspace's zone: a change to summer time moves no
//! meeting's wall time, and a time that does not exist that day becomes the next that does.

use chrono::{NaiveDate, NaiveTime, TimeZone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use crate::{
    calendar::WorkCalendar,
    platform::error::{Message, Result},
};

crate::platform::stored_words! {
    /// Whether a series goes on.
    SeriesState, "series-state" {
        Active = "active",
        Ended = "ended",
    }
}

crate::platform::stored_words! {
    /// Where a meeting goes whose day is no working day.
    Shift, "series-shift" {
        /// It stays.
        None = "none",
        Next = "next",
        Previous = "previous",
    }
}

/// Working days before the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadDays {
    pub call: i32,
    pub cutoff: i32,
    pub notice: i32,
}

impl LeadDays {
    /// The days of call, cut-off and notice for a meeting on `day`.
    pub fn days(self, day: NaiveDate, calendar: &WorkCalendar) -> (NaiveDate, NaiveDate, NaiveDate) {
        let before = |n: i32| if n == 0 { calendar.previous_or_same(day) } else { calendar.add_working_days(day, -n) };
        (before(self.call), before(self.cutoff), before(self.notice))
    }
}

/// A series as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub id: i64,
    pub title: String,
    /// An RRULE without DTSTART.
    pub rrule: String,
    /// DTSTART's day.
    pub starts_on: NaiveDate,
    /// Wall time in the workspace's zone.
    pub starts_at: NaiveTime,
    pub minutes: i32,
    pub place: String,
    pub chair_id: Option<i64>,
    pub shift: Shift,
    pub lead: LeadDays,
    /// 0: more than half of those invited.
    pub quorum: i32,
    /// Departments invited.
    pub departments: Vec<i64>,
    pub state: SeriesState,
    pub version: i64,
}

/// A day of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// By the rule.
    pub on: NaiveDate,
    /// After shifting to a working day.
    pub held_on: NaiveDate,
}

/// The most occurrences of one look ahead; a rule that gives more is refused.
pub const OCCURRENCES_MAX: usize = 60;

fn midnight(day: NaiveDate) -> chrono::DateTime<Tz> {
    Tz::UTC.from_utc_datetime(&day.and_time(NaiveTime::MIN))
}

/// Reads a rule: parts below a day are refused, as is what gives nothing or more than [`OCCURRENCES_MAX`] days in a year.
pub fn parse_rule(text: &str, starts_on: NaiveDate) -> std::result::Result<RRuleSet, Message> {
    let text = text.trim().trim_start_matches("RRULE:").to_ascii_uppercase();
    let finer = ["BYHOUR", "BYMINUTE", "BYSECOND", "HOURLY", "MINUTELY", "SECONDLY"];
    if text.len() > 200 || finer.iter().any(|part| text.contains(part)) {
        return Err(Message::new("series-rule-finer"));
    }
    let unread = || Message::new("series-rule-unread");
    // An UNTIL without a time means that day; the crate wants both ends in UTC.
    let text = until_with_time(&text);
    let rule: RRule<Unvalidated> = text.parse().map_err(|_| unread())?;
    let set = rule.build(midnight(starts_on)).map_err(|_| unread())?;
    let year = days(&set, starts_on, starts_on + chrono::Duration::days(366));
    match year.len() {
        0 if days(&set, starts_on, starts_on + chrono::Duration::days(366 * 5)).is_empty() => Err(Message::new("series-rule-empty")),
        n if n > OCCURRENCES_MAX => Err(Message::new("series-rule-many").number("max", OCCURRENCES_MAX as f64)),
        _ => Ok(set),
    }
}

fn until_with_time(text: &str) -> String {
    let part = |p: &str| match p.strip_prefix("UNTIL=") {
        Some(day) if day.len() == 8 => format!("UNTIL={day}T235959Z"),
        _ => p.to_owned(),
    };
    text.split(';').map(part).collect::<Vec<_>>().join(";")
}

/// The rule's days from `from` to `to`, both included.
fn days(set: &RRuleSet, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let set = set.clone().after(midnight(from)).before(midnight(to));
    let limit = u16::try_from(OCCURRENCES_MAX + 1).unwrap_or(u16::MAX) * 6;
    set.all(limit).dates.into_iter().map(|at| at.date_naive()).collect()
}

/// The days of a series whose rule falls from `from` to `to`, shifted to working days. Two that fall on one day stay two: each can be
/// moved by hand.
///
/// # Errors
/// `Internal` for a stored rule that cannot be read: none is stored unread.
pub fn occurrences(series: &Series, from: NaiveDate, to: NaiveDate, calendar: &WorkCalendar) -> Result<Vec<Occurrence>> {
    let set = parse_rule(&series.rrule, series.starts_on).map_err(|m| crate::platform::error::Error::internal(m.key))?;
    let held = |on: NaiveDate| match series.shift {
        Shift::None => on,
        Shift::Next => calendar.next_or_same(on),
        Shift::Previous => calendar.previous_or_same(on),
    };
    Ok(days(&set, from.max(series.starts_on), to).into_iter().map(|on| Occurrence { on, held_on: held(on) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(rule: &str, from: &str, to: &str) -> Vec<String> {
        let set = parse_rule(rule, day(from)).unwrap();
        days(&set, day(from), day(to)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rules_give_their_days() {
        assert_eq!(found("FREQ=MONTHLY;BYMONTHDAY=10", "2026-11-01", "2027-01-31"), ["2026-11-10", "2026-12-10", "2027-01-10"]);
        assert_eq!(
            found("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU", "2026-01-01", "2026-12-31"),
            ["2026-01-06", "2026-04-07", "2026-07-07", "2026-10-06"]
        );
        // The 31st, or the month's last day where it is shorter.
        let last = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
        assert_eq!(found(last, "2027-12-31", "2028-04-30"), ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);
        assert_eq!(
            found("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270118", "2026-12-21", "2027-12-31"),
            ["2026-12-21", "2027-01-04", "2027-01-18"]
        );
    }

    #[test]
    fn rules_without_end_are_looked_at_for_a_while_only() {
        assert_eq!(found("FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-01", "2126-01-01").len(), OCCURRENCES_MAX * 6 + 6);
        let key = |rule: &str| parse_rule(rule, day("2026-01-01")).unwrap_err().key;
        assert_eq!(key("FREQ=DAILY"), "series-rule-many");
        assert_eq!(key("FREQ=HOURLY"), "series-rule-finer");
        assert_eq!(key("FREQ=MONTHLY;BYMONTHDAY=40"), "series-rule-unread");
        assert_eq!(key("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "series-rule-empty");
        assert_eq!(key("每月"), "series-rule-unread");
    }
}
