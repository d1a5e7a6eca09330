//! Names of public bodies: where one begins in running text and where it ends.

use super::lexicon::{ACTS, FIELDS, GOES_ON, LEVELS, NOT_ACTING, OFFICES, SUFFIXES, VERBS};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The most characters a name has.
const LONGEST: usize = 26;

static COLLECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"(?:县级以上|市级以上|乡级以上|各级|地方各级|地方|各|上级|本级|所在地|属地|当地|省|市|县|区)?",
        r"(?:设区的?市|设区市|地级市|省辖市|自治州|市|县|区|旗|州|地区|乡镇|乡|镇|街道|开发区|功能区|园区|（[市县区旗州、盟地乡镇街道办事处]{1,9}）|地方|、|和|以及|级)*",
        r"(?:人民政府|政府|党委和政府|党委、政府|党委政府|党委|党（工）委|管委会|管理委员会|街道办事处)(?:（管委会）|（管理委员会）|（办事处）|（开发区管委会）)?",
        r"|各(?:设区的?市|设区市|地级市|市|县|区|旗|州|地区|地|乡镇|镇|乡|街道|有关|相关|责任|牵头|配合|成员|主管|职能|（[市县区旗州、乡镇街道办事处]{1,9}）|、|和)*(?:部门和单位|部门|单位|地区|地|设区市|市|县|区|旗|州|（[市县区旗州、乡镇街道办事处]{1,9}）|乡镇|乡|镇|街道|方面)",
        r"|(?:国家|省|市|县|区|省级|市级|县级|各级|中央|省直|市直|本级|上级|县（市、区）)?(?:各)?(?:有关|相关)+(?:职能|行业|业务|主管|行政|监管|执法|综合管理)*(?:部门和单位|部门|单位|委办局|厅局|地区|地方|方面)",
        r"|(?:省|市|县|区|各)?(?:成员单位|牵头单位|责任单位|牵头部门|责任部门|配合单位)",
        r")"
    ))
    .expect("a literal")
});
/// A place with its kind: `东原省`, `云溪市`.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[一-龥]{2,4}?(?:自治区|自治州|自治县|新区|省|市|县|区|州|盟|旗|镇|乡)").expect("a literal"));
/// Bodies whose names need no level.
static SPECIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:中国)?人民银行|金融监管总局|国家[一-龥]{2,8}(?:总?局|委|署)|[一-龥]{2,4}?(?:海关|海事局|税务局|银保监局|证监局|监管局|铁路局|电力公司|供电公司|管理局)|人民法院|人民检察院|人民代表大会|共青团|团[省市县区]委|总工会|工商联|妇联|残联|科协|供销社|红十字会|消防救援(?:总队|支队|大队|机构)|公安机关|司法机关|检察机关|税务机关|海关|[一-龥]{0,8}(?:领导小组|联席会议|指挥部|专班|专项小组|工作组)(?:办公室)?|[一-龥]{1,6}办公室)").expect("a literal")
});
/// Words of a sentence that no name contains.
static BREAKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"应当|会同|负责|牵头|必须|可以|不得|禁止|加强|建立|推进|推动|制定|开展|要|的|把|向|由|按|须|每|是|了|等|将|报|已|其|所|在|或",
    )
    .expect("a literal")
});

/// The names that a document or a directory makes known, and the grammar of names.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<char, Vec<String>>,
}

impl Names {
    /// Adds a name that is known to be one.
    pub fn learn(&mut self, name: &str) {
        let Some(first) = name.chars().next() else { return };
        if name.chars().count() < 2 || name.chars().count() > LONGEST {
            return;
        }
        let list = self.known.entry(first).or_default();
        if list.len() < 2000 && !list.iter().any(|n| n == name) {
            list.push(name.to_owned());
            list.sort_by_key(|n| std::cmp::Reverse(n.len()));
        }
    }

    fn known_at(&self, s: &str) -> Option<usize> {
        let list = self.known.get(&s.chars().next()?)?;
        list.iter().find(|n| s.starts_with(n.as_str())).map(String::len)
    }

    /// The length of the name a text opens with.
    pub fn at(&self, s: &str) -> Option<usize> {
        let window = s.char_indices().nth(LONGEST + 14).map_or(s, |(i, _)| &s[..i]);
        let known = self.known_at(window);
        if let Some(len) = known.filter(|&len| ends_name(&window[len..])) {
            return Some(len);
        }
        let collective = COLLECTIVE.find(window).map(|m| m.end()).filter(|&len| !continues_name(&window[len..]));
        if let Some(len) = collective.filter(|&len| ends_name(&window[len..])) {
            return Some(len);
        }
        let built = by_grammar(window);
        let built = built.or_else(|| by_its_end(window));
        match (known, collective, built) {
            (Some(k), _, Some(b)) => Some(k.max(b)),
            (k, c, b) => b.or(k).or(c),
        }
    }
}

