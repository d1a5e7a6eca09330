//! Campaigns as people see them: written down, started, reported from a phone, followed to the cases, refused where they are wrong.

use lianxi::{
    digests::{self, Kind},
    enforcement::campaign::{Campaign, CampaignState, queries},
    tenancy::Function,
};

use super::campaigns::{Field, day};
use crate::support::{TestApp, app::Answer};

fn one(f: &Field<'_>, number: &str) -> Campaign {
    f.office(|conn, scope| queries::by_number(conn, scope, number)).expect("a campaign")
}

#[test]
fn the_office_writes_one_down_sets_goals_and_starts_it() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let office = app.browser(&f.d.stage.zhou);
        let [nanjing, wuxi] = f.d.stage.cities.map(|id| id.to_string());
        let (bureau, other) = (f.d.stage.bureau.to_string(), f.d.other.to_string());
        let mut form = vec![
            ("name", "电线电缆专项整治"),
            ("first_on", "2026-11-23"),
            ("last_on", "2026-12-11"),
            ("rhythm", "weekly"),
            ("report_days", "3"),
            ("lead", &bureau),
            ("leads", &other),
            ("regions", &nanjing),
            ("regions", &wuxi),
        ];
        // What cannot be read is said beside its field, and all that was typed stays.
        let mut bad = form.clone();
        (bad[1].1, bad[2].1, bad[4].1) = ("2201-01-01", "明天", "三");
        let page = office.post("/w/ours/campaigns/new", &bad).expect(422);
        assert_eq!(page.attr("input[name=name]", "value").as_deref(), Some("电线电缆专项整治"));
        for field in ["first_on", "last_on", "report_days"] {
            assert!(page.attr(&format!(".bad input[name={field}]"), "value").is_some(), "{field}");
        }
        form.push(("regions", &nanjing));
        assert!(office.post("/w/ours/campaigns/new", &form).expect(422).select_text("main").contains("选了两次"));
        form.pop();
        let made = office.post("/w/ours/campaigns/new", &form).expect(303);
        assert_eq!(made.location(), "/w/ours/campaigns/2026-0001/regions");
        let goals = made.location().to_owned();
        // Pasted goals are put into the cells first.
        // A line of column names is passed over, and said so; a line that is no region is not.
        let heads = "地区\t立案\t结案\t检查\n南京市\t2\t\t1,000";
        let skipped = office.post(&goals, &[("fill", "1"), ("version", "1"), ("paste", heads)]).expect(200);
        assert!(skipped.select_text("main").contains("第一行是列名"), "{}", skipped.select_text("main"));
        assert_eq!(skipped.attr(&format!("input[name=goal-{nanjing}-cases_filed]"), "value").as_deref(), Some("2"));
        office.post(&goals, &[("fill", "1"), ("version", "1"), ("paste", "句容市\t1\n地区\t立案")]).expect(422);
        let paste = "南京市\t2\t\t1,000\t\t\n无锡市\t３\n句容市\t1";
        let filled = office.post(&goals, &[("fill", "1"), ("version", "1"), ("paste", paste)]).expect(422);
        assert!(filled.select_text("main").contains("句容市"), "{}", filled.select_text("main"));
        let cell = |page: &Answer, id: &str, what: &str| page.attr(&format!("input[name=goal-{id}-{what}]"), "value");
        assert_eq!(cell(&filled, &nanjing, "inspected").as_deref(), Some("1,000"));
        let field = |id: &str, what: &str| format!("goal-{id}-{what}");
        let (a, b, c) = (field(&nanjing, "cases_filed"), field(&nanjing, "inspected"), field(&wuxi, "cases_filed"));
        for wrong in ["-5", "许多", "1.5", "0", "9999999999999999999999"] {
            let page = office.post(&goals, &[(&a, wrong), ("version", "1")]).expect(422);
            assert!(page.select_text(".goals .error").contains("大于 0"), "{wrong}: {}", page.select_text("main"));
        }
        office.post(&goals, &[(&a, "2"), (&b, "1,000"), (&c, "３"), ("version", "1")]).expect(303);
        office.get("/w/ours/campaigns/2026-0001/start").expect(200);
        office.post("/w/ours/campaigns/2026-0001/start", &[("version", "1")]).expect(409);
        office.post("/w/ours/campaigns/2026-0001/start", &[("version", "2")]).expect(303);
        let campaign = one(&f, "2026-0001");
        assert_eq!(campaign.state, CampaignState::Running);
        let shown = office.get("/w/ours/campaigns/2026-0001").expect(200);
        for text in ["南京市", "无锡市", "省质监局", "进行中", "/1,000"] {
            assert!(shown.select_text("main").contains(text), "{text} in {}", shown.select_text("main"));
        }
        // Found by its name and its number, in the list and everywhere.
        assert!(office.get("/w/ours/search?q=电线电缆").expect(200).select_text("main").contains("2026-0001"));
        let listed = office.get(&format!("/w/ours/campaigns?q=电线&region={nanjing}&lead={bureau}&state=running")).expect(200);
        assert!(listed.select_text(".rows").contains("电线电缆专项整治"));
        assert!(!office.get("/w/ours/campaigns?state=closed").expect(200).select_text("main").contains("电线电缆专项整治"));
        for sheet in ["/w/ours/campaigns.xlsx", "/w/ours/campaigns/2026-0001/regions.xlsx"] {
            assert!(office.get(sheet).expect_file(200).body.starts_with(b"PK"), "{sheet}");
        }
    });
}

