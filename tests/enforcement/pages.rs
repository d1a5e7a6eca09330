//! The pages, over HTTP.

use super::stage::{CODE, OTHER_CODE, Stage};
use crate::support::TestApp;

#[test]
fn registering_leads_to_the_one_that_is_there() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let browser = app.browser(&stage.zhou);
        let path = "/w/ours/parties/new";
        let form = [("kind", "enterprise"), ("name", "南京金陵饮料有限公司"), ("credit_code", CODE), ("legal_representative", "王伟")];
        let done = browser.post(path, &form).expect(303);
        let page = browser.get(done.location()).expect(200);
        assert!(page.select_text(".flash").contains("已登记“南京金陵饮料有限公司”"));
        assert!(page.select_text(".facts").contains(CODE) && page.select_text("main").contains("王伟"));
        // The same code again.
        let again =
            browser.post(path, &[("kind", "enterprise"), ("name", "别的公司"), ("credit_code", "9133 0100 7996 55058b")]).expect(409);
        assert!(again.select_text(".notice.red").contains("南京金陵饮料有限公司"));
        assert_eq!(again.attr(".notice.red a", "href").as_deref(), Some(done.location()));
        assert_eq!(again.attr("#f-name", "value").as_deref(), Some("别的公司"), "what was typed is kept");
        // A wrong check character names the one that would be right.
        let wrong = browser.post(path, &[("kind", "enterprise"), ("name", "别的公司"), ("credit_code", "91330100799655058C")]).expect(422);
        assert!(wrong.select_text("#f-credit_code-error").contains("最后一位应为“B”"), "{}", wrong.text());
        // A similar name.
        let form = [("kind", "enterprise"), ("name", "南京市金陵饮料有限公司"), ("credit_code", OTHER_CODE)];
        let asked = browser.post(path, &form).expect(409);
        assert!(asked.select_text("main").contains("是不是下面已登记的当事人？"));
        let apart = asked.attr("#f-apart", "value").expect("the box");
        browser.post(path, &[form[0], form[1], form[2], ("apart", "1")]).expect(409);
        let second = browser.post(path, &[form[0], form[1], form[2], ("apart", &apart)]).expect(303);
        let page = browser.get(second.location()).expect(200);
        assert!(page.select_text("#alike").contains("南京金陵饮料有限公司"));
        assert!(page.select_text(".timeline").contains("确认与 1 个名称相近的不是同一个"), "{}", page.select_text(".timeline"));
    });
}

#[test]
fn a_second_save_shows_both_versions() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE);
        let (zhou, chen) = (app.browser(&stage.zhou), app.browser(&stage.liaison));
        let path = format!("/w/ours/parties/{}/edit", party.id);
        let common = [
            ("kind", "enterprise"),
            ("name", "南京金陵饮料有限公司"),
            ("credit_code", CODE),
            ("legal_representative", "王伟"),
            ("version", "1"),
        ];
        zhou.post(&path, &[&common[..], &[("products", "汽水")]].concat()).expect(303);
        let conflict = chen.post(&path, &[&common[..], &[("products", "果汁")]].concat()).expect(409);
        assert!(conflict.select_text(".notice.yellow").contains("周敏"), "{}", conflict.select_text("main"));
        assert!(conflict.select_text(".versions").contains("汽水"));
        assert_eq!(conflict.attr("#f-products", "value").as_deref(), Some("果汁"));
        assert_eq!(conflict.attr("input[name=version]", "value").as_deref(), Some("2"));
    });
}

#[test]
fn a_rename_and_a_merge_by_their_pages() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let (a, b) = (stage.company("南京汽水厂", CODE).id, stage.company("南京金陵食品有限公司", OTHER_CODE).id);
        let browser = app.browser(&stage.liaison);
        let path = format!("/w/ours/parties/{a}/rename");
        let wrong = browser.post(&path, &[("name", "南京金陵饮料有限公司"), ("on", "昨天"), ("version", "1")]).expect(422);
        assert!(wrong.select_text("#f-on-error").contains("日期"), "{}", wrong.select_text("#f-on-error"));
        assert_eq!(wrong.attr("#f-name", "value").as_deref(), Some("南京金陵饮料有限公司"));
        browser.post(&path, &[("name", "南京金陵饮料有限公司"), ("on", "2026-06-01"), ("version", "1")]).expect(303);
        let stale = browser.post(&path, &[("name", "金陵"), ("on", "2026-07-01"), ("version", "1")]).expect(409);
        assert_eq!(stale.attr("#f-name", "value").as_deref(), Some("金陵"));
        let page = browser.get(&format!("/w/ours/parties/{a}")).expect(200);
        assert!(page.select_text(".timeline").contains("由“南京汽水厂”更名为“南京金陵饮料有限公司”，自 2026-06-01 起"));
        assert!(page.select_text("main").contains("至 2026-05-31"));
        // Which one, then both beside each other, then the deed.
        let path = format!("/w/ours/parties/{a}/merge");
        let choice = browser.get(&format!("{path}?q=食品")).expect(200);
        assert!(choice.select_text("main table").contains("南京金陵食品有限公司"));
        let to_itself = browser.get(&format!("{path}?into={a}")).expect(422);
        assert!(to_itself.select_text(".notice.red").contains("不能合并到它自己"));
        let question = browser.get(&format!("{path}?into={b}")).expect(200);
        assert!(question.select_text("table.beside").contains("南京汽水厂"));
        assert!(question.select_text(".notice.red").contains("信用代码不同"), "{}", question.select_text(".notice.red"));
        let [version, into_version] = ["version", "into_version"].map(|n| question.attr(&format!("input[name={n}]"), "value").expect(n));
        let id = b.to_string();
        let form = [("into", id.as_str()), ("version", &version), ("into_version", &into_version)];
        let silent = browser.post(&path, &form).expect(422);
        assert!(silent.select_text("#f-reason-error").contains("请填写"));
        browser.post(&path, &[&form[..], &[("reason", "同一地址同一法定代表人")]].concat()).expect(303);
        let led = browser.get(&format!("/w/ours/parties/{a}")).expect(303);
        assert_eq!(led.location(), format!("/w/ours/parties/{b}"));
        let page = browser.get(led.location()).expect(200);
        assert!(page.select_text(".flash").contains("已合并到"), "{}", page.select_text(".flash"));
        let told = page.select_text(".timeline");
        assert!(told.contains("更名为") && told.contains("合并进来") && told.contains("同一地址同一法定代表人"), "both histories: {told}");
        browser.get(&format!("/w/ours/parties/{a}/edit")).expect(409);
    });
}

#[test]
fn administrators_have_no_business_here() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE);
        let browser = app.browser(&stage.administrator);
        let home = browser.get("/w/ours/departments").expect(200);
        assert!(!home.text().contains("/w/ours/parties"), "not in the navigation");
        for path in ["/w/ours/parties", "/w/ours/parties.xlsx", &format!("/w/ours/parties/{}", party.id), "/w/ours/parties/new"] {
            let refused = browser.get(path).expect(403);
            assert!(!refused.text().contains("金陵"), "{path}");
        }
        assert!(app.browser(&stage.auditor).get("/w/ours/parties").expect(200).text().contains("金陵"));
        assert!(!app.browser(&stage.auditor).get("/w/ours/parties").expect(200).text().contains("/parties/new"), "nothing they may not do");
    });
}
