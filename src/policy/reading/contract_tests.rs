//! The contract, sentence by sentence.

use super::{ReadClause, Reading, Source, read};

fn reading(text: &str) -> Reading {
    read(&Source { name: "x.txt", bytes: text.as_bytes(), departments: &[] }).unwrap()
}

fn paths(text: &str) -> Vec<String> {
    reading(text).clauses.iter().map(|c| c.path.join("/")).collect()
}

fn only(text: &str) -> ReadClause {
    let mut clauses = reading(text).clauses;
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
fn numbers_in_a_sentence_open_nothing() {
    assert_eq!(paths("一、甲。一是乙；二是丙。\n二是丁。\n二、戊。\n"), ["一", "二"]);
    assert_eq!(paths("一、对符合《条例》第五条\n第（一）项、\n（三）项情形的，依法处罚。\n二、乙。\n"), ["一", "二"]);
    assert_eq!(paths("第一条 按照下列规定：（一）甲；（二）乙。\n第二条 违反第一条的，罚款。\n"), ["一", "二"]);
}

#[test]
fn furniture_does_not_disturb() {
    let joined = only("一、加大对农村集贸市场、校园周边等场所以及城乡\n\n— 5 —\n\n结合部的抽检力度。\n");
    assert_eq!(joined.text, "加大对农村集贸市场、校园周边等场所以及城乡结合部的抽检力度。");
    let joined = only("一、发挥舆论监督作用，对消费者反映强烈的产品、服务以及关系国计\n\n某某文件汇\n\n民生的重要产品，要予以曝光。\n");
    assert_eq!(joined.text, "发挥舆论监督作用，对消费者反映强烈的产品、服务以及关系国计民生的重要产品，要予以曝光。");
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
    let section = reading("一、总体要求\n（一）指导思想。坚持原则。\n").clauses.remove(0);
    assert_eq!((section.label.as_str(), section.section), ("（一）", vec!["总体要求".to_owned()]));
}

#[test]
fn the_head_of_a_document() {
    let text = "某省人民政府文件\n\n某政发〔2024〕5号\n\n某省人民政府关于加强\n质量工作的意见\n\n各市人民政府：\n\n一、甲。\n\n某省人民政府\n二〇二四年三月一日\n";
    let head = reading(text);
    assert_eq!(head.title.as_deref(), Some("某省人民政府关于加强质量工作的意见"));
    assert_eq!(head.document_number.as_deref(), Some("某政发〔2024〕5号"));
    assert_eq!((head.issuer.as_deref(), head.issued_on.map(|d| d.to_string()).as_deref()), (Some("某省人民政府"), Some("2024-03-01")));
    assert_eq!(head.clauses[0].text, "甲。", "the signature belongs to no clause");
    let text = "某市管理办法\n（2021年4月6日市政府常务会议通过，2021年4月19日某市人民政府公布，自2021年6月1日起施行）\n第一条 甲。\n";
    assert_eq!(reading(text).issued_on.map(|d| d.to_string()).as_deref(), Some("2021-04-19"));
    let carried =
        "关于印发某市行动方案的通知\n各县人民政府：\n现印发给你们。\n某市人民政府\n2024年5月6日\n某市行动方案\n（2024—2026年）\n一、甲。\n";
    assert_eq!(reading(carried).title.as_deref(), Some("关于印发某市行动方案的通知"));
}

#[test]
fn running_text_charges_those_who_act() {
    let who = |text: &str| {
        let c = only(&format!("一、{text}\n"));
        let names = |l: &[super::Body]| l.iter().map(|b| b.name.clone()).collect::<Vec<_>>().join("+");
        format!("{}|{}", names(&c.lead), names(&c.support))
    };
    for (text, expected) in [
        ("加强管理，由市场监管部门暂扣营业执照并限期整改。", "市场监管部门|"),
        ("各级政府禁止采购不合格产品。省甲局要加强监督。", "各级政府+省甲局|"),
        ("省甲局会同有关部门发布目录。", "省甲局|有关部门"),
        ("市水务局应当每季度会同公安机关、林业部门开展巡查。", "市水务局|公安机关+林业部门"),
        ("建设单位应当向市审批局申请许可。", "|"),
        ("企业要建立制度，报省甲局备案，抄送市乙局。", "|"),
        ("各级人民政府主要负责同志要亲自抓。", "|"),
        ("省甲厅、省乙厅按照各自职责做好工作。（责任单位：省丙厅）", "省丙厅|"),
        ("运输管理由市交通局负责，市公安局协助。", "市交通局|市公安局"),
        ("2023年，省甲厅建成了平台。要继续推广。", "|"),
    ] {
        assert_eq!(who(text), expected, "{text}");
    }
}

/// Twice the input takes about twice the memory of clauses, never the square: work is bounded per line.
#[test]
fn long_documents_grow_in_proportion() {
    let unit = "（一）推进工作。2025年6月底前建成100个，每年一次。（省甲厅牵头，省乙厅配合）\n";
    for n in [50usize, 100, 200] {
        let text: String = (1..=n).map(|i| format!("{i}.{}", &unit["（一）".len()..])).collect();
        let read = reading(&text);
        assert_eq!(read.clauses.len(), n);
        assert!(read.clauses.iter().all(|c| c.lead.len() == 1 && c.support.len() == 1 && c.targets.len() == 1 && c.due.is_some()));
    }
}
