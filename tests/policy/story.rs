//! From a text to assigned duties.

use lianxi::platform::i18n::missing_keys;

use super::texts::{PLAN, Stage};
use crate::support::TestApp;

#[test]
fn a_pasted_plan_becomes_assigned_duties_only_when_confirmed() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        stage.office.get("/w/food/policies").expect(200);
        stage.office.get("/w/food/policies/new").expect(200);
        let path = stage.paste(PLAN);
        let list = stage.office.get("/w/food/policies").expect(200);
        assert!(
            list.select_text("table.rows .t").contains("滨江市食品安全提升行动方案 滨政发〔2026〕12号"),
            "{}",
            list.select_text("table.rows")
        );

        let page = stage.office.get(&format!("{path}/review")).expect(200);
        assert_eq!(page.select_text("ol.review > li h2 a"), "（一） （二） （三） （四）");
        assert!(page.select_text("mark").contains("市市场监管局"), "{}", page.select_text("mark"));
        let forms = stage.review(&path);
        let inspect = forms.iter().find(|f| f.get("title").contains("集中抽检")).expect("a proposal");
        assert_eq!((inspect.get("lead"), inspect.get("support"), inspect.get("due")), ("市市场监管局", "市卫生健康委", "2026-12-31"));
        assert!(inspect.get("targets").contains("500 家"), "{}", inspect.get("targets"));

        // Nothing is assigned by reading or saving alone.
        stage.office.post(&inspect.action, &inspect.press("save", &[("title", "集中抽检食品企业")])).expect(303);
        let clause = stage.office.get(&format!("{path}/coverage")).expect(200);
        assert_eq!(clause.select_text(".made"), "");

        let forms = stage.review(&path);
        let inspect = forms.iter().find(|f| f.get("title") == "集中抽检食品企业").expect("the correction was kept");
        let done = stage.office.post(&inspect.action, &inspect.press("confirm", &[])).expect(303);
        let next = forms.iter().find(|f| f.get("title").contains("台账")).expect("a proposal");
        assert!(done.location().ends_with(&format!("/review#{}", next.clause)), "on to the next: {}", done.location());
        let page = stage.office.get(&format!("{path}/review")).expect(200);
        assert!(
            page.select_text(".made").contains("2026-0001 集中抽检食品企业 待签收 市市场监管局 · 2026-12-31"),
            "{}",
            page.select_text(".made")
        );
        assert!(page.select_text(".flash").contains("2026-0001"), "{}", page.select_text(".flash"));

        // The duty leads back to its clause.
        let duty = stage.office.get("/w/food/duties/2026-0001").expect(200);
        let back = duty.attr("dl.facts a[href*='/clauses/']", "href").expect("a link to the clause");
        let clause = stage.office.get(&back).expect(303);
        let clause = stage.office.get(clause.location()).expect(200);
        assert!(clause.select_text(".made").contains("2026-0001"));
        assert!(clause.select_text(".timeline").contains("集中抽检食品企业"));
        let missing: Vec<String> = missing_keys().into_iter().filter(|k| k.contains("polic") || k.contains("clause")).collect();
        assert_eq!(missing, Vec::<String>::new());
    });
}

#[test]
fn unknown_bodies_are_matched_created_or_left_and_the_alias_is_remembered() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let forms = stage.review(&path);
        let ledger = forms.iter().find(|f| f.get("title").contains("台账")).expect("a proposal");
        assert!(ledger.text.contains("“有关部门”指哪些单位"), "{}", ledger.text);
        let refused = stage.office.post(&ledger.action, &ledger.press("confirm", &[])).expect(422);
        assert!(refused.select_text(".errors").contains("请指明“有关部门”"), "{}", refused.select_text(".errors"));
        let changes = [("mention-1", "市卫生健康委、市市场监管局"), ("how-1", "as")];
        stage.office.post(&ledger.action, &ledger.press("confirm", &changes)).expect(303);
        let duty = stage.office.get("/w/food/duties/2026-0001").expect(200).select_text("main");
        assert!(duty.contains("市农业农村局") && duty.contains("市卫生健康委"), "{duty}");

        let forms = stage.review(&path);
        let school = forms.iter().find(|f| f.get("title").contains("校园")).expect("a proposal");
        assert!(school.text.contains("“市教育委员会”指哪些单位"), "{}", school.text);
        stage.office.post(&school.action, &school.press("save", &[("how-0", "create")])).expect(303);
        let departments = stage.office.get("/w/food/departments").expect(200);
        assert!(departments.text().contains("市教育委员会"));
        let school = stage.review(&path).into_iter().find(|f| f.get("title").contains("校园")).expect("a proposal");
        assert_eq!(school.get("lead"), "市教育委员会");
    });
}

