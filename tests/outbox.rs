//! The outbox: every mail has its templates and its name, and the fates page is the administrator's alone.

use diesel::prelude::*;
use lianxi::{
    outbox::{Deliver, Letter, Promise, carry_calendar, enqueue, promise, revoke_links, secret_place},
    platform::{
        db::{Conn, Tenant},
        i18n::{self, Lang},
        ics::{Calendar, Event, Method, Party, Status, When},
        jobs::run_until_idle,
        mail::Transport,
        view::Views,
    },
    schema::{links, outbox},
    tenancy::{Role, Scope},
};

use crate::support::{TestApp, meanwhile};

/// Names of the mails: `mail/{name}/…`.
fn mails() -> Vec<String> {
    let names = Views::new().names();
    names.iter().filter_map(|n| n.strip_prefix("mail/")?.strip_suffix("/subject.txt").map(str::to_owned)).collect()
}

#[test]
fn every_mail_is_three_templates_and_a_name() {
    let names = Views::new().names();
    for mail in mails() {
        for part in ["body.txt", "body.html"] {
            assert!(names.contains(&format!("mail/{mail}/{part}")), "mail/{mail}/{part}");
        }
        for lang in Lang::ALL {
            let name = i18n::t(lang, &format!("mail-name-{mail}"));
            assert!(!name.starts_with('⟦'), "{lang}: mail-name-{mail}");
        }
    }
}

#[test]
fn a_mail_that_cannot_be_written_is_shown_and_can_be_retried() {
    TestApp::each(|app| {
        let cast = app.cast();
        let (ours, theirs) = (cast.workspace("ours", "甲联席会议"), cast.workspace("theirs", "乙联席会议"));
        let admin = cast.person(ours, "管理员", &[Role::Administrator], &[]);
        let secretariat = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let stranger = cast.person(theirs, "外人", &[Role::Administrator], &[]);
        let scope = cast.scope(&admin);
        let letter = Letter {
            person_id: Some(admin.person_id),
            address: &admin.email,
            recipient: "管理员",
            cause: "test:1",
            template: "no-such-template",
            lang: Lang::ZhCn,
            payload: serde_json::json!({}),
        };
        let twice: Vec<bool> = app
            .db()
            .write(scope.tenant(), |conn| Ok(vec![enqueue(conn, &scope, &letter)?, enqueue(conn, &scope, &letter)?]))
            .expect("queued");
        assert_eq!(twice, [true, false], "one mail a cause");
        app.work();
        let page = app.browser(&admin).get("/w/ours/outbox").expect(200);
        assert!(page.text().contains("未送达"), "{}", page.text());
        assert!(page.select_text("tbody").contains("no-such-template"), "a kind of another version goes by its own name");
        assert!(page.select_text("tbody .late").contains("系统未能写成这封邮件"), "{}", page.select_text("tbody"));
        let retry = page.attr("td form", "action").expect("a button to send again");
        app.browser(&secretariat).get("/w/ours/outbox").expect(403);
        app.browser(&secretariat).post(&retry, &[]).expect(403);
        app.browser(&stranger).get("/w/ours/outbox").expect(404);
        app.browser(&stranger).post(&retry.replace("/w/ours/", "/w/theirs/"), &[]).expect(404);
        let failed = || app.browser(&admin).get("/w/ours/outbox?state=failed").expect(200).attr("td form", "action");
        assert_eq!(failed().as_ref(), Some(&retry), "nobody else could requeue it");
        app.browser(&admin).post(&retry, &[]).expect(303);
        assert_eq!(failed(), None, "it waits again");
        app.browser(&admin).post(&retry, &[]).expect(409);
        app.work();
        assert_eq!(failed().as_ref(), Some(&retry), "tried again, and given up again");
    });
}

