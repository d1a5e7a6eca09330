//! Publications: written by one, checked by another; whom they may name; what anybody sees, and what nobody does.

use lianxi::{
    enforcement::{
        Case, Outcome, actions as parties,
        actions::cases::{self, SeenCase},
        publication::{
            Channel, Ground, Publication, State, Verb,
            actions::{self, Content, Said},
            queries::{self, Open},
        },
    },
    platform::error::{Error, Result},
    settings,
    tenancy::{Function, Role, Scope},
};

use super::{
    restrictions::{day, registered},
    stage::{CODE, OTHER_CODE, Stage, person, wrong},
};
use crate::support::{TestApp, each_database};

pub fn said(stage: &Stage<'_>) -> Content {
    Content {
        department_id: Some(stage.bureau),
        ground: Some(Ground::SamplingFailure),
        title: "关于碳酸饮料省级抽查不合格的公告".into(),
        text: "南京金陵饮料有限公司生产的碳酸饮料，菌落总数不合格，已责令整改。".into(),
        channels: vec![Channel::OpenPage, Channel::Newspaper],
        until: Some(day(2026, 12, 31)),
        ..Content::default()
    }
}

impl Stage<'_> {
    pub fn draft(&self, party: i64, content: &Content) -> Result<Publication> {
        self.write(&self.cast.scope(&self.liaison), |conn, scope| actions::draft(conn, scope, party, content))
    }

    pub fn publication(&self, number: &str) -> Publication {
        self.read(&self.office(), |conn, scope| queries::one(conn, scope, number)).expect("there")
    }

    /// Takes a step on the version there is now.
    pub fn step(&self, scope: &Scope, number: &str, verb: Verb, reason: &str) -> Result<()> {
        let version = self.publication(number).version;
        let said = Said { reason: reason.into(), on: Some(scope.today()) };
        self.write(scope, |conn, scope| actions::step(conn, scope, number, version, verb, &said))
    }

    /// Drafted by the liaison, checked by the office, published.
    pub fn published(&self, party: i64, content: &Content) -> String {
        let number = self.draft(party, content).expect("drafted").number;
        let (liaison, office) = (self.cast.scope(&self.liaison), self.office());
        for (scope, verb) in [(&liaison, Verb::Submit), (&office, Verb::Approve), (&liaison, Verb::Publish)] {
            self.step(scope, &number, verb, "").expect("taken");
        }
        number
    }

    fn opened(&self) -> Result<Vec<Open>> {
        // As the page loads it: anew, with the settings of now.
        let system = self.cast.system(self.workspace);
        self.read(&system, |conn, scope| queries::open(conn, scope, 20, 0))
    }
}

