//! Rounds of product sampling: a table is shown first, done once, corrected, and failures lead to cases.

use std::fmt::Write as _;

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        CaseBrief, CaseState, MeasureKind, Party, PartyKind,
        actions::{self as parties, Content, cases},
        ladder::{self, ProposalState},
        queries as register,
        sampling::{
            Round, SampleLevel, Sampling, SamplingResult,
            actions::{self, RoundContent},
            import::{Imported, import},
            queries,
        },
    },
    platform::{error::Error, table::read_text},
    timeline::{self, Subject},
};

use super::stage::{CODE, OTHER_CODE, Stage, company};
use crate::{
    support::{TestApp, app::Answer, each_database},
    world::parties::credit_code,
};

pub const HEADS: &str = "序号\t受检单位\t统一社会信用代码\t地区\t产品名称\t规格型号/批次\t主导产品\t抽样日期\t检验结果\t不合格项目\n";

fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

impl Stage<'_> {
    fn kinds(&self) {
        assert_eq!(self.write(&self.office(), cases::ship_kinds).expect("kinds"), 13);
    }

    fn bureau(&self) -> i64 {
        self.cast.scope(&self.liaison).acts_for().next().expect("a department")
    }

    pub fn round(&self, name: &str) -> Round {
        let (first_on, last_on) = (day(9, 1), day(11, 20));
        let (level, department_id) = (Some(SampleLevel::Province), Some(self.bureau()));
        let content = RoundContent { name: name.into(), level, department_id, first_on, last_on };
        let liaison = self.cast.scope(&self.liaison);
        self.write(&liaison, |conn, scope| actions::announce(conn, scope, &content)).expect("announced")
    }

    pub fn paste(&self, round: &Round, table: &str) -> Result<Imported, Error> {
        self.paste_apart(round, table, 0)
    }

    /// `apart`: how many with names like those of others are said to be none of them.
    pub fn paste_apart(&self, round: &Round, table: &str, apart: usize) -> Result<Imported, Error> {
        let rows = read_text("table", table).expect("a table");
        self.write(&self.cast.scope(&self.liaison), |conn, scope| import(conn, scope, round.id, &rows, apart))
    }

    fn sampled(&self, round: &Round) -> Vec<Sampling> {
        let page = queries::Page { order: queries::Order::Day, descending: false, limit: 3000, offset: 0 };
        let which = queries::which(round.id, None, "");
        self.read(&self.office(), |conn, scope| queries::samplings(conn, scope, &which, page)).expect("samplings")
    }

    fn all_parties(&self) -> Vec<Party> {
        let page = register::Page { kind: None, order: register::Order::Age, descending: true, limit: 3000, offset: 0 };
        self.read(&self.office(), |conn, scope| register::list(conn, scope, &register::Filter::default(), page)).expect("all")
    }

    pub fn party_named(&self, name: &str) -> Party {
        self.all_parties().into_iter().find(|p| p.name == name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn cases_of(&self, party: i64) -> Vec<CaseBrief> {
        self.read(&self.office(), |conn, scope| register::cases::of_party(conn, scope, party)).expect("cases")
    }

    fn case_told(&self, id: i64) -> Vec<String> {
        let of = |conn: &mut _, scope: &_| timeline::of(conn, scope, Subject::new("enforcement_case", id), None, 50);
        self.read(&self.office(), of).expect("events").into_iter().rev().map(|e| e.action).collect()
    }
}

fn count(page: &Answer, selector: &str) -> usize {
    page.html().select(&scraper::Selector::parse(selector).expect("a selector")).count()
}

pub fn done(created: usize, changed: usize, same: usize, parties: usize, cases: usize, added_to: usize) -> Imported {
    Imported { created, changed, same, parties, cases, added_to }
}

/// Thirty firms with two rows each, as laboratories send them: merged cells, subtotals, heads again, dates in every writing.
pub fn sixty() -> String {
    let mut table = format!("2026年三季度饮料产品质量监督抽查结果\n{HEADS}");
    for firm in 0..30u64 {
        let code = credit_code(1000 + firm);
        let (first, second) = match firm {
            0 => ("不合格\t菌落总数", "不合格\t苯甲酸"),
            1 => ("不合格\t糖精钠", "合格\t/"),
            2 => ("拒检\t", "拒检\t"),
            3 => ("不合格\t标签", "拒绝抽样\t"),
            _ => ("合格\t", "合格\t—"),
        };
        let when = ["2026/9/12", "2026年9月12日", "20260912", "2026-09-12"][firm as usize % 4];
        let n = firm * 2;
        writeln!(table, "{}\t第{firm:02}饮料厂\t{code}\t南京市江宁区\t汽水{firm}\tA{firm}\t是\t{when}\t{first}", n + 1).expect("written");
        writeln!(table, "{}\t\t\t\t果汁{firm}\tB{firm}\t否\t{when}\t{second}", n + 2).expect("written");
        if firm == 14 {
            table.push_str("小计\t\t\t\t30\n");
            table.push_str(HEADS);
        }
    }
    table.push_str("合计：60批次\n备注：本表一式三份\n");
    table
}

#[test]
fn sixty_rows_are_shown_done_once_and_lead_to_cases() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.kinds();
        let browser = app.browser(&stage.liaison);
        let bureau = stage.bureau().to_string();
        let form = [
            ("name", "三季度饮料抽查"),
            ("level", "province"),
            ("department", &bureau),
            ("first_on", "2026-09-01"),
            ("last_on", "2026-10-31"),
        ];
        let made = browser.post("/w/ours/samplings/new", &form).expect(303);
        let import = made.location().to_owned();
        let table = sixty();
        let preview = browser.post(&import, &[("table", &table)]).expect(200);
        let said = preview.select_text(".notice");
        for text in [
            "将登记 60 批次",
            "登记 5 个案件",
            "登记 30 个新的当事人",
            "30 行没有企业名称",
            "略过 4 行",
            "第 33 行“小计”",
            "合计：60批次",
            "备注：本表一式三份",
        ] {
            assert!(said.contains(text), "{text} in {said}");
        }
        assert!(stage.all_parties().is_empty(), "a preview changes nothing");
        let sent = preview.attr("input[name=table]", "value").expect("the table to confirm");
        let shown = browser.post(&import, &[("table", &sent), ("sure", "yes")]).expect(303);
        let page = browser.get(shown.location()).expect(200);
        assert!(page.select_text(".flash").contains("已登记 60 批次"), "{}", page.select_text(".flash"));
        assert!(page.select_text(".timeline").contains("新案件 5 个"), "{}", page.select_text(".timeline"));
        cases_of_sixty(&stage);
        // The same again.
        let again = browser.post(&import, &[("table", &table)]).expect(200);
        assert!(again.select_text(".notice.grey").contains("60 行都与现有内容相同"), "{}", again.select_text(".notice"));
        browser.post(&import, &[("table", &table), ("sure", "yes")]).expect(303);
        assert_eq!(stage.all_parties().len(), 30);
        lists(&stage, &browser, shown.location());
    });
}