#[test]
fn a_mail_carries_an_invitation_and_says_so() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let admin = cast.person(ours, "管理员", &[Role::Administrator], &[]);
        let scope = cast.scope(&admin);
        let start = scope.today().and_hms_opt(9, 0, 0).expect("nine");
        let calendar = Calendar::of(
            Method::Request,
            Event {
                uid: "meeting-1@lianxi".into(),
                sequence: 0,
                stamp: scope.now(),
                when: When::Timed { start, end: start + chrono::Duration::hours(2), zone: scope.zone() },
                summary: "第三次全体会议".into(),
                location: None,
                description: None,
                href: Some("/w/ours/meetings/1".into()),
                status: Status::Confirmed,
                busy: true,
                organizer: Some(Party::sender("甲联席会议办公室")),
                attendees: vec![],
                alarm: None,
            },
        );
        let mut payload = serde_json::json!({
            "head": { "kicker": "甲联席会议", "title": "请参加第三次全体会议" }, "paragraphs": [], "facts": { "items": [] },
            "button": null, "foot": { "text": "—", "links": [] },
        });
        carry_calendar(&mut payload, &calendar).expect("carried");
        let letter = Letter {
            person_id: Some(admin.person_id),
            address: &admin.email,
            recipient: "管理员",
            cause: "test:1",
            template: "removed",
            lang: Lang::ZhCn,
            payload,
        };
        app.db().write(scope.tenant(), |conn| enqueue(conn, &scope, &letter)).expect("queued");
        let browser = app.browser(&admin);
        let waiting = browser.get("/w/ours/outbox").expect(200);
        assert!(waiting.select_text("tbody").contains("含日程邀请"), "{}", waiting.select_text("tbody"));
        let transport = Transport::memory();
        run_until_idle(&mut [Box::new(Deliver::with_transport(&app.site, transport.clone()))]).expect("delivered");
        let Transport::Memory(sent) = transport else { panic!("into memory") };
        let sent = sent.lock().expect("the list");
        let [message] = &sent[..] else { panic!("{} mails", sent.len()) };
        let mail = mailparse::parse_mail(message.bytes()).expect("a mail");
        let calendar = mail.subparts[0].subparts[2].get_body().expect("a calendar").replace("\r\n ", "");
        for line in ["METHOD:REQUEST", "SUMMARY:第三次全体会议", "UID:meeting-1@lianxi"] {
            assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{line}\n{calendar}");
        }
        assert!(calendar.contains("ORGANIZER;CN=甲联席会议办公室:mailto:"), "{calendar}");
        assert!(calendar.contains("\r\nURL:http"), "an address that can be opened: {calendar}");
    });
}

/// A letter to somebody without an account, with a link to one thing.
fn with_link(subject_id: i64, until: chrono::NaiveDateTime) -> serde_json::Value {
    let mut payload = serde_json::json!({
        "head": { "kicker": "甲联席会议", "title": "请签收" }, "paragraphs": [], "facts": { "items": [] },
        "button": { "href": format!("/matter/ours/{}", secret_place("link")), "label": "打开" }, "foot": { "text": "—", "links": [] },
    });
    let opens = Promise::Link { person_id: None, purpose: "matter".into(), subject_id, until };
    promise(&mut payload, "link", &opens).expect("promised");
    payload
}

#[test]
fn a_worker_that_takes_a_mail_whose_link_is_taken_back_at_this_moment_sends_none() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let admin = cast.person(ours, "管理员", &[Role::Administrator], &[]);
        let scope = cast.scope(&admin);
        let letter = |cause: &'static str, subject_id: i64| Letter {
            person_id: None,
            address: "former@outside.example",
            recipient: "前一人",
            cause,
            template: "removed",
            lang: Lang::ZhCn,
            payload: with_link(subject_id, scope.now() + chrono::Duration::days(30)),
        };
        for letter in [letter("test:7", 7), letter("test:8", 8)] {
            app.db().write(scope.tenant(), |conn| enqueue(conn, &scope, &letter)).expect("queued");
        }
        let transport = Transport::memory();
        let deliver = || {
            let step = Deliver::with_transport(&app.site, transport.clone());
            run_until_idle(&mut [Box::new(step)]).expect("delivered")
        };
        let take_back = |conn: &mut Conn, scope: &Scope| revoke_links(conn, scope, "matter", 7);
        let (revoked, _) = meanwhile(app.db(), (&scope, take_back), deliver);
        revoked.expect("taken back");
        deliver();
        let open: Vec<i64> = app
            .db()
            .read(Tenant::One(ours), |conn| {
                let own = links::table.filter(links::workspace_id.eq(ours)).filter(links::revoked_at.is_null());
                Ok(own.select(links::subject_id).load(conn)?)
            })
            .expect("links");
        assert_eq!(open, [8], "the other one's");
        let fates: Vec<(String, String)> = app
            .db()
            .read(Tenant::One(ours), |conn| {
                let own = outbox::table.filter(outbox::workspace_id.eq(ours)).order(outbox::id);
                Ok(own.select((outbox::cause, outbox::state)).load(conn)?)
            })
            .expect("mails");
        let fates: Vec<(&str, &str)> = fates.iter().map(|(cause, state)| (&**cause, &**state)).collect();
        assert_eq!(fates, [("test:7", "failed"), ("test:8", "sent")]);
        let Transport::Memory(sent) = transport else { panic!("into memory") };
        assert_eq!(sent.lock().expect("the list").len(), 1);
        // What went out is taken back as well.
        app.db().write(scope.tenant(), |conn| revoke_links(conn, &scope, "matter", 8)).expect("taken back");
        let left: i64 = app
            .db()
            .read(Tenant::One(ours), |conn| Ok(links::table.filter(links::revoked_at.is_null()).count().get_result(conn)?))
            .expect("links");
        assert_eq!(left, 0);
    });
}
