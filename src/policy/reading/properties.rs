//! No input makes the reader panic, run away or point outside the text.

use super::{KnownDepartment, ReadClause, Reading, Source, read};
use proptest::prelude::*;
use std::io::Write;

fn known() -> Vec<KnownDepartment> {
    vec![KnownDepartment { id: 7, code: "A".into(), name: "市公安局".into(), aliases: vec!["公安机关".into()] }]
}

fn attempt(bytes: &[u8]) -> Option<Reading> {
    read(&Source { name: "x", bytes }).ok()
}

fn first(bytes: &[u8]) -> ReadClause {
    attempt(bytes).unwrap().clauses(&[]).next().unwrap()
}

/// Places where a document has a number, at `#`.
const PLACES_OF_NUMBERS: &[&str] = &[
    "#、甲。",
    "第#条 甲。",
    "（#）甲。",
    "一、#年#月#日前建成#座。",
    "一、自印发之日起#日内，#年内，到“#五”末。",
    "一、达到#.#%、#万亿元，每#年百分之#。",
    "某政发〔#〕#号\n一、甲。",
    "序号\t任务\t牵头单位\n#\t甲#座\t乙局\n",
    "附件#\n一、甲。",
];

/// Everything found lies in the text, on character boundaries.
fn check(reading: &Reading) {
    let inside = |r: &std::ops::Range<usize>| assert!(reading.text.get(r.clone()).is_some(), "{r:?} in {} bytes", reading.text.len());
    for clause in reading.clauses(&known()) {
        assert!(!clause.path.is_empty());
        inside(&clause.span);
        clause.lead.iter().chain(&clause.support).for_each(|b| inside(&b.span));
        clause.targets.iter().for_each(|t| inside(&t.span));
        clause.due.iter().for_each(|d| inside(&d.span));
        clause.cadence.iter().for_each(|c| inside(&c.span));
    }
}

/// The pieces government documents are made of, to be put together in any order.
const TOKENS: &[&str] = &[
    "第一章¦第二条¦第十条¦　总则¦一、¦二、¦十二、¦（一）¦（二）¦(3)¦1.¦2、¦１．¦①¦②¦一是¦二是¦附件¦附件1¦附件：1.",
    "目录¦……3¦\n¦\n\n¦　　¦ ¦\t¦。¦；¦，¦：¦、¦（¦）¦《¦》¦“¦”¦【¦】¦│¦┌──┬──┐¦├──┼──┤¦|",
    "省科技厅¦市公安局¦各县（市、区）人民政府¦有关部门¦公安机关¦等部门¦牵头¦配合¦会同¦负责¦由¦责任单位：¦牵头单位：¦配合单位：",
    "完成时限：¦按职责分工负责¦2025年¦6月¦底前¦30日¦到¦年底前¦“十四五”¦末¦三年内¦自印发之日起¦30日内¦每年¦每季度¦长期",
    "不低于¦98.5¦%¦1000¦家¦万¦亿元¦以上¦左右¦序号\t任务\t牵头单位¦1\t建设\t市局¦关于印发¦的通知¦〔2025〕17号",
    "2025年4月18日¦— 5 —¦抄送：¦应当¦要¦加强领导¦建成¦同志¦了¦已¦截至¦99999999999999999999¦二〇二五年",
    "零¦百¦十¦\u{200B}¦𠮷¦é¦\u{2F00}¦第三条¦3.¦（三）¦联席会议纪要¦令第5号¦请各镇¦（市乙局）¦渡口县¦今后¦努力",
    "一季度一分析¦三百万亩¦8%-10%¦“十三五”时期¦\"¦列¦千",
];