fn cases_of_sixty(stage: &Stage<'_>) {
    assert_eq!(stage.all_parties().len(), 30);
    let of = |name: &str| {
        let party = stage.party_named(name);
        assert_eq!(party.region_id, Some(stage.cities[0]), "江宁区 is in 南京市");
        stage.cases_of(party.id)
    };
    // Two products that failed are one case, held by whoever organised the round.
    let [case] = &of("第00饮料厂")[..] else { panic!("one case") };
    assert_eq!((case.holder_id, case.state, case.found_on), (stage.bureau(), CaseState::Registered, day(9, 12).expect("a day")));
    assert!(case.is_main_product && case.product.contains("汽水0") && case.product.contains("果汁0"), "{}", case.product);
    let whole = stage.read(&stage.office(), |conn, scope| register::cases::one(conn, scope, case.id)).expect("a case");
    for text in ["三季度饮料抽查", "省级", "2 批次", "汽水0（A0），主导产品，2026-09-12 抽样，不合格项目：菌落总数", "苯甲酸"]
    {
        assert!(whole.facts.contains(text), "{text} in {}", whole.facts);
    }
    assert_eq!(whole.came, lianxi::enforcement::Came::Sampling);
    assert_eq!(stage.case_told(case.id), ["register", "sampling"]);
    let sampled = stage.read(&stage.office(), |conn, scope| queries::of_case(conn, scope, case.id)).expect("samplings");
    assert_eq!(sampled.len(), 2);
    assert_eq!((of("第01饮料厂").len(), of("第02饮料厂").len(), of("第03饮料厂").len(), of("第04饮料厂").len()), (1, 1, 2, 0));
    let refused = &of("第02饮料厂")[0];
    assert_ne!(refused.kind_id, case.kind_id);
    let party = stage.party_named("第00饮料厂");
    let counted = stage.read(&stage.office(), |conn, scope| queries::of_party(conn, scope, party.id)).expect("samplings");
    let brief: Vec<_> = counted.iter().map(|s| (s.sampling.product.as_str(), s.sampling.result, s.round.level)).collect();
    assert_eq!(brief, [("汽水0", SamplingResult::Failed, SampleLevel::Province), ("果汁0", SamplingResult::Failed, SampleLevel::Province)]);
}

