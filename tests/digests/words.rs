//! What digests say.

use lianxi::duties::{Seen, actions};

use super::scene::{Scene, scrubbed};
use crate::support::each_database;

/// A story: one late with a report, one refused, one extension asked for, one closed.
fn story(scene: &mut Scene<'_>) {
    let late = scene.accepted("重点市场整治情况汇总上报", 2);
    let refused = scene.assigned("农村市场食品专项检查", 20);
    let extended = scene.accepted("采标率测算", 8);
    let closed = scene.accepted("打假热线开通", 20);
    scene.assigned("开业审查产品目录（第一批）", 10);
    let (lead, office) = (scene.stage.lead_scope(), scene.stage.secretariat());
    let id = scene.stage.lead;
    scene
        .stage
        .act(&lead, |conn, scope| {
            actions::refuse(conn, scope, Seen::any(refused.id), id, "属省农林厅职责")?;
            let until = "2026-12-31".parse().expect("a day");
            actions::request_extension(conn, scope, Seen::any(extended.id), id, until, "企业年报数据十二月中旬才齐")?;
            actions::submit(conn, scope, Seen::any(closed.id), id, "热线已开通")
        })
        .expect("the lead acts");
    scene.stage.act(&office, |conn, scope| actions::close(conn, scope, Seen::any(closed.id), "")).expect("closed");
    scene.go("2026-11-25T03:00:00");
    let report = lianxi::duties::NewReport {
        department_id: id,
        as_of: "2026-11-25".parse().expect("a day"),
        text: "苏州、无锡口径待核".into(),
        figures: Vec::new(),
    };
    let lead = scene.stage.lead_scope();
    scene.stage.act(&lead, |conn, scope| actions::report(conn, scope, Seen::any(late.id), report)).expect("reported");
}

#[test]
fn the_leaders_digest() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        story(&mut scene);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("李副省长").remove(0);
        insta::assert_snapshot!("leader_zh", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        for word in ["1 项逾期；2 项待您审定", "苏州、无锡口径待核", "属省农林厅职责", "企业年报数据十二月中旬才齐"]
        {
            assert!(mail.html.contains(word), "{word}: {}", mail.html);
        }
        assert!(!mail.html.contains("⟦") && !mail.text.contains("⟦"), "{}", mail.text);
        assert_eq!(mail.payload["list"]["id"], "digest-leader.ours");
        assert!(mail.payload["list"]["unsubscribe"].as_str().is_some_and(|u| u.starts_with("/digest-stop/ours/leader/")));
    });
}

#[test]
fn the_second_digest_tells_then_and_now() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        story(&mut scene);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let (lead, office) = (scene.stage.lead_scope(), scene.stage.secretariat());
        let id = scene.stage.lead;
        // In the week after: the late one is handed in and sent back, the other lost, one more becomes late.
        let number = |n: u32| format!("2026-{n:04}");
        let (late, extended) = (scene.stage.duty(&number(1)).id, scene.stage.duty(&number(3)).id);
        scene.stage.act(&lead, |conn, scope| actions::submit(conn, scope, Seen::any(late), id, "已汇总")).expect("submitted");
        scene.go("2026-12-01T03:00:00");
        scene.stage.act(&office_at(&scene), |conn, scope| actions::return_(conn, scope, Seen::any(late), "口径不一")).expect("returned");
        scene.stage.act(&office, |conn, scope| actions::cancel(conn, scope, Seen::any(extended), "并入年度统计")).expect("cancelled");
        scene.accepted("质量月总结", 2);
        scene.go("2026-12-07T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("李副省长").remove(1);
        insta::assert_snapshot!("leader_zh_second", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        assert!(mail.subject.starts_with("2 项逾期，比上周多 1 项；1 项待您审定"), "{}", mail.subject);
    });
}

fn office_at(scene: &Scene<'_>) -> lianxi::tenancy::Scope {
    scene.stage.secretariat()
}

#[test]
fn the_liaisons_digest_says_what_to_do_most_urgent_first() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        story(&mut scene);
        scene.speak_english(&scene.stage.wang);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("陈静").remove(0);
        insta::assert_snapshot!("liaison_zh", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
        let mail = scene.mails_to("王磊").remove(0);
        insta::assert_snapshot!("liaison_en", scrubbed(&format!("{}\n\n{}", mail.subject, mail.text)));
    });
}

