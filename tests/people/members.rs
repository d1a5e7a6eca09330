//! Changing what members may do, removing, leaving; the last administrator and secretariat stay.

use diesel::prelude::*;
use lianxi::{
    platform::db::Tenant,
    schema::workspaces,
    tenancy::{Function, Role, Settings},
};

use crate::{
    access::account::mails_to,
    support::{TestApp, app::Browser, cast::Member},
};

struct Stage {
    workspace: i64,
    departments: [i64; 2],
    admin: Member,
    secretary: Member,
    liaison: Member,
}

fn stage(app: &TestApp) -> Stage {
    let cast = app.cast();
    let workspace = cast.workspace("ours", "甲联席会议");
    let departments = [cast.department(workspace, "A", "省甲局"), cast.department(workspace, "B", "省乙局")];
    Stage {
        workspace,
        departments,
        admin: cast.person(workspace, "管理员", &[Role::Administrator], &[]),
        secretary: cast.person(workspace, "周敏", &[Role::Secretariat], &[]),
        liaison: cast.person(workspace, "陈静", &[Role::Liaison], &[(departments[0], Function::Liaison)]),
    }
}

fn path(member: &Member) -> String {
    format!("/w/ours/people/{}", member.membership_id)
}

/// Sends the edit form with the version the page shows.
fn change(browser: &Browser, member: &Member, fields: &[(&str, &str)]) -> crate::support::app::Answer {
    let edit = format!("{}/edit", path(member));
    let version = browser.get(&edit).expect(200).attr("input[name=version]", "value").expect("a version");
    let mut fields = fields.to_vec();
    fields.push(("version", &version));
    browser.post(&edit, &fields)
}

#[test]
fn roles_and_departments_change_with_the_next_request_and_are_told() {
    TestApp::each(|app| {
        let stage = stage(app);
        let (admin, liaison) = (app.browser(&stage.admin), app.browser(&stage.liaison));
        liaison.get("/w/ours/people").expect(403);
        let second = stage.departments[1].to_string();
        change(&admin, &stage.liaison, &[("roles", "auditor"), ("liaison", &second)]).expect(303);
        liaison.get("/w/ours/people").expect(200);
        let shown = admin.get(&path(&stage.liaison)).expect(200);
        let facts = shown.select_text(".facts");
        assert!(
            facts.contains("督查审计") && facts.contains("联络员") && facts.contains("联络员：省乙局") && !facts.contains("省甲局"),
            "{facts}"
        );
        let timeline = shown.select_text(".timeline");
        assert!(timeline.contains("管理员") && timeline.contains("省甲局") && timeline.contains("省乙局"), "{timeline}");
        assert_eq!(mails_to(app.db(), &stage.liaison.email).last().expect("a mail").0, "access-changed");
        assert!(app.work() > 0, "the mail can be written");
    });
}

#[test]
fn the_second_of_two_savers_is_told_what_the_first_saved() {
    TestApp::each(|app| {
        let stage = stage(app);
        let admin = app.browser(&stage.admin);
        change(&admin, &stage.liaison, &[("roles", "leader")]).expect(303);
        let stale = admin.post(&format!("{}/edit", path(&stage.liaison)), &[("roles", "auditor"), ("version", "1")]).expect(409);
        assert!(stale.select_text(".errors").contains("领导"), "{}", stale.select_text(".errors"));
        assert!(stale.attr("input[value=auditor]", "checked").is_some(), "what was chosen stays");
        assert_eq!(stale.attr("input[name=version]", "value").as_deref(), Some("2"));
    });
}

#[test]
fn the_secretariat_gives_departments_but_no_roles() {
    TestApp::each(|app| {
        let stage = stage(app);
        let secretary = app.browser(&stage.secretary);
        let page = secretary.get(&format!("{}/edit", path(&stage.liaison))).expect(200);
        assert_eq!(page.attr("input[name=roles]", "value"), None);
        let second = stage.departments[1].to_string();
        change(&secretary, &stage.liaison, &[("roles", "administrator"), ("liaison", &second)]).expect(303);
        let facts = app.browser(&stage.admin).get(&path(&stage.liaison)).select_text(".facts");
        assert!(facts.contains("省乙局") && !facts.contains("系统管理员"), "{facts}");
        secretary.get(&format!("{}/remove", path(&stage.liaison))).expect(403);
        secretary.post(&format!("{}/remove", path(&stage.liaison)), &[]).expect(403);
    });
}

