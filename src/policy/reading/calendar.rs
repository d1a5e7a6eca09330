//! Calendar days as documents write them.

use super::numerals::{value, year};
use super::pattern::{Compiled, pattern};
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

static WHOLE: Compiled = LazyLock::new(|| {
    pattern(
        r"([12]\d{3}|[〇○零Ｏ◯一二三四五六七八九]{4})(?:年|[-./])([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:月|[-./])([0-9]{1,2}|[一二三四五六七八九十]{1,3})日?",
    )
});

/// The last day of a month.
pub(super) fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// A date some years after another; the 29th of February becomes the 28th.
pub(super) fn years_after(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    day.with_year(day.year() + years).or_else(|| NaiveDate::from_ymd_opt(day.year() + years, 2, 28))
}

/// The first whole date (year, month, day) in a text and where it is.
pub(super) fn first_date(text: &str) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    WHOLE.captures_iter(text).find_map(|c| {
        let day = NaiveDate::from_ymd_opt(year(&c[1])?, value(&c[2])?, value(&c[3])?)?;
        Some((day, c.get(0)?.range()))
    })
}

/// The most bytes a date has: 二〇二五年十二月三十一日 in brackets.
const LONGEST_DATE: usize = 48;

/// A text that is one date and nothing else.
pub(super) fn whole_date(text: &str) -> Option<NaiveDate> {
    if text.len() > LONGEST_DATE {
        return None;
    }
    let text = text.strip_prefix('（').and_then(|t| t.strip_suffix('）')).unwrap_or(text);
    first_date(text).filter(|(_, r)| *r == (0..text.len())).map(|(d, _)| d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_counts_months() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(whole_date("二〇二五年四月十八日"), day(2025, 4, 18));
        assert_eq!(whole_date("2025-04-18"), day(2025, 4, 18));
        assert_eq!(whole_date("2025年2月30日"), None);
        assert_eq!(whole_date("到2025年4月18日"), None);
        assert_eq!(month_end(2024, 2), day(2024, 2, 29));
        assert_eq!(month_end(2025, 12), day(2025, 12, 31));
        assert_eq!(years_after(day(2024, 2, 29).unwrap(), 1), day(2025, 2, 28));
    }
}
