//! Automatic reminders: at every threshold once, in one mail a morning, to whoever owes something, whatever the worker suffered.

use std::{sync::Barrier, thread};

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    calendar::DeadlineRule,
    duties::{self, Reminded, Seen, actions, remind_due},
    schema::timeline,
    tenancy::{Function, Role},
};

use crate::{
    digests::scene::Scene,
    support::{TestApp, each_database},
};

fn remind(scene: &Scene<'_>) -> Reminded {
    remind_due(scene.stage.cast.db, &scene.system()).expect("a sweep")
}

/// Runs hour by hour and says when somebody was reminded (in Shanghai), and who.
fn hours(scene: &mut Scene<'_>, from: &str, hours: i64) -> Vec<String> {
    scene.go(from);
    let (mut said, mut before) = (Vec::new(), scene.mails_of("reminder").len());
    for _ in 0..hours {
        remind(scene);
        let mails = scene.mails_of("reminder");
        let wall = scene.stage.cast.now + Duration::hours(8);
        said.extend(mails[before..].iter().map(|m| format!("{} {} {}", wall.format("%m-%d %H:%M"), m.recipient, m.subject)));
        before = mails.len();
        scene.later(Duration::hours(1));
    }
    said
}

#[test]
fn over_national_day_each_threshold_once_on_working_mornings() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-09-15T01:00:00");
        let mut new = scene.stage.new_duty();
        new.support_ids = Vec::new();
        new.rule = Some(DeadlineRule::Fixed { on: "2026-10-08".parse().expect("a day") });
        let office = scene.stage.secretariat();
        let duty = scene.stage.act(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let lead = scene.stage.lead_scope();
        scene.stage.act(&lead, |conn, scope| actions::accept(conn, scope, Seen::any(duty.id), scene.stage.lead)).expect("accepted");
        // Off: 25 to 27 September and 1 to 7 October; worked: Sunday 20 September and Saturday 10 October.
        let said = hours(&mut scene, "2026-09-15T16:00:00", 24 * 36);
        let said: Vec<&str> = said.iter().map(|s| s.split(" · ").next().unwrap_or_default()).collect();
        let expected = [
            // Five working days before: 24, 28, 29, 30 September and 8 October are left.
            "09-23 09:00 陈静 催办：1 项临近期限",
            "09-30 09:00 陈静 催办：1 项临近期限",
            "10-08 09:00 陈静 催办：1 项临近期限",
            "10-09 09:00 陈静 催办：1 项逾期",
            "10-12 09:00 陈静 催办：1 项逾期",
            "10-14 09:00 陈静 催办：1 项逾期",
            "10-21 09:00 陈静 催办：1 项逾期",
        ];
        assert_eq!(said, expected);
    });
}

#[test]
fn a_stop_is_made_up_for_by_one_mail_of_the_latest_threshold() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        let late = scene.accepted("重点市场整治", 5);
        scene.accepted("采标率测算", 11);
        // Nothing ran from Monday 2 November; it is Saturday 14.
        scene.go("2026-11-14T04:00:00");
        assert_eq!(remind(&scene).people, 0, "not on a day off");
        scene.go("2026-11-16T00:59:00");
        assert_eq!(remind(&scene).people, 0, "not before nine");
        scene.go("2026-11-16T06:00:00");
        assert_eq!(remind(&scene), Reminded { people: 2, duties: 2, next: scene.stage.cast.now + Duration::hours(1) });
        assert_eq!(remind(&scene).people, 0);
        scene.later(Duration::hours(5));
        assert_eq!(remind(&scene).people, 0);
        let mails = scene.mails_of("reminder");
        let mail = mails.iter().find(|m| m.recipient == "陈静").expect("her mail");
        assert!(mail.subject.starts_with("催办：1 项逾期；1 项临近期限"), "{}", mail.subject);
        let (first, second) = (mail.text.find("重点市场整治"), mail.text.find("采标率测算"));
        assert!(first < second && first.is_some(), "{}", mail.text);
        // Wang, whose department has not received: named as such.
        let other = mails.iter().find(|m| m.recipient == "王磊").expect("his mail");
        assert!(other.text.contains("尚未签收"), "{}", other.text);
        assert_eq!(sentences(&scene, late.id), ["系统催办（第 1 次），送陈静、王磊"]);
        scene.go("2026-11-17T01:00:00");
        assert!(remind(&scene).people <= 2);
        let subject = |n: usize| scene.mails_of("reminder")[n].text.clone();
        assert!(scene.mails_of("reminder").len() == 2 || subject(2).contains("此前已催办"));
    });
}

