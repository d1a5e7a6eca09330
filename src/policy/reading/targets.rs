//! Numbers to be reached.

use super::comparing::{PERIOD, REACHES, comparison, per, what};
use super::model::{Sureness, Target};
use super::pattern::{Compiled, pattern};
use super::quantity::{Quantity, quantities};
use super::tense::{Segment, clip};
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs whose number is to be reached.
static AIMS: Compiled = LazyLock::new(|| {
    pattern(concat!(
        r"新建|新增|建成|建设|建立|完成|实现|培育|引进|打造|创建|认定|改造|抓好|组织|举办|实施|推广|发放|安排|培训|发展|遴选|制定|修订|发布|推出|布局|增加|扩大|压减|减少|淘汰|关闭|整治|治理|绿化|造林|修复|种植|招引|签约|投放|配备|选派|招聘|吸纳|帮扶|救助|",
        r"检查|抽检|抽查|检测|监测|巡查|查处|达到|达|提高|提升|下降|降低|增长|降至|控制|稳定|保持|覆盖|突破|超过|形成|累计|总数|总量|规模|数量|开展|选树|评选|支持|扶持|资助|表彰|命名|录用|设立|筹集|投入|引育|集聚|孵化|转化|办理|开通|开行|开工|投用|更新|升级|完善|创成|争创|争取|力争|确保|不少于|不低于|不超过|至少|以上|左右|以内|储备|入库|改建|扩建|续建|提供|开发|募集|落地|攻克|突破|研发|授牌|命名|推荐|输送|培养|储存|供应|收储|回收|处置|补植|清理|拆除|化解|盘活|供给|筹建|建好|转型|带动|吸引|促成|帮助|组建|成立|组织|招录|招募|出台|编制|确定|选定|评定|安装|获批|上市|受理|签订|纳入|参训|招生|接入|上线|推动|推进|惠及|服务|压降|削减|减排|使用外资|利用外资|接待|解决|加固|复垦|复耕|关停|取缔|清收|征收|归集|配齐|安置|搬迁|腾退|疏浚|铺设|架设|栽植|补种|出栏|存栏|产量|产值|吞吐量|走访|调解|办结|消化|消纳|采购|认证|管护|轮换|评审|轮训",
    ))
});
/// Numbers that are fines, subsidies, conditions: given or required, not reached.
static PAID: Compiled = LazyLock::new(|| {
    pattern(r"罚款|处以|处\d|并处|奖励|补助|补贴|资助|给予|一次性|贴息|注册资本|保证金|收费|缴纳|赔偿|滞纳金|工资|最高|每人每|按每|为标准")
});
static RATE: Compiled = LazyLock::new(|| {
    pattern(r"率|比重|比例|占|增长|增速|下降|压降|削减|减排|提高|降低|提升|达|强度|覆盖|不低于|以上|以内|不超过|左右|控制|度|零|全部")
});
static LIMITS: Compiled = LazyLock::new(|| pattern(r"压缩|压减|缩短|控制在|提速|缩减|减至"));
/// Time that is to be spent: 每天开放不少于8小时.
static LASTING: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:培训|学习|开放|服务|运动|锻炼|活动|体育|睡眠|播出|供[水热暖气]|授课|宣传)[^，。]{0,8}(?:不少于|不低于|不得少于|不得低于|至少|达到)$",
    )
});
static RANGE: Compiled = LazyLock::new(|| pattern(r"^(?:—|–|-|~|～|至|到)\d"));
static LISTED: Compiled = LazyLock::new(|| pattern(r"(?:\d[\d.,]*[^\d，。；、和及]{0,6}[、和及])+$"));
static BASELINE: Compiled = LazyLock::new(|| pattern(r"(?:由|从)[^，。]{0,24}$"));
static CHANGED: Compiled = LazyLock::new(|| {
    pattern(r"^[^，。]{0,12}?(?:提高|提升|增加|增长|扩大|下降|降低|降|减少|压减|压缩|缩短|增|升|上升|发展|拓展|延长|减)(?:到|至|为)")
});
static DESCRIBES: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:范围|半径|周边|宽|高|长|深|厚)|^的(?:[^目水要标增速]|标的)|^(?:以上|以下|以内|及以上|及以下)(?:的(?:[^目水要标增速]|标的)|企业|单位|学校|项目|工程|机组|锅炉|车辆|园区|乡镇|村|城市|人口|老年人|大型|公共|景区|居民|建筑|场所)",
    )
});

/// A measure with 以上 or 以下 before a noun tells what size of thing is meant: 10蒸吨及以下锅炉.
static SIZED: Compiled = LazyLock::new(|| {
    pattern(r"^(?:（含）)?及?(?:以上|以下|以内)(?:（含）)?(?:[^，。；、：（）“”的并和且与及用支其左等]|的[^目水要标增速])")
});

