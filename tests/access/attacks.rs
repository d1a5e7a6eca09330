//! What a stranger tries: other people's browsers, forged headers, odd paths and bytes, names that are more than names.

use lianxi::{
    platform::db::{Db, Tenant},
    tenancy::Role,
};

use super::{account::mails_to, login::log_in};
use crate::support::{TestApp, cast::PASSWORD};

#[test]
fn a_forged_origin_host_or_forwarded_address_gains_nothing() {
    TestApp::each(|app| {
        let cast = app.cast();
        let person = cast.person(cast.workspace("ours", "甲"), "周敏", &[Role::Secretariat], &[]);
        let mut browser = app.visitor();
        browser.open_form("/login").expect(200);
        let fields = [("email", person.email.as_str()), ("password", PASSWORD), ("next", "/")];
        for headers in [
            [("Origin", "https://evil.example"), ("Accept", "*/*")],
            [("Origin", "null"), ("Accept", "*/*")],
            [("Sec-Fetch-Site", "cross-site"), ("Accept", "*/*")],
        ] {
            browser.post_with("/login", &fields, &headers).expect(403);
        }
        // Links lead to where the installation says it is, whatever a request calls it.
        let evil = [("Host", "evil.example"), ("X-Forwarded-Host", "evil.example")];
        assert_eq!(browser.get_with("/", &evil).expect(303).location(), "/login?next=%2F");
        browser.post_with("/password/forgot", &[("email", &person.email)], &evil).expect(200);
        app.deliver();
        let mails = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten();
        let raw: Vec<String> = mails.map(|m| std::fs::read_to_string(m.path()).expect("a mail")).collect();
        assert!(!raw.is_empty() && raw.iter().all(|m| !m.contains("evil.example")), "{raw:?}");
        // Nobody here is a proxy: the tries count for the address they come from.
        let attempt = |n: usize| {
            let (email, from) = (format!("n{n}@example.cn"), format!("203.0.113.{n}"));
            let headers = [("X-Forwarded-For", from.as_str()), ("Forwarded", "for=198.51.100.7")];
            browser.post_with("/login", &[("email", &email), ("password", "x"), ("next", "/")], &headers).status.as_u16()
        };
        let statuses: Vec<u16> = (0..62).map(attempt).collect();
        assert_eq!(statuses[58..], [422, 422, 429, 429], "{statuses:?}");
    });
}

#[test]
fn odd_paths_and_bytes_are_refused_and_never_a_fault() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        cast.workspace("theirs", "乙");
        let person = cast.person(ours, "周敏", &[Role::Secretariat, Role::Administrator], &[]);
        let browser = app.browser(&person);
        let cookies = browser.clone_cookies().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        for (path, wanted) in [
            ("/w/%2e%2e/", 404),
            ("/w/ours/%2e%2e/theirs", 404),
            ("/w/ours/../theirs", 404),
            ("/w/ours/..%2ftheirs/people", 404),
            ("/w/OURS/people", 404),
            ("/w//people", 404),
            ("//evil.example/w/ours", 404),
            ("/w/ours//people", 404),
            ("/w/%ED%A0%80/people", 404),
            ("/w/ours/people/%ED%A0%80", 404),
            ("/w/ours/people/%FF", 404),
            ("/w/ours/people?q=%ED%A0%80%FF&tab=%C3", 200),
            ("/w/ours/people%00", 400),
            ("/w/ours/people?q=%00", 400),
            ("/w/ours/people/99999999999999999999", 404),
            ("/w/ours/people/-1", 404),
            ("/w/ours/people/+1", 404),
            ("/w/ours/outbox?state=%27%20OR%201%3D1&mail=%25", 200),
            ("/asset/..%2f..%2fCargo.toml", 404),
            ("/asset/%2e%2e/%2e%2e/Cargo.toml", 404),
            ("/invitation/%ED%A0%80", 404),
            ("/password/reset/..%2f", 404),
        ] {
            let status = app.raw(&format!("GET {path} HTTP/1.1\r\nHost: lianxi.test\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n"));
            assert_eq!(status, wanted, "{path}");
        }
        let long = "长".repeat(20_000);
        for (field, text) in [("email", long.as_str()), ("email", "a\u{0}b@c.d"), ("email", "a@b.c\r\nBcc: x@y.z")] {
            let mut visitor = app.visitor();
            visitor.open_form("/login").expect(200);
            let page = visitor.post("/login", &[(field, text), ("password", &long), ("next", &long)]).expect(422);
            assert!(page.select_text(".errors").contains("邮箱或密码不正确"));
        }
        let mut visitor = app.visitor();
        visitor.open_form("/login").expect(200);
        let csrf = visitor.csrf.clone().expect("a token");
        visitor.post_bytes("/login", format!("csrf={csrf}&email=%ED%A0%80&password=x").into_bytes()).expect(400);
        // Half a session's cookie, another's, one of rubbish: nobody is signed in, and nothing breaks.
        for cookie in ["x", "1.", ".x", "9223372036854775808.x", "1.\u{e9}", "%00", &long[..3000]] {
            let nobody = app.visitor().with_cookies(vec![("lx_session".into(), cookie.bytes().map(|b| format!("%{b:02X}")).collect())]);
            assert_eq!(nobody.get("/account").expect(303).location(), "/login?next=%2Faccount");
        }
    });
}

