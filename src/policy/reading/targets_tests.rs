use super::super::model::{Comparison, Per};
use super::super::tense::{segments, without_titles};
use super::*;

fn found(text: &str, setting: Setting) -> Vec<(f64, String, Comparison, Option<Per>)> {
    let text = without_titles(text);
    let hits = read(&text, &segments(&text, Some(2025)), setting);
    hits.into_iter().map(|(t, _, _)| (t.value, t.unit, t.comparison, t.per)).collect()
}

#[test]
fn numbers_to_be_reached() {
    use Comparison::{About, AtLeast, AtMost, Exactly};
    for (text, value, unit, comparison, per) in [
        ("新建驿站600座以上。", 600.0, "座", AtLeast, None),
        ("完好率不低于96%。", 96.0, "%", AtLeast, None),
        ("到课率稳定在97.5%以上。", 97.5, "%", AtLeast, None),
        ("漏损率控制在9‰以内。", 9.0, "‰", AtMost, None),
        ("建成口袋公园150处左右。", 150.0, "处", About, None),
        ("苗木供应量每年不少于20万株。", 20.0, "万株", AtLeast, Some(Per::Year)),
        ("每年安排引导资金不低于2.5亿元。", 2.5, "亿元", AtLeast, Some(Per::Year)),
        ("每年扶持300户家庭农场。", 300.0, "户", Exactly, Some(Per::Year)),
        ("在册骑手超过1.3万名。", 1.3, "万名", AtLeast, None),
        ("旅游收入突破700亿元。", 700.0, "亿元", AtLeast, None),
        ("由2020年的60%提高到80%。", 80.0, "%", AtLeast, None),
        ("病害率下降5个百分点。", 5.0, "个百分点", Exactly, None),
        ("火灾起数比上年下降20%。", 20.0, "%", Exactly, None),
        ("审批时限压缩至3个工作日以内。", 3.0, "个工作日", AtMost, None),
        ("阅览室每天开放不少于8小时。", 8.0, "小时", AtLeast, Some(Per::Day)),
        ("保教人员每年培训不少于60学时。", 60.0, "学时", AtLeast, Some(Per::Year)),
        ("新增人才公寓8万套（间）。", 8.0, "万套（间）", Exactly, None),
        ("女性占比达到三成以上。", 3.0, "成", AtLeast, None),
        ("发芽率达百分之九十五以上。", 95.0, "%", AtLeast, None),
        ("举办音乐会十场以上。", 10.0, "场", AtLeast, None),
        ("阅览室周开放时间不得少于40小时。", 40.0, "小时", AtLeast, None),
        ("建成五个渡口。", 5.0, "个", Exactly, None),
        ("林地保有量达到三百二十万亩。", 320.0, "万亩", AtLeast, None),
        ("参保人均寿命提高到81岁。", 81.0, "岁", AtLeast, None),
        ("用电量控制在900亿千瓦时以内。", 900.0, "亿千瓦时", AtMost, None),
        ("稻谷产量30亿斤以上。", 30.0, "亿斤", AtLeast, None),
        ("氮肥用量压降7%。", 7.0, "%", Exactly, None),
        ("产量增长6%-9%。", 9.0, "%", Exactly, None),
        ("解决4万人的出行困难。", 4.0, "万人", Exactly, None),
        ("开行旅游专列24列。", 24.0, "列", Exactly, None),
    ] {
        assert_eq!(found(text, Setting::default()), [(value, unit.to_owned(), comparison, per)], "{text}");
    }
}

#[test]
fn one_is_counted_where_more_of_the_same_are() {
    let values = |text| found(text, Setting::default()).into_iter().map(|t| t.0).collect::<Vec<_>>();
    assert_eq!(values("创建省级码头1个、市级码头3个。"), [1.0, 3.0]);
    assert_eq!(values("打造1个省级码头、4个市级码头。"), [1.0, 4.0]);
    assert!(values("建立1个专班。").is_empty());
}

#[test]
fn numbers_that_are_none() {
    for text in [
        "2024年全省共修剪行道树1.6万株。",
        "“十三五”时期，建成驿站37个。",
        "免费接送70岁以上乘客。",
        "落实2%的征收率。",
        "目前已有14个老字号。",
        "贯彻GB/T19001标准。",
        "开通12345热线。",
        "处2万元以上5万元以下罚款。",
        "自收件之日起12个工作日内办结。",
        "对投资5000万元以上的项目开展评估。",
        "每季度组织一次检查。",
        "制定《扶持100户农场行动方案》。",
        "符合第3条规定。",
        "给予最高50万元奖励。",
        "倒伏率超过3%的，责令补种。",
        "整治学校周边200米范围内的摊点。",
        "对全县256个行政村开展普查。",
        "拆除10蒸吨及以下锅炉。",
        "推广“五个百分之百”做法。",
        "建立三级网络，形成一套制度，每年开展两次演练。",
    ] {
        assert_eq!(found(text, Setting::default()), [], "{text}");
    }
}

#[test]
fn an_article_asks_for_rates_and_for_what_is_to_come() {
    let article = Setting { article: true, ..Setting::default() };
    assert_eq!(found("到2027年，再生水利用率不低于30%。", article).len(), 1);
    assert_eq!(found("“十五五”期间，全市新增泊位不少于9万个，其中2026年筹建2万个。", article).len(), 2);
    assert_eq!(found("每个房间居住人数不得超过4人。", article), []);
    assert_eq!(found("驾驶员不少于20人，场地不小于500平方米。", article), []);
}
