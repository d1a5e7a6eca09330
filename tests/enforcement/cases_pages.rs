//! The pages of cases, over HTTP: from a party nobody knows to a case that is filed, found and closed.

use super::stage::Stage;
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

fn stage(app: &TestApp) -> Stage<'_> {
    let stage = Stage::new(app.db());
    let shipped = app.browser(&stage.zhou).post("/w/ours/cases/kinds", &[]).expect(303);
    assert_eq!(shipped.location(), "/w/ours/cases/kinds");
    stage
}

/// Addresses and words of the links of a page.
fn links(page: &Answer) -> Vec<(String, String)> {
    let (html, all) = (page.html(), scraper::Selector::parse("main a").expect("a selector"));
    html.select(&all).map(|a| (a.attr("href").unwrap_or_default().to_owned(), a.text().collect())).collect()
}

/// The address the first link with these words leads to.
fn link(page: &Answer, words: &str) -> String {
    let found = links(page).into_iter().find(|(_, text)| text.contains(words));
    found.map(|(href, _)| href).unwrap_or_else(|| panic!("no link {words}: {}", page.select_text("main")))
}

/// From the search for a party to the form of its case.
fn begin(browser: &Browser, name: &str) -> String {
    let asked = browser.get(&format!("/w/ours/cases/new?q={name}")).expect(200);
    assert!(asked.select_text("main").contains("没有找到"));
    let register = link(&asked, "登记新的当事人");
    let form = browser.get(&register).expect(200);
    assert_eq!(form.attr("#f-name", "value").as_deref(), Some(name));
    let then = form.attr("input[name=then]", "value").expect("where it goes on");
    let done = browser.post("/w/ours/parties/new", &[("kind", "enterprise"), ("name", name), ("then", &then)]).expect(303);
    let kinds = browser.get(done.location()).expect(200);
    assert!(kinds.select_text(".flash").contains("已登记"));
    link(&kinds, "监督抽查不合格")
}

