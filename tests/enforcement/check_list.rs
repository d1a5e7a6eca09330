//! Pasted lists: nobody is left out, nothing is said less of than when asked alone, and no citizen's number is kept.

use lianxi::enforcement::restriction::{Kind, TermKind, actions::Content};

use super::{
    restrictions::{content, day},
    stage::{CODE, ID, OTHER_CODE, Stage},
};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

/// Where the answers to a list are.
fn asked(chen: &Browser, purpose: &str, lines: &str) -> String {
    chen.post("/w/ours/check/list", &[("for", purpose), ("lines", lines)]).expect(303).location().to_owned()
}

fn row(page: &Answer, n: usize) -> String {
    page.select_text(&format!("table.rows tbody tr:nth-child({n})"))
}

#[test]
fn a_firm_whose_kind_reads_like_a_head_is_checked() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let restricted = stage.company("徐州铜山线缆有限公司", CODE).id;
        stage.impose(restricted, Kind::NoAward, TermKind::YearEnd);
        let chen = app.browser(&stage.liaison);
        // As the register exports its parties.
        let lines = format!("名称\t类型\t统一社会信用代码\n徐州铜山线缆有限公司\t企业\t{CODE}\n无锡汽水厂\t企业\t\n");
        let page = chen.get(&asked(&chen, "award", &lines)).expect(200);
        assert!(row(&page, 2).contains("不可以") && row(&page, 3).contains("没有登记"), "{}", page.select_text("table.rows"));
        assert!(page.select_text(".head").contains("共 2 行"), "{}", page.select_text(".head"));
        let page = chen.get(&asked(&chen, "award", "徐州铜山线缆有限公司\t企业\n无锡汽水厂\tEnterprise\n")).expect(200);
        assert!(row(&page, 1).contains("不可以") && row(&page, 2).contains("没有登记"), "{}", page.select_text("table.rows"));
    });
}

#[test]
fn a_yes_of_a_list_says_what_a_single_answer_says() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let (jia, yi) = (stage.company("南京金陵饮料有限公司", CODE).id, stage.company("乙饮料有限公司", OTHER_CODE).id);
        let coming = Content { from_on: Some(day(2026, 12, 1)), ..content(&stage, Kind::NoProcurement, TermKind::Day) };
        stage.try_impose(jia, &coming).expect("imposed");
        let on_people = Content { people: vec!["王伟".into()], ..content(&stage, Kind::NoRegistration, TermKind::Unlimited) };
        stage.try_impose(yi, &on_people).expect("imposed");
        let chen = app.browser(&stage.liaison);
        let page = chen.get(&asked(&chen, "procurement", "南京金陵饮料有限公司\n")).expect(200);
        assert!(row(&page, 1).contains("可以") && row(&page, 1).contains("将要生效：2026-0001"), "{}", row(&page, 1));
        assert!(row(&page, 1).contains("2026-12-01"), "{}", row(&page, 1));
        let list = asked(&chen, "registration", "乙饮料有限公司\n南京市金陵饮料有限公司\n");
        let page = chen.get(&list).expect(200);
        assert!(row(&page, 1).contains("限制它的责任人王伟：2026-0002"), "{}", row(&page, 1));
        // The workbook says of a similar name that it is only similar, as the page does.
        let sheet = chen.get(&format!("{list}/answers.xlsx")).expect_file(200).sheet();
        assert!(sheet[1].iter().any(|c| c.contains("限制它的责任人王伟")), "{:?}", sheet[1]);
        let similar = sheet[2].iter().find(|c| c.contains("南京金陵饮料有限公司")).expect("offered");
        assert!(similar.starts_with("名称相近的："), "{similar}");
        assert_eq!(sheet[2][2], "没有登记");
    });
}

#[test]
fn no_citizens_number_is_kept_however_it_was_typed() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let chen = app.browser(&stage.liaison);
        let wide: String = ID.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("a wide one")).collect();
        for typed in [format!("王伟 {ID}"), format!("王伟{wide}"), format!("王伟（{}）", ID.replacen("1949", " 1949 ", 1))] {
            chen.post("/w/ours/check", &[("q", &typed), ("for", "award")]);
            asked(&chen, "award", &typed);
        }
        let log = app.browser(&stage.auditor).get("/w/ours/check/log").expect(200).select_text("table.rows");
        assert_eq!(log.matches("1101**********002X").count(), 6, "{log}");
        assert!(!log.contains("19491231") && !log.contains("１９４９"), "{log}");
    });
}
