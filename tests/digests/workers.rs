//! Whole workers with a mail server: each digest is sent once, whoever works, whatever moves meanwhile; and what mail programs see.

use std::{collections::BTreeMap, sync::Arc, sync::Barrier, thread};

use chrono::Duration;
use lianxi::{
    app,
    digests::{Frequency, Kind},
    platform::{config::MailTarget, jobs},
    tenancy::{Function, Role},
};

use super::scene::Scene;
use crate::{
    duties::stage::Stage,
    story::{Inbox, links, work},
    support::{TestApp, each_database, smtp::SmtpServer},
};

/// How many digests each address got.
fn digests(server: &SmtpServer) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mail in server.messages() {
        if mail.letter().all("List-Id").iter().any(|id| id.contains("<digest-")) {
            *counts.entry(mail.to[0].clone()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn two_workers_at_once_send_each_digest_once() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let mut told: Vec<String> = (0..30)
            .map(|n| stage.cast.person(stage.workspace, &format!("领导{n}"), &[Role::Leader], &[]).email)
            .chain([stage.chen.email.clone(), stage.wang.email.clone()])
            .collect();
        told.sort();
        stage.assigned();
        app.clock.advance(Duration::days(7));
        let server = SmtpServer::start();
        let mut site = app.site.clone();
        let mut config = (*site.config).clone();
        config.mail = MailTarget::Smtp(server.url());
        site.config = Arc::new(config);
        let start = Barrier::new(2);
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    let mut steps = app::steps(&site).expect("steps");
                    start.wait();
                    jobs::run_until_idle(&mut steps).expect("background work");
                    steps.iter_mut().for_each(|s| s.stop());
                });
            }
        });
        // One may have been done while the other still held mails.
        work(app, &server);
        let sent = digests(&server);
        assert_eq!(sent.keys().collect::<Vec<_>>(), told.iter().collect::<Vec<_>>());
        assert!(sent.values().all(|n| *n == 1), "{sent:?}");
        let ids: std::collections::BTreeSet<String> =
            server.messages().iter().map(|m| m.letter().header("Message-ID").to_owned()).collect();
        assert_eq!(ids.len(), server.messages().len(), "no message came twice");
    });
}

#[test]
fn a_moved_zone_or_hour_repeats_and_loses_no_day() {
    each_database(|db| {
        let mut scene = Scene::at(db, "2026-11-22T23:00:00");
        scene.accepted("重点市场整治", 1);
        let li = scene.li.clone();
        for silent in
            [(scene.sun.clone(), Kind::Leader), (scene.stage.chen.clone(), Kind::Liaison), (scene.stage.wang.clone(), Kind::Liaison)]
        {
            scene.choose(&silent.0, silent.1, |s| s.frequency = Frequency::Never);
        }
        scene.choose(&li, Kind::Leader, |s| (s.frequency, s.even_if_empty) = (Frequency::Daily, true));
        let days = |scene: &Scene<'_>| scene.kept(&li).into_iter().map(|(period, _)| period[5..].to_owned()).collect::<Vec<_>>();
        // Monday 08:00 in Shanghai.
        scene.go("2026-11-23T00:00:00");
        scene.sweep();
        // The hour moves on to 18:00: today's was sent. Then back to 07:00: tomorrow's comes at seven, once.
        scene.choose(&li, Kind::Leader, |s| s.hour = 18);
        scene.go("2026-11-23T10:30:00");
        scene.sweep();
        assert_eq!(days(&scene), ["11-23"]);
        scene.choose(&li, Kind::Leader, |s| s.hour = 7);
        for hour in 0..26 {
            scene.go("2026-11-23T11:00:00");
            scene.later(Duration::hours(hour));
            scene.sweep();
        }
        assert_eq!(days(&scene), ["11-23", "11-24"]);
        // The workspace moves to New York, where it is still the day before; then on, over the end of summer time of 2027.
        scene.time_zone("America/New_York");
        for hour in 0..48 {
            scene.go("2026-11-24T14:00:00");
            scene.later(Duration::hours(hour));
            scene.sweep();
        }
        assert_eq!(days(&scene), ["11-23", "11-24", "11-25", "11-26"]);
        scene.go("2027-11-05T00:00:00");
        scene.sweep();
        let before = days(&scene).len();
        for half in 0..24 * 2 * 5 {
            scene.go("2027-11-05T00:00:00");
            scene.later(Duration::minutes(30 * half));
            scene.sweep();
        }
        // 6 and 7 November are a weekend; clocks go back on the 7th.
        assert_eq!(days(&scene)[before..], ["11-05", "11-08", "11-09"]);
    });
}