#[test]
fn pages_behind_the_log_in_are_kept_by_nobody_and_framed_by_nobody() {
    TestApp::each(|app| {
        let cast = app.cast();
        let person = cast.person(cast.workspace("ours", "甲"), "周敏", &[Role::Secretariat, Role::Administrator], &[]);
        let browser = app.browser(&person);
        for path in ["/account", "/w/ours/people", "/w/ours/people.xlsx", "/w/ours/departments.xlsx", "/w/ours/outbox", "/w/ours/nowhere"] {
            let headers = browser.get(path).headers;
            let of = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            assert_eq!(of("cache-control"), "no-store", "{path}");
            assert!(of("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert!(!of("content-security-policy").contains("unsafe-inline"), "{path}");
            assert_eq!((of("x-content-type-options"), of("referrer-policy")), ("nosniff".into(), "same-origin".into()), "{path}");
            assert_eq!(of("strict-transport-security"), "", "{path}: only https says so");
        }
    });
}

#[test]
fn a_name_adds_no_header_and_no_line_to_a_mail() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let admin = app.browser(&cast.person(ours, "管理员\r\nBcc: evil@example.com", &[Role::Administrator], &[]));
        let name = "陈静\r\nBcc: evil@example.com \u{202E}<b>";
        admin.post("/w/ours/people/invite", &[("email", "chen@example.cn"), ("name", name), ("roles", "auditor")]).expect(303);
        app.deliver();
        let file = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten().next().expect("a mail");
        let raw = std::fs::read(file.path()).expect("a mail");
        let mail = mailparse::parse_mail(&raw).expect("a message");
        let named = |name: &str| mail.headers.iter().filter(|h| h.get_key().eq_ignore_ascii_case(name)).count();
        assert_eq!((named("Bcc"), named("To"), named("Subject")), (0, 1, 1));
        let to = mail.headers.iter().find(|h| h.get_key() == "To").expect("To");
        assert_eq!(mailparse::addrparse_header(to).expect("addresses").len(), 1);
        let html = mail.subparts[1].get_body().expect("the page");
        assert!(html.contains("&lt;b&gt;") && !html.contains('\u{202E}'), "{html}");
        assert_eq!(mails_to(app.db(), "chen@example.cn").len(), 1);
    });
}

#[test]
fn a_database_with_migrations_missing_is_not_ready() {
    use diesel::RunQueryDsl;
    TestApp::each(|app| {
        let run = |db: &Db, sql: &str| db.write(Tenant::Installation, |conn| Ok(diesel::sql_query(sql).execute(conn)?)).expect("done");
        app.visitor().get("/readyz").expect(200);
        let newest = "version = (SELECT max(version) FROM __diesel_schema_migrations)";
        assert_eq!(run(app.db(), &format!("DELETE FROM __diesel_schema_migrations WHERE {newest}")), 1);
        app.visitor().get("/readyz").expect(503);
        assert_eq!(app.visitor().get("/healthz").expect(200).text(), "ok\n");
    });
}

#[test]
fn whoever_is_removed_is_out_with_the_next_request_and_their_forms_do_nothing() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let theirs = cast.workspace("theirs", "乙");
        let admin = app.browser(&cast.person(ours, "管理员", &[Role::Administrator], &[]));
        let second = cast.person(ours, "副管", &[Role::Administrator], &[]);
        cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        cast.member(theirs, second.person_id, "副管", &second.email, &[Role::Secretariat], &[]);
        let mut browser = app.visitor();
        log_in(&mut browser, &second.email, PASSWORD, "/").expect(303);
        browser.open_form("/w/ours/people/invite").expect(200);
        let invite = [("email", "x@example.cn"), ("name", "某"), ("roles", "auditor")];
        // Demoted while a form is open: 403. Removed: 404, as if nothing were there. Elsewhere nothing changes.
        let edit = format!("/w/ours/people/{}/edit", second.membership_id);
        admin.post(&edit, &[("version", "1"), ("roles", "auditor")]).expect(303);
        browser.post("/w/ours/people/invite", &invite).expect(403);
        admin.post(&format!("/w/ours/people/{}/remove", second.membership_id), &[]).expect(303);
        browser.post("/w/ours/people/invite", &invite).expect(404);
        for path in ["/w/ours", "/w/ours/people", "/w/ours/people.xlsx", "/w/ours/outbox"] {
            browser.get(path).expect(404);
        }
        browser.get("/w/theirs/people").expect(200);
        assert!(mails_to(app.db(), "x@example.cn").is_empty());
    });
}
