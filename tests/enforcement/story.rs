//! A firm that fails twice running, from the pasted table to the check that says no: pages only, as the liaison and the office use them.

use lianxi::{
    enforcement::{
        CaseBrief, CaseState,
        actions::cases,
        ladder::{self, Proposal, ProposalState},
        queries as register,
    },
    meetings,
};

use super::{
    cases::Docket,
    sampling::{HEADS, done, sixty},
    stage::Stage,
};
use crate::{
    support::{
        TestApp,
        app::{Answer, Browser},
        each_database,
    },
    world::parties::credit_code,
};

const FIRM: &str = "第01饮料厂";

/// Announces a round and pastes its table; the round's page.
fn sampled(chen: &Browser, stage: &Stage<'_>, name: &str, table: &str) -> Answer {
    let bureau = stage.bureau.to_string();
    let round = [("name", name), ("level", "province"), ("department", &bureau), ("first_on", "2026-09-01"), ("last_on", "2026-11-20")];
    let import = chen.post("/w/ours/samplings/new", &round).expect(303).location().to_owned();
    let shown = chen.post(&import, &[("table", table), ("sure", "yes")]).expect(303);
    chen.get(shown.location()).expect(200)
}

/// Sends a form as its page gives it: what is hidden in it, the version that was seen, and what somebody types.
pub fn fill(browser: &Browser, path: &str, typed: &[(&str, &str)]) -> Answer {
    let page = browser.get(path).expect(200).html();
    let of = |element: scraper::ElementRef<'_>, name: &str| element.attr(name).unwrap_or_default().to_owned();
    let hidden = scraper::Selector::parse("main form[method=post] input[type=hidden]").expect("a selector");
    let hidden: Vec<(String, String)> = page.select(&hidden).map(|e| (of(e, "name"), of(e, "value"))).collect();
    let hidden = hidden.iter().filter(|(name, _)| name != "csrf").map(|(name, value)| (name.as_str(), value.as_str()));
    let to = path.split('?').next().unwrap_or(path);
    browser.post(to, &hidden.chain(typed.iter().copied()).collect::<Vec<_>>()).expect(303)
}

impl Stage<'_> {
    fn cases_of_firm(&self, name: &str) -> Vec<CaseBrief> {
        let party = self.party_named(name).id;
        self.read(&self.office(), |conn, scope| register::cases::of_party(conn, scope, party)).expect("cases")
    }

    fn proposed(&self, case: i64) -> Vec<Proposal> {
        self.read(&self.office(), |conn, scope| ladder::of_case(conn, scope, case)).expect("proposals")
    }
}