/// The round's list, narrowed, sorted, turned over and taken away; the list of rounds; the party's page.
fn lists(stage: &Stage<'_>, browser: &crate::support::app::Browser, path: &str) {
    let rows = |page: &Answer| count(page, "table.rows tbody tr");
    let page = browser.get(path).expect(200);
    assert_eq!(rows(&page), 25);
    assert!(
        page.select_text(".tabs").contains("不合格 4") && page.select_text(".tabs").contains("拒检 3"),
        "{}",
        page.select_text(".tabs")
    );
    assert!(page.select_text(".under").contains("合格率 88.3 %"), "{}", page.select_text(".under"));
    assert_eq!(rows(&browser.get(&format!("{path}?size=50&page=2")).expect(200)), 10);
    let refused = browser.get(&format!("{path}?result=refused&sort=product&dir=desc")).expect(200);
    assert_eq!(rows(&refused), 3);
    assert!(refused.select_text("tbody tr:first-child").contains("汽水2"), "{}", refused.select_text("tbody"));
    for (words, n) in [("第07饮料", 2), (credit_code(1009).as_str(), 2), ("苯甲酸", 1), ("B11", 1), ("没有的", 0)] {
        assert_eq!(rows(&browser.get(&format!("{path}?q={words}")).expect(200)), n, "{words}");
    }
    let book = |path: &str| {
        use calamine::Reader;
        let file = browser.get(path).expect_file(200);
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(file.body)).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
        sheet.rows().map(|r| r.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect::<Vec<_>>()
    };
    let all = book(&format!("{path}/list.xlsx?result=failed&sort=party"));
    assert_eq!(all.len(), 5, "a head and those that failed: {all:?}");
    assert!(all[1].contains("第00饮料厂") && all[1].contains(&credit_code(1000)) && all[1].contains("南京市"), "{}", all[1]);
    // What was taken away comes in again and changes nothing.
    let taken = browser.get(&format!("{path}/list.xlsx")).expect_file(200);
    let again = browser.upload(&format!("{path}/import"), &[], "file", "抽查.xlsx", &taken.body).expect(200);
    assert!(again.select_text("#preview").contains("60 行都与现有内容相同"), "{}", again.select_text("#preview"));
    assert!(!again.select_text("#preview").contains("不认识的列"), "{}", again.select_text("#preview"));
    let rounds = browser.get("/w/ours/samplings?level=province").expect(200);
    let row = rounds.select_text("table.rows tbody");
    assert!(row.contains("三季度饮料抽查") && row.contains("60") && row.contains("88.3 %"), "{row}");
    assert_eq!(rows(&browser.get("/w/ours/samplings?level=city").expect(200)), 0);
    assert_eq!(book("/w/ours/samplings.xlsx").len(), 2);
    let party = stage.party_named("第00饮料厂");
    let page = browser.get(&format!("/w/ours/parties/{}", party.id)).expect(200);
    assert!(page.select_text("#samplings").contains("共抽 2 批次，不合格 2"), "{}", page.select_text("#samplings"));
}