/// A sentence that looks ahead.
static AHEAD: Compiled = LazyLock::new(|| pattern(r"到\d{4}年|到“|力争|确保|全年|年底|\d{4}年|期间|每年"));
/// The number closes its segment.
static ENDS: Compiled = LazyLock::new(|| pattern(r"^(?:以上|左右|以内|以下)?(?:$|（|、|和)"));

/// Verbs right before a number in Chinese numerals that say that it is counted.
static COUNTS_UP: Compiled = LazyLock::new(|| pattern(r"(?:新建|新增|建成|培育|创建|完成|达到)(?:约)?$"));
/// What follows a number counts more of the same: 创建省级园区1个、市级园区3个.
static SAME_AGAIN: Compiled = LazyLock::new(|| pattern(r"^(?:[、和][^，。；、\d]{2,12}|[^，。；、\d]{1,14}[、和])\d+([一-龥])"));
/// A rate that is laid down by law: 3%的征收率.
static LAID_DOWN: Compiled = LazyLock::new(|| pattern(r"^的[^，。；、]{0,8}(?:税率|征收率|利率|费率|折扣|优惠)"));
static SOLVED: Compiled = LazyLock::new(|| pattern(r"(?:解决|改善|保障|满足|惠及)(?:了|近|约|好)?$"));
/// All there are of something, told of and not asked for: 对全县256个行政村.
static ALL_THERE_ARE: Compiled =
    LazyLock::new(|| pattern(r"(?:对|在|从|向|将)(?:全[省市县区州镇]|辖区|现有|所有|原有|其余|其他)[^，。0-9]{0,6}$"));

/// Nouns that a measure right before them describes: 1000万美元企业.
const KEEPERS: [&str; 5] = ["企业", "项目", "单位", "学校", "机组"];

/// Where the numbers stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Setting {
    /// An article of a regulation: its numbers are mostly conditions.
    pub article: bool,
    /// An item of a list of conditions.
    pub condition: bool,
    /// A row of a table of tasks.
    pub row: bool,
}

/// A target and where it is.
pub(super) type Hit = (Target, Range<usize>, Sureness);

/// Finds the numbers to be reached in a text without the words of titles.
pub(super) fn read(titleless: &str, segments: &[Segment], setting: Setting) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    // The sentence of the last number that was found.
    let mut last = None;
    if setting.condition {
        return found;
    }
    for segment in segments.iter().filter(|s| !s.past) {
        let words = &titleless[segment.range.clone()];
        if is_conditional(words) {
            continue;
        }
        let sentence = clip(titleless, segment.sentence.max(segment.range.start.saturating_sub(300))..segment.range.end);
        // What a sentence asks for in one part it asks for in the next: 新增学位300个，教师40名。
        let carried = last == Some(segment.sentence);
        let asked = setting.row || carried || AHEAD.is_match(sentence);
        for quantity in quantities(words) {
            if let Some((target, range, sure)) = target(words, quantity, setting, asked) {
                let range = segment.range.start + range.start..segment.range.start + range.end;
                last = Some(segment.sentence);
                if seen.insert((target.value.to_bits(), target.unit.clone())) {
                    found.push((target, range, sure));
                }
            }
        }
    }
    found
}

/// `对超过10人的，`, `未达到80%的`: a case, not an aim.
fn is_conditional(words: &str) -> bool {
    words.ends_with('的') || words.starts_with("违反") || words.starts_with("对未")
}

/// How many bytes around a number are looked at: what lies far away does not bear on it.
const REACH: usize = 240;

fn target(segment: &str, quantity: Quantity, setting: Setting, asked: bool) -> Option<Hit> {
    let Quantity { value, unit, range, more, spelled } = quantity;
    let before = clip(segment, range.start.saturating_sub(REACH)..range.start);
    let after = clip(segment, range.end..range.end + REACH);
    let words = clip(segment, range.start.saturating_sub(REACH)..range.end + REACH);
    // Of a range only the far end is to be reached.
    if !stands_free(before, after, &unit) || RANGE.is_match(after) || BASELINE.is_match(before) && CHANGED.is_match(after) {
        return None;
    }
    // 分别达到98%、97%和99%: what is said of the first holds for all.
    let of_list = LISTED.find(before).map_or(before, |m| &before[..m.start()]);
    let (comparison, explicit) = comparison(of_list, after, more, &unit, value);
    let number = Number { words, before, after, unit: &unit, value, explicit, spelled };
    if !number.is_reached(asked) || setting.article && !number.holds_in_an_article(asked) {
        return None;
    }
    let target = Target { value, comparison, per: per(before), what: what(before), unit };
    Some((target, range, if explicit { Sureness::Sure } else { Sureness::Likely }))
}

