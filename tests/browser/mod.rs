//! The main job through a real browser, every page on the way looked at.

mod check;
mod driver;

use lianxi::tenancy::Role;

use crate::{
    policy::texts::{PLAN, Stage},
    support::{TestApp, TestDb, app::Browser},
};
use check::Checks;
use driver::Driver;

/// The walk: a browser, the program, and what was found wrong so far.
struct Walk<'a> {
    browser: &'a Driver,
    app: &'a TestApp,
    checks: Checks,
}

impl Walk<'_> {
    fn log_in(&self, who: &Browser) {
        self.browser.log_in(&self.app.base, who);
    }

    fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.app.base));
    }

    fn look(&mut self, name: &str) {
        self.checks.page(self.browser, name);
    }

    fn visit(&mut self, pages: &[(&str, &str)]) {
        for (name, path) in pages {
            self.open(path);
            self.look(name);
        }
    }

    fn fill(&self, fields: &[(&str, &str)]) {
        fields.iter().for_each(|(name, value)| self.browser.fill(name, value));
    }

    /// Presses the form's button.
    fn send(&self) {
        self.browser.click("main form .buttons .btn.main, main form .buttons .btn.danger");
    }
}

/// One walk on SQLite: what differs between databases is tested over plain HTTP.
#[test]
fn a_text_becomes_a_closed_duty_in_the_browser() {
    let Some(browser) = Driver::start() else { return };
    let app = TestApp::start(TestDb::sqlite());
    let stage = Stage::new(&app);
    let admin = stage.cast.person(stage.workspace, "管理员", &[Role::Administrator], &[]);
    let leader = stage.cast.person(stage.workspace, "李副市长", &[Role::Leader], &[]);
    let mut walk = Walk { browser: &browser, app: &app, checks: Checks::new() };
    walk.open("/login");
    walk.look("login");
    walk.log_in(&stage.office);
    walk.visit(&[("home-secretariat-empty", "/w/food"), ("policies-empty", "/w/food/policies"), ("policy-new", "/w/food/policies/new")]);
    let home = read_and_confirm(&mut walk);
    carry_to_close(&mut walk, &stage, &home);
    look_around(&mut walk, &stage, &app.browser(&admin), &app.browser(&leader));
    let faults = walk.checks.faults;
    drop(browser);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Text → review → one proposal confirmed; the duty's path.
fn read_and_confirm(walk: &mut Walk<'_>) -> String {
    walk.fill(&[("text", PLAN)]);
    walk.send();
    assert!(walk.browser.url().contains("/review"), "{}", walk.browser.url());
    walk.look("policy-review");
    walk.browser.click("form.proposal button[value=confirm]");
    walk.look("policy-review-confirmed");
    let home = "/w/food/duties/2026-0001";
    walk.visit(&[("duty-assigned", home)]);
    home.to_owned()
}

fn carry_to_close(walk: &mut Walk<'_>, stage: &Stage<'_>, home: &str) {
    let liaison = walk.app.browser(&stage.liaison);
    let at = |verb: &str| format!("{home}/{verb}");
    walk.log_in(&liaison);
    walk.visit(&[("home-liaison", "/w/food"), ("duty-to-accept", home)]);
    walk.browser.click("main form[action$='/accept'] button");
    walk.look("duty-accepted");
    walk.open(&at("report"));
    walk.send();
    walk.look("duty-report-refused");
    walk.fill(&[("text", "已抽检 310 家"), ("as_of", "2026-11-23")]);
    walk.send();
    walk.visit(&[("duty-submit", &at("submit"))]);
    walk.fill(&[("evidence", "抽检结果汇总已报送")]);
    walk.send();
    walk.log_in(&stage.office);
    walk.visit(&[("home-secretariat-waiting", "/w/food"), ("duty-return", &at("return"))]);
    walk.fill(&[("reason", "缺两县数据，请补齐")]);
    walk.send();
    walk.log_in(&liaison);
    walk.visit(&[("duty-returned", home)]);
    walk.open(&at("submit"));
    walk.fill(&[("evidence", "已补齐两县数据")]);
    walk.send();
    walk.log_in(&stage.office);
    walk.visit(&[("duty-close", &at("close"))]);
    walk.fill(&[("remark", "核验无误")]);
    walk.send();
    walk.look("duty-closed");
    assert!(stage.office.get(home).expect(200).select_text(".under").contains("已办结"));
}

fn look_around(walk: &mut Walk<'_>, stage: &Stage<'_>, admin: &Browser, leader: &Browser) {
    let department = format!("/w/food/departments/{}", stage.market);
    walk.visit(&[
        ("home-secretariat", "/w/food"),
        ("duty-new", "/w/food/duties/new"),
        ("duties", "/w/food/duties?tab=all"),
        ("duties-found-nothing", "/w/food/duties?q=%E6%97%A0"),
        ("policies", "/w/food/policies"),
        ("departments", "/w/food/departments"),
        ("department", &department),
        ("department-merge", &format!("{department}/merge")),
        ("department-import", "/w/food/departments/import"),
        ("digests", "/w/food/digests"),
        ("people", "/w/food/people"),
        ("account", "/account"),
        ("workspaces", "/workspaces"),
    ]);
    walk.log_in(admin);
    walk.visit(&[
        ("home-administrator", "/w/food"),
        ("outbox", "/w/food/outbox"),
        ("people-invite", "/w/food/people/invite"),
        ("settings", "/w/food/settings"),
        ("not-found", "/w/food/nowhere"),
        ("forbidden", "/w/food/duties"),
    ]);
    walk.log_in(leader);
    walk.visit(&[("home-leader", "/w/food")]);
}
