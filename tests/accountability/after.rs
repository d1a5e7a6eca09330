//! After a decision: what falls with it, and the time that is left.

use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Part,
        actions::{self, Charged, Seen},
    },
    calendar::{DayKind, DayOverride, WorkCalendar},
    duties,
    schema::matters,
};

use super::{
    stage::Stage,
    terms::{decided, heard},
};
use crate::{meetings::minutes_stage::held, support::TestApp};

type Terms = (Option<NaiveDate>, Option<NaiveDate>);

/// The last days to object and to say what was done.
fn terms(g: &Stage<'_>, number: &str) -> Terms {
    g.act(&g.s.office(), |conn, scope| {
        let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::number.eq(number));
        Ok(own.select((matters::objection_due_on, matters::response_due_on)).first::<Terms>(conn)?)
    })
}

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

#[test]
fn what_a_quashed_decision_required_is_cancelled_with_it() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        let seen = Seen::any(&*number);
        let office = g.s.office();
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, g.s.li.membership_id, Part::Decider));
        let at = format!("/w/ours/matters/{number}");
        let (he, li) = (g.browser(&g.he), g.browser(&g.s.li));
        he.post(&format!("{at}/reply"), &[("text", "情况属实")]).expect(303);
        // Not the department of whoever looked into it.
        let (police, bureau) = (g.s.departments[2].to_string(), g.s.departments[0].to_string());
        let by = |department: &str| {
            [("basis", "第二十五条"), ("text", "基数有误"), ("body", "department"), ("department", department), ("on", "2026-11-23")]
                .map(|(k, v)| (k, v.to_owned()))
        };
        let post = |browser: &crate::support::app::Browser, step: &str, first: (&str, &str), department: &str| {
            let rest = by(department);
            let mut fields = vec![first];
            fields.extend(rest.iter().map(|(k, v)| (*k, v.as_str())));
            browser.post(&format!("{at}/{step}"), &fields)
        };
        post(&g.browser(&g.s.zhou), "decide", ("form", "criticism"), &police).expect(303);
        let charged = |title: &str| Charged {
            title: title.into(),
            requirement: "补查 79 件".into(),
            lead_id: Some(g.city),
            due_on: Some(on(12, 31)),
        };
        let duties: Vec<_> =
            ["补齐整改", "再查一遍"].map(|title| g.act(&office, |conn, scope| actions::charge(conn, scope, &seen, &charged(title)))).into();
        // One of them was done before.
        let of_city = g.s.cast.scope(&g.he);
        let done = duties::Seen::any(duties[1].id);
        g.act(&of_city, |conn, scope| duties::actions::accept(conn, scope, done, g.city));
        g.act(&of_city, |conn, scope| duties::actions::submit(conn, scope, done, g.city, "已查"));
        g.act(&office, |conn, scope| duties::actions::close(conn, scope, done, "属实"));
        he.post(&format!("{at}/object"), &[("text", "基数有误")]).expect(303);
        // Entered by somebody of the deciding body, who has no say over duties.
        li.post(&format!("{at}/declare"), &[("interest", "no")]).expect(303);
        post(&li, "rule", ("ruling", "quashed"), &bureau).expect(303);
        let state = |duty: &duties::DutyRef| {
            let page = he.get(&format!("/w/ours/duties/{}", duty.number)).expect(200);
            (page.select_text(".head"), page.text())
        };
        let (head, page) = state(&duties[0]);
        assert!(head.contains("已取消") && page.contains("问责决定已被撤销"), "{head}");
        assert!(state(&duties[1]).0.contains("已办结"), "what was done was done");
        assert!(!he.get("/w/ours").expect(200).select_text("main").contains("补齐整改"));
        let told = g.s.cast.mails(g.s.workspace);
        assert!(told.iter().any(|(cause, to)| cause == "duty-cancelled" && to == "何平"), "{told:?}");
    });
}

