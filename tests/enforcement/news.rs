//! What a leader's digest says of what was done: imposed, published, restricted, sampled.

use chrono::Duration;
use lianxi::{
    enforcement::{
        MeasureKind,
        hand_over::HandOverAction,
        measure::actions::NewMeasure,
        publication::{
            Verb,
            actions::{self as publications, Said},
        },
        restriction::{self, Kind, TermKind},
        sampling::import::import,
    },
    platform::table::read_text,
};

use super::{cases::Docket, measures::rectify, proposals::to_justice, publication::said, restrictions::content, sampling::sixty};
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

#[test]
fn what_is_dated_back_or_was_announced_long_ago_is_told_when_it_is_done() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (leader, first) = (d.stage.leader.membership_id, d.stage.office().today());
        let read = || {
            let page = app.browser(&d.stage.zhou).get(&format!("/w/ours/digests/preview/leader/{leader}")).expect(200);
            page.select_text("main")
        };
        // Announced, approved and found today.
        let round = d.stage.round("三季度饮料抽查");
        let number = d.stage.draft(d.party, &said(&d.stage)).expect("drafted").number;
        for (scope, verb) in [(d.chen(), Verb::Submit), (d.stage.office(), Verb::Approve)] {
            d.stage.step(&scope, &number, verb, "").expect("taken");
        }
        let [one, other] = ["假冒饮料窝点", "假冒食品窝点"].map(|title| d.counterfeit(title));
        app.clock.advance(Duration::days(20));
        assert!(!read().contains("本期执法"), "nothing is done yet: {}", read());
        // Done twenty days later, as of the first.
        let chen = d.stage.cast.scope_on(&d.stage.liaison, first + Duration::days(20));
        let rows = read_text("table", &sixty()).expect("a table");
        d.stage.write(&chen, |conn, scope| import(conn, scope, round.id, &rows, 0)).expect("pasted");
        let version = d.stage.publication(&number).version;
        let on = Said { reason: String::new(), on: Some(first) };
        d.stage.write(&chen, |conn, scope| publications::step(conn, scope, &number, version, Verb::Publish, &on)).expect("published");
        let back = content(&d.stage, Kind::NoAward, TermKind::YearEnd);
        d.stage.write(&chen, |conn, scope| restriction::actions::impose(conn, scope, d.party, &back)).expect("imposed");
        d.send(&chen, &one, &to_justice()).expect("referred");
        let refused = d.send(&chen, &other, &to_justice()).expect("referred");
        d.reply(&chen, &refused, HandOverAction::Reject).expect("back");
        assert!(!read().contains("本期执法"), "the day is not over: {}", read());
        app.clock.advance(Duration::days(1));
        let text = read();
        for line in ["移送司法或外部机关 1 件", "公告 1 份", "新增失信限制 1 项", "抽查 60 批次，合格率 88.3%，不合格 7 批次"]
        {
            assert!(text.contains(line), "{line} in {text}");
        }
        app.clock.advance(Duration::days(9));
        assert!(!read().contains("本期执法"), "what is long past is no news");
    });
}
