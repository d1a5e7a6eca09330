//! “May this party …?”: what matches and what is only offered, the answer with its reasons, lists, and what is kept of a query.

use lianxi::{
    enforcement::{
        Party,
        check::{Answer, Asked, Candidate, Purpose, Verdict, queries},
        restriction::{Kind, TermKind},
    },
    enforcement::{actions as parties, actions::Content as PartyContent, restriction::actions::Content},
};

use super::{
    restrictions::{content, day},
    stage::{CODE, ID, OTHER_CODE, Stage, company, person},
};
use crate::support::{TestApp, each_database};

fn ask(stage: &Stage<'_>, purpose: Purpose, typed: &str, pick: Option<String>) -> Answer {
    let asked = Asked { pick, ..Asked::new(purpose, typed) };
    stage.read(&stage.office(), |conn, scope| queries::answer(conn, scope, &asked)).expect("answered")
}

fn party_of(answer: &Answer) -> Option<i64> {
    answer.about.as_ref().map(Candidate::party_id)
}

#[test]
fn only_what_is_exactly_the_same_matches() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let kept = PartyContent {
            registration_number: "110108000000016".into(), ..company("江苏（南京）金陵饮料有限责任公司", CODE)
        };
        let kept = stage.register(&kept).id;
        stage.impose(kept, Kind::NoAward, TermKind::YearEnd);
        stage
            .write(&stage.office(), |conn, scope| parties::rename(conn, scope, kept, 1, "金陵食品有限公司", Some(day(2026, 11, 20))))
            .expect("renamed");
        let spellings = [
            CODE,
            " 9133 0100-7996 55058b",
            "１１０１０８０００００００１６",
            "金陵食品有限公司",
            "江苏(南京)金陵饮料有限公司",
            "“金陵”食品 有限公司",
        ];
        for typed in spellings {
            let answer = ask(&stage, Purpose::Award, typed, None);
            assert_eq!((answer.verdict, party_of(&answer)), (Verdict::No, Some(kept)), "{typed}");
            assert_eq!(answer.until(), Some(day(2026, 12, 31)));
        }
        assert_eq!(ask(&stage, Purpose::Procurement, CODE, None).verdict, Verdict::Yes, "restricted in another respect only");
        for typed in ["金陵食品", "南京金陵食品有限公司", "金陵食品股份有限公司"] {
            let answer = ask(&stage, Purpose::Award, typed, None);
            assert_eq!((answer.verdict, party_of(&answer)), (Verdict::Unknown, None), "{typed}");
            assert_eq!(answer.similar.iter().map(|p| p.id).collect::<Vec<_>>(), [kept], "{typed} is similar, no more");
        }
        let nobody = ask(&stage, Purpose::Award, "扬州宝塔酒业有限公司", None);
        assert_eq!((nobody.verdict, nobody.similar), (Verdict::Unknown, vec![]));
        assert_eq!(ask(&stage, Purpose::Award, OTHER_CODE, None).verdict, Verdict::Unknown);
        assert_eq!(ask(&stage, Purpose::Award, "91330100799655058C", None).verdict, Verdict::Unreadable);
        of_one_name(&stage);
    });
}

/// Several of one name are a choice; only one of them can be picked.
fn of_one_name(stage: &Stage<'_>) {
    let (one, other) = (stage.company("长江机械厂", "").id, stage.company("长江机械厂", OTHER_CODE).id);
    stage.impose(other, Kind::NoProcurement, TermKind::Inspection);
    let choice = ask(stage, Purpose::Procurement, "长江机械厂", None);
    assert_eq!((choice.verdict, choice.choices.len()), (Verdict::Choice, 2));
    let picked = |id: i64| ask(stage, Purpose::Procurement, "长江机械厂", Some(format!("p{id}"))).verdict;
    assert_eq!((picked(one), picked(other), picked(1)), (Verdict::Yes, Verdict::No, Verdict::Choice));
}