/// The end of a name such as `各市、县（市、区）人民政府`, which holds separators itself.
pub(super) fn collective_end(s: &str) -> Option<usize> {
    let window = s.char_indices().nth(LONGEST).map_or(s, |(i, _)| &s[..i]);
    COLLECTIVE.find(window).map(|m| m.end()).filter(|&end| s[..end].ends_with("政府") || s[..end].ends_with('）'))
}

/// Whether what follows shows that a name has ended.
fn ends_name(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if !matches!(first, '一'..='龥') {
        return first != '（' || ["（以下", "（简称", "（设在", "（含", "（即", "（办公室设"].iter().any(|w| rest.starts_with(w));
    }
    let inner = [
        "组织部",
        "宣传部",
        "办公",
        "统计局",
        "会议",
        "督查室",
        "督查局",
        "研究室",
        "参事室",
        "管理局",
        "执法局",
        "保障局",
        "监督局",
        "审计局",
        "审计厅",
        "采购",
        "联合会",
    ];
    if inner.iter().any(|w| rest.starts_with(w)) {
        return false;
    }
    if first == '商' && !["商务", "商贸", "商会", "商业", "商标", "商品", "商行"].iter().any(|w| rest.starts_with(w)) {
        return true;
    }
    let acts = ACTS.iter().filter(|a| rest.starts_with(*a)).any(|a| !names_field(rest, a));
    acts || first == '等' || NOT_ACTING.iter().any(|n| rest.starts_with(n))
}

/// Whether a word that looks like a verb opens a field's name: 应急管理, 监督管理, 审计.
fn names_field(rest: &str, act: &str) -> bool {
    FIELDS.iter().any(|f| {
        f.len() > act.len() && rest.starts_with(f) && OFFICES.iter().chain(SUFFIXES.iter()).any(|o| rest[f.len()..].starts_with(o))
    }) || (act == "应" && rest.starts_with("应急"))
        || (act == "自" && rest.starts_with("自然"))
        || (act == "会" && rest.starts_with("会议"))
        || (act == "监督" && rest.starts_with("监督管理"))
        || (act == "不" && rest.starts_with("不动产"))
}

/// Whether a name goes on after its collective part: `省人民政府办公厅`, `市人民政府教育行政部门`.
fn continues_name(rest: &str) -> bool {
    ["办公", "有关", "相关", "各", "所属", "派出", "及其派出", "直属", "组织部", "宣传部"].iter().any(|w| rest.starts_with(w))
        && !rest.starts_with("各司")
        && !rest.starts_with("各自")
        || FIELDS.iter().any(|f| rest.starts_with(f) && OFFICES.iter().any(|o| rest[f.len()..].starts_with(o)))
}

/// Whether a text opens like a name; how many bytes that opening has.
fn opening(s: &str) -> Option<usize> {
    if let Some(m) = SPECIAL.find(s).filter(|m| !starts_with_verb(m.as_str())) {
        return Some(m.end().min(6));
    }
    if let Some(level) = LEVELS.iter().find(|l| s.starts_with(**l)) {
        return Some(level.len());
    }
    if let Some(field) = FIELDS.iter().find(|f| s.starts_with(**f)) {
        let rest = &s[field.len()..];
        if OFFICES.iter().any(|o| rest.starts_with(o))
            || FIELDS.iter().any(|f| rest.starts_with(f))
            || rest.starts_with(['（', '局', '厅', '委', '、', '和'])
        {
            return Some(field.len());
        }
    }
    if starts_with_verb(s) {
        return None;
    }
    if let Some(m) = PLACE.find(s).filter(|m| BREAKS.find(m.as_str()).is_none()) {
        return Some(m.end());
    }
    // An unknown field before 部门: 盐政主管部门.
    let end = s.char_indices().nth(10).map_or(s.len(), |(i, _)| i);
    let at = s[..end].find("主管部门").or_else(|| s[..end].find("部门")).or_else(|| s[..end].find("机关")).filter(|&at| at >= 6)?;
    BREAKS.find(&s[..at]).is_none().then_some(at)
}

fn starts_with_verb(s: &str) -> bool {
    VERBS.iter().any(|v| s.starts_with(*v))
}

/// Suffixes that name bodies only where a verb follows: 养老服务中心覆盖率 is none.
const NEEDS_A_VERB: [&str; 7] = ["中心", "街道", "学会", "总站", "小组", "联合会", "银行"];

