//! Who stands in for a liaison: named, acting, told, and ended.

use chrono::Duration;
use lianxi::tenancy::{Function, Role};

use crate::{
    access::account::mails_to,
    duties::stage::Stage,
    support::{TestApp, app::Browser, cast::Member},
};

struct Scene<'a> {
    stage: Stage<'a>,
    deputy: Member,
    form: String,
}

/// 陈静 is liaison of 省工商局; 沈越 is a member without any department.
fn scene(app: &TestApp) -> Scene<'_> {
    let mut stage = Stage::new(app.db());
    stage.cast.now = app.clock.now();
    let deputy = stage.cast.person(stage.workspace, "沈越", &[Role::Leader], &[]);
    let form = format!("/w/ours/people/{}/deputy/{}", stage.chen.membership_id, stage.lead);
    Scene { stage, deputy, form }
}

fn name(browser: &Browser, scene: &Scene<'_>, from: &str, until: &str) {
    let id = scene.deputy.membership_id.to_string();
    browser.post(&scene.form, &[("deputy", &id), ("from", from), ("until", until)]).expect(303);
}

#[test]
fn a_liaison_names_a_deputy_who_acts_is_told_and_signs_for_them() {
    TestApp::each(|app| {
        let scene = scene(app);
        let s = &scene.stage;
        let (chen, shen) = (app.browser(&s.chen), app.browser(&scene.deputy));
        let page = chen.get(&format!("/w/ours/departments/{}", s.lead)).expect(200);
        assert_eq!(page.attr("td a[href*=deputy]", "href").as_deref(), Some(scene.form.as_str()));
        let page = chen.get(&scene.form).expect(200);
        assert!(page.text().contains("沈越") && !page.text().contains(&scene.deputy.email), "names, not addresses");
        let before = s.assigned();
        let duty = format!("/w/ours/duties/{}", before.number);
        shen.post(&format!("{duty}/accept"), &[]).expect(403);
        name(&chen, &scene, "", "");
        let department = chen.get(&format!("/w/ours/departments/{}", s.lead)).expect(200).select_text("table.plain");
        assert!(department.contains("沈越 代理联络员 代理陈静；长期"), "{department}");
        assert!(mails_to(app.db(), &scene.deputy.email).iter().any(|(template, _)| template == "deputy"));
        // Their home is a liaison's now.
        assert!(shen.get("/w/ours").expect(200).text().contains("重点市场整治情况汇总上报"));
        shen.post(&format!("{duty}/accept"), &[]).expect(303);
        shen.post(&format!("{duty}/report"), &[("text", "已整治 31 个"), ("as_of", "2026-11-23")]).expect(303);
        shen.post(&format!("{duty}/submit"), &[("evidence", "汇总表")]).expect(303);
        let shown = app.browser(&s.zhou).get(&duty).expect(200);
        let timeline = shown.select_text(".timeline");
        assert_eq!(timeline.matches("沈越（代陈静）").count(), 3, "{timeline}");
        let told = s.mails();
        assert!(told.iter().any(|(_, who)| who == "沈越") && told.iter().any(|(_, who)| who == "陈静"), "{told:?}");
        let submitted = mails_to(app.db(), &s.zhou.email).pop().expect("a mail").1;
        assert!(submitted.to_string().contains("沈越（代陈静）"), "{submitted}");
        // For the other department they are nobody.
        let support = s.support.to_string();
        shen.post(&format!("{duty}/accept"), &[("department", &support)]).expect(403);
        let own = app.browser(&s.zhou).get(&format!("/w/ours/people/{}", s.chen.membership_id)).expect(200);
        assert!(own.select_text(".facts").contains("省工商局的代理联络员 沈越 长期"), "{}", own.select_text(".facts"));
        assert!(own.select_text(".timeline").contains("在省工商局由沈越代理（长期）"), "{}", own.select_text(".timeline"));
        let theirs = app.browser(&s.zhou).get(&format!("/w/ours/people/{}", scene.deputy.membership_id)).expect(200);
        assert!(theirs.select_text(".facts").contains("在省工商局代理 陈静 长期"), "{}", theirs.select_text(".facts"));
        chen.get(&format!("{}/end", scene.form)).expect(200);
        chen.post(&format!("{}/end", scene.form), &[]).expect(303);
        shen.post(&format!("/w/ours/duties/{}/accept", s.assigned().number), &[]).expect(403);
        chen.post(&format!("{}/end", scene.form), &[]).expect(409);
        assert!(app.work() > 0, "the mails can be written");
    });
}

