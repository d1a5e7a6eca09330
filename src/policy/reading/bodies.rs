//! Bodies that running text charges with doing something.

use super::enumeration::list;
use super::grammar::is_modal;
use super::lexicon::{ACTS, LEADERS, NOT_ACTING};
use super::listing::names as names_in;
use super::model::Sureness;
use super::names::{Names, is_body};
use super::pattern::{Compiled, pattern};
use super::tense::Segment;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::LazyLock;

/// A body in running text.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    pub range: Range<usize>,
    pub supports: bool,
    pub sure: Sureness,
}

/// What may stand before the subject of a sentence.
static LEAD_IN: Compiled = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:【[^【】]{1,20}】|［[^［］]{1,20}］|同时|此外|另外|其中|并|且|今后|原则上|首先|其次|再次|最后|要?[一二三四五六七八九十]是|第[一二三四五六七八九十]，?|一方面|另一方面|必要时|请|继续|对此|为此|届时|平时|日常|\d\.|（\d）|[①-⑩]|“",
        r"|(?:到|自|从|在|于)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|上半年|下半年|[一二三四]季度|末|初)?(?:之?前|起|内)",
        r"|(?:到|在)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?",
        r"|每(?:年|半年|季度|月|周|日)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?(?:前|内)?",
        r"|自[^，。]{1,12}之日起[^，。]{0,12}内)"
    ))
});
/// Help among each other, where nobody leads: 各有关部门要密切配合.
static MUTUAL: Compiled = LazyLock::new(|| {
    pattern(r"^(?:要|应当|应|须|必须)(?:[^，。]{0,12}、)?(?:密切|相互|互相|通力|加强|协同)+(?:协作|协调)?(?:配合|协作|协同)(?:$|、|协作)")
});
static HELPS: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:要|应当|应|须|必须|需要?)?(?:按照?[^，。]{0,8}职责(?:分工)?)?(?:积极|主动|密切|全力|共同|予以|依法|做好|加强|给予|及时|认真|切实)*(?:配合|协助|协办|协同(?:做好|推进|配合)|参与|参加)",
    )
});
static WITH: Compiled = LazyLock::new(|| pattern(r"会同|联合|组织|商请?"));
static BY: Compiled = LazyLock::new(|| pattern(r"由|以|责成|要求"));
/// What belongs to a body is told of, not the body: 各县储备规模由…
static OF_THEM: Compiled = LazyLock::new(|| {
    pattern(r"^[一-龥]{2,6}(?:规模|总量|数量|面积|比例|标准|体系|经费|资金|费用|名单|计划|方案)(?:由|纳入|列入|统一|另行|实行|按照)")
});

/// A division of labour in running text: after `由甲牵头，` a part of the sentence that is nothing but `乙、丙配合`.
static DIVISION: Compiled =
    LazyLock::new(|| pattern(r"^(?P<names>[^，。；：]{2,120}?)(?:等)?(?:密切|积极|予以|协同|共同|具体)*(?:配合|协助|参与|协办)$"));

/// Finds the bodies that act in a text without unit lines.
pub(super) fn actors(text: &str, segments: &[Segment], names: &Names) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    for segment in segments.iter().filter(|s| !s.past) {
        let words = &text[segment.range.clone()];
        let base = segment.range.start;
        if let Some(helpers) = division(text, segment, &found) {
            found.extend(helpers);
            continue;
        }
        subject(text, segment, names, &mut found);
        for m in BY.find_iter(words) {
            by(words, &m, base, names, &mut found);
        }
        for m in WITH.find_iter(words) {
            with(words, &m, base, names, &mut found);
        }
    }
    tidy(text, found)
}

/// Those who help in a sentence that has said who leads: names are listed there, so an end that only lists have is enough.
fn division(text: &str, segment: &Segment, found: &[Actor]) -> Option<Vec<Actor>> {
    let led = found.iter().rev().find(|a| !a.supports && a.range.start >= segment.sentence)?;
    let words = &text[segment.range.clone()];
    if !words.ends_with(['合', '助', '与', '办']) || !text[led.range.end..segment.range.start].contains("牵头") {
        return None;
    }
    let listed = DIVISION.captures(words)?.name("names")?;
    let (start, end) = (segment.range.start + listed.start(), segment.range.start + listed.end());
    let whole = |r: &Range<usize>| is_body(&text[r.clone()]);
    let helpers = names_in(text, start..end, false);
    let actor = |range| Actor { range, supports: true, sure: Sureness::Likely };
    (!helpers.is_empty() && helpers.iter().all(whole)).then(|| helpers.into_iter().map(actor).collect())
}

