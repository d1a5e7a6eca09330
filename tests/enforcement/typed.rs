//! A form that comes too late, since what it is about was changed meanwhile, is shown again with what was typed.

use lianxi::enforcement::{
    Outcome, actions as parties,
    actions::cases::{self, InformerContent},
    campaign::actions as campaigns,
    incident::actions::{self, SeenIncident},
    publication::Verb,
};

use super::{
    campaigns::{Field, of},
    cases::{Docket, day, seen},
    incidents,
    publication::said,
    stage::{CODE, OTHER_CODE, Stage},
};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

/// Sends it, and reads what the refused form still holds.
#[track_caller]
fn refused(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.post(path, fields).expect(409);
    for (name, typed) in fields.iter().filter(|(_, typed)| typed.starts_with("输入")) {
        let kept = page.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        let area = page.select_text(&format!("textarea[name={name}]"));
        assert!(kept == *typed || area == *typed, "{name} of {path}: {kept}{area}");
    }
    assert!(page.attr(&format!("form[action='{path}']"), "action").is_some(), "{path}: no form");
    page
}

#[test]
fn of_a_campaign_that_was_cancelled() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let campaign = f.running();
        f.office(|conn, scope| campaigns::cancel(conn, scope, &of(&campaign), "停止")).expect("cancelled");
        let (office, path) = (app.browser(&f.d.stage.zhou), format!("/w/ours/campaigns/{}", campaign.number));
        let version = campaign.version.to_string();
        refused(&office, &format!("{path}/edit"), &[("version", &version), ("name", "输入的名称"), ("reason", "输入的理由")]);
        let cell = format!("goal-{}-inspected", f.d.stage.cities[0]);
        let page = office.post(&format!("{path}/regions"), &[("version", &version), (&cell, "77")]).expect(409);
        assert_eq!(page.attr(&format!("input[name={cell}]"), "value").as_deref(), Some("77"));
        // Nobody begins anything of it.
        office.get(&format!("{path}/edit")).expect(409);
        office.get(&format!("{path}/regions")).expect(409);
    });
}

#[test]
fn of_a_case_that_was_closed() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("饮料不合格");
        let version = case.version.to_string();
        let closed = d.stage.write(&d.chen(), |conn, scope| cases::close(conn, scope, &seen(&case), Some(Outcome::Unfounded), "查无实据"));
        closed.expect("closed");
        let (chen, path) = (app.browser(&d.stage.liaison), format!("/w/ours/cases/{}", case.number));
        let holder = d.stage.bureau.to_string();
        let told = [("title", "输入的案由"), ("facts", "输入的事实"), ("holder", &holder), ("found_on", "2026-11-20"), ("came", "form")];
        let edit = [&[("version", version.as_str()), ("extra_failed_items", "色素")], &told[..]].concat();
        refused(&chen, &format!("{path}/edit"), &edit);
        let (party, kind) = (d.party.to_string(), d.kind("sampling_failure").to_string());
        let sever = [("party", party.as_str()), ("kind", &kind), ("from", &case.number), ("version", &version), ("reason", "输入的理由")];
        refused(&chen, "/w/ours/cases/new", &[&sever, &told[..]].concat());
        let other = d.other.to_string();
        let hand =
            [("version", version.as_str()), ("kind", "transfer"), ("to", &other), ("reason", "输入的事由"), ("legal_basis", "输入的依据")];
        let page = refused(&chen, &format!("{path}/hand-over"), &hand);
        assert_eq!(page.attr("input[name=kind][checked]", "value").as_deref(), Some("transfer"));
        for begin in ["edit", "hand-over"] {
            chen.get(&format!("{path}/{begin}")).expect(409);
        }
        chen.get(&format!("/w/ours/cases/new?party={party}&kind={kind}&from={}", case.number)).expect(409);
    });
}

#[test]
fn of_an_informer_a_colleague_wrote_down_first() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("饮料不合格");
        let (chen, path) = (app.browser(&d.stage.liaison), format!("/w/ours/cases/{}/informer", case.number));
        let first = InformerContent {
            is_anonymous: true,
            name: String::new(),
            contact: String::new(),
            note: "电话举报".into(),
            reported_on: day(11, 20),
            viewers: vec![d.stage.liaison.membership_id],
        };
        d.stage.write(&d.chen(), |conn, scope| cases::record_informer(conn, scope, &case.number, &first)).expect("recorded");
        let me = d.stage.liaison.membership_id.to_string();
        let fields = [("name", "输入的姓名"), ("note", "输入的情况"), ("reported_on", "2026-11-20"), ("viewers", &me)];
        let page = refused(&chen, &path, &fields);
        assert!(!page.text().contains("电话举报"), "what the other wrote is not shown");
        chen.get(&path).expect(409);
    });
}

