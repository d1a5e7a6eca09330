//! A newer version takes the older's place, and the duties stay attached.

use super::texts::{PLAN, PLAN_2027, Stage};
use crate::support::TestApp;

#[test]
fn duties_move_to_the_clauses_that_continue_theirs() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let old = stage.paste(PLAN);
        for title in ["集中抽检", "台账", "校园"] {
            let form = stage.review(&old).into_iter().find(|f| f.get("title").contains(title)).expect("a proposal");
            let settled: Vec<(&str, &str)> =
                form.fields.iter().filter(|(n, _)| n.starts_with("how-")).map(|(n, _)| (n.as_str(), "nobody")).collect();
            let mut changes = settled;
            changes.push(("lead", if title == "校园" { "市市场监管局" } else { form.get("lead") }));
            stage.office.post(&form.action, &form.press("confirm", &changes)).expect(303);
        }
        let id = old.rsplit('/').next().expect("an id");
        stage.office.get(&format!("/w/food/policies/new?supersedes={id}")).expect(200);
        let added = stage.office.post("/w/food/policies", &[("text", PLAN_2027), ("supersedes", id)]).expect(303);
        let compare = stage.office.get(added.location()).expect(200);
        assert!(compare.select_text(".pairs del").starts_with("500 "), "{}", compare.select_text(".pairs"));
        assert!(compare.select_text(".pairs ins").contains("800"));
        assert!(compare.select_text(".tabs").contains("有修改 1 新增 1 已删去 1 未变 2"), "{}", compare.select_text(".tabs"));
        let new = added.location().trim_end_matches("/compare").to_owned();
        let choice = compare.attr("input[type=radio]", "name").expect("a choice");
        stage.office.post(&format!("{new}/succeed"), &[(choice.as_str(), "adjust")]).expect(303);

        let coverage = stage.office.get(&format!("{new}/coverage")).expect(200).select_text(".made");
        assert!(coverage.contains("2026-0001") && coverage.contains("2026-0002") && !coverage.contains("2026-0003"), "{coverage}");
        assert!(stage.office.get(&old).expect(200).select_text(".head").contains("已被替代"));
        let left = stage.office.get(&format!("{old}/coverage")).expect(200).select_text(".made .num");
        assert_eq!(left, "2026-0003", "the clause that is gone keeps its duty");
        let duty = stage.office.get("/w/food/duties/2026-0002").expect(200);
        assert!(
            duty.select_text(".timeline").contains("依据由 滨政发〔2026〕12号 （三） 改为 滨政发〔2026〕30号 （四）"),
            "{}",
            duty.select_text(".timeline")
        );
        // The reworded clause is reviewed again beside the duty it inherits, which may be all it needs.
        let page = stage.office.get(&format!("{new}/review?only=open")).expect(200);
        assert!(page.select_text("ol.review").contains("2026-0001") && !page.select_text("ol.review").contains("2026-0002"));
        assert!(page.select_text(".work").contains("已交办 2 项"), "{}", page.select_text(".work"));
        let html = scraper::Html::parse_document(&page.text());
        let hidden = scraper::Selector::parse("form:has(input[name=kind][value=duty])").expect("a selector");
        let settle = html.select(&hidden).next().and_then(|f| f.value().attr("action")).expect("a button").to_owned();
        let version = page.attr("form:has(input[name=kind][value=duty]) input[name=version]", "value").expect("a version");
        stage.office.post(&settle, &[("version", &version), ("kind", "principle")]).expect(409);
        stage.office.post(&settle, &[("version", &version), ("kind", "duty")]).expect(303);
        let left = stage.office.get(&format!("{new}/review?only=open")).expect(200).select_text("ol.review h2");
        assert!(!left.contains("集中抽检"), "{left}");
        let list = stage.office.get("/w/food/policies?sort=issued&dir=desc").expect(200).select_text("table.rows");
        assert!(list.contains("2"), "{list}");
    });
}

/// A plan of many tasks; every third is reworded, the last is new, the second is gone.
fn long(newer: bool) -> String {
    let mut text = String::from("滨江市长清单\n");
    text.push_str(if newer { "滨政发〔2027〕1号\n\n一、任务\n" } else { "滨政发〔2026〕40号\n\n一、任务\n" });
    let mut number = 0;
    for n in (1..=60).filter(|n| !(newer && *n == 2)) {
        number += 1;
        let how = if newer && n % 3 == 0 { "从严开展" } else { "开展" };
        text.push_str(&format!("{number}. {how}第{n}类产品的质量监督检查工作，按月公布结果。（市市场监管局牵头）\n"));
    }
    if newer {
        text.push_str("60. 设立举报奖励，对查证属实的举报人给予奖励。（市卫生健康委牵头）\n");
    }
    text + "\n滨江市人民政府\n2026年10月8日\n"
}

#[test]
fn many_changes_are_gone_through_page_by_page_and_the_choices_kept() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let old = stage.paste(&long(false));
        let list = stage.office.get(&format!("{old}/confirm")).expect(200);
        let sheet = super::texts::Sheet::of(&list.text(), "main form");
        stage.office.post(&format!("{old}/confirm"), &sheet.pairs()).expect(303);
        let id = old.rsplit('/').next().expect("an id");
        let added = stage.office.post("/w/food/policies", &[("text", &long(true)), ("supersedes", id)]).expect(303);
        let new = added.location().trim_end_matches("/compare").to_owned();
        let page = |query: &str| stage.office.get(&format!("{new}/compare{query}")).expect(200);
        let tabs = page("").select_text(".tabs");
        assert_eq!(tabs, "有变化的 22 有修改 20 新增 1 已删去 1 未变 39", "{tabs}");
        let all = page("?size=25&page=1");
        assert_eq!(all.text().matches("id=\"pair-").count(), 22);
        assert!(all.select_text(".pairs").ends_with("任务留在原文件下；不再需要的请到任务页取消。"), "what is gone stands last");
        assert_eq!(page("?change=same&page=2").text().matches("id=\"pair-").count(), 14);
        assert!(page("").text().contains("还有 20 条有修改的条款没有选择"));
        // Choices are kept page by page, and count in the end.
        let radios: Vec<String> = {
            let html = scraper::Html::parse_document(&all.text());
            let select = scraper::Selector::parse("input[type=radio][value=keep]").expect("a selector");
            html.select(&select).filter_map(|i| i.value().attr("name").map(str::to_owned)).collect()
        };
        assert_eq!(radios.len(), 20);
        let keep: Vec<(&str, &str)> = radios[..19].iter().map(|r| (r.as_str(), "keep")).chain([("do", "save")]).collect();
        stage.office.post(&format!("{new}/succeed"), &keep).expect(303);
        assert!(page("").text().contains("还有 1 条有修改的条款没有选择"));
        let foreign = [(format!("choice-{id}"), "keep"), ("choice-1".to_owned(), "keep"), ("do".to_owned(), "save")];
        let foreign: Vec<(&str, &str)> = foreign.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        stage.office.post(&format!("{new}/succeed"), &foreign).expect(303);
        stage.office.post(&format!("{new}/succeed"), &[("do", "succeed")]).expect(303);
        let counts = stage.office.get(&format!("{new}/coverage")).expect(200).select_text(".tabs");
        assert!(counts.contains("全部 60 已设任务 59") && counts.contains("待核对 1"), "{counts}");
        // Reviewed anew: the new clause, and the reworded one nobody chose for.
        let open = stage.office.get(&format!("{new}/review?only=open")).expect(200).select_text("ol.review h2");
        assert_eq!(open.split_whitespace().filter(|w| w.ends_with('.')).count(), 2, "{open}");
    });
}