#[test]
fn one_wrong_cell_and_nothing_is_registered() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.kinds();
        let young = stage.company("南京金陵饮料有限公司", CODE);
        let founded = format!("UPDATE parties SET founded_on = '2026-09-20' WHERE id = {}", young.id);
        let of = stage.office().tenant();
        app.db().write(of, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(&founded), conn)?)).expect("a day");
        stage.company("无锡太湖电缆厂", OTHER_CODE);
        for name in ["双名食品厂", "双名食品厂甲"] {
            stage.register(&Content { former_names: "老食品厂 2001-01-01".into(), ..company(name, "") });
        }
        let round = stage.round("汽水抽查");
        let (one, two) = (credit_code(1), credit_code(2));
        let table = format!(
            "企业名称,代码,地区,产品名称,批次,主导产品,抽样日期,检验结果,不合格项目\n\
             甲厂,91330100799655058C,,汽水,,,2026-09-12,合格,\n\
             乙厂,,徐州,汽水,,,2026-09-12,合格,\n\
             丙厂,,,,,,2026-09-12,合格,\n\
             丁厂,,,汽水,,,,,\n\
             戊厂,,,汽水,,也许,2026-13-01,待定,\n\
             己厂,,,汽水,,,2026-12-30,合格,\n\
             庚厂,,,汽水,,,2026-08-31,合格,色素\n\
             南京金陵饮料有限公司,,,汽水,,,2026-09-12,合格,\n\
             另一个名字,{OTHER_CODE},,电缆,,,2026-09-12,合格,\n\
             老食品厂,,,饼干,,,2026-09-12,合格,\n\
             辛厂,{one},,汽水,A1,,2026-09-12,合格,\n\
             辛厂,,,汽水,ａ 1,,2026-09-13,合格,\n\
             壬厂,{one},,汽水,,,2026-09-12,合格,\n\
             癸厂,{one},,汽水,,,2026-09-12,合格,\n\
             子厂,{two},,汽水,X,,2026-09-12,合格,\n\
             子厂,{},,汽水,Y,,2026-09-12,合格,\n\
             子厂,,,汽水,Z,,2026-09-12,合格,\n\
             ,{two},,汽水,Z,,2026-09-12,合格,\n",
            credit_code(3),
        );
        let path = format!("/w/ours/samplings/{}/import", round.id);
        let browser = app.browser(&stage.zhou);
        let preview = browser.post(&path, &[("table", &table), ("sure", "yes")]).expect(422);
        let rows = preview.select_text("table.import");
        for said in [
            "最后一位应为“B”",
            "没有管辖“徐州”的地方政府",
            "请填写此项",
            "请写：是或否",
            "不是日期",
            "请写：合格、不合格或拒检",
            "抽样日期晚于今天",
            "不在这次抽查的期间（2026-09-01 至 2026-11-20）之内",
            "不应有不合格项目",
            "该企业 2026-09-20 才成立",
            "该代码登记在“无锡太湖电缆厂”名下，名称不同",
            "有 2 个用过这个名称",
            "与第 12 行是同一企业的同一产品和批次",
            "第 12 行的“辛厂”也是这个代码",
            "有不同的代码，请写明是哪一个",
        ] {
            assert!(rows.contains(said), "{said} in {rows}");
        }
        assert!(preview.attr("input[name=sure]", "value").is_none(), "nothing to confirm");
        assert!(stage.sampled(&round).is_empty() && stage.all_parties().len() == 4);
        assert!(preview.select_text("textarea").contains("另一个名字"), "what was pasted is kept");
        for nothing in [" ", "名称,代码,名称\n甲,,乙", "企业名称,产品名称\n合计,60"] {
            browser.post(&path, &[("table", nothing)]).expect(422);
        }
    });
}

#[test]
fn corrections_join_what_is_open_and_leave_what_is_closed() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.kinds();
        let first = stage.round("一轮抽查");
        let row =
            |product: &str, result: &str| format!("{HEADS}1\t长江饮料厂\t{}\t\t{product}\tA1\t是\t2026-09-12\t{result}\n", credit_code(7));
        assert_eq!(stage.paste(&first, &row("汽水", "合格\t")).expect("done"), done(1, 0, 0, 1, 0, 0));
        let party = stage.party_named("长江饮料厂").id;
        // A corrected result makes the case it should have made.
        assert_eq!(stage.paste(&first, &row("汽水", "不合格\t色素")).expect("done"), done(0, 1, 0, 0, 1, 0));
        let case = stage.cases_of(party)[0].clone();
        // Another round adds to it, and so does another product of this one.
        let second = stage.round("二轮抽查");
        assert_eq!(stage.paste(&second, &row("汽水", "不合格\t菌落")).expect("done"), done(1, 0, 0, 0, 0, 1));
        assert_eq!(stage.paste(&second, &row("果汁", "不合格\t菌落")).expect("done"), done(1, 0, 0, 0, 0, 1));
        // Nobody made a second case; it says what was added and what was corrected.
        assert_eq!(stage.paste(&second, &row("果汁", "合格\t")).expect("done"), done(0, 1, 0, 0, 0, 0));
        assert_eq!(stage.cases_of(party).len(), 1);
        assert_eq!(stage.case_told(case.id), ["register", "sampling", "sampling", "sampling", "sampling_correct"]);
        // Its facts tell of both rounds.
        let told = app.browser(&stage.zhou).get(&format!("/w/ours/cases/{}", case.number)).expect(200).select_text("main");
        assert!(told.contains("一轮抽查（") && told.contains("二轮抽查（"), "{told}");
        let page = app.browser(&stage.zhou).get(&format!("/w/ours/samplings/{}", second.id)).expect(200);
        assert!(page.select_text(".timeline").contains("检验结果：不合格 → 合格"), "{}", page.select_text(".timeline"));
        // A refusal is of another kind.
        assert_eq!(stage.paste(&second, &row("汽水", "拒检\t")).expect("done"), done(0, 1, 0, 0, 1, 0));
        assert_eq!(stage.cases_of(party).len(), 2);
        // What belongs to a closed case stays as it is; the next failure makes a new one.
        let now = stage.cases_of(party).into_iter().find(|c| c.id == case.id).expect("there");
        let seen = cases::SeenCase {
            number: now.number.clone(),
            version: stage.read(&stage.office(), |conn, scope| register::cases::one(conn, scope, case.id)).expect("a case").version,
        };
        stage.write(&stage.office(), |conn, scope| cases::not_file(conn, scope, &seen, "已整改")).expect("closed");
        let Err(Error::Invalid(_)) = stage.paste(&first, &row("汽水", "合格\t")) else { panic!("refused") };
        let path = format!("/w/ours/samplings/{}/import", first.id);
        let preview = app.browser(&stage.zhou).post(&path, &[("table", &row("汽水", "合格\t"))]).expect(422);
        assert!(preview.select_text("table.import").contains("已经结案，不能再更正"), "{}", preview.select_text("table.import"));
        assert_eq!(stage.paste(&first, &row("汽水", "不合格\t")).expect("done"), done(0, 0, 1, 0, 0, 0), "an empty cell changes nothing");
        let third = stage.round("三轮抽查");
        assert_eq!(stage.paste(&third, &row("汽水", "不合格\t菌落")).expect("done"), done(1, 0, 0, 0, 1, 0));
        assert_eq!(stage.cases_of(party).len(), 3);
    });
}

