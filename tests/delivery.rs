//! The outbox against a mail server that misbehaves: nothing is lost, nothing is sent twice that was not in doubt, and the fates
//! page says what happened.

use std::{collections::BTreeMap, time::Duration as Wait};

use chrono::Duration;
use diesel::{RunQueryDsl, prelude::*};
use lianxi::{
    outbox::Deliver,
    platform::{
        db::Tenant,
        id::new_id,
        jobs::{Step, run_until_idle},
        mail::{Limits, SmtpSender, Transport},
    },
    schema::outbox,
    tenancy::Role,
};

use crate::{
    duties::stage::Stage,
    support::{
        TestApp,
        app::Browser,
        cast::Member,
        smtp::{Fault, SmtpServer, Stage as At},
    },
};

/// A workspace with mails waiting, and the administrator who sees what becomes of them.
struct Post<'a> {
    app: &'a TestApp,
    stage: Stage<'a>,
    admin: Member,
}

impl<'a> Post<'a> {
    /// `mails`: how many wait, each to an address of its own, `to0@example.cn` and so on.
    fn new(app: &'a TestApp, mails: usize) -> Self {
        let stage = Stage::new(app.db());
        let admin = stage.cast.person(stage.workspace, "管理员", &[Role::Administrator], &[]);
        stage.assigned();
        copy_mails(app, stage.workspace, mails);
        Self { app, stage, admin }
    }

    fn worker(&self, url: &str) -> Box<dyn Step> {
        let short = Wait::from_millis(400);
        let limits = Limits { connect: short, command: short, content: short, message: short * 4, idle: Wait::from_secs(30) };
        let sender = SmtpSender::new(url.parse().expect("an address")).with_limits(limits);
        Box::new(Deliver::with_transport(&self.app.site, Transport::Smtp(sender)))
    }

    /// Sends what is due, with a worker of its own that hands back what it holds.
    fn send(&self, url: &str) {
        let mut worker = [self.worker(url)];
        run_until_idle(&mut worker).expect("the worker goes on whatever the server does");
        worker[0].stop();
    }

    /// How many mails are in each state.
    fn states(&self) -> BTreeMap<String, usize> {
        let mine = outbox::table.filter(outbox::workspace_id.eq(self.stage.workspace)).select(outbox::state);
        let all: Vec<String> = self.app.db().read(Tenant::One(self.stage.workspace), |conn| Ok(mine.load(conn)?)).expect("states");
        let mut counts = BTreeMap::new();
        all.into_iter().for_each(|state| *counts.entry(state).or_default() += 1);
        counts
    }

    /// The administrator, logged in now.
    fn admin(&self) -> Browser {
        self.app.browser(&self.admin)
    }

    /// Asks for one more attempt at the first mail that was given up.
    fn retry(&self) {
        let admin = self.admin();
        let button = admin.get("/w/ours/outbox?state=failed").expect(200).attr("td form", "action").expect("a button to send again");
        admin.post(&button, &[]).expect(303);
    }

    fn fates(&self, query: &str) -> String {
        self.admin().get(&format!("/w/ours/outbox{query}")).expect(200).select_text("main")
    }
}

/// Turns the mails of one assignment into so many.
pub fn copy_mails(app: &TestApp, workspace: i64, mails: usize) {
    app.db()
        .write(Tenant::One(workspace), |conn| {
            let (template, payload, at): (String, String, chrono::NaiveDateTime) = outbox::table
                .filter(outbox::workspace_id.eq(workspace))
                .select((outbox::template, outbox::payload, outbox::due_at))
                .first(conn)?;
            diesel::delete(outbox::table.filter(outbox::workspace_id.eq(workspace))).execute(conn)?;
            for n in 0..mails {
                let id = new_id();
                let row = (
                    outbox::workspace_id.eq(workspace),
                    outbox::id.eq(id),
                    outbox::address.eq(format!("to{n}@example.cn")),
                    outbox::recipient.eq(format!("收件人{n}")),
                    outbox::cause.eq(format!("copy:{n}")),
                    outbox::template.eq(&template),
                    outbox::language.eq("zh-CN"),
                    outbox::payload.eq(&payload),
                    outbox::message_id.eq(format!("{workspace}.{id}")),
                    outbox::state.eq("queued"),
                    outbox::attempts.eq(0),
                    outbox::due_at.eq(at),
                    outbox::created_at.eq(at),
                );
                diesel::insert_into(outbox::table).values(row).execute(conn)?;
            }
            Ok(())
        })
        .expect("mails");
}

/// How often each Message-ID came.
pub fn message_ids(server: &SmtpServer) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for message in server.messages() {
        *counts.entry(message.letter().header("Message-ID").to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn many_mails_go_over_one_connection() {
    TestApp::each(|app| {
        let post = Post::new(app, 60);
        let server = SmtpServer::start();
        post.send(&server.url());
        assert_eq!(server.connections(), 1);
        assert_eq!(message_ids(&server).len(), 60);
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 60)]));
        post.send(&server.url());
        assert_eq!(server.messages().len(), 60, "a sent mail is not sent again");
    });
}

