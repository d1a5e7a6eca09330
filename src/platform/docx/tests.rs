//! The file is taken apart: parts, relationships, the order of the schema, and every text as it was given.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use chrono::NaiveDate;
use quick_xml::{Reader, events::Event};

use super::*;

/// A minute's whole furniture.
pub(super) fn sample(lang: Lang) -> Document {
    let long = "会议强调，产品质量是经济运行质量的基础，各成员单位要把思想统一到部署上来，按照职责分工抓好落实；";
    let mut blocks = vec![
        Block::Paragraph(vec![
            Span::plain("2026年12月1日，省长助理主持召开全省产品质量工作联席会议第三次全体会议，"),
            Span::bold("专题研究“质量月”活动和打假专项行动"),
            Span::plain("。现将会议议定事项纪要如下："),
        ]),
        Block::Heading { level: 1, text: "一、关于上次会议议定事项的落实".into() },
        Block::Heading { level: 2, text: "（一）总体情况".into() },
        Block::text(long.repeat(6)),
        Block::Heading { level: 3, text: "1．责任单位".into() },
        Block::text(format!("{long}\n{long}")),
        Block::Table(Table {
            columns: vec![("序号".into(), 1), ("议定事项".into(), 5), ("牵头单位".into(), 3), ("完成时限".into(), 2)],
            rows: (1..=4)
                .map(|n| vec![n.to_string(), format!("第 {n} 项：{long}"), "省质量技术监督局".into(), "2026年12月31日".into()])
                .collect(),
        }),
        Block::Gap,
        Block::text(long.repeat(14)),
        Block::Gap,
        Block::Labelled(vec![
            Labelled::new("出席：", "省质量技术监督局 周敏，省经济贸易委员会 李明，省工商行政管理局 王芳，省卫生厅 赵强，省公安厅 孙丽"),
            Labelled::new("请假：", "省财政厅 钱进"),
            Labelled::new("列席：", "南京市人民政府 吴斌"),
        ]),
    ];
    if lang == Lang::En {
        blocks = vec![
            Block::text(
                "The joint meeting on product quality held its third plenary session on 1 December 2026. It settled the following.",
            ),
            Block::Heading { level: 1, text: "1. Follow-up of the last meeting".into() },
            Block::Heading { level: 2, text: "1.1 State of affairs".into() },
            Block::text("The members reported on what they had done. ".repeat(12)),
            Block::Table(Table {
                columns: vec![("No.".into(), 1), ("Decision".into(), 5), ("Lead".into(), 3), ("Due".into(), 2)],
                rows: (1..=3)
                    .map(|n| vec![n.to_string(), "Check the permits".into(), "Quality Bureau".into(), "31 December 2026".into()])
                    .collect(),
            }),
            Block::Labelled(vec![
                Labelled::new(
                    "Present:",
                    "Zhou Min (Quality Bureau), Li Ming (Trade Commission), Wang Fang (Industry and Commerce), Zhao Qiang (Health)",
                ),
                Labelled::new("Excused:", "Qian Jin (Finance)"),
            ]),
            Block::Signed(vec!["Office of the Joint Meeting".into(), "8 December 2026".into()]),
        ];
    }
    let zh = lang == Lang::ZhCn;
    Document {
        lang,
        head: Some(if zh { "江苏省产品质量工作联席会议纪要" } else { "Joint Meeting on Product Quality" }.into()),
        number: Some(if zh { "〔2026〕3号" } else { "Minutes No. 3 of 2026" }.into()),
        title: vec![if zh { "第三次全体会议纪要" } else { "Third Plenary Session" }.into()],
        under_title: Some(if zh { "（2026年12月1日）" } else { "1 December 2026" }.into()),
        blocks,
        colophon: Some(Colophon {
            copies: vec![Labelled::new(
                if zh { "抄送：" } else { "Copies: " },
                if zh {
                    "省委办公厅，省人大常委会办公厅，省政协办公厅，省纪委，省法院，省检察院，各市人民政府，各成员单位。"
                } else {
                    "All members; the Provincial Government Office."
                },
            )],
            issuer: if zh { "江苏省产品质量工作联席会议办公室" } else { "Office of the Joint Meeting" }.into(),
            issued: if zh { "2026年12月8日印发" } else { "8 December 2026" }.into(),
        }),
        author: "周敏".into(),
        made: NaiveDate::from_ymd_opt(2026, 12, 8).and_then(|d| d.and_hms_opt(1, 2, 3)).expect("an instant"),
    }
}

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    assert_eq!(zip.by_index(0).expect("a part").name(), "[Content_Types].xml");
    (0..zip.len())
        .map(|n| {
            let mut part = zip.by_index(n).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            (part.name().to_owned(), text)
        })
        .collect()
}

