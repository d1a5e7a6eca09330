use super::super::tense::{segments, without_titles};
use super::*;

fn found(text: &str) -> Vec<(f64, String, Comparison, Option<Per>)> {
    let text = without_titles(text);
    let hits = read(&text, &segments(&text, Some(2025)), Setting::default());
    hits.into_iter().map(|(t, _, _)| (t.value, t.unit, t.comparison, t.per)).collect()
}

#[test]
fn numbers_to_be_reached() {
    use Comparison::{About, AtLeast, AtMost, Exactly};
    for (text, value, unit, comparison, per) in [
        ("新建示范单位2000家以上。", 2000.0, "家", AtLeast, None),
        ("合格率不低于98%。", 98.0, "%", AtLeast, None),
        ("达标率稳定在97.5%以上。", 97.5, "%", AtLeast, None),
        ("事故率控制在2‰以内。", 2.0, "‰", AtMost, None),
        ("建成便民服务点150个左右。", 150.0, "个", About, None),
        ("全市检测量每年不少于20万批次。", 20.0, "万批次", AtLeast, Some(Per::Year)),
        ("每年安排引导资金不低于1.5亿元。", 1.5, "亿元", AtLeast, Some(Per::Year)),
        ("每年抓好800家企业达标。", 800.0, "家", Exactly, Some(Per::Year)),
        ("企业入库超过1.2万家。", 1.2, "万家", AtLeast, None),
        ("成交额突破900亿元。", 900.0, "亿元", AtLeast, None),
        ("由2020年的60%提高到80%。", 80.0, "%", AtLeast, None),
        ("细颗粒物浓度下降5个百分点。", 5.0, "个百分点", Exactly, None),
        ("审批时限压缩至3个工作日以内。", 3.0, "个工作日", AtMost, None),
    ] {
        assert_eq!(found(text), [(value, unit.to_owned(), comparison, per)], "{text}");
    }
}

#[test]
fn numbers_that_are_none() {
    for text in [
        "2024年全省共抽检样品1.6万份。",
        "目前已有14个中国驰名商标。",
        "贯彻GB/T19000族标准。",
        "开通12345服务热线。",
        "处2万元以上5万元以下罚款。",
        "自收到之日起15个工作日内办结。",
        "对投资5000万元以上的项目开展评估。",
        "每季度组织一次检查。",
        "制定《培育100家企业行动方案》。",
        "符合第3条规定。",
        "给予最高50万元奖励。",
        "不合格率超过3%的，责令整改。",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}
