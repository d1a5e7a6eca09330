//! Deadlines: extensions, changes, another calendar; every earlier one is kept.

use lianxi::{
    calendar::{DayKind, DayOverride, DeadlineRule, WorkCalendar},
    duties::{Seen, State, actions, queries},
    platform::error::Error,
    tenancy::Role,
};

use super::stage::{Stage, day};
use crate::{
    digests::scene::Scene,
    support::{TestApp, each_database},
};

fn deadlines(s: &Stage<'_>, number: &str) -> Vec<(String, chrono::NaiveDate)> {
    let scope = s.secretariat();
    let detail = s.cast.db.read(scope.tenant(), |c| queries::detail(c, &scope, number)).expect("the duty");
    detail.deadlines.into_iter().filter_map(|d| Some((d.cause, d.due_on?))).collect()
}

#[test]
fn an_extension_is_asked_for_once_and_answered_once() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let ask = |until| s.act(&s.lead_scope(), |c, sc| actions::request_extension(c, sc, Seen::any(duty.id), s.lead, until, "口径不一"));
        assert!(matches!(ask(day(12, 7)), Err(Error::Invalid(_))), "not later than the deadline");
        ask(day(12, 14)).expect("asked");
        assert!(matches!(ask(day(12, 21)), Err(Error::Refused(_))), "one at a time");
        let scope = s.secretariat();
        let waiting = t.db.read(scope.tenant(), |c| Ok(queries::detail(c, &scope, &duty.number)?.waiting_extension().map(|e| e.id)));
        let id = waiting.expect("read").expect("one waits");
        let deny = s.act(&scope, |c, sc| actions::decide_extension(c, sc, Seen::any(duty.id), id, None, " "));
        assert!(matches!(deny, Err(Error::Invalid(_))), "a denial needs a reason");
        s.act(&scope, |c, sc| actions::decide_extension(c, sc, Seen::any(duty.id), id, Some(day(12, 11)), "同意到 11 日"))
            .expect("granted");
        assert_eq!(deadlines(&s, &duty.number), [("extension".into(), day(12, 11)), ("assigned".into(), day(12, 7))]);
        let again = s.act(&scope, |c, sc| actions::decide_extension(c, sc, Seen::any(duty.id), id, None, "不"));
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        assert!(s.mails().contains(&("duty-extension-requested".into(), "周敏".into())));
        assert!(s.mails().contains(&("duty-extension-granted".into(), "陈静".into())));
    });
}

#[test]
fn another_calendar_moves_open_deadlines_after_showing_which() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (counted, fixed) = (s.accepted(), s.accepted());
        let scope = s.secretariat();
        let rule = Some(DeadlineRule::Fixed { on: day(12, 7) });
        s.act(&scope, |c, sc| actions::change_deadline(c, sc, Seen::any(fixed.id), rule, "定死")).expect("fixed");
        let off = DayOverride { day: day(12, 4), kind: DayKind::Holiday, name: "全省纪念日".into() };
        let calendar = WorkCalendar::new(&[off]);
        let admin = s.cast.scope(&s.cast.person(s.workspace, "系统", &[Role::Administrator], &[]));
        let preview = t.db.read(admin.tenant(), |c| actions::recompute_preview(c, &admin, &calendar)).expect("a preview");
        assert_eq!(preview.iter().map(|m| (m.id, m.old, m.new)).collect::<Vec<_>>(), [(counted.id, day(12, 7), day(12, 8))]);
        assert_eq!(s.duty(&counted.number).due_on(), Some(day(12, 7)), "only shown");
        s.act(&admin, |c, sc| actions::recompute_apply(c, sc, &calendar, "新增放假")).expect("applied");
        assert_eq!(deadlines(&s, &counted.number), [("calendar".into(), day(12, 8)), ("assigned".into(), day(12, 7))]);
        assert!(s.mails().contains(&("deadlines-moved".into(), "陈静".into())));
        let again = t.db.read(admin.tenant(), |c| actions::recompute_preview(c, &admin, &calendar)).expect("a preview");
        assert!(again.is_empty());
        let liaison = s.lead_scope();
        let not_theirs = t.db.read(liaison.tenant(), |c| actions::recompute_preview(c, &liaison, &calendar));
        assert!(matches!(not_theirs, Err(Error::Forbidden(_))));
    });
}

#[test]
fn departments_change_with_a_reason_and_a_new_lead_receives_for_itself() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        let change = |lead, support: &[i64]| {
            s.act(&s.secretariat(), |c, sc| actions::change_parties(c, sc, Seen::any(duty.id), lead, support, "机构改革"))
        };
        assert!(matches!(change(None, &[]), Err(Error::Invalid(ref e)) if e.0[0].field == "lead"));
        assert!(matches!(change(Some(999), &[]), Err(Error::Invalid(_))), "no such department");
        let changed = change(Some(s.support), &[s.lead]).expect("changed");
        assert_eq!(changed.state, State::InProgress);
        let early = s.act(&s.support_scope(), |c, sc| actions::submit(c, sc, Seen::any(duty.id), s.support, "e"));
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        s.act(&s.support_scope(), |c, sc| actions::accept(c, sc, Seen::any(duty.id), s.support)).expect("received");
        s.act(&s.support_scope(), |c, sc| actions::submit(c, sc, Seen::any(duty.id), s.support, "e")).expect("handed in");
    });
}