#[test]
fn a_department_leader_reads_of_their_department_only() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        let mut alien = scene.stage.new_duty();
        alien.title = "与本单位无关的事".into();
        alien.support_ids = Vec::new();
        alien.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days: 1 });
        let office = scene.stage.secretariat();
        scene.stage.act(&office, |conn, scope| lianxi::duties::assign_new(conn, scope, alien)).expect("assigned");
        scene.assigned("本单位配合的事", 1);
        // Somebody sets them to “all”: they may not read all.
        scene.choose(&scene.sun.clone(), lianxi::digests::Kind::Leader, |s| s.all_departments = true);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("孙局长").remove(0);
        assert!(mail.text.contains("本单位配合的事") && !mail.text.contains("无关"), "{}", mail.text);
        assert!(scene.mails_to("李副省长").remove(0).text.contains("与本单位无关的事"));
    });
}

#[test]
fn no_word_of_a_stranger() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        let other = crate::duties::stage::Stage::named(&db.db, "theirs");
        let mut secret = other.new_duty();
        secret.title = "金丝雀".into();
        other.act(&other.secretariat(), |conn, scope| lianxi::duties::assign_new(conn, scope, secret)).expect("assigned");
        scene.accepted("重点市场整治", 1);
        scene.go("2026-11-30T00:00:00");
        assert_eq!(scene.sweep().sent, 4);
        for mail in scene.mails() {
            assert!(!mail.text.contains("金丝雀") && !mail.html.contains("金丝雀"));
        }
    });
}

#[test]
fn a_long_list_is_cut_and_counted() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        for n in 0..20 {
            scene.accepted(&format!("任务 <{n}> & “引号”"), 1);
        }
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("李副省长").remove(0);
        assert!(mail.subject.starts_with("20 项逾期"), "{}", mail.subject);
        assert!(mail.text.contains("另有 12 项\n") && mail.html.contains("另有 12 项</a>"), "{}", mail.text);
        assert!(mail.text.contains("任务 <0> & “引号”") && mail.html.contains("任务 &lt;0&gt; &amp; “引号”"));
        assert!(mail.html.len() < 60_000, "{}", mail.html.len());
    });
}

#[test]
fn a_duty_taken_up_again_is_no_new_one_and_silence_names_what_is_owed() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        story(&mut scene);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let closed = scene.stage.duty("2026-0004").id;
        let office = scene.stage.secretariat();
        scene.stage.act(&office, |conn, scope| actions::reopen(conn, scope, Seen::any(closed), "群众反映热线打不通")).expect("reopened");
        scene.go("2026-12-14T00:00:00");
        scene.sweep();
        let text = scene.mails_to("李副省长").remove(1).text;
        assert!(text.contains("- 打假热线开通\n  已办结 → 重新办理"), "{text}");
        assert!(!text.contains("新交办"), "{text}");
        // The supporting department never received; the lead reported on 25 November.
        assert!(text.contains("- 省质监局 15 个工作日没有反馈（4 项任务）\n  应反馈：重点市场整治情况汇总上报、采标率测算等"), "{text}");
    });
}

#[test]
fn a_liaison_is_not_written_to_only_because_of_what_they_received_themselves() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        let (chen, id) = (scene.stage.chen.clone(), scene.stage.lead);
        let far = |scene: &Scene<'_>| {
            let mut new = scene.stage.new_duty();
            (new.cadence, new.support_ids) = (None, Vec::new());
            new.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days: 120 });
            let duty = scene.stage.act(&scene.stage.secretariat(), |conn, scope| lianxi::duties::assign_new(conn, scope, new));
            let duty = duty.expect("assigned").id;
            scene.stage.act(&scene.stage.lead_scope(), |conn, scope| actions::accept(conn, scope, Seen::any(duty), id)).expect("accepted");
            duty
        };
        far(&scene);
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        let second = far(&scene);
        scene.go("2026-12-07T00:00:00");
        scene.sweep();
        assert_eq!(scene.kept(&chen), [("2026-W49".to_owned(), false), ("2026-W50".to_owned(), false)]);
        // What is closed is worth a line, and the subject says it.
        let submit = |conn: &mut _, scope: &lianxi::tenancy::Scope| actions::submit(conn, scope, Seen::any(second), id, "已办结");
        scene.stage.act(&scene.stage.lead_scope(), submit).expect("submitted");
        scene.stage.act(&scene.stage.secretariat(), |conn, scope| actions::close(conn, scope, Seen::any(second), "")).expect("closed");
        scene.go("2026-12-14T00:00:00");
        scene.sweep();
        let mail = scene.mails_to("陈静").pop().expect("a mail");
        assert!(mail.subject.starts_with("办结 1 项；目前没有需要您办理的事项"), "{}", mail.subject);
        assert!(!mail.text.contains("逾期 0"), "figures of nothing are left out: {}", mail.text);
    });
}
