//! When digests go out, and that each goes out once.

use std::{sync::Barrier, thread};

use chrono::Duration;
use lianxi::{
    digests::{self, Frequency, Kind},
    duties::{Seen, actions},
};

use super::scene::Scene;
use crate::support::each_database;

/// Sends everything due, hour by hour, and says when something went out (in Shanghai).
fn hours(scene: &mut Scene<'_>, from: &str, hours: i64) -> Vec<String> {
    scene.go(from);
    let mut sent = Vec::new();
    for _ in 0..hours {
        let swept = scene.sweep();
        assert_eq!(scene.sweep(), digests::Swept { sent: 0, empty: 0, next: swept.next }, "nothing is left over");
        if swept.sent > 0 {
            let wall = scene.stage.cast.now + Duration::hours(8);
            sent.push(format!("{} {}", wall.format("%m-%d %H:%M"), swept.sent));
        }
        scene.later(Duration::hours(1));
    }
    sent
}

#[test]
fn a_fortnight_over_national_day() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-09-24T01:00:00");
        scene.accepted("重点市场整治", 60);
        let (li, chen) = (scene.li.clone(), scene.stage.chen.clone());
        for (member, kind) in [(&li, Kind::Leader), (&chen, Kind::Liaison)] {
            scene.choose(member, kind, |s| {
                s.frequency = Frequency::Daily;
                s.even_if_empty = true;
            });
        }
        scene.choose(&li, Kind::Leader, |s| s.hour = 7);
        for silent in [scene.sun.clone(), scene.stage.wang.clone()] {
            let kind = if silent.name == "王磊" { Kind::Liaison } else { Kind::Leader };
            scene.choose(&silent, kind, |s| s.frequency = Frequency::Never);
        }
        // From Sunday 27 September, midnight in Shanghai. Off: 25 to 27 September (Mid-Autumn), 1 to 7 October.
        let sent = hours(&mut scene, "2026-09-26T16:00:00", 24 * 16);
        let days: Vec<&str> = sent.iter().filter(|s| s.contains(" 07:00 1")).map(|s| &s[..5]).collect();
        assert_eq!(days, ["09-28", "09-29", "09-30", "10-08", "10-09", "10-10", "10-12"]);
        let days: Vec<&str> = sent.iter().filter(|s| s.contains(" 08:00 1")).map(|s| &s[..5]).collect();
        assert_eq!(days, ["09-28", "09-29", "09-30", "10-08", "10-09", "10-10", "10-12"]);
        assert_eq!(sent.len(), 14, "{sent:?}");
    });
}

#[test]
fn what_was_missed_is_made_up_for_by_one_digest() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-02T01:00:00");
        scene.accepted("重点市场整治", 3);
        // The program stands still for three weeks.
        scene.go("2026-11-25T05:00:00");
        scene.sweep();
        assert_eq!(scene.kept(&scene.li), [("2026-W48".to_owned(), true)]);
        assert_eq!(scene.mails_to("李副省长").len(), 1);
        scene.go("2026-11-29T05:00:00");
        scene.sweep();
        assert_eq!(scene.mails_to("李副省长").len(), 1, "not twice in a week");
        scene.go("2026-11-30T00:00:00");
        scene.sweep();
        assert_eq!(scene.kept(&scene.li).len(), 2);
    });
}

#[test]
fn new_members_and_new_times_begin_now() {
    each_database(|db| {
        // Wednesday: Monday's digest lies before anybody was here.
        let mut scene = Scene::at(db, "2026-11-25T01:00:00");
        scene.accepted("重点市场整治", 1);
        scene.stage.cast.now += Duration::days(1);
        let chen = scene.stage.chen.clone();
        // The cast of `Stage` joined on Monday at nine, after the digest's hour.
        assert_eq!(scene.sweep().sent, 0);
        scene.choose(&scene.li.clone(), Kind::Leader, |s| s.weekday = 3);
        assert_eq!(scene.sweep().sent, 0, "yesterday was not yet Wednesday for her");
        scene.choose(&chen, Kind::Liaison, |s| s.frequency = Frequency::Daily);
        assert_eq!(scene.sweep().sent, 0, "this morning is over");
        scene.go("2026-11-27T00:00:00");
        assert_eq!(scene.sweep().sent, 1);
    });
}

#[test]
fn two_workers_send_one_digest() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        scene.accepted("重点市场整治", 1);
        let more: Vec<_> = (0..40)
            .map(|n| scene.stage.cast.person(scene.stage.workspace, &format!("领导{n}"), &[lianxi::tenancy::Role::Leader], &[]))
            .collect();
        scene.go("2026-11-30T00:30:00");
        let barrier = Barrier::new(2);
        let sent: usize = thread::scope(|threads| {
            let work = || {
                barrier.wait();
                scene.sweep().sent
            };
            let both = [threads.spawn(work), threads.spawn(work)];
            both.into_iter().map(|t| t.join().expect("a worker ends")).sum()
        });
        let told = more.len() + 4;
        assert_eq!(sent, told, "each by one of them");
        assert_eq!(scene.mails().len(), told);
        let mut recipients: Vec<String> = scene.mails().into_iter().map(|m| m.recipient).collect();
        recipients.sort();
        recipients.dedup();
        assert_eq!(recipients.len(), told);
    });
}

