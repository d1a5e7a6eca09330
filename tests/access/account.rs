//! The own account, and a forgotten password.

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    platform::db::{Db, Tenant},
    schema::outbox,
    tenancy::Role,
};

use super::login::log_in;
use crate::support::{
    TestApp,
    app::Browser,
    cast::{Member, PASSWORD},
};

/// Templates and payloads of the mails to an address, oldest first.
pub fn mails_to(db: &Db, address: &str) -> Vec<(String, serde_json::Value)> {
    let rows: Vec<(String, String)> = db
        .read(Tenant::All, |conn| {
            Ok(outbox::table
                .filter(outbox::address.eq(address))
                .order(outbox::id)
                .select((outbox::template, outbox::payload))
                .load(conn)?)
        })
        .expect("the outbox");
    rows.into_iter().map(|(template, payload)| (template, serde_json::from_str(&payload).expect("JSON"))).collect()
}

/// Where the button of the last mail to an address leads, once the mail is sent: before, its secret does not exist.
pub fn last_link(app: &TestApp, address: &str) -> String {
    app.deliver();
    let id: String = app
        .db()
        .read(Tenant::All, |conn| {
            let newest = outbox::table.filter(outbox::address.eq(address)).order(outbox::id.desc());
            Ok(newest.select(outbox::message_id).first(conn)?)
        })
        .expect("a mail");
    let files = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten();
    let file = files.map(|f| f.path()).find(|p| p.to_string_lossy().contains(&format!("-{id}@"))).expect("the mail was sent");
    let raw = std::fs::read(file).expect("a mail");
    let mail = mailparse::parse_mail(&raw).expect("a message");
    let text = mail.subparts[0].get_body().expect("its text");
    let link = text.split_whitespace().find_map(|word| word.strip_prefix("http://lianxi.test")).expect("a link");
    link.to_owned()
}

fn one_person(app: &TestApp) -> Member {
    let cast = app.cast();
    let ours = cast.workspace("ours", "甲联席会议");
    cast.person(ours, "周敏", &[Role::Secretariat], &[])
}

const NEW: &str = "落霞与孤鹜齐飞，秋水共长天一色";

#[test]
fn name_and_language_are_kept_and_shown() {
    TestApp::each(|app| {
        let person = one_person(app);
        let browser = app.browser(&person);
        let page = browser.get("/account").expect(200);
        assert_eq!(page.attr("#f-name", "value").as_deref(), Some("周敏"));
        assert_eq!(browser.post("/account/profile", &[("name", "  周  敏 "), ("language", "en")]).expect(303).location(), "/account");
        let page = browser.get("/account").expect(200);
        assert_eq!(page.attr("#f-name", "value").as_deref(), Some("周 敏"));
        assert_eq!((page.attr("html", "lang").as_deref(), page.select_text("h1").as_str()), (Some("en"), "My account"));
        let long = "长".repeat(61);
        for wrong in ["   ", long.as_str()] {
            let page = browser.post("/account/profile", &[("name", wrong), ("language", "zh-CN")]).expect(422);
            assert_eq!(page.attr("#f-name", "aria-invalid").as_deref(), Some("true"));
            assert_eq!(page.attr("#f-name", "value").as_deref(), Some(wrong));
        }
        browser.post_raw("/account/profile", &[("name", "x"), ("language", "en")]).expect(403);
    });
}

#[test]
fn a_new_password_needs_the_old_one_ends_other_sessions_and_is_told_by_mail() {
    TestApp::each(|app| {
        let person = one_person(app);
        let (browser, other) = (app.browser(&person), app.browser(&person));
        let change =
            |old: &str, new: &str, again: &str| browser.post("/account/password", &[("old", old), ("password", new), ("again", again)]);
        assert!(change("wrong", NEW, NEW).expect(422).select_text("#f-old-error").contains("不正确"));
        assert!(change(PASSWORD, "short", "short").expect(422).select_text("#f-password-error").contains("10"));
        let common = change(PASSWORD, "password123", "password123").expect(422);
        assert!(common.select_text("#f-password-error").contains("常见") && !common.text().contains("password123"));
        assert!(change(PASSWORD, NEW, "else").expect(422).select_text("#f-again-error").contains("不一致"));
        other.get("/account").expect(200);
        assert_eq!(change(PASSWORD, NEW, NEW).expect(303).location(), "/account");
        browser.get("/account").expect(200);
        assert_eq!(other.get("/account").expect(303).location(), "/login?next=%2Faccount");
        assert_eq!(mails_to(app.db(), &person.email).last().expect("a mail").0, "password-changed");
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(422);
        log_in(&mut app.visitor(), &person.email, NEW, "/").expect(303);
        assert!(app.work() > 0, "the mail can be written");
    });
}