#[test]
fn people_are_told_apart_by_whom_they_answer_for() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let (jia, yi) = (stage.company("甲厂", CODE), stage.company("乙厂", OTHER_CODE));
        let zhang: Party = stage.register(&person("王伟", ID));
        assert_eq!(ask(&stage, Purpose::Registration, "王伟", None).verdict, Verdict::Yes, "whoever answers for a party is nobody yet");
        let on_people = |stage: &Stage<'_>, party, kind, term| {
            let content = Content { people: vec!["王伟".into()], ..content(stage, kind, term) };
            stage.try_impose(party, &content).expect("imposed")
        };
        on_people(&stage, jia.id, Kind::NoRegistration, TermKind::Unlimited);
        let choice = ask(&stage, Purpose::Registration, "王伟", None);
        assert_eq!((choice.verdict, choice.choices.len()), (Verdict::Choice, 2), "the registered person, and the one who answers for 甲厂");
        let carrier = ask(&stage, Purpose::Registration, "王伟", Some(format!("c{}", jia.id)));
        assert_eq!((carrier.verdict, carrier.until(), carrier.holding.len()), (Verdict::No, None, 1));
        let known = ask(&stage, Purpose::Registration, ID, None);
        assert_eq!(
            (known.verdict, party_of(&known), known.namesakes.len()),
            (Verdict::Yes, Some(zhang.id), 1),
            "shown, not taken for the same"
        );
        // The enterprise itself may; that somebody of it may not is said.
        let enterprise = ask(&stage, Purpose::Registration, "甲厂", None);
        assert_eq!((enterprise.verdict, enterprise.on_people.len()), (Verdict::Yes, 1));
        // No award for the enterprise, nor for who answers for it; procurement knows no people.
        on_people(&stage, yi.id, Kind::NoAward, TermKind::YearEnd);
        assert_eq!(ask(&stage, Purpose::Award, "乙厂", None).verdict, Verdict::No);
        assert_eq!(ask(&stage, Purpose::Award, "王伟", Some(format!("c{}", yi.id))).verdict, Verdict::No);
        assert_eq!(ask(&stage, Purpose::Procurement, "王伟", None).verdict, Verdict::Yes);
        stage.impose(zhang.id, Kind::NoAward, TermKind::YearEnd);
        assert_eq!(ask(&stage, Purpose::Award, ID, None).verdict, Verdict::No);
    });
}

#[test]
fn the_page_answers_and_every_query_is_kept() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        stage.register(&person("张三", ID));
        stage.impose(party, Kind::NoAward, TermKind::YearEnd);
        let coming = Content { from_on: Some(day(2026, 12, 1)), ..content(&stage, Kind::NoProcurement, TermKind::Day) };
        stage.try_impose(party, &coming).expect("imposed");
        let chen = app.browser(&stage.liaison);
        let filled = chen.get(&format!("/w/ours/check?q={CODE}&for=award")).expect(200);
        assert_eq!(filled.attr("#f-q", "value").as_deref(), Some(CODE));
        assert_eq!(filled.select_text("#answer"), "", "a link asks nothing");
        let check = |typed: &str, purpose: &str| chen.post("/w/ours/check", &[("q", typed), ("for", purpose)]);
        let no = check(CODE, "award").expect(200);
        let said = no.select_text("#answer");
        for part in ["南京金陵饮料有限公司", "不得评优", "至 2026-12-31", "苏质监罚〔2026〕12号", "2026-0001", "认定之年（2026 年）"]
        {
            assert!(said.contains(part), "{part} in {said}");
        }
        assert!(!said.contains("主导产品省级抽查不合格"), "what was found is not for everybody who asks");
        assert_eq!(no.headers["cache-control"], "no-store");
        let yes = check("南京金陵饮料有限公司", "procurement").expect(200).select_text("#answer");
        assert!(yes.contains("可以参加政府采购") && yes.contains("将要生效"), "{yes}");
        let unknown = check("南京市金陵饮料有限公司", "award").expect(200);
        assert!(
            unknown.select_text("#answer").contains("没有登记") && unknown.select_text("#answer .picks").contains("南京金陵饮料有限公司")
        );
        assert!(check(ID, "registration").expect(200).select_text("#answer").contains("可以申办新企业"));
        for (typed, purpose, field, why) in [
            ("91330100799655058C", "award", "#f-q-error", "校验码不符"),
            (" ", "award", "#f-q-error", "请填写"),
            ("甲厂", "", "#f-for-error", "请选择用途"),
        ] {
            let wrong = check(typed, purpose).expect(422);
            assert!(wrong.select_text(field).contains(why), "{typed}: {}", wrong.select_text("main"));
        }
        list_of_many(app, &stage);
        let log = app.browser(&stage.auditor).get("/w/ours/check/log").expect(200);
        let rows = log.select_text("table.rows");
        assert!(rows.contains("陈静") && rows.contains("1101**********002X") && !log.text().contains(ID), "{rows}");
        assert_eq!(
            log.html().select(&scraper::Selector::parse("table.rows tbody tr").expect("a selector")).count(),
            5 + 5,
            "a wrong code was asked for too"
        );
        let no = app.browser(&stage.zhou).get("/w/ours/check/log?answer=no&for=award").expect(200);
        assert!(no.select_text("table.rows").contains("苏质监罚") && !no.select_text("table.rows").contains("1101"));
        let unread = app.browser(&stage.zhou).get("/w/ours/check/log?answer=unreadable").expect(200).select_text("table.rows");
        assert_eq!(unread.matches("9133**********058C").count(), 2, "asked alone and in a list: {unread}");
        for member in [&stage.liaison, &stage.leader, &stage.administrator] {
            app.browser(member).get("/w/ours/check/log").expect(403);
        }
        app.browser(&stage.administrator).get("/w/ours/check").expect(403);
    });
}