/// Calls `look` with every element: its parent, its name, its attributes.
fn walk(xml: &str, mut look: impl FnMut(&str, &str, &BTreeMap<String, String>)) {
    let mut reader = Reader::from_str(xml);
    let mut above: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|fault| panic!("{fault}\n{xml}"));
        if let Event::Start(start) | Event::Empty(start) = &event {
            let name = String::from_utf8_lossy(start.name().into_inner()).into_owned();
            let attributes = start.attributes().map(|a| {
                let a = a.expect("an attribute");
                (
                    String::from_utf8_lossy(a.key.into_inner()).into_owned(),
                    a.decode_and_unescape_value(reader.decoder()).expect("a value").into_owned(),
                )
            });
            look(above.last().map_or("", String::as_str), &name, &attributes.collect());
            if matches!(event, Event::Start(_)) {
                above.push(name);
            }
        } else if let Event::End(_) = event {
            above.pop();
        } else if let Event::Eof = event {
            assert!(above.is_empty());
            return;
        }
    }
}

/// The order of ECMA-376 Part 4 (transitional), written down from the standard.
fn schema(of: &str) -> Option<&'static str> {
    Some(match of {
        "w:pPr" => {
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        }
        "w:rPr" => {
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
        }
        "w:sectPr" => {
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
        }
        "w:tblPr" => {
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
        }
        "w:tcPr" => "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers",
        "w:trPr" => "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
        "w:tblBorders" => "top left start bottom right end insideH insideV",
        "w:tblCellMar" => "top left start bottom right end",
        "w:tbl" => "bookmarkStart tblPr tblGrid tr",
        "w:tr" => "tblPrEx trPr tc",
        "w:tc" => "tcPr p tbl",
        "w:style" => {
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal pPr rPr tblPr trPr tcPr"
        }
        "w:settings" => {
            "writeProtection view zoom removePersonalInformation mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing characterSpacingControl footnotePr endnotePr compat rsids"
        }
        "w:compat" => {
            "spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable applyBreakingRules useFELayout compatSetting"
        }
        "w:font" => "altName panose1 charset family notTrueType pitch sig",
        "w:styles" => "docDefaults latentStyles style",
        _ => return None,
    })
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    for lang in Lang::ALL {
        for (name, xml) in parts(&sample(lang).write().expect("a file")) {
            // How far each kind of parent has come; no parent here holds another of its kind.
            let mut reached: BTreeMap<String, usize> = BTreeMap::new();
            walk(&xml, |parent, child, _| {
                reached.insert(child.to_owned(), 0);
                let Some(order) = schema(parent) else { return };
                let bare = child.trim_start_matches("w:");
                let place = order.split(' ').position(|known| known == bare).unwrap_or_else(|| panic!("{name}: {child} in {parent}"));
                let before = reached.entry(parent.to_owned()).or_default();
                assert!(*before <= place, "{name}: {child} stands too late in {parent}\n{xml}");
                *before = place;
            });
        }
    }
}