/// The reminders in a duty's timeline, oldest first, as its page says them.
fn sentences(scene: &Scene<'_>, duty_id: i64) -> Vec<String> {
    let rows: Vec<String> = scene
        .stage
        .cast
        .db
        .read(scene.system().tenant(), |conn| {
            let of = timeline::table.filter(timeline::subject_id.eq(duty_id)).filter(timeline::action.eq("remind"));
            Ok(of.order(timeline::id).select(timeline::data).load(conn)?)
        })
        .expect("a timeline");
    rows.iter()
        .map(|data| {
            let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
            let args = [("nth", data["nth"].to_string().into()), ("people", data["people"].as_str().unwrap_or_default().to_owned().into())];
            lianxi::platform::i18n::format(lianxi::platform::i18n::Lang::ZhCn, "timeline-duty-remind-automatic", &args)
        })
        .collect()
}

#[test]
fn one_mail_a_person_and_morning_over_all_their_departments() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        let both = [(scene.stage.lead, Function::Liaison), (scene.stage.other, Function::Deputy)];
        let he = scene.stage.cast.person(scene.stage.workspace, "何平", &[Role::Liaison], &both);
        scene.accepted("甲事", 5);
        let mut new = scene.stage.new_duty();
        new.title = "乙事".into();
        new.lead_id = Some(scene.stage.other);
        new.support_ids = Vec::new();
        new.rule = Some(DeadlineRule::AfterAssignment { working_days: 5 });
        let office = scene.stage.secretariat();
        let second = scene.stage.act(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
        let theirs = scene.stage.cast.scope(&he);
        scene.stage.act(&theirs, |conn, scope| actions::accept(conn, scope, Seen::any(second.id), scene.stage.other)).expect("accepted");
        scene.go("2026-11-06T01:00:00");
        remind(&scene);
        let mails = scene.mails_of("reminder");
        let his: Vec<_> = mails.iter().filter(|m| m.recipient == "何平").collect();
        assert_eq!(his.len(), 1);
        assert!(his[0].text.contains("甲事") && his[0].text.contains("乙事"), "{}", his[0].text);
        insta::assert_snapshot!("reminder_zh", his[0].text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
        assert!(!his[0].html.contains('⟦'));
    });
}

#[test]
fn who_need_not_act_is_not_reminded() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        let suspended = scene.accepted("暂停的事", 5);
        let cancelled = scene.accepted("取消的事", 5);
        let refused = scene.assigned("拒收的事", 5);
        let submitted = scene.accepted("已报送的事", 5);
        let closed = scene.accepted("办结的事", 5);
        let (lead, office, id) = (scene.stage.lead_scope(), scene.stage.secretariat(), scene.stage.lead);
        let done = scene.stage.act(&lead, |conn, scope| {
            actions::refuse(conn, scope, Seen::any(refused.id), id, "非本单位职责")?;
            actions::submit(conn, scope, Seen::any(submitted.id), id, "已办")?;
            actions::submit(conn, scope, Seen::any(closed.id), id, "已办")
        });
        done.expect("the lead acts");
        let done = scene.stage.act(&office, |conn, scope| {
            actions::suspend(conn, scope, Seen::any(suspended.id), "等上级")?;
            actions::cancel(conn, scope, Seen::any(cancelled.id), "不办了")?;
            actions::close(conn, scope, Seen::any(closed.id), "")
        });
        done.expect("the office acts");
        // Verification is due within three working days: by Thursday 5.
        let said = hours(&mut scene, "2026-11-02T16:00:00", 24 * 8);
        let said: Vec<&str> = said.iter().map(|s| s.split(" · ").next().unwrap_or_default()).collect();
        assert_eq!(said, ["11-06 09:00 周敏 催办：1 项待核验已超时限", "11-10 09:00 周敏 催办：1 项待核验已超时限"]);
    });
}

