//! The contract, sentence by sentence.

use super::{ReadClause, Reading, Source, read};

fn reading(text: &str) -> Reading {
    read(&Source { name: "x.txt", bytes: text.as_bytes() }).unwrap()
}

fn clauses(text: &str) -> Vec<ReadClause> {
    reading(text).clauses(&[]).collect()
}

fn paths(text: &str) -> Vec<String> {
    clauses(text).iter().map(|c| c.path.join("/")).collect()
}

fn only(text: &str) -> ReadClause {
    let mut clauses = clauses(text);
    assert_eq!(clauses.len(), 1, "{clauses:?}");
    clauses.remove(0)
}

#[test]
fn levels_are_recognised_by_how_they_are_used() {
    assert_eq!(
        paths("第一章 总则\n第一条 甲。\n第二章 分则\n第一节 申请\n第二条 乙：\n（一）丙；\n（二）丁。\n"),
        ["一/一", "二/一/二/一", "二/一/二/二"]
    );
    assert_eq!(paths("一、甲\n（一）乙\n1.丙。\n（1）丁。\n①戊。\n②己。\n（二）庚。\n"), ["一/一/1/1/1", "一/一/1/1/2", "一/二"]);
    // 1. outside, （一） inside: the document's own use decides.
    assert_eq!(paths("1.甲\n（一）乙。\n（二）丙。\n2.丁\n（一）戊。\n"), ["1/一", "1/二", "2/一"]);
    assert_eq!(paths("1、甲。\n2．乙。\n3﹒丙。\n４.丁。\n"), ["1", "2", "3", "4"]);
}

#[test]
fn numbering_restarts_or_runs_on() {
    assert_eq!(paths("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。\n"), ["一/一", "一/二", "二/一"]);
    assert_eq!(paths("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（三）戊。\n"), ["一/一", "一/二", "二/三"]);
}

#[test]
fn a_bare_heading_holds_what_follows_although_its_level_stood_elsewhere_before() {
    assert_eq!(paths("一、甲\n1、乙。\n2、丙。\n二、丁\n（一）戊\n3、己。\n（二）庚\n4、辛。\n"), ["一/1", "一/2", "二/一/3", "二/二/4"]);
}

#[test]
fn numbers_in_a_sentence_open_nothing() {
    assert_eq!(paths("一、甲。一是乙；二是丙。\n二是丁。\n二、戊。\n"), ["一", "二"]);
    assert_eq!(paths("一、对符合《条例》第五条\n第（一）项、\n（三）项情形的，依法处罚。\n二、乙。\n"), ["一", "二"]);
    assert_eq!(paths("第一条 按照下列规定：（一）甲；（二）乙。\n第二条 违反第一条的，罚款。\n"), ["一", "二"]);
}

#[test]
fn furniture_does_not_disturb() {
    let joined = only("一、全面巡查江河堤防、山塘水库、病险涵闸等部位以及沿线低\n\n— 5 —\n\n洼村落的排水设施。\n");
    assert_eq!(joined.text, "全面巡查江河堤防、山塘水库、病险涵闸等部位以及沿线低洼村落的排水设施。");
    let joined = only("一、办好读书月活动，对书店、农家书屋以及面向少年儿童开放的乡镇图\n\n某某文件汇\n\n书馆分馆，要延长开放。\n");
    assert_eq!(joined.text, "办好读书月活动，对书店、农家书屋以及面向少年儿童开放的乡镇图书馆分馆，要延长开放。");
    assert_eq!(paths("某办法\n目录\n第一章 总则\n第二章 罚则\n第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。\n"), ["一/一", "二/二"]);
    assert_eq!(paths("某规划\n目　录\n一、基础……1\n（一）甲……2\n二、目标……3\n一、基础\n（一）甲。\n二、目标\n"), ["一/一", "二"]);
}

#[test]
fn each_row_of_a_table_of_tasks_is_a_clause() {
    let tabs = "一、分工\n序号\t任务\t牵头单位\t配合单位\t完成时限\n1\t建设平台。\t省甲厅\t省乙厅、省丙厅\t2025年6月底前\n2\t整治市场。\t省丁局\t\t长期\n二、要求\n";
    assert_eq!(paths(tabs), ["一/1", "一/2", "二"]);
    let drawn = "┌──┬────┬────┐\n│序号│任务│牵头单位│\n├──┼────┼────┤\n│1│建设平│省甲厅│\n│ │台。│省乙厅│\n└──┴────┴────┘\n";
    let row = only(drawn);
    assert_eq!((row.path, row.lead.iter().map(|b| b.name.as_str()).collect::<Vec<_>>()), (vec!["1".to_owned()], vec!["省甲厅", "省乙厅"]));
}