#[test]
fn one_writes_and_another_checks_and_corrections_keep_what_was_said() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let (liaison, office) = (stage.cast.scope(&stage.liaison), stage.office());
        let number = stage.draft(party, &said(&stage)).expect("drafted").number;
        let refused = |result: Result<()>, key: &str| matches!(result, Err(Error::Refused(m) | Error::Forbidden(m)) if m.key == key);
        assert!(refused(stage.step(&liaison, &number, Verb::Publish, ""), "publication-not-now"), "nothing goes out unchecked");
        assert!(refused(stage.step(&office, &number, Verb::Submit, ""), "publication-writer-only"));
        stage.step(&liaison, &number, Verb::Submit, "").expect("submitted");
        assert!(refused(stage.step(&liaison, &number, Verb::Approve, ""), "publication-by-another"));
        let far = stage.cast.person(stage.workspace, "别处", &[Role::Liaison], &[(stage.cities[0], Function::Liaison)]);
        let far = stage.cast.scope(&far);
        assert!(refused(stage.step(&far, &number, Verb::Approve, ""), "forbidden-other-department"));
        let waits = |scope| stage.read(scope, |conn, scope| queries::waiting(conn, scope, 20)).expect("read").len();
        assert_eq!((waits(&office), waits(&liaison), waits(&far)), (1, 0, 0));
        assert_eq!(wrong(stage.step(&office, &number, Verb::Return, " ")), [("reason".into(), "field-required")]);
        stage.step(&office, &number, Verb::Return, "请写明批次").expect("returned");
        let back = stage.read(&liaison, |conn, scope| queries::waiting(conn, scope, 20)).expect("read");
        let back: Vec<_> = back.into_iter().map(|w| (w.line.number, w.returned)).collect();
        assert_eq!(back, [(number.clone(), Some(("周敏".to_owned(), "请写明批次".to_owned())))], "it waits on its writer");
        let edited = Content { text: "批次 20260901 的碳酸饮料不合格。".into(), ..said(&stage) };
        let edit = |scope, version| stage.write(scope, |conn, scope| actions::edit(conn, scope, &number, version, &edited));
        assert!(refused(edit(&office, 3), "publication-writer-only"), "whoever checks it writes nothing of it");
        edit(&liaison, 3).expect("edited");
        assert!(matches!(edit(&liaison, 3), Err(Error::Conflict)));
        for (scope, verb) in [(&liaison, Verb::Submit), (&office, Verb::Approve), (&liaison, Verb::Publish)] {
            stage.step(scope, &number, verb, "").expect("taken");
        }
        let correction = Content { text: "批次 20260902 的碳酸饮料不合格。".into(), ..said(&stage) };
        let correct = |content: &Content| {
            let version = stage.publication(&number).version;
            stage.write(&liaison, |conn, scope| actions::correct(conn, scope, &number, version, content))
        };
        assert_eq!(wrong(correct(&correction)), [("reason".into(), "field-required")]);
        let correction = Content { reason: "批次写错".into(), ..correction };
        correct(&correction).expect("drafted");
        assert!(refused(correct(&correction), "publication-not-now"), "one correction at a time");
        assert_eq!(stage.publication(&number).shown, Some(2), "until then what it corrects stays");
        for (scope, verb) in [(&liaison, Verb::Submit), (&office, Verb::Approve), (&office, Verb::Publish)] {
            stage.step(scope, &number, verb, "").expect("taken");
        }
        let one = stage.publication(&number);
        let states: Vec<State> = one.versions.iter().map(|v| v.state).collect();
        assert_eq!((states, one.shown), (vec![State::Returned, State::Corrected, State::Published], Some(3)));
        assert_eq!(one.versions[1].ended_reason.as_deref(), Some("批次写错"));
        assert!(one.versions[1].text.contains("20260901") && one.versions[2].text.contains("20260902"));
        let returned = &one.versions[0];
        assert_eq!((returned.text.as_str(), returned.ended_by.as_deref()), (said(&stage).text.as_str(), Some("周敏")), "kept as it was");
        assert_eq!(returned.ended_reason.as_deref(), Some("请写明批次"));
        stage.step(&office, &number, Verb::Withdraw, "复检合格").expect("withdrawn");
        assert_eq!((stage.publication(&number).state, stage.publication(&number).shown), (State::Withdrawn, None));
        assert!(refused(stage.step(&office, &number, Verb::Withdraw, "再来"), "publication-not-now"));
        let told: Vec<String> = stage.told(party).into_iter().map(|(verb, _)| verb).collect();
        assert_eq!(told, ["register", "publication_publish", "publication_correct", "publication_withdraw"]);
        persons(&stage, party);
    });
}

