//! Deadlines: the last calendar day by which something is to be done.

use super::calendar::{month_end, years_after};
use super::model::Sureness;
use super::numerals::{digit, value, year};
use super::pattern::{Compiled, pattern};
use super::periods::periods;
use super::tense::{Segment, clip};
use chrono::{Datelike, NaiveDate};
use regex::Captures;
use std::ops::Range;
use std::sync::LazyLock;

/// What deadlines are counted from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clock {
    pub issued_on: Option<NaiveDate>,
    pub year: Option<i32>,
    /// The clause is an article of a regulation, where periods run from events.
    pub article: bool,
}

/// A day a text names as a deadline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    pub day: NaiveDate,
    pub range: Range<usize>,
    pub sure: Sureness,
}

static DATE: Compiled = LazyLock::new(|| {
    pattern(concat!(
        r"(?:(?P<y>[12]\d{3}|[〇○零一二三四五六七八九]{4})(?:年度?|(?P<sep>[-./])|(?P<to>[-—–~～－至到]))|(?P<rel>今年|本年度?|明年|次年|翌年))",
        r"(?:(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?|[-./])(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?|(?P<part>上旬|中旬|下旬|初|中|底|末))?",
        r"|(?:的)?(?:第)?(?P<q>[一二三四1-4])季度末?|(?P<half>上半年|下半年)|(?P<end>年?底|末|年中|终))?",
        r"|(?:第)?(?P<q2>[一二三四1-4])季度末?|(?P<half2>上半年|下半年)|(?P<end2>年底|年末|年内|年终)",
        r"|(?P<m2>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:(?P<d2>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<part2>上旬|中旬|下旬|初|中|底|末))?",
    ))
});
static PLAN: Compiled = LazyLock::new(|| {
    pattern(
        r#"["“”「『]?(?P<n>[一二三四五六七八九]?十?[一二三四五六七八九]?)五["”“」』]?(?:规划)?(?:期间|时期|期末|末期|末|期内|规划期|收官)"#,
    )
});
/// A month where only a deadline can stand: `2025.9`, `2025/09底前`.
static MONTH_IN_DIGITS: Compiled = LazyLock::new(|| pattern(r"^(20\d{2})[./-](0?[1-9]|1[0-2])(?:底前|底|前)?。?$"));
/// What a day may follow without being a deadline.
static NOT_AFTER: Compiled = LazyLock::new(|| {
    pattern(r"(?:每|每年|每年的|每个|比|较|截至|截止到?|对比|相比|据|以来|不早于|自|始于|有效期[至到]?|有效期限[至到]?|施行至)$")
});
/// What may follow a day that is no deadline.
static NOT_BEFORE: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:（含）)?(?:起|以来|开始|以后|之后|后|版|年版|至今|公布|发布的|印发的|颁布|通过|修订|修正|施行|实施之|生效|的基础|基础上|水平|相比|同期|期间已|一(?:次|调度|通报|会商|研判|报告|总结|小结|分析|评比|督查|检查|考评|评估|汇总)|春节|元旦|国庆|中秋|汛|开学|春耕|秋收)",
    )
});
/// Days on each of which something is to be done are a rhythm, no deadline: 上半年、下半年各开展一次.
static EACH: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:之?前)?(?:[、和及](?:下半年|\d{1,2}月(?:\d{1,2}日)?|秋季)(?:底|末|中旬|下旬)?(?:之?前)?)?各(?:开展|组织|进行|召开|举办|报|检查|调度|发布|通报|安排|实施)",
    )
});
static IN_FORCE: Compiled = LazyLock::new(|| pattern(r"施行|生效|废止|失效|有效期"));
static MEANT: Compiled = LazyLock::new(|| pattern(r"^(?:之前|以前|前|底前|期间|内|完成|为止|止|以内)"));
static AIMED: Compiled = LazyLock::new(|| pattern(r"(?:到|至|力争|确保|在|于|争取|最迟|不晚于|不迟于|最晚|截止|计划)$"));
/// What may follow a bare year that is meant as a deadline.
static BARE_YEAR: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:，|。|；|、|和|$|\n|）|全省|全市|全县|全区|全国|我省|我市|新增|新建|建成|完成|实现|力争|基本|全面|累计|达到|再|计划新|推动|推广|培育|启动|组织|开展|出台|制定|前|率先|争取|各)",
    )
});