#[test]
fn one_person_in_two_workspaces_has_two_digests_apart() {
    TestApp::each(|app| {
        let (ours, theirs) = (Stage::new(app.db()), Stage::named(app.db(), "theirs"));
        let li = ours.cast.person(ours.workspace, "李副省长", &[Role::Leader], &[]);
        theirs.cast.member(theirs.workspace, li.person_id, "李副省长", &li.email, &[Role::Leader], &[]);
        let office = theirs.secretariat();
        let mut secret = theirs.new_duty();
        secret.title = "别处的事".into();
        theirs.act(&office, |conn, scope| lianxi::duties::assign_new(conn, scope, secret)).expect("assigned");
        ours.assigned();
        app.clock.advance(Duration::days(14));
        let server = SmtpServer::start();
        work(app, &server);
        let mut post = Inbox::of(&li);
        let mails = post.new_mails(&server);
        let of = |slug: &str| mails.iter().find(|m| m.header("List-Id").contains(&format!("<digest-leader.{slug}."))).expect("a digest");
        assert_eq!(mails.len(), 2);
        assert!(!of("ours").text.contains("别处的事") && of("theirs").text.contains("别处的事"));
        let link =
            |slug: &str, kind: &str| links(of(slug)).into_iter().find(|l| l.starts_with(&format!("/{kind}/{slug}/")) && !l.contains('#'));
        let (open, stop) = (link("ours", "digest").expect("a link"), link("ours", "digest-stop").expect("a link"));
        let visitor = app.visitor();
        assert!(!visitor.get(&open).expect(200).text().contains("别处的事"));
        visitor.get(&open.replace("/ours/", "/theirs/")).expect(404);
        let mut visitor = app.visitor();
        visitor.open_form(&stop).expect(200);
        visitor.post(&stop, &[]).expect(200);
        app.clock.advance(Duration::days(7));
        work(app, &server);
        let mails = post.new_mails(&server);
        assert_eq!(mails.len(), 1, "stopped in one, not in the other");
        assert!(mails[0].header("List-Id").contains("digest-leader.theirs."));
    });
}

#[test]
fn a_leader_follows_a_merged_department_and_hears_no_more_of_a_closed_one() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let fresh = |code: &str, name: &str| stage.cast.department(stage.workspace, code, name);
        let (old, into, closed) = (fresh("D", "省内贸局"), fresh("E", "省商务厅"), fresh("F", "省物资局"));
        let lead = |name: &str, id: i64| stage.cast.person(stage.workspace, name, &[], &[(id, Function::Leader)]);
        let (moved, gone) = (lead("孙局长", old), lead("钱局长", closed));
        let office = stage.secretariat();
        for (title, id) in [("内贸的事", old), ("物资的事", closed)] {
            let mut new = stage.new_duty();
            (new.title, new.lead_id, new.support_ids) = (title.into(), Some(id), Vec::new());
            new.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days: 1 });
            stage.act(&office, |conn, scope| lianxi::duties::assign_new(conn, scope, new)).expect("assigned");
        }
        app.clock.advance(Duration::days(7));
        let server = SmtpServer::start();
        work(app, &server);
        let (mut moved_post, mut gone_post) = (Inbox::of(&moved), Inbox::of(&gone));
        let first = gone_post.only(&server);
        assert!(first.text.contains("物资的事") && moved_post.only(&server).text.contains("内贸的事"));
        let link = links(&first).into_iter().find(|l| l.starts_with("/digest/ours/") && !l.contains('#')).expect("a link");
        app.visitor().get(&link).expect(200);

        let browser = app.browser(&stage.zhou);
        let merge = format!("/w/ours/departments/{old}/merge");
        browser.post(&merge, &[("into", &into.to_string()), ("version", "1"), ("sure", "yes")]).expect(303);
        let other = stage.act(&office, |conn, scope| lianxi::duties::queries::detail(conn, scope, "2026-0002")).expect("a duty").duty;
        let cancel = |conn: &mut _, scope: &lianxi::tenancy::Scope| {
            lianxi::duties::actions::cancel(conn, scope, lianxi::duties::Seen::any(other.id), "单位撤销")
        };
        stage.act(&office, cancel).expect("cancelled");
        browser.post(&format!("/w/ours/departments/{closed}/close"), &[("version", "1"), ("reason", "撤销")]).expect(303);
        app.visitor().get(&link).expect(404);
        app.clock.advance(Duration::days(7));
        work(app, &server);
        let told = moved_post.only(&server);
        assert!(told.text.contains("内贸的事\r\n  省商务厅") || told.text.contains("内贸的事\n  省商务厅"), "{}", told.text);
        assert!(gone_post.new_mails(&server).is_empty(), "who leads nothing is told nothing");
    });
}

