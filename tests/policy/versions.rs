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
        // The reworded clause is reviewed again beside the duty it inherits.
        let page = stage.office.get(&format!("{new}/review?only=open")).expect(200);
        assert!(page.select_text("ol.review").contains("2026-0001") && !page.select_text("ol.review").contains("2026-0002"));
    });
}
