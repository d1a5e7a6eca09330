//! Restrictions: how long by which rule, on whom, and how they end before their time.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        Came, Case, Outcome, Post, actions as parties,
        actions::cases::{self, CaseContent, SeenCase},
        check::{Asked, Purpose, Verdict, queries as checks},
        queries::cases as case_queries,
        restriction::{
            Carrier, FOREVER, Kind, LiftingState, Restriction, Standing, State, TermKind, Verb,
            actions::{self, Content},
            queries::{self, Filter, Order, Page, Tab},
        },
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Function, Role, Scope},
};

use super::stage::{CODE, OTHER_CODE, Stage, person, wrong};
use crate::support::{TestApp, each_database};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// A registered case of the bureau against a party, in a workspace that has no kinds yet.
pub fn registered(stage: &Stage<'_>, party: i64) -> Case {
    let liaison = stage.cast.scope(&stage.liaison);
    stage.write(&stage.office(), cases::ship_kinds).expect("shipped");
    let kinds = stage.read(&stage.office(), case_queries::kinds).expect("kinds");
    let kind = kinds.iter().find(|k| k.code == "sampling_failure").expect("shipped").id;
    let content = CaseContent {
        title: "碳酸饮料抽查不合格".into(),
        facts: "菌落总数超标。".into(),
        extra: vec![("failed_items".into(), "菌落总数".into())],
        product: "碳酸饮料".into(),
        is_main_product: true,
        region_id: None,
        place: String::new(),
        holder_id: Some(stage.bureau),
        came: Some(Came::Form),
        found_on: Some(day(2026, 11, 2)),
        officers_of_id: None,
        campaign_id: None,
    };
    stage.write(&liaison, |conn, scope| cases::register(conn, scope, kind, party, &content, None)).expect("registered")
}

/// What the bureau imposes today for a finding of this month.
pub fn content(stage: &Stage<'_>, kind: Kind, term: TermKind) -> Content {
    Content {
        kind: Some(kind),
        department_id: Some(stage.bureau),
        basis: "苏质监罚〔2026〕12号".into(),
        reason: "主导产品省级抽查不合格".into(),
        found_on: Some(day(2026, 11, 2)),
        from_on: Some(day(2026, 11, 10)),
        term: Some(term),
        months: "6".into(),
        until: Some(day(2027, 3, 31)),
        ..Content::default()
    }
}

impl Stage<'_> {
    pub fn try_impose(&self, party: i64, content: &Content) -> Result<Restriction> {
        self.write(&self.cast.scope(&self.liaison), |conn, scope| actions::impose(conn, scope, party, content))
    }

    pub fn impose(&self, party: i64, kind: Kind, term: TermKind) -> Restriction {
        self.try_impose(party, &content(self, kind, term)).expect("imposed")
    }

    fn restriction(&self, number: &str) -> Restriction {
        self.read(&self.office(), |conn, scope| queries::one(conn, scope, number)).expect("there").0
    }

    pub fn verdict(&self, purpose: Purpose, typed: &str) -> Verdict {
        let asked = Asked::new(purpose, typed);
        self.read(&self.office(), |conn, scope| checks::answer(conn, scope, &asked)).expect("answered").verdict
    }
}