fn list_of_many(app: &TestApp, stage: &Stage<'_>) {
    let chen = app.browser(&stage.liaison);
    let many = vec!["甲厂"; 501].join("\n");
    let refused = chen.post("/w/ours/check/list", &[("for", "award"), ("lines", &many)]).expect(422);
    assert!(refused.select_text("#f-lines-error").contains("501") && refused.select_text("#f-lines-error").contains("500"));
    chen.post("/w/ours/check/list", &[("for", "award"), ("lines", " \n\t\n")]).expect(422);
    let lines = format!("南京金陵饮料有限公司\t备注\n\n{CODE}\n\t南京市金陵饮料有限公司\n91330100799655058C\n{ID}");
    let list = chen.post("/w/ours/check/list", &[("for", "award"), ("lines", &lines)]).expect(303).location().to_owned();
    let page = chen.get(&list).expect(200);
    let cells: Vec<String> = (1..=5).map(|n| page.select_text(&format!("table.rows tbody tr:nth-child({n})"))).collect();
    for (cell, said) in cells.iter().zip(["不可以 2026-12-31", "不可以 2026-12-31", "没有登记", "代码有误", "可以"]) {
        assert!(cell.contains(said), "{said} in {cell}");
    }
    assert!(cells[2].contains("南京金陵饮料有限公司"), "the similar name is offered: {}", cells[2]);
    assert!(page.select_text(".head").contains("共 5 行：不可以 2、可以 1、没有登记 1、代码有误 1"), "{}", page.select_text(".head"));
    assert!(!page.text().contains(ID));
    let sheet = chen.get(&format!("{list}/answers.xlsx")).expect_file(200).sheet();
    let said: Vec<&str> = sheet.iter().skip(1).take(5).map(|row| row[2].as_str()).collect();
    assert_eq!(said, ["不可以", "不可以", "没有登记", "代码有误", "可以"], "as the page says: {sheet:?}");
    assert!(sheet.iter().flatten().all(|cell| !cell.contains(ID)), "{sheet:?}");
    for (member, status) in [(&stage.zhou, 200), (&stage.auditor, 200), (&stage.leader, 404), (&stage.administrator, 403)] {
        app.browser(member).get(&list).expect(status);
    }
}

#[test]
fn a_table_is_read_by_its_heads_and_name_and_code_are_taken_together() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let restricted = stage.company("徐州铜山线缆有限公司", CODE).id;
        stage.company("南京金陵饮料有限公司", OTHER_CODE);
        stage.company("无锡汽水厂", "");
        stage.impose(restricted, Kind::NoAward, TermKind::YearEnd);
        let lines = format!(
            "评优候选名单\n序号\t企业名称\t统一社会信用代码\n1\t徐州铜山线缆有限公司\t\n2\t\t{CODE}\n3\t铜山线缆\t{CODE}\n\
             4\t南京金陵饮料有限公司\t{OTHER_CODE}\n5\t金陵饮料\t{OTHER_CODE}\n6\t徐州铜山线缆有限公司\t{OTHER_CODE}\n\
             7\t徐州铜山线缆有限公司\t91320300134316764Y\n8\t无锡汽水厂\t91320300134316764Y\n9\t无锡汽水厂\t91320300134316764X\n10\n合计\t9\n"
        );
        let page = answered(app, &stage, &lines);
        let row = |n: usize| page.select_text(&format!("table.rows tbody tr:nth-child({n})"));
        for (n, said) in [
            (1, "未查"),
            (2, "未查"),
            (3, "不可以 2026-12-31"),
            (4, "不可以 2026-12-31"),
            // A code says who it is whatever the name; the name that differs is said.
            (5, "不可以 2026-12-31"),
            (6, "可以"),
            (7, "名称与代码不一致"),
            (8, "名称与代码不一致"),
            (9, "名称与代码不一致"),
            (10, "可以"),
            (11, "代码有误"),
            (12, "代码有误"),
            (13, "未查"),
        ] {
            assert!(row(n).contains(said), "{said} in {}", row(n));
        }
        for (n, said) in [
            (2, "表头"),
            (5, "代码属于徐州铜山线缆有限公司，与所填名称“铜山线缆”不同"),
            (7, "代码属于南京金陵饮料有限公司"),
            (8, "徐州铜山线缆有限公司在限制中，至 2026-12-31"),
            (9, &format!("登记的徐州铜山线缆有限公司代码是 {CODE}")),
            (10, "所填代码没有登记"),
            (12, "没有名称，也没有代码"),
            (13, "合计行"),
        ] {
            assert!(row(n).contains(said), "{said} in {}", row(n));
        }
        let head = page.select_text(".head");
        assert!(head.contains("共 10 行：不可以 3、名称与代码不一致 3、可以 2、代码有误 2、未查 3"), "{head}");
        let log = app.browser(&stage.zhou).get("/w/ours/check/log").expect(200).select_text("table.rows");
        assert!(!log.contains("合计") && log.contains("铜山线缆"), "what was not asked is no query: {log}");
        let plain = answered(app, &stage, &format!("1、铜山线缆 {CODE}\n2\t徐州铜山线缆有限公司\n3\t金陵饮料\t{OTHER_CODE}\n小计：3"));
        let rows = plain.select_text("table.rows tbody");
        assert_eq!(
            (rows.matches("不可以").count(), rows.matches("名称与代码不一致").count(), rows.matches("未查").count()),
            (2, 1, 1),
            "{rows}"
        );
    });
}

