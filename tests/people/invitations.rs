//! Inviting by mail and accepting.

use chrono::Duration;
use lianxi::tenancy::{Function, Role};

use crate::{
    access::{account::last_link, login::log_in},
    support::{
        TestApp,
        app::Browser,
        cast::{Member, PASSWORD},
    },
};

const NEW: &str = "落霞与孤鹜齐飞，秋水共长天一色";

struct Stage {
    workspace: i64,
    department: i64,
    admin: Browser,
    admin_member: Member,
}

fn stage(app: &TestApp) -> Stage {
    let cast = app.cast();
    let workspace = cast.workspace("ours", "甲联席会议");
    let department = cast.department(workspace, "A", "省甲局");
    let admin_member = cast.person(workspace, "管理员", &[Role::Administrator], &[]);
    cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
    Stage { workspace, department, admin: app.browser(&admin_member), admin_member }
}

fn invite(stage: &Stage, email: &str, role: &str) -> String {
    let department = stage.department.to_string();
    stage
        .admin
        .post("/w/ours/people/invite", &[("email", email), ("name", "陈静"), ("roles", role), ("liaison", &department)])
        .expect(303)
        .location()
        .to_owned()
}

#[test]
fn somebody_new_is_invited_sets_a_password_and_is_in() {
    TestApp::each(|app| {
        let stage = stage(app);
        assert!(stage.admin.get("/w/ours/people/invite").expect(200).text().contains("省甲局"));
        assert_eq!(invite(&stage, "chen@example.cn", "liaison"), "/w/ours/people?tab=invitations");
        let list = stage.admin.get("/w/ours/people?tab=invitations").expect(200);
        assert!(list.select_text(".flash").contains("chen@example.cn"));
        assert!(list.select_text("tbody").contains("陈静") && list.select_text("tbody").contains("等待接受"));
        let link = last_link(app, "chen@example.cn");
        let mut browser = app.visitor();
        let page = browser.open_form(&link).expect(200);
        assert!(page.text().contains("甲联席会议") && page.text().contains("省甲局"));
        assert_eq!(page.attr("#f-name", "value").as_deref(), Some("陈静"));
        let wrong = browser.post(&link, &[("name", "陈 静"), ("password", "short"), ("again", "other")]).expect(422);
        assert_eq!(wrong.attr("#f-name", "value").as_deref(), Some("陈 静"));
        assert!(!wrong.select_text("#f-password-error").is_empty() && !wrong.select_text("#f-again-error").is_empty());
        browser.post_raw(&link, &[("name", "陈静"), ("password", NEW), ("again", NEW)]).expect(403);
        assert_eq!(browser.post(&link, &[("name", "陈静"), ("password", NEW), ("again", NEW)]).expect(303).location(), "/w/ours");
        assert_eq!(browser.get("/").expect(303).location(), "/w/ours");
        browser.get("/w/ours/people").expect(403);
        app.visitor().get(&link).expect(404);
        let list = stage.admin.get("/w/ours/people?q=chen").expect(200);
        assert!(
            list.select_text("tbody").contains("联络员") && list.select_text("tbody").contains("省甲局"),
            "{}",
            list.select_text("tbody")
        );
        let href = list.attr("tbody .t a", "href").expect("a member");
        let shown = stage.admin.get(&href).expect(200);
        assert!(shown.select_text(".timeline").contains("加入"), "{}", shown.select_text(".timeline"));
        log_in(&mut app.visitor(), "chen@example.cn", NEW, "/").expect(303);
        assert!(app.work() > 0, "the mail can be written");
    });
}

#[test]
fn one_account_joins_several_workspaces_by_logging_in_and_confirming() {
    TestApp::each(|app| {
        let stage = stage(app);
        let cast = app.cast();
        let theirs = cast.workspace("theirs", "乙联席会议");
        let known = cast.person(theirs, "外人", &[Role::Secretariat], &[]);
        let other = cast.person(theirs, "旁人", &[Role::Secretariat], &[]);
        invite(&stage, &known.email, "liaison");
        let link = last_link(app, &known.email);
        let mut visitor = app.visitor();
        let page = visitor.open_form(&link).expect(200);
        let to = page.attr("a.btn.main", "href").expect("a way to log in");
        assert!(to.starts_with("/login?next=%2Finvitation%2F"), "{to}");
        // Holding the mail does not set another password for an account that has one.
        visitor.open_form("/login").expect(200);
        let refused = visitor.post(&link, &[("name", "x"), ("password", NEW), ("again", NEW)]).expect(409);
        assert!(refused.attr("a.btn.main", "href").is_some_and(|to| to.starts_with("/login?")), "the way is shown");
        log_in(&mut app.visitor(), &known.email, NEW, "/").expect(422);
        let wrong = app.browser(&other);
        for page in [wrong.get(&link).expect(200), wrong.post(&link, &[]).expect(409)] {
            assert!(page.text().contains("发给另一个邮箱") && page.text().contains(&other.email), "{}", page.select_text("main"));
            assert_eq!(page.attr("main form", "action").as_deref(), Some("/logout"));
        }
        wrong.get("/w/ours").expect(404);
        let mut browser = app.visitor();
        assert_eq!(log_in(&mut browser, &known.email, PASSWORD, &link).expect(303).location(), link);
        assert!(browser.open_form(&link).expect(200).text().contains("加入"));
        assert_eq!(browser.post(&link, &[]).expect(303).location(), "/w/ours");
        let choice = browser.get("/workspaces").expect(200);
        assert!(choice.text().contains("甲联席会议") && choice.text().contains("乙联席会议"));
        assert_eq!(browser.get("/").expect(303).location(), "/workspaces");
        browser.post(&link, &[]).expect(404);
    });
}

