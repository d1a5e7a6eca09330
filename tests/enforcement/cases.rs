//! Cases by the actions: numbers, states, who may, joinder and severance, and what becomes of them when parties and departments change.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        Came, Case, CaseAction, CaseKind, CaseState, KindState, MeasureKind, NextWhat, Outcome, RewardState,
        actions::{
            self,
            cases::{self, CaseContent, InformerContent, KindContent, SeenCase, Severed},
        },
        queries::cases as queries,
    },
    platform::error::{Error, Result},
    tenancy::{Function, Role, Scope},
};

use super::stage::{CODE, OTHER_CODE, Stage, company, wrong};
use crate::support::{cast::Member, each_database};

pub fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

/// The stage with its kinds, a party, and a second department with its liaison.
pub struct Docket<'a> {
    pub stage: Stage<'a>,
    pub kinds: Vec<CaseKind>,
    pub party: i64,
    pub other: i64,
    pub ding: Member,
}

impl<'a> Docket<'a> {
    pub fn new(db: &'a lianxi::platform::db::Db) -> Self {
        let stage = Stage::new(db);
        let made = stage.write(&stage.office(), cases::ship_kinds).expect("shipped");
        assert_eq!(made, 13);
        let kinds = stage.read(&stage.office(), queries::kinds).expect("kinds");
        let party = stage.company("南京金陵饮料有限公司", CODE).id;
        let other = stage.cast.department(stage.workspace, "GS", "省工商局");
        let ding = stage.cast.person(stage.workspace, "丁洁", &[Role::Liaison], &[(other, Function::Liaison)]);
        Self { stage, kinds, party, other, ding }
    }

    pub fn kind(&self, code: &str) -> i64 {
        self.kinds.iter().find(|k| k.code == code).expect("shipped").id
    }

    pub fn chen(&self) -> Scope {
        self.stage.cast.scope(&self.stage.liaison)
    }

    pub fn content(&self, title: &str) -> CaseContent {
        CaseContent {
            title: title.into(),
            facts: "抽查碳酸饮料 1 批次，菌落总数超标。".into(),
            extra: vec![("failed_items".into(), "菌落总数".into())],
            product: "碳酸饮料".into(),
            is_main_product: true,
            region_id: Some(self.stage.cities[0]),
            place: "南京市江宁区".into(),
            holder_id: Some(self.stage.bureau),
            came: Some(Came::Form),
            found_on: day(11, 20),
            officers_of_id: None,
            campaign_id: None,
        }
    }

    pub fn try_register(&self, scope: &Scope, content: &CaseContent) -> Result<Case> {
        let kind = self.kind("sampling_failure");
        self.stage.write(scope, |conn, scope| cases::register(conn, scope, kind, self.party, content, None))
    }

    pub fn register(&self, title: &str) -> Case {
        self.try_register(&self.chen(), &self.content(title)).expect("registered")
    }

    pub fn one(&self, id: i64) -> Case {
        self.stage.read(&self.stage.office(), |conn, scope| queries::one(conn, scope, id)).expect("there")
    }

    pub fn file(&self, case: &Case) -> Result<Case> {
        self.stage.write(&self.chen(), |conn, scope| cases::file(conn, scope, &seen(case), ""))
    }

    /// What its timeline says, the oldest first.
    pub fn told(&self, id: i64) -> Vec<String> {
        let events = self.stage.read(&self.stage.office(), |conn, scope| queries::events(conn, scope, id, None, 100)).expect("events");
        events.into_iter().rev().map(|e| e.action).collect()
    }

    fn found(&self, words: &str) -> Vec<String> {
        let found = self.stage.read(&self.stage.office(), |conn, scope| queries::search(conn, scope, words, 20)).expect("found");
        found.into_iter().map(|c| c.number).collect()
    }
}

pub fn seen(case: &Case) -> SeenCase {
    SeenCase { number: case.number.clone(), version: case.version }
}

/// The key a refusal or a denial says.
pub fn key<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(m) | Error::Forbidden(m)) => m.key,
        other => panic!("allowed: {other:?}"),
    }
}

