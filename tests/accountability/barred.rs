//! Whoever stands back from a matter learns by their office of no duty that comes of it, wherever duties are shown, counted or told of;
//! what a department of theirs is charged with is theirs to do all the same. And a department that cannot be closed tells of no matter.

use chrono::NaiveDate;
use lianxi::{
    accountability::{
        Part,
        actions::{self, Charged, Seen},
    },
    duties::{self, DutyRef},
    tenancy::{Function, Role},
};

use super::{
    stage::Stage,
    terms::{decided, heard},
};
use crate::support::{TestApp, cast::Member};

const TITLE: &str = "补齐整改";

fn stands_back(g: &Stage<'_>, number: &str, who: &Member) {
    let seen = Seen::any(number);
    g.act(&g.s.office(), |conn, scope| actions::appoint(conn, scope, &seen, who.membership_id, Part::Handler));
    g.act(&g.s.cast.scope(who), |conn, scope| actions::declare(conn, scope, &seen, true, "亲属"));
}

/// A duty that comes of the matter, of this department.
fn charge(g: &Stage<'_>, number: &str, lead: i64) -> DutyRef {
    let charged = Charged {
        title: TITLE.into(),
        requirement: "补查 79 件".into(),
        lead_id: Some(lead),
        due_on: NaiveDate::from_ymd_opt(2026, 12, 31),
    };
    g.act(&g.s.office(), |conn, scope| actions::charge(conn, scope, &Seen::any(number), &charged))
}

#[test]
fn whoever_stands_back_counts_and_reads_no_duty_of_it_by_their_office() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let other_auditor = g.s.cast.person(g.s.workspace, "审计乙", &[Role::Auditor], &[]);
        for who in [&g.s.sun, &g.auditor] {
            stands_back(&g, &number, who);
        }
        let lead = g.s.departments[0];
        let at = format!("/w/ours/departments/{lead}");
        let page = |who: &Member| g.browser(who).get(&at).expect(200).select_text("main");
        let before = page(&g.auditor);
        let duty = charge(&g, &number, lead);
        let counted = [&g.s.sun, &g.auditor, &g.s.zhou, &other_auditor]
            .map(|who| g.act(&g.s.cast.scope(who), |conn, scope| duties::queries::department_load(conn, scope, lead)).open());
        assert_eq!(counted, [0, 0, 1, 1]);
        assert_eq!(page(&g.auditor), before);
        assert_ne!(page(&other_auditor), before);
        let (sun, zhou) = (g.browser(&g.s.sun), g.browser(&g.s.zhou));
        for tail in ["/close".to_owned(), format!("/merge?into={}", g.s.departments[1])] {
            let question = |browser: &crate::support::app::Browser| browser.get(&format!("{at}{tail}")).expect(200).select_text("main");
            assert!(question(&zhou).contains("1 项未办结"), "{}", question(&zhou));
            assert!(!question(&sun).contains("1 项未办结"), "{}", question(&sun));
        }
        // What happened last to duties, of which this is the only one.
        assert!(g.browser(&other_auditor).get("/w/ours").expect(200).select_text("main").contains(TITLE));
        let home = g.browser(&g.auditor).get("/w/ours").expect(200);
        assert!(!home.text().contains(TITLE) && !home.text().contains(&duty.number), "{}", home.select_text("main"));

        // It cannot be closed; to whom the duty is nothing it is not counted.
        let close = [("version", "1"), ("reason", "机构撤销")];
        let refused =
            |browser: &crate::support::app::Browser| browser.post(&format!("{at}/close"), &close).expect(409).select_text("[role=alert]");
        assert!(refused(&zhou).contains("还有 1 项未办结的任务"), "{}", refused(&zhou));
        let said = refused(&sun);
        assert!(said.contains("还有事项未了结") && !said.contains("1 项") && !said.contains("未办结的任务"), "{said}");
        // Merged, it moves with the department, and only whoever may know of it is told how many did.
        let merge = [("version", "1"), ("into", &*g.s.departments[1].to_string()), ("sure", "yes")];
        let into = sun.post(&format!("{at}/merge"), &merge).expect(303).location().to_owned();
        let done = sun.get(&into).expect(200).select_text(".flash");
        assert!(done.contains("0 项未办结任务随之转来"), "{done}");
        assert!(g.browser(&g.s.liaisons[1]).get(&format!("/w/ours/duties/{}", duty.number)).expect(200).text().contains(TITLE));
    });
}