/// Natural persons are named only where the rule says so.
fn persons(stage: &Stage<'_>, party: i64) {
    let named = Content { text: "法定代表人王伟负有责任。".into(), ..said(stage) };
    assert_eq!(wrong(stage.draft(party, &named)), [("text".into(), "publication-names-person")]);
    let named = Content { person: "王伟".into(), ..named };
    assert_eq!(wrong(stage.draft(party, &named)), [("person".into(), "publication-person-not-named")]);
    stage.draft(party, &Content { ground: Some(Ground::SeriousFailure), ..named }).expect("article 18 names them");
    let zhang = stage.register(&person("张三", "")).id;
    assert_eq!(wrong(stage.draft(zhang, &said(stage))), [("ground".into(), "publication-person-not-named")]);
    stage.draft(zhang, &Content { ground: Some(Ground::Counterfeit), ..said(stage) }).expect("article 23 names them");
    let nothing = wrong(stage.draft(party, &Content::default()));
    let fields: Vec<&str> = nothing.iter().map(|(f, _)| f.as_str()).collect();
    assert_eq!(fields, ["department", "title", "text", "ground", "channel"]);
    assert_eq!(
        wrong(stage.draft(party, &Content { until: Some(day(2026, 11, 22)), ..said(stage) })),
        [("until".into(), "publication-until-past")]
    );
}

#[test]
fn the_open_page_shows_what_is_published_there_and_nothing_else() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let titled = |title: &str| Content { title: title.into(), ..said(&stage) };
        let shown = stage.published(party, &titled("公布的"));
        stage.published(party, &Content { channels: vec![Channel::Newspaper], ..titled("只在报上") });
        let withdrawn = stage.published(party, &titled("撤回的"));
        stage.step(&stage.office(), &withdrawn, Verb::Withdraw, "有误").expect("withdrawn");
        let later = stage.draft(party, &titled("下月的")).expect("drafted").number;
        let liaison = stage.cast.scope(&stage.liaison);
        stage.step(&liaison, &later, Verb::Submit, "").expect("submitted");
        stage.step(&stage.office(), &later, Verb::Approve, "").expect("approved");
        let said_later = Said { reason: String::new(), on: Some(day(2026, 12, 5)) };
        stage.write(&liaison, |conn, scope| actions::step(conn, scope, &later, 3, Verb::Publish, &said_later)).expect("published ahead");
        stage.draft(party, &titled("草稿")).expect("drafted");
        assert!(matches!(stage.opened(), Err(Error::NotFound)), "off by default");
        let switch = |scope: &Scope, on| stage.write(scope, |conn, scope| settings::actions::set_open_page(conn, scope, on));
        assert!(matches!(switch(&liaison, true), Err(Error::Forbidden(_))));
        switch(&stage.cast.scope(&stage.administrator), true).expect("the administrator may");
        let titles = || stage.opened().expect("open").into_iter().map(|o| o.version.title).collect::<Vec<_>>();
        assert_eq!(titles(), ["公布的"]);
        // A correction that is not published yet changes nothing of it.
        let correction = Content { reason: "数字".into(), ..titled("更正的") };
        stage.write(&liaison, |conn, scope| actions::correct(conn, scope, &shown, 4, &correction)).expect("drafted");
        assert_eq!(titles(), ["公布的"]);
        let expired = format!("UPDATE publication_versions SET last_on = '2026-11-22' WHERE workspace_id = {}", stage.workspace);
        stage.write(&stage.office(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(expired), conn)?)).expect("time goes by");
        assert_eq!(titles(), Vec::<String>::new());
        switch(&stage.office(), false).expect("the secretariat may");
        assert!(matches!(stage.opened(), Err(Error::NotFound)));
    });
}