#[test]
fn a_case_is_registered_with_all_that_is_wrong_said_at_once() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let stage = &d.stage;
        let bad = CaseContent {
            facts: " ".into(),
            product: String::new(),
            extra: Vec::new(),
            region_id: Some(d.other),
            holder_id: Some(d.other),
            came: None,
            found_on: day(12, 30),
            ..d.content("甲")
        };
        let fields: Vec<_> = wrong(d.try_register(&d.chen(), &bad)).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["came", "facts", "extra_failed_items", "product", "region", "holder", "found_on"]);
        // Nothing is found against a party before it was there.
        let mut founded = company("南京金陵饮料有限公司", CODE);
        founded.founded_on = "2026-11-10".into();
        stage.write(&stage.office(), |conn, scope| actions::edit(conn, scope, d.party, 1, &founded)).expect("edited");
        let early = CaseContent { found_on: day(11, 9), ..d.content("甲") };
        assert_eq!(wrong(d.try_register(&d.chen(), &early)), [("found_on".into(), "case-found-before")]);
        let typed = [("sampled_on".into(), "十月".into()), ("failed_items".into(), "菌落".into())];
        let dated = CaseContent { extra: typed.into(), ..d.content("甲") };
        assert_eq!(wrong(d.try_register(&d.chen(), &dated)), [("extra_sampled_on".into(), "case-extra-no-date")]);
        // Leaders and auditors only read.
        let leader = stage.cast.scope(&stage.leader);
        assert_eq!(key(d.try_register(&leader, &d.content("甲"))), "forbidden-needs-role");
        let case = d.try_register(&d.chen(), &CaseContent { title: String::new(), ..d.content("") }).expect("registered");
        assert_eq!((case.number.as_str(), case.state), ("2026-0001", CaseState::Registered));
        assert_eq!(case.title, "南京金陵饮料有限公司：监督抽查不合格");
        assert_eq!((case.next_what, case.next_due_on), (Some(NextWhat::File), Some(case.file_due_on)));
        assert_eq!(case.file_due_on, NaiveDate::from_ymd_opt(2026, 11, 30).expect("five working days after Monday the 23rd"));
        assert_eq!(case.extra[0].label, "不合格项目");
        // A retired kind takes no new case.
        let kind = d.kind("sampling_failure");
        stage.write(&stage.office(), |conn, scope| cases::retire_kind(conn, scope, kind, 1, "改由专项登记")).expect("retired");
        assert_eq!(wrong(d.try_register(&d.chen(), &d.content("乙"))), [("kind".into(), "case-kind-retired")]);
        assert_eq!(stage.write(&stage.office(), cases::ship_kinds).expect("nothing is missing"), 0);
    });
}

#[test]
fn numbers_have_no_gaps_and_states_say_what_is_next() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let [first, second, third] = ["甲", "乙", "丙"].map(|title| d.register(title));
        let filed = d.file(&first).expect("filed");
        assert_eq!(filed.formal_number.as_deref(), Some("质案〔2026〕1号"));
        assert_eq!((filed.state, filed.next_what), (CaseState::Open, Some(NextWhat::Measure)));
        // Neither what is not filed nor what is refused takes a number.
        let not_filed = |reason: &str| d.stage.write(&d.chen(), |conn, scope| cases::not_file(conn, scope, &seen(&second), reason));
        assert_eq!(wrong(not_filed(" ")), [("reason".into(), "field-required")]);
        let dropped = not_filed("轻微并已改正").expect("not filed");
        assert_eq!((dropped.state, dropped.outcome, dropped.next_due_on), (CaseState::Closed, Some(Outcome::NotFiled), None));
        let ding = d.stage.cast.scope(&d.ding);
        assert_eq!(key(d.stage.write(&ding, |conn, scope| cases::file(conn, scope, &seen(&third), ""))), "case-forbidden");
        assert_eq!(key(d.file(&filed)), "case-refused");
        assert!(matches!(d.file(&Case { version: 7, ..third.clone() }), Err(Error::Conflict)));
        // The workspace's own pattern.
        let settings = r#"{"case_number":"苏质案〔{year}〕{n}号"}"#;
        let sql = format!("UPDATE workspaces SET settings = '{settings}' WHERE id = {}", d.stage.workspace);
        let tenant = lianxi::platform::db::Tenant::One(d.stage.workspace);
        t.db.write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("set");
        let third = d.file(&third).expect("filed");
        assert_eq!(third.formal_number.as_deref(), Some("苏质案〔2026〕2号"));
        // Closed with an outcome somebody chooses, and taken up again under its number.
        let close = |outcome| d.stage.write(&d.chen(), |conn, scope| cases::close(conn, scope, &seen(&third), outcome, "复查合格"));
        assert_eq!(wrong(close(Some(Outcome::NotFiled))), [("outcome".into(), "field-required")]);
        let closed = close(Some(Outcome::Fulfilled)).expect("closed");
        let reopened = d.stage.write(&d.chen(), |conn, scope| cases::reopen(conn, scope, &seen(&closed), "又有举报")).expect("reopened");
        assert_eq!((reopened.state, &reopened.formal_number), (CaseState::Open, &third.formal_number));
        let again = d.stage.write(&d.chen(), |conn, scope| cases::reopen(conn, scope, &seen(&dropped), "又有举报")).expect("reopened");
        assert_eq!((again.state, again.formal_number, again.outcome), (CaseState::Registered, None, None));
        assert_eq!(d.told(third.id), ["register", "file", "close", "reopen"]);
    });
}

