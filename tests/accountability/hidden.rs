//! An official is held to account: colleagues of the same department, the official before being told, leaders and administrators find
//! no trace; somebody without an account replies by a link that opens nothing else.

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Cause, Part, SubjectKind,
        actions::{self, ByHand, Seen},
    },
    digests::{self, Kind},
    platform::db::{Conn, Tenant},
    schema::{links, outbox},
};

use super::stage::Stage;
use crate::support::TestApp;

const TITLE: &str = "收受样品瞒报结果";

fn by_hand(g: &Stage<'_>, membership_id: Option<i64>, email: &str) -> ByHand {
    ByHand {
        cause: Some(Cause::Misconduct),
        title: TITLE.into(),
        subject_kind: Some(SubjectKind::Official),
        department_id: Some(g.s.departments[0]),
        name: "陈静".into(),
        membership_id,
        email: email.into(),
        on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
        basis: "第二十三条".into(),
        facts: "抽样时收受样品".into(),
    }
}

/// A matter up to the point where somebody clear looks into it.
fn under_review(g: &Stage<'_>, typed: &ByHand) -> String {
    let office = g.s.office();
    let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, typed)).number;
    let seen = Seen::any(&*number);
    g.act(&office, |conn, scope| actions::accept(conn, scope, &seen, ""));
    let handler = g.s.liaisons[1].membership_id;
    g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
    g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
    number
}

#[test]
fn colleagues_of_an_official_find_no_trace() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let own = g.s.liaisons[0].membership_id;
        let number = under_review(&g, &by_hand(&g, Some(own), ""));
        let (office, seen) = (g.s.office(), Seen::any(&*number));
        // Neither the official nor a colleague of theirs is named; nor is the official told before it is time.
        for near in [own, g.colleague.membership_id] {
            let tried = g.s.write(&office, |conn, scope| actions::appoint(conn, scope, &seen, near, Part::Decider));
            assert!(matches!(tried, Err(lianxi::platform::error::Error::Invalid(_))), "{tried:?}");
        }
        g.learns_nothing(&g.s.liaisons[0], &[&number], &[TITLE]);
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, g.s.li.membership_id, Part::Decider));
        g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
        assert_eq!(g.told("matter-notified"), ["陈静"], "the official alone");
        let chen = g.browser(&g.s.liaisons[0]);
        let at = format!("/w/ours/matters/{number}");
        assert!(chen.get(&at).expect(200).text().contains("抽样时收受样品"));
        assert!(chen.get("/w/ours/matters").expect(200).text().contains(TITLE));
        chen.post(&format!("{at}/reply"), &[("text", "样品已退回")]).expect(303);
        // Whoever else may be near.
        let others = [&g.colleague, &g.s.stranger, &g.he, &g.mayor, &g.aloof, &g.administrator, &g.s.liaisons[2]];
        for who in others {
            g.learns_nothing(who, &[&number], &[TITLE, "收受样品", "样品已退回"]);
        }
        // Digests: of whoever is named to decide, and nobody else's.
        let said = |email: &str, kind| {
            let made = digests::cli_preview(&app.site, "ours", email, Some(kind), "text").expect("a digest");
            String::from_utf8(made).expect("text")
        };
        assert!(said(&g.s.li.email, Kind::Leader).contains(TITLE));
        assert!(!said(&g.s.li.email, Kind::Leader).lines().next().unwrap_or_default().contains(TITLE), "subjects say nothing");
        for (email, kind) in [(&g.aloof.email, Kind::Leader), (&g.mayor.email, Kind::Leader), (&g.colleague.email, Kind::Liaison)] {
            assert!(!said(email, kind).contains(TITLE));
        }
        // The list as a file, with exactly what is shown.
        let rows = |member| {
            let answer = g.browser(member).get("/w/ours/matters.xlsx").expect_file(200);
            let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(answer.body)).expect("a workbook");
            calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("cells").height()
        };
        let second = under_review(&g, &ByHand { title: "另一件".into(), ..by_hand(&g, None, "wang@example.cn") });
        assert_eq!(rows(&g.s.liaisons[0]) + 1, rows(&g.s.zhou), "the official's own, and all");
        chen.get(&format!("/w/ours/matters/{second}")).expect(404);
        // Who may know of it finds it; `learns_nothing` searches as well.
        let sought = chen.get(&format!("/w/ours/search?q={TITLE}")).expect(200);
        assert!(sought.select_text("main").contains(&number) && !sought.select_text("main").contains(&second));
        // The board counts for each what they may know of, and its numbers are lists of so many.
        let (own, all) = (chen.get("/w/ours/matters/board").expect(200), g.browser(&g.s.zhou));
        assert_eq!((own.grid().len(), own.grid()[0].1[0].0.as_str()), (1, "1"), "{:?}", own.grid());
        assert!(chen.every_number_is_a_list(&own) >= 2);
        let all_of_it = all.get("/w/ours/matters/board").expect(200);
        assert_eq!(all_of_it.grid()[0].1[0].0, "2");
        assert!(all.every_number_is_a_list(&all_of_it) >= 2);
        assert!(all.get("/w/ours/matters/board?by=region").expect(200).select_text(".empty").contains("没有"), "it is no city");
        // No subject line of any mail says a word.
        let load = |conn: &mut Conn| {
            let own = outbox::table.filter(outbox::workspace_id.eq(g.s.workspace)).filter(outbox::template.eq("notice"));
            Ok(own.select(outbox::payload).load::<String>(conn)?)
        };
        for payload in app.db().read(Tenant::One(g.s.workspace), load).expect("mails") {
            let payload: serde_json::Value = serde_json::from_str(&payload).expect("JSON");
            assert_eq!(payload["subject"], "有一件事项请您办理");
        }
        app.deliver();
    });
}