#[test]
fn a_liaison_reports_from_a_phone_and_sees_what_is_owed() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let campaign = f.running();
        let [nanjing, wuxi] = f.d.stage.cities;
        app.clock.advance(chrono::Duration::days(8));
        let he = app.browser(&f.he);
        let home = he.get("/w/ours").expect(200);
        assert!(home.select_text("main").contains("待填报") && home.select_text(".side nav").contains('1'), "{}", home.select_text("main"));
        let page = format!("/w/ours/campaigns/{}/regions/{nanjing}/report", campaign.number);
        let form = he.get(&page).expect(200);
        assert_eq!(form.attr("input[name=period]", "value").as_deref(), Some("2026-11-23"), "the one that is owed");
        assert!(form.select_text("main").contains("目标 100 家"), "{}", form.select_text("main"));
        let sent = |fields: &[(&str, &str)]| he.post(&page, &[&[("period", "2026-11-23"), ("version", "0")], fields].concat());
        assert!(sent(&[]).expect(422).select_text(".bad").contains("没有就填 0"));
        for wrong in ["-1", "12.5", "很多", "99999999999999"] {
            let again = sent(&[("inspected", wrong)]).expect(422);
            assert_eq!(again.attr(".bad input[name=inspected]", "value").as_deref(), Some(wrong));
        }
        sent(&[("inspected", "４0"), ("value", "12,000")]).expect(303);
        // Sent twice, or by a colleague at the same moment: what is there is not written over.
        sent(&[("inspected", "41")]).expect(409);
        let next = he.post(&page, &[("period", "2026-11-30"), ("version", "0"), ("inspected", "0")]).expect(303);
        let region = he.get(next.location()).expect(200);
        assert!(region.select_text("#reports").contains("12,000") && region.select_text("#targets").contains("40 家"));
        let again = he.get(&format!("{page}?period=2026-11-30")).expect(200).select_text("main");
        assert!(again.contains("上期 40 家") && again.contains("其他各期合计 40 家"), "{again}");
        he.post(&page, &[("period", "2026-12-07"), ("version", "0"), ("inspected", "1")]).expect(422);
        he.post(&page, &[("period", "never"), ("version", "0"), ("inspected", "1")]).expect(422);
        he.get(&format!("/w/ours/campaigns/{}/regions/{wuxi}/report", campaign.number)).expect(403);
        he.get(&format!("/w/ours/campaigns/{}/regions/{}/report", campaign.number, f.d.other)).expect(404);
        he.get(&format!("/w/ours/campaigns/{}/edit", campaign.number)).expect(403);
        assert!(!he.get("/w/ours").expect(200).select_text("main").contains("待填报"));
    });
}