/// Makes the outbox refuse, as if the program died between composing and committing.
fn break_outbox(scene: &Scene<'_>, db: &str, broken: bool) {
    let statements: &[&str] = match (db, broken) {
        ("sqlite", true) => &["CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'broken'); END"],
        ("sqlite", false) => &["DROP TRIGGER broken"],
        (_, true) => &["ALTER TABLE outbox ADD CONSTRAINT broken CHECK (template NOT LIKE 'digest-%') NOT VALID"],
        (_, false) => &["ALTER TABLE outbox DROP CONSTRAINT broken"],
    };
    let done = scene.stage.cast.db.write(scene.system().tenant(), |conn| {
        use diesel::RunQueryDsl;
        for sql in statements {
            lianxi::each_backend!(conn, c => diesel::sql_query(*sql).execute(c))?;
        }
        Ok(())
    });
    done.expect("the outbox is broken or mended");
}

#[test]
fn a_crash_before_the_commit_leaves_the_digest_to_be_sent() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        scene.accepted("重点市场整治", 1);
        scene.go("2026-11-30T00:30:00");
        break_outbox(&scene, db.name, true);
        let failed = digests::send_due(scene.stage.cast.db, &scene.system());
        assert!(failed.is_err(), "{failed:?}");
        assert_eq!(scene.kept(&scene.li), []);
        assert_eq!(scene.mails().len(), 0);
        break_outbox(&scene, db.name, false);
        assert_eq!(scene.sweep().sent, 4);
        assert_eq!(scene.sweep().sent, 0);
        assert_eq!(scene.mails().len(), 4);
    });
}

#[test]
fn nothing_to_tell_is_not_sent_unless_asked_for() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        let li = scene.li.clone();
        scene.choose(&li, Kind::Leader, |s| s.even_if_empty = true);
        scene.go("2026-11-30T00:30:00");
        let swept = scene.sweep();
        assert_eq!((swept.sent, swept.empty), (1, 3));
        let mails = scene.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].subject.starts_with("一切正常，没有事项需要您处理"), "{}", mails[0].subject);
        assert!(mails[0].text.lines().count() < 20, "{}", mails[0].text);
        assert_eq!(scene.kept(&scene.sun), [("2026-W49".to_owned(), false)]);
    });
}

#[test]
fn the_hour_is_the_workspaces() {
    each_database(|db| {
        let mut scene = Scene::new(db);
        scene.accepted("重点市场整治", 1);
        scene.time_zone("America/New_York");
        scene.go("2026-11-23T13:00:00");
        assert_eq!(scene.sweep().sent, 4);
        // Monday 08:00 in New York is 13:00 UTC in winter …
        scene.go("2026-11-30T12:59:00");
        assert_eq!(scene.sweep().sent, 0);
        scene.go("2026-11-30T13:00:00");
        assert_eq!(scene.sweep().sent, 4);
        // … and 12:00 UTC in summer.
        scene.go("2027-06-14T11:59:00");
        scene.sweep();
        let before = scene.mails().len();
        scene.go("2027-06-14T12:00:00");
        assert_eq!(scene.sweep().next.map(|n| n.to_string()), Some("2027-06-21 12:00:00".to_owned()));
        assert!(scene.mails().len() > before);
    });
}

#[test]
fn who_left_is_told_nothing() {
    each_database(|db| {
        use diesel::prelude::*;
        use lianxi::schema::memberships;
        let mut scene = Scene::new(db);
        let duty = scene.accepted("重点市场整治", 1);
        let gone = memberships::table
            .filter(memberships::workspace_id.eq(scene.stage.workspace))
            .filter(memberships::id.eq(scene.li.membership_id));
        let tenant = scene.system().tenant();
        let left = scene.stage.cast.db.write(tenant, |conn| Ok(diesel::update(gone).set(memberships::state.eq("left")).execute(conn)?));
        assert_eq!(left.expect("left"), 1);
        scene.go("2026-11-30T00:30:00");
        scene.sweep();
        assert!(scene.mails_to("李副省长").is_empty());
        assert_eq!(scene.mails_to("陈静").len(), 1);
        let (liaison, id) = (scene.stage.lead_scope(), scene.stage.lead);
        scene.stage.act(&liaison, |conn, scope| actions::submit(conn, scope, Seen::any(duty.id), id, "已报送")).expect("submitted");
    });
}
