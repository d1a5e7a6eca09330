//! Logging in and out, the way in and its limits.

use chrono::Duration;
use lianxi::{
    accounts::{self, Email},
    platform::db::{Db, Tenant},
    tenancy::Role,
};

use crate::support::{
    TestApp,
    app::{Answer, Browser},
    cast::PASSWORD,
};

/// Opens the log-in page and sends the form.
pub fn log_in(browser: &mut Browser, email: &str, password: &str, next: &str) -> Answer {
    browser.open_form("/login").expect(200);
    browser.post("/login", &[("email", email), ("password", password), ("next", next)])
}

#[test]
fn a_member_logs_in_is_led_home_and_logs_out() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let mut browser = app.visitor();
        assert_eq!(browser.get("/").expect(303).location(), "/login?next=%2F");
        assert_eq!(browser.get("/workspaces?x=1").expect(303).location(), "/login?next=%2Fworkspaces%3Fx%3D1");
        assert_eq!(log_in(&mut browser, &person.email.to_uppercase(), PASSWORD, "/workspaces").expect(303).location(), "/workspaces");
        assert_eq!(browser.get("/").expect(303).location(), "/w/ours");
        assert_eq!(browser.get("/login").expect(303).location(), "/");
        let page = browser.open_form("/workspaces").expect(200);
        assert!(page.select_text("main").contains("甲联席会议"));
        let old = browser.clone();
        browser.post_raw("/logout", &[]).expect(403);
        assert_eq!(browser.post("/logout", &[]).expect(303).location(), "/login");
        assert!(browser.get("/login").expect(200).select_text(".flash").contains("退出"));
        assert_eq!(old.get("/workspaces").expect(303).location(), "/login?next=%2Fworkspaces");
    });
}

#[test]
fn everybody_unknown_is_told_the_same_and_what_was_typed_stays_but_not_the_password() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let without = app.db().write(Tenant::Installation, |conn| {
            accounts::add_person(conn, &Email::parse("leader@example.cn")?, "李领导", None, false, cast.now)
        });
        without.expect("a person without a password");
        let mut browser = app.visitor();
        let mut told = Vec::new();
        for email in [person.email.as_str(), "leader@example.cn", "nobody@example.cn", "rubbish", ""] {
            let page = log_in(&mut browser, email, "not the password", "/").expect(422);
            assert_eq!(page.attr("#f-email", "value").as_deref(), Some(email));
            assert!(!page.text().contains("not the password"));
            told.push(page.select_text(".errors"));
        }
        assert!(told.iter().all(|t| t == &told[0] && t.contains("邮箱或密码不正确")), "{told:?}");
    });
}

#[test]
fn only_local_paths_are_next() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let mut browser = app.visitor();
            assert_eq!(log_in(&mut browser, &person.email, PASSWORD, evil).expect(303).location(), "/", "{evil}");
        }
    });
}

#[test]
fn a_log_in_makes_a_new_session_and_ends_the_browsers_earlier_one() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let mut browser = app.browser(&person);
        let fixed = browser.clone_cookies();
        // Logged in, the page leads on; a form kept open from before may still be sent.
        let csrf = browser.csrf.clone().expect("a token");
        let answer = browser.post_raw("/login", &[("csrf", &csrf), ("email", &person.email), ("password", PASSWORD), ("next", "/")]);
        answer.expect(303);
        assert_ne!(browser.clone_cookies(), fixed);
        assert_eq!(app.visitor().with_cookies(fixed).get("/workspaces").expect(303).location(), "/login?next=%2Fworkspaces");
        browser.open_form("/workspaces").expect(200);
    });
}

#[test]
fn the_eleventh_wrong_try_waits_and_a_right_one_starts_anew() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let mut browser = app.visitor();
        for _ in 0..9 {
            log_in(&mut browser, &person.email, "wrong password", "/").expect(422);
        }
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(303);
        for _ in 0..10 {
            log_in(&mut browser, &person.email, "wrong password", "/").expect(422);
        }
        let refused = log_in(&mut browser, &person.email, PASSWORD, "/").expect(429);
        assert_eq!(refused.headers.get("retry-after").and_then(|v| v.to_str().ok()), Some("60"));
        assert!(refused.select_text(".errors").contains("1 分钟"));
        // An account that does not exist is counted alike.
        for _ in 0..10 {
            log_in(&mut browser, "nobody@example.cn", "wrong password", "/").expect(422);
        }
        log_in(&mut browser, "nobody@example.cn", "wrong password", "/").expect(429);
        app.clock.advance(Duration::seconds(61));
        log_in(&mut browser, &person.email, PASSWORD, "/").expect(303);
    });
}