#[test]
fn readers_read_others_see_themselves_and_nobody_else_changes_anything() {
    TestApp::each(|app| {
        let stage = stage(app);
        let cast = app.cast();
        let auditor = app.browser(&cast.person(stage.workspace, "审计", &[Role::Auditor], &[]));
        let liaison = app.browser(&stage.liaison);
        auditor.get(&path(&stage.admin)).expect(200);
        liaison.get(&path(&stage.admin)).expect(403);
        liaison.get(&path(&stage.liaison)).expect(200);
        for browser in [&auditor, &liaison] {
            browser.get(&format!("{}/edit", path(&stage.admin))).expect(403);
            browser.post(&format!("{}/edit", path(&stage.admin)), &[("version", "1"), ("roles", "leader")]).expect(403);
            browser.post(&format!("{}/remove", path(&stage.admin)), &[]).expect(403);
        }
        let theirs = cast.workspace("theirs", "乙");
        let stranger = app.browser(&cast.person(theirs, "外人", &[Role::Administrator, Role::Secretariat], &[]));
        for at in [path(&stage.liaison), path(&stage.liaison).replace("/w/ours", "/w/theirs")] {
            stranger.get(&at).expect(404);
            stranger.get(&format!("{at}/edit")).expect(404);
            stranger.post(&format!("{at}/edit"), &[("version", "1"), ("roles", "leader")]).expect(404);
            stranger.get(&format!("{at}/remove")).expect(404);
            stranger.post(&format!("{at}/remove"), &[]).expect(404);
        }
        app.browser(&stage.admin).get("/w/ours/people/nonsense").expect(404);
    });
}

#[test]
fn removing_ends_access_with_the_next_request_and_keeps_the_account() {
    TestApp::each(|app| {
        let stage = stage(app);
        let (admin, liaison) = (app.browser(&stage.admin), app.browser(&stage.liaison));
        let remove = format!("{}/remove", path(&stage.liaison));
        assert!(admin.get(&remove).expect(200).text().contains("陈静"));
        admin.post_raw(&remove, &[("reason", "调离")]).expect(403);
        liaison.get(&path(&stage.liaison)).expect(200);
        admin.post(&remove, &[("reason", "调离")]).expect(303);
        liaison.get(&path(&stage.liaison)).expect(404);
        liaison.get("/account").expect(200);
        let (template, payload) = mails_to(app.db(), &stage.liaison.email).pop().expect("a mail");
        assert!(template == "removed" && payload.to_string().contains("调离"));
        let shown = admin.get(&path(&stage.liaison)).expect(200);
        assert!(shown.select_text(".timeline").contains("调离") && shown.select_text(".head").contains("已移出"));
        assert!(admin.get("/w/ours/people?tab=former").expect(200).select_text("tbody").contains("陈静"));
        admin.post(&remove, &[]).expect(409);
        assert!(app.work() > 0, "the mail can be written");
    });
}

#[test]
fn somebody_removed_may_be_invited_again() {
    TestApp::each(|app| {
        let stage = stage(app);
        let (admin, liaison) = (app.browser(&stage.admin), app.browser(&stage.liaison));
        admin.post(&format!("{}/remove", path(&stage.liaison)), &[]).expect(303);
        admin.post("/w/ours/people/invite", &[("email", &stage.liaison.email), ("name", "陈静"), ("roles", "auditor")]).expect(303);
        let link = crate::access::account::last_link(app, &stage.liaison.email);
        liaison.post(&link, &[]).expect(303);
        liaison.get("/w/ours/people").expect(200);
        assert!(!admin.get(&path(&stage.liaison)).select_text(".facts").contains("省甲局"));
    });
}

#[test]
fn the_last_administrator_and_secretariat_cannot_be_lost() {
    TestApp::each(|app| {
        let stage = stage(app);
        let (admin, secretary) = (app.browser(&stage.admin), app.browser(&stage.secretary));
        for (browser, role) in [(&admin, "系统管理员"), (&secretary, "联席会议办公室")] {
            let asked = browser.get("/w/ours/leave").expect(200);
            assert!(asked.select_text(".notice").contains(role));
            assert_eq!(asked.select_text("main button"), "", "nothing to press that would be refused");
            assert!(browser.post("/w/ours/leave", &[]).expect(409).select_text(".notice").contains(role));
        }
        let kept = change(&admin, &stage.admin, &[("roles", "leader")]).expect(409);
        assert!(kept.select_text(".errors").contains("系统管理员"), "{}", kept.select_text(".errors"));
        change(&admin, &stage.secretary, &[("roles", "leader")]).expect(409);
        admin.post(&format!("{}/remove", path(&stage.secretary)), &[("reason", "试试")]).expect(409);
        admin.post(&format!("{}/remove", path(&stage.admin)), &[]).expect(409);
        change(&admin, &stage.liaison, &[("roles", "administrator"), ("roles", "secretariat")]).expect(303);
        assert_eq!(secretary.post("/w/ours/leave", &[]).expect(303).location(), "/workspaces");
        secretary.get("/w/ours/people").expect(404);
        change(&admin, &stage.admin, &[("roles", "leader")]).expect(303);
        admin.get("/w/ours/people").expect(403);
    });
}