#[test]
fn each_holds_as_long_as_its_rule_says_and_on_whom_it_may() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let award = stage.impose(party, Kind::NoAward, TermKind::YearEnd);
        assert_eq!((award.number.as_str(), award.last_on, award.on_party), ("2026-0001", day(2026, 12, 31), true));
        assert_eq!(award.imposed_by, "陈静");
        let months = stage.impose(party, Kind::NoProcurement, TermKind::Months);
        assert_eq!(months.last_on, day(2027, 5, 9));
        // Two departments may impose the same; one imposes it once for the same finding.
        let again = stage.try_impose(party, &content(&stage, Kind::NoAward, TermKind::YearEnd));
        assert!(matches!(again, Err(Error::Refused(m)) if m.key == "restriction-is-there"));
        let other = Content { department_id: Some(stage.cities[0]), ..content(&stage, Kind::NoAward, TermKind::YearEnd) };
        assert_eq!(wrong(stage.try_impose(party, &other)), [("department".into(), "restriction-department-wrong")]);
        stage.write(&stage.office(), |conn, scope| actions::impose(conn, scope, party, &other)).expect("the office records for any");
        // On natural persons only, and only on those who answer for it.
        let new = content(&stage, Kind::NoRegistration, TermKind::Unlimited);
        assert_eq!(wrong(stage.try_impose(party, &new)), [("people".into(), "restriction-people-missing")]);
        let stranger = Content { people: vec!["李四".into()], ..new.clone() };
        assert_eq!(wrong(stage.try_impose(party, &stranger)), [("people".into(), "restriction-person-unknown")]);
        let one = stage.try_impose(party, &Content { people: vec!["王 伟".into()], ..new.clone() }).expect("imposed");
        assert_eq!((one.on_party, one.last_on), (false, FOREVER));
        assert_eq!(one.people, [Carrier { name: "王伟".into(), post: Post::LegalRepresentative }]);
        let zhang = stage.register(&person("张三", "")).id;
        assert!(stage.try_impose(zhang, &new).expect("imposed").on_party, "a natural person carries it alone");
        let bought = Content { people: vec!["王伟".into()], ..content(&stage, Kind::NoProcurement, TermKind::Inspection) };
        assert_eq!(wrong(stage.try_impose(party, &bought)), [("people".into(), "restriction-no-people")]);
        // Everything wrong is said at once.
        let nothing = wrong(stage.try_impose(party, &Content::default()));
        let fields: Vec<&str> = nothing.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(fields, ["kind", "department", "basis", "reason", "found_on", "from_on"]);
        for member in [&stage.leader, &stage.auditor, &stage.administrator] {
            let refused = stage.write(&stage.cast.scope(member), |conn, scope| {
                actions::impose(conn, scope, party, &content(&stage, Kind::NoAward, TermKind::YearEnd))
            });
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{}", member.name);
        }
        let told: Vec<String> = stage.told(party).into_iter().map(|(verb, _)| verb).collect();
        assert_eq!(told, ["register", "restrict", "restrict", "restrict", "restrict"]);
        past_and_coming(&stage, party);
    });
}

/// What expired stands among what is over without anybody having done anything.
fn past_and_coming(stage: &Stage<'_>, party: i64) {
    let past = Content {
        found_on: Some(day(2026, 1, 5)),
        from_on: Some(day(2026, 1, 5)),
        months: "3".into(),
        ..content(stage, Kind::NoProcurement, TermKind::Months)
    };
    let past = stage.try_impose(party, &past).expect("imposed");
    let coming = Content {
        found_on: Some(day(2026, 11, 20)),
        from_on: Some(day(2026, 12, 1)),
        ..content(stage, Kind::NoProcurement, TermKind::Day)
    };
    let coming = stage.try_impose(party, &coming).expect("imposed");
    let today = stage.office().today();
    assert_eq!((past.standing(today), coming.standing(today)), (Standing::Expired, Standing::Coming));
    let list = |tab, order| {
        let page = Page { tab, order, descending: false, limit: 50, offset: 0 };
        let found = stage.read(&stage.office(), |conn, scope| queries::list(conn, scope, &Filter::default(), page)).expect("listed");
        found.into_iter().map(|l| l.restriction.number).collect::<Vec<_>>()
    };
    assert_eq!(list(Tab::Over, Order::End), [past.number]);
    assert_eq!(list(Tab::Current, Order::End).first(), Some(&"2026-0001".to_owned()), "what ends next is first");
    assert_eq!(list(Tab::All, Order::Age).first(), Some(&coming.number));
    let words = Filter { typed: "金陵 饮料".into(), kind: Some(Kind::NoAward), department_id: Some(stage.bureau) };
    let counts = stage.read(&stage.office(), |conn, scope| queries::counts(conn, scope, &words)).expect("counted");
    assert_eq!(counts, [(Tab::Current, 1), (Tab::Over, 0), (Tab::All, 1)]);
}