#[test]
fn without_a_kind_results_wait_for_their_cases() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let round = stage.round("汽水抽查");
        let table = format!("{HEADS}1\t长江饮料厂\t{}\t\t汽水\tA1\t是\t2026-09-12\t不合格\t色素\n", credit_code(7));
        let path = format!("/w/ours/samplings/{}/import", round.id);
        let browser = app.browser(&stage.liaison);
        let preview = browser.post(&path, &[("table", &table)]).expect(200);
        assert!(preview.select_text(".notice.yellow").contains("没有启用“不合格”对应的案由"), "{}", preview.select_text(".notice"));
        assert_eq!(stage.paste(&round, &table).expect("done"), done(1, 0, 0, 1, 0, 0));
        stage.kinds();
        let preview = browser.post(&path, &[("table", &table)]).expect(200);
        assert!(preview.select_text("table.import").contains("补登案件"), "{}", preview.select_text("table.import"));
        assert_eq!(stage.paste(&round, &table).expect("done"), done(0, 1, 0, 0, 1, 0));
        assert_eq!(stage.paste(&round, &table).expect("done"), done(0, 0, 1, 0, 0, 0));
    });
}

#[test]
fn names_are_followed_and_never_guessed() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let known = stage
            .register(&Content { former_names: "南京汽水厂 1998-03-01".into(), ..company("南京金陵饮料有限公司", CODE) });
        let old = stage.register(&Content { registration_number: "110108000000016".into(), ..company("玄武水泥厂", "") });
        let person = Content { kind: Some(PartyKind::Person), name: "王五食品".into(), ..Content::default() };
        stage.register(&person);
        let round = stage.round("汽水抽查");
        let line = |name: &str, code: &str, batch: &str| format!("{name},{code},汽水,{batch},2026-09-12,合格\n");
        let heads = "企业名称,代码,产品名称,批次,抽样日期,检验结果\n";
        // A former name, half width, another writing of the legal form; an old number; a person is no firm.
        let table = [
            line("南京汽水厂", "", "A1"),
            line("南京（金陵）饮料有限责任公司", "", "A2"),
            line("南京金陵饮料有限公司", "９１３３０１００ 799655058b", "A3"),
            line("玄武水泥厂", "110108000000016", "A4"),
            line("王五食品", "", "A5"),
        ];
        let browser = app.browser(&stage.liaison);
        let path = format!("/w/ours/samplings/{}/import", round.id);
        let table = format!("{heads}{}", table.concat());
        let preview = browser.post(&path, &[("table", &table)]).expect(200);
        assert!(preview.select_text("table.import").contains("即“南京金陵饮料有限公司”"), "{}", preview.select_text("table.import"));
        assert_eq!(stage.paste(&round, &table).expect("done"), done(5, 0, 0, 1, 0, 0));
        let of = |party: i64| stage.sampled(&round).into_iter().filter(|s| s.party_id == party).count();
        assert_eq!((of(known.id), of(old.id)), (3, 1));
        // A similar name is asked about once for the party, however many rows it has.
        let similar = format!("{heads}{}{}", line("南京市金陵饮料有限公司", "", "B1"), line("南京市金陵饮料有限公司", "", "B2"));
        let preview = browser.post(&path, &[("table", &similar)]).expect(200);
        assert!(preview.select_text(".notice.yellow").contains("有 1 个新企业的名称"), "{}", preview.select_text(".notice"));
        assert!(preview.text().contains(&format!("/w/ours/parties/{}", known.id)), "with the way to it");
        let refused = browser.post(&path, &[("table", &similar), ("sure", "yes")]).expect(422);
        assert!(refused.select_text(".error").contains("勾选后再登记"), "{}", refused.select_text("main"));
        browser.post(&path, &[("table", &similar), ("sure", "yes"), ("apart", "1")]).expect(303);
        let twin = stage.party_named("南京市金陵饮料有限公司");
        assert_eq!((of(known.id), of(twin.id)), (3, 2));
        // They were one after all: what was sampled of either is known, and the same table registers nothing twice.
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (twin.id, 1), (known.id, 1), "同一家")).expect("merged");
        assert_eq!(stage.paste(&round, &similar).expect("done"), done(0, 0, 2, 0, 0, 0));
        let all = stage.read(&stage.office(), |conn, scope| queries::of_party(conn, scope, known.id)).expect("samplings");
        assert_eq!(all.len(), 5);
    });
}

