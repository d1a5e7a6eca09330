//! The grammar of bodies' names: how one begins, and how what follows shows that it has ended.

use super::collective::levels_together;
use super::lexicon::{ACTS, FIELDS, GOES_ON, INNER, LEVELS, MODALS, NEEDS_A_VERB, NO_SUFFIX, NOT_ACTING, OFFICES, SUFFIXES, VERBS};
use super::names::LONGEST;
use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

/// A place with its kind: `东原省`, `云溪市`.
static PLACE: Compiled = LazyLock::new(|| pattern(r"^[一-龥]{2,4}?(?:自治区|自治州|自治县|新区|省|市|县|区|州|盟|旗|镇|乡)"));
/// Bodies whose names need no level.
static SPECIAL: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:(?:中国)?(?:人民|农业发展)银行|金融监管总局|国家[一-龥]{2,8}(?:总?局|委|署)|(?:国网)?[一-龥]{2,4}?(?:海关|海事局|税务局|银保监局|证监局|监管局|铁路局|电力公司|供电公司|管理局)|人民法院|人民检察院|人民代表大会|共青团(?:中央)?|团中央|工会|(?:计|建|经|农|科|教|体改)委(?:[、要应须和与]|会同|负责)|团[省市县区州]委|总工会|工商联|妇联|残联|科协|供销社|红十字会|消防救援(?:总队|支队|大队|机构)|公安机关|司法机关|检察机关|税务机关|海关|[一-龥]{0,8}(?:领导小组|联席会议|指挥部|专班|专项小组|工作组)(?:办公室)?|[一-龥]{1,6}办公室)",
    )
});
/// Words of a sentence that no name contains.
pub(super) static BREAKS: Compiled = LazyLock::new(|| {
    pattern(
        r"[二两三四五六七八九十]个?部门|应当|会同|负责|凭|牵头|必须|可以|不得|禁止|加强|建立|实行|推进|推动|制定|开展|要|的|把|向|由|按|须|每|是|了|等|将|报|已|其|局长|厅长|部长|主任|书记|[省市县区州]长|兼任|秘书长|所[有属在需称以得谓]|在|或",
    )
});
/// Groups of people set up for a task, whose names quote and use verbs: 推进“放管服”改革协调小组.
static TASK_GROUP: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:国务院|[一-龥]{0,4}[省市县区州])?(?:[一-龥]|“[^“”]{1,10}”){2,20}?(?:领导小组|协调小组|联席会议|指挥部|工作专班|工作组)(?:办公室)?",
    )
});

/// 工会组织 as a name rather than 工会 that organises.
static ORGANISATION: Compiled = LazyLock::new(|| pattern(r"^组织(?:$|和|、|及|与|要|应|须|必须|负责|等|，|。)"));

/// Whether what follows a name is a word that only a subject has after it.
pub(super) fn is_modal(rest: &str) -> bool {
    MODALS.opens(rest) && !ACTS.opening(rest).any(|a| names_field(rest, a))
}

/// Whether what follows shows that a name has ended.
pub(super) fn ends_name(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if !matches!(first, '一'..='龥') {
        return first != '（' || ["（以下", "（简称", "（设在", "（含", "（即", "（办公室设"].iter().any(|w| rest.starts_with(w));
    }
    if INNER.opens(rest) || ORGANISATION.is_match(rest) {
        return false;
    }
    if first == '商' && !["商务", "商贸", "商会", "商业", "商标", "商品", "商行"].iter().any(|w| rest.starts_with(w)) {
        return true;
    }
    let acts = ACTS.opening(rest).any(|a| !names_field(rest, a));
    acts || first == '等' || NOT_ACTING.opens(rest)
}

/// Whether a word that looks like a verb opens a field's name: 应急管理, 监督管理, 审计.
fn names_field(rest: &str, act: &str) -> bool {
    let office = |tail: &str| OFFICES.opens(tail) || SUFFIXES.opens(tail);
    FIELDS.opening(rest).any(|f| f.len() > act.len() && office(&rest[f.len()..]))
        || (act == "应" && rest.starts_with("应急"))
        || (act == "自" && rest.starts_with("自然"))
        || (act == "会" && rest.starts_with("会议"))
        || (act == "监督" && rest.starts_with("监督管理"))
        || (act == "不" && rest.starts_with("不动产"))
}

/// Whether a name goes on after its collective part: `省人民政府办公厅`, `市人民政府教育行政部门`.
pub(super) fn continues_name(rest: &str) -> bool {
    (INNER.opens(rest) || ["有关", "相关", "各", "所属", "派出", "及其派出", "直属"].iter().any(|w| rest.starts_with(w)))
        && !rest.starts_with("各司")
        && !rest.starts_with("各自")
        || FIELDS.opening(rest).any(|f| OFFICES.opens(&rest[f.len()..]))
}

