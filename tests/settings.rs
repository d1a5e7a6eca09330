//! The settings of a workspace, over HTTP.

use lianxi::{
    platform::{db::Tenant, i18n::Lang},
    tenancy::{Role, Scope, Settings},
};

use crate::support::{TestApp, cast::Member};

const PATH: &str = "/w/ours/settings";

fn office(app: &TestApp) -> (i64, Member) {
    let cast = app.cast();
    let workspace = cast.workspace("ours", "质量工作联席会议");
    let member = cast.person(workspace, "管理员", &[Role::Administrator], &[]);
    (workspace, member)
}

fn now(app: &TestApp, workspace: i64) -> Scope {
    app.cast().system(workspace)
}

/// A sound form; `changes` replace or add fields.
fn sound<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("version", "1"),
        ("name", "质量工作联席会议"),
        ("language", "zh-CN"),
        ("time_zone", "Asia/Shanghai"),
        ("due_soon_days", "5"),
        ("reminder_thresholds", "5, 1, 0, -1, -3, -5, -10"),
        ("reminder_hour", "9"),
        ("silent_after_days", "10"),
        ("accept_within_days", "3"),
        ("verify_within_days", "3"),
        ("attachment_max_mb", "50"),
        ("attachment_quota_gb", "10"),
        ("countersign_days", "3"),
    ];
    let kinds = ["pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "wps", "ofd", "png", "jpeg", "txt", "csv", "zip"];
    form.extend(kinds.map(|kind| ("attachment_types", kind)));
    for change in changes {
        form.retain(|(name, _)| *name != change.0);
        form.push(*change);
    }
    form
}

#[test]
fn the_administrator_changes_them_and_the_timeline_says_what() {
    TestApp::each(|app| {
        let (workspace, admin) = office(app);
        let b = app.browser(&admin);
        let page = b.get(PATH).expect(200);
        assert_eq!(page.attr("#f-reminder_thresholds", "value").as_deref(), Some("5, 1, 0, -1, -3, -5, -10"));
        b.post(PATH, &sound(&[])).expect(303);
        assert!(b.get(PATH).select_text("#timeline").contains("还没有修改过"), "nothing changed, nothing kept");
        let form = sound(&[
            ("name", "新  名称"),
            ("language", "en"),
            ("time_zone", "Asia/Urumqi"),
            ("due_soon_days", "3"),
            ("reminder_thresholds", "0、3"),
            ("separate_powers", "yes"),
        ]);
        b.post(PATH, &form).expect(303);
        let scope = now(app, workspace);
        assert_eq!((scope.workspace_name(), scope.workspace_lang(), scope.zone().name()), ("新 名称", Lang::En, "Asia/Urumqi"));
        let expected = Settings { separate_powers: true, due_soon_days: 3, reminder_thresholds: vec![3, 0], ..Settings::default() };
        assert_eq!(scope.settings(), &expected);
        let page = b.get(PATH).expect(200);
        let said = page.select_text("#timeline");
        assert!(said.contains("Asia/Shanghai → Asia/Urumqi") && said.contains("3, 0"), "{said}");
        assert!(!page.text().contains('⟦'), "no missing key");
    });
}

#[test]
fn wrong_values_are_said_by_field_and_kept() {
    TestApp::each(|app| {
        let (workspace, admin) = office(app);
        let b = app.browser(&admin);
        let long = "长".repeat(61);
        let form = sound(&[
            ("name", &long),
            ("time_zone", "Mars/Olympus"),
            ("due_soon_days", "0"),
            ("silent_after_days", "251"),
            ("accept_within_days", "三"),
            ("reminder_hour", "24"),
            ("reminder_thresholds", "5, 半天"),
            ("language", "fr"),
        ]);
        let page = b.post(PATH, &form).expect(422);
        let errors = page.select_text(".errors");
        for said in ["最多 60 个字", "没有这个时区", "1 到 60", "1 到 250", "0 到 23", "“半天”不是", "请选择一种语言"]
        {
            assert!(errors.contains(said), "{said}: {errors}");
        }
        assert_eq!(page.attr("#f-accept_within_days", "value").as_deref(), Some("三"));
        assert_eq!(page.attr("#f-time_zone option[selected]", "value").as_deref(), Some("Mars/Olympus"));
        assert_eq!(now(app, workspace).settings(), &Settings::default());
    });
}