#[test]
fn greylisted_mails_come_again_later_and_are_shown_waiting_meanwhile() {
    TestApp::each(|app| {
        let post = Post::new(app, 5);
        let server = SmtpServer::start();
        server.greylist();
        post.send(&server.url());
        assert_eq!(server.messages().len(), 0);
        assert_eq!(post.states(), BTreeMap::from([("queued".to_owned(), 5)]));
        let waiting = post.fates("?state=queued");
        assert!(waiting.contains("451") && waiting.contains("对方服务器暂不接收"), "in words, and as the server said it: {waiting}");
        post.send(&server.url());
        assert_eq!(server.messages().len(), 0, "not before the pause is over");
        app.clock.advance(Duration::minutes(2));
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 5)]));
        assert!(message_ids(&server).values().all(|n| *n == 1));
    });
}

#[test]
fn a_refusal_for_good_is_kept_shown_and_can_be_retried() {
    TestApp::each(|app| {
        let post = Post::new(app, 4);
        let server = SmtpServer::start();
        server.refuse("to2@example.cn", "550 5.1.1 no such mailbox");
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("failed".to_owned(), 1), ("sent".to_owned(), 3)]));
        let fates = post.fates("?state=failed");
        assert!(fates.contains("no such mailbox") && fates.contains("收件人2"), "{fates}");
        server.accept("to2@example.cn");
        app.clock.advance(Duration::days(1));
        post.send(&server.url());
        assert_eq!(server.messages().len(), 3, "not without being asked");
        post.retry();
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 4)]));
    });
}

#[test]
fn a_server_that_hangs_is_left_and_tried_again() {
    TestApp::each(|app| {
        let post = Post::new(app, 3);
        let server = SmtpServer::start();
        server.fault(At::Recipient, Fault::Hang);
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("queued".to_owned(), 1), ("sent".to_owned(), 2)]));
        app.clock.advance(Duration::minutes(2));
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 3)]));
        assert!(message_ids(&server).values().all(|n| *n == 1));
    });
}

#[test]
fn a_connection_dropped_after_the_content_repeats_one_mail_with_the_same_id() {
    TestApp::each(|app| {
        let post = Post::new(app, 4);
        let server = SmtpServer::start();
        server.fault(At::Content, Fault::Drop);
        post.send(&server.url());
        app.clock.advance(Duration::minutes(2));
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 4)]));
        let mut times: Vec<usize> = message_ids(&server).into_values().collect();
        times.sort_unstable();
        assert_eq!(times, [1, 1, 1, 2], "only the mail in doubt came twice, and nobody takes it for two");
    });
}

#[test]
fn nobody_listening_loses_nothing_and_is_given_up_after_some_three_days() {
    TestApp::each(|app| {
        let post = Post::new(app, 2);
        let nowhere = format!("smtp://{}", SmtpServer::nobody());
        post.send(&nowhere);
        assert_eq!(post.states(), BTreeMap::from([("queued".to_owned(), 2)]));
        let began = app.clock.now();
        while post.states().contains_key("queued") {
            app.clock.advance(Duration::minutes(30));
            post.send(&nowhere);
            assert!(app.clock.now() - began < Duration::days(5), "never given up");
        }
        assert!(app.clock.now() - began > Duration::days(2), "given up after {}", app.clock.now() - began);
        assert_eq!(post.states(), BTreeMap::from([("failed".to_owned(), 2)]));
        // The server is back and somebody asks for it: both arrive.
        let server = SmtpServer::start();
        for _ in 0..2 {
            post.retry();
        }
        post.send(&server.url());
        assert_eq!(message_ids(&server).len(), 2);
    });
}

#[test]
fn two_workers_at_once_never_send_one_mail_twice() {
    TestApp::each(|app| {
        let post = Post::new(app, 120);
        let server = SmtpServer::start();
        let workers = [post.worker(&server.url()), post.worker(&server.url()), post.worker(&server.url())];
        std::thread::scope(|threads| {
            for worker in workers {
                threads.spawn(move || {
                    let mut steps = [worker];
                    run_until_idle(&mut steps).expect("no worker fails");
                    steps[0].stop();
                });
            }
        });
        // Batches of others may have been in hand when one found nothing; whatever is left is taken now.
        post.send(&server.url());
        assert_eq!(server.messages().len(), 120);
        assert_eq!(message_ids(&server).len(), 120);
    });
}

#[test]
fn a_worker_that_stops_hands_its_mails_to_the_next() {
    TestApp::each(|app| {
        let post = Post::new(app, 30);
        let server = SmtpServer::start();
        let mut first = post.worker(&server.url());
        assert!(first.run_once().expect("one mail"));
        first.stop();
        post.send(&server.url());
        assert_eq!(post.states(), BTreeMap::from([("sent".to_owned(), 30)]), "none waits for the end of a lease");
        assert!(message_ids(&server).values().all(|n| *n == 1));
        // One that dies without a word holds its mails until the lease ends, no longer.
        copy_mails(app, post.stage.workspace, 0);
        let mut dead = post.worker(&server.url());
        post.stage.assigned();
        assert!(dead.run_once().expect("one mail"));
        drop(dead);
        let sent = server.messages().len();
        post.send(&server.url());
        assert_eq!(server.messages().len(), sent, "the lease is kept");
        app.clock.advance(Duration::minutes(6));
        post.send(&server.url());
        assert!(!post.states().contains_key("queued"), "{:?}", post.states());
    });
}