/// A number in its segment.
struct Number<'a> {
    words: &'a str,
    before: &'a str,
    after: &'a str,
    unit: &'a str,
    value: f64,
    /// The text says how it is to be compared.
    explicit: bool,
    /// In Chinese numerals.
    spelled: bool,
}

impl Number<'_> {
    fn is_percent(&self) -> bool {
        matches!(self.unit, "%" | "‰" | "个百分点" | "百分点" | "成")
    }

    fn lasts(&self) -> bool {
        matches!(self.unit, "天" | "小时" | "分钟" | "个月" | "个工作日" | "工作日")
    }

    /// Whether it is something to be reached; `asked` tells that the sentence looks ahead.
    fn is_reached(&self, asked: bool) -> bool {
        let unit = self.unit;
        let money = unit.ends_with('元');
        if PAID.is_match(self.words) && (money || self.is_percent())
            || self.is_percent() && (self.after.starts_with("的，") || LAID_DOWN.is_match(self.after))
        {
            return false;
        }
        if self.spelled
            && !self.is_percent()
            && !(self.value >= 2.0 && (self.explicit || self.unit.starts_with(['万', '亿']) || COUNTS_UP.is_match(self.before)))
        {
            return false;
        }
        if unit == "岁" {
            return REACHES.is_match(self.before);
        }
        if self.lasts() {
            return LIMITS.is_match(self.before) || self.explicit && LASTING.is_match(self.before);
        }
        if ALL_THERE_ARE.is_match(self.before) {
            return false;
        }
        if self.is_percent() {
            return RATE.is_match(self.words) || AIMS.is_match(self.words) || self.value >= 100.0;
        }
        let measured = ["元", "人", "吨", "米", "瓦", "公里", "亩", "公顷"].iter().any(|u| unit.ends_with(u));
        if measured && SIZED.is_match(self.after) {
            return false;
        }
        if measured && KEEPERS.iter().any(|k| self.after.starts_with(k)) {
            return false;
        }
        // 解决5万人的出行困难: those who are helped are counted.
        if unit.ends_with('人') && SOLVED.is_match(self.before) {
            return true;
        }
        if DESCRIBES.is_match(self.after) && (measured || !self.explicit || self.after.contains("的")) {
            return false;
        }
        let several = SAME_AGAIN.captures(self.after).is_some_and(|c| &c[1] == unit);
        let single = !several && self.value < 2.0 && matches!(unit, "次" | "轮" | "批" | "期" | "场" | "个" | "级" | "名");
        let closes = asked && ENDS.is_match(self.after) && self.before.chars().filter(|c| matches!(c, '一'..='龥')).count() >= 2;
        let once = single && matches!(unit, "次" | "轮");
        !once && self.explicit || !single && (AIMS.is_match(self.before) || closes)
    }

    /// An article's numbers are conditions unless they are rates or asked for by a period or a day.
    fn holds_in_an_article(&self, asked: bool) -> bool {
        self.is_percent() && RATE.is_match(self.before)
            || self.explicit && (PERIOD.is_match(self.before) || asked) && AIMS.is_match(self.before)
            || asked && (COUNTS_UP.is_match(self.before) || self.before.contains("其中") && AIMS.is_match(self.before))
    }
}

/// Whether the number is a quantity and no part of a name, an ordinal or a date.
fn stands_free(before: &str, after: &str, unit: &str) -> bool {
    let last = before.chars().next_back();
    let bound = last.is_some_and(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '第' | '〔' | '+' | '/' | '×' | '_' | '号' | '“')
            || matches!(c, '—' | '-' | '～' | '~') && before.chars().rev().nth(1).is_none_or(|d| !d.is_ascii_digit() && d != '%')
    });
    let next = after.chars().next();
    let word = match unit {
        // “五个百分之百”
        "%" => before.ends_with('个'),
        "个" => after.starts_with('月') || after.starts_with("工作日"),
        "级" | "度" | "期" | "分" | "星" | "本" | "部" | "成" | "届" | "岗" | "卷" | "列" => {
            next.is_some_and(|c| matches!(c, '一'..='龥') && !matches!(c, '以' | '左'))
        }
        // 百亿级产业, 产值10亿级园区
        _ if unit.len() > 3 && unit.ends_with('级') => true,
        "人" => after.starts_with('民') || after.starts_with("员密"),
        "条" | "项" => after.starts_with("规定") || before.ends_with('第'),
        "万" | "亿" => next.is_some_and(|c| matches!(c, '一'..='龥') && !matches!(c, '以' | '左')),
        "天" | "小时" => after.starts_with("服务") || after.starts_with("值"),
        _ => false,
    };
    !bound && !word
}

#[cfg(test)]
#[path = "targets_tests.rs"]
mod tests;