#[test]
fn the_pages_from_draft_to_the_open_page() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let (chen, zhou, visitor) = (app.browser(&stage.liaison), app.browser(&stage.zhou), app.visitor());
        let path = format!("/w/ours/parties/{party}/publish");
        assert!(chen.get(&format!("/w/ours/parties/{party}")).expect(200).text().contains(&path), "offered on the party's page");
        chen.get(&path).expect(200);
        let bureau = stage.bureau.to_string();
        let common = [("department", bureau.as_str()), ("ground", "sampling_failure"), ("title", "抽查公告"), ("channel", "open_page")];
        let refused = chen.post(&path, &[&common[..], &[("text", "王伟负有责任"), ("until", "2026-12-31")]].concat()).expect(422);
        assert!(refused.select_text("#f-text-error").contains("王伟"), "{}", refused.select_text("main"));
        let unread = chen.post(&path, &[&common[..], &[("text", "不合格"), ("until", "年底")]].concat()).expect(422);
        assert!(unread.select_text("#f-until-error").contains("2026-12-10"));
        assert_eq!(unread.attr("#f-title", "value").as_deref(), Some("抽查公告"));
        let one =
            chen.post(&path, &[&common[..], &[("text", "<b>菌落总数</b>不合格，已责令整改。")]].concat()).expect(303).location().to_owned();
        chen.post(&format!("{one}/submit"), &[("version", "1")]).expect(303);
        let mine = chen.get(&one).expect(200);
        assert!(mine.select_text(".refused").contains("起草人不能审核") && !mine.text().contains(&format!("{one}/check")));
        chen.get(&format!("{one}/check")).expect(403);
        assert!(zhou.get("/w/ours").expect(200).text().contains(&format!("{one}/check")), "it waits on the secretariat's first page");
        assert!(zhou.get(&format!("{one}/check")).expect(200).select_text(".notice").contains("菌落总数"), "whoever checks it reads it");
        zhou.post(&format!("{one}/check"), &[("version", "2")]).expect(422);
        zhou.post(&format!("{one}/check"), &[("version", "2"), ("decision", "approve")]).expect(303);
        let off = visitor.get("/open/ours").expect(404);
        let blank = chen.get(&path).expect(200);
        assert_eq!(blank.attr("input[name=channel][checked]", "value"), None, "no channel where nobody would see it");
        assert!(blank.select_text("main").contains("公开页现在没有打开"));
        assert!(chen.get(&one).expect(200).select_text(".notice").contains("公布以后在那里谁也看不到"));
        let wrong_day = chen.post(&format!("{one}/publish"), &[("version", "3"), ("on", "2028-01-01")]).expect(422);
        assert!(wrong_day.select_text("#f-on-error").contains("90 天"));
        chen.post(&format!("{one}/publish"), &[("version", "3"), ("on", "2026-11-23")]).expect(303);
        chen.post(&format!("{one}/withdraw"), &[("version", "3"), ("reason", "晚了")]).expect(409);
        visitor.get("/open/ours").expect(404);
        chen.get("/w/ours/publications/open-page").expect(403);
        let unseen = zhou.get(&one).expect(200);
        assert!(unseen.select_text(".notice").contains("现在在那里谁也看不到") && unseen.text().contains("publications/open-page"));
        zhou.post("/w/ours/publications/open-page", &[("open_page", "yes")]).expect(303);
        assert!(!zhou.get(&one).expect(200).text().contains("谁也看不到"));
        assert_eq!(chen.get(&path).expect(200).attr("input[name=channel][checked]", "value").as_deref(), Some("open_page"));
        let open = visitor.get("/open/ours").expect(200);
        assert!(
            open.select_text("article").contains("抽查公告") && open.select_text("article").contains("<b>菌落总数</b>"),
            "text stays text"
        );
        for secret in ["陈静", "周敏", "@", "2026-0001", "/w/", CODE, "csrf"] {
            assert!(!open.text().contains(secret), "the open page shows {secret}");
        }
        headers(&open, app);
        let unknown = visitor.get("/open/nowhere").expect(404);
        let bare = |answer: &crate::support::app::Answer| answer.select_text("main").replace(|c: char| c.is_ascii_hexdigit(), "");
        assert_eq!(bare(&off), bare(&unknown), "off and unknown look the same");
        zhou.post(&format!("{one}/withdraw"), &[("version", "4"), ("reason", "复检合格")]).expect(303);
        assert!(!visitor.get("/open/ours").expect(200).text().contains("抽查公告"));
        let list = zhou.get("/w/ours/publications?tab=ended").expect(200);
        assert!(list.select_text("table.rows").contains("已撤回"));
        assert!(zhou.get("/w/ours/publications.xlsx").expect_file(200).body.starts_with(b"PK"));
        assert!(zhou.get(&format!("/w/ours/parties/{party}")).expect(200).select_text("#publications").contains("抽查公告"));
        let settings = app.browser(&stage.administrator).get("/w/ours/settings").expect(200);
        assert!(settings.select_text(".timeline").contains("打开公告公开页"));
    });
}