#[test]
fn guessing_the_old_password_is_throttled() {
    TestApp::each(|app| {
        let person = one_person(app);
        let browser = app.browser(&person);
        for _ in 0..10 {
            browser.post("/account/password", &[("old", "wrong"), ("password", NEW), ("again", NEW)]).expect(422);
        }
        let page = browser.post("/account/password", &[("old", PASSWORD), ("password", NEW), ("again", NEW)]).expect(422);
        assert!(page.select_text("#f-old-error").contains("1 分钟"), "{}", page.select_text("#f-old-error"));
    });
}

#[test]
fn own_sessions_are_listed_and_can_be_ended_but_not_those_of_others() {
    TestApp::each(|app| {
        let person = one_person(app);
        let stranger = app.cast().person(app.cast().workspace("theirs", "乙"), "外人", &[Role::Secretariat], &[]);
        let (browser, second, third) = (app.browser(&person), app.browser(&person), app.browser(&person));
        let page = browser.get("/account").expect(200);
        assert_eq!(page.html().select(&scraper::Selector::parse("#sessions tbody tr").expect("a selector")).count(), 3);
        assert_eq!(page.select_text("#sessions .state"), "本机");
        let end = page.attr("tbody form", "action").expect("another session");
        app.browser(&stranger).post(&end, &[]).expect(404);
        browser.post(&end, &[]).expect(303);
        let alive = |b: &Browser| b.get("/account").status == 200;
        assert_eq!([&second, &third].into_iter().filter(|b| alive(b)).count(), 1);
        browser.post("/account/sessions/end-others", &[]).expect(303);
        assert!(alive(&browser) && !alive(&second) && !alive(&third));
    });
}

#[test]
fn idle_and_old_sessions_end_by_themselves() {
    TestApp::each(|app| {
        let person = one_person(app);
        let browser = app.browser(&person);
        for _ in 0..3 {
            app.clock.advance(Duration::hours(11));
            browser.get("/account").expect(200);
        }
        app.clock.advance(Duration::hours(13));
        browser.get("/account").expect(303);
    });
}

#[test]
fn a_forgotten_password_is_set_anew_by_a_link_good_once_and_for_an_hour() {
    TestApp::each(|app| {
        let person = one_person(app);
        let logged_in = app.browser(&person);
        let mut browser = app.visitor();
        browser.open_form("/password/forgot").expect(200);
        let known = browser.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let unknown = browser.post("/password/forgot", &[("email", "nobody@example.cn")]).expect(200);
        let plain = |page: &crate::support::app::Answer, email: &str| page.select_text("main").replace(email, "X");
        assert_eq!(plain(&known, &person.email), plain(&unknown, "nobody@example.cn"));
        assert!(mails_to(app.db(), "nobody@example.cn").is_empty());
        browser.post("/password/forgot", &[("email", "rubbish")]).expect(422);
        let first = last_link(app, &person.email);
        browser.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let link = last_link(app, &person.email);
        assert!(browser.get(&first).expect(404).text().contains("已经用过或已过期"), "only the newest link is good");
        browser.open_form(&link).expect(200);
        browser.get(&link).expect(200);
        let set = |new: &str, again: &str| browser.post(&link, &[("password", new), ("again", again)]);
        assert!(set("short", "short").expect(422).select_text("#f-password-error").contains("10"));
        browser.post_raw(&link, &[("password", NEW), ("again", NEW)]).expect(403);
        assert_eq!(set(NEW, NEW).expect(303).location(), "/login");
        set("另一个足够长的密码句子", "另一个足够长的密码句子").expect(404);
        logged_in.get("/account").expect(303);
        log_in(&mut app.visitor(), &person.email, NEW, "/").expect(303);
        assert_eq!(mails_to(app.db(), &person.email).last().expect("a mail").0, "password-changed");

        let mut other = app.visitor();
        other.open_form("/password/forgot").expect(200);
        other.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let late = last_link(app, &person.email);
        other.post("/password/forgot", &[("email", &person.email)]).expect(429);
        app.clock.advance(Duration::minutes(61));
        browser.get(&late).expect(404);
        browser.post(&late, &[("password", NEW), ("again", NEW)]).expect(404);
    });
}