#[test]
fn joined_and_severed_cases_keep_both_histories() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let stage = &d.stage;
        let main = d.file(&d.register("主案")).expect("filed");
        let side = d.register("从案");
        let join = |scope: &Scope, case: &Case, into: &str| {
            stage.write(scope, |conn, scope| cases::join(conn, scope, &seen(case), into, "同一批货"))
        };
        assert_eq!(wrong(join(&d.chen(), &side, "2026-0099")), [("into".into(), "case-join-unknown")]);
        assert_eq!(wrong(join(&d.chen(), &side, &side.number)), [("into".into(), "case-join-itself")]);
        join(&d.chen(), &side, "质案〔2026〕1号").expect("joined by its formal number");
        let side = d.one(side.id);
        assert_eq!((side.outcome, side.joined_into_id), (Some(Outcome::Merged), Some(main.id)));
        assert_eq!(
            (d.told(side.id), d.told(main.id)),
            (vec!["register".into(), "join".into()], vec!["register".into(), "file".into(), "absorb".into()])
        );
        // Into one that goes on elsewhere means where it goes on; into itself by that way is refused.
        let third = d.register("第三案");
        let into = join(&d.chen(), &third, &side.number).expect("joined");
        assert_eq!(into.id, main.id);
        assert_eq!(wrong(join(&d.chen(), &main, &side.number)), [("into".into(), "case-join-itself")]);
        let relatives = stage.read(&stage.office(), |conn, scope| queries::relatives(conn, scope, main.id)).expect("read");
        assert_eq!(relatives.iter().map(|c| c.id).collect::<Vec<_>>(), [side.id, third.id]);
        // Another department's case takes in no other's but by the office.
        let foreign = CaseContent { holder_id: Some(d.other), ..d.content("外局案") };
        let foreign = d.try_register(&stage.office(), &foreign).expect("the office registers for any");
        let fourth = d.register("第四案");
        assert_eq!(wrong(join(&d.chen(), &fourth, &foreign.number)), [("into".into(), "case-join-holder")]);
        join(&stage.office(), &fourth, &foreign.number).expect("by the office");
        // A part of the main case becomes one of its own.
        let kind = d.kind("counterfeit");
        let content = CaseContent { extra: vec![("value".into(), "33,600".into())], came: None, ..d.content("分出的案") };
        let sever = |version: i64, reason: &str| {
            let severed = Severed { from: SeenCase { number: main.number.clone(), version }, reason: reason.into() };
            stage.write(&d.chen(), |conn, scope| cases::register(conn, scope, kind, d.party, &content, Some(&severed)))
        };
        assert_eq!(wrong(sever(main.version, "")), [("reason".into(), "field-required")]);
        let part = sever(main.version, "货源不同").expect("severed");
        assert_eq!((part.came, part.severed_from_id, part.extra[0].value.as_str()), (Came::Severed, Some(main.id), "33600"));
        assert!(matches!(sever(main.version, "再分"), Err(Error::Conflict)), "it was saved since");
        assert_eq!(d.told(main.id).last().map(String::as_str), Some("sever"));
        assert_eq!(d.told(part.id), ["register_severed"]);
    });
}