#[test]
fn an_attachment_comes_first_in_the_path() {
    let text = "关于印发某方案的通知\n各单位：\n现印发给你们。\n附件：1.方案\n2.清单\n某市教育局\n2024年5月6日\n附件1\n方案\n一、甲。\n附件2\n清单\n一、乙。\n";
    assert_eq!(paths(text), ["附件1/一", "附件2/一"]);
}

#[test]
fn headings_end_at_the_first_stop() {
    assert_eq!(only("一、加强领导。各级要重视。\n").heading.as_deref(), Some("加强领导"));
    assert_eq!(only("一、工作目标\n到2025年，建成10个。\n").heading.as_deref(), Some("工作目标"));
    assert_eq!(only("第一条 为规范管理，制定本办法。\n").heading, None);
    let section = only("一、总体要求\n（一）指导思想。坚持原则。\n");
    assert_eq!((section.label.as_str(), section.section), ("（一）", vec!["总体要求".to_owned()]));
}

#[test]
fn a_rule_named_after_a_body_is_no_body() {
    for rule in ["实行河湖会商联席会议制度", "建立渡口整治领导小组例会制度", "健全市河长办联系机制"] {
        let clause = only(&format!("一、{rule}。市水利局、市林业局要按月通报情况。\n"));
        let lead: Vec<&str> = clause.lead.iter().map(|body| body.name.as_str()).collect();
        assert_eq!(lead, ["市水利局", "市林业局"], "{rule}");
    }
}

#[test]
fn an_order_and_minutes_have_their_own_heads() {
    let order =
        reading("某省渡口管理规定\n（2015年3月18日某省人民政府第4次常务会议通过　2015年4月2日某省人民政府令第15号公布）\n第一条 甲。\n");
    assert_eq!(order.document_number.as_deref(), Some("某省人民政府令第15号"));
    let text = "某市河湖联席会议纪要\n\n〔2024〕第4号\n\n某市河湖办公室　2024年11月20日\n\n2024年第三次河湖联席会议纪要\n\n现纪要如下：\n\n一、甲。\n二、乙。\n\n出席：张三（市公安局）\n列席：市文联\n";
    let minutes = reading(text);
    assert_eq!(minutes.title.as_deref(), Some("2024年第三次河湖联席会议纪要"));
    assert_eq!(minutes.issued_on.map(|d| d.to_string()).as_deref(), Some("2024-11-20"));
    assert_eq!(clauses(text)[1].text, "乙。");
}

#[test]
fn the_head_of_a_document() {
    let text = "某省人民政府文件\n\n某政发〔2024〕5号\n\n某省人民政府关于加强\n质量工作的意见\n\n各市人民政府：\n\n一、甲。\n\n某省人民政府\n二〇二四年三月一日\n";
    let head = reading(text);
    assert_eq!(head.title.as_deref(), Some("某省人民政府关于加强质量工作的意见"));
    assert_eq!(head.document_number.as_deref(), Some("某政发〔2024〕5号"));
    assert_eq!((head.issuer.as_deref(), head.issued_on.map(|d| d.to_string()).as_deref()), (Some("某省人民政府"), Some("2024-03-01")));
    assert_eq!(only(text).text, "甲。", "the signature belongs to no clause");
    let text = "某市管理办法\n（2021年4月6日市政府常务会议通过，2021年4月19日某市人民政府公布，自2021年6月1日起施行）\n第一条 甲。\n";
    assert_eq!(reading(text).issued_on.map(|d| d.to_string()).as_deref(), Some("2021-04-19"));
    let carried =
        "关于印发某市行动方案的通知\n各县人民政府：\n现印发给你们。\n某市人民政府\n2024年5月6日\n某市行动方案\n（2024—2026年）\n一、甲。\n";
    assert_eq!(reading(carried).title.as_deref(), Some("关于印发某市行动方案的通知"));
}
