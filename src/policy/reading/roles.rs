//! Who leads and who supports, by how a list of bodies is worded.

use super::listing::{names, split};
use super::pattern::{Compiled, pattern};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Where a list of bodies stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// After 牵头单位：
    Lead,
    /// After 配合单位：
    Support,
    /// After 责任单位：
    Duty,
    /// After 责任分工：, wording decides
    Free,
    /// In brackets without a label
    Bracket,
}

/// A list of bodies in a text.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    pub mode: Mode,
    pub range: Range<usize>,
}

/// Names by their part, as ranges of the text, in order.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Roles {
    pub lead: Vec<Range<usize>>,
    pub support: Vec<Range<usize>>,
}

static MARK: Compiled = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<with>会同|联合(?:[^会]|$)|会商)",
        r"|(?P<all>(?:并)?(?:等)?(?:按照?|依|依据|根据)(?:各自|部门|工作)?(?:的)?(?:工作)?(?:职责|职能|分工|任务)|分别|共同|分工|各自|各负其责|各司其职|(?:等)?按(?:各自)?(?:职责)?分工)",
        r"|(?P<lead>(?:等)?(?:分别|共同|总)?牵头|主办|主责|总负责)",
        r"|(?P<support>(?:等)?(?:积极|予以|协同|主动)?(?:配合|协助|参与|参加|协办|协同(?:[^发]|$)|支持))",
        r"|(?P<duty>(?:等)?(?:具体|组织|抓好)?(?:负责|落实|承担|实施|组织实施))",
    ))
});

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Lead,
    Support,
    /// All of them answer, each for its part.
    All,
    /// Answer together: the first leads unless more is said.
    Duty,
}

/// Reads all lists of one clause together.
pub(super) fn named(text: &str, expressions: &[Expression]) -> Roles {
    let mut parts: Vec<(Part, Range<usize>)> = Vec::new();
    let modes: Vec<Mode> = [Mode::Lead, Mode::Support].into_iter().filter(|m| expressions.iter().any(|e| e.mode == *m)).collect();
    for expression in expressions {
        let own = read(text, expression);
        settle(own, expression.mode, &modes, &mut parts);
    }
    let mut roles = Roles::default();
    let (mut leads, mut helpers) = (HashSet::new(), HashSet::new());
    for (part, name) in parts {
        let (list, seen) = if part == Part::Support { (&mut roles.support, &mut helpers) } else { (&mut roles.lead, &mut leads) };
        if seen.insert(&text[name.clone()]) {
            list.push(name);
        }
    }
    roles.support.retain(|r| !leads.contains(&text[r.clone()]));
    roles
}

/// Decides the parts of a list that were left open.
fn settle(own: Vec<(Part, Range<usize>)>, mode: Mode, modes: &[Mode], out: &mut Vec<(Part, Range<usize>)>) {
    let has = |p: Part| own.iter().any(|(part, _)| *part == p);
    let elsewhere = |m: Mode| modes.contains(&m);
    let led = has(Part::Lead) || mode == Mode::Duty && elsewhere(Mode::Lead);
    let helped = has(Part::Support) || mode == Mode::Duty && elsewhere(Mode::Support);
    let mut first = true;
    for (part, name) in own {
        let part = match part {
            Part::All | Part::Duty if led => Part::Support,
            Part::All => Part::Lead,
            Part::Duty if helped || std::mem::take(&mut first) => Part::Lead,
            Part::Duty => Part::Support,
            other => other,
        };
        out.push((part, name));
    }
}

/// A bracket after a list that says how its bodies answer: `（按职责分工负责）`.
static MANNER: Compiled = LazyLock::new(|| pattern(r"（((?:按照?|依|依据|根据|分别|共同|分工|各自|各负其责|各司其职)[^（）]{0,16})）$"));