#[test]
fn who_has_not_received_in_time_is_reminded() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        scene.assigned("长期工作", 60);
        let said = hours(&mut scene, "2026-11-02T16:00:00", 24 * 5);
        let said: Vec<&str> = said.iter().map(|s| s.split(" · ").next().unwrap_or_default()).collect();
        assert_eq!(said, ["11-06 09:00 陈静 催办：1 项逾时未签收", "11-06 09:00 王磊 催办：1 项逾时未签收"]);
    });
}

#[test]
fn a_later_deadline_is_reminded_of_anew() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        let duty = scene.accepted("采标率测算", 6);
        let said = hours(&mut scene, "2026-11-02T16:00:00", 24 * 4);
        assert_eq!(said.iter().filter(|s| s.contains("陈静")).count(), 1, "{said:?}");
        let said = hours(&mut scene, "2026-11-08T16:00:00", 24);
        assert_eq!(said.iter().filter(|s| s.contains("陈静")).count(), 1, "{said:?}");
        let office = scene.stage.secretariat();
        let rule = Some(DeadlineRule::Fixed { on: "2026-11-20".parse().expect("a day") });
        scene
            .stage
            .act(&office, |conn, scope| actions::change_deadline(conn, scope, Seen::any(duty.id), rule, "数据晚到"))
            .expect("changed");
        let said = hours(&mut scene, "2026-11-09T16:00:00", 24 * 4);
        let of_chen: Vec<_> = said.iter().filter(|s| s.contains("陈静")).map(|s| &s[..11]).collect();
        assert_eq!(of_chen, ["11-13 09:00"], "{said:?}");
    });
}

#[test]
fn two_workers_remind_once() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        for n in 0..12 {
            scene.accepted(&format!("任务{n}"), 5);
        }
        scene.go("2026-11-10T01:00:00");
        let barrier = Barrier::new(2);
        let people: usize = thread::scope(|threads| {
            let work = || {
                barrier.wait();
                remind(&scene).people
            };
            let both = [threads.spawn(work), threads.spawn(work)];
            both.into_iter().map(|t| t.join().expect("a worker ends")).sum()
        });
        assert_eq!(people, 2, "each person by one of them");
        assert_eq!(scene.mails_of("reminder").len(), 2);
    });
}

#[test]
fn the_worker_reminds_by_itself() {
    TestApp::each(|app| {
        let stage = crate::duties::stage::Stage::new(app.db());
        stage.assigned();
        app.clock.advance(Duration::days(20));
        app.work();
        let mails = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten();
        let raw: Vec<String> = mails.map(|m| String::from_utf8_lossy(&std::fs::read(m.path()).expect("a mail")).into_owned()).collect();
        let reminders = raw.iter().filter(|m| {
            mailparse::parse_mail(m.as_bytes())
                .is_ok_and(|p| p.headers.iter().any(|h| h.get_key() == "Subject" && h.get_value().starts_with("催办：1 项逾期")))
        });
        // 13 December is a Sunday: nothing yet; the Monday after, both departments.
        assert_eq!(reminders.count(), 0);
        app.clock.advance(Duration::days(1));
        app.work();
        let mails = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten();
        let found = mails.filter(|m| {
            let raw = std::fs::read(m.path()).expect("a mail");
            let mail = mailparse::parse_mail(&raw).expect("a message");
            mail.headers.iter().any(|h| h.get_key() == "Subject" && h.get_value().starts_with("催办：1 项逾期"))
        });
        assert_eq!(found.count(), 2);
    });
}