#[test]
fn a_firm_that_fails_twice_running_is_stopped_named_and_kept_from_awards() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.write(&stage.office(), cases::ship_kinds).expect("kinds");
        let (chen, zhou) = (app.browser(&stage.liaison), app.browser(&stage.zhou));
        let first = sampled(&chen, &stage, "三季度饮料抽查", &sixty());
        assert!(first.select_text(".flash").contains("已登记 60 批次"), "{}", first.select_text(".flash"));
        let party = stage.party_named(FIRM).id;
        let [case] = &stage.cases_of_firm(FIRM)[..] else { panic!("one case") };
        let filed = fill(&chen, &format!("/w/ours/cases/{}/file", case.shown_number()), &[]).location().to_owned();
        assert_eq!(stage.proposed(case.id).len(), 0, "one failure is what the kind's first measures are for");
        fill(
            &chen,
            &format!("{filed}/measures/new"),
            &[
                ("kind", "rectify"),
                ("legal_basis", "产品质量法第十七条"),
                ("in_force_on", "2026-11-23"),
                ("days", "10"),
                ("conditions", "查明原因，限期整改"),
            ],
        );
        let page = chen.get(&filed).expect(200);
        let inspect = page.attr("main a[href$='/inspect']", "href").expect("it can be inspected again");
        let figures = [("inspectors", "赵明、孙涛"), ("passed", "no"), ("figures", "糖精钠 0.31 g/kg"), ("inspected_on", "2026-11-23")];
        fill(&chen, &inspect, &figures);
        assert_eq!(stage.proposed(case.id).len(), 1, "the failed re-inspection asks for another rectification");
        // The next round, its main product again: the pasted table alone asks the ladder.
        let table = format!("{HEADS}1\t{FIRM}\t{}\t\t汽水1\tA9\t是\t2026-11-10\t不合格\t糖精钠\n", credit_code(1001));
        let second = sampled(&chen, &stage, "四季度饮料抽查", &table);
        assert!(second.select_text(".flash").contains("已登记 1 批次"), "{}", second.select_text(".flash"));
        assert_eq!(stage.cases_of_firm(FIRM).len(), 1, "it joins the case there is");
        let stop = stage.proposed(case.id).into_iter().find(|p| p.rule.measures[0].as_str() == "stop_production").expect("proposed");
        let said = chen.get(&format!("{filed}/proposals/{}", stop.id)).expect(200);
        for text in ["三季度饮料抽查", "四季度饮料抽查", "2026-09-12", "2026-11-10", "停产", "第 18 条"] {
            assert!(said.select_text("main").contains(text), "{text} in {}", said.select_text("main"));
        }
        let impose = said.attr("main a[href*='/measures/new?proposal=']", "href").expect("its department imposes it");
        let reasons = [("kind", "stop_production"), ("legal_basis", "规定第十八条"), ("days", "30"), ("conditions", "停产整顿")];
        fill(&chen, &impose, &[&reasons[..], &[("in_force_on", "2026-11-23")]].concat());
        assert_eq!(stage.proposed(case.id).iter().find(|p| p.id == stop.id).map(|p| p.state), Some(ProposalState::Imposed));
        assert!(chen.get(&filed).expect(200).select_text("main").contains("停产"));
        publish(&chen, &zhou, &stage, party);
        in_order_of_time(&chen.get(&format!("{filed}/file.docx")).expect_file(200).docx_text());
        // Kept from the awards of the year, and the check says so at once.
        let asked = [("q", FIRM), ("for", "award")];
        assert!(chen.post("/w/ours/check", &asked).expect(200).select_text("#answer").contains("可以"));
        let bureau = stage.bureau.to_string();
        let kept = [("kind", "no_award"), ("department", &*bureau), ("basis", "苏质监〔2026〕12号"), ("reason", "连续两次不合格")];
        let days = [("found_on", "2026-11-23"), ("from_on", "2026-11-23"), ("term", "year_end")];
        fill(&chen, &format!("/w/ours/parties/{party}/restrict"), &[&kept[..], &days[..]].concat());
        let answer = chen.post("/w/ours/check", &asked).expect(200).select_text("#answer");
        assert!(answer.contains("不得评优") && answer.contains("至 2026-12-31"), "{answer}");
    });
}

/// The file of the case tells what came first before what came after.
fn in_order_of_time(file: &str) {
    let steps = ["限期整改", "复查不合格", "按升级阶梯建议：责令停产整顿", "规定第十八条", "操作记录"];
    let found: Vec<_> = steps.iter().map(|step| file.find(step).unwrap_or_else(|| panic!("no {step}"))).collect();
    assert!(found.is_sorted(), "{found:?}");
    let sampled = ["2026-09-12", "2026-11-10"].map(|day| file.find(day).expect("both samplings"));
    assert!(sampled[0] < sampled[1] && sampled[1] < found[1], "{sampled:?} {found:?}");
    let history = &file[found[4]..];
    let steps = ["登记案件", "立案，案号", "作出处置措施", "升级阶梯建议"];
    let told: Vec<_> = steps.iter().map(|step| history.find(step).unwrap_or_else(|| panic!("no {step} in {history}"))).collect();
    assert!(told.is_sorted(), "{told:?} in {history}");
    assert!(!history.contains("陈静 升级阶梯建议"), "the program proposes: {history}");
    for text in ["三季度饮料抽查", "糖精钠 0.31 g/kg", "赵明、孙涛", "第 18 条"] {
        assert!(file.contains(text), "{text}");
    }
}

/// Written by one, checked by another, published on the open page.
fn publish(chen: &Browser, zhou: &Browser, stage: &Stage<'_>, party: i64) {
    let bureau = stage.bureau.to_string();
    let text = [("title", "关于饮料抽查不合格的公告"), ("text", "两次抽查糖精钠不合格，已责令停产整顿。"), ("channel", "open_page")];
    let said = [&[("department", &*bureau), ("ground", "sampling_failure"), ("until", "2026-12-31")], &text[..]].concat();
    let one = fill(chen, &format!("/w/ours/parties/{party}/publish"), &said).location().to_owned();
    chen.post(&format!("{one}/submit"), &[("version", "1")]).expect(303);
    zhou.post("/w/ours/publications/open-page", &[("open_page", "yes")]).expect(303);
    assert!(!zhou.get("/open/ours").expect(200).text().contains(FIRM), "nothing shows before it is checked and published");
    fill(zhou, &format!("{one}/check"), &[("decision", "approve")]);
    fill(chen, &format!("{one}/publish"), &[("on", "2026-11-23")]);
    assert!(zhou.get("/open/ours").expect(200).text().contains("糖精钠"));
}