#[test]
fn what_is_sure_is_confirmed_together_after_a_list() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let list = stage.office.get(&format!("{path}/confirm")).expect(200);
        let text = list.text();
        let page = scraper::Html::parse_document(&text);
        let boxes = scraper::Selector::parse("input[name=proposal]").expect("a selector");
        let values: Vec<String> = page.select(&boxes).filter_map(|b| b.value().attr("value").map(str::to_owned)).collect();
        assert_eq!(values.len(), 1, "only the inspection has everybody known: {}", list.select_text(".to-confirm"));
        assert!(list.select_text(".to-confirm").contains("市市场监管局"));
        let done = stage.office.post(&format!("{path}/confirm"), &[("proposal", &values[0])]).expect(303);
        let page = stage.office.get(done.location()).expect(200);
        assert!(page.select_text(".flash").contains("已交办 1 项任务"), "{}", page.select_text(".flash"));
        let coverage = stage.office.get(&format!("{path}/coverage")).expect(200);
        assert!(coverage.select_text(".made").contains("2026-0001"));
    });
}

#[test]
fn the_outline_is_set_right_and_every_clause_is_accounted_for() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let office = &stage.office;
        // Background with a reason.
        let page = office.get(&format!("{path}/review")).expect(200);
        let judge = page.attr("form[action$='/judge']", "action").expect("a form");
        let version = page.attr("form[action$='/judge'] input[name=version]", "value").expect("a version");
        office.post(&judge, &[("version", &version), ("kind", "principle"), ("reason", "总的要求，不责成具体单位")]).expect(303);
        let coverage = office.get(&format!("{path}/coverage")).expect(200);
        assert!(coverage.select_text("table.rows").contains("原则：总的要求，不责成具体单位"), "{}", coverage.select_text("table.rows"));
        // Two from one, one of them dropped.
        let school = stage.review(&path).into_iter().find(|f| f.get("title").contains("校园")).expect("a proposal");
        office.post(&school.action, &school.press("twin", &[])).expect(303);
        let twins: Vec<_> = stage.review(&path).into_iter().filter(|f| f.get("title").contains("校园")).collect();
        assert_eq!(twins.len(), 2);
        office.post(&twins[1].action, &twins[1].press("drop", &[])).expect(303);
        // Renumber, split, merge.
        let clause = format!("{path}/clauses/{}", school.clause.trim_start_matches("clause-"));
        let version = |at: &str| {
            office.get(&clause).expect(200).attr(&format!("form[action='{at}'] input[name=version]"), "value").expect("a version")
        };
        let taken = office
            .post(&clause, &[("version", &version(&clause)), ("path", "二 三"), ("label", "（四）"), ("heading", "校园")])
            .expect(422);
        assert!(taken.select_text(".errors").contains("二 三"), "{}", taken.select_text(".errors"));
        office
            .post(&clause, &[("version", &version(&clause)), ("path", "二 五"), ("label", "（五）"), ("heading", "校园检查")])
            .expect(303);
        let split = format!("{clause}/split");
        let text = office.get(&clause).expect(200).select_text("textarea[name=text]");
        let typed = text.replace("2027年", "\n-----\n2027年");
        office.post(&split, &[("version", &version(&split)), ("text", &typed)]).expect(303);
        let page = office.get(&format!("{path}/review")).expect(200);
        assert_eq!(page.select_text(".tabs a[aria-current] span"), "5", "one more clause");
        let merge = format!("{clause}/merge");
        office.post(&merge, &[("version", &version(&merge)), ("with", "next")]).expect(303);
        let page = office.get(&format!("{path}/review")).expect(200);
        assert_eq!(page.select_text(".tabs a[aria-current] span"), "4");
        assert!(page.select_text("ol.review .source").contains("完成整改"), "{}", page.select_text("ol.review .source"));
        office.get(&path).expect(200);
    });
}

#[test]
fn the_real_policy_when_it_is_at_hand() {
    let Ok(text) = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/jiangsu-2000-84.txt")) else {
        crate::support::skip("the sample policy", "it is not beside the checkout");
        return;
    };
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let file = stage.office.upload("/w/food/policies", &[], "file", "省政府文件.txt", text.as_bytes()).expect(303);
        let path = file.location().trim_end_matches("/review").to_owned();
        let page = stage.office.get(&path).expect(200);
        assert!(page.select_text(".work .label").contains("0 / 30 条"), "{}", page.select_text(".work"));
        let second = stage.office.get(&format!("{path}/review?page=2")).expect(200);
        assert!(second.select_text("ol.review h2 a").contains("30"), "{}", second.select_text("ol.review h2 a"));
        let forms = stage.review(&path);
        let first = forms.first().expect("proposals");
        let changes: Vec<(&str, &str)> = first
            .fields
            .iter()
            .filter(|(n, _)| n.starts_with("how-"))
            .map(|(n, _)| (n.as_str(), "nobody"))
            .chain([("lead", "市市场监管局")])
            .collect();
        stage.office.post(&first.action, &first.press("confirm", &changes)).expect(303);
        assert!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made").contains("2026-0001"));
    });
}
