//! What a form offers, what it refuses, and that what was typed stays.

use std::sync::Barrier;

use chrono::Duration;
use lianxi::{
    accountability::{
        Cause, Part, Rules, SubjectKind,
        actions::{self, ByHand, Charged, Seen},
    },
    duties,
    platform::error::Error,
    tenancy::Role,
};

use super::{
    correct::{by_hand, links_sent, under_review},
    stage::Stage,
    terms::{against_the_city, decided, heard},
};
use crate::support::TestApp;

#[test]
fn what_rules_raise_by_themselves_is_not_entered_by_hand_nor_against_oneself() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let zhou = g.browser(&g.s.zhou);
        let offered = || -> Vec<String> {
            let html = zhou.get("/w/ours/matters/new").expect(200).html();
            let select = scraper::Selector::parse("#f-cause option").expect("a selector");
            html.select(&select).filter_map(|o| o.attr("value").map(str::to_owned)).collect()
        };
        assert_eq!(offered(), ["", "misconduct"]);
        let city = g.city.to_string();
        let typed = |cause: &'static str| {
            let base = [("subject", "local_government"), ("on", "2026-11-02"), ("title", "未完成目标"), ("facts", "实际 41 件")];
            [&base[..], &[("cause", cause), ("department", &*city)]].concat().iter().map(|(k, v)| (*k, v.to_string())).collect::<Vec<_>>()
        };
        let raise = |cause: &'static str| {
            let fields = typed(cause);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            zhou.post("/w/ours/matters/new", &fields)
        };
        let by_rule = ["campaign_missed", "duty_overdue", "target_slide", "hand_over_silent", "major_incident", "unlawful_enforcement"];
        for cause in by_rule {
            let refused = raise(cause).expect(422);
            assert!(refused.select_text("#f-cause-error").contains("系统按规则提出"), "{cause}: {}", refused.select_text("main"));
        }
        // Where the rule is off people enter what happened, once.
        let mut rules = Rules::shipped();
        rules.rules.iter_mut().filter(|r| r.cause == Cause::MajorIncident).for_each(|r| r.on = false);
        g.act(&g.s.office(), |conn, scope| actions::write_rules(conn, scope, 1, &rules, "停用"));
        assert_eq!(offered(), ["", "major_incident", "misconduct"]);
        raise("major_incident").expect(303);
        assert!(raise("major_incident").expect(409).text().contains("已经提出过"));
        let own = g.s.zhou.membership_id.to_string();
        let department = g.s.departments[0].to_string();
        let oneself = [
            ("cause", "misconduct"),
            ("title", "本人失职"),
            ("subject", "official"),
            ("department", &*department),
            ("name", "周敏"),
            ("member", &*own),
            ("on", "2026-11-02"),
            ("facts", "经过"),
        ];
        let refused = zhou.post("/w/ours/matters/new", &oneself).expect(422);
        assert!(refused.select_text("#f-member-error").contains("不能对本人"), "{}", refused.select_text("main"));
        g.browser(&g.s.sun).post("/w/ours/matters/new", &oneself).expect(303);
    });
}

#[test]
fn a_matter_stopped_after_its_subject_was_told_was_not_refused() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "Report 迟报");
        let at = format!("/w/ours/matters/{number}");
        let zhou = g.browser(&g.s.zhou);
        assert!(zhou.get(&at).expect(200).select_text(".actions").contains("终止办理"));
        assert!(zhou.get(&format!("{at}/dismiss")).expect(200).select_text("main").contains("终止办理"));
        zhou.post(&format!("{at}/dismiss"), &[("reason", "事实不成立")]).expect(303);
        for browser in [&zhou, &g.browser(&g.he)] {
            let page = browser.get(&at).expect(200).select_text("main");
            assert!(page.contains("已终止") && !page.contains("不予受理"), "{page}");
        }
        // Capitals are no other word, on either database.
        for q in ["report", "REPORT"] {
            let found = zhou.get(&format!("/w/ours/matters?tab=all&q={q}")).expect(200).select_text("main");
            assert!(found.contains(&number) && found.contains("已终止"), "{q}: {found}");
        }
        // One that nobody took up was refused.
        let office = g.s.office();
        let other = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, &against_the_city(&g, "又一件"))).number;
        let at = format!("/w/ours/matters/{other}");
        zhou.post(&format!("{at}/dismiss"), &[("reason", "证据不足")]).expect(303);
        assert!(zhou.get(&at).expect(200).select_text(".head").contains("不予受理"));
    });
}