#[test]
fn links_expire_are_sent_anew_and_revoked() {
    TestApp::each(|app| {
        let stage = stage(app);
        invite(&stage, "chen@example.cn", "liaison");
        let first = last_link(app, "chen@example.cn");
        app.clock.advance(Duration::days(7));
        app.visitor().get(&first).expect(404);
        let admin = app.browser(&stage.admin_member);
        let list = admin.get("/w/ours/people?tab=invitations").expect(200);
        assert!(list.select_text("tbody").contains("已过期"));
        let object = list.attr("tbody .t a", "href").expect("the invitation");
        assert!(admin.get(&object).expect(200).text().contains("重发邀请"));
        admin.post_raw(&format!("{object}/resend"), &[]).expect(403);
        admin.post(&format!("{object}/resend"), &[]).expect(303);
        let second = last_link(app, "chen@example.cn");
        assert_ne!(first, second);
        app.visitor().get(&first).expect(404);
        app.visitor().get(&second).expect(200);
        admin.get(&format!("{object}/revoke")).expect(200);
        admin.post(&format!("{object}/revoke"), &[]).expect(303);
        app.visitor().get(&second).expect(404);
        admin.post(&format!("{object}/revoke"), &[]).expect(409);
        admin.post(&format!("{object}/resend"), &[]).expect(409);
        let page = admin.get(&object).expect(200);
        assert!(page.select_text(".timeline").contains("撤回邀请") && page.select_text(".timeline").contains("重发邀请"));
        assert_eq!(page.attr(".actions form", "action"), None);
    });
}

#[test]
fn wrong_invitations_come_back_with_what_was_typed() {
    TestApp::each(|app| {
        let stage = stage(app);
        let cast = app.cast();
        let theirs = cast.workspace("theirs", "乙");
        let foreign = cast.department(theirs, "B", "省乙局").to_string();
        let page = stage.admin.post("/w/ours/people/invite", &[("email", "rubbish"), ("name", ""), ("liaison", &foreign)]).expect(422);
        for field in ["email", "name", "liaison"] {
            assert!(!page.select_text(&format!("#f-{field}-error")).is_empty(), "{field}: {}", page.select_text(".errors"));
        }
        assert_eq!(page.attr("#f-email", "value").as_deref(), Some("rubbish"));
        let none = stage.admin.post("/w/ours/people/invite", &[("email", "a@example.cn"), ("name", "甲")]).expect(422);
        assert!(none.select_text("#f-roles-error").contains("至少"));
        invite(&stage, "chen@example.cn", "leader");
        let twice =
            stage.admin.post("/w/ours/people/invite", &[("email", "Chen@Example.cn"), ("name", "陈"), ("roles", "leader")]).expect(422);
        assert!(twice.select_text("#f-email-error").contains("未接受的邀请"));
        let member =
            stage.admin.post("/w/ours/people/invite", &[("email", &stage.admin_member.email), ("name", "管"), ("roles", "leader")]);
        assert!(member.expect(422).select_text("#f-email-error").contains("已是本工作区成员"));
    });
}

