//! `lianxi digest` as a process of its own.

use std::process::{Command, Output};

use lianxi::tenancy::Role;

use crate::{
    duties::stage::Stage,
    support::{TestApp, smtp::SmtpServer},
};

/// Runs the program over the app's database at its time.
fn lianxi(app: &TestApp, smtp: Option<&SmtpServer>, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxi"));
    command
        .env_clear()
        .env("LIANXI_DATABASE_URL", &app.test_db.url)
        .env("LIANXI_DATA_DIR", app.dir.path())
        .env("LIANXI_BASE_URL", "https://lx.test")
        .env("LIANXI_NOW", format!("{}Z", app.clock.now().format("%Y-%m-%dT%H:%M:%S")))
        .env("LIANXI_LOG", "warn")
        .envs(smtp.map(|server| ("LIANXI_SMTP_URL", server.url())))
        .args(args)
        .output()
        .expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_digest_is_looked_at_in_three_forms_and_what_is_unknown_is_named() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let li = stage.cast.person(stage.workspace, "李副省长", &[Role::Leader], &[]);
        let admin = stage.cast.person(stage.workspace, "管理员", &[Role::Administrator], &[]);
        stage.assigned();
        app.clock.advance(chrono::Duration::days(30));
        let preview = |person: &str, more: &[&str]| {
            let args = ["digest", "preview", "--workspace", "ours", "--person", person];
            lianxi(app, None, &args.iter().chain(more).copied().collect::<Vec<_>>())
        };
        let text = preview(&li.email, &[]);
        assert!(text.status.success(), "{}", said(&text));
        let text = String::from_utf8(text.stdout).expect("UTF-8");
        assert!(text.starts_with("1 项逾期") && text.contains("■ 逾期\n- 重点市场整治情况汇总上报"), "{text}");
        let html = preview(&li.email, &["--format", "html"]).stdout;
        assert!(String::from_utf8(html).expect("UTF-8").starts_with("<!doctype html>"));
        let eml = preview(&li.email, &["--format", "eml"]).stdout;
        let eml = mailparse::parse_mail(&eml).expect("a message");
        assert_eq!(eml.ctype.mimetype, "multipart/alternative");
        let liaison = preview(&stage.chen.email, &["--kind", "liaison"]);
        assert!(String::from_utf8_lossy(&liaison.stdout).contains("待办简报"), "{}", said(&liaison));
        // A preview is nothing that was sent, and its links open nothing.
        assert!(!text.contains("/digest/ours/") && text.contains("https://lx.test/w/ours/digests"), "{text}");

        let refused = |output: Output, words: &str| {
            assert_eq!(output.status.code(), Some(1), "{words}");
            assert!(output.stdout.is_empty() && said(&output).contains(words), "{words}: {}", said(&output));
        };
        refused(preview("nobody@example.cn", &[]), "nobody has an account of the address nobody@example.cn");
        refused(preview("李副省长", &[]), "李副省长 is no e-mail address");
        refused(preview(&admin.email, &[]), "has no digest in ours");
        refused(preview(&stage.chen.email, &["--kind", "leader"]), "but one with --kind liaison");
        let elsewhere = lianxi(app, None, &["digest", "preview", "--workspace", "nowhere", "--person", &li.email]);
        refused(elsewhere, "there is no open workspace nowhere");
        let wrong = preview(&li.email, &["--format", "pdf"]);
        assert_eq!(wrong.status.code(), Some(2), "{}", said(&wrong));
        assert_eq!(lianxi(app, None, &["digest", "send"]).status.code(), Some(2), "--due has to be said");
    });
}

#[test]
fn what_is_due_is_sent_once_by_the_command() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let li = stage.cast.person(stage.workspace, "李副省长", &[Role::Leader], &[]);
        stage.assigned();
        app.clock.advance(chrono::Duration::days(7));
        let server = SmtpServer::start();
        for _ in 0..2 {
            let sent = lianxi(app, Some(&server), &["digest", "send", "--due"]);
            assert!(sent.status.success(), "{}", said(&sent));
        }
        assert_eq!(server.messages().iter().filter(|m| m.to == [li.email.clone()]).count(), 1);
    });
}
