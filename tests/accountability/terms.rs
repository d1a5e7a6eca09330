//! Nothing is decided before its subject could be heard, and nothing closes before its time to object is over.

use chrono::{Duration, NaiveDate};
use lianxi::accountability::{
    Body, Cause, Form, Part, SubjectKind,
    actions::{self, ByHand, Concluded, Seen},
};

use super::stage::Stage;
use crate::{meetings::minutes_stage::held, support::TestApp};

/// A matter against the city, raised by hand.
pub(super) fn against_the_city(g: &Stage<'_>, title: &str) -> ByHand {
    ByHand {
        cause: Some(Cause::Misconduct),
        title: title.into(),
        subject_kind: Some(SubjectKind::LocalGovernment),
        department_id: Some(g.city),
        on: NaiveDate::from_ymd_opt(2026, 11, 2),
        basis: "第二十五条".into(),
        facts: "抽查结果未按期上报".into(),
        ..ByHand::default()
    }
}

/// One whose subject was told today.
pub(super) fn heard(g: &Stage<'_>, title: &str) -> String {
    let (office, typed) = (g.s.office(), against_the_city(g, title));
    let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, &typed)).number;
    let seen = Seen::any(&*number);
    g.act(&office, |conn, scope| actions::accept(conn, scope, &seen, ""));
    let handler = g.s.liaisons[1].membership_id;
    g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
    g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
    g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
    number
}

/// One decided today by the third department.
pub(super) fn decided(g: &Stage<'_>, title: &str) -> String {
    let number = heard(g, title);
    let seen = Seen::any(&*number);
    let of_city = g.s.cast.scope(&g.he);
    g.act(&of_city, |conn, scope| actions::reply(conn, scope, &seen, "情况属实"));
    let concluded = Concluded {
        form: Some(Form::Criticism),
        basis: "第二十五条".into(),
        text: "通报批评".into(),
        body: Some(Body::Department),
        department_id: Some(g.s.departments[2]),
        on: NaiveDate::from_ymd_opt(2026, 11, 23),
        ..Concluded::default()
    };
    g.act(&g.s.office(), |conn, scope| actions::conclude(conn, scope, &seen, &concluded));
    number
}

#[test]
fn a_matter_closes_once_the_time_to_object_is_over_or_the_objection_is_settled() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let he = g.browser(&g.he);
        he.post(&format!("{at}/respond"), &[("text", "已补报")]).expect(303);
        app.clock.advance(Duration::days(1));
        let zhou = g.browser(&g.s.zhou);
        let verify = [("department", &*g.s.departments[1].to_string()), ("text", "核验属实")];
        let refused = zhou.post(&format!("{at}/verify"), &verify).expect(409);
        // Fifteen working days from 23 November.
        assert!(refused.text().contains("2026-12-14"), "{}", refused.select_text("main"));
        let page = zhou.get(&at).expect(200);
        assert!(page.select_text(".notice").contains("2026-12-14"), "{}", page.select_text("main"));
        assert!(!page.text().contains(&format!("href=\"{at}/verify\"")), "what cannot be done is not offered");
        assert!(!zhou.get("/w/ours").expect(200).select_text("main").contains("待核验"));
        // The last day is theirs.
        app.clock.advance(Duration::days(20));
        g.browser(&g.s.zhou).post(&format!("{at}/verify"), &verify).expect(409);
        assert!(g.browser(&g.he).get(&at).expect(200).text().contains(&format!("{at}/object")));
        app.clock.advance(Duration::days(1));
        let (zhou, he) = (g.browser(&g.s.zhou), g.browser(&g.he));
        assert!(zhou.get("/w/ours").expect(200).select_text("main").contains("待核验"));
        zhou.post(&format!("{at}/verify"), &verify).expect(303);

        // Objected to and settled: the right is used up.
        let number = decided(&g, "又一件");
        let at = format!("/w/ours/matters/{number}");
        g.act(&g.s.cast.scope(&g.he), |conn, scope| actions::object(conn, scope, &Seen::any(&*number), "事实有误"));
        he.post(&format!("{at}/respond"), &[("text", "已补报")]).expect(303);
        zhou.post(&format!("{at}/verify"), &verify).expect(409);
        let rule = [
            ("ruling", "upheld"),
            ("basis", "第二十五条"),
            ("text", "维持"),
            ("body", "department"),
            ("department", &*g.s.departments[0].to_string()),
            ("on", "2026-11-23"),
        ];
        g.browser(&g.s.sun).post(&format!("{at}/rule"), &rule).expect(303);
        zhou.post(&format!("{at}/verify"), &verify).expect(303);
    });
}

#[test]
fn a_decision_is_no_older_than_the_notice_nor_a_ruling_than_the_objection() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let meeting = held(&g.s);
        let number = heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let (zhou, he) = (g.browser(&g.s.zhou), g.browser(&g.he));
        he.post(&format!("{at}/reply"), &[("text", "情况属实")]).expect(303);
        let by = |body: &'static str, more: &[(&'static str, &str)]| {
            let mut fields = vec![("form", "criticism"), ("basis", "第二十五条"), ("text", "通报批评"), ("body", body)];
            fields.extend_from_slice(more);
            zhou.post(&format!("{at}/decide"), &fields)
        };
        let police = g.s.departments[2].to_string();
        let early = by("department", &[("department", &police), ("on", "2026-11-22")]).expect(422);
        assert!(early.select_text("#f-on-error").contains("2026-11-23"), "{}", early.select_text("main"));
        g.s.sql(&format!("UPDATE meetings SET starts_at = '2026-11-20 01:00:00' WHERE number = '{}'", meeting.number));
        let early = by("meeting", &[("decision", &meeting.decisions[0].to_string())]).expect(422);
        assert!(early.select_text("#f-decision-error").contains("2026-11-23"), "{}", early.select_text("main"));
        by("department", &[("department", &police), ("on", "2026-11-23")]).expect(303);

        app.clock.advance(Duration::days(2));
        let he = g.browser(&g.he);
        he.post(&format!("{at}/object"), &[("text", "基数有误")]).expect(303);
        let another = g.s.departments[0].to_string();
        let rule = |on: &str| {
            let typed = [("ruling", "upheld"), ("basis", "第二十五条"), ("text", "维持"), ("body", "department")];
            g.browser(&g.s.sun).post(&format!("{at}/rule"), &[&typed[..], &[("department", &another), ("on", on)]].concat())
        };
        assert!(rule("2026-11-24").expect(422).select_text("#f-on-error").contains("2026-11-25"));
        rule("2026-11-25").expect(303);
    });
}