#[test]
fn two_who_paste_at_once_register_once() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.kinds();
        let (round, other) = (stage.round("汽水抽查"), stage.round("果汁抽查"));
        let mut table = HEADS.to_owned();
        for n in 0..20u64 {
            writeln!(table, "{n}\t第{n:02}厂\t{}\t\t汽水\tA1\t是\t2026-09-12\t不合格\t色素", credit_code(50 + n)).expect("written");
        }
        let rows = read_text("table", &table).expect("a table");
        let (office, liaison) = (stage.office(), stage.cast.scope(&stage.liaison));
        let paste = |scope: &lianxi::tenancy::Scope, id: i64| app.db().write(scope.tenant(), |conn| import(conn, scope, id, &rows, 0));
        let (one, two) = std::thread::scope(|threads| {
            let one = threads.spawn(|| paste(&office, round.id));
            let two = threads.spawn(|| paste(&liaison, round.id));
            (one.join().expect("no panic"), two.join().expect("no panic"))
        });
        let mut both = [one.expect("done"), two.expect("done")];
        both.sort_by_key(|d| d.same);
        assert_eq!(both, [done(20, 0, 0, 20, 20, 0), done(0, 0, 20, 0, 0, 0)]);
        let once = |round: &Round, cases: usize| {
            assert_eq!((stage.sampled(round).len(), stage.all_parties().len()), (20, 20));
            let all: usize = stage.all_parties().iter().map(|p| stage.cases_of(p.id).len()).sum();
            assert_eq!(all, cases);
        };
        once(&round, 20);
        // A round in the meantime: whoever saw it before is told, and nothing is lost.
        let stale = actions::RoundContent { name: "改名".into(), ..RoundContent::default() };
        let edited = stage.write(&stage.office(), |conn, scope| actions::edit(conn, scope, round.id, 1, &stale));
        assert!(matches!(edited, Err(Error::Conflict)), "{edited:?}");
        // The next round over the same parties adds to the cases there are, once.
        let twice = std::thread::scope(|threads| {
            let one = threads.spawn(|| paste(&office, other.id));
            let two = threads.spawn(|| paste(&liaison, other.id));
            [one.join().expect("no panic"), two.join().expect("no panic")]
        });
        let mut both = twice.map(|d| d.expect("done"));
        both.sort_by_key(|d| d.same);
        assert_eq!(both, [done(20, 0, 0, 0, 0, 20), done(0, 0, 20, 0, 0, 0)]);
        once(&other, 20);
    });
}