#[test]
fn one_ends_early_only_by_two_people_or_by_its_condition() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let one = stage.impose(party, Kind::NoAward, TermKind::YearEnd);
        let (liaison, office) = (stage.cast.scope(&stage.liaison), stage.office());
        let propose = |scope, version| {
            stage.write(scope, |conn, scope| actions::propose(conn, scope, &one.number, version, Verb::Lift, "已整改到位"))
        };
        let decide = |scope, version, approve, reason: &str| {
            stage.write(scope, |conn, scope| actions::decide(conn, scope, &one.number, version, approve, reason))
        };
        assert!(matches!(decide(&office, 1, true, ""), Err(Error::Refused(m)) if m.key == "lifting-none-open"));
        propose(&liaison, 1).expect("proposed");
        assert!(matches!(propose(&office, 1), Err(Error::Conflict)));
        assert!(matches!(propose(&office, 2), Err(Error::Refused(m)) if m.key == "lifting-is-open"));
        assert!(matches!(decide(&liaison, 2, true, ""), Err(Error::Forbidden(m)) if m.key == "lifting-by-another"));
        let far = stage.cast.person(stage.workspace, "别处", &[Role::Liaison], &[(stage.cities[0], Function::Liaison)]);
        let far = stage.cast.scope(&far);
        assert!(matches!(decide(&far, 2, true, ""), Err(Error::Forbidden(m)) if m.key == "forbidden-other-department"));
        let waits = |scope| stage.read(scope, |conn, scope| queries::waiting(conn, scope, 20)).expect("read").len();
        assert_eq!((waits(&office), waits(&liaison), waits(&far)), (1, 0, 0));
        assert_eq!(wrong(decide(&office, 2, false, " ")), [("reason".into(), "field-required")]);
        decide(&office, 2, false, "尚未复检").expect("refused");
        assert_eq!((waits(&office), stage.verdict(Purpose::Award, CODE)), (0, Verdict::No));
        propose(&office, 3).expect("proposed anew");
        decide(&liaison, 4, true, "").expect("approved");
        let lifted = stage.restriction(&one.number);
        assert_eq!((lifted.state, lifted.last_on), (State::Lifted, day(2026, 11, 22)));
        assert_eq!(stage.verdict(Purpose::Award, CODE), Verdict::Yes);
        assert!(matches!(propose(&office, 5), Err(Error::Refused(m)) if m.key == "restriction-is-over"));
        let told = stage.read(&office, |conn, scope| queries::events(conn, scope, one.id, None, 20)).expect("told");
        let told: Vec<&str> = told.iter().rev().map(|e| e.action.as_str()).collect();
        assert_eq!(told, ["impose", "propose_lifting", "refuse_lifting", "propose_lifting", "lift"]);
        by_its_condition(&stage, party);
    });
}

fn by_its_condition(stage: &Stage<'_>, party: i64) {
    let one = stage.impose(party, Kind::NoProcurement, TermKind::Inspection);
    let scope = stage.cast.scope(&stage.liaison);
    let fulfil = |on, note: &str| stage.write(&scope, |conn, scope| actions::fulfil(conn, scope, &one.number, 1, on, note));
    assert_eq!(
        wrong(fulfil(Some(day(2026, 11, 9)), "")),
        [("on".into(), "restriction-passed-before"), ("reason".into(), "field-required")]
    );
    assert_eq!(wrong(fulfil(Some(day(2026, 11, 24)), "好")), [("on".into(), "restriction-passed-future")]);
    assert_eq!(stage.verdict(Purpose::Procurement, CODE), Verdict::No);
    fulfil(Some(day(2026, 11, 20)), "省质检所复检合格").expect("fulfilled");
    assert_eq!((stage.verdict(Purpose::Procurement, CODE), stage.restriction(&one.number).last_on), (Verdict::Yes, day(2026, 11, 19)));
    let term = stage.impose(party, Kind::NoProcurement, TermKind::Months);
    let fulfil = stage.write(&scope, |conn, scope| actions::fulfil(conn, scope, &term.number, 1, Some(day(2026, 11, 20)), "好"));
    assert!(matches!(fulfil, Err(Error::Refused(m)) if m.key == "restriction-not-by-inspection"));
    // Void from the beginning is a matter for two people as well.
    let quash = stage.write(&scope, |conn, scope| actions::propose(conn, scope, &term.number, 1, Verb::Quash, "认定有误"));
    quash.expect("proposed");
    assert_eq!((stage.restriction(&term.number).state, stage.verdict(Purpose::Procurement, CODE)), (State::InForce, Verdict::No));
    let decide = |scope: &_, version| stage.write(scope, |conn, scope| actions::decide(conn, scope, &term.number, version, true, ""));
    assert!(matches!(decide(&scope, 2), Err(Error::Forbidden(m)) if m.key == "lifting-by-another"));
    decide(&stage.office(), 2).expect("quashed");
    let quashed = stage.restriction(&term.number);
    assert!(!quashed.holds_on(day(2026, 11, 12)), "what is quashed never held");
    assert_eq!(stage.verdict(Purpose::Procurement, CODE), Verdict::Yes);
}

