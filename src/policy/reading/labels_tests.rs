use super::*;

fn read(line: &str) -> Option<(Kind, String, String)> {
    label_at(line).map(|l| (l.kind, l.digits, line[l.len..].to_owned()))
}

#[test]
fn every_written_form_opens_a_clause() {
    for (line, kind, digits) in [
        ("第一章　总　则", Kind::Chapter, "一"),
        ("第 二 节 申请", Kind::Section, "二"),
        ("　　第十二条　为了", Kind::Article, "十二"),
        ("一、总体要求", Kind::Han, "一"),
        ("（三）把好", Kind::HanParen, "三"),
        ("(十一)把好", Kind::HanParen, "十一"),
        ("㈡把好", Kind::HanParen, "二"),
        ("1.把好", Kind::Arabic, "1"),
        ("1、把好", Kind::Arabic, "1"),
        ("１．把好", Kind::Arabic, "1"),
        ("12﹒把好", Kind::Arabic, "12"),
        ("2.2025年底前", Kind::Arabic, "2"),
        ("4、2025—2027年疏浚", Kind::Arabic, "4"),
        ("5、12月10日前报送", Kind::Arabic, "5"),
        ("（1）把好", Kind::ArabicParen, "1"),
        ("⑵把好", Kind::ArabicParen, "2"),
        ("3）把好", Kind::ArabicHalf, "3"),
        ("①把好", Kind::Circled, "1"),
    ] {
        let (k, d, rest) = read(line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!((k, d.as_str()), (kind, digits), "{line}");
        assert!(!rest.starts_with(is_space), "{line}");
    }
}

#[test]
fn words_of_a_sentence_do_not() {
    for line in
        ["1.5万亩", "一是加强", "第二十一条第三款", "（一）项规定", "一、二级响应", "2025年", "3.15活动", "十五期间", "第三条规定的"]
    {
        assert_eq!(label_at(line), None, "{line}");
    }
    assert!(label_at("第三条本办法").is_some_and(|l| l.loose));
}
