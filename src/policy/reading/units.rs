//! Lines and brackets that name who is responsible: 牵头单位：…, （…牵头，…配合）.

use super::names::is_body;
use super::pattern::{Compiled, pattern};
use super::roles::{Expression, Mode, Roles, named};
use std::ops::Range;
use std::sync::LazyLock;

/// What a label before a colon announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Announced {
    Who(Mode),
    When,
    Person,
}

static LABEL: Compiled = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<free>牵头(?:及|和|、)配合(?:单位|部门)|责任分工|任务分工|职责分工|部门分工|分工)：",
        r"|(?P<support>(?:主要)?(?:配合|协办|协同|协作|参与|协助|参加|支持|协同配合|配合协助)(?:责任)?(?:单位|部门|机构|地区)?(?:（[^（）]{0,8}）)?：|(?:配合|协办|协同|协助)(?:单位|部门)为)",
        r"|(?P<lead>(?:总|主要)?(?:牵头|主办|主责|承办|主管|第一责任|主要责任|首要责任)(?:负责|责任)?(?:单位|部门|机构|地区|主体)?(?:（[^（）]{0,8}）)?：|(?:牵头|主办|主责)(?:单位|部门)为)",
        r"|(?P<duty>(?:责任|负责|落实|实施|承担|执行|完成)(?:单位|部门|主体|机构|地区)(?:及分工|和部门)?)：",
        r"|(?P<when>(?:完成|办理|办结|推进|整改|实施|工作|落实|任务|进度|时间|起止)*(?:时限|时间|期限|时间节点|时间要求|时间安排|进度安排|进度要求|节点|截止日期|频次|日期))：",
        r"|(?P<person>(?:责任|分管|牵头|主管|挂帅|包保|挂钩|市|省)?(?:领导|责任人|联系人|负责人|联络员))：",
    ))
});
static ROLE_WORDS: Compiled = LazyLock::new(|| pattern(r"牵头|负责|配合|协助|落实|承担|参与|会同|按.{0,4}职责|组织实施|主办|协办|分工"));

/// Whether a line opens with such a label.
pub(super) fn opens_unit_line(line: &str) -> bool {
    let bare = line.trim_start_matches(['【', '（', '［', '[', '★', '*']);
    LABEL.find(bare).is_some_and(|m| m.start() == 0)
}

/// What unit lines and brackets say in a clause's text.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub roles: Roles,
    /// Where a deadline was announced.
    pub when: Vec<Range<usize>>,
    /// There is a line or bracket naming bodies: only that counts.
    pub found: bool,
}

/// Reads the unit lines and brackets of a text.
pub(super) fn read(text: &str) -> Units {
    let mut units = Units::default();
    let mut expressions: Vec<Expression> = Vec::new();
    let labels: Vec<(Announced, Range<usize>)> = LABEL.captures_iter(text).filter_map(|c| announced(text, &c)).collect();
    for (index, (kind, at)) in labels.iter().enumerate() {
        let limit = labels.get(index + 1).map_or(text.len(), |(_, next)| next.start);
        let content = at.end..content_end(text, at.end, limit);
        match kind {
            Announced::Who(mode) => expressions.push(Expression { mode: *mode, range: content }),
            Announced::When => units.when.push(content),
            Announced::Person => {}
        }
    }
    for bracket in brackets(text) {
        // A bracket with a label in it has been read by the label.
        let next = labels.partition_point(|(_, l)| l.start < bracket.start);
        let labelled = labels.get(next).is_some_and(|(_, l)| l.start < bracket.end);
        if !labelled && names_units(text, &bracket) {
            expressions.push(Expression { mode: Mode::Bracket, range: bracket });
        }
    }
    expressions.sort_by_key(|e| e.range.start);
    units.roles = named(text, &expressions);
    units.found = !units.roles.lead.is_empty() || !units.roles.support.is_empty();
    units
}

/// A label's meaning; `None` where the words before it show that it is part of a sentence.
fn announced(text: &str, c: &regex::Captures) -> Option<(Announced, Range<usize>)> {
    let whole = c.get(0)?;
    let before = text[..whole.start()].chars().next_back();
    let free_standing = before.is_none_or(|b| {
        matches!(b, '\n' | '。' | '；' | '，' | '（' | '【' | '、' | '！' | '）' | '［' | '[' | '：' | '】' | '★' | '*' | ' ' | '”')
    }) || before.is_some_and(|b| !matches!(b, '一'..='龥'));
    if !free_standing && c.name("when").is_none() && !whole.as_str().contains("单位") {
        return None;
    }
    let kind = match () {
        () if c.name("free").is_some() => Announced::Who(Mode::Free),
        () if c.name("lead").is_some() => Announced::Who(Mode::Lead),
        () if c.name("support").is_some() => Announced::Who(Mode::Support),
        () if c.name("duty").is_some() => Announced::Who(Mode::Duty),
        () if c.name("when").is_some() => Announced::When,
        () => Announced::Person,
    };
    Some((kind, whole.range()))
}

/// The end of what a label announces: the line's, the sentence's or the bracket's.
fn content_end(text: &str, start: usize, limit: usize) -> usize {
    let mut depth = 0i32;
    for (at, c) in text[start..limit].char_indices() {
        match c {
            '（' | '【' | '［' | '〔' => depth += 1,
            '）' | '】' | '］' | '〕' => depth -= 1,
            '。' | '\n' => return start + at,
            _ => {}
        }
        if depth < 0 {
            return start + at;
        }
    }
    limit
}

/// The outermost brackets of a text, without their signs.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open): (Vec<Range<usize>>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '（' | '【' | '［' | '〔' => open.push(at + c.len_utf8()),
            '）' | '】' | '］' | '〕' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push(start..at);
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    found
}

/// Whether a bracket without a label names who is responsible.
fn names_units(text: &str, bracket: &Range<usize>) -> bool {
    let inside = &text[bracket.clone()];
    if inside.chars().count() > 400
        || inside.starts_with("以下")
        || inside.starts_with('含')
        || inside.starts_with("包括")
        || inside.contains('《')
    {
        return false;
    }
    let after = text[bracket.end..].chars().nth(1);
    let before = text[..bracket.start].chars().rev().nth(1);
    let at_end = after.is_none_or(|c| matches!(c, '\n' | '。' | '；' | '（' | '【')) || before.is_some_and(|c| matches!(c, '。' | '；'));
    let first = inside.split(['、', '，', '；', '。']).next().unwrap_or("");
    let head = ROLE_WORDS.find(first).map_or(first, |m| &first[..m.start()]);
    let opens_with_body = is_body(head.trim_start_matches('由').trim_end_matches('为')) || head.is_empty() && inside.contains('、');
    if ROLE_WORDS.is_match(inside) {
        return opens_with_body && (at_end || inside.contains('、'));
    }
    let whole = ["等部门和单位", "等部门", "等单位", "等"].iter().find_map(|w| inside.strip_suffix(w)).unwrap_or(inside);
    at_end && whole.split(['、', '，', '；']).all(is_body) && before.is_some_and(|c| matches!(c, '。' | '；' | '\n'))
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