#[test]
fn an_official_without_an_account_replies_by_a_link_that_opens_nothing_else() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = under_review(&g, &by_hand(&g, None, "chen@outside.example"));
        let seen = Seen::any(&*number);
        g.act(&g.s.liaison(1), |conn, scope| actions::note(conn, scope, &seen, "同事举报"));
        g.act(&g.s.office(), |conn, scope| actions::notify(conn, scope, &seen));
        let waiting: String = app
            .db()
            .read(Tenant::One(g.s.workspace), |conn| {
                let own = outbox::table.filter(outbox::workspace_id.eq(g.s.workspace)).filter(outbox::address.eq("chen@outside.example"));
                Ok(own.select(outbox::payload).first(conn)?)
            })
            .expect("the mail");
        assert!(waiting.contains("{secret:link}"), "its secret is nowhere yet");
        let html = app.html_to("chen@outside.example");
        let from = html.find("/matter/ours/").expect("a link");
        let address: String = html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect();
        let mut browser = app.visitor();
        let page = browser.open_form(&address).expect(200);
        assert!(page.text().contains("抽样时收受样品") && page.text().contains("2026-12-07"));
        for secret in ["同事举报", "王磊", "/w/ours"] {
            assert!(!page.text().contains(secret), "{secret}");
        }
        // Only what a subject does now; what was typed is kept.
        browser.post(&address, &[("step", "decide"), ("form", "nothing")]).expect(404);
        let early = browser.post(&address, &[("step", "respond"), ("text", "还没到整改")]).expect(409);
        assert!(early.text().contains("还没到整改") && early.text().contains("陈述申辩"), "{}", early.select_text("main"));
        let wrong = browser.post(&address, &[("step", "ask_extension"), ("text", "出差"), ("day", "2026-12-01")]).expect(422);
        assert!(wrong.text().contains("须晚于现在的截止日期") && wrong.text().contains("出差"));
        let words = [("step", "reply"), ("text", "样品已退回")];
        let bad = browser.upload(&address, &words, "file", "收据.exe", b"MZ").expect(422);
        assert!(bad.text().contains("样品已退回") && !bad.select_text(".error").is_empty(), "{}", bad.select_text("main"));
        browser.upload(&address, &words, "file", "收据.txt", "退回收据".as_bytes()).expect(303);
        let page = browser.get(&address).expect(200);
        assert!(page.text().contains("样品已退回") && page.text().contains("收据.txt"));
        let office = g.browser(&g.s.zhou).get(&format!("/w/ours/matters/{number}")).expect(200);
        assert!(office.select_text("#papers").contains("陈静") && office.select_text("#papers").contains("样品已退回"));
        // Forged, of another purpose, revoked, over: all the same.
        browser.get("/matter/ours/forged").expect(404);
        browser.get(&address.replace("/matter/", "/receipt/")).expect(404);
        app.clock.advance(Duration::days(15));
        let late = browser.post(&address, &[("step", "reply"), ("text", "晚了")]).expect(409);
        assert!(
            late.text().contains("已于2026-12-07") && late.text().contains("晚了"),
            "late words are kept: {}",
            late.select_text("main")
        );
        app.clock.advance(Duration::days(80));
        browser.get(&address).expect(404);
        let kept = |conn: &mut Conn| Ok(links::table.filter(links::workspace_id.eq(g.s.workspace)).count().get_result::<i64>(conn)?);
        assert_eq!(app.db().read(Tenant::One(g.s.workspace), kept).expect("links"), 1);
    });
}