/// Words that only look as if they ended in a body's suffix.
const NO_SUFFIX: [&str; 24] = [
    "全部", "内部", "外部", "局部", "干部", "总部", "大部", "布局", "格局", "大局", "全局", "部署", "签署", "举办", "督办", "交办", "查办",
    "创办", "开办", "兴办", "经办", "核心", "大厅", "餐厅",
];

/// The end of a name that opens by its level, place or field and ends in a body's suffix.
fn by_grammar(s: &str) -> Option<usize> {
    let start = opening(s)?;
    let limit = BREAKS.find_at(s, start.min(s.len())).map_or(s.len(), |m| m.start());
    let mut depth = 0;
    let (mut fallback, mut count) = (None, 0);
    for (at, c) in s.char_indices() {
        match c {
            '（' => depth += 1,
            '）' if depth > 0 => depth -= 1,
            '一'..='龥' | '0'..='9' | 'A'..='Z' | 'a'..='z' => {}
            '、' if depth > 0 => {}
            _ => break,
        }
        count += 1;
        let end = at + c.len_utf8();
        if end > limit || count > LONGEST {
            break;
        }
        if depth > 0 || end < start && count < 2 {
            continue;
        }
        let Some(suffix) = SUFFIXES.iter().find(|x| s[..end].ends_with(**x)) else { continue };
        if suffix.len() == end
            && !matches!(*suffix, "国务院" | "海关" | "总工会" | "工商联" | "妇联" | "残联" | "科协" | "供销社" | "红十字会")
        {
            continue;
        }
        let rest = &s[end..];
        if NO_SUFFIX.iter().any(|w| s[..end].ends_with(w)) {
            continue;
        }
        if ends_name(rest) {
            return Some(end);
        }
        if fallback.is_none()
            && !GOES_ON.iter().any(|g| rest.starts_with(g))
            && !continues_name(rest)
            && suffix.len() > 3
            && !NEEDS_A_VERB.contains(suffix)
        {
            fallback = Some(end);
        }
    }
    fallback.or_else(|| weak_end(s, start, limit))
}

/// A name without any known beginning (`江川银监分局要…`): a strict end and a verb after it.
fn by_its_end(s: &str) -> Option<usize> {
    if starts_with_verb(s) {
        return None;
    }
    let limit = BREAKS.find(s).map_or(s.len(), |m| m.start());
    let ends = s.char_indices().take(16).take_while(|(_, c)| matches!(c, '一'..='龥')).map(|(at, c)| at + c.len_utf8());
    ends.take_while(|&end| end <= limit).find(|&end| {
        let strict =
            ["分局", "局", "厅", "支行", "分行", "海关", "总队", "支队", "大队", "委员会", "管委会", "领导小组", "指挥部", "办公室"];
        end >= 12
            && strict.iter().any(|x| s[..end].ends_with(x))
            && !NO_SUFFIX.iter().any(|w| s[..end].ends_with(w))
            && !GOES_ON.iter().any(|g| s[end..].starts_with(g))
            && ends_name(&s[end..])
            && !s[end..].is_empty()
    })
}

/// A name ending in one of the short suffixes, followed by a word nobody listed.
fn weak_end(s: &str, start: usize, limit: usize) -> Option<usize> {
    let end = s.char_indices().map(|(i, c)| (i + c.len_utf8(), c)).take(14).find(|&(end, c)| {
        end > start + 2 && end <= limit && matches!(c, '厅' | '局') && !GOES_ON.iter().any(|g| s[end..].starts_with(g))
    })?;
    s[..end.0].chars().all(|c| matches!(c, '一'..='龥')).then_some(end.0)
}

/// Whether a listed item is a body's name by its end.
pub(super) fn is_body(name: &str) -> bool {
    let count = name.chars().count();
    let bare = name.strip_suffix('）').and_then(|n| n.rfind('（').map(|i| &n[..i])).unwrap_or(name);
    (2..=34).contains(&count)
        && !name.contains(['。', '，', '；', '：', '《', '“'])
        && (SUFFIXES.iter().any(|s| bare.ends_with(s))
            || COLLECTIVE.find(name).is_some_and(|m| m.end() == name.len())
            || [
                "单位",
                "院",
                "行",
                "社",
                "站",
                "会",
                "所",
                "队",
                "处",
                "组",
                "关",
                "公司",
                "集团",
                "大学",
                "学院",
                "各地",
                "联",
                "市",
                "县",
                "区",
                "机构",
                "协",
                "校",
                "分公司",
                "处",
                "站",
                "镇",
                "乡",
                "街道",
                "园区",
                "开发区",
            ]
            .iter()
            .any(|s| bare.ends_with(s)))
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
