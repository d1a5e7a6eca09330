//! Major incidents: recorded by departments, corrected with a reason, withdrawn and never deleted; what is typed wrong is said by field.

use lianxi::{
    enforcement::{
        actions::{Content, cases},
        incident::{
            Figures, Incident, IncidentState,
            actions::{self, IncidentContent, SeenIncident},
            queries,
        },
    },
    platform::error::{Error, Result},
    tenancy::Scope,
};

use super::{
    cases::{Docket, day, key},
    stage::{OTHER_CODE, company, wrong},
};
use crate::support::{TestApp, each_database};

pub fn content(d: &Docket<'_>) -> IncidentContent {
    IncidentContent {
        title: "压力锅爆裂".into(),
        happened_on: day(11, 20),
        region_id: Some(d.stage.cities[0]),
        place: "江宁区".into(),
        product: "压力锅".into(),
        party: "南京金陵饮料有限责任公司".into(),
        deaths: Some(1),
        injured: Some(3),
        loss: "12.5".into(),
        text: "使用中爆裂，未经检验出厂。".into(),
        source: "市局快报".into(),
        ..IncidentContent::default()
    }
}

fn record(d: &Docket<'_>, scope: &Scope, content: &IncidentContent) -> Result<Incident> {
    d.stage.write(scope, |conn, scope| actions::record(conn, scope, content))
}

fn seen(incident: &Incident) -> SeenIncident {
    SeenIncident { number: incident.number.clone(), version: incident.version }
}

#[test]
fn an_incident_is_recorded_corrected_with_a_reason_and_withdrawn_by_the_office() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding, office) = (d.chen(), d.stage.cast.scope(&d.ding), d.stage.office());
        let case = d.register("压力锅不合格");
        let made = record(&d, &chen, &IncidentContent { case: case.number.clone(), ..content(&d) }).expect("recorded");
        assert_eq!((made.party_id, made.case_id, made.department_id), (Some(d.party), Some(case.id), Some(d.stage.bureau)));
        assert_eq!(made.figures, Figures { deaths: 1, injured: 3, loss: Some(125_000) });
        let correct = |scope: &Scope, seen: &SeenIncident, content: &IncidentContent, reason: &str| {
            d.stage.write(scope, |conn, scope| actions::correct(conn, scope, seen, content, reason))
        };
        let more = IncidentContent { deaths: Some(2), loss: String::new(), ..content(&d) };
        assert_eq!(key(correct(&ding, &seen(&made), &more, "核实")), "incident-forbidden");
        assert_eq!(wrong(correct(&chen, &seen(&made), &more, " ")), [("reason".to_owned(), "field-required")]);
        let second = correct(&chen, &seen(&made), &more, "核实").expect("corrected");
        assert_eq!((second.figures.deaths, second.figures.loss, second.most.deaths, second.most.loss), (2, None, 2, Some(125_000)));
        assert!(matches!(correct(&office, &seen(&made), &more, "旧"), Err(Error::Conflict)));
        let withdraw = |scope: &Scope, seen: &SeenIncident, reason: &str| {
            d.stage.write(scope, |conn, scope| actions::withdraw(conn, scope, seen, reason))
        };
        assert!(matches!(withdraw(&chen, &seen(&second), "误报"), Err(Error::Forbidden(_))));
        assert_eq!(wrong(withdraw(&office, &seen(&second), "")), [("reason".to_owned(), "field-required")]);
        let gone = withdraw(&office, &seen(&second), "误报").expect("withdrawn");
        assert_eq!(gone.state, IncidentState::Withdrawn);
        assert_eq!(key(correct(&office, &seen(&gone), &content(&d), "再改")), "incident-withdrawn-already");
        let told = d.stage.read(&office, |conn, scope| queries::events(conn, scope, made.id, None, 10)).expect("told");
        let told: Vec<&str> = told.iter().rev().map(|e| e.action.as_str()).collect();
        assert_eq!(told, ["record", "correct_figures", "withdraw"]);
    });
}

#[test]
fn what_is_typed_wrong_is_said_beside_its_field() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let none = IncidentContent::default();
        let all = ["title", "text", "source", "happened_on", "region", "deaths", "injured"].map(|f| (f.to_owned(), "field-required"));
        assert_eq!(wrong(record(&d, &d.chen(), &none)), all);
        let bad = IncidentContent {
            happened_on: day(12, 31),
            region_id: Some(d.other),
            party: "没有这家".into(),
            case: "2026-9999".into(),
            loss: "1.23456".into(),
            ..content(&d)
        };
        let keys = [
            ("happened_on", "incident-future"),
            ("region", "party-region-unknown"),
            ("party", "incident-party-unknown"),
            ("case", "incident-case-unknown"),
            ("loss", "incident-loss-wrong"),
        ];
        assert_eq!(wrong(record(&d, &d.chen(), &bad)), keys.map(|(f, k)| (f.to_owned(), k)));
        // Whoever acts for nobody records for nobody else.
        let foreign = IncidentContent { department_id: Some(d.other), ..content(&d) };
        assert_eq!(wrong(record(&d, &d.chen(), &foreign)), [("department".to_owned(), "case-holder-not-yours")]);
        assert!(matches!(record(&d, &d.stage.cast.scope(&d.stage.leader), &content(&d)), Err(Error::Forbidden(_))));
    });
}

