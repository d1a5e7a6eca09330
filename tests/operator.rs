//! Running an installation: making and closing workspaces without seeing inside.

use lianxi::{
    accounts::{self, Email},
    platform::db::Tenant,
    tenancy::Role,
};

use crate::{
    access::{account::last_link, login::log_in},
    support::{
        TestApp,
        app::Browser,
        cast::{PASSWORD, PASSWORD_HASH},
    },
};

fn operator(app: &TestApp) -> Browser {
    let now = app.clock.now();
    app.db()
        .write(Tenant::Installation, |conn| {
            accounts::add_person(conn, &Email::parse("ops@example.cn")?, "运维", Some(&PASSWORD_HASH), true, now)
        })
        .expect("an operator");
    let mut browser = app.visitor();
    log_in(&mut browser, "ops@example.cn", PASSWORD, "/").expect(303);
    browser.open_form("/operator/workspaces").expect(200);
    browser
}

const NEW: &str = "/operator/workspaces/new";

fn fields<'a>(slug: &'a str, administrator: &'a str, secretariat: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", "某省质量工作联席会议"),
        ("slug", slug),
        ("language", "zh-CN"),
        ("time_zone", "Asia/Shanghai"),
        ("administrator", if administrator.is_empty() { "myself" } else { "invite" }),
        ("administrator_name", "管理员"),
        ("administrator_email", administrator),
        ("secretariat", if secretariat.is_empty() { "myself" } else { "invite" }),
        ("secretariat_name", "周敏"),
        ("secretariat_email", secretariat),
    ]
}

#[test]
fn an_operator_makes_a_workspace_for_others_and_sees_nothing_of_it() {
    TestApp::each(|app| {
        let browser = operator(app);
        browser.get(NEW).expect(200);
        browser.post_raw(NEW, &fields("quality", "admin@example.cn", "zhou@example.cn")).expect(403);
        let made = browser.post(NEW, &fields("quality", "admin@example.cn", "zhou@example.cn")).expect(303);
        assert_eq!(made.location(), "/operator/workspaces");
        assert!(browser.get("/operator/workspaces").expect(200).select_text("tbody").contains("某省质量工作联席会议"));
        for path in ["/w/quality", "/w/quality/people", "/w/quality/outbox"] {
            browser.get(path).expect(404);
        }
        let (admin, zhou) = (last_link(app, "admin@example.cn"), last_link(app, "zhou@example.cn"));
        for (link, name) in [(&admin, "管理员"), (&zhou, "周敏")] {
            let mut visitor = app.visitor();
            visitor.open_form(link).expect(200);
            let words = "落霞与孤鹜齐飞，秋水共长天一色";
            assert_eq!(visitor.post(link, &[("name", name), ("password", words), ("again", words)]).expect(303).location(), "/w/quality");
            visitor.get("/w/quality/people").expect(200);
        }
        assert!(app.work() > 0, "the mails can be written");
    });
}

#[test]
fn an_operator_may_take_both_roles_or_give_both_to_one_person() {
    TestApp::each(|app| {
        let browser = operator(app);
        assert_eq!(browser.post(NEW, &fields("own", "", "")).expect(303).location(), "/w/own");
        let list = browser.get("/w/own/people").expect(200).select_text("tbody");
        assert!(list.contains("系统管理员") && list.contains("联席会议办公室"), "{list}");
        assert!(browser.get("/w/own/settings").expect(200).select_text(".timeline").contains("建立了工作区"));
        browser.post(NEW, &fields("one", "both@example.cn", "Both@example.cn")).expect(303);
        let link = last_link(app, "both@example.cn");
        let page = app.visitor().get(&link).expect(200);
        assert!(page.select_text(".facts").contains("联席会议办公室、系统管理员"), "{}", page.select_text(".facts"));
    });
}