#[test]
fn no_secret_of_a_link_stands_in_the_database_and_a_retry_makes_a_new_one() {
    TestApp::each(|app| {
        let stage = stage(app);
        invite(&stage, "chen@example.cn", "liaison");
        let rows = |what: &str| -> String {
            use diesel::prelude::*;
            use lianxi::schema::{account_tokens, invitations, outbox};
            type Mail = (String, String, Option<String>);
            let (mails, hashes, tokens): (Vec<Mail>, Vec<String>, Vec<String>) = app
                .db()
                .read(lianxi::platform::db::Tenant::All, |conn| {
                    Ok((
                        outbox::table.select((outbox::payload, outbox::cause, outbox::last_error)).load(conn)?,
                        invitations::table.select(invitations::secret_hash).load(conn)?,
                        account_tokens::table.select(account_tokens::secret_hash).load(conn)?,
                    ))
                })
                .unwrap_or_else(|e| panic!("{what}: {e}"));
            format!("{mails:?} {hashes:?} {tokens:?}")
        };
        let waiting = rows("queued");
        let link = last_link(app, "chen@example.cn");
        let secret = link.rsplit('/').next().expect("a secret");
        assert_eq!(secret.len(), 43);
        for (when, seen) in [("queued", &waiting), ("sent", &rows("sent"))] {
            assert!(!seen.contains(secret), "{when}: {seen}");
        }
        // Somebody who reads the database tries everything they find.
        for word in waiting.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).filter(|w| w.len() >= 16) {
            app.visitor().get(&format!("/invitation/{word}")).expect(404);
        }
        fail_mail(app);
        let retry = stage.admin.get("/w/ours/outbox?state=failed").attr("td form", "action").expect("a failed mail");
        let shown = stage.admin.get("/w/ours/outbox").expect(200).text();
        assert!(!shown.contains(secret) && !shown.contains("secret:"), "{shown}");
        stage.admin.post(&retry, &[]).expect(303);
        let second = last_link(app, "chen@example.cn");
        assert_ne!(second, link);
        // The server may have taken the first one after all.
        app.visitor().get(&link).expect(200);
        app.visitor().get(&second).expect(200);
        fail_mail(app);
        let object = stage.admin.get("/w/ours/people?tab=invitations").attr("tbody .t a", "href").expect("the invitation");
        stage.admin.post(&format!("{object}/revoke"), &[]).expect(303);
        let refused = stage.admin.post(&retry, &[]).expect(409);
        assert!(refused.text().contains("链接已失效"), "{}", refused.select_text("main"));
        app.visitor().get(&second).expect(404);
    });
}

#[test]
fn a_mail_whose_link_is_over_before_it_is_sent_is_not_sent() {
    TestApp::each(|app| {
        let stage = stage(app);
        invite(&stage, "chen@example.cn", "liaison");
        let object = stage.admin.get("/w/ours/people?tab=invitations").attr("tbody .t a", "href").expect("the invitation");
        stage.admin.post(&format!("{object}/revoke"), &[]).expect(303);
        app.deliver();
        assert!(!app.dir.path().join("mail").exists(), "nothing was sent");
        assert!(stage.admin.get("/w/ours/outbox?state=failed").expect(200).select_text("tbody").contains("链接已失效"));
    });
}

/// The last mail counts as given up.
fn fail_mail(app: &TestApp) {
    use diesel::prelude::*;
    use lianxi::schema::outbox;
    let fail = |conn: &mut lianxi::platform::db::Conn| {
        let set =
            (outbox::state.eq("failed"), outbox::last_error.eq("550 no such user"), outbox::sent_at.eq(None::<chrono::NaiveDateTime>));
        Ok(diesel::update(outbox::table.filter(outbox::template.eq("invitation"))).set(set).execute(conn)?)
    };
    assert_eq!(app.db().write(lianxi::platform::db::Tenant::All, fail).expect("failed"), 1);
}

#[test]
fn only_administrators_invite_and_other_workspaces_invitations_do_not_exist() {
    TestApp::each(|app| {
        let stage = stage(app);
        let cast = app.cast();
        let theirs = cast.workspace("theirs", "乙");
        let stranger = app.browser(&cast.person(theirs, "外人", &[Role::Administrator], &[]));
        invite(&stage, "chen@example.cn", "liaison");
        let object = stage.admin.get("/w/ours/people?tab=invitations").attr("tbody .t a", "href").expect("the invitation");
        let elsewhere = object.replace("/w/ours/", "/w/theirs/");
        for path in [&object, &elsewhere] {
            stranger.get(path).expect(404);
            stranger.post(&format!("{path}/resend"), &[]).expect(404);
            stranger.post(&format!("{path}/revoke"), &[]).expect(404);
        }
        for (role, reads) in [(Role::Secretariat, true), (Role::Auditor, true), (Role::Liaison, false), (Role::Leader, false)] {
            let browser = app.browser(&cast.person(stage.workspace, "同事", &[role], &[(stage.department, Function::Liaison)]));
            browser.get(&object).expect(if reads { 200 } else { 403 });
            browser.get("/w/ours/people").expect(if reads { 200 } else { 403 });
            browser.get("/w/ours/people/invite").expect(403);
            browser.post("/w/ours/people/invite", &[("email", "x@example.cn"), ("name", "x"), ("roles", "leader")]).expect(403);
            browser.post(&format!("{object}/resend"), &[]).expect(403);
            browser.post(&format!("{object}/revoke"), &[]).expect(403);
        }
    });
}

#[test]
fn of_two_who_accept_at_once_one_account_comes_to_be() {
    TestApp::each(|app| {
        let stage = stage(app);
        invite(&stage, "chen@example.cn", "liaison");
        let link = last_link(app, "chen@example.cn");
        let mut browser = app.visitor();
        browser.open_form(&link).expect(200);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..3)
                .map(|_| {
                    let (browser, link) = (browser.clone(), link.clone());
                    scope.spawn(move || browser.post(&link, &[("name", "陈静"), ("password", NEW), ("again", NEW)]).status.as_u16())
                })
                .collect();
            tries.into_iter().map(|t| t.join().expect("a try")).collect()
        });
        assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|s| [303, 404, 422].contains(s)), "{statuses:?}");
    });
}