#[test]
fn a_matter_is_registered_filed_found_and_closed() {
    TestApp::each(|app| {
        let stage = stage(app);
        let chen = app.browser(&stage.liaison);
        let address = begin(&chen, "南京金陵饮料有限公司");
        let form = chen.get(&address).expect(200);
        let hidden = |name: &str| form.attr(&format!("input[name={name}]"), "value").expect("hidden");
        let (party, kind, bureau) = (hidden("party"), hidden("kind"), stage.bureau.to_string());
        let mut sent =
            vec![("party", party.as_str()), ("kind", &kind), ("holder", &bureau), ("came", "public_report"), ("found_on", "2026-11-20")];
        // What is wrong is said beside the field, and what was typed is kept.
        sent.push(("facts", "菌落总数超标"));
        let wrong = chen.post("/w/ours/cases/new", &sent).expect(422);
        assert!(
            wrong.select_text("#f-extra_failed_items-error").contains("必填")
                || !wrong.select_text("#f-extra_failed_items-error").is_empty()
        );
        assert!(wrong.select_text("#f-facts").contains("菌落总数超标"));
        sent.push(("extra_failed_items", "菌落总数"));
        let done = chen.post("/w/ours/cases/new", &sent).expect(303);
        assert_eq!(done.location(), "/w/ours/cases/2026-0001/informer", "who reported it is asked for at once");
        let viewer = stage.liaison.membership_id.to_string();
        let informer = [("name", "赵立春"), ("contact", "80000000"), ("reported_on", "2026-11-19"), ("viewers", viewer.as_str())];
        chen.post(done.location(), &informer).expect(303);
        let page = chen.get("/w/ours/cases/2026-0001").expect(200);
        assert!(page.select_text("h1").contains("南京金陵饮料有限公司：监督抽查不合格"));
        assert!(page.select_text(".notice").contains("省质监局 决定是否立案，2026-11-30"), "{}", page.select_text(".notice"));
        assert!(page.select_text("aside .facts").contains("可查看：陈静"));
        // Nowhere but on the page that shows it for a reason.
        for path in ["/w/ours/cases/2026-0001", "/w/ours/cases", "/w/ours/parties"] {
            assert!(!chen.get(path).expect(200).text().contains("赵立春"), "{path}");
        }
        for path in ["/w/ours/search?q=%E8%B5%B5%E7%AB%8B%E6%98%A5", "/w/ours/cases?q=80000000"] {
            assert!(!chen.get(path).expect(200).text().contains("2026-0001"), "{path}");
        }
        let shown = chen.post("/w/ours/cases/2026-0001/informer/reveal", &[("reason", "核实线索")]).expect(200);
        assert!(shown.select_text(".facts").contains("赵立春"));
        app.browser(&stage.zhou).get("/w/ours/cases/2026-0001/informer/reveal").expect(403);
        let file = chen.get("/w/ours/cases/2026-0001/file.docx").expect_file(200).docx_text();
        assert!(file.contains("菌落总数") && !file.contains("赵立春") && !file.contains("80000000"), "who reported it is in no file");
        // Filed: formal number, and it is found by it.
        let filed = chen.post("/w/ours/cases/2026-0001/file", &[("version", "1")]).expect(303);
        let page = chen.get(filed.location()).expect(200);
        assert!(page.select_text(".flash").contains("质案〔2026〕1号") && page.select_text(".crumbs, nav").contains("质案〔2026〕1号"));
        let straight = chen.get("/w/ours/search?q=%E8%B4%A8%E6%A1%88%E3%80%942026%E3%80%951%E5%8F%B7").expect(303);
        assert_eq!(straight.location(), "/w/ours/cases/2026-0001");
        assert!(chen.get("/w/ours/search?q=%E9%87%91%E9%99%B5").expect(200).select_text("main").contains("质案〔2026〕1号"));
        assert!(chen.get(&format!("/w/ours/parties/{party}")).expect(200).select_text("#cases").contains("质案〔2026〕1号"));
        // A second filing is refused on the form, with what can be done instead.
        let again = chen.post("/w/ours/cases/2026-0001/file", &[("version", "2")]).expect(409);
        assert!(again.select_text(".errors, .summary, main").contains("现在可以由承办单位"), "{}", again.select_text("main"));
        // The list: tabs with counts, filters as chips, the same as a workbook.
        let list = chen.get(&format!("/w/ours/cases?kind={kind}&holder={bureau}&q=%E9%87%91%E9%99%B5")).expect(200);
        assert!(list.select_text("table.rows").contains("质案〔2026〕1号") && list.select_text(".chips").contains("承办：省质监局"));
        assert!(list.select_text(".tabs").contains("立案办理 1"), "{}", list.select_text(".tabs"));
        let none = chen.get("/w/ours/cases?state=referred").expect(200);
        assert!(none.select_text(".empty").contains("没有符合条件的案件"));
        let sheet = chen.get(&format!("/w/ours/cases.xlsx?kind={kind}&holder={bureau}")).expect_file(200).expect_rows_of(&list);
        for cell in ["质案〔2026〕1号", "省质监局"] {
            assert!(sheet[1].iter().any(|c| c.contains(cell)), "{cell}: {:?}", sheet[1]);
        }
        assert_eq!(chen.get("/w/ours/cases.xlsx?state=referred").expect_file(200).sheet().len(), 1, "a head, as the page shows nothing");
        // A reward is for somebody, who is named in no file either: not to whoever may look, nor to whoever proposes it.
        let zhou = app.browser(&stage.zhou);
        zhou.post("/w/ours/cases/2026-0001/reward", &[("amount", "500"), ("basis", "线索准确")]).expect(303);
        for reader in [&chen, &zhou, &app.browser(&stage.auditor)] {
            let file = reader.get("/w/ours/cases/2026-0001/file.docx").expect_file(200).docx_text();
            assert!(file.contains("线索准确") && !file.contains("赵立春") && !file.contains("80000000"), "{file}");
        }
        // Closing keeps the outcome and says so.
        chen.post("/w/ours/cases/2026-0001/close", &[("version", "2"), ("reason", "复查合格")]).expect(422);
        chen.post("/w/ours/cases/2026-0001/close", &[("version", "2"), ("outcome", "fulfilled"), ("reason", "复查合格")]).expect(303);
        let closed = chen.get("/w/ours/cases/2026-0001").expect(200);
        assert!(closed.select_text(".notice").contains("处置完毕") && closed.select_text(".actions").contains("重新办理"));
    });
}

