//! Deadlines that are counted from the day of issue.

use super::calendar::years_after;
use super::dates::{Clock, Day, Place};
use super::model::Sureness;
use super::numerals::value;
use super::pattern::{Compiled, pattern};
use super::tense::Segment;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::ops::Range;
use std::sync::LazyLock;

static SPAN: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:(?P<coming>未来|今后)|(?:\d|[一二两三四五六七八九])[到至—-])?(?P<n>\d{1,3}|半|[一二两三四五六七八九十]{1,3})(?P<u>个工作日|个月|个?月|年|周|日|天|工作日)(?:左右)?(?:的)?(?:(?:时间)?(?P<in>以内|之内|内)|(?P<spent>时间|努力))?",
    )
});
static SINCE_ISSUE: Compiled = LazyLock::new(|| pattern(r"(?:印发|发布|公布|颁布|下发|发文|出台)(?:之日起?|之日|后|起|日起)"));
static SINCE_EVENT: Compiled = LazyLock::new(|| pattern(r"之日起|之日|[到见生结束成满定知]后|起(?:\d|[一二三四五六七八九十])|届满|期满"));

/// What a rule says of a period: two years in which something must not happen again.
static RULED: Compiled = LazyLock::new(|| pattern(r"不得|不再|不予|累计[^，。；]{0,8}次|曾|连续|有效|再次|发生|受到"));

/// Deadlines that are counted: 三年内, 自印发之日起30日内.
pub(super) fn periods(text: &str, segments: &[Segment], stated: &[Range<usize>], clock: Clock) -> Vec<Day> {
    let mut found = Vec::new();
    let Some(issued) = clock.issued_on else { return found };
    for c in SPAN.captures_iter(text) {
        let Some(m) = c.get(0) else { continue };
        let place = Place::new(text, segments, m.range(), stated);
        let since_issue = SINCE_ISSUE.is_match(place.so_far);
        let since_event = !since_issue && SINCE_EVENT.is_match(place.so_far);
        let unit = &c["u"];
        let days = unit.ends_with('日') || unit == "天" || unit == "周";
        let (within, spent) = (c.name("in").is_some(), c.name("spent").is_some());
        let coming = c.name("coming").is_some() && unit == "年";
        if !(within || spent || coming) {
            continue;
        }
        let following = place.after.split(['。', '；']).next().unwrap_or("");
        let ruled = RULED.is_match(following);
        let last = place.before.chars().next_back();
        let odd = last
            .is_some_and(|l| matches!(l, '近' | '前' | '每' | '上' | '第' | '届') || l.is_ascii_digit() || value(&l.to_string()).is_some());
        if place.past || since_event || odd || !since_issue && (days || clock.article || ruled) && !place.stated {
            continue;
        }
        if spent && !place.before.ends_with(['用', '过', '争', '以']) {
            continue;
        }
        let Some(day) = counted(issued, &c["n"], unit) else { continue };
        found.push(Day { day, range: m.range(), sure: if since_issue { Sureness::Sure } else { Sureness::Likely } });
    }
    found
}

/// A day some time after another.
fn counted(from: NaiveDate, n: &str, unit: &str) -> Option<NaiveDate> {
    if n == "半" {
        return unit.ends_with('年').then(|| from.checked_add_months(Months::new(6))).flatten();
    }
    let n = value(n).filter(|n| *n > 0)?;
    match unit {
        "年" => years_after(from, n as i32),
        "周" => from.checked_add_days(Days::new(u64::from(n) * 7)),
        "日" | "天" => from.checked_add_days(Days::new(u64::from(n))),
        u if u.ends_with('月') => from.checked_add_months(Months::new(n)),
        _ => {
            // Public holidays are not known here; Saturdays and Sundays are left out.
            let mut day = from;
            let mut left = n;
            while left > 0 {
                day = day.succ_opt()?;
                left -= u32::from(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
            }
            Some(day)
        }
    }
}