#[test]
fn parts_types_and_relationships_are_complete() {
    let parts = parts(&sample(Lang::ZhCn).write().expect("a file"));
    let mut types = Vec::new();
    walk(&parts["[Content_Types].xml"], |_, name, attributes| {
        if name == "Override" {
            types.push(attributes["PartName"].trim_start_matches('/').to_owned());
        }
    });
    types.sort();
    let named: Vec<&String> = parts.keys().filter(|name| !name.ends_with(".rels") && !name.starts_with('[')).collect();
    assert_eq!(types.iter().collect::<Vec<_>>(), named, "each part has its type, each type its part");
    for (rels, base) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        walk(&parts[rels], |_, name, attributes| {
            if name == "Relationship" {
                assert!(parts.contains_key(&format!("{base}{}", attributes["Target"])), "{attributes:?}");
            }
        });
    }
    let (document, styles) = (&parts["word/document.xml"], &parts["word/styles.xml"]);
    let mut known = Vec::new();
    walk(styles, |_, name, attributes| {
        if name == "w:style" {
            known.push(attributes["w:styleId"].clone());
        }
    });
    for (xml, what) in [(document, "the body"), (styles, "the styles"), (&parts["word/footer1.xml"], "a footer")] {
        walk(xml, |_, name, attributes| {
            if matches!(name, "w:pStyle" | "w:rStyle" | "w:basedOn" | "w:next") {
                assert!(known.contains(&attributes["w:val"]), "{} is used in {what}", attributes["w:val"]);
            }
            for id in ["r:id", "r:embed"].iter().filter_map(|key| attributes.get(*key)) {
                assert!(parts["word/_rels/document.xml.rels"].contains(&format!("Id=\"{id}\"")));
            }
        });
    }
    assert_eq!(document.matches("<w:sectPr>").count(), 1);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1, "the head of the table is repeated");
    assert!(parts["word/settings.xml"].contains("<w:evenAndOddHeaders/>"));
    assert!(parts["docProps/core.xml"].contains("2026-12-08T01:02:03Z"));
}

#[test]
fn the_same_data_are_the_same_bytes() {
    let first = sample(Lang::ZhCn).write().expect("a file");
    let elsewhere = std::thread::spawn(|| (sample(Lang::En).write(), sample(Lang::ZhCn).write())).join().expect("no panic");
    assert_eq!(first, elsewhere.1.expect("a file"));
    assert_eq!(first, sample(Lang::ZhCn).write().expect("a file"));
    assert!(first.len() < 20_000, "{} octets", first.len());
}

#[test]
fn what_is_typed_is_text_and_nothing_else() {
    let nasty = "<w:p/>&amp; ]]> \u{0}\u{7}\u{B}\u{FFFE}\u{1F}\"'\t𠮷\u{200D}";
    let mut document = sample(Lang::ZhCn);
    document.head = Some(nasty.into());
    document.author = nasty.into();
    document.title = vec![nasty.into()];
    document.blocks = vec![
        Block::Paragraph(vec![Span::plain(format!("{nasty}\r\n{nasty}")), Span::bold("\n\n"), Span::plain("end")]),
        Block::Heading { level: 0, text: nasty.into() },
        Block::Heading { level: 9, text: String::new() },
        Block::Labelled(vec![Labelled::new(nasty, nasty), Labelled::new("", "")]),
        Block::Table(Table { columns: vec![(nasty.into(), 0), ("b".into(), u32::MAX)], rows: vec![vec![], vec![nasty.into(); 5]] }),
        Block::Table(Table { columns: vec![], rows: vec![vec!["x".into()]] }),
        Block::Signed(vec![nasty.into()]),
    ];
    let parts = parts(&document.write().expect("a file"));
    let xml = &parts["word/document.xml"];
    walk(xml, |_, name, _| assert!(name.starts_with("w:"), "{name}"));
    let (mut reader, mut text) = (Reader::from_str(xml), String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Text(t) => text.push_str(&t.decode().expect("UTF-8")),
            Event::GeneralRef(r) => text.push_str(match &*r.decode().expect("UTF-8") {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                other => panic!("&{other};"),
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    // A tab is an element of its own.
    let plain = "<w:p/>&amp; ]]> \"'";
    assert!(text.matches(plain).count() >= 9, "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\t' && c != '\n'), "{text:?}");
    walk(&parts["docProps/core.xml"], |_, _, _| {});
}
