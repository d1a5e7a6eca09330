//! The periods a campaign's regions report on.

use chrono::{Datelike, Days, NaiveDate};

use super::{Campaign, Rhythm};
use crate::calendar::{Cadence, WorkCalendar};

/// One of them, within the campaign's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first_on: NaiveDate,
    pub last_on: NaiveDate,
    /// Until when its report is due.
    pub due_on: NaiveDate,
}

impl Period {
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        self.first_on <= today
    }

    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last_on < today
    }

    /// Whether its report, if there is none, is late.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due_on < today
    }
}

impl Campaign {
    /// All its periods, in order. Weeks run from Monday to Sunday, fortnights from the Monday before the first day, months by the calendar.
    pub fn periods(&self, calendar: &WorkCalendar) -> Vec<Period> {
        let mut all = Vec::new();
        let mut next = Some(self.first_on);
        while let Some(first_on) = next.filter(|day| *day <= self.last_on) {
            let last_on = self.natural_end(first_on).unwrap_or(self.last_on).clamp(first_on, self.last_on);
            let due_on = calendar.add_working_days(last_on, i32::from(self.report_days));
            all.push(Period { first_on, last_on, due_on });
            next = last_on.succ_opt();
        }
        all
    }

    /// The end of the week, fortnight or month a day lies in.
    fn natural_end(&self, day: NaiveDate) -> Option<NaiveDate> {
        match self.rhythm {
            Rhythm::Weekly => Some(Cadence::Weekly.period(day)?.1),
            Rhythm::Monthly => Some(Cadence::Monthly.period(day)?.1),
            Rhythm::Fortnightly => {
                let monday = self.first_on.checked_sub_days(Days::new(self.first_on.weekday().num_days_from_monday().into()))?;
                let begun = (day - monday).num_days().div_euclid(14) + 1;
                monday.checked_add_days(Days::new(u64::try_from(begun * 14 - 1).ok()?))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::enforcement::campaign::model::progress::tests::{campaign, day};

    fn spans(rhythm: Rhythm, first: NaiveDate, last: NaiveDate) -> Vec<(u32, u32)> {
        let all = Campaign { rhythm, ..campaign(first, last) }.periods(&WorkCalendar::default());
        all.iter().map(|p| (p.first_on.day(), p.last_on.day())).collect()
    }

    #[test]
    fn periods_end_with_the_week_the_fortnight_the_month() {
        // 4 November 2026 is a Wednesday.
        let (first, last) = (day(11, 4), day(12, 2));
        assert_eq!(spans(Rhythm::Weekly, first, last), [(4, 8), (9, 15), (16, 22), (23, 29), (30, 2)]);
        assert_eq!(spans(Rhythm::Fortnightly, first, last), [(4, 15), (16, 29), (30, 2)]);
        assert_eq!(spans(Rhythm::Monthly, first, last), [(4, 30), (1, 2)]);
    }

    #[test]
    fn a_report_is_due_some_working_days_after_its_period() {
        let all = campaign(day(11, 4), day(12, 2)).periods(&WorkCalendar::default());
        assert_eq!(all[0].due_on, day(11, 11), "three working days after Sunday");
        assert!(!all[0].is_overdue(day(11, 11)) && all[0].is_overdue(day(11, 12)));
        assert!(all[0].is_over(day(11, 9)) && !all[0].is_over(day(11, 8)) && !all[1].has_begun(day(11, 8)));
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_gaps(
            start in 0i64..3000, length in 0i64..=731, rhythm in proptest::sample::select(Rhythm::ALL)
        ) {
            let first = day(1, 1) + chrono::Duration::days(start);
            let last = first + chrono::Duration::days(length);
            let all = Campaign { rhythm, ..campaign(first, last) }.periods(&WorkCalendar::default());
            prop_assert_eq!(all[0].first_on, first);
            prop_assert_eq!(all[all.len() - 1].last_on, last);
            for pair in all.windows(2) {
                prop_assert_eq!(pair[0].last_on.succ_opt(), Some(pair[1].first_on));
            }
            prop_assert!(all.iter().all(|p| p.first_on <= p.last_on && p.last_on < p.due_on) && all.len() <= 106);
        }
    }
}