#[test]
fn strangers_who_ask_for_links_neither_flood_a_mailbox_nor_keep_its_owner_waiting() {
    TestApp::each(|app| {
        let person = one_person(app);
        let mut own = app.visitor();
        log_in(&mut own, &person.email, PASSWORD, "/").expect(303);
        own.open_form("/account").expect(200);
        own.post("/logout", &[]).expect(303);
        let mut stranger = app.visitor();
        stranger.open_form("/password/forgot").expect(200);
        let ask = || stranger.post("/password/forgot", &[("email", &person.email)]).status.as_u16();
        assert_eq!([ask(), ask(), ask(), ask()], [200, 200, 200, 429]);
        // However long: some from each place, and no more than a few an hour in all.
        let before = mails_to(app.db(), &person.email).len();
        own.open_form("/password/forgot").expect(200);
        own.post("/password/forgot", &[("email", &person.email)]).expect(200);
        assert_eq!(mails_to(app.db(), &person.email).len(), before + 1);
    });
}

#[test]
fn whoever_sets_a_password_by_mail_is_let_in_although_strangers_used_up_the_tries() {
    TestApp::each(|app| {
        let person = one_person(app);
        let mut browser = app.visitor();
        browser.open_form("/password/forgot").expect(200);
        browser.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let link = last_link(app, &person.email);
        browser.open_form(&link).expect(200);
        browser.post(&link, &[("password", NEW), ("again", NEW)]).expect(303);
        let mut stranger = app.visitor();
        for _ in 0..11 {
            log_in(&mut stranger, &person.email, "wrong password", "/");
        }
        log_in(&mut app.visitor(), &person.email, NEW, "/").expect(429);
        log_in(&mut browser, &person.email, NEW, "/").expect(303);
    });
}

#[test]
fn of_two_who_use_a_link_at_once_one_wins() {
    TestApp::each(|app| {
        let person = one_person(app);
        let mut browser = app.visitor();
        browser.open_form("/password/forgot").expect(200);
        browser.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let link = last_link(app, &person.email);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..4)
                .map(|n| {
                    let (browser, link) = (browser.clone(), link.clone());
                    let new = format!("足够长的一句密码之第{n}号");
                    scope.spawn(move || browser.post(&link, &[("password", new.as_str()), ("again", new.as_str())]).status.as_u16())
                })
                .collect();
            tries.into_iter().map(|t| t.join().expect("a try")).collect()
        });
        assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|s| **s == 404).count(), 3, "{statuses:?}");
    });
}

#[test]
fn what_is_over_is_swept() {
    use lianxi::schema::{account_tokens, sessions, throttles};
    TestApp::each(|app| {
        let person = one_person(app);
        app.browser(&person);
        let mut browser = app.visitor();
        browser.open_form("/password/forgot").expect(200);
        browser.post("/password/forgot", &[("email", &person.email)]).expect(200);
        let count = || {
            app.db().read(Tenant::Installation, |conn| {
                let (s, t, b) = (sessions::table.count(), account_tokens::table.count(), throttles::table.count());
                Ok([s.get_result::<i64>(conn)?, t.get_result(conn)?, b.get_result(conn)?])
            })
        };
        app.work();
        // What was asked for and what was mailed; the address, the account, and the account from there.
        assert_eq!(count().expect("counts"), [1, 2, 3]);
        app.clock.advance(Duration::hours(25));
        app.work();
        assert_eq!(count().expect("counts"), [0, 2, 0]);
        app.clock.advance(Duration::days(31));
        app.work();
        assert_eq!(count().expect("counts"), [0, 0, 0]);
    });
}