#[test]
fn mail_programs_see_a_periodic_mail_written_by_a_program() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let li = stage.cast.person(stage.workspace, "李副省长", &[Role::Leader], &[]);
        stage.assigned();
        let long = "关于进一步加强重点产品质量监督管理和打击制售假冒伪劣商品违法行为专项整治工作的省级部门联席会议";
        let name = format!("UPDATE workspaces SET name = '{long}' WHERE id = {}", stage.workspace);
        let rename = |conn: &mut _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(&name), conn)?);
        app.db().write(lianxi::platform::db::Tenant::One(stage.workspace), rename).expect("renamed");
        app.clock.advance(Duration::days(28));
        let server = SmtpServer::start();
        work(app, &server);
        let raw = server.messages().into_iter().find(|m| m.to == [li.email.clone()]).expect("a digest").raw;
        let text = String::from_utf8(raw.clone()).expect("ASCII");
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']), "lines end in CRLF alone");
        let head = text.split("\r\n\r\n").next().expect("headers");
        // An address cannot be folded.
        let fits = |line: &str| {
            line.len() <= 78
                || line.len() <= 998 && line.split_once(' ').is_some_and(|(_, rest)| rest.starts_with("<http") && !rest.contains(' '))
        };
        assert!(head.lines().all(fits), "{head}");
        for word in head.split_whitespace().filter(|w| w.starts_with("=?")) {
            assert!(word.len() <= 75, "an encoded word of {}: {word}", word.len());
        }
        let mail = mailparse::parse_mail(&raw).expect("a message");
        let header = |name: &str| {
            let found: Vec<String> = mail.headers.iter().filter(|h| h.get_key() == name).map(|h| h.get_value()).collect();
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            found[0].clone()
        };
        assert_eq!(header("Subject"), format!("1 项逾期；2 家单位长期未反馈 · {long}"));
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(header("Precedence"), "bulk");
        assert_eq!(header("List-Id"), format!("{long} 工作简报 <digest-leader.ours.lianxi.test>"));
        assert!(header("List-Unsubscribe").starts_with("<http://lianxi.test/digest-stop/ours/leader/"));
        assert!(header("Message-ID").ends_with("@lianxi.test>"));
        assert_eq!(header("MIME-Version"), "1.0");
        // Plain first, so that who shows HTML takes the last and best.
        assert_eq!(mail.ctype.mimetype, "multipart/alternative");
        let kinds: Vec<(&str, &str)> = mail.subparts.iter().map(|p| (p.ctype.mimetype.as_str(), p.ctype.charset.as_str())).collect();
        assert_eq!(kinds, [("text/plain", "utf-8"), ("text/html", "utf-8")]);
        let plain = mail.subparts[0].get_body().expect("text");
        assert!(plain.starts_with("1 项逾期；2 家单位长期未反馈"), "the finding is the first line: {plain}");
        let html = mail.subparts[1].get_body().expect("HTML");
        let shown = scraper::Html::parse_document(&html);
        let body = scraper::Selector::parse("body").expect("a selector");
        let first = shown.select(&body).next().expect("a body").text().map(str::trim).find(|t| !t.is_empty());
        assert_eq!(first, Some("1 项逾期；2 家单位长期未反馈"), "and the first words of the HTML, which inboxes show");
    });
}
