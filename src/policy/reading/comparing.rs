//! How a number is to be compared, for what period it is counted, and what it counts.

use super::model::{Comparison, Per};
use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

/// Denied comparisons come first: 不得少于 holds 少于.
static NOT_LESS: Compiled = LazyLock::new(|| pattern(r"不(?:得|应|能|可|宜)?(?:低于|少于|小于|下于|短于)[^0-9，。；、]{0,12}$"));
static NOT_MORE: Compiled = LazyLock::new(|| pattern(r"不(?:得|应|能|可|宜)?(?:超过|高于|大于|多于|突破|长于|晚于)[^0-9]{0,3}$"));
static AT_LEAST: Compiled =
    LazyLock::new(|| pattern(r"(?:至少|超过|突破|高于|多于|大于|超|达到或超过|力争达到)(?:为|到|达|在)?[^0-9]{0,3}$"));
static AT_MOST: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:低于|少于|小于|至多|最多|控制在|下降到|降至|降到|降低到|降低至|压减至|压缩至|压缩到|缩短至|缩短到|压减到|减少到|减少至)[^0-9]{0,3}$",
    )
});
static ABOUT: Compiled = LazyLock::new(|| pattern(r"(?:大约|约|大概)$"));
pub(super) static REACHES: Compiled = LazyLock::new(|| {
    pattern(r"(?:达到|达|实现|提高到|提升到|提高至|提升至|增加到|增加至|增至|扩大到|稳定在|保持在|占比|到)(?:了)?[^0-9，]{0,2}$")
});
pub(super) static PERIOD: Compiled =
    LazyLock::new(|| pattern(r"每(?:一)?(?:个)?(?P<p>年|半年|季度?|月|周|日|天)|(?P<a>年均|月均|日均)(?:$|[^浓值气温降风湿水])"));

/// How the number is to be compared, and whether the text says so.
pub(super) fn comparison(before: &str, after: &str, more: bool, unit: &str, value: f64) -> (Comparison, bool) {
    let follows = |words: &[&str]| words.iter().any(|w| after.starts_with(w));
    match () {
        () if follows(&["左右", "上下"]) || ABOUT.is_match(before) => (Comparison::About, true),
        () if follows(&["以上", "及以上", "（含）以上"]) => (Comparison::AtLeast, true),
        () if follows(&["以内", "以下", "之内", "及以下"]) => (Comparison::AtMost, true),
        () if NOT_LESS.is_match(before) => (Comparison::AtLeast, true),
        () if NOT_MORE.is_match(before) || AT_MOST.is_match(before) => (Comparison::AtMost, true),
        () if AT_LEAST.is_match(before) => (Comparison::AtLeast, true),
        () if more => (Comparison::AtLeast, true),
        () if REACHES.is_match(before) && !(unit == "%" && value >= 100.0) => (Comparison::AtLeast, false),
        () => (Comparison::Exactly, false),
    }
}

/// The period a number is counted for, by the words before it.
pub(super) fn per(before: &str) -> Option<Per> {
    let c = PERIOD.captures_iter(before).last()?;
    let word = c.name("p").or(c.name("a"))?.as_str();
    Some(match word {
        "年" | "年均" => Per::Year,
        "半年" => Per::HalfYear,
        "季" | "季度" => Per::Quarter,
        "月" | "月均" => Per::Month,
        "周" => Per::Week,
        _ => Per::Day,
    })
}

static COMPARING: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:力争|确保)?(?:稳定|保持|控制)?(?:不低于|不少于|不超过|不高于|达到|达|超过|突破|提高到|提升到|提高|增长|下降|至少|实现|约|在|为|到)*$",
    )
});

/// The words before a number that name what is counted.
pub(super) fn what(before: &str) -> String {
    let bare = COMPARING.replace(before, "");
    let bare = bare.trim_matches(['，', ' ', '、']);
    let skip = bare.chars().count().saturating_sub(20);
    bare.chars().skip(skip).collect()
}