#[test]
fn rounds_are_checked_and_kept_by_whoever_organises_them() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        let stranger = stage.cast.department(stage.workspace, "GS", "省工商局").to_string();
        let browser = app.browser(&stage.liaison);
        let bureau = stage.bureau().to_string();
        let form = |name: &'static str, department: &str, first: &'static str, last: &'static str| {
            [
                ("name", name.to_owned()),
                ("level", "city".to_owned()),
                ("department", department.to_owned()),
                ("first_on", first.to_owned()),
                ("last_on", last.to_owned()),
            ]
        };
        let post = |path: &str, form: &[(&str, String)]| {
            let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
            browser.post(path, &form)
        };
        let new = "/w/ours/samplings/new";
        let empty = browser.post(new, &[]).expect(422);
        for field in ["name", "department", "first_on", "last_on"] {
            assert!(count(&empty, &format!("#f-{field}[aria-invalid]")) == 1, "{field}: {}", empty.select_text("form"));
        }
        let refused = post(new, &form("电缆抽查", &stranger, "2026-09-01", "2026-08-01")).expect(422);
        let said = refused.select_text("form");
        assert!(said.contains("结束日期早于开始日期") && said.contains("请选择"), "{said}");
        post(new, &form("电缆抽查", &bureau, "2026-09-01", "2026-10-31")).expect(303);
        let twice = post(new, &form("电缆 “抽查”", &bureau, "2026-09-01", "2026-10-31")).expect(422);
        assert!(twice.select_text("form").contains("已有名为“电缆抽查”的抽查"), "{}", twice.select_text("form"));
        let page = queries::Page { order: queries::RoundOrder::Day, descending: true, limit: 9, offset: 0 };
        let rounds = stage
            .read(&stage.office(), |conn, scope| queries::rounds(conn, scope, &queries::RoundFilter::default(), None, page))
            .expect("rounds");
        let [(round, _)] = &rounds[..] else { panic!("{rounds:?}") };
        stage.paste(round, &format!("{HEADS}1\t长江饮料厂\t\t\t汽水\t\t\t2026-09-12\t合格\t\n")).expect("done");
        // What was sampled stays within its days.
        let path = format!("/w/ours/samplings/{}/edit", round.id);
        let mut later = form("电缆抽查", &bureau, "2026-09-15", "2026-10-31").to_vec();
        later.push(("version", "2".to_owned()));
        let refused = post(&path, &later).expect(422);
        assert!(refused.select_text("form").contains("已登记有 2026-09-12 的抽样"), "{}", refused.select_text("form"));
        later[3].1 = "2026-09-10".into();
        later.last_mut().expect("a version").1 = "1".into();
        assert!(post(&path, &later).expect(409).text().contains("2026-09-10"));
        later.last_mut().expect("a version").1 = "2".into();
        let done = post(&path, &later).expect(303);
        assert!(browser.get(done.location()).expect(200).select_text(".timeline").contains("修改了抽样期间"));
        // Others read.
        for who in [&stage.leader, &stage.auditor] {
            let reader = app.browser(who);
            let page = reader.get(&format!("/w/ours/samplings/{}", round.id)).expect(200);
            assert_eq!(count(&page, ".head .actions a"), 1, "only the export");
            reader.get(&path).expect(403);
        }
        app.browser(&stage.administrator).get("/w/ours/samplings").expect(403);
    });
}

#[test]
fn what_is_corrected_of_a_merged_party_asks_about_the_cases_it_left_to_the_other() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        stage.kinds();
        let (first, second) = (stage.round("一轮抽查"), stage.round("二轮抽查"));
        let row = |day: &str, result: &str| format!("{HEADS}1\t长江饮料厂\t{}\t\t汽水\tA1\t是\t{day}\t{result}\n", credit_code(7));
        stage.paste(&first, &row("2026-09-12", "不合格\t色素")).expect("done");
        let old = stage.party_named("长江饮料厂");
        let brief = stage.cases_of(old.id)[0].clone();
        let chen = stage.cast.scope(&stage.liaison);
        let version = stage.read(&chen, |conn, scope| register::cases::one(conn, scope, brief.id)).expect("a case").version;
        let seen = cases::SeenCase { number: brief.number.clone(), version };
        stage.write(&chen, |conn, scope| cases::file(conn, scope, &seen, "")).expect("filed");
        stage.paste(&second, &row("2026-10-12", "不合格\t色素")).expect("done");
        let stopped = || {
            let all = stage.read(&chen, |conn, scope| ladder::of_case(conn, scope, brief.id)).expect("proposals");
            all.into_iter().find(|p| p.rule.measures == [MeasureKind::StopProduction]).expect("failed twice running").state
        };
        assert_eq!(stopped(), ProposalState::Open);
        let heir = stage.company("大江饮料有限公司", OTHER_CODE);
        stage.write(&stage.office(), |conn, scope| parties::merge(conn, scope, (old.id, 1), (heir.id, 1), "合并")).expect("merged");
        assert_eq!(stopped(), ProposalState::Open, "the heir has the record");
        stage.paste(&second, &row("2026-10-12", "合格\t")).expect("corrected");
        assert_eq!(stopped(), ProposalState::Stale);
    });
}