#[test]
fn the_signed_page_offers_what_can_be_done_and_keeps_what_came_too_late() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let typed = ByHand { email: "chen@outside.example".into(), ..by_hand(&g, SubjectKind::Official, None) };
        let number = under_review(&g, &typed);
        let seen = Seen::any(&*number);
        g.act(&g.s.office(), |conn, scope| actions::notify(conn, scope, &seen));
        let link = links_sent(app)["chen@outside.example"].clone();
        let mut chen = app.visitor();
        let page = chen.open_form(&link).expect(200);
        assert!(page.text().contains("材料请在下面一并上传") && !page.text().contains("请在事项页面"), "{}", page.select_text("main"));
        let offers = |step: &str| {
            let page = chen.get(&link).expect(200).html();
            let select = scraper::Selector::parse(&format!("input[name=step][value={step}]")).expect("a selector");
            page.select(&select).next().is_some()
        };
        assert!(offers("reply") && offers("ask_hearing") && !offers("object"));
        chen.post(&link, &[("step", "ask_hearing"), ("text", "请求当面陈述")]).expect(303);
        assert!(!offers("ask_hearing"), "one waits");
        let again = chen.post(&link, &[("step", "ask_hearing"), ("text", "再次请求")]).expect(409);
        assert!(again.text().contains("已有同样的申请") && again.text().contains("再次请求"), "{}", again.select_text("main"));
        // A reply while the decision is entered: the words are not lost.
        g.s.sql("UPDATE matters SET state = 'in_force', objection_due_on = '2026-12-20', response_due_on = '2026-12-20'");
        let late = chen.upload(&link, &[("step", "reply"), ("text", "补充说明一点")], "file", "附.txt", "内容".as_bytes()).expect(409);
        assert!(late.text().contains("补充说明一点") && late.text().contains("决定生效"), "{}", late.select_text("main"));
        assert!(!chen.get(&link).expect(200).text().contains("附.txt"));
        assert!(offers("object"));
        chen.post(&link, &[("step", "object"), ("text", "事实有误")]).expect(303);
        assert!(!offers("object") && offers("respond"), "it objects once");
        let again = chen.post(&link, &[("step", "object"), ("text", "还有一点")]).expect(409);
        assert!(again.text().contains("已经申诉过一次") && again.text().contains("还有一点"));
        for step in ["decide", "verify", "correct", ""] {
            chen.post(&link, &[("step", step), ("text", "x")]).expect(404);
        }
    });
}

#[test]
fn somebody_named_twice_at_once_is_named_once() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        for round in 0..8 {
            let new = g.s.cast.person(g.s.workspace, &format!("调查员{round}"), &[Role::Auditor], &[]).membership_id;
            let (start, seen) = (Barrier::new(2), Seen::any(&*number));
            let (zhou, sun) = (g.s.office(), g.s.cast.scope(&g.s.sun));
            let name = |scope: &lianxi::tenancy::Scope| {
                start.wait();
                g.s.write(scope, |conn, scope| actions::appoint(conn, scope, &seen, new, Part::Handler))
            };
            let both = std::thread::scope(|threads| {
                let (one, two) = (threads.spawn(|| name(&zhou)), threads.spawn(|| name(&sun)));
                [one.join().expect("no panic"), two.join().expect("no panic")]
            });
            assert_eq!(both.iter().filter(|done| done.is_ok()).count(), 1, "{both:?}");
            let wrong = |done: &Result<_, Error>| matches!(done, Err(error) if !matches!(error, Error::Conflict | Error::Invalid(_)));
            assert!(!both.iter().any(wrong), "{both:?}");
        }
    });
}

#[test]
fn a_department_counts_what_its_list_shows() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let charged = Charged {
            title: "补齐整改".into(),
            requirement: "补查 79 件".into(),
            lead_id: Some(g.city),
            due_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 31),
        };
        g.act(&g.s.office(), |conn, scope| actions::charge(conn, scope, &Seen::any(&*number), &charged));
        app.clock.advance(Duration::hours(1));
        let seen_by = |who| {
            let scope = g.s.cast.scope(who);
            g.act(&scope, |conn, scope| duties::queries::department_load(conn, scope, g.city)).leads
        };
        let counts = [&g.he, &g.mayor, &g.s.zhou, &g.auditor, &g.aloof, &g.s.stranger].map(seen_by);
        assert_eq!(counts, [1, 1, 1, 1, 0, 0], "whoever sees it in a list counts it");
    });
}