/// Wrong tries until the account waits, from a browser it never logged in from.
fn besiege(app: &TestApp, email: &str) -> Browser {
    let mut stranger = app.visitor();
    for _ in 0..10 {
        log_in(&mut stranger, email, "wrong password", "/").expect(422);
    }
    log_in(&mut stranger, email, "wrong password", "/").expect(429);
    stranger
}

#[test]
fn a_stranger_cannot_keep_people_out_of_their_own_browser() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let mut own = app.visitor();
        log_in(&mut own, &person.email, PASSWORD, "/").expect(303);
        own.open_form("/account").expect(200);
        own.post("/logout", &[]).expect(303);
        let mut stranger = besiege(app, &person.email);
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(429);
        log_in(&mut own, &person.email.to_uppercase(), PASSWORD, "/").expect(303);
        // The person's log-in gives the stranger nothing.
        log_in(&mut stranger, &person.email, PASSWORD, "/").expect(429);
        // Nor does the address they share run out for the person.
        for n in 0..55 {
            log_in(&mut stranger, &format!("n{n}@example.cn"), "wrong password", "/");
        }
        log_in(&mut stranger, "other@example.cn", "wrong password", "/").expect(429);
        own.open_form("/account").expect(200);
        own.post("/logout", &[]).expect(303);
        log_in(&mut own, &person.email, PASSWORD, "/").expect(303);
    });
}

#[test]
fn a_known_browser_may_guess_no_more_than_others_and_only_its_own_account() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let (person, other) = (cast.person(ours, "周敏", &[], &[]), cast.person(ours, "陈静", &[], &[]));
        let mut own = app.visitor();
        log_in(&mut own, &person.email, PASSWORD, "/").expect(303);
        own.open_form("/account").expect(200);
        own.post("/logout", &[]).expect(303);
        let marks = own.clone_cookies();
        assert!(marks.iter().any(|(name, value)| name == "lx_device" && !value.contains(&person.email)), "{marks:?}");
        besiege(app, &other.email);
        log_in(&mut own, &other.email, PASSWORD, "/").expect(429);
        for _ in 0..10 {
            log_in(&mut own, &person.email, "wrong password", "/").expect(422);
        }
        log_in(&mut own, &person.email, PASSWORD, "/").expect(429);
        // Its tries are not counted against the account elsewhere.
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(303);
        // A mark with another name is none: this one counts as a stranger and opens nothing.
        let forged =
            marks.into_iter().map(|(name, value)| (name, format!("{}{}", if value.starts_with('A') { 'B' } else { 'A' }, &value[1..])));
        let mut forger = app.visitor().with_cookies(forged.collect());
        besiege(app, &person.email);
        log_in(&mut forger, &person.email, PASSWORD, "/").expect(429);
    });
}

#[test]
fn tries_sent_at_once_are_counted_one_by_one() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[], &[]);
        let mut browser = app.visitor();
        browser.open_form("/login").expect(200);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..24)
                .map(|_| {
                    let (browser, email) = (browser.clone(), person.email.clone());
                    scope.spawn(move || {
                        browser.post("/login", &[("email", &email), ("password", "wrong password"), ("next", "/")]).status.as_u16()
                    })
                })
                .collect();
            tries.into_iter().map(|t| t.join().expect("a try")).collect()
        });
        let looked_at = statuses.iter().filter(|s| **s == 422).count();
        // Two may be under way when the last token goes.
        assert!((10..=11).contains(&looked_at), "{looked_at} were looked at: {statuses:?}");
    });
}