#[test]
fn cases_follow_their_party_and_their_department() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let stage = &d.stage;
        let case = d.register("甲案");
        assert_eq!(d.found("金陵饮料 碳酸"), std::slice::from_ref(&case.number));
        let office = stage.office();
        let rename = |conn: &mut _, scope: &Scope| actions::rename(conn, scope, d.party, 1, "南京钟山饮品有限公司", day(11, 1));
        stage.write(&office, rename).expect("renamed");
        assert_eq!(
            (d.found("钟山饮品"), d.found("金陵饮料")),
            (vec![case.number.clone()], vec![case.number.clone()]),
            "former names count"
        );
        let into = stage.company("苏州长江集团股份有限公司", OTHER_CODE);
        stage.write(&office, |conn, scope| actions::merge(conn, scope, (d.party, 2), (into.id, 1), "吸收合并")).expect("merged");
        let moved = d.one(case.id);
        // The new name, the other party and its names: each time whoever saw the case before has to look again.
        assert_eq!((moved.party_id, moved.version), (into.id, 4));
        assert_eq!((d.found("长江集团"), d.told(case.id)), (vec![case.number.clone()], vec!["register".into(), "party".into()]));
        let of = |id| stage.read(&office, |conn, scope| queries::of_party(conn, scope, id)).expect("read").len();
        assert_eq!(of(into.id), 1);
        // Against the merged one means against the one it lives on in.
        let kind = d.kind("sampling_failure");
        let late = stage.write(&d.chen(), |conn, scope| cases::register(conn, scope, kind, d.party, &d.content("乙案"), None));
        assert_eq!(late.expect("registered").party_id, into.id);
        let [nanjing, wuxi] = stage.cities;
        let go = |from, to| stage.write(&office, |conn, scope| lianxi::enforcement::move_department(conn, scope, from, to)).expect("moved");
        go(stage.bureau, d.other);
        go(nanjing, wuxi);
        let moved = d.one(case.id);
        assert_eq!((moved.holder_id, moved.region_id), (d.other, Some(wuxi)));
        assert_eq!(d.told(case.id).last().map(String::as_str), Some("holder"));
        // From then on it is the other department's.
        assert_eq!(key(d.file(&moved)), "case-forbidden");
        assert!(moved.permit(&stage.cast.scope(&d.ding), CaseAction::File, None).is_ok());
        let mine = queries::CaseFilter { holder_id: Some(d.other), region_id: Some(wuxi), ..Default::default() };
        let counts = stage.read(&office, |conn, scope| queries::counts(conn, scope, &mine)).expect("counted");
        assert_eq!(counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [2, 2, 0, 0, 0, 0]);
    });
}