#[test]
fn the_second_of_two_savers_sees_both() {
    TestApp::each(|app| {
        let (workspace, admin) = office(app);
        let b = app.browser(&admin);
        b.post(PATH, &sound(&[("due_soon_days", "7")])).expect(303);
        let late = b.post(PATH, &sound(&[("due_soon_days", "8"), ("separate_powers", "yes")])).expect(409);
        let versions = late.select_text(".versions");
        assert!(versions.contains("7 个工作日") && versions.contains("三员分立"), "{versions}");
        assert_eq!(late.attr("input[name=due_soon_days]", "value").as_deref(), Some("8"));
        assert_eq!(now(app, workspace).settings().due_soon_days, 7);
        let version = late.attr("input[name=version]", "value").expect("the new version");
        b.post(PATH, &sound(&[("version", &version), ("due_soon_days", "8")])).expect(303);
        assert_eq!(now(app, workspace).settings().due_soon_days, 8);
    });
}

#[test]
fn powers_are_set_apart_only_when_nobody_holds_or_is_offered_two() {
    TestApp::each(|app| {
        let (workspace, admin) = office(app);
        let both = app.cast().person(workspace, "身兼两职", &[Role::Secretariat, Role::Auditor], &[]);
        let b = app.browser(&admin);
        assert!(b.get(PATH).select_text(".notice.yellow").contains("身兼两职（联席会议办公室、督查审计）"));
        let refused = b.post(PATH, &sound(&[("separate_powers", "yes"), ("due_soon_days", "9")])).expect(422);
        assert!(refused.select_text("#f-separate_powers-error").contains("身兼两职"), "{}", refused.select_text(".errors"));
        assert_eq!(refused.attr("#f-due_soon_days", "value").as_deref(), Some("9"), "what was typed stays");
        assert!(refused.attr("#f-separate_powers", "checked").is_some());
        assert!(!now(app, workspace).settings().separate_powers);
        let edit = format!("/w/ours/people/{}/edit", both.membership_id);
        b.post(&edit, &[("version", "1"), ("roles", "secretariat")]).expect(303);
        let invite = [("email", "x@example.cn"), ("name", "受邀者"), ("roles", "auditor"), ("roles", "secretariat")];
        b.post("/w/ours/people/invite", &invite).expect(303);
        let refused = b.post(PATH, &sound(&[("separate_powers", "yes")])).expect(422);
        assert!(refused.select_text("#f-separate_powers-error").contains("受邀者"));
        let invitation = b.get("/w/ours/people?tab=invitations").attr("tbody .t a", "href").expect("the invitation");
        b.post(&format!("{invitation}/revoke"), &[]).expect(303);
        b.post(PATH, &sound(&[("separate_powers", "yes")])).expect(303);
        assert!(now(app, workspace).settings().separate_powers);
    });
}

#[test]
fn only_the_administrator_may() {
    TestApp::each(|app| {
        let (workspace, _) = office(app);
        for role in [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor] {
            let b = app.browser(&app.cast().person(workspace, "某人", &[role], &[]));
            b.get(PATH).expect(403);
            b.post(PATH, &sound(&[("name", "篡改")])).expect(403);
        }
        let other = app.cast().workspace("theirs", "乙");
        let stranger = app.cast().person(other, "外人", &[Role::Administrator], &[]);
        app.browser(&stranger).get(PATH).expect(404);
        app.browser(&stranger).post(PATH, &sound(&[("name", "篡改")])).expect(404);
        let name = app.db().read(Tenant::One(workspace), |_| Ok(())).map(|()| now(app, workspace).workspace_name().to_owned());
        assert_eq!(name.expect("read"), "质量工作联席会议");
    });
}