#[test]
fn what_held_for_a_merged_party_holds_for_the_one_it_lives_on_in() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let (gone, stays) = (stage.company("南京汽水厂", CODE).id, stage.company("南京金陵饮料有限公司", OTHER_CODE).id);
        let one = stage.impose(gone, Kind::NoAward, TermKind::YearEnd);
        let people = Content { people: vec!["王伟".into()], ..content(&stage, Kind::NoRegistration, TermKind::Unlimited) };
        stage.try_impose(gone, &people).expect("imposed");
        assert_eq!(stage.verdict(Purpose::Award, OTHER_CODE), Verdict::Yes);
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (gone, 1), (stays, 1), "同一家")).expect("merged");
        for typed in [CODE, OTHER_CODE, "南京汽水厂", "南京金陵饮料有限责任公司"] {
            assert_eq!(stage.verdict(Purpose::Award, typed), Verdict::No, "{typed}");
        }
        assert_eq!(stage.verdict(Purpose::Registration, "王伟"), Verdict::No);
        let now = stage.restriction(&one.number);
        assert_eq!((now.party_id, now.named.as_str()), (stays, "南京汽水厂"));
        // Whoever saw it before the merger has to look again: saved whole, it would go back to the party that is no more.
        let stale = stage.write(&stage.office(), |conn, scope| actions::propose(conn, scope, &one.number, 1, Verb::Quash, "认定有误"));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        assert_eq!(now.version, 2);
        let wuxi = stage.cities[1];
        let moved = |conn: &mut Conn, scope: &Scope| lianxi::enforcement::move_department(conn, scope, stage.bureau, wuxi);
        stage.write(&stage.office(), moved).expect("moved");
        assert_eq!((stage.restriction(&one.number).department_id, stage.restriction(&one.number).version), (wuxi, 3));
        // And on through a second merger.
        let last = stage.company("江苏金陵食品有限公司", "").id;
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (stays, 2), (last, 1), "并入")).expect("merged");
        assert_eq!(stage.verdict(Purpose::Award, "江苏金陵食品有限公司"), Verdict::No);
        assert_eq!(stage.verdict(Purpose::Award, CODE), Verdict::No, "a code of the first leads to the last");
    });
}