#[test]
fn a_deputys_rights_and_mails_last_from_the_first_day_to_the_last() {
    TestApp::each(|app| {
        let scene = scene(app);
        let s = &scene.stage;
        let mut cast = app.cast();
        name(&app.browser(&s.zhou), &scene, "2026-11-25", "2026-11-27");
        let told = |who: &str| s.mails().into_iter().filter(|(cause, to)| cause != "deputy" && to == who).count();
        let acts = |cast: &crate::support::Cast<'_>| cast.scope(&scene.deputy).acts_for_department(s.lead);
        let mut seen = Vec::new();
        for _ in 0..6 {
            cast.now = app.clock.now();
            let before = told("沈越");
            let scope = cast.scope(&s.zhou);
            let assign = |conn: &mut _| lianxi::duties::assign_new(conn, &scope, s.new_duty());
            let duty = app.db().write(scope.tenant(), assign).expect("assigned");
            let page = app.browser(&scene.deputy).get(&format!("/w/ours/duties/{}", duty.number)).expect(200);
            let offered = page.select_text(".actions").contains("签收");
            assert_eq!(offered, acts(&cast), "what is offered is what is allowed");
            assert_eq!(cast.scope(&scene.deputy).has(Role::Liaison), acts(&cast), "the role comes and goes");
            seen.push((acts(&cast), told("沈越") > before));
            app.clock.advance(Duration::days(1));
        }
        let (no, yes) = ((false, false), (true, true));
        assert_eq!(seen, [no, no, yes, yes, yes, no], "23 to 28 November");
        assert_eq!(told("陈静"), 6, "the liaison is told all along");
        let page = app.browser(&s.zhou).get(&format!("/w/ours/departments/{}", s.lead)).expect(200);
        assert!(!page.text().contains("沈越"), "what is over is not shown");
        assert!(page.select_text(".notice").contains("没有代理联络员"));
    });
}

#[test]
fn wrong_deputies_come_back_with_what_was_typed() {
    TestApp::each(|app| {
        let scene = scene(app);
        let s = &scene.stage;
        let cast = app.cast();
        let theirs = cast.workspace("theirs", "乙");
        let stranger = cast.person(theirs, "外人", &[Role::Liaison], &[]).membership_id.to_string();
        let second = cast.person(s.workspace, "赵敏", &[Role::Liaison], &[(s.lead, Function::Liaison)]);
        let chen = app.browser(&s.chen);
        let (own, other, shen) =
            (s.chen.membership_id.to_string(), second.membership_id.to_string(), scene.deputy.membership_id.to_string());
        let refused = |browser: &Browser, form: &str, deputy: &str, from: &str, until: &str| {
            let page = browser.post(form, &[("deputy", deputy), ("from", from), ("until", until)]).expect(422);
            assert_eq!(page.attr("#f-until", "value").as_deref(), Some(until));
            ["deputy", "from", "until"].map(|f| page.select_text(&format!("#f-{f}-error")))
        };
        for (deputy, said) in
            [("", "请选择"), (&stranger, "不是本工作区"), ("x", "不是本工作区"), (&own, "已是该单位的联络员"), (&other, "已是该单位")]
        {
            let [error, ..] = refused(&chen, &scene.form, deputy, "", "");
            assert!(error.contains(said), "{deputy}: {error}");
        }
        let [_, from, until] = refused(&chen, &scene.form, &shen, "明天", "2026-11-01");
        assert!(from.contains("日期") && until.contains("已过"), "{from} {until}");
        let [_, _, until] = refused(&chen, &scene.form, &shen, "2026-12-10", "2026-12-01");
        assert!(until.contains("不能早于"), "{until}");
        name(&chen, &scene, "", "");
        let form = format!("/w/ours/people/{}/deputy/{}", second.membership_id, s.lead);
        let [error, ..] = refused(&app.browser(&second), &form, &shen, "", "");
        assert!(error.contains("代理另一位联络员"), "{error}");
    });
}

