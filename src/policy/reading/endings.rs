//! Names without any known beginning, told by their end and by what follows: `江川银监分局要…`, `流入地政府要…`, `甲市、乙县要…`.

use super::collective::collective;
use super::grammar::{BREAKS, ends_name, is_modal};
use super::lexicon::{GOES_ON, LEVELS, NO_SUFFIX, VERBS};
use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

/// A name without any known beginning (`江川银监分局要…`, `流入地政府要…`): a strict end and a verb after it.
pub(super) fn by_its_end(s: &str) -> Option<usize> {
    if VERBS.opens(s) {
        return None;
    }
    if let Some(end) = government_of_some(s) {
        return Some(end);
    }
    let limit = BREAKS.find(s).map_or(s.len(), |m| m.start());
    let ends = s.char_indices().take(16).take_while(|(_, c)| matches!(c, '一'..='龥')).map(|(at, c)| at + c.len_utf8());
    ends.take_while(|&end| end <= limit).find(|&end| strictly_ends(s, end) && !verb_before(s, end))
}

/// Places that stand for their governments where they are told to act: `甲市、乙县要…`.
static PLACES: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?P<first>[一-龥]{2,4}?(?:自治州|自治县|新区|市|县|区|州|盟|旗))(?:(?:、|和)[一-龥]{2,4}?(?:自治州|自治县|新区|市|县|区|州|盟|旗)){0,12}",
    )
});

/// Kinds of areas, which are no places of their own.
static AREA: Compiled = LazyLock::new(|| {
    pattern(
        r"[城景牧林库社园矿校郊厂片街辖灾山农地老小湖港湿流海全本我各]区$|城市|都市|(?:全|本|我|各|外|内|上|门|超|楼|菜|早|夜|股|集|下|到|在|去|该)[市县]$",
    )
});

/// The place a text opens with, where it and those listed with it are told to act.
pub(super) fn place(s: &str) -> Option<usize> {
    let found = PLACES.captures(s)?;
    let (whole, first) = (found.get(0)?, found.name("first")?);
    let sound = |name: &str| !AREA.is_match(name) && !VERBS.opens(name) && !LEVELS.opens(name) && BREAKS.find(name).is_none();
    (is_modal(&s[whole.end()..]) && whole.as_str().split(['、', '和']).all(sound)).then_some(first.end())
}

/// A government told apart by a few words before it: `沿海设区的市人民政府应当`, `流入地政府要`.
fn government_of_some(s: &str) -> Option<usize> {
    (2..=5).find_map(|words| {
        let (start, _) = s.char_indices().nth(words)?;
        let plain = s[..start].chars().all(|c| matches!(c, '一'..='龥')) && BREAKS.find(&s[..start]).is_none();
        let end = start + collective(&s[start..]).filter(|_| plain)?;
        (s[..end].ends_with("政府") && is_modal(&s[end..])).then_some(end)
    })
}

/// Whether an unknown beginning ends as only bodies do, with a word after it that only bodies have.
fn strictly_ends(s: &str, end: usize) -> bool {
    let strict = [
        "分局",
        "局",
        "厅",
        "支行",
        "分行",
        "海关",
        "总队",
        "支队",
        "大队",
        "委员会",
        "管委会",
        "领导小组",
        "指挥部",
        "办公室",
        "派出所",
        "供电公司",
    ];
    let (name, rest) = (&s[..end], &s[end..]);
    if NO_SUFFIX.closes(name) || rest.is_empty() || GOES_ON.opens(rest) {
        return false;
    }
    let listed = rest.starts_with(['、', '等']) && end >= 6;
    strict.iter().any(|x| name.ends_with(x)) && (end >= 12 || listed) && ends_name(rest)
}

/// Whether the first two characters are a verb before a name that would end at the same place: 纳入市政府督查室.
fn verb_before(s: &str, end: usize) -> bool {
    s.get(6..).is_some_and(|rest| {
        let tail = end - 6;
        collective(rest).is_some_and(|len| len <= tail) || LEVELS.opening(rest).any(|l| l.len() < tail)
    })
}