/// Whether a text opens like a name; how many bytes that opening has.
fn opening(s: &str) -> Option<usize> {
    if let Some(m) = SPECIAL.find(s).filter(|m| !VERBS.opens(m.as_str())) {
        return Some(m.end().min(6));
    }
    if let Some(end) = levels_together(s) {
        return Some(end);
    }
    if let Some(level) = LEVELS.opening(s).next() {
        return Some(level.len());
    }
    let field = FIELDS.opening(s).find(|field| {
        let rest = &s[field.len()..];
        OFFICES.opens(rest) || FIELDS.opens(rest) || SUFFIXES.opens(rest) || rest.starts_with(['（', '、', '和'])
    });
    if let Some(field) = field {
        return Some(field.len());
    }
    if VERBS.opens(s) {
        return None;
    }
    if let Some(m) = PLACE.find(s).filter(|m| BREAKS.find(m.as_str()).is_none()) {
        return Some(m.end());
    }
    // An unknown field before 部门: 盐政主管部门.
    let end = s.char_indices().nth(10).map_or(s.len(), |(i, _)| i);
    // Most texts hold no office: a look for a sign of one is cheap.
    if !s[..end].contains(['部', '机']) {
        return None;
    }
    let at = OFFICES.all().find_map(|o| s[..end].find(o)).filter(|&at| at >= 6)?;
    (s[..at].chars().all(|c| matches!(c, '一'..='龥')) && BREAKS.find(&s[..at]).is_none()).then_some(at)
}

/// The end of a name that opens by its level, place or field and ends in a body's suffix.
pub(super) fn by_grammar(s: &str) -> Option<usize> {
    if let Some(m) = TASK_GROUP.find(s).filter(|m| m.as_str().contains('“') && ends_name(&s[m.end()..])) {
        return Some(m.end());
    }
    let start = opening(s)?;
    let limit = BREAKS.find_at(s, start.min(s.len())).map_or(s.len(), |m| m.start());
    let mut depth = 0;
    let (mut fallback, mut count) = (None, 0);
    for (at, c) in s.char_indices() {
        match c {
            '（' => depth += 1,
            '）' if depth > 0 => depth -= 1,
            '一'..='龥' | '0'..='9' | 'A'..='Z' | 'a'..='z' => {}
            '、' if depth > 0 || at < start => {}
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
        let Some(suffix) = SUFFIXES.closing(&s[..end]).next().filter(|x| !only_a_suffix(x, end)) else { continue };
        if NO_SUFFIX.closes(&s[..end]) {
            continue;
        }
        let rest = &s[end..];
        if ends_name(rest) {
            return Some(end);
        }
        if fallback.is_none() && may_end(&s[..end], suffix, start) && !GOES_ON.opens(rest) && !continues_name(rest) {
            fallback = Some(end);
        }
    }
    fallback.filter(|&end| !counts(&s[end..]))
}

/// Whether a suffix is all there is, and no name by itself.
fn only_a_suffix(suffix: &str, end: usize) -> bool {
    suffix.len() == end
        && !matches!(
            suffix,
            "国务院"
                | "海关"
                | "总工会"
                | "工商联"
                | "妇联"
                | "残联"
                | "科协"
                | "供销社"
                | "红十字会"
                | "街道"
                | "派出所"
                | "工会"
                | "共青团"
                | "工会组织"
                | "妇联组织"
        )
}

/// Whether a name may end in this suffix although a word follows that nobody listed: a long suffix shows by itself, a short one where
/// it closes a field of government.
fn may_end(name: &str, suffix: &str, start: usize) -> bool {
    let field = || FIELDS.closes(&name[..name.len() - suffix.len()]);
    let levelled = || LEVELS.opens(name) || PLACE.is_match(name);
    match suffix {
        _ if NEEDS_A_VERB.has(suffix) => field() && levelled(),
        "厅" | "局" => name.len() > start + 2,
        _ if suffix.len() <= 3 => field(),
        _ => true,
    }
}

/// Whether what follows is the subject of a figure: `省级机关节水型单位建成率达到100%` names no body.
fn counts(rest: &str) -> bool {
    static FIGURE: Compiled = LazyLock::new(|| {
        pattern(
            r"^[^，。；、]{0,14}(?:率|比例|比重|占比|数量|总量|总数|面积|规模|强度)(?:达|不|超|保持|稳定|提高|提升|控制|下降|为|在|\d|$)",
        )
    });
    FIGURE.is_match(rest)
}
