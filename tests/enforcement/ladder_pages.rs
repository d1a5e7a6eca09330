//! The draft of the ladder on its pages: two who change it at once, and what asks before it is gone.

use lianxi::enforcement::{
    actions::cases::ship_kinds,
    ladder::{self, Ladder, Rule},
};

use super::stage::Stage;
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

fn draft(stage: &Stage<'_>) -> Ladder {
    let all = stage.read(&stage.office(), ladder::all).expect("all");
    all.into_iter().find(|l| l.in_force_on.is_none()).expect("a draft")
}

/// What the form of a rule sends, with another source.
fn sent(rule: &Rule, page: &Answer, article: &str) -> Vec<(String, String)> {
    let hidden = |name: &str| (name.to_owned(), page.attr(&format!("input[name={name}]"), "value").unwrap_or_default());
    let mut pairs = vec![hidden("version"), hidden("position"), hidden("was")];
    let text = |name: &str, value: String| (name.to_owned(), value);
    pairs.push(text("condition", rule.condition.as_str().into()));
    pairs.push(text("after", rule.after.map(|m| m.as_str().to_owned()).unwrap_or_default()));
    pairs.push(text("level", rule.level.map(|l| l.as_str().to_owned()).unwrap_or_default()));
    pairs.extend([text("times", rule.times.to_string()), text("months", rule.months.to_string()), text("days", rule.days.to_string())]);
    pairs.push(text("article", article.into()));
    pairs.extend(rule.kinds.iter().map(|k| text("kinds", k.clone())));
    pairs.extend(rule.measures.iter().map(|m| text("measures", m.as_str().into())));
    pairs
}

fn post(browser: &Browser, pairs: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post("/w/ours/ladder/rule", &fields)
}

#[test]
fn a_rule_that_moved_is_found_again_and_one_that_is_gone_is_written_over_by_nobody() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.write(&stage.office(), ship_kinds).expect("shipped");
        stage.write(&stage.office(), ladder::actions::begin_draft).expect("a draft");
        let (one, two) = (app.browser(&stage.zhou), app.browser(&stage.zhou));
        let before = draft(&stage).rules;
        let open = |position: usize| one.get(&format!("/w/ours/ladder/rule?position={position}")).expect(200);
        let out = |position: &str| {
            let version = draft(&stage).version.to_string();
            two.post("/w/ours/ladder", &[("do", "out"), ("version", &version), ("position", position)]).expect(303);
        };
        let form = open(5);
        out("2");
        let again = post(&one, &sent(&before[4], &form, "甲的依据")).expect(409);
        assert!(again.select_text("main").contains("现在是第 4 条"), "{}", again.select_text("main"));
        assert_eq!(again.attr("input[name=article]", "value").as_deref(), Some("甲的依据"));
        post(&one, &sent(&before[4], &again, "甲的依据")).expect(303);
        let now = draft(&stage).rules;
        assert_eq!((now[3].article.as_str(), now[3].condition), ("甲的依据", before[4].condition));
        assert_eq!(Rule { position: 0, ..now[4].clone() }, Rule { position: 0, ..before[5].clone() }, "the next one is what it was");
        // Taken out itself: what was typed becomes a rule of its own.
        let form = open(4);
        out("4");
        let count = draft(&stage).rules.len();
        let again = post(&one, &sent(&now[3], &form, "乙的依据")).expect(409);
        assert!(again.select_text("main").contains("加在最后"), "{}", again.select_text("main"));
        post(&one, &sent(&now[3], &again, "乙的依据")).expect(303);
        let after = draft(&stage).rules;
        assert_eq!((after.len(), after[count].article.as_str()), (count + 1, "乙的依据"));
        // What is wrong and too late at once does not land on another rule either.
        let form = open(3);
        out("1");
        let mut bad = sent(&after[2], &form, "丙的依据");
        bad.iter_mut().filter(|(n, _)| n == "condition").for_each(|(_, v)| v.clear());
        let again = post(&one, &bad).expect(422);
        assert_eq!(again.attr("input[name=position]", "value").as_deref(), Some("2"));
    });
}

#[test]
fn taking_a_rule_out_and_discarding_the_draft_ask_first() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.write(&stage.office(), ship_kinds).expect("shipped");
        stage.write(&stage.office(), ladder::actions::begin_draft).expect("a draft");
        let office = app.browser(&stage.zhou);
        let page = office.get("/w/ours/ladder").expect(200);
        assert!(!page.text().contains("value=\"out\"") && !page.text().contains("value=\"discard\""), "no button does it at once");
        for (ask, what) in [("do=out&position=2", "其余规则的次序前移"), ("do=discard", "不能恢复")] {
            let asked = office.get(&format!("/w/ours/ladder/ask?{ask}")).expect(200);
            assert!(asked.select_text("main").contains(what), "{}", asked.select_text("main"));
        }
        let asked = office.get("/w/ours/ladder/ask?do=out&position=2").expect(200);
        let hidden = |name: &str| asked.attr(&format!("main input[name={name}]"), "value").expect("sent along");
        let (count, version) = (draft(&stage).rules.len(), hidden("version"));
        let fields = [("do", hidden("do")), ("position", hidden("position")), ("version", version)];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        office.post("/w/ours/ladder", &fields).expect(303);
        assert_eq!(draft(&stage).rules.len(), count - 1);
        office.get("/w/ours/ladder/ask?do=out&position=99").expect(404);
        app.browser(&stage.liaison).get("/w/ours/ladder/ask?do=discard").expect(403);
    });
}
