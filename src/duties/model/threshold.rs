//! When somebody is to be reminded: thresholds in working days to a day, each once, only the latest that has passed.

use chrono::NaiveDate;

use crate::calendar::WorkCalendar;

/// The latest threshold that has passed on `today` for what is due on `due_on`: the least that is not below the working days left.
///
/// One that had passed already on the day the span began (`began_on`) does not count: nobody is reminded on the morning after being
/// charged because the deadline is near.
pub fn latest_passed(
    thresholds: &[i32],
    due_on: NaiveDate,
    began_on: Option<NaiveDate>,
    today: NaiveDate,
    calendar: &WorkCalendar,
) -> Option<i32> {
    let left = calendar.working_days_between(today, due_on);
    let at_first = began_on.map_or(i32::MAX, |day| calendar.working_days_between(day, due_on));
    thresholds.iter().copied().filter(|t| left <= *t && at_first > *t).min()
}

/// The thresholds after the day alone; with none, the first working day after it. For what has no warning before.
pub fn after_only(thresholds: &[i32]) -> Vec<i32> {
    let after: Vec<i32> = thresholds.iter().copied().filter(|t| *t < 0).collect();
    if after.is_empty() { vec![-1] } else { after }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: [i32; 7] = [5, 1, 0, -1, -3, -5, -10];

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn passed(due: NaiveDate, today: NaiveDate) -> Option<i32> {
        latest_passed(&USUAL, due, Some(day(9, 1)), today, &WorkCalendar::default())
    }

    #[test]
    fn only_the_latest_counts() {
        let due = day(11, 27);
        let mornings: Vec<_> = (16..31).map(|d| passed(due, day(11, d))).collect();
        // From Monday 16 November; the deadline is Friday 27.
        let (none, five, one) = (None, Some(5), Some(1));
        let saturday_after = [Some(0), Some(0), Some(-1)];
        let expected = [none, none, none, none, five, five, five, five, five, five, one, Some(0)];
        assert_eq!(mornings, [expected.as_slice(), saturday_after.as_slice()].concat());
        assert_eq!(passed(due, day(12, 4)), Some(-5));
        assert_eq!(passed(due, day(12, 30)), Some(-10));
    }

    #[test]
    fn holidays_do_not_count() {
        // Due on Thursday 8 October, after National Day (1 to 7 October off).
        assert_eq!(passed(day(10, 8), day(9, 30)), Some(1));
        assert_eq!(passed(day(10, 8), day(9, 29)), Some(5));
        // Due on Sunday 4 October, which nobody works: the first working day after is the first after it.
        assert_eq!(passed(day(10, 4), day(9, 30)), Some(0));
        assert_eq!(passed(day(10, 4), day(10, 8)), Some(-1));
        // A Saturday that is worked counts.
        assert_eq!(passed(day(10, 10), day(10, 9)), Some(1));
    }

    #[test]
    fn a_span_shorter_than_the_threshold_is_not_warned_of_at_once() {
        let calendar = WorkCalendar::default();
        let (began, due) = (day(11, 23), day(11, 26));
        let on = |d: u32| latest_passed(&USUAL, due, Some(began), day(11, d), &calendar);
        assert_eq!([on(23), on(24), on(25), on(26), on(27)], [None, None, Some(1), Some(0), Some(-1)]);
        assert_eq!(after_only(&USUAL), [-1, -3, -5, -10]);
        assert_eq!(after_only(&[3]), [-1]);
    }
}