#[test]
fn whoever_is_sent_back_has_time_and_the_calendar_counts_from_then() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        assert_eq!(terms(&g, &number).1, Some(on(12, 21)), "twenty working days from 23 November");
        g.browser(&g.he).post(&format!("{at}/respond"), &[("text", "已补报")]).expect(303);
        // Read a day after the term was over: sent back, it would be overdue at once.
        app.clock.advance(Duration::days(29));
        g.browser(&g.s.zhou).post(&format!("{at}/return"), &[("reason", "还差两件")]).expect(303);
        let (_, again) = terms(&g, &number);
        assert!(again > Some(on(12, 31)), "{again:?}");

        // Ten days become days off: the term that began when it was sent back moves.
        let off = |day| DayOverride { day, kind: DayKind::Holiday, name: "停工".into() };
        let days: Vec<DayOverride> = on(12, 23).iter_days().take(10).map(off).collect();
        let (old, new) = (WorkCalendar::new(&[]), WorkCalendar::new(&days));
        let system = app.cast().system(g.s.workspace);
        g.act(&system, |conn, scope| actions::follow_calendar(conn, scope, &old, &new, on(12, 23), "放假"));
        assert!(terms(&g, &number).1 > again, "{:?} after {again:?}", terms(&g, &number).1);
    });
}

#[test]
fn a_matter_opened_again_names_no_verifier_of_before() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        g.browser(&g.he).post(&format!("{at}/respond"), &[("text", "已补报")]).expect(303);
        app.clock.advance(Duration::days(23));
        let zhou = g.browser(&g.s.zhou);
        let bureau = g.s.departments[1].to_string();
        zhou.post(&format!("{at}/verify"), &[("department", &bureau), ("text", "属实")]).expect(303);
        assert!(zhou.get(&at).expect(200).select_text("aside").contains("核验单位"));
        zhou.post(&format!("{at}/reopen"), &[("reason", "整改反弹")]).expect(303);
        assert!(!zhou.get(&at).expect(200).select_text("aside").contains("核验单位"));
    });
}

#[test]
fn nobody_decided_before_the_subject_was_heard() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let meeting = held(&g.s);
        let number = heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let police = g.s.departments[2].to_string();
        let decide = |day: &str| {
            let typed = [("form", "criticism"), ("basis", "第二十五条"), ("text", "通报批评"), ("body", "department")];
            g.browser(&g.s.zhou).post(&format!("{at}/decide"), &[&typed[..], &[("department", &*police), ("on", day)]].concat())
        };
        let early = |day: &str, first: &str| {
            let refused = decide(day).expect(422);
            assert!(refused.select_text("#f-on-error").contains(first), "{day}: {}", refused.select_text("main"));
        };
        // It replies on the third day, and is heard on the ninth.
        app.clock.advance(Duration::days(2));
        g.browser(&g.he).post(&format!("{at}/reply"), &[("text", "情况属实")]).expect(303);
        early("2026-11-24", "2026-11-25");
        app.clock.advance(Duration::days(6));
        let zhou = g.browser(&g.s.zhou);
        let hear = |day: &str| zhou.post(&format!("{at}/hear"), &[("day", day), ("present", "何平"), ("record", "陈述了经过")]);
        let before = hear("2026-11-22").expect(422);
        assert!(before.select_text("#f-day-error").contains("2026-11-23"), "{}", before.select_text("main"));
        hear("2026-12-01").expect(303);
        early("2026-11-30", "2026-12-01");
        // A meeting of the days before it is none that could have decided.
        g.s.sql(&format!("UPDATE meetings SET starts_at = '2026-11-27 01:00:00' WHERE number = '{}'", meeting.number));
        let by_meeting = [
            ("form", "criticism"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "meeting"),
            ("decision", &*meeting.decisions[0].to_string()),
        ];
        assert!(!zhou.post(&format!("{at}/decide"), &by_meeting).expect(422).select_text("#f-decision-error").is_empty());
        decide("2026-12-01").expect(303);

        // One that says nothing: not before its time is over.
        let number = heard(&g, "又一件");
        let at = format!("/w/ours/matters/{number}");
        app.clock.advance(Duration::days(10));
        let typed = [("form", "criticism"), ("basis", "第二十五条"), ("text", "通报批评"), ("body", "department")];
        let on = |day: &str| {
            g.browser(&g.s.zhou).post(&format!("{at}/decide"), &[&typed[..], &[("department", &*police), ("on", day)]].concat())
        };
        assert!(on("2026-12-07").expect(422).select_text("#f-on-error").contains("2026-12-08"));
        on("2026-12-08").expect(303);
    });
}