/// Reads one list: names with the part that its wording gives them.
fn read(text: &str, expression: &Expression) -> Vec<(Part, Range<usize>)> {
    let list = text[expression.range.clone()].trim_end_matches(['。', '；', ' ']);
    if let Some(c) = MANNER.captures(list)
        && let (Some(bracket), Some(manner)) = (c.get(0), c.get(1))
    {
        let part = MARK.captures(manner.as_str()).map_or(Part::Duty, |m| part_of(&m));
        let before = expression.range.start..expression.range.start + bracket.start();
        let inner = Expression { mode: expression.mode, range: before };
        return read(text, &inner).into_iter().map(|(own, n)| (if own == Part::Duty { part } else { own }, n)).collect();
    }
    let mut found: Vec<(Part, Range<usize>)> = Vec::new();
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let default = match expression.mode {
        Mode::Lead => Part::Lead,
        Mode::Support => Part::Support,
        _ => Part::Duty,
    };
    let strict = expression.mode == Mode::Bracket;
    for chunk in split(text, expression.range.clone(), &['，', '；', '。', '\n', ' ']) {
        let mut at = chunk.start;
        let mut after_with = false;
        while at < chunk.end {
            let rest = &text[at..chunk.end];
            let mark = MARK.captures_iter(rest).find(|c| !inside_name(rest, c.get(0).map_or(0..0, |m| m.range())));
            let (part, names_end, next) = match &mark {
                None => (None, chunk.end, chunk.end),
                Some(c) => {
                    let m = c.get(0).map_or(0..0, |m| m.range());
                    let end = if c.name("with").is_some() && !rest[m.clone()].starts_with("会") { m.start + 6 } else { m.end };
                    (Some(part_of(c)), at + m.start, at + end)
                }
            };
            let here = names(text, at..names_end, strict);
            match part {
                Some(_) if after_with => {
                    found.extend(here.into_iter().map(|n| (Part::Support, n)));
                    break;
                }
                None if after_with => found.extend(here.into_iter().map(|n| (Part::Support, n))),
                None => waiting.extend(here),
                Some(part) => {
                    let with = mark.as_ref().is_some_and(|c| c.name("with").is_some());
                    after_with |= with;
                    let takes_waiting = here.is_empty() || part != Part::Support;
                    let part = if default == Part::Support { Part::Support } else { part };
                    let unmarked = if takes_waiting { part } else { default };
                    found.extend(waiting.drain(..).map(|n| (unmarked, n)));
                    found.extend(here.into_iter().map(|n| (part, n)));
                    // 按职责分工负责, 牵头负责: the rest of the phrase says no more.
                    if part == Part::All || part == Part::Duty {
                        break;
                    }
                }
            }
            at = skip_filler(text, next, chunk.end);
        }
    }
    found.extend(waiting.into_iter().map(|n| (default, n)));
    roles_in_brackets(text, found)
}

fn part_of(c: &regex::Captures) -> Part {
    match () {
        () if c.name("with").is_some() || c.name("lead").is_some() => Part::Lead,
        () if c.name("all").is_some() => Part::All,
        () if c.name("support").is_some() => Part::Support,
        () => Part::Duty,
    }
}

/// 协同, 支持 and 共同 also stand in names: 京津冀协同发展办, 共同富裕办.
fn inside_name(rest: &str, mark: Range<usize>) -> bool {
    let before = &rest[..mark.start];
    if before.matches('（').count() > before.matches('）').count() {
        return true;
    }
    let tail = &rest[mark.end..];
    let next = tail.split(['、', '，', '；']).next().unwrap_or("");
    let word = &rest[mark.clone()];
    (word.contains("共同")
        || word.contains("协同")
        || word.contains("支持")
        || word.contains("联合")
        || word.contains("落实")
        || word.contains("实施")
        || word.contains("参与"))
        && next.chars().count() <= 10
        && next.ends_with(['办', '局', '会', '委', '厅', '室', '组'])
        && mark.start > 0
        && !rest[..mark.start].ends_with(['厅', '局', '委', '办'])
}

/// Passes the rest of a phrase such as 负责 after 牵头.
fn skip_filler(text: &str, mut at: usize, end: usize) -> usize {
    loop {
        let rest = &text[at..end];
        let word = ["负责", "组织实施", "单位", "部门", "抓好落实", "推进", "落实", "实施", "，", "、", "：", "组织", "抓", "配合", "会同"]
            .iter()
            .find(|w| rest.starts_with(**w));
        match word {
            Some(w) if !matches!(*w, "配合" | "会同") => at += w.len(),
            _ => return at,
        }
    }
}

/// `省科技厅（牵头）`: the bracket gives the part, the others support.
fn roles_in_brackets(text: &str, found: Vec<(Part, Range<usize>)>) -> Vec<(Part, Range<usize>)> {
    let led = |r: &Range<usize>| text[r.clone()].ends_with("（牵头）") || text[r.clone()].ends_with("（牵头单位）");
    if !found.iter().any(|(_, r)| led(r)) {
        return found;
    }
    found
        .into_iter()
        .map(|(part, r)| {
            let bare = text[r.clone()].rfind('（').filter(|_| led(&r)).map_or(r.end, |i| r.start + i);
            match part {
                _ if led(&r) => (Part::Lead, r.start..bare),
                Part::Duty | Part::All => (Part::Support, r),
                other => (other, r),
            }
        })
        .collect()
}