#[test]
fn who_reported_it_is_for_those_named_alone_and_another_approves_the_reward() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let stage = &d.stage;
        let case = d.register("举报案");
        let number = case.number.as_str();
        let content = InformerContent {
            name: "赵立春".into(),
            contact: "0516-80000000".into(),
            reported_on: day(11, 18),
            viewers: vec![stage.liaison.membership_id],
            ..InformerContent::default()
        };
        let record = |scope: &Scope, content: &InformerContent| {
            stage.write(scope, |conn, scope| cases::record_informer(conn, scope, number, content))
        };
        let bad = InformerContent {
            is_anonymous: true,
            reported_on: day(12, 30),
            viewers: vec![stage.administrator.membership_id],
            ..content.clone()
        };
        let fields = wrong(record(&d.chen(), &bad));
        assert_eq!(fields.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), ["name", "reported_on", "viewers"]);
        let propose =
            |scope: &Scope, amount: &str| stage.write(scope, |conn, scope| cases::propose_reward(conn, scope, number, amount, "线索准确"));
        assert_eq!(key(propose(&d.chen(), "3000")), "case-reward-no-informer");
        record(&d.chen(), &content).expect("recorded");
        assert_eq!(key(record(&stage.office(), &content)), "case-informer-there");
        let look = |scope: &Scope, reason: &str| stage.write(scope, |conn, scope| cases::reveal_informer(conn, scope, number, reason));
        // Not even the secretariat looks unless it is named.
        assert_eq!(key(look(&stage.office(), "想看")), "case-informer-not-named");
        assert_eq!(wrong(look(&d.chen(), "")), [("reason".into(), "field-required")]);
        let (_, shown) = look(&d.chen(), "通知领取奖励").expect("named");
        assert_eq!((shown.name.as_str(), shown.contact.as_str()), ("赵立春", "0516-80000000"));
        assert_eq!(d.told(case.id), ["register", "informer", "reveal"]);
        assert!(d.found("赵立春").is_empty() && d.found("80000000").is_empty());
        let name = |scope: &Scope, version, viewers: &[i64]| {
            stage.write(scope, |conn, scope| cases::set_viewers(conn, scope, number, version, viewers, "调岗"))
        };
        assert_eq!(key(name(&stage.office(), 1, &[stage.zhou.membership_id])), "case-informer-not-named");
        // Once nobody named is there any more, the secretariat names others.
        let sql = format!(
            "UPDATE memberships SET state = 'left' WHERE workspace_id = {} AND id = {}",
            stage.workspace, stage.liaison.membership_id
        );
        let tenant = lianxi::platform::db::Tenant::One(stage.workspace);
        t.db.write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("left");
        assert!(matches!(name(&stage.office(), 3, &[stage.zhou.membership_id]), Err(Error::Conflict)));
        name(&stage.office(), 1, &[stage.zhou.membership_id]).expect("named");
        look(&stage.office(), "核对").expect("named now");
        // The reward, once the report has led to a case.
        let file = |conn: &mut _, scope: &Scope| cases::file(conn, scope, &seen(&d.one(case.id)), "");
        stage.write(&stage.office(), file).expect("filed");
        assert_eq!(wrong(propose(&stage.office(), "三千")), [("amount".into(), "case-reward-amount-wrong")]);
        propose(&stage.office(), "3,000").expect("proposed");
        assert_eq!(key(propose(&stage.office(), "10")), "case-reward-waits");
        let rewards = || stage.read(&stage.office(), |conn, scope| queries::rewards(conn, scope, case.id)).expect("read");
        let id = rewards()[0].id;
        let decide = |scope: &Scope, approve, reason: &str| {
            stage.write(scope, |conn, scope| cases::decide_reward(conn, scope, number, id, approve, reason))
        };
        assert_eq!(key(decide(&stage.office(), true, "")), "case-reward-own");
        assert_eq!(key(decide(&stage.cast.scope(&d.ding), true, "")), "case-forbidden-keep");
        let wu = stage.cast.person(stage.workspace, "吴娟", &[Role::Secretariat], &[]);
        let wu = stage.cast.scope(&wu);
        assert_eq!(wrong(decide(&wu, false, "")), [("reason".into(), "field-required")]);
        decide(&wu, true, "").expect("approved");
        assert_eq!(key(decide(&wu, false, "不妥")), "case-reward-decided");
        assert_eq!(
            (rewards()[0].state, rewards()[0].amount, rewards()[0].decided_by_name.as_str()),
            (RewardState::Approved, 300_000, "吴娟")
        );
    });
}

#[test]
fn whoever_may_look_is_found_among_many() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, workspace) = (&d.stage, d.stage.workspace);
        let case = d.register("举报案");
        // Last of all by name, and two thousand before.
        let last = stage.cast.person(workspace, "龥某", &[Role::Liaison], &[(d.other, Function::Liaison)]);
        let informer = InformerContent {
            name: "赵立春".into(),
            reported_on: day(11, 18),
            viewers: vec![last.membership_id],
            ..InformerContent::default()
        };
        stage.write(&d.chen(), |conn, scope| cases::record_informer(conn, scope, &case.number, &informer)).expect("recorded");
        let many = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 2100) INSERT INTO ";
        let run = |tenant, sql: String| {
            stage
                .cast
                .db
                .write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(many.to_owned() + &sql), conn)?))
                .expect("many")
        };
        run(
            lianxi::platform::db::Tenant::Installation,
            "people (id, email, email_key, name, is_operator, state, created_at, version) SELECT i, 'm' || i || '@example.cn', 'm' || i || \
             '@example.cn', '丁某', false, 'active', '2026-11-23 01:00:00', 1 FROM n"
                .into(),
        );
        let one = lianxi::platform::db::Tenant::One(workspace);
        run(
            one,
            format!(
                "memberships (workspace_id, id, person_id, state, joined_at, version) \
                 SELECT {workspace}, i, i, 'active', '2026-11-23 01:00:00', 1 FROM n"
            ),
        );
        run(one, format!("membership_roles (workspace_id, membership_id, role) SELECT {workspace}, i, 'liaison' FROM n"));
        let reveal = |conn: &mut _, scope: &Scope| cases::reveal_informer(conn, scope, &case.number, "核对奖励");
        let (_, stored) = stage.write(&stage.cast.scope(&last), reveal).expect("revealed");
        let may = |scope: &Scope| stage.read(scope, |conn, scope| cases::may_name(conn, scope, &stored)).expect("asked");
        assert_eq!((may(&stage.cast.scope(&last)), may(&stage.office())), (true, false), "one of them is there");
        let leave = format!("UPDATE memberships SET state = 'left' WHERE id = {}", last.membership_id);
        stage.write(&stage.office(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(leave), conn)?)).expect("left");
        assert!(may(&stage.office()));
    });
}

