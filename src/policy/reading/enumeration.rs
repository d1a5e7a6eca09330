//! Names one after another in running text: `市甲局、市乙局等有关部门`, `发展改革、财政等部门`.

use super::lexicon::FIELDS;
use super::names::{Names, is_surely_body};
use super::pattern::{Compiled, pattern};
use std::ops::Range;
use std::sync::LazyLock;

static OTHERS: Compiled = LazyLock::new(|| {
    pattern(r"^等(?P<named>各?(?:有关|相关)(?:部门|单位))?(?:部门|单位|成员单位|[一二三四五六七八九十\d]+(?:个)?(?:部门|单位))?")
});

static TWIN: Compiled = LazyLock::new(|| pattern(r"^（([一-龥]{3,16})）"));

/// What two parties do with each other.
static OTHER_PARTY: Compiled = LazyLock::new(|| pattern(r"^(?:签订|签署|对接|衔接|沟通|协商|建立联系)"));

static ALIAS: Compiled = LazyLock::new(|| pattern(r"^（(?:以下|简称|设在|含|即|办公室设)[^（）]{1,30}）"));

/// A list of names at the start of a text: their ranges and the end of the list.
pub(super) fn list(words: &str, start: usize, names: &Names) -> Option<(Vec<Range<usize>>, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    loop {
        let Some(len) = names.at(&words[at..]) else {
            match fields(words, at) {
                Some((items, end)) => {
                    found.extend(items);
                    at = end;
                    break;
                }
                None if found.is_empty() => return None,
                None => break,
            }
        };
        // `县级以上人民政府教育、民政等部门`: the fields are whose task it is.
        if let Some((items, end)) = fields(words, at + len) {
            found.extend(items);
            at = end;
            break;
        }
        // 市甲局（市乙局）: one body with two name-plates.
        let plate = TWIN.captures(&words[at + len..]).filter(|c| is_surely_body(&c[1])).map_or(0, |c| c[0].len());
        found.push(at..at + len + plate);
        at += len + plate;
        if let Some(m) = ALIAS.find(&words[at..]) {
            at += m.end();
        }
        let rest = &words[at..];
        let Some(joint) = ["、", "以及", "及其", "或者", "和", "及", "与", "或"].iter().find(|j| rest.starts_with(**j)) else {
            break;
        };
        let next = at + joint.len();
        let beside = names.at(&words[next..]);
        if beside.is_none() && fields(words, next).is_none() {
            break;
        }
        // 市政府与各县区签订责任书: the other party is not charged.
        if beside.is_some_and(|len| OTHER_PARTY.is_match(&words[next + len..])) && *joint == "与" {
            break;
        }
        at = next;
    }
    if let Some(c) = OTHERS.captures(&words[at..]) {
        if let Some(m) = c.name("named") {
            found.push(at + m.start()..at + m.end());
        }
        at += c.get(0).map_or(0, |m| m.end());
    }
    Some((found, at))
}

/// `发展改革、财政、公安等部门`: fields of government that share one 部门.
fn fields(words: &str, start: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    loop {
        let rest = &words[at..];
        let field = FIELDS.opening(rest).max_by_key(|f| f.len())?;
        found.push(at..at + field.len());
        at += field.len();
        let rest = &words[at..];
        if let Some(joint) = ["、", "和", "以及"].iter().find(|j| rest.starts_with(**j)) {
            at += joint.len();
            continue;
        }
        let close = [
            "等有关部门",
            "等相关部门",
            "等主管部门",
            "等行政主管部门",
            "等行政管理部门",
            "等部门",
            "等行政部门",
            "等有关单位",
            "等单位",
            "行政主管部门",
            "主管部门",
            "部门",
        ];
        let end = close.iter().find(|c| rest.starts_with(**c))?;
        if let Some(last) = found.last_mut().filter(|_| !end.starts_with('等')) {
            last.end += end.len();
        }
        return (found.len() > 1).then_some((found, at + end.len()));
    }
}