#[test]
fn figures_lead_to_the_cases_they_count() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let campaign = f.running();
        let [nanjing, wuxi] = f.d.stage.cities;
        let numbers = [f.filed(&campaign, nanjing, day(11, 23)), f.filed(&campaign, f.county, day(11, 23))];
        let elsewhere = f.filed(&campaign, wuxi, day(11, 23));
        let office = app.browser(&f.d.stage.zhou);
        let shown = office.get(&format!("/w/ours/campaigns/{}", campaign.number)).expect(200);
        let link = format!("/w/ours/cases?campaign={}&region={nanjing}&counted=filed", campaign.number);
        assert!(shown.attr(&format!("#ranking a[href='{link}']"), "href").is_some(), "{}", shown.text());
        let listed = office.get(&link).expect(200);
        let leads_to = |n: &str| listed.attr(&format!(".rows a[href='/w/ours/cases/{n}']"), "href").is_some();
        assert!(numbers.iter().all(|n| leads_to(n)) && !leads_to(&elsewhere), "{}", listed.select_text(".rows tbody"));
        let chips = listed.select_text(".chips");
        assert!(chips.contains(&campaign.number) && chips.contains("期间立案") && chips.contains("南京市"), "{chips}");
        assert!(office.get(&link.replace("/cases?", "/cases.xlsx?")).expect_file(200).body.starts_with(b"PK"));
        assert_eq!(office.get("/w/ours/cases?campaign=2026-9999").expect(200).listed(), 0);
        // The form of a new case offers it; the case says what it counts for.
        let kind = f.d.kind("sampling_failure");
        let form = office.get(&format!("/w/ours/cases/new?party={}&kind={kind}", f.d.party)).expect(200);
        assert!(form.select_text("select[name=campaign]").contains(&campaign.label()));
        let case = office.get(&format!("/w/ours/cases/{}", numbers[0])).expect(200);
        assert!(case.attr(&format!("#links a[href='/w/ours/campaigns/{}']", campaign.number), "href").is_some());
        let found = office.get(&format!("/w/ours/cases/{}/links?q=电线电缆", numbers[0])).expect(200);
        assert!(found.select_text("main").contains(&campaign.label()));
    });
}

#[test]
fn leaders_read_what_is_behind_and_liaisons_what_they_owe() {
    TestApp::each(|app| {
        let f = Field::new(app.db());
        let campaign = f.running();
        let mayor = f.d.stage.cast.person(f.d.stage.workspace, "马市长", &[], &[(f.d.stage.cities[1], Function::Leader)]);
        let said = |email: &str, kind| {
            let made = digests::cli_preview(&app.site, "ours", email, Some(kind), "text").expect("a digest");
            String::from_utf8(made).expect("text")
        };
        // The first week is over: 南京 has reported, 无锡 has not and is late.
        app.clock.advance(chrono::Duration::days(11));
        f.report(&f.on(&f.he, day(12, 1)), &campaign, 0, day(11, 23), 90).expect("reported");
        for number in 0..2 {
            assert!(!f.filed(&campaign, f.d.stage.cities[0], day(11, 24 + number)).is_empty());
        }
        let all = said(&f.d.stage.leader.email, Kind::Leader);
        assert!(all.contains("1 个专项行动有地区滞后") && all.contains("无锡市滞后或未报") && !all.contains("南京市"), "{all}");
        assert!(said(&mayor.email, Kind::Leader).contains("无锡市滞后或未报"));
        let own = said(&f.shen.email, Kind::Liaison);
        assert!(own.contains("1 期专项行动待填报") && own.contains("2026-11-23"), "{own}");
        let reported = said(&f.he.email, Kind::Liaison);
        assert!(!reported.contains("专项行动"), "{reported}");
        // Who leads neither the campaign nor a region of it reads nothing of it.
        let aloof = f.d.stage.cast.department(f.d.stage.workspace, "JY", "省教育厅");
        let head = f.d.stage.cast.person(f.d.stage.workspace, "吴厅长", &[], &[(aloof, Function::Leader)]);
        assert!(!said(&head.email, Kind::Leader).contains("专项行动"));
    });
}
