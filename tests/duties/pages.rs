//! The duty's pages over real HTTP: what is shown to whom, forms that keep what was typed, conflicts, a whole life by hand.

use lianxi::{
    duties::{self, Seen, actions},
    platform::i18n::missing_keys,
    tenancy::{Function, Role},
};

use super::stage::Stage;
use crate::support::{Cast, app::TestApp};

fn texts_are_complete() {
    let missing: Vec<String> = missing_keys().into_iter().filter(|k| !k.contains("no-such-key")).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_duty_is_carried_from_new_to_closed_in_the_browser() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (zhou, chen, wang) = (app.browser(&s.zhou), app.browser(&s.chen), app.browser(&s.wang));
        let (lead, support) = (s.lead.to_string(), s.support.to_string());
        zhou.get("/w/ours/duties/new").expect(200);
        let typed = [
            ("title", "重点市场整治"),
            ("lead", &lead),
            ("support", &support),
            ("due", "after"),
            ("due_days", "10"),
            ("cadence", "weekly"),
            ("then", "assign"),
            ("target-0-name", "完成整治的市场"),
            ("target-0-value", "四十"),
            ("target-0-unit", "个"),
            ("target-0-comparison", "at_least"),
        ];
        let wrong = zhou.post("/w/ours/duties", &typed).expect(422);
        assert_eq!(wrong.attr("#f-title", "value").as_deref(), Some("重点市场整治"), "what was typed is kept");
        assert_eq!(wrong.attr(".errors a", "href").as_deref(), Some("#f-target-0-value"));
        let typed = typed.map(|(name, value)| (name, if name == "target-0-value" { "40" } else { value }));
        let created = zhou.post("/w/ours/duties", &typed).expect(303);
        assert_eq!(created.location(), "/w/ours/duties/2026-0001");
        let home = "/w/ours/duties/2026-0001";
        let page = chen.get(home).expect(200);
        assert_eq!(page.select_text(".state").split(' ').next(), Some("待签收"));
        assert!(page.select_text(".actions").contains("签收"));
        assert!(page.select_text(".refused").contains("承办单位可签收"));
        assert!(page.select_text(".facts").contains("2026-12-07（周一）"));
        chen.post(&format!("{home}/accept"), &[]).expect(303);
        wang.post(&format!("{home}/accept"), &[("department", &support)]).expect(303);
        let form = chen.get(&format!("{home}/report")).expect(200);
        let figure = form.attr("input[name^=figure]", "name").expect("a field for the target");
        let wrong = chen.post(&format!("{home}/report"), &[("text", ""), ("as_of", "2026-11-23"), (&figure, "很多")]).expect(422);
        assert_eq!(wrong.attr(&format!("#f-{figure}"), "value").as_deref(), Some("很多"));
        chen.post(&format!("{home}/report"), &[("text", "已整治 31 个"), ("as_of", "2026-11-23"), (&figure, "31")]).expect(303);
        chen.post(&format!("{home}/submit"), &[("evidence", "汇总表")]).expect(303);
        let version = zhou.get(&format!("{home}/return")).expect(200).attr("input[name=version]", "value").expect("a version");
        zhou.post(&format!("{home}/return"), &[("version", &version), ("reason", "缺两市数据")]).expect(303);
        assert!(chen.get(home).expect(200).select_text(".notice").contains("缺两市数据"));
        chen.post(&format!("{home}/submit"), &[("evidence", "已补齐")]).expect(303);
        let version = zhou.get(&format!("{home}/close")).expect(200).attr("input[name=version]", "value").expect("a version");
        zhou.post(&format!("{home}/close"), &[("version", &version), ("remark", "核验无误")]).expect(303);
        let page = zhou.get(home).expect(200);
        assert!(page.select_text(".under").contains("已办结"));
        assert!(page.select_text(".timeline").contains("代表省工商局报进展，截至 2026-11-23（周一）：完成整治的市场 31 个"));
        app.work();
        texts_are_complete();
    });
}

