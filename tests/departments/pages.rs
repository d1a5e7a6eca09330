//! The pages, over HTTP.

use lianxi::{
    departments::{self, Department, NewDepartment},
    duties::{self, NewDuty, Origin},
    platform::db::Tenant,
    tenancy::{Function, Role, Scope},
};

use crate::support::{TestApp, app::Browser, cast::Member};

/// A workspace with one person in every role, and another workspace with a department of its own.
struct Office<'a> {
    app: &'a TestApp,
    workspace: i64,
    clerk: Member,
    scope: Scope,
    theirs: i64,
}

impl<'a> Office<'a> {
    fn open(app: &'a TestApp) -> Self {
        let cast = app.cast();
        let workspace = cast.workspace("ours", "甲");
        let clerk = cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
        let scope = cast.scope(&clerk);
        let other = cast.workspace("theirs", "乙");
        let theirs = cast.department(other, "X", "外省机密局");
        Self { app, workspace, clerk, scope, theirs }
    }

    fn browser(&self) -> Browser {
        self.app.browser(&self.clerk)
    }

    fn create(&self, name: &str) -> i64 {
        self.create_as(NewDepartment::named(name))
    }

    fn create_as(&self, new: NewDepartment) -> i64 {
        self.app.db().write(Tenant::One(self.workspace), |c| departments::create(c, &self.scope, &new)).expect("created")
    }

    fn get(&self, id: i64) -> Department {
        self.app.db().read(Tenant::One(self.workspace), |c| departments::get(c, &self.scope, id)).expect("found")
    }

    fn named(&self, name: &str) -> Department {
        let all = self.app.db().read(Tenant::One(self.workspace), |c| departments::all(c, &self.scope)).expect("all");
        all.into_iter().find(|d| d.name == name).expect("a department of this name")
    }

    fn duty(&self, title: &str, lead: i64, support: &[i64]) -> duties::DutyRef {
        let new = NewDuty {
            title: title.into(),
            requirement: "抓好落实".into(),
            lead_id: Some(lead),
            deliverable: String::new(),
            support_ids: support.to_vec(),
            rule: None,
            cadence: None,
            targets: Vec::new(),
            origin: Origin { kind: "manual".into(), id: None, label: String::new() },
        };
        self.app.db().write(Tenant::One(self.workspace), |c| duties::assign_new(c, &self.scope, new)).expect("assigned")
    }
}

#[test]
fn a_department_is_created_shown_and_edited() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let b = office.browser();
        let empty = b.get("/w/ours/departments").expect(200);
        assert!(empty.text().contains("还没有成员单位"));
        let wrong = b
            .post("/w/ours/departments/new", &[("name", ""), ("code", "a b"), ("kind", "local_government"), ("aliases", "<质监>\n")])
            .expect(422);
        assert!(wrong.select_text(".errors").contains("请填写单位名称"));
        assert_eq!(wrong.attr("#f-code", "value").as_deref(), Some("a b"), "what was typed is kept");
        assert!(wrong.select_text("textarea").contains("<质监>"));
        assert!(wrong.attr("input[value=local_government]", "checked").is_some());
        let all = b.post("/w/ours/departments/new", &[("name", ""), ("kind", "department"), ("position", "第一")]).expect(422);
        let all = all.select_text(".errors");
        assert!(all.contains("请填写单位名称") && all.contains("排列顺序"), "all of it at once: {all}");
        let made = b
            .post(
                "/w/ours/departments/new",
                &[("name", "省质量技术监督局"), ("short_name", "省质监局"), ("kind", "department"), ("aliases", "质监\n质检")],
            )
            .expect(303);
        let id = office.named("省质量技术监督局").id;
        assert_eq!(made.location(), format!("/w/ours/departments/{id}"));
        let page = b.get(made.location()).expect(200);
        assert_eq!(page.select_text("h1"), "省质量技术监督局");
        assert!(page.select_text(".flash").contains("已建立"));
        assert!(page.select_text(".facts").contains("质检、质监") || page.select_text(".facts").contains("质监、质检"));
        assert!(page.select_text(".notice.red").contains("没有联络员"));
        assert!(page.select_text(".timeline").contains("周敏"), "{}", page.select_text(".timeline"));
        let form = b.get(&format!("/w/ours/departments/{id}/edit")).expect(200);
        assert_eq!(form.attr("input[name=version]", "value").as_deref(), Some("1"));
        b.post(
            &format!("/w/ours/departments/{id}/edit"),
            &[("version", "1"), ("name", "省质监局本级"), ("code", "Z01"), ("kind", "department"), ("aliases", "质监"), ("position", "5")],
        )
        .expect(303);
        let page = b.get(&format!("/w/ours/departments/{id}")).expect(200);
        let facts = page.select_text(".facts");
        assert!(facts.contains("Z01") && facts.contains("省质量技术监督局"), "the former name is an alias: {facts}");
        let list = b.get("/w/ours/departments?q=%E8%B4%A8%20%E7%9B%91").expect(200);
        assert!(list.select_text("tbody").contains("Z01"));
    });
}