/// Caches may keep it for a moment, nobody gets a cookie, search engines leave it.
fn headers(open: &crate::support::app::Answer, app: &TestApp) {
    let header = |name: &str| open.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(header("cache-control"), "public, max-age=60, must-revalidate");
    assert!(header("set-cookie").is_empty() && header("x-robots-tag").contains("noindex"));
    let tag = header("etag");
    let again = app.visitor().get_with("/open/ours", &[("If-None-Match", &tag)]);
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let english = app.visitor().get("/open/ours?lang=en").expect(200);
    assert!(english.select_text("h1").contains("Quality notices"));
    let browser = app.visitor().get_with("/open/ours", &[("Accept-Language", "en")]);
    assert!(browser.text().contains("质量公告"), "the same for everybody, whatever their browser prefers");
}

#[test]
fn whoever_checks_and_whoever_wrote_are_told() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let (chen, zhou) = (app.browser(&stage.liaison), app.browser(&stage.zhou));
        let bureau = stage.bureau.to_string();
        let content = |text: &'static str| {
            [("department", bureau.as_str()), ("ground", "sampling_failure"), ("title", "抽查公告"), ("channel", "website"), ("text", text)]
        };
        let path = format!("/w/ours/parties/{party}/publish");
        let one = chen.post(&path, &content("第一稿不合格。")).expect(303).location().to_owned();
        chen.post(&format!("{one}/submit"), &[("version", "1")]).expect(303);
        let asked = app.html_to(&stage.zhou.email);
        assert!(asked.contains("公告“抽查公告”送审，请审核") && asked.contains(&one), "{asked}");
        zhou.post(&format!("{one}/check"), &[("version", "2"), ("decision", "return"), ("reason", "请写明批次")]).expect(303);
        let told = app.html_to(&stage.liaison.email);
        assert!(told.contains("公告“抽查公告”被退回") && told.contains("请写明批次"), "{told}");
        let home = chen.get("/w/ours").expect(200);
        assert!(home.text().contains(&format!("{one}/edit")) && home.select_text("main").contains("周敏退回：请写明批次"));
        assert!(chen.get(&format!("{one}/edit")).expect(200).select_text(".notice").contains("第 1 版被周敏退回：请写明批次"));
        chen.post(&format!("{one}/edit"), &[&content("第二稿写明批次 20260901。")[..], &[("version", "3")]].concat()).expect(303);
        chen.post(&format!("{one}/submit"), &[("version", "4")]).expect(303);
        let reads = zhou.get(&format!("{one}/check")).expect(200).select_text("main");
        assert!(reads.contains("第一稿不合格。") && reads.contains("第二稿写明批次 20260901。"), "both are read side by side: {reads}");
        assert!(!reads.contains("：："), "{reads}");
        let shown = zhou.get(&one).expect(200);
        assert!(shown.select_text("#versions").contains("第一稿不合格。") && shown.select_text("#versions").contains("已退回"));
        zhou.post(&format!("{one}/check"), &[("version", "5"), ("decision", "approve")]).expect(303);
        assert!(app.html_to(&stage.liaison.email).contains("公告“抽查公告”已审核通过，可以公布"));
        let home = chen.get("/w/ours").expect(200);
        assert!(home.text().contains(&format!("{one}/publish")), "what is approved waits on its writer");
        chen.post(&format!("{one}/publish"), &[("version", "6"), ("on", "2026-11-23")]).expect(303);
        assert!(!chen.get("/w/ours").expect(200).text().contains(&one), "then it waits on nobody");
    });
}