#[test]
fn every_form_opens_for_who_may_and_says_why_for_who_may_not() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let duty = s.accepted();
        let home = format!("/w/ours/duties/{}", duty.number);
        let (zhou, chen) = (app.browser(&s.zhou), app.browser(&s.chen));
        for verb in ["report", "submit", "extend", "share"] {
            chen.get(&format!("{home}/{verb}")).expect(200);
        }
        for verb in ["edit", "remind", "parties", "deadline", "suspend", "cancel", "share"] {
            zhou.get(&format!("{home}/{verb}")).expect(200);
            if verb != "share" {
                assert!(chen.get(&format!("{home}/{verb}")).expect(403).text().contains("联席会议办公室"), "{verb}");
            }
        }
        let refused = zhou.get(&format!("{home}/close")).expect(409).text();
        assert!(refused.contains("办理中") && refused.contains("牵头单位可提交办结"), "{refused}");
        chen.post(&format!("{home}/extend"), &[("until", "2026-12-14"), ("reason", "口径不一")]).expect(303);
        assert!(zhou.get(&home).expect(200).select_text(".notice").contains("申请延期至 2026-12-14（周一）"));
        let form = zhou.get(&format!("{home}/decide-extension")).expect(200);
        let value = |name: &str| form.attr(&format!("input[name={name}]"), "value").expect("a hidden value");
        let answer = [("version", &*value("version")), ("extension", &*value("extension")), ("decision", "grant"), ("until", "2026-12-14")];
        zhou.post(&format!("{home}/decide-extension"), &answer).expect(303);
        assert!(zhou.get(&home).expect(200).select_text("aside").contains("2026-12-07（周一）"), "the earlier deadline is kept");
        for verb in ["accept", "refuse", "assign", "reassign", "return", "reopen", "resume"] {
            assert!(matches!(chen.get(&format!("{home}/{verb}")).status.as_u16(), 403 | 409), "{verb}");
        }
        texts_are_complete();
    });
}

#[test]
fn the_second_saver_sees_both_versions() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let duty = s.accepted();
        let edit = format!("/w/ours/duties/{}/edit", duty.number);
        let zhou = app.browser(&s.zhou);
        let version = zhou.get(&edit).expect(200).attr("input[name=version]", "value").expect("a version");
        let save = |title, requirement| {
            let typed =
                [("version", &*version), ("title", title), ("requirement", requirement), ("cadence", "weekly"), ("reason", "口径调整")];
            zhou.post(&edit, &typed)
        };
        save("先保存的名称", "要求一").expect(303);
        let told = zhou.get(&format!("/w/ours/duties/{}", duty.number)).expect(200).select_text(".timeline");
        assert!(told.contains("修改任务内容：任务名称、要求、成果形式、指标"), "{told}");
        let second = save("后保存的名称", "要求一").expect(409);
        assert_eq!(second.select_text(".theirs").split(' ').next(), Some("先保存的名称"));
        assert_eq!(second.attr("#f-title", "value").as_deref(), Some("后保存的名称"));
        assert_eq!(second.attr("input[name=requirement]", "value").as_deref(), Some("要求一"), "what is alike is carried along");
        let fresh = second.attr("input[name=version]", "value").expect("the new version");
        let typed = [("version", &*fresh), ("title", "后保存的名称"), ("cadence", "weekly"), ("reason", "口径调整")];
        zhou.post(&edit, &typed).expect(303);
        // A reason typed into a step somebody forestalled stays too.
        let stale = [("version", &*version), ("reason", "等待数据口径")];
        let forestalled = zhou.post(&format!("/w/ours/duties/{}/suspend", duty.number), &stale).expect(409);
        assert!(forestalled.select_text("textarea").contains("等待数据口径"));
        assert!(forestalled.select_text(".errors").contains("周敏"));
        texts_are_complete();
    });
}