#[test]
fn reminders_by_hand_are_numbered_and_go_to_who_owes() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let duty = s.accepted();
        for _ in 0..2 {
            s.act(&s.secretariat(), |c, sc| actions::remind(c, sc, Seen::any(duty.id), "请抓紧")).expect("reminded");
        }
        let reminded: Vec<_> = s.mails().into_iter().filter(|(cause, _)| cause == "duty-reminded").map(|(_, who)| who).collect();
        assert_eq!(reminded, ["陈静", "王磊", "陈静", "王磊"]);
    });
}

/// Puts a duty's deadline back to what an earlier program had computed, which knew no year but those before `due`.
fn as_computed_before(s: &Stage<'_>, number: &str, due: chrono::NaiveDate) {
    use diesel::prelude::*;
    use lianxi::schema::duties;
    let scope = s.secretariat();
    let mut stored = s.duty(number).due.expect("a deadline");
    let computed = stored.computed.as_mut().expect("computed");
    computed.due_on = due;
    match &mut computed.explained {
        lianxi::calendar::Explanation::Counted { beyond_known, .. } | lianxi::calendar::Explanation::Fixed { beyond_known, .. } => {
            *beyond_known = true
        }
    }
    s.act(&scope, |c, sc| {
        let own = duties::table.filter(duties::workspace_id.eq(sc.workspace_id())).filter(duties::number.eq(number));
        let set = (duties::due_on.eq(due), duties::sort_on.eq(due), duties::due_rule.eq(serde_json::to_string(&stored)?));
        Ok(diesel::update(own).set(set).execute(c)?)
    })
    .expect("put back");
}

#[test]
fn deadlines_counted_before_a_year_was_known_are_recomputed_by_themselves() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (moves, stays) = (s.accepted(), s.accepted());
        as_computed_before(&s, &moves.number, day(12, 3));
        as_computed_before(&s, &stays.number, day(12, 7));
        let zhou = app.browser(&s.zhou);
        let page = |number: &str| zhou.get(&format!("/w/ours/duties/{number}")).expect(200);
        assert!(page(&stays.number).text().contains("放假安排尚未公布"));
        app.work();
        assert_eq!((s.duty(&moves.number).due_on(), s.duty(&stays.number).due_on()), (Some(day(12, 7)), Some(day(12, 7))));
        assert!(page(&moves.number).select_text(".timeline").contains("2026-12-03（周四） → 2026-12-07（周一）"));
        assert!(!page(&stays.number).text().contains("放假安排尚未公布"), "explained anew");
        assert!(!page(&stays.number).select_text(".timeline").contains("工作日历变动"), "nothing moved, so nothing is told");
        let told = s.mails().into_iter().filter(|(cause, _)| cause == "deadlines-moved").count();
        assert_eq!(told, 2, "one letter to each of the two departments' people");
        app.clock.advance(chrono::Duration::hours(2));
        app.work();
        assert_eq!(s.mails().into_iter().filter(|(cause, _)| cause == "deadlines-moved").count(), told, "once");
    });
}

#[test]
fn however_many_deadlines_a_calendar_moves_each_person_reads_one_letter() {
    each_database(|t| {
        let scene = Scene::new(t);
        scene.speak_english(&scene.stage.wang);
        let made: Vec<_> = (0..33).map(|n| scene.accepted(&format!("第{n}件"), 10)).collect();
        scene
            .stage
            .act(&scene.stage.secretariat(), |c, sc| actions::draft(c, sc, scene.stage.new_duty()))
            .expect("a draft nobody hears of");
        let off = DayOverride { day: day(12, 4), kind: DayKind::Holiday, name: "全省纪念日".into() };
        let admin = scene.stage.cast.scope(&scene.stage.cast.person(scene.stage.workspace, "系统", &[Role::Administrator], &[]));
        let moved = scene.stage.act(&admin, |c, sc| actions::recompute_apply(c, sc, &WorkCalendar::new(&[off]), "12 月 4 日放假"));
        assert_eq!(moved.expect("applied").len(), 33);
        let mails = scene.mails_of("deadlines-moved");
        assert_eq!(mails.iter().map(|m| m.recipient.as_str()).collect::<Vec<_>>(), ["陈静", "王磊"]);
        let (zh, en) = (&mails[0], &mails[1]);
        assert!(zh.subject.starts_with("33 项任务的期限因工作日历变动重新计算"), "{}", zh.subject);
        assert!(zh.text.contains(&format!("{} · 2026-12-07（周一） → 2026-12-08（周二）", made[0].number)), "{}", zh.text);
        assert!(zh.text.contains("12 月 4 日放假") && zh.text.contains("另有 3 项") && zh.html.contains("第0件"), "{}", zh.text);
        assert!(en.subject.starts_with("33 deadlines were recomputed") && en.text.contains("3 more"), "{}", en.text);
        assert!(!zh.text.contains('⟦') && !en.html.contains('⟦'));
    });
}