/// A filed case of the bureau against a party.
fn filed(stage: &Stage<'_>, party: i64) -> Case {
    let liaison = stage.cast.scope(&stage.liaison);
    let case = registered(stage, party);
    let seen = SeenCase { number: case.number.clone(), version: case.version };
    stage.write(&liaison, |conn, scope| cases::file(conn, scope, &seen, "")).expect("filed")
}

#[test]
fn what_was_published_of_a_quashed_case_is_withdrawn_with_it() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let case = filed(&stage, party);
        let of_case = Content { case_id: Some(case.id), ..said(&stage) };
        let shown = stage.published(party, &of_case);
        let corrected = stage.published(party, &of_case);
        let correction = Content { reason: "数字".into(), ..of_case.clone() };
        let liaison = stage.cast.scope(&stage.liaison);
        stage.write(&liaison, |conn, scope| actions::correct(conn, scope, &corrected, 4, &correction)).expect("drafted");
        let draft = stage.draft(party, &of_case).expect("drafted").number;
        let apart = stage.published(party, &said(&stage));
        let seen = SeenCase { number: case.number.clone(), version: case.version };
        stage.write(&stage.office(), |conn, scope| settings::actions::set_open_page(conn, scope, true)).expect("on");
        assert_eq!(stage.opened().expect("open").len(), 3);
        stage.write(&stage.office(), |conn, scope| cases::close(conn, scope, &seen, Some(Outcome::Quashed), "复议撤销")).expect("closed");
        let state = |number: &str| stage.publication(number).state;
        assert_eq!((state(&shown), state(&corrected), state(&draft)), (State::Withdrawn, State::Withdrawn, State::Dropped));
        assert_eq!(state(&apart), State::Published, "what is not of the case stays");
        assert_eq!(stage.opened().expect("open").len(), 1);
        assert!(stage.publication(&corrected).versions.iter().all(|v| v.ended_reason.as_deref() == Some("复议撤销")));
        let told: Vec<String> = stage.told(party).into_iter().map(|(verb, _)| verb).collect();
        assert_eq!(told.iter().filter(|v| *v == "publication_withdraw").count(), 2);
        let mails: Vec<String> = stage.cast.mails(stage.workspace).into_iter().map(|(cause, _)| cause).collect();
        let withdrawn = mails.iter().filter(|c| *c == "publication-withdraw").count();
        assert_eq!(
            (withdrawn, mails.iter().filter(|c| *c == "publication-drop").count()),
            (2, 1),
            "whoever published it is told: {mails:?}"
        );
    });
}

#[test]
fn a_publication_that_moved_with_its_party_or_department_is_not_saved_as_it_was_before() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let (gone, stays) = (stage.company("南京汽水厂", CODE).id, stage.company("南京金陵饮料有限公司", OTHER_CODE).id);
        let number = stage.draft(gone, &said(&stage)).expect("drafted").number;
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (gone, 1), (stays, 1), "同一家")).expect("merged");
        let one = stage.publication(&number);
        assert_eq!((one.party_id, one.version), (stays, 2));
        let liaison = stage.cast.scope(&stage.liaison);
        let stale = stage.write(&liaison, |conn, scope| actions::step(conn, scope, &number, 1, Verb::Submit, &Said::default()));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let wuxi = stage.cities[1];
        let moved = stage.write(&stage.office(), |conn, scope| lianxi::enforcement::move_department(conn, scope, stage.bureau, wuxi));
        moved.expect("moved");
        assert_eq!((stage.publication(&number).department_id, stage.publication(&number).version), (wuxi, 3));
    });
}