#[test]
fn the_pages_impose_list_and_end_one() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let (chen, zhou) = (app.browser(&stage.liaison), app.browser(&stage.zhou));
        let path = format!("/w/ours/parties/{party}/restrict");
        let form = chen.get(&path).expect(200);
        assert_eq!(form.attr("#f-from_on", "value").as_deref(), Some("2026-11-23"));
        let bureau = stage.bureau.to_string();
        let chosen = form.attr("#f-department option[selected]", "value");
        assert_eq!(chosen.as_deref(), Some(bureau.as_str()), "the only department is chosen already");
        let said =
            [("kind", "no_procurement"), ("department", bureau.as_str()), ("basis", "苏质监罚〔2026〕12号"), ("reason", "抽查不合格")];
        let days = [("found_on", "2026-11-02"), ("from_on", "下周"), ("term", "months"), ("months", "0")];
        let refused = chen.post(&path, &[&said[..], &days[..]].concat()).expect(422);
        assert!(refused.select_text("#f-from_on-error").contains("2026-12-10"), "{}", refused.select_text("#f-from_on-error"));
        assert!(refused.select_text("#f-months-error").contains("1 至 120"));
        assert_eq!(refused.attr("#f-basis", "value").as_deref(), Some("苏质监罚〔2026〕12号"));
        let days = [("found_on", "2026-11-02"), ("from_on", "2026-11-10"), ("term", "inspection")];
        let done = chen.post(&path, &[&said[..], &days[..]].concat()).expect(303);
        let one = done.location().to_owned();
        // The same once more is refused, and what was typed stands there.
        let again = chen.post(&path, &[&said[..], &days[..]].concat()).expect(409);
        assert_eq!(again.attr("#f-basis", "value").as_deref(), Some("苏质监罚〔2026〕12号"), "{}", again.select_text("main"));
        let page = chen.get(&one).expect(200);
        assert!(page.select_text("h1").contains("不得参加政府采购：南京金陵饮料有限公司"));
        assert!(page.select_text(".facts").contains("复检合格由作出单位登记后即止"), "{}", page.select_text(".facts"));
        let party_page = chen.get(&format!("/w/ours/parties/{party}")).expect(200);
        assert!(party_page.select_text("#restrictions").contains("至 复检合格"), "{}", party_page.select_text("#restrictions"));
        assert!(party_page.select_text(".timeline").contains("作出不得参加政府采购 2026-0001"), "{}", party_page.select_text(".timeline"));
        for (who, offered) in [(&stage.leader, false), (&stage.auditor, false), (&stage.liaison, true)] {
            let page = app.browser(who).get(&one).expect(200);
            assert_eq!(page.text().contains(&format!("{one}/lift")), offered, "{}", who.name);
        }
        chen.post(&format!("{one}/lift"), &[("version", "1"), ("reason", "已整改")]).expect(303);
        let mine = chen.get(&one).expect(200);
        assert!(!mine.text().contains(&format!("{one}/decide")) && mine.select_text(".refused").contains("不能自己批准"));
        chen.get(&format!("{one}/decide")).expect(403);
        let asks = zhou.get(&format!("{one}/decide")).expect(200);
        assert!(asks.select_text(".notice").contains("陈静") && asks.select_text(".notice").contains("已整改"));
        assert!(zhou.get("/w/ours").expect(200).text().contains(&format!("{one}/decide")), "it waits on the secretariat's first page");
        let undecided = zhou.post(&format!("{one}/decide"), &[("version", "2")]).expect(422);
        assert!(undecided.select_text(".errors").contains("批准或不同意"));
        zhou.post(&format!("{one}/decide"), &[("version", "2"), ("decision", "approve")]).expect(303);
        zhou.post(&format!("{one}/quash"), &[("version", "1"), ("reason", "认定有误")]).expect(409);
        // What was lifted may turn out never to have been right: proposed by one, approved by another.
        zhou.post(&format!("{one}/quash"), &[("version", "3"), ("reason", "认定有误")]).expect(303);
        assert!(app.html_to(&stage.liaison.email).contains("提出撤销“不得参加政府采购”：南京金陵饮料有限公司，请审批"));
        assert!(zhou.get(&one).expect(200).select_text(".head").contains("已解除"), "nothing is quashed by one alone");
        zhou.post(&format!("{one}/decide"), &[("version", "4"), ("decision", "approve")]).expect(403);
        assert!(chen.get("/w/ours").expect(200).text().contains(&format!("{one}/decide")), "it waits on whoever imposed it");
        let asks = chen.get(&format!("{one}/decide")).expect(200);
        assert!(asks.select_text(".notice").contains("周敏") && asks.select_text(".notice").contains("提出撤销"));
        chen.post(&format!("{one}/decide"), &[("version", "4"), ("decision", "refuse"), ("reason", "无误")]).expect(303);
        let page = zhou.get(&one).expect(200);
        assert!(page.select_text(".timeline").contains("不同意周敏提出的撤销"), "{}", page.select_text(".timeline"));
        let page = zhou.get(&one).expect(200);
        assert!(page.select_text(".head").contains("已解除") && page.select_text(".timeline").contains("批准陈静提出的解除"));
        let list = zhou.get("/w/ours/restrictions?tab=over").expect(200);
        assert!(list.select_text("table.rows").contains("南京金陵饮料有限公司") && list.select_text("table.rows").contains("已解除"));
        assert!(zhou.get("/w/ours/restrictions").expect(200).select_text(".empty").contains("没有有效的限制"));
        let sheet = zhou.get("/w/ours/restrictions.xlsx?tab=over").expect_file(200).expect_rows_of(&list);
        for cell in ["南京金陵饮料有限公司", "苏质监罚〔2026〕12号", "已解除"] {
            assert!(sheet[1].iter().any(|c| c.contains(cell)), "{cell}: {:?}", sheet[1]);
        }
        app.browser(&stage.administrator).get("/w/ours/restrictions").expect(403);
    });
}