#[test]
fn what_is_ordered_to_be_published_is_drafted_from_the_case_and_a_passed_re_inspection_ends_what_waits_for_it() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let filed = d.file(&d.register("饮料一案")).expect("filed");
        let (chen, ding) = (app.browser(&d.stage.liaison), app.browser(&d.ding));
        let (home, bureau) = (format!("/w/ours/cases/{}", filed.number), d.stage.bureau.to_string());
        let draft = |browser: &Browser| browser.get(&home).expect(200).attr("main .notice a[href*='/publish?case=']", "href");
        let plain = |browser: &Browser| browser.get(&home).expect(200).attr("main a.btn[href*='/publish?case=']", "href");
        assert_eq!((draft(&chen), plain(&ding)), (None, None), "nothing is to be published yet");
        let order =
            [("kind", "publish"), ("legal_basis", "规定第十八条"), ("in_force_on", "2026-11-23"), ("days", "5"), ("conditions", "公告")];
        assert!(plain(&chen).is_some(), "whoever holds the case may all the same");
        fill(&chen, &format!("{home}/measures/new"), &order);
        let form = draft(&chen).expect("it is offered to be drafted");
        assert_eq!(draft(&ding), None, "to whoever holds the case");
        let page = chen.get(&form).expect(200);
        assert_eq!(page.attr("#f-case option[selected]", "value"), Some(filed.id.to_string()));
        assert_eq!(page.attr("#f-ground option[selected]", "value").as_deref(), Some("sampling_failure"));
        let (case, text) =
            (filed.id.to_string(), [("title", "公告"), ("text", "不合格"), ("channel", "open_page"), ("until", "2026-12-31")]);
        fill(&chen, &form, &[&[("department", &*bureau), ("ground", "sampling_failure"), ("case", &case)], &text[..]].concat());
        assert_eq!((draft(&chen), plain(&chen)), (None, Some(form.clone())), "it is begun; another one may follow");
        // A second order, once the first is published, asks for a second publication.
        let one = chen.get(&home).expect(200).attr("main a[href^='/w/ours/publications/']", "href").expect("the case leads there");
        let zhou = app.browser(&d.stage.zhou);
        chen.post(&format!("{one}/submit"), &[("version", "1")]).expect(303);
        fill(&zhou, &format!("{one}/check"), &[("decision", "approve")]);
        fill(&chen, &format!("{one}/publish"), &[("on", "2026-11-23")]);
        assert_eq!(draft(&chen), None, "what is over asks for nothing");
        fill(&chen, &format!("{home}/measures/new"), &order);
        assert_eq!(draft(&chen), Some(form.clone()), "the second one has none yet");
        fill(&chen, &form, &[&[("department", &*bureau), ("ground", "sampling_failure"), ("case", &case)], &text[..]].concat());
        assert_eq!(draft(&chen), None);
        // The kind bars the party from this year's awards: the case asks for it until a restriction says so.
        let bar = |browser: &Browser| browser.get(&home).expect(200).attr("main .notice a[href*='kind=no_award']", "href");
        assert_eq!(bar(&ding), None, "of whoever holds the case");
        let form = bar(&chen).expect("it is asked for");
        let page = chen.get(&form).expect(200);
        let checked = |name: &str| page.attr(&format!("input[name={name}][checked]"), "value");
        assert_eq!((checked("kind").as_deref(), checked("term").as_deref()), (Some("no_award"), Some("year_end")));
        assert_eq!(page.attr("#f-case option[selected]", "value"), Some(filed.id.to_string()));
        let barred = [("kind", "no_award"), ("department", &*bureau), ("basis", "规定第十八条"), ("reason", "不合格"), ("case", &case)];
        let days = [("found_on", "2026-11-23"), ("from_on", "2026-11-23"), ("term", "year_end")];
        fill(&chen, &form, &[&barred[..], &days[..]].concat());
        assert_eq!(bar(&chen), None);
        // Kept from procurement until a re-inspection is passed.
        let kept = [("kind", "no_procurement"), ("department", &*bureau), ("basis", "规定第十九条"), ("reason", "不合格"), ("case", &case)];
        let days = [("found_on", "2026-11-23"), ("from_on", "2026-11-23"), ("term", "inspection")];
        fill(&chen, &format!("/w/ours/parties/{}/restrict?case={case}", filed.party_id), &[&kept[..], &days[..]].concat());
        let rectify =
            [("kind", "rectify"), ("legal_basis", "产品质量法"), ("in_force_on", "2026-11-23"), ("days", "10"), ("conditions", "整改")];
        fill(&chen, &format!("{home}/measures/new"), &rectify);
        let measure = chen.get(&home).expect(200);
        let inspect = measure
            .html()
            .select(&scraper::Selector::parse("main a[href$='/inspect']").expect("a selector"))
            .next_back()
            .map(|a| a.attr("href").unwrap_or_default().to_owned());
        let end = |browser: &Browser| browser.get(&home).expect(200).attr("main a[href*='/fulfil?on=']", "href");
        assert_eq!(end(&chen), None, "nothing was passed");
        let passed = [("inspectors", "赵明"), ("passed", "yes"), ("figures", "合格"), ("inspected_on", "2026-11-23")];
        fill(&chen, &inspect.expect("it can be inspected"), &passed);
        let way = end(&chen).expect("its end is offered");
        assert_eq!((end(&ding), draft(&chen)), (None, None), "to whoever imposed it");
        let on = chen.get(&way).expect(200).attr("#f-on", "value").expect("the day is known");
        fill(&chen, &way, &[("reason", "复查合格"), ("on", &on)]);
        assert_eq!(end(&chen), None);
        let answer = chen.post("/w/ours/check", &[("q", "南京金陵饮料有限公司"), ("for", "procurement")]).expect(200);
        assert!(answer.select_text("#answer").contains("可以"), "{}", answer.select_text("#answer"));
    });
}