#[test]
fn who_is_not_charged_sees_the_outline_and_strangers_nothing() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let theirs = Stage::named(app.db(), "theirs");
        let cast = Cast::new(app.db());
        let duty = s.accepted();
        let other = cast.person(s.workspace, "旁人", &[Role::Liaison], &[(s.other, Function::Liaison)]);
        let admin = cast.person(s.workspace, "系统", &[Role::Administrator], &[]);
        let home = format!("/w/ours/duties/{}", duty.number);
        let outline = app.browser(&other).get(&home).expect(200);
        assert!(outline.text().contains("省工商局") && !outline.text().contains("汇总各市重点市场整治数量"));
        assert!(outline.select_text(".timeline").is_empty());
        app.browser(&admin).get(&home).expect(403);
        app.browser(&theirs.zhou).get(&home).expect(404);
        app.browser(&theirs.zhou).get(&home.replace("ours", "theirs")).expect(404);
        app.browser(&theirs.zhou).post(&format!("{home}/cancel"), &[("reason", "x")]).expect(404);
        app.browser(&other).post(&format!("{home}/accept"), &[]).expect(403);
    });
}

#[test]
fn long_timelines_are_paged() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let duty = s.accepted();
        for n in 0..25 {
            let text = format!("第 {n} 次提醒");
            s.act(&s.secretariat(), |c, sc| actions::remind(c, sc, Seen::any(duty.id), &text)).expect("reminded");
        }
        let zhou = app.browser(&s.zhou);
        let home = format!("/w/ours/duties/{}", duty.number);
        let first = zhou.get(&home).expect(200);
        assert!(first.text().contains("第 24 次提醒") && !first.text().contains("第 3 次提醒"));
        let more = first.attr(".timeline + p a", "href").expect("earlier entries");
        let second = zhou.get(more.trim_end_matches("#timeline")).expect(200);
        assert!(second.text().contains("第 3 次提醒") && !second.text().contains("第 24 次提醒"));
        assert!(second.select_text(".timeline").contains("起草任务"));
    });
}

#[test]
fn one_who_acts_for_two_departments_says_for_which() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let functions = [(s.lead, Function::Deputy), (s.support, Function::Liaison)];
        let both = s.cast.person(s.workspace, "双兼", &[Role::Liaison], &functions);
        let duty = s.act(&s.secretariat(), |c, sc| duties::assign_new(c, sc, s.new_duty())).expect("assigned");
        let (browser, home) = (app.browser(&both), format!("/w/ours/duties/{}", duty.number));
        assert!(browser.get(&home).expect(200).select_text(".actions").contains("签收（省质监局）"));
        let asked = browser.post(&format!("{home}/accept"), &[]).expect(422);
        assert_eq!(asked.select_text("legend"), "以哪个单位的名义");
        browser.post(&format!("{home}/accept"), &[("department", &s.support.to_string())]).expect(303);
        browser.post(&format!("{home}/accept"), &[]).expect(303);
        assert_eq!(s.duty(&duty.number).state, duties::State::InProgress);
    });
}

#[test]
fn more_targets_than_a_duty_may_have_are_refused_with_all_of_them_kept() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let zhou = app.browser(&s.zhou);
        let names: Vec<(String, String)> = (0..53)
            .flat_map(|n| [(format!("target-{n}-name"), format!("指标第{n}号")), (format!("target-{n}-value"), n.to_string())])
            .collect();
        let mut typed = vec![("title", "指标太多"), ("due", "none"), ("then", "draft")];
        typed.extend(names.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let wrong = zhou.post("/w/ours/duties", &typed).expect(422);
        assert!(wrong.select_text(".errors").contains("最多 50 个指标，现有 53 个"), "{}", wrong.select_text(".errors"));
        assert_eq!(wrong.attr(".errors a", "href").as_deref(), Some("#f-target-50-name"));
        assert_eq!(wrong.attr("#f-target-52-name", "value").as_deref(), Some("指标第52号"), "the last is still there");
        zhou.get("/w/ours/duties/2026-0001").expect(404);
        // Rows far apart are read too, and closed up.
        let typed = [("title", "隔着的"), ("due", "none"), ("then", "draft"), ("target-900-name", "远处"), ("target-900-value", "3")];
        zhou.post("/w/ours/duties", &typed).expect(303);
        assert_eq!(zhou.get("/w/ours/duties/2026-0001/edit").expect(200).attr("#f-target-0-name", "value").as_deref(), Some("远处"));
    });
}