#[test]
fn a_stale_version_shows_both_and_loses_nothing() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let id = office.create("甲局");
        let b = office.browser();
        let path = format!("/w/ours/departments/{id}/edit");
        b.post(&path, &[("version", "1"), ("name", "甲局"), ("code", "A1"), ("kind", "department"), ("short_name", "甲")]).expect(303);
        let late = b
            .post(&path, &[("version", "1"), ("name", "甲局"), ("code", "A2"), ("kind", "department"), ("short_name", "甲字局")])
            .expect(409);
        assert!(late.select_text(".versions").contains("A1"));
        assert_eq!(late.attr("input[name=code]", "value").as_deref(), Some("A2"));
        assert_eq!(late.attr("input[name=version]", "value").as_deref(), Some("2"));
        assert_eq!(office.get(id).code, "A1");
        b.post(&path, &[("version", "2"), ("name", "甲局"), ("code", "A2"), ("kind", "department"), ("short_name", "甲字局")]).expect(303);
        assert_eq!(office.get(id).code, "A2");
    });
}

#[test]
fn who_may_not_keep_departments_is_told_who_may() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let id = office.create("甲局");
        for (role, may) in
            [(Role::Administrator, true), (Role::Secretariat, true), (Role::Liaison, false), (Role::Leader, false), (Role::Auditor, false)]
        {
            let b = app.browser(&app.cast().person(office.workspace, "某人", &[role], &[]));
            b.get("/w/ours/departments").expect(200);
            let page = b.get(&format!("/w/ours/departments/{id}")).expect(200);
            assert_eq!(page.text().contains(&format!("{id}/edit")), may, "{role}");
            let status = if may { 200 } else { 403 };
            for verb in ["edit", "merge", "close"] {
                b.get(&format!("/w/ours/departments/{id}/{verb}")).expect(status);
                if !may {
                    b.post(&format!("/w/ours/departments/{id}/{verb}"), &[("version", "1"), ("into", "1"), ("reason", "x")]).expect(403);
                }
            }
            b.get("/w/ours/departments/new").expect(status);
            if !may {
                b.post("/w/ours/departments/new", &[("name", "乙局"), ("kind", "department")]).expect(403);
                b.post(&format!("/w/ours/departments/{id}/reopen"), &[("version", "1")]).expect(403);
            }
        }
        assert_eq!(office.get(id).version, 1);
    });
}

#[test]
fn another_workspaces_departments_do_not_exist() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let (id, theirs) = (office.create("甲局"), office.theirs);
        let b = office.browser();
        for path in ["", "/edit", "/merge", "/close"] {
            let page = b.get(&format!("/w/ours/departments/{theirs}{path}")).expect(404);
            assert!(!page.text().contains("外省机密局"));
        }
        for verb in ["edit", "merge", "close", "reopen"] {
            let form = [("version", "1"), ("name", "x"), ("kind", "department"), ("into", "5"), ("reason", "x")];
            let answer = b.post(&format!("/w/ours/departments/{theirs}/{verb}"), &form).expect(404);
            assert!(!answer.text().contains("外省机密局"));
        }
        b.get("/w/theirs/departments").expect(404);
        b.get("/w/ours/departments/9223372036854775807").expect(404);
        b.get("/w/ours/departments/abc").expect(404);
        let theirs = theirs.to_string();
        let parent = b.post("/w/ours/departments/new", &[("name", "乙局"), ("kind", "department"), ("parent", &theirs)]).expect(422);
        assert!(parent.select_text(".errors").contains("没有这个上级单位"));
        let merge = format!("/w/ours/departments/{id}/merge");
        let choice = b.get(&format!("{merge}?into={theirs}")).expect(200);
        assert!(!choice.text().contains("外省机密局"));
        for sure in [&[("version", "1"), ("into", theirs.as_str())][..], &[("version", "1"), ("into", &theirs), ("sure", "yes")]] {
            let answer = b.post(&merge, sure).expect(422);
            assert!(!answer.text().contains("外省机密局"));
        }
    });
}