#[test]
fn two_who_correct_a_case_see_both_versions_and_kinds_are_kept_on_pages() {
    TestApp::each(|app| {
        let stage = stage(app);
        let (zhou, chen) = (app.browser(&stage.zhou), app.browser(&stage.liaison));
        let address = begin(&chen, "无锡长江电缆厂");
        let form = chen.get(&address).expect(200);
        let hidden = |name: &str| form.attr(&format!("input[name={name}]"), "value").expect("hidden");
        let (party, kind, bureau) = (hidden("party"), hidden("kind"), stage.bureau.to_string());
        let common = [("holder", bureau.as_str()), ("found_on", "2026-11-20"), ("facts", "截面积不足"), ("extra_failed_items", "截面积")];
        let sent = [&[("party", party.as_str()), ("kind", &kind), ("came", "form")], &common[..]].concat();
        chen.post("/w/ours/cases/new", &sent).expect(303);
        let path = "/w/ours/cases/2026-0001/edit";
        zhou.post(path, &[&common[..], &[("version", "1"), ("place", "洛社镇")]].concat()).expect(303);
        let conflict = chen.post(path, &[&common[..], &[("version", "1"), ("place", "堰桥镇")]].concat()).expect(409);
        assert!(conflict.select_text(".versions").contains("洛社镇") && conflict.select_text(".notice.yellow").contains("周敏"));
        assert_eq!(conflict.attr("#f-place", "value").as_deref(), Some("堰桥镇"));
        // Severing starts from the case's own page.
        let page = chen.get("/w/ours/cases/2026-0001").expect(200);
        let sever = chen.get(&link(&page, "分案")).expect(200);
        assert_eq!(sever.attr("input[name=from]", "value").as_deref(), Some("2026-0001"));
        // Kinds: the office adds one, with what it asks for; whoever is not the office only reads.
        chen.get("/w/ours/cases/kinds/new").expect(403);
        assert!(chen.get("/w/ours/cases/kinds").expect(200).select_text("main").contains("为制假售假提供条件"));
        let wrong =
            [("name", "制假售假"), ("days_to_file", "0"), ("field_label_0", "标识内容"), ("measure_0", "rectify"), ("measure_days_0", "x")];
        let refused = zhou.post("/w/ours/cases/kinds/new", &wrong).expect(422);
        assert_eq!(refused.attr("#f-field_label_0", "value").as_deref(), Some("标识内容"));
        assert!(!refused.select_text("#f-measure_days_0-error").is_empty() && !refused.select_text("#f-name-error").is_empty());
        let good = [
            ("name", "虚假标识"),
            ("days_to_file", "7"),
            ("field_label_0", "标识内容"),
            ("field_required_0", "yes"),
            ("measure_0", "rectify"),
            ("measure_days_0", "15"),
        ];
        zhou.post("/w/ours/cases/kinds/new", &good).expect(303);
        let kinds = zhou.get("/w/ours/cases/kinds").expect(200);
        assert!(kinds.select_text("main").contains("责令限期整改（15 个工作日）"));
        let turns = links(&kinds).into_iter().filter(|(href, text)| href.ends_with("/turn") && text.contains("虚假标识"));
        let turn = turns.map(|(href, _)| href).next().expect("a way to retire it");
        assert!(zhou.get(&turn).expect(200).select_text("main").contains("停用"));
        zhou.post(&turn, &[("version", "1")]).expect(422);
        zhou.post(&turn, &[("version", "1"), ("reason", "并入制假售假")]).expect(303);
        let choice = chen.get(&format!("/w/ours/cases/new?party={party}")).expect(200);
        assert!(!choice.select_text("main").contains("虚假标识"), "a retired kind is not offered");
        let edit = turn.replace("/turn", "/edit");
        assert!(zhou.get(&edit).expect(200).select_text("#timeline").contains("停用案由“虚假标识”"));
    });
}