/// Finds every deadline of a text. `titleless` is the text without the words of titles; `stated` are
/// the stretches after 完成时限： and the like, where any day is a deadline.
pub(super) fn read(titleless: &str, segments: &[Segment], stated: &[Range<usize>], clock: Clock) -> Vec<Day> {
    let mut found = Vec::new();
    let mut carried: Option<(usize, i32)> = None;
    for c in DATE.captures_iter(titleless) {
        let Some(m) = c.get(0) else { continue };
        let place = Place::new(titleless, segments, m.range(), stated);
        let Some((day, explicit)) = day(&c, &place, clock, carried) else { continue };
        if explicit {
            carried = Some((place.sentence, day.year()));
        }
        if let Some(sure) = place.accepts(&c, day, explicit, clock) {
            found.push(Day { day, range: m.range(), sure });
        }
    }
    for c in PLAN.captures_iter(titleless) {
        let (Some(m), Some(n)) = (c.get(0), plan_number(&c)) else { continue };
        let place = Place::new(titleless, segments, m.range(), stated);
        let quoted = m.as_str().starts_with(['“', '"', '「', '『']);
        let day = NaiveDate::from_ymd_opt(1955 + 5 * n as i32, 12, 31);
        let earlier = day.zip(clock.issued_on).is_some_and(|(d, i)| d < i);
        if let Some(day) = day.filter(|_| (quoted || n > 9) && !place.past && !earlier && !NOT_BEFORE.is_match(place.after)) {
            found.push(Day { day, range: m.range(), sure: Sureness::Sure });
        }
    }
    for range in stated {
        let month = MONTH_IN_DIGITS
            .captures(titleless[range.clone()].trim_matches(['：', ' ']))
            .and_then(|c| month_end(year(&c[1])?, value(&c[2])?));
        found.extend(month.map(|day| Day { day, range: range.clone(), sure: Sureness::Sure }));
    }
    found.extend(periods(titleless, segments, stated, clock));
    // Beside a stated deadline, a year that is merely named is none.
    if found.iter().any(|d| within(&d.range, stated)) {
        found.retain(|d| d.sure == Sureness::Sure || within(&d.range, stated));
    }
    found
}

/// Whether a place lies in one of the stretches, which stand in order.
fn within(range: &Range<usize>, stated: &[Range<usize>]) -> bool {
    stated.iter().any(|s| s.start <= range.start && range.end <= s.end)
}

fn plan_number(c: &Captures) -> Option<u32> {
    value(&c["n"]).filter(|n| (6..=30).contains(n))
}

/// How many bytes around a date are looked at.
const REACH: usize = 300;

/// A date's surroundings.
pub(super) struct Place<'a> {
    pub before: &'a str,
    pub after: &'a str,
    pub segment: &'a str,
    /// The sentence up to the date.
    pub so_far: &'a str,
    pub sentence: usize,
    pub past: bool,
    pub stated: bool,
}

