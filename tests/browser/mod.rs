//! The main job through a real browser, every page on the way looked at.

mod check;
mod driver;
mod enforcement;
mod meeting;
mod meeting_pages;
mod session;

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

/// The main job on every database; the pages beside it once, since they are the same on all.
#[test]
fn a_text_becomes_a_closed_duty_in_the_browser() {
    let Some(browser) = Driver::start() else { return };
    let mut faults = Vec::new();
    for db in TestDb::all() {
        let all_pages = db.name == "sqlite";
        faults.extend(walk_through(&browser, db, all_pages));
    }
    drop(browser);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn walk_through(browser: &Driver, db: TestDb, all_pages: bool) -> Vec<String> {
    let checks = Checks::new(db.name);
    let app = TestApp::start(db);
    let stage = Stage::new(&app);
    let mut walk = Walk { browser, app: &app, checks };
    walk.open("/login");
    walk.look("login");
    walk.log_in(&stage.office);
    walk.visit(&[("home-secretariat-empty", "/w/food"), ("policies-empty", "/w/food/policies"), ("policy-new", "/w/food/policies/new")]);
    let home = read_and_confirm(&mut walk, all_pages);
    carry_to_close(&mut walk, &stage, &home);
    if all_pages {
        look_around(&mut walk, &stage);
    }
    walk.checks.faults
}

/// Text → review → one proposal confirmed; the duty's path.
fn read_and_confirm(walk: &mut Walk<'_>, all_pages: bool) -> String {
    walk.fill(&[("text", PLAN)]);
    walk.send();
    assert!(walk.browser.url().contains("/review"), "{}", walk.browser.url());
    walk.look("policy-review");
    if all_pages {
        look_at_policy(walk);
    }
    walk.browser.click("form.proposal button[value=confirm]");
    walk.look("policy-review-confirmed");
    let home = "/w/food/duties/2026-0001";
    walk.visit(&[("duty-assigned", home)]);
    home.to_owned()
}

/// The other pages of a document under review, and back to it.
fn look_at_policy(walk: &mut Walk<'_>) {
    let review = walk.browser.url();
    let document = review.trim_start_matches(&walk.app.base).trim_end_matches("/review").to_owned();
    for page in ["bodies", "table", "confirm", "coverage", "coverage?by=duty", "withdraw"] {
        walk.open(&format!("{document}/{page}"));
        walk.look(&format!("policy-{}", page.replace(['?', '='], "-")));
    }
    walk.browser.open(&review);
    walk.browser.click("form.proposal .actions a");
    walk.look("policy-proposal");
    walk.fill(&[("targets", "很多")]);
    walk.browser.click("main form button[value=confirm]");
    walk.look("policy-proposal-refused");
    walk.browser.open(&review);
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

/// A company, another one of a similar name, and a person of whom not everything is shown.
fn look_at_parties(walk: &mut Walk<'_>, stage: &Stage<'_>) {
    let register = |fields: &[(&str, &str)]| stage.office.post("/w/food/parties/new", fields);
    let company =
        [("kind", "enterprise"), ("name", "南京金陵饮料有限公司"), ("former_names", "南京汽水厂 1998-03-01"), ("in_charge", "李明")];
    let first = register(&company).expect(303).location().to_owned();
    let twin = [("kind", "enterprise"), ("name", "南京市金陵饮料有限公司"), ("credit_code", "91330100799655058B")];
    let apart = register(&twin).expect(409).attr("#f-apart", "value").expect("asked");
    let second = register(&[&twin[..], &[("apart", &apart)]].concat()).expect(303).location().to_owned();
    let person = [("kind", "person"), ("name", "张三"), ("id_number", "11010519491231002X"), ("address", "南京市玄武区北京东路41号")];
    let person = register(&person).expect(303).location().to_owned();
    let into = second.rsplit('/').next().unwrap_or_default();
    walk.visit(&[
        ("parties", "/w/food/parties"),
        ("parties-none", "/w/food/parties?q=%E6%97%A0"),
        ("party-new", "/w/food/parties/new"),
        ("party", &first),
        ("party-edit", &format!("{first}/edit")),
        ("party-rename", &format!("{first}/rename")),
        ("party-merge-choice", &format!("{first}/merge")),
        ("party-merge", &format!("{first}/merge?into={into}")),
        ("party-person", &person),
        ("party-person-edit", &format!("{person}/edit")),
        ("party-import", "/w/food/parties/import"),
    ]);
    walk.fill(&[("table", "名称\n南京市金陵饮料公司\n徐州煤矿机械厂")]);
    walk.send();
    walk.look("party-import-preview");
    walk.open(&format!("{person}/reveal"));
    walk.fill(&[("reason", "送达处罚决定")]);
    walk.look("party-reveal");
    walk.send();
    walk.look("party-revealed");
}

/// A case from the search for its party to its end, and who reported it.
fn look_at_cases(walk: &mut Walk<'_>, stage: &Stage<'_>) {
    stage.office.post("/w/food/cases/kinds", &[]).expect(303);
    let party = [("kind", "enterprise"), ("name", "徐州彭门电线厂"), ("then", "/w/food/cases/new?")];
    let kinds = stage.office.post("/w/food/parties/new", &party).expect(303).location().to_owned();
    let form = stage.office.get(&kinds).expect(200).attr("main .strips a", "href").expect("a kind");
    walk.visit(&[("case-party", "/w/food/cases/new?q=%E5%BD%AD%E9%97%A8"), ("case-kind", &kinds), ("case-new", &form)]);
    let (market, open) = (stage.market.to_string(), stage.office.get(&form).expect(200));
    let hidden = |name: &str| open.attr(&format!("input[name={name}]"), "value").expect("hidden");
    let (party, kind) = (hidden("party"), hidden("kind"));
    let about = [("party", party.as_str()), ("kind", &kind), ("holder", &market), ("came", "public_report"), ("found_on", "2026-11-20")];
    let said = [("facts", "抽查一批次，截面积不足"), ("extra_failed_items", "截面积"), ("place", "徐州市云龙区")];
    stage.office.post("/w/food/cases/new", &[&about[..], &said[..]].concat()).expect(303);
    let home = "/w/food/cases/2026-0001";
    walk.visit(&[("case-registered", home), ("case-file", &format!("{home}/file")), ("case-informer", &format!("{home}/informer"))]);
    stage.office.post(&format!("{home}/file"), &[("version", "1")]).expect(303);
    let viewer = stage.office.get(&format!("{home}/informer")).expect(200).attr("input[name=viewers]", "value").expect("somebody");
    let informer = [("name", "赵立春"), ("reported_on", "2026-11-20"), ("viewers", viewer.as_str())];
    stage.office.post(&format!("{home}/informer"), &informer).expect(303);
    stage.office.post(&format!("{home}/reward"), &[("amount", "500"), ("basis", "线索准确")]).expect(303);
    let at = |verb: &str| format!("{home}/{verb}");
    walk.visit(&[
        ("cases", "/w/food/cases"),
        ("cases-none", "/w/food/cases?q=%E6%97%A0"),
        ("case", home),
        ("case-edit", &at("edit")),
        ("case-close", &at("close")),
        ("case-join", &at("join")),
        ("case-links", &at("links")),
        ("case-reward", &at("reward")),
        ("case-kinds", "/w/food/cases/kinds"),
        ("case-kind-new", "/w/food/cases/kinds/new"),
    ]);
}

fn look_around(walk: &mut Walk<'_>, stage: &Stage<'_>) {
    let person = |name: &str, role| walk.app.browser(&stage.cast.person(stage.workspace, name, &[role], &[]));
    let (admin, leader) = (person("管理员", Role::Administrator), person("李副市长", Role::Leader));
    let auditor = person("督查员", Role::Auditor);
    let department = format!("/w/food/departments/{}", stage.market);
    walk.visit(&[
        ("home-secretariat", "/w/food"),
        ("duty-new", "/w/food/duties/new"),
        ("duties", "/w/food/duties?tab=all"),
        ("duties-filtered", "/w/food/duties?tab=all&light=grey&part=lead"),
        ("duties-found-nothing", "/w/food/duties?q=%E6%97%A0"),
        ("policies", "/w/food/policies"),
        ("departments", "/w/food/departments"),
        ("department", &department),
        ("department-merge", &format!("{department}/merge")),
        ("department-import", "/w/food/departments/import"),
        ("department-new", "/w/food/departments/new"),
        ("calendar", "/w/food/calendar"),
        ("leave-refused", "/w/food/leave"),
        ("digests", "/w/food/digests"),
        ("people", "/w/food/people"),
        ("account", "/account"),
        ("workspaces", "/workspaces"),
    ]);
    look_at_parties(walk, stage);
    look_at_cases(walk, stage);
    walk.log_in(&admin);
    walk.visit(&[
        ("home-administrator", "/w/food"),
        ("outbox", "/w/food/outbox"),
        ("people-invite", "/w/food/people/invite"),
        ("settings", "/w/food/settings"),
        ("not-found", "/w/food/nowhere"),
        ("forbidden", "/w/food/duties"),
    ]);
    walk.log_in(&auditor);
    walk.visit(&[("home-auditor", "/w/food"), ("digests-auditor", "/w/food/digests")]);
    walk.log_in(&leader);
    walk.visit(&[("home-leader", "/w/food")]);
}