#[test]
fn two_administrators_who_remove_each_other_at_once_leave_one() {
    TestApp::each(|app| {
        for round in 0..4 {
            let cast = app.cast();
            let slug = format!("round{round}");
            let workspace = cast.workspace(&slug, "甲");
            cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
            let both: Vec<Member> = (0..2).map(|_| cast.person(workspace, "管理员", &[Role::Administrator], &[])).collect();
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let tries: Vec<_> = [(0, 1), (1, 0)]
                    .into_iter()
                    .map(|(who, whom)| {
                        let browser = app.browser(&both[who]);
                        let at = if round % 2 == 0 {
                            format!("/w/{slug}/people/{}/remove", both[whom].membership_id)
                        } else {
                            format!("/w/{slug}/leave")
                        };
                        scope.spawn(move || browser.post(&at, &[]).status.as_u16())
                    })
                    .collect();
                tries.into_iter().map(|t| t.join().expect("a try")).collect()
            });
            assert_eq!(statuses.iter().filter(|s| **s == 303).count(), 1, "{statuses:?}");
            let scope = cast.system(workspace);
            let left = app.db().read(Tenant::One(workspace), |conn| lianxi::people::members(conn, &scope)).expect("members");
            assert_eq!(left.iter().filter(|m| m.is_active() && m.roles.has(Role::Administrator)).count(), 1);
        }
    });
}

#[test]
fn separate_powers_are_refused_on_one_person_where_the_workspace_says_so() {
    TestApp::each(|app| {
        let stage = stage(app);
        let admin = app.browser(&stage.admin);
        change(&admin, &stage.liaison, &[("roles", "auditor"), ("roles", "secretariat")]).expect(303);
        let apart = serde_json::to_string(&Settings { separate_powers: true, ..Settings::default() }).expect("JSON");
        app.db()
            .write(Tenant::One(stage.workspace), |conn| {
                diesel::update(workspaces::table.filter(workspaces::id.eq(stage.workspace)))
                    .set(workspaces::settings.eq(apart))
                    .execute(conn)?;
                Ok(())
            })
            .expect("settings");
        let page = change(&admin, &stage.secretary, &[("roles", "administrator"), ("roles", "secretariat")]).expect(422);
        assert!(page.select_text("#f-roles-error").contains("三员分立"), "{}", page.select_text(".errors"));
        let fields = [("email", "x@example.cn"), ("name", "某"), ("roles", "auditor"), ("roles", "administrator")];
        assert!(admin.post("/w/ours/people/invite", &fields).expect(422).text().contains("三员分立"));
        change(&admin, &stage.secretary, &[("roles", "leader"), ("roles", "secretariat")]).expect(303);
    });
}

#[test]
fn powers_are_not_joined_by_somebody_who_began_before_they_were_set_apart() {
    TestApp::each(|app| {
        for round in 0..4 {
            let cast = app.cast();
            let slug = format!("round{round}");
            let workspace = cast.workspace(&slug, "甲");
            let admins: Vec<Member> = (0..2).map(|_| cast.person(workspace, "管理员", &[Role::Administrator], &[])).collect();
            let secretary = cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
            let settings = [
                ("name", "甲"),
                ("language", "zh-CN"),
                ("time_zone", "Asia/Shanghai"),
                ("separate_powers", "yes"),
                ("due_soon_days", "5"),
                ("reminder_thresholds", "5, 1, 0"),
                ("reminder_hour", "9"),
                ("silent_after_days", "10"),
                ("accept_within_days", "3"),
                ("verify_within_days", "3"),
                ("version", "1"),
            ];
            let edit = format!("/w/{slug}/people/{}/edit", secretary.membership_id);
            let (one, other) = (app.browser(&admins[0]), app.browser(&admins[1]));
            let roles = [("version", "1"), ("roles", "secretariat"), ("roles", "auditor")];
            let statuses = std::thread::scope(|scope| {
                let apart = scope.spawn(|| one.post(&format!("/w/{slug}/settings"), &settings).status.as_u16());
                let join = scope.spawn(|| other.post(&edit, &roles).status.as_u16());
                [apart.join().expect("settings"), join.join().expect("roles")]
            });
            assert!(matches!(statuses, [303, 422] | [422, 303]), "one of the two is refused: {statuses:?}");
        }
    });
}

#[test]
fn the_list_filters_sorts_and_pages() {
    TestApp::each(|app| {
        let stage = stage(app);
        let cast = app.cast();
        for n in 0..30 {
            cast.person(stage.workspace, &format!("成员{n:02}"), &[Role::Leader], &[(stage.departments[1], Function::Leader)]);
        }
        let admin = app.browser(&stage.admin);
        let rows =
            |path: &str| admin.get(path).expect(200).html().select(&scraper::Selector::parse("tbody tr").expect("a selector")).count();
        assert_eq!(rows("/w/ours/people"), 25);
        assert_eq!(rows("/w/ours/people?page=2"), 8);
        assert_eq!(rows("/w/ours/people?size=50"), 33);
        assert_eq!(rows("/w/ours/people?role=secretariat"), 1);
        assert_eq!(rows(&format!("/w/ours/people?department={}", stage.departments[0])), 1);
        assert_eq!(rows("/w/ours/people?q=%E6%88%90%E5%91%9807"), 1);
        assert_eq!(rows("/w/ours/people?q=nobody"), 0);
        let last = admin.get("/w/ours/people?sort=name&dir=desc").expect(200);
        assert!(last.select_text("tbody tr:first-child").contains("陈静"), "{}", last.select_text("tbody tr:first-child"));
        assert_eq!(last.attr("th[aria-sort]", "aria-sort").as_deref(), Some("descending"));
        assert!(last.select_text(".tabs").contains("33"));
    });
}