/// The subject a segment opens with.
fn subject(text: &str, segment: &Segment, names: &Names, found: &mut Vec<Actor>) {
    let (words, base) = (&text[segment.range.clone()], segment.range.start);
    let mut start = 0;
    for _ in 0..4 {
        if names.at(&words[start..]).is_some() {
            break;
        }
        match LEAD_IN.find(&words[start..]) {
            Some(m) if m.end() > 0 => start += m.end(),
            _ => break,
        }
    }
    let Some((bodies, end)) = list(words, start, names) else { return };
    let rest = &words[end..];
    // A body whose leaders are to act is itself charged: 各级人民政府主要负责同志要亲自抓.
    let led = LEADERS.opening(rest).map(str::len).max();
    let rest = led.map_or(rest, |len| &rest[len..]);
    if led.is_some() && !is_modal(rest) || led.is_none() && refuses(rest) {
        return;
    }
    if rest.is_empty() && (start > 0 || !is_set_off(&text[segment.range.end..], segment.range.start == segment.sentence)) {
        return;
    }
    // Help among each other is everybody's own task, unless somebody leads.
    let led_before = || found.iter().any(|a| !a.supports && a.range.start >= segment.sentence);
    let supports = HELPS.is_match(rest) && (!MUTUAL.is_match(rest) || led_before());
    let sure = if is_modal(rest) && led.is_none() { Sureness::Sure } else { Sureness::Likely };
    found.extend(bodies.into_iter().map(|r| Actor { range: base + r.start..base + r.end, supports, sure }));
}

/// Whether a subject stands before its sentence: `各级政府，要…`, `县公安局：负责…`, `县公安局。负责…`.
fn is_set_off(after: &str, opens: bool) -> bool {
    let acts = |s: &str| ACTS.opening(s).any(|a| a.len() > 3);
    let mut rest = after.chars();
    match rest.next() {
        Some('，') => is_modal(rest.as_str()) || acts(rest.as_str()),
        Some('：') => opens && !rest.as_str().is_empty(),
        Some('。') => opens && acts(rest.as_str()),
        _ => false,
    }
}

/// Whether what follows a name shows that the body is not the one to act.
fn refuses(rest: &str) -> bool {
    NOT_ACTING.opens(rest) && !rest.starts_with("领导小组") || !is_modal(rest) && OF_THEM.is_match(rest)
}

/// Bodies after 由, 责成 and the like.
fn by(words: &str, word: &regex::Match, base: usize, names: &Names, found: &mut Vec<Actor>) {
    let start = word.end();
    let Some((bodies, end)) = list(words, start, names) else { return };
    let rest = &words[end..];
    if word.as_str() == "以" && !rest.starts_with("为主") {
        return;
    }
    let moved = rest.starts_with(['的', '转', '改', '调', '变']) || rest.starts_with("组成");
    if moved || rest.is_empty() && words.len() - start > 60 {
        return;
    }
    let supports = HELPS.is_match(rest);
    found.extend(bodies.into_iter().map(|r| Actor { range: base + r.start..base + r.end, supports, sure: Sureness::Sure }));
}

/// Bodies after 会同 and 组织.
fn with(words: &str, word: &regex::Match, base: usize, names: &Names, found: &mut Vec<Actor>) {
    if words[word.end()..].starts_with(['部', '会']) || words[..word.start()].ends_with("由") {
        return;
    }
    // 商 also ends other words: 工商, 协商.
    if word.as_str() == "商" && !words[..word.start()].ends_with(['厅', '局', '委', '办', '部', '会', '院', '府', '门']) {
        return;
    }
    let Some((bodies, end)) = list(words, word.end(), names) else { return };
    if words[end..].starts_with('的') {
        return;
    }
    found.extend(bodies.into_iter().map(|r| Actor { range: base + r.start..base + r.end, supports: true, sure: Sureness::Likely }));
}

/// Keeps each body once, in order; one that leads does not support as well.
fn tidy(text: &str, mut found: Vec<Actor>) -> Vec<Actor> {
    found.sort_by_key(|a| (a.range.start, a.supports));
    let mut out: Vec<Actor> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut end = 0;
    for actor in found {
        if actor.range.start < end {
            continue;
        }
        end = actor.range.end;
        match places.entry(&text[actor.range.clone()]) {
            Entry::Occupied(at) => out[*at.get()].supports &= actor.supports,
            Entry::Vacant(place) => {
                place.insert(out.len());
                out.push(actor);
            }
        }
    }
    out
}

#[cfg(test)]
#[path = "bodies_tests.rs"]
mod tests;