#[test]
fn what_their_own_department_is_charged_with_is_seen_and_done_by_whoever_stands_back() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        // The only liaison of a department; and somebody of the office who acts for it too.
        let (zhao, lead) = (&g.s.liaisons[2], g.s.departments[2]);
        let both = g.s.cast.person(g.s.workspace, "两头", &[Role::Secretariat], &[(lead, Function::Deputy)]);
        for who in [zhao, &both] {
            stands_back(&g, &number, who);
        }
        let duty = charge(&g, &number, lead);
        let path = format!("/w/ours/duties/{}", duty.number);
        let told = |cause: &str| -> Vec<String> {
            let all = g.s.cast.mails(g.s.workspace).into_iter();
            let mut to: Vec<String> = all.filter(|(of, _)| of == cause).map(|(_, to)| to).collect();
            to.sort();
            to
        };
        assert_eq!(told("duty-assigned"), ["两头", "赵强"]);
        for who in [zhao, &both] {
            let browser = g.browser(who);
            assert!(browser.get(&path).expect(200).text().contains("补查 79 件"), "{}", who.name);
            assert!(browser.get("/w/ours/duties?tab=all").expect(200).text().contains(&path), "{}", who.name);
            assert!(browser.get("/w/ours?as=liaison").expect(200).select_text("main").contains(TITLE), "{}", who.name);
            browser.get(&format!("/w/ours/matters/{number}")).expect(404);
        }
        let counts =
            [zhao, &both].map(|who| g.act(&g.s.cast.scope(who), |conn, scope| duties::queries::department_load(conn, scope, lead)).open());
        assert_eq!(counts, [1, 1]);
        let (of_lead, seen) = (g.s.cast.scope(zhao), duties::Seen::any(duty.id));
        g.act(&of_lead, |conn, scope| duties::actions::accept(conn, scope, seen, lead));
        g.act(&of_lead, |conn, scope| duties::actions::submit(conn, scope, seen, lead, "已补查"));

        // By their office they verify nothing and are told of nothing.
        assert_eq!(told("duty-submitted"), ["周敏", "孙波"]);
        let browser = g.browser(&both);
        assert!(!browser.get("/w/ours?as=secretariat").expect(200).select_text("main").contains(TITLE));
        let page = browser.get(&path).expect(200);
        for step in ["close", "return", "edit", "cancel"] {
            assert!(!page.text().contains(&format!("{path}/{step}\"")), "{step}: {}", page.select_text("main"));
        }
        browser.post(&format!("{path}/close"), &[("remark", "可以")]).expect(403);
        // Without a department of theirs in it they have nothing to do with it.
        g.s.sql(&format!("DELETE FROM department_people WHERE membership_id = {}", both.membership_id));
        let browser = g.browser(&both);
        browser.get(&path).expect(404);
        assert!(!browser.get("/w/ours/duties?tab=all").expect(200).text().contains(&path));
        g.browser(&g.s.zhou).post(&format!("{path}/close"), &[("remark", "可以")]).expect(303);
    });
}

#[test]
fn a_department_that_cannot_be_closed_tells_nobody_of_a_matter() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        stands_back(&g, &number, &g.s.sun);
        let at = format!("/w/ours/departments/{}/close", g.city);
        let mut said = [&g.administrator, &g.s.sun, &g.s.zhou].map(|who| {
            let page = g.browser(who).post(&at, &[("version", "1"), ("reason", "机构撤销")]).expect(409);
            let refusal = page.select_text("[role=alert]");
            assert!(refusal.contains("还有事项未了结"), "{}: {}", who.name, page.select_text("main"));
            refusal
        });
        said.sort();
        assert_eq!(said[0], said[2], "whoever knows of the matter is told the same");
        assert!(!said[0].contains(|c: char| c.is_ascii_digit()) && !said[0].contains("问责"), "{}", said[0]);
    });
}