#[test]
fn two_spellings_of_an_address_are_one_account() {
    TestApp::each(|app| {
        let now = app.clock.now();
        let add = |email: &str| {
            let hash = &*crate::support::cast::PASSWORD_HASH;
            app.db().write(Tenant::Installation, |conn| {
                accounts::add_person(conn, &Email::parse(email)?, "周敏", Some(hash.as_str()), false, now)
            })
        };
        add("Zhou.Min@例子.中国").expect("a person");
        assert!(add("zhou.min@xn--fsqu00a.xn--fiqs8s").is_err(), "the same address");
        for typed in ["zhou.min@例子.中国", "ＺＨＯＵ．ＭＩＮ＠例子。中国 ", "\u{FEFF}zhou.min@XN--FSQU00A.xn--fiqs8s"] {
            log_in(&mut app.visitor(), typed, PASSWORD, "/").expect(303);
        }
    });
}

#[test]
fn on_https_cookies_are_secure_and_a_neighbours_are_not_taken() {
    for db in crate::support::TestDb::all() {
        let app = TestApp::start_at(db, "https://lianxi.test");
        let cast = app.cast();
        let person = cast.person(cast.workspace("ours", "甲"), "周敏", &[Role::Secretariat], &[]);
        let mut browser = app.visitor();
        let page = browser.open_form("/login").expect(200);
        let answer = browser.post("/login", &[("email", &person.email), ("password", PASSWORD), ("next", "/")]).expect(303);
        let set: Vec<String> = [&page, &answer]
            .into_iter()
            .flat_map(|a| a.headers.get_all("set-cookie").iter().filter_map(|v| Some(v.to_str().ok()?.to_owned())).collect::<Vec<_>>())
            .collect();
        assert_eq!(set.len(), 3, "{set:?}");
        for cookie in &set {
            for part in ["__Host-lx_", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
                assert!(cookie.contains(part), "{cookie}: {part}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
        assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000; includeSubDomains");
        assert_eq!(page.headers["cache-control"], "no-store");
        browser.get("/account").expect(200);
        let planted = browser.clone_cookies().into_iter().map(|(name, value)| (name.trim_start_matches("__Host-").to_owned(), value));
        assert_eq!(app.visitor().with_cookies(planted.collect()).get("/account").expect(303).location(), "/login?next=%2Faccount");
    }
}

#[test]
fn one_address_cannot_try_account_after_account() {
    TestApp::each(|app| {
        let mut browser = app.visitor();
        browser.open_form("/login").expect(200);
        let attempt = |n: usize| {
            let email = format!("n{n}@example.cn");
            browser.post("/login", &[("email", &email), ("password", "x"), ("next", "/")]).status.as_u16()
        };

        let statuses: Vec<u16> = (0..62).map(attempt).collect();
        assert!(statuses[..60].iter().all(|s| *s == 422), "{statuses:?}");
        assert_eq!(statuses[60..], [429, 429]);
    });
}

#[test]
fn a_weak_hash_is_replaced_at_log_in() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let weak = weak_hash(PASSWORD);
        store_hash(app.db(), person.person_id, &weak);
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(303);
        let stored = app.db().read(Tenant::Installation, |conn| accounts::person_by_id(conn, person.person_id)).expect("the person");
        assert!(stored.password_hash.as_deref().is_some_and(|h| h.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")));
        log_in(&mut app.visitor(), &person.email, PASSWORD, "/").expect(303);
    });
}

fn weak_hash(password: &str) -> String {
    use argon2::password_hash::{PasswordHasher, SaltString, rand_core::OsRng};
    let params = argon2::Params::new(8, 1, 1, None).expect("parameters");
    let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    weak.hash_password(password.as_bytes(), &SaltString::generate(&mut OsRng)).expect("hashes").to_string()
}

fn store_hash(db: &Db, person_id: i64, hash: &str) {
    use diesel::prelude::*;
    use lianxi::schema::people;
    db.write(Tenant::Installation, |conn| {
        diesel::update(people::table.filter(people::id.eq(person_id))).set(people::password_hash.eq(hash)).execute(conn)?;
        Ok(())
    })
    .expect("a stored hash");
}

#[test]
fn health_is_public() {
    TestApp::each(|app| {
        assert_eq!(app.visitor().get("/healthz").expect(200).text(), "ok\n");
        assert_eq!(app.visitor().get("/readyz").expect(200).text(), "ready\n");
    });
}