#[test]
fn what_a_quashed_case_led_to_falls_with_it() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let (party, other) = (stage.company("南京金陵饮料有限公司", CODE).id, stage.company("乙厂", OTHER_CODE).id);
        let scope = stage.cast.scope(&stage.liaison);
        let case = registered(&stage, party);
        let of_case = Content { case_id: Some(case.id), ..content(&stage, Kind::NoAward, TermKind::YearEnd) };
        assert_eq!(wrong(stage.try_impose(other, &of_case)), [("case".into(), "restriction-case-unknown")], "another's case");
        let one = stage.try_impose(party, &of_case).expect("imposed");
        let apart = stage.impose(party, Kind::NoProcurement, TermKind::Inspection);
        // Another department imposed one for the same case.
        let city = stage.cast.person(stage.workspace, "陆宁", &[Role::Liaison], &[(stage.cities[0], Function::Liaison)]);
        let of_city = Content {
            department_id: Some(stage.cities[0]),
            case_id: Some(case.id),
            ..content(&stage, Kind::NoProcurement, TermKind::Months)
        };
        let city = stage.cast.scope(&city);
        let of_city = stage.write(&city, |conn, scope| actions::impose(conn, scope, party, &of_city)).expect("imposed");
        let listed = stage.read(&scope, |conn, scope| queries::of_case(conn, scope, case.id)).expect("listed");
        assert_eq!(listed.iter().map(|r| r.id).collect::<Vec<_>>(), [of_city.id, one.id]);
        let seen = SeenCase { number: case.number.clone(), version: case.version };
        let case = stage.write(&scope, |conn, scope| cases::file(conn, scope, &seen, "")).expect("filed");
        let seen = SeenCase { number: case.number.clone(), version: case.version };
        stage.write(&scope, |conn, scope| cases::close(conn, scope, &seen, Some(Outcome::Quashed), "复议撤销")).expect("closed");
        let (one, apart) = (stage.restriction(&one.number), stage.restriction(&apart.number));
        assert_eq!((one.state, apart.state), (State::Quashed, State::InForce));
        // The other department decides on its own; it is asked to.
        let (kept, asked) = stage.read(&city, |conn, scope| queries::one(conn, scope, &of_city.number)).expect("there");
        assert_eq!((kept.state, asked.len()), (State::InForce, 1));
        assert_eq!((asked[0].verb, asked[0].state, asked[0].reason.as_str()), (Verb::Quash, LiftingState::Open, "复议撤销"));
        let waits = stage.read(&city, |conn, scope| queries::waiting(conn, scope, 20)).expect("read");
        assert_eq!(waits.iter().map(|w| (w.number.as_str(), w.verb)).collect::<Vec<_>>(), [(of_city.number.as_str(), Verb::Quash)]);
        let mails = stage.cast.mails(stage.workspace);
        let told: Vec<&str> = mails.iter().filter(|(cause, _)| cause == "restriction-proposed").map(|(_, to)| to.as_str()).collect();
        assert_eq!(told.len(), 2, "its liaison and the office: {mails:?}");
        stage.write(&city, |conn, scope| actions::decide(conn, scope, &of_city.number, kept.version, true, "")).expect("quashed");
        assert_eq!(stage.restriction(&of_city.number).state, State::Quashed);
        stage
            .write(&stage.office(), |conn, scope| actions::quash_of_case(conn, scope, (case.id, stage.bureau), "再来"))
            .expect("nothing is left of it");
        assert_eq!((stage.verdict(Purpose::Award, CODE), stage.verdict(Purpose::Procurement, CODE)), (Verdict::Yes, Verdict::No));
    });
}
