//! How often something is to be done.

use super::model::{Cadence, Sureness};
use super::pattern::{Compiled, Pattern, pattern};
use super::tense::{Segment, clip};
use std::ops::Range;
use std::sync::LazyLock;

static PERIODS: LazyLock<Vec<(Cadence, Pattern)>> = LazyLock::new(|| {
    [
        (Cadence::Daily, r"每(?:一)?(?:日|天|个工作日)|天天|逐日|按日(?:报|调度|通报|汇总|上报)|日(?:调度|报告|通报|巡查)制?"),
        (Cadence::Weekly, r"每(?:一)?(?:个)?(?:周|星期)|逐周|按周|周周|周(?:调度|通报|报告)|一周一(?:次|调度|通报|会商|研判|报告|总结|小结|分析|评比|督查|检查)"),
        (Cadence::Monthly, r"每(?:一)?(?:个)?月|逐月|按月|月月|月(?:调度|通报|报告|报制)|一月一(?:次|调度|通报|会商|研判|报告|总结|小结|分析|评比|督查|检查)"),
        (Cadence::Quarterly, r"每(?:一)?(?:个)?季度?|按季度?|逐季|季季|季(?:度)?(?:调度|通报|评估|报告)|一季(?:度)?一(?:次|调度|通报|会商|研判|报告|总结|小结|分析|评比|督查|检查|评估)"),
        (Cadence::HalfYearly, r"每半年|半年一(?:次|调度|通报|评估|总结|小结|考核|督查)|按半年|半年(?:调度|通报|评估|总结)|上半年[、和]下半年各|上、下半年各|春秋(?:两|二)季各?|春季[、和]秋季各"),
        (Cadence::Yearly, r"每(?:一)?(?:个)?年(?:度)?|逐年|按年度?|一年一(?:次|度|评|考核|总结|评估)|年度(?:考核|评估|通报)一次"),
    ]
    .into_iter()
    .map(|(cadence, words)| (cadence, pattern(words)))
    .collect()
});
static ONGOING: Compiled = LazyLock::new(|| pattern(r"长期|持续|常态化|常态长效|定期"));
/// Words in which those are not meant so.
static NOT_ONGOING: Compiled = LazyLock::new(|| {
    pattern(
        r"长期(?:以来|护理|照护|性|投资|资金|资本|贷款|股权|未|不)|[中]长期|可持续|持续(?:时间|性|到|至)|不定期|定期(?:存款|限|检验)|(?:以上|中)长期",
    )
});
/// How many bytes around a period are looked at.
const REACH: usize = 300;
static PENALTY: Compiled = LazyLock::new(|| pattern(r"罚款|处罚|滞纳金|加处|按日连续"));

/// Reads the cadence of a text; `due` tells that it names a deadline.
pub(super) fn read(text: &str, segments: &[Segment], due: bool) -> Option<(Cadence, Option<Range<usize>>, Sureness)> {
    let asked = |at: usize| {
        let segment = segments.get(segments.partition_point(|s| s.range.end <= at)).filter(|s| s.range.contains(&at));
        segment.is_none_or(|s| {
            !s.past && !PENALTY.is_match(clip(text, at.saturating_sub(REACH).max(s.range.start)..s.range.end.min(at + REACH)))
        })
    };
    let mut periods: Vec<(usize, Range<usize>, Cadence)> = Vec::new();
    for (rank, (cadence, words)) in PERIODS.iter().enumerate() {
        if let Some(m) = words.find_iter(text).find(|m| asked(m.start()) && !is_word(text, m)) {
            periods.push((rank, m.range(), *cadence));
        }
    }
    if let Some((_, range, cadence)) = periods.into_iter().min_by_key(|p| p.0) {
        return Some((cadence, Some(range), Sureness::Sure));
    }
    let mut others = NOT_ONGOING.find_iter(text).peekable();
    let ongoing = ONGOING.find_iter(text).find(|m| {
        while others.next_if(|o| o.end() < m.end()).is_some() {}
        asked(m.start()) && others.peek().is_none_or(|o| o.start() > m.start())
    });
    match ongoing {
        Some(m) if !due || matches!(m.as_str(), "定期") => Some((Cadence::Ongoing, Some(m.range()), Sureness::Likely)),
        _ if due => Some((Cadence::Once, None, Sureness::Likely)),
        _ => None,
    }
}

/// Whether a match is part of another word: 每年度, 本月报告期, 十月调度.
fn is_word(text: &str, m: &regex::Match) -> bool {
    let before = text[..m.start()].chars().next_back();
    !m.as_str().starts_with(['每', '逐', '按', '一', '半', '春', '上'])
        && m.as_str().chars().zip(m.as_str().chars().skip(1)).next().is_none_or(|(a, b)| a != b)
        && before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '一'..='龥') && !matches!(c, '行' | '展' | '取' | '立' | '按' | '持'))
}

#[cfg(test)]
mod tests {
    use super::super::tense::segments;
    use super::*;

    fn cadence(text: &str, due: bool) -> Option<Cadence> {
        read(text, &segments(text, Some(2025)), due).map(|c| c.0)
    }

    #[test]
    fn every_period() {
        for (text, due, expected) in [
            ("每日上传数据。", false, Some(Cadence::Daily)),
            ("每周调度一次。", false, Some(Cadence::Weekly)),
            ("每月通报。", true, Some(Cadence::Monthly)),
            ("每季度轮换一批图书。", false, Some(Cadence::Quarterly)),
            ("每半年检查一次。", false, Some(Cadence::HalfYearly)),
            ("每年12月底前上交报表。", false, Some(Cadence::Yearly)),
            ("上半年、下半年各清查一遍。", false, Some(Cadence::HalfYearly)),
            ("半年一小结、一年一考核。", false, Some(Cadence::HalfYearly)),
            ("做到月月有进展。", false, Some(Cadence::Monthly)),
            ("长期坚持", false, Some(Cadence::Ongoing)),
            ("常态化清扫河面。", false, Some(Cadence::Ongoing)),
            ("定期会商。", false, Some(Cadence::Ongoing)),
            ("持续推进改革。", true, Some(Cadence::Once)),
            ("完成建设。", true, Some(Cadence::Once)),
            ("长期以来，可持续发展，不定期检查。", false, None),
            ("有效期为一年。", false, None),
            ("到2026年年底建成。", false, None),
            ("每日按百分之三加处罚款。", false, None),
            ("2023年，每月清运1000车。", false, None),
        ] {
            assert_eq!(cadence(text, due), expected, "{text}");
        }
    }
}