#[test]
fn whose_name_the_form_showed_is_meant_however_many_go_by_it_now() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, name) = (d.chen(), "无锡汽水厂");
        let first = d.stage.company(name, "").id;
        let typed = IncidentContent { party: name.into(), ..content(&d) };
        let made = record(&d, &chen, &typed).expect("recorded");
        let second = d.stage.company(name, OTHER_CODE).id;
        let correct = |seen: &SeenIncident, content: &IncidentContent| {
            d.stage.write(&chen, |conn, scope| actions::correct(conn, scope, seen, content, "核实"))
        };
        let corrected = correct(&seen(&made), &IncidentContent { deaths: Some(2), ..typed.clone() }).expect("corrected");
        assert_eq!((corrected.party_id, corrected.figures.deaths), (Some(first), 2));
        // Of a new one nobody knows whom the name means, but where its case says it.
        assert_eq!(wrong(record(&d, &chen, &typed)), [("party".to_owned(), "incident-party-several")]);
        let kind = d.kind("sampling_failure");
        let register = |conn: &mut _, scope: &Scope| cases::register(conn, scope, kind, second, &d.content("汽水不合格"), None);
        let case = d.stage.write(&chen, register).expect("registered");
        let of_case = IncidentContent { case: case.number, ..typed.clone() };
        assert_eq!(record(&d, &chen, &of_case).expect("recorded").party_id, Some(second));
        // A number says who is meant, too: the old one as well.
        let number = "110108000000016";
        let old = d.stage.register(&Content { registration_number: number.into(), ..company(name, "") }).id;
        let by_number = IncidentContent { party: number.into(), ..typed };
        assert_eq!(correct(&seen(&corrected), &by_number).expect("corrected").party_id, Some(old));
    });
}

#[test]
fn its_pages_list_show_and_correct_it() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.register("压力锅不合格");
        let chen = app.browser(&d.stage.liaison);
        let new = chen.get(&format!("/w/ours/incidents/new?case={}", case.number)).expect(200);
        assert_eq!(new.attr("input[name=party]", "value").as_deref(), Some("南京金陵饮料有限公司"));
        let city = d.stage.cities[0].to_string();
        let fields = |deaths: &'static str, loss: &'static str| {
            vec![
                ("title", "压力锅爆裂"),
                ("happened_on", "2026-11-20"),
                ("deaths", deaths),
                ("injured", "3"),
                ("loss", loss),
                ("text", "使用中爆裂"),
                ("source", "市局快报"),
                ("place", "江宁区"),
            ]
        };
        let with = |deaths, loss, more: &[(&'static str, &str)]| {
            let own: Vec<(&str, String)> = fields(deaths, loss).into_iter().map(|(k, v)| (k, v.to_owned())).collect();
            let rest = more.iter().map(|(k, v)| (*k, (*v).to_owned()));
            own.into_iter().chain(rest).collect::<Vec<_>>()
        };
        let post = |path: &str, form: &[(&str, String)]| {
            let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
            chen.post(path, &form)
        };
        let bad = post("/w/ours/incidents/new", &with("一", "12.55555", &[("region", &city), ("case", &case.number)])).expect(422);
        assert!(bad.text().contains("最多四位小数") && bad.text().contains("value=\"12.55555\""), "what was typed stays");
        let made = post("/w/ours/incidents/new", &with("1", "12.5", &[("region", &city), ("case", &case.number)])).expect(303);
        let at = made.location().to_owned();
        let page = chen.get(&at).expect(200);
        assert!(page.text().contains("12.5 万元") && page.text().contains(&case.title));
        assert!(chen.get(&format!("/w/ours/cases/{}", case.number)).expect(200).text().contains("压力锅爆裂"));
        post(&format!("{at}/correct"), &with("2", "12.5", &[("region", &city), ("reason", "核实"), ("version", "1")])).expect(303);
        assert!(chen.get(&at).expect(200).text().contains("1 / 3 / 12.5 → 2 / 3 / 12.5"));
        chen.upload(&format!("{at}/files"), &[], "file", "报告.txt", "调查报告".as_bytes()).expect(303);
        let answer = chen.get("/w/ours/incidents.xlsx").expect_file(200);
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(answer.body)).expect("a workbook");
        let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("cells");
        assert!(sheet.used_cells().any(|(_, _, cell)| *cell == 12.5), "the loss as a figure");
        assert_eq!(chen.get("/w/ours/incidents?tab=withdrawn").expect(200).listed(), 0);
        // The search finds it by its words, for who reads cases only.
        let found = chen.get("/w/ours/search?q=压力锅+江宁").expect(200).select_text("main");
        assert!(found.contains("重大质量事故") && found.contains("压力锅爆裂"), "{found}");
        assert!(!chen.get("/w/ours/search?q=压力锅+无锡").expect(200).select_text("main").contains("压力锅爆裂"));
        let outside = app.browser(&d.stage.administrator);
        outside.get("/w/ours/incidents").expect(403);
        app.browser(&d.stage.auditor).get(&at).expect(200);
    });
}