#[test]
fn merging_asks_first_and_takes_the_duties_along() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let (a, b, c) = (office.create("省质监局"), office.create("省市场监管局"), office.create("省公安厅"));
        app.cast().person(office.workspace, "王芳", &[Role::Liaison], &[(a, Function::Liaison)]);
        let led = office.duty("抽查", a, &[b, c]);
        let supported = office.duty("打假", c, &[a]);
        let browser = office.browser();
        let path = format!("/w/ours/departments/{a}/merge");
        browser.get(&path).expect(200);
        let next = browser.post(&path, &[("version", "1"), ("into", &b.to_string())]).expect(303);
        assert_eq!(office.get(a).version, 1, "nothing yet");
        let question = browser.get(next.location()).expect(200);
        let what = question.select_text(".notice");
        assert!(what.contains("2 项未办结") && what.contains("王芳") && what.contains("省质监局"), "{what}");
        let sure = [("version", "1"), ("into", &*b.to_string()), ("sure", "yes")];
        let done = browser.post(&path, &sure).expect(303);
        assert_eq!(done.location(), format!("/w/ours/departments/{b}"));
        assert!(browser.get(done.location()).select_text(".flash").contains("2 项"));
        let parties = |duty: &duties::DutyRef| {
            let db = app.db();
            let (duty, _) =
                db.read(Tenant::One(office.workspace), |conn| duties::queries::duty(conn, &office.scope, &duty.number)).expect("a duty");
            let charged: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
            (duty.lead_id, charged)
        };
        assert_eq!(parties(&led), (Some(b), vec![b, c]));
        assert_eq!(parties(&supported), (Some(c), vec![c, b]));
        browser.post(&path, &sure).expect(409);
        let gone = browser.get(&format!("/w/ours/departments/{a}")).expect(200);
        assert!(gone.select_text(".notice").contains("省市场监管局"));
        assert!(gone.select_text(".timeline").contains("并入"));
        assert!(browser.get(&format!("/w/ours/departments/{b}")).select_text(".timeline").contains("将省质监局并入本单位"));
        assert!(browser.get("/w/ours/departments?state=merged").select_text("tbody").contains("已并入省市场监管局"));
    });
}

#[test]
fn closing_waits_for_open_duties_and_keeps_the_reason_typed() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let (a, b) = (office.create("甲局"), office.create("乙局"));
        office.duty("抽查", a, &[]);
        let browser = office.browser();
        let path = format!("/w/ours/departments/{a}/close");
        assert!(browser.get(&path).expect(200).select_text(".notice").contains("1 项未办结"));
        let refused = browser.post(&path, &[("version", "1"), ("reason", "机构撤销了")]).expect(409);
        assert!(refused.select_text(".errors").contains("1 项未办结"));
        assert!(refused.select_text("textarea").contains("机构撤销了"));
        let path = format!("/w/ours/departments/{b}/close");
        browser.post(&path, &[("version", "1"), ("reason", " ")]).expect(422);
        browser.post(&path, &[("version", "1"), ("reason", "机构撤销")]).expect(303);
        browser.post(&path, &[("version", "1"), ("reason", "机构撤销")]).expect(409);
        let page = browser.get(&format!("/w/ours/departments/{b}")).expect(200);
        assert!(page.select_text(".timeline").contains("机构撤销"));
        browser.post(&format!("/w/ours/departments/{b}/reopen"), &[("version", "1")]).expect(409);
        browser.post(&format!("/w/ours/departments/{b}/reopen"), &[("version", "2")]).expect(303);
    });
}

#[test]
fn the_list_is_a_tree_with_gaps_filters_and_pages() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let top = office.create("省政府");
        let below = office.create_as(NewDepartment { parent_id: Some(top), position: Some(1), ..NewDepartment::named("省质监局") });
        for n in 0..60 {
            office.create(&format!("第{n}局"));
        }
        app.cast().person(office.workspace, "王芳", &[Role::Liaison], &[(below, Function::Liaison)]);
        app.cast().person(office.workspace, "李强", &[Role::Leader], &[(below, Function::Leader)]);
        let browser = office.browser();
        let list = browser.get("/w/ours/departments").expect(200);
        let rows = list.select_text("tbody");
        assert!(rows.starts_with("D001 省政府") && rows.contains("└ 省质监局"), "{rows}");
        assert!(list.select_text(".pager").contains("62"));
        assert!(browser.get("/w/ours/departments?page=3").expect(200).select_text("tbody").contains("第59局"));
        let gap = browser.get("/w/ours/departments?gap=deputy").expect(200);
        assert!(gap.select_text("tbody").contains("王芳") && !gap.select_text("tbody").contains("省政府"));
        assert!(gap.select_text(".chips").contains("无代理联络员"));
        let none = browser.get("/w/ours/departments?q=%3Cscript%3E&kind=local_government").expect(200);
        assert!(none.select_text(".empty").contains("没有符合条件的单位"));
        let code = browser.get("/w/ours/departments?sort=code&dir=desc").expect(200);
        assert!(code.select_text("tbody").starts_with("D062"));
        let en = app.cast().person(office.workspace, "Ann", &[Role::Auditor], &[]);
        let page = app.browser(&en).get("/w/ours/departments").expect(200);
        assert!(!page.text().contains('⟦'), "no missing key");
    });
}