#[test]
fn kinds_are_the_secretariats_and_the_shipped_ones_say_what_the_policy_says() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        // Article by article: what follows first.
        let first: Vec<(&str, &str, Vec<MeasureKind>)> =
            d.kinds.iter().map(|k| (k.code.as_str(), k.article.as_str(), k.measures.iter().map(|m| m.measure).collect())).collect();
        use MeasureKind::*;
        let policy: [(&str, &str, &[MeasureKind]); 13] = [
            ("sampling_failure", "第 18 条", &[Publish, NotifyGovernment, Rectify, BarFromAwards]),
            ("sampling_refused", "第 18 条", &[CompulsorySampling, Publish, NotifyGovernment, BarFromAwards]),
            ("licence_misuse", "第 15 条", &[SuspendLicence, Rectify]),
            ("unlicensed_production", "第 15 条", &[Penalty, OrderLicence]),
            ("opening_without_conditions", "第 16 条", &[StopProduction, Rectify]),
            ("obsolete_products", "第 17 条", &[StopProduction, CloseDown]),
            ("procurement_of_failing", "第 19 条", &[Rectify, NotifyGovernment]),
            ("unlawful_ranking", "第 20 条", &[Rectify, Penalty]),
            ("false_certification", "第 21 条", &[Rectify, Penalty]),
            ("counterfeit", "第 23 条", &[SealSeize, Confiscate, Penalty]),
            ("providing_means", "第 23 条", &[Penalty]),
            ("knowing_sale_or_use", "第 23 条", &[SealSeize, Confiscate, Penalty]),
            ("unlawful_enforcement", "第 23 条", &[Other]),
        ];
        assert_eq!(first, policy.map(|(code, article, measures)| (code, article, measures.to_vec())));
        let content = KindContent {
            name: "虚假标识".into(),
            days_to_file: "7".into(),
            fields: vec![
                ("标识内容".into(), None, true),
                (String::new(), None, false),
                ("数量".into(), Some(lianxi::enforcement::ExtraKind::Number), false),
            ],
            measures: vec![(Some(Rectify), "15".into()), (None, String::new())],
            ..KindContent::default()
        };
        let office = d.stage.office();
        assert_eq!(key(d.stage.write(&d.chen(), |conn, scope| cases::new_kind(conn, scope, &content))), "forbidden-needs-role");
        let kind = d.stage.write(&office, |conn, scope| cases::new_kind(conn, scope, &content)).expect("added");
        assert_eq!(kind.fields.iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), ["f1", "f2"]);
        let edit =
            |version, content: &KindContent| d.stage.write(&office, |conn, scope| cases::edit_kind(conn, scope, kind.id, version, content));
        let bad = KindContent {
            name: "制假售假".into(),
            days_to_file: "0".into(),
            fields: vec![("标识内容".into(), None, true), ("标识内容".into(), None, true)],
            measures: vec![(Some(Rectify), "900".into())],
            ..content.clone()
        };
        let fields: Vec<_> = wrong(edit(1, &bad)).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["name", "days_to_file", "field_label_1", "measure_days_0"]);
        // A field that stays keeps its key, a new one gets a new one, whatever the order.
        let other = KindContent { fields: vec![("产地".into(), None, false), ("数量".into(), None, false)], ..content.clone() };
        let edited = edit(1, &other).expect("edited");
        assert_eq!(edited.fields.iter().map(|f| f.key.as_str()).collect::<Vec<_>>(), ["f3", "f2"]);
        assert!(matches!(edit(1, &content), Err(Error::Conflict)));
        let retired = d.stage.write(&office, |conn, scope| cases::retire_kind(conn, scope, kind.id, 2, "并入制假售假")).expect("retired");
        assert_eq!(retired.state, KindState::Retired);
        assert_eq!(key(d.stage.write(&office, |conn, scope| cases::retire_kind(conn, scope, kind.id, 3, "再"))), "case-kind-is");
    });
}