/// The page of the answers to a list.
fn answered(app: &TestApp, stage: &Stage<'_>, lines: &str) -> crate::support::app::Answer {
    let chen = app.browser(&stage.liaison);
    let list = chen.post("/w/ours/check/list", &[("for", "award"), ("lines", lines)]).expect(303).location().to_owned();
    chen.get(&list).expect(200)
}

#[test]
fn an_award_is_asked_about_for_its_year_and_what_ended_lately_is_said() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let party = stage.company("徐州铜山线缆有限公司", CODE).id;
        stage.impose(party, Kind::NoAward, TermKind::YearEnd);
        let chen = app.browser(&stage.liaison);
        let form = chen.get("/w/ours/check").expect(200);
        assert_eq!(form.select_text("#f-year"), "2026 年度 2025 年度");
        let early = chen.post("/w/ours/check", &[("q", CODE), ("for", "award"), ("year", "2025")]).expect(200).select_text("#answer");
        assert!(early.contains("可以评优（2025 年度）") && early.contains("评优年度以后生效"), "it was found in 2026: {early}");
        app.clock.advance(day(2027, 1, 5).and_hms_opt(1, 0, 0).expect("a time") - app.clock.now());
        let chen = app.browser(&stage.liaison);
        let ask = |year: &str| chen.post("/w/ours/check", &[("q", CODE), ("for", "award"), ("year", year)]);
        let now = ask("").expect(200).select_text("#answer");
        assert!(now.contains("可以评优（2027 年度）") && now.contains("近 12 个月内结束的限制") && now.contains("2026-0001"), "{now}");
        let last = ask("2026").expect(200).select_text("#answer");
        assert!(last.contains("不得评优（2026 年度）") && last.contains("至 2026-12-31"), "{last}");
        assert!(ask("2024").expect(422).select_text("#f-year-error").contains("今年或去年"));
        let lines = [("for", "award"), ("year", "2026"), ("lines", CODE)];
        let list = chen.post("/w/ours/check/list", &lines).expect(303).location().to_owned();
        let page = chen.get(&list).expect(200);
        assert!(page.select_text("h1").contains("评优（2026 年度）") && page.select_text("table.rows").contains("不可以"));
        let lines = [("for", "award"), ("year", "2027"), ("lines", CODE)];
        let list = chen.post("/w/ours/check/list", &lines).expect(303).location().to_owned();
        let rows = chen.get(&list).expect(200).select_text("table.rows");
        assert!(rows.contains("可以") && rows.contains("近期结束：2026-0001"), "{rows}");
        app.clock.advance(day(2028, 1, 5).and_hms_opt(1, 0, 0).expect("a time") - app.clock.now());
        let long_ago = app.browser(&stage.liaison).post("/w/ours/check", &[("q", CODE), ("for", "award")]).expect(200);
        assert!(!long_ago.select_text("#answer").contains("2026-0001"), "what ended longer ago is not");
    });
}