#[test]
fn of_a_party_that_was_merged() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let (gone, stays) = (stage.company("南京汽水厂", CODE).id, stage.company("南京金陵饮料有限公司", OTHER_CODE).id);
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (gone, 1), (stays, 1), "同一家")).expect("merged");
        let (chen, path) = (app.browser(&stage.liaison), format!("/w/ours/parties/{gone}"));
        let bureau = stage.bureau.to_string();
        refused(&chen, &format!("{path}/rename"), &[("version", "1"), ("name", "输入的名称"), ("on", "2026-11-20")]);
        refused(
            &chen,
            &format!("{path}/edit"),
            &[("version", "1"), ("kind", "enterprise"), ("name", "输入的名称"), ("products", "输入的产品")],
        );
        let typed = [("department", bureau.as_str()), ("ground", "sampling_failure"), ("title", "输入的标题"), ("text", "输入的正文")];
        refused(&chen, &format!("{path}/publish"), &[&typed[..], &[("channel", "website")]].concat());
        let typed = [("department", bureau.as_str()), ("kind", "no_award"), ("basis", "输入的依据"), ("reason", "输入的理由")];
        let days = [("found_on", "2026-11-02"), ("from_on", "2026-11-10"), ("term", "year_end")];
        refused(&chen, &format!("{path}/restrict"), &[&typed[..], &days].concat());
        for begin in ["edit", "rename", "publish", "restrict"] {
            chen.get(&format!("{path}/{begin}")).expect(409);
        }
    });
}

#[test]
fn of_an_incident_that_was_withdrawn() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let typed = incidents::content(&d);
        let made = d.stage.write(&d.chen(), |conn, scope| actions::record(conn, scope, &typed)).expect("recorded");
        let seen = SeenIncident { number: made.number.clone(), version: made.version };
        d.stage.write(&d.stage.office(), |conn, scope| actions::withdraw(conn, scope, &seen, "误报")).expect("withdrawn");
        let (version, path) = (made.version.to_string(), format!("/w/ours/incidents/{}", made.number));
        let city = d.stage.cities[0].to_string();
        let (chen, office) = (app.browser(&d.stage.liaison), app.browser(&d.stage.zhou));
        let own = [("version", version.as_str()), ("title", "输入的标题"), ("text", "输入的经过"), ("reason", "输入的理由")];
        let rest = [("happened_on", "2026-11-20"), ("region", &city), ("deaths", "2"), ("injured", "3"), ("source", "输入的来源")];
        let page = refused(&chen, &format!("{path}/correct"), &[&own[..], &rest].concat());
        assert!(page.select_text("main").contains("已经撤销"), "{}", page.select_text("main"));
        refused(&office, &format!("{path}/withdraw"), &[("version", &version), ("reason", "输入的理由")]);
        // Nobody begins anything of it, and nobody else writes of it.
        chen.get(&format!("{path}/correct")).expect(409);
        office.get(&format!("{path}/withdraw")).expect(409);
        chen.get(&format!("{path}/withdraw")).expect(403);
        chen.post(&format!("{path}/withdraw"), &[("version", &version), ("reason", "输入的理由")]).expect(403);
        app.browser(&d.ding).post(&format!("{path}/correct"), &own).expect(403);
    });
}

#[test]
fn of_a_publication_that_was_submitted_in_another_window() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let number = stage.draft(party, &said(&stage)).expect("drafted").number;
        stage.step(&stage.cast.scope(&stage.liaison), &number, Verb::Submit, "").expect("submitted");
        let typed =
            [("version", "2"), ("ground", "sampling_failure"), ("title", "输入的标题"), ("text", "输入的正文"), ("channel", "website")];
        let (chen, path) = (app.browser(&stage.liaison), format!("/w/ours/publications/{number}/edit"));
        let page = refused(&chen, &path, &typed);
        assert!(page.select_text("main").contains("待审核"), "{}", page.select_text("main"));
        chen.get(&path).expect(409);
    });
}