#[test]
fn wrong_workspaces_come_back_with_what_was_typed() {
    TestApp::each(|app| {
        let browser = operator(app);
        browser.post(NEW, &fields("quality", "", "")).expect(303);
        let taken = browser.post(NEW, &fields("quality", "", "")).expect(422);
        assert!(taken.select_text("#f-slug-error").contains("已被使用"));
        assert_eq!(taken.attr("#f-slug", "value").as_deref(), Some("quality"));
        let mut wrong = fields("Not A Slug", "rubbish", "zhou@example.cn");
        wrong.retain(|(name, _)| !["name", "language", "time_zone", "secretariat_name"].contains(name));
        let page = browser.post(NEW, &wrong).expect(422);
        for field in ["name", "slug", "language", "time_zone", "administrator_email", "secretariat_name"] {
            assert!(!page.select_text(&format!("#f-{field}-error")).is_empty(), "{field}: {}", page.select_text(".errors"));
        }
        assert_eq!(page.attr("#f-administrator_email", "value").as_deref(), Some("rubbish"));
    });
}

#[test]
fn a_closed_workspace_lets_nobody_in_until_it_is_reopened() {
    TestApp::each(|app| {
        let browser = operator(app);
        browser.post(NEW, &fields("own", "", "")).expect(303);
        browser.get("/w/own/people").expect(200);
        let close = browser.get("/operator/workspaces").attr("tbody a.btn", "href").expect("a way to close");
        browser.get(&close).expect(200);
        browser.post(&close, &[]).expect(303);
        browser.get("/w/own/people").expect(404);
        assert_eq!(browser.get("/").expect(303).location(), "/operator/workspaces");
        browser.post(&close, &[]).expect(404);
        let reopen = browser.get("/operator/workspaces").attr("tbody form", "action").expect("a way to reopen");
        browser.post(&reopen, &[]).expect(303);
        browser.get("/w/own/people").expect(200);
        let told = browser.get("/w/own/settings").expect(200).select_text(".timeline");
        assert!(told.contains("关闭了工作区") && told.contains("重新启用了工作区"), "{told}");
        browser.post(&reopen, &[]).expect(404);
    });
}

#[test]
fn a_workspace_without_administrator_can_be_given_one() {
    TestApp::each(|app| {
        let browser = operator(app);
        browser.post(NEW, &fields("quality", "admin@example.cn", "")).expect(303);
        let invite = browser.get("/operator/workspaces").attr("tbody a:not(.btn)", "href").expect("a way to invite");
        browser.post(&invite, &[("name", "管理员"), ("email", "admin@example.cn")]).expect(422);
        browser.get(&invite).expect(200);
        browser.post(&invite, &[("name", "另一位"), ("email", "other@example.cn")]).expect(303);
        let link = last_link(app, "other@example.cn");
        let mut visitor = app.visitor();
        visitor.open_form(&link).expect(200);
        let words = "落霞与孤鹜齐飞，秋水共长天一色";
        visitor.post(&link, &[("name", "另一位"), ("password", words), ("again", words)]).expect(303);
        browser.post(&invite, &[("name", "又一位"), ("email", "third@example.cn")]).expect(409);
    });
}

#[test]
fn to_everybody_else_the_operators_pages_do_not_exist() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲");
        let person = app.browser(&cast.person(ours, "管理员", &[Role::Administrator, Role::Secretariat], &[]));
        for path in
            ["/operator/workspaces", NEW, &format!("/operator/workspaces/{ours}/close"), &format!("/operator/workspaces/{ours}/invite")]
        {
            person.get(path).expect(404);
        }
        person.post(NEW, &fields("mine", "", "")).expect(404);
        for step in ["close", "reopen", "invite"] {
            person.post(&format!("/operator/workspaces/{ours}/{step}"), &[]).expect(404);
        }
        assert_eq!(app.visitor().get("/operator/workspaces").expect(303).location(), "/login?next=%2Foperator%2Fworkspaces");
    });
}