fn tokens() -> Vec<&'static str> {
    TOKENS.iter().flat_map(|line| line.split('¦')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        attempt(&bytes).iter().for_each(check);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        attempt(text.as_bytes()).iter().for_each(check);
    }

    #[test]
    fn any_order_of_its_own_words(words in prop::collection::vec(prop::sample::select(tokens()), 0..120)) {
        attempt(words.concat().as_bytes()).iter().for_each(check);
    }

    /// Half a character at the end, and anything in between: what is cut off is lost, the rest is read.
    #[test]
    fn text_cut_in_any_encoding(words in prop::collection::vec(prop::sample::select(tokens()), 1..60), cut in any::<prop::sample::Index>(), flip in any::<Option<(prop::sample::Index, u8)>>()) {
        let text = words.concat();
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for mut bytes in [text.clone().into_bytes(), encoding_rs::GB18030.encode(&text).0.into_owned(), utf16] {
            bytes.truncate(cut.index(bytes.len() + 1));
            if let Some((at, value)) = flip.filter(|_| !bytes.is_empty()) {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            attempt(&bytes).iter().for_each(check);
        }
    }

    /// Numbers without end wherever a document has numbers.
    #[test]
    fn numbers_of_any_length(length in 1usize..3000, digit in "[0-9〇一三九十百千万亿]", place in 0usize..PLACES_OF_NUMBERS.len()) {
        let text = PLACES_OF_NUMBERS[place].replace('#', &digit.repeat(length));
        attempt(text.as_bytes()).iter().for_each(check);
    }

    #[test]
    fn broken_archives(cut in 0usize..4000, flips in prop::collection::vec((0usize..4000, any::<u8>()), 0..6)) {
        for whole in [docx(&["一、加强领导。（省科技厅牵头）"]), xlsx()] {
            let mut bytes = whole;
            let cut = cut.min(bytes.len()).max(4);
            for (at, value) in &flips {
                let at = at % bytes.len();
                bytes[at] = *value;
            }
            attempt(&bytes).iter().for_each(check);
            attempt(&bytes[..cut]).iter().for_each(check);
        }
    }

    #[test]
    fn broken_markup(parts in prop::collection::vec(prop::sample::select(MARKUP), 0..60)) {
        let body = parts.concat();
        attempt(&office("word/document.xml", &body, &[])).iter().for_each(check);
        attempt(&office("xl/workbook.xml", WORKBOOK, &[("xl/_rels/workbook.xml.rels", SHEET_RELS), ("xl/worksheets/sheet1.xml", &body)])).iter().for_each(check);
    }
}

const MARKUP: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:gridSpan w:val=\"999999999\"/>",
    "<w:vMerge/>",
    "<w:br/>",
    "一、任务",
    "&amp;",
    "&#x4E00;",
    "&#xD800;",
    "&bad;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<row r=\"4294967295\">",
    "</row>",
    "<c r=\"XFD1048576\" t=\"s\">",
    "<c r=\"A1\">",
    "</c>",
    "<v>",
    "</v>",
    "99999999999",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<w:numPr>",
    "<w:numId w:val=\"1\"/>",
    "<w:ilvl w:val=\"99\"/>",
    "<w:del>",
    "</w:del>",
    "序号",
    "牵头单位",
];
const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>"#;
const SHEET_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const TYPES: &str = "<Types/>";

/// An Office file with one main part and others.
pub(super) fn office(main: &str, content: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let parts = [("[Content_Types].xml", TYPES), (main, content)];
    for (name, content) in parts.iter().filter(|p| !others.iter().any(|o| o.0 == p.0)).chain(others) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect();
    office("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"), &[])
}

fn xlsx() -> Vec<u8> {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c><c r="B1" t="inlineStr"><is><t>任务</t></is></c><c r="C1" t="inlineStr"><is><t>牵头单位</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr"><is><t>建设</t></is></c><c r="C2" t="inlineStr"><is><t>市甲局</t></is></c></row></sheetData></worksheet>"#;
    office("xl/workbook.xml", WORKBOOK, &[("xl/_rels/workbook.xml.rels", SHEET_RELS), ("xl/worksheets/sheet1.xml", sheet)])
}

#[test]
fn the_test_files_are_read_when_whole() {
    assert_eq!(first(&docx(&["一、加强领导。（省科技厅牵头）"])).lead[0].name, "省科技厅");
    let row = first(&xlsx());
    assert_eq!((row.path, row.lead[0].name.as_str()), (vec!["1".to_owned()], "市甲局"));
}