#[test]
fn a_round_of_another_level_asks_the_ladder_about_its_parties() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        stage.kinds();
        let (first, second) = (stage.round("一轮抽查"), stage.round("二轮抽查"));
        let row = |day: &str| format!("{HEADS}1\t长江饮料厂\t{}\t\t汽水\tA1\t是\t{day}\t不合格\t色素\n", credit_code(7));
        stage.paste(&first, &row("2026-09-12")).expect("done");
        let brief = stage.cases_of(stage.party_named("长江饮料厂").id)[0].clone();
        let chen = stage.cast.scope(&stage.liaison);
        let version = stage.read(&chen, |conn, scope| register::cases::one(conn, scope, brief.id)).expect("a case").version;
        let seen = cases::SeenCase { number: brief.number.clone(), version };
        stage.write(&chen, |conn, scope| cases::file(conn, scope, &seen, "")).expect("filed");
        stage.paste(&second, &row("2026-10-12")).expect("done");
        let stopped = || {
            let all = stage.read(&chen, |conn, scope| ladder::of_case(conn, scope, brief.id)).expect("proposals");
            let found = all.into_iter().rev().find(|p| p.rule.measures == [MeasureKind::StopProduction]);
            found.expect("failed twice running").state
        };
        assert_eq!(stopped(), ProposalState::Open);
        // Of a county it does not count: article 18 speaks of provincial level or above.
        let edit = |version: i64, level| {
            let (first_on, last_on) = (day(9, 1), day(11, 20));
            let content =
                RoundContent { name: "二轮抽查".into(), level: Some(level), department_id: Some(stage.bureau()), first_on, last_on };
            stage.write(&chen, |conn, scope| actions::edit(conn, scope, second.id, version, &content))
        };
        edit(2, SampleLevel::County).expect("edited");
        assert_eq!(stopped(), ProposalState::Stale);
        edit(3, SampleLevel::Province).expect("edited");
        assert_eq!(stopped(), ProposalState::Open, "and does again");
        // A round that went with its department is not saved as it was before.
        let moved =
            stage.write(&stage.office(), |conn, scope| lianxi::enforcement::move_department(conn, scope, stage.bureau(), stage.cities[0]));
        moved.expect("moved");
        let office = stage.office();
        let stale = stage.write(&office, |conn, scope| {
            let content = RoundContent {
                name: "改名".into(),
                level: Some(SampleLevel::Province),
                department_id: Some(stage.cities[0]),
                first_on: day(9, 1),
                last_on: day(11, 20),
            };
            actions::edit(conn, scope, second.id, 4, &content)
        });
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
    });
}

/// A workbook as laboratories send them: the firm, its code and its place stand in cells merged over its rows.
fn merged() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let (sheet, plain) = (book.add_worksheet(), rust_xlsxwriter::Format::new());
    sheet.merge_range(0, 0, 0, 9, "三季度饮料抽查结果", &plain).expect("a title");
    for (column, head) in (0u16..).zip(HEADS.trim_end().split('\t')) {
        sheet.write(1, column, head).expect("a head");
    }
    for firm in 0..2u32 {
        let (first, last) = (2 + firm * 3, 4 + firm * 3);
        let code = credit_code(90 + u64::from(firm));
        for (column, text) in [(1, format!("第{firm:02}饮料厂")), (2, code), (3, "南京市".to_owned())] {
            sheet.merge_range(first, column, last, column, &text, &plain).expect("merged");
        }
        let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 12).expect("a day");
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        for row in first..=last {
            let cells = [(4, format!("汽水{row}")), (5, format!("A{row}")), (6, "是".into()), (8, "合格".into())];
            for (column, text) in cells {
                sheet.write(row, column, text).expect("a cell");
            }
            sheet.write_with_format(row, 7, &day, &format).expect("a day");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn merged_cells_of_a_workbook_count_for_all_their_rows() {
    TestApp::each(|app| {
        let stage = Stage::new(app.db());
        stage.kinds();
        let round = stage.round("三季度饮料抽查");
        let (browser, path) = (app.browser(&stage.liaison), format!("/w/ours/samplings/{}/import", round.id));
        let preview = browser.upload(&path, &[], "file", "抽查.xlsx", &merged()).expect(200);
        let said = preview.select_text("#preview");
        assert!(said.contains("将登记 6 批次") && said.contains("登记 2 个新的当事人"), "{said}");
        let sent = preview.attr("input[name=table]", "value").expect("the table to confirm");
        browser.post(&path, &[("table", &sent), ("sure", "yes")]).expect(303);
        let sampled = stage.sampled(&round);
        let of = |name: &str| sampled.iter().filter(|s| s.party_name == name && Some(s.sampled_on) == day(9, 12)).count();
        assert_eq!((sampled.len(), of("第00饮料厂"), of("第01饮料厂")), (6, 3, 3));
        assert_eq!(stage.party_named("第01饮料厂").credit_code.map(|c| c.as_str().to_owned()), Some(credit_code(91)));
    });
}