#[test]
fn filing_asks_the_ladder_and_closing_takes_back_what_waits() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        stage.write(&stage.office(), cases::ship_kinds).expect("kinds");
        let round = stage.round("三季度饮料抽查");
        assert_eq!(stage.paste(&round, &sixty()).expect("done"), done(60, 0, 0, 30, 5, 0));
        // It refused to be sampled: article 18 asks for a compulsory sampling, of a case that is filed.
        let [case] = &stage.cases_of_firm("第02饮料厂")[..] else { panic!("one case") };
        assert!(stage.proposed(case.id).is_empty());
        let chen = stage.cast.scope(&stage.liaison);
        let seen = || {
            let case = stage.read(&chen, |conn, scope| register::cases::one(conn, scope, case.id)).expect("there");
            cases::SeenCase { number: case.number, version: case.version }
        };
        stage.write(&chen, |conn, scope| cases::file(conn, scope, &seen(), "")).expect("filed");
        let [proposal] = &stage.proposed(case.id)[..] else { panic!("one proposal") };
        assert_eq!((proposal.rule.measures[0].as_str(), proposal.state), ("compulsory_sampling", ProposalState::Open));
        let outcome = Some(lianxi::enforcement::Outcome::Unfounded);
        let closed = stage.write(&chen, |conn, scope| cases::close(conn, scope, &seen(), outcome, "查无此事")).expect("closed");
        assert_eq!((closed.state, stage.proposed(case.id)[0].state), (CaseState::Closed, ProposalState::Stale));
    });
}

#[test]
fn a_case_is_raised_for_the_next_meeting_in_one_step_and_says_so() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.register("两家都不要的案件");
        let filed = d.file(&case).expect("filed");
        let content = meetings::actions::Content {
            kind: meetings::Kind::Regular,
            title: "第四季度联席会议".into(),
            starts_at: chrono::NaiveDate::from_ymd_opt(2026, 12, 16).and_then(|day| day.and_hms_opt(1, 0, 0)).expect("a time"),
            minutes: 90,
            place: "三号会议室".into(),
            note: String::new(),
            chair_id: Some(d.stage.leader.membership_id),
            quorum: 0,
            call_on: None,
            cutoff_on: None,
            notice_on: None,
        };
        let office = d.stage.office();
        let invited = [d.stage.bureau, d.other];
        let meeting = d.stage.write(&office, |conn, scope| meetings::actions::create(conn, scope, &content, &invited)).expect("made");
        let zhou = app.browser(&d.stage.zhou);
        let path = format!("/w/ours/cases/{}", filed.number);
        let title = [("meeting", meeting.number.as_str()), ("title", ""), ("background", "两次退回")];
        let refused = zhou.post(&format!("{path}/raise"), &title).expect(422);
        assert!(refused.select_text("[name=background]").contains("两次退回"), "what was typed stands there");
        let title = [("title", "谁来办理"), ("background", "两次退回"), ("meeting", &*meeting.number)];
        let item = zhou.post(&format!("{path}/raise"), &title).expect(303).location().to_owned();
        assert!(zhou.get(&item).expect(200).select_text("main").contains("两次退回"));
        let page = zhou.get(&path).expect(200);
        assert!(page.attr(&format!("main a[href='{item}']"), "href").is_some(), "the case leads to its item: {}", page.select_text("main"));
        assert_eq!(d.told(case.id).last().map(String::as_str), Some("link"));
        // Whoever does not keep the case raises nothing.
        app.browser(&d.ding).post(&format!("{path}/raise"), &title).expect(403);
        assert_eq!(d.told(case.id).iter().filter(|verb| *verb == "link").count(), 1);
    });
}