impl<'a> Place<'a> {
    pub fn new(text: &'a str, segments: &[Segment], range: Range<usize>, stated: &[Range<usize>]) -> Place<'a> {
        let index = segments.partition_point(|s| s.range.end <= range.start);
        let segment = segments.get(index).filter(|s| s.range.start <= range.start);
        let whole = segment.map_or(range.clone(), |s| s.range.clone());
        let sentence = segment.map_or(range.start, |s| s.sentence);
        // What lies far away does not bear on the date, and looking there would take time without end.
        let near = range.start.saturating_sub(REACH)..(range.end + REACH).min(text.len());
        let cut = |from: usize, to: usize| clip(text, from.max(near.start)..to.min(near.end));
        Place {
            before: cut(whole.start, range.start),
            after: cut(range.end, text.len()),
            segment: cut(whole.start, whole.end.max(range.end)),
            so_far: cut(sentence, range.start),
            sentence,
            past: segment.is_some_and(|s| s.past),
            stated: within(&range, stated),
        }
    }

    /// How surely a day is a deadline here; `None` if it is not.
    fn accepts(&self, c: &Captures, day: NaiveDate, explicit: bool, clock: Clock) -> Option<Sureness> {
        let earlier = match (clock.issued_on, clock.year) {
            (Some(issued), _) => day < issued,
            (None, Some(year)) => day.year() < year,
            _ => false,
        };
        if self.stated {
            let begins = self.after.starts_with('起') && !self.after.starts_with("起至");
            return (!begins).then_some(Sureness::Sure);
        }
        // 每月25日前…，10月15日前…: what repeats within a month leaves the other day a day.
        let repeated = !explicit && (self.before.contains('每') || self.so_far.contains("每年") || self.so_far.contains("每半年"));
        let last = self.before.chars().next_back();
        let joined = last.is_some_and(|l| {
            l.is_ascii_digit()
                || l == '第'
                || !explicit && digit(l).is_some()
                || !explicit && matches!(l, '个' | '近' | '上' | '下' | '十' | '某' | '半')
        });
        let from = self.before.contains('从') && !MEANT.is_match(self.after) && !self.before.ends_with(['至', '到']);
        let starts = from || self.before.ends_with('自');
        if earlier
            || self.past
            || repeated
            || joined
            || starts
            || EACH.is_match(self.after)
            || NOT_AFTER.is_match(self.before)
            || NOT_BEFORE.is_match(self.after)
        {
            return None;
        }
        if IN_FORCE.is_match(self.segment) && !self.segment.contains("有效期届满") && !self.segment.contains("施行前") {
            return None;
        }
        let named = |n: &str| c.name(n).is_some();
        let precise = named("m") || named("q") || named("half") || named("end") || named("end2") || named("half2") || named("q2");
        let meant = MEANT.is_match(self.after) || AIMED.is_match(self.before);
        let bare = self.before.trim_end_matches(['—', '-', '–', '~', '～', '至', '到', '－']);
        let ranged = bare.len() < self.before.len() && (explicit || bare.ends_with(['年', '月', '日', '旬', '底', '末', '初', '起', '度']));
        if meant || precise || ranged {
            return Some(if meant || precise { Sureness::Sure } else { Sureness::Likely });
        }
        if named("part2") || named("d2") {
            return (named("part2") && c.name("part2").is_some_and(|p| p.as_str() == "底" || p.as_str() == "末"))
                .then_some(Sureness::Likely);
        }
        let opens = self.before.is_empty() && self.segment.chars().skip(5).any(|c| c.is_ascii_digit());
        let bare_year = explicit && !c[0].ends_with('度') && (opens || BARE_YEAR.is_match(self.after));
        bare_year.then_some(Sureness::Likely)
    }
}

/// The last day a match stands for, and whether it names its year.
fn day(c: &Captures, place: &Place, clock: Clock, carried: Option<(usize, i32)>) -> Option<(NaiveDate, bool)> {
    let get = |n: &str| c.name(n).map(|m| m.as_str());
    let own = get("y").and_then(year).or_else(|| {
        let offset = match get("rel")? {
            "明年" | "次年" | "翌年" => 1,
            _ => 0,
        };
        clock.year.map(|y| y + offset)
    });
    if get("y").is_some() && get("sep").is_some() && get("m").is_none() || get("to").is_some() {
        return None;
    }
    let inherited = carried.filter(|(s, _)| *s == place.sentence).map(|(_, y)| y);
    let year = own.or(inherited).or(clock.year)?;
    let month = get("m").or(get("m2"));
    let built = if let Some(month) = month {
        let month = value(month)?;
        match (get("d").or(get("d2")), get("part").or(get("part2"))) {
            (Some(d), _) => NaiveDate::from_ymd_opt(year, month, value(d)?)?,
            (_, Some("上旬" | "初")) => NaiveDate::from_ymd_opt(year, month, 10)?,
            (_, Some("中旬" | "中")) => NaiveDate::from_ymd_opt(year, month, 20)?,
            _ if (1..=12).contains(&month) => month_end(year, month)?,
            _ => return None,
        }
    } else if let Some(q) = get("q").or(get("q2")) {
        month_end(year, value(q)? * 3)?
    } else if let Some(half) = get("half").or(get("half2")) {
        month_end(year, if half == "上半年" { 6 } else { 12 })?
    } else if get("end") == Some("年中") {
        month_end(year, 6)?
    } else {
        month_end(year, 12)?
    };
    let in_part = month.is_some() || get("q2").is_some();
    // A month or quarter without a year that lies before the day of issue is the next year's.
    let shifted = match clock.issued_on {
        Some(issued) if own.is_none() && inherited.is_none() && built < issued && in_part => years_after(built, 1)?,
        _ => built,
    };
    let relative = get("rel").is_some_and(|r| matches!(r, "次年" | "翌年" | "本年" | "本年度"));
    Some((shifted, own.is_some() && !relative))
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
