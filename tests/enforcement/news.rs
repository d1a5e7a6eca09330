//! What a leader's digest says of what was done: imposed, published, restricted, sampled.

use chrono::Duration;
use lianxi::enforcement::{MeasureKind, measure::actions::NewMeasure, publication::Verb};

use super::{cases::Docket, measures::rectify, publication::said, sampling::sixty};
use crate::support::TestApp;

#[test]
fn a_leader_reads_what_was_done_since_the_last_digest_one_line_each() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let leader = d.stage.leader.membership_id;
        // Sessions end while days pass.
        let preview = || app.browser(&d.stage.zhou).get(&format!("/w/ours/digests/preview/leader/{leader}")).expect(200);
        for title in ["甲案", "乙案"] {
            let case = d.filed_case(title);
            d.impose(&d.chen(), &case, &NewMeasure { kind: Some(MeasureKind::StopProduction), ..rectify(30) }).expect("imposed");
            d.impose(&d.chen(), &d.one(case.id), &rectify(30)).expect("imposed");
        }
        let number = d.stage.draft(d.party, &said(&d.stage)).expect("drafted").number;
        for (scope, verb) in [(d.chen(), Verb::Submit), (d.stage.office(), Verb::Approve), (d.chen(), Verb::Publish)] {
            d.stage.step(&scope, &number, verb, "").expect("taken");
        }
        let round = d.stage.round("三季度饮料抽查");
        d.stage.paste(&round, &sixty()).expect("pasted");
        assert!(!preview().text().contains("本期执法"), "the day is not over");
        app.clock.advance(Duration::days(1));
        let page = preview();
        let text = page.select_text("main");
        for line in ["本期执法", "责令停产整顿 2 项", "公告 1 份", "抽查 60 批次，合格率 88.3%，不合格 7 批次"]
        {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(!text.contains("失信限制") && !text.contains("责令限期整改 "), "what is none, and what is no news, is not said: {text}");
        for href in [format!("/w/ours/publications/{number}"), format!("/w/ours/samplings/{}", round.id), "/w/ours/cases".into()] {
            assert!(page.attr(&format!("main a[href='{href}']"), "href").is_some(), "{href} in {}", page.text());
        }
        app.clock.advance(Duration::days(9));
        assert!(!preview().text().contains("本期执法"), "what is long past is no news");
    });
}
