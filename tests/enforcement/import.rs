//! A table of parties: shown first, wrong by row and cell, and twice the same as once.

use lianxi::enforcement::{Party, Post, queries};

use super::stage::{CODE, OTHER_CODE, Stage};
use crate::support::TestApp;

const PATH: &str = "/w/ours/parties/import";
const TABLE: &str = "企业名称\t统一社会信用代码\t所在地\t主要产品\t法定代表人\t曾用名\t备注\n\
    南京金陵饮料有限公司\t９１３３０１００ 799655058b\t南京\t汽水、果汁\t王伟\t南京汽水厂\tx\n\
    无锡太湖电缆厂\t91440300708461136T\t无锡市\t电缆\t李明\t\t\n\
    玄武水泥厂\t\t\t水泥\t\t\t\n";

fn all(stage: &Stage<'_>) -> Vec<Party> {
    let page = queries::Page { kind: None, order: queries::Order::Age, descending: true, limit: 100, offset: 0 };
    stage.read(&stage.office(), |conn, scope| queries::list(conn, scope, &queries::Filter::default(), page)).expect("all")
}

#[test]
fn a_table_is_shown_first_and_then_imported_once() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let browser = app.browser(&stage.liaison);
        let preview = browser.post(PATH, &[("table", TABLE)]).expect(200);
        assert!(preview.select_text(".notice.blue").contains("将登记 3 个"), "{}", preview.select_text(".notice"));
        assert!(preview.select_text(".notice.yellow").contains("备注"));
        assert!(all(&stage).is_empty(), "a preview changes nothing");
        let sent = preview.attr("input[name=table]", "value").expect("the table to confirm");
        let done = browser.post(PATH, &[("table", &sent), ("sure", "yes")]).expect(303);
        assert!(browser.get(done.location()).expect(200).select_text(".flash").contains("登记 3 个"));
        let first = all(&stage);
        assert_eq!(first.len(), 3);
        assert_eq!((first[0].region_id, first[1].region_id), (Some(stage.cities[0]), Some(stage.cities[1])));
        assert_eq!(first[0].credit_code.as_ref().map(|c| c.as_str()), Some(CODE));
        assert_eq!(
            (first[0].former_names[0].name.as_str(), first[0].people_of(Post::LegalRepresentative)),
            ("南京汽水厂", vec!["王伟".into()])
        );
        let again = browser.post(PATH, &[("table", TABLE)]).expect(200);
        assert!(again.select_text(".notice.grey").contains("3 行都与现有内容相同"), "{}", again.select_text(".notice"));
        browser.post(PATH, &[("table", TABLE), ("sure", "yes")]).expect(303);
        assert_eq!(all(&stage), first, "the same again changes nothing");
        // By its code, even under a former name; empty cells change nothing.
        let table = format!("名称,代码,产品,地区\n南京汽水厂,{CODE},矿泉水,\n");
        let preview = browser.post(PATH, &[("table", &table)]).expect(200);
        assert!(preview.select_text(".notice.blue").contains("修改 1 个"), "{}", preview.select_text(".notice"));
        browser.post(PATH, &[("table", &table), ("sure", "yes")]).expect(303);
        let party = stage.party(first[0].id);
        assert_eq!((party.name.as_str(), party.products.as_str()), ("南京金陵饮料有限公司", "矿泉水"));
        assert_eq!(party.region_id, Some(stage.cities[0]));
        let page = browser.get(&format!("/w/ours/parties/{}", party.id)).expect(200);
        assert!(page.select_text(".timeline").contains("由表格导入，修改了主要产品"), "{}", page.select_text(".timeline"));
    });
}

#[test]
fn one_wrong_row_and_nothing_is_imported() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.company("南京金陵饮料有限公司", CODE);
        stage.company("无锡太湖电缆厂", OTHER_CODE);
        let browser = app.browser(&stage.zhou);
        let table = format!(
            "名称,代码,地区,类型,注册号\n\
             甲厂,91330100799655058C,,,\n\
             ,,,,110108000000016\n\
             乙厂,,徐州,外星,\n\
             另一个名字,{CODE},,,\n\
             丙厂,,,自然人,110108000000016\n\
             丁厂,,,,\n\
             丁（厂）,,,,\n"
        );
        let preview = browser.post(PATH, &[("table", &table), ("sure", "yes")]).expect(422);
        let rows = preview.select_text("table.import");
        for said in [
            "最后一位应为“B”",
            "请填写此项",
            "没有管辖“徐州”的地方政府",
            "请写：企业",
            "名称不同",
            "自然人没有此代码",
            "与第 7 行是同一个当事人",
        ] {
            assert!(rows.contains(said), "{said} in {rows}");
        }
        assert!(preview.select_text(".notice.red").contains("6 行有误"), "{}", preview.select_text(".notice.red"));
        assert!(preview.attr("input[name=sure]", "value").is_none(), "nothing to confirm");
        assert_eq!(all(&stage).len(), 2);
        assert!(preview.select_text("textarea").contains("另一个名字"), "what was pasted is kept");
        browser.post(PATH, &[("table", " ")]).expect(422);
        browser.post(PATH, &[("table", "名称,代码,名称\n甲,,乙")]).expect(422);
    });
}

#[test]
fn similar_names_need_somebody_to_say_so() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let known = stage.company("南京金陵饮料有限公司", CODE);
        let browser = app.browser(&stage.zhou);
        let table = "名称\n南京市金陵饮料有限公司\n徐州煤矿机械厂\n";
        let preview = browser.post(PATH, &[("table", table)]).expect(200);
        assert!(
            preview.select_text(".notice.yellow").contains("有 1 行的名称与已登记的当事人或者表中另一行相近"),
            "{}",
            preview.select_text(".notice")
        );
        assert!(preview.text().contains(&format!("/w/ours/parties/{}", known.id)), "with the way to it");
        let refused = browser.post(PATH, &[("table", table), ("sure", "yes")]).expect(422);
        assert!(refused.select_text(".error").contains("勾选后再导入"), "{}", refused.select_text("main"));
        assert_eq!(all(&stage).len(), 1);
        let count = preview.attr("#f-apart", "value").expect("the box");
        browser.post(PATH, &[("table", table), ("sure", "yes"), ("apart", &count)]).expect(303);
        assert_eq!(all(&stage).len(), 3);
        let again = browser.post(PATH, &[("table", table)]).expect(200);
        assert!(again.select_text(".notice.grey").contains("2 行都与现有内容相同"), "{}", again.select_text(".notice"));
    });
}

#[test]
fn rows_of_one_name_with_a_code_and_without_need_somebody_to_say_so() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let browser = app.browser(&stage.liaison);
        let table = format!("名称\t代码\n南京金陵饮料有限公司\t{CODE}\n无锡太湖电缆厂\t\n南京（金陵）饮料有限公司\t\n");
        let preview = browser.post(PATH, &[("table", &table)]).expect(200);
        let said = preview.select_text("#preview");
        assert!(said.contains("表中有同名的") && said.contains("第 2–4 行"), "{said}");
        browser.post(PATH, &[("table", &table), ("sure", "yes")]).expect(422);
        assert!(all(&stage).is_empty(), "nobody has answered");
        browser.post(PATH, &[("table", &table), ("sure", "yes"), ("apart", "1")]).expect(303);
        assert_eq!(all(&stage).len(), 3);
    });
}