#[test]
fn only_the_liaison_and_those_who_seat_people_name_deputies() {
    TestApp::each(|app| {
        let scene = scene(app);
        let s = &scene.stage;
        let cast = app.cast();
        let admin = cast.person(s.workspace, "管理员", &[Role::Administrator], &[]);
        let auditor = cast.person(s.workspace, "审计", &[Role::Auditor], &[]);
        let theirs = cast.workspace("theirs", "乙");
        let stranger = cast.person(theirs, "外人", &[Role::Administrator], &[]);
        let id = scene.deputy.membership_id.to_string();
        for (who, status) in [(&s.wang, 403), (&auditor, 403), (&scene.deputy, 403), (&stranger, 404)] {
            let browser = app.browser(who);
            for path in [scene.form.clone(), format!("{}/end", scene.form)] {
                browser.get(&path).expect(status);
                browser.post(&path, &[("deputy", &id)]).expect(status);
            }
        }
        app.browser(&stranger).post(&scene.form.replace("/ours/", "/theirs/"), &[("deputy", &id)]).expect(404);
        // Of a department somebody is not liaison of nobody can stand in for them.
        let elsewhere = format!("/w/ours/people/{}/deputy/{}", s.chen.membership_id, s.support);
        app.browser(&s.chen).post(&elsewhere, &[("deputy", &id)]).expect(404);
        name(&app.browser(&admin), &scene, "", "");
        assert!(mails_to(app.db(), &s.chen.email).iter().any(|(template, _)| template == "deputy"), "the liaison is told as well");
    });
}

#[test]
fn when_a_liaison_goes_the_deputy_carries_on_for_the_department() {
    TestApp::each(|app| {
        let scene = scene(app);
        let s = &scene.stage;
        let cast = app.cast();
        let admin = app.browser(&cast.person(s.workspace, "管理员", &[Role::Administrator], &[]));
        name(&app.browser(&s.chen), &scene, "", "");
        admin.post(&format!("/w/ours/people/{}/remove", s.chen.membership_id), &[]).expect(303);
        assert!(cast.scope(&scene.deputy).acts_for_department(s.lead));
        let number = s.assigned().number;
        app.browser(&scene.deputy).post(&format!("/w/ours/duties/{number}/accept"), &[]).expect(303);
        let timeline = app.browser(&s.zhou).get(&format!("/w/ours/duties/{number}")).select_text(".timeline");
        assert!(timeline.contains("沈越") && !timeline.contains("代陈静"), "{timeline}");
        let facts = admin.get(&format!("/w/ours/people/{}", scene.deputy.membership_id)).select_text(".facts");
        assert!(facts.contains("联络员空缺"), "{facts}");
        // Made the liaison themself, they are their own deputy no more; and removed, they are nothing.
        let edit = format!("/w/ours/people/{}/edit", scene.deputy.membership_id);
        let version = admin.get(&edit).expect(200).attr("input[name=version]", "value").expect("a version");
        admin.post(&edit, &[("version", &version), ("roles", "leader"), ("liaison", &s.lead.to_string())]).expect(303);
        let facts = admin.get(&format!("/w/ours/people/{}", scene.deputy.membership_id)).select_text(".facts");
        assert!(!facts.contains("代理 ") && facts.contains("联络员：省工商局"), "{facts}");
    });
}
