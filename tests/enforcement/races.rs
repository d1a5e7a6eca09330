//! Two at once: one of them is told, nothing is done twice, and nothing breaks afterwards.

use std::{sync::Barrier, thread};

use chrono::{Duration, NaiveDate};
use lianxi::{
    calendar::DeadlineRule,
    enforcement::{
        Case, MeasureKind,
        actions::{
            self,
            cases::{self, CaseContent, InformerContent},
        },
        ladder::{self, Rule},
        measure::{
            self, FindingKind,
            actions::{self as imposing, NewMeasure},
        },
        queries::cases as queries,
    },
    platform::error::Error,
    tenancy::Scope,
};

use super::{
    cases::{Docket, day, seen},
    hand_overs::transfer,
};
use crate::support::{each_database, overlapping};

fn rectify(kind: MeasureKind) -> NewMeasure {
    NewMeasure {
        kind: Some(kind),
        legal_basis: "产品质量法第十七条".into(),
        rule: Some(DeadlineRule::AfterAssignment { working_days: 10 }),
        ..NewMeasure::default()
    }
}

impl Docket<'_> {
    fn hits(&self, words: &str) -> Vec<i64> {
        let search = |conn: &mut _, scope: &Scope| queries::search(conn, scope, words, 20);
        self.stage.read(&self.stage.office(), search).expect("found").into_iter().map(|c| c.id).collect()
    }

    fn retitled(&self, title: &str) -> CaseContent {
        CaseContent { facts: "复查后更正。".into(), ..self.content(title) }
    }

    fn in_force(&self, case: &Case) -> Vec<MeasureKind> {
        let all = self.stage.read(&self.chen(), |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
        all.into_iter().filter(|(m, _)| m.is_live()).map(|(m, _)| m.kind).collect()
    }
}

#[test]
fn a_party_renamed_while_its_case_is_saved_leaves_the_case_to_be_found_and_saved() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("碳酸饮料抽查不合格");
        let (chen, office) = (d.chen(), d.stage.office());
        let name = |n: usize| ["南京钟山饮品有限公司", "苏州长江饮品有限公司", "无锡太湖饮品有限公司"][n];
        let rename = |n: usize| move |conn: &mut _, scope: &Scope| actions::rename(conn, scope, d.party, 1 + n as i64, name(n), day(11, 1));
        // The name while the case is being saved, then the case while the name is.
        let retitle = |title: &'static str| {
            let now = d.one(case.id);
            let content = d.retitled(title);
            move |conn: &mut _, scope: &Scope| cases::edit(conn, scope, &seen(&now), &content)
        };
        let (edited, renamed) = overlapping(&t.db, (&chen, retitle("果汁标签不合格")), (&office, rename(0)));
        edited.expect("edited");
        renamed.expect("renamed");
        assert_eq!((d.hits("果汁标签 钟山饮品"), d.hits("碳酸饮料抽查不合格")), (vec![case.id], vec![]));
        let (renamed, edited) = overlapping(&t.db, (&office, rename(1)), (&chen, retitle("酱油标签不合格")));
        renamed.expect("renamed");
        // Its version is another one: whoever saw it before looks again.
        assert!(matches!(edited, Err(Error::Conflict)), "{edited:?}");
        // Whatever came first, both go on.
        d.stage.write(&chen, retitle("白酒标签不合格")).expect("edited");
        d.stage.write(&office, rename(2)).expect("renamed");
        assert_eq!((d.hits("白酒标签 太湖饮品"), d.hits("果汁标签"), d.hits("酱油标签")), (vec![case.id], vec![], vec![]));
        assert_eq!(d.hits("长江饮品"), [case.id], "former names count");
    });
}

#[test]
fn pieces_that_are_there_already_keep_no_case_from_being_saved() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("碳酸饮料抽查不合格");
        // As a rename in between has left it before: the key and the pieces say different things.
        let stale = format!("UPDATE cases SET search_key = 'x' WHERE id = {}", case.id);
        d.stage.write(&d.chen(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(stale), conn)?)).expect("as it was");
        let content = d.retitled("果汁标签不合格");
        d.stage.write(&d.chen(), |conn, scope| cases::edit(conn, scope, &seen(&d.one(case.id)), &content)).expect("edited");
        assert_eq!(d.hits("果汁标签"), [case.id]);
    });
}

#[test]
fn two_who_hand_a_case_over_at_once_hand_it_over_once() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("假冒饮料");
        let (chen, office) = (d.chen(), d.stage.office());
        let send = |to: i64| {
            let now = d.one(case.id);
            move |conn: &mut _, scope: &Scope| lianxi::enforcement::hand_over::actions::send(conn, scope, &seen(&now), &transfer(to))
        };
        let (first, second) = overlapping(&t.db, (&chen, send(d.other)), (&office, send(d.stage.cities[0])));
        let sent = first.expect("sent");
        assert!(matches!(second, Err(Error::Conflict | Error::Refused(_))), "{second:?}");
        let all = d.stage.read(&office, |conn, scope| lianxi::enforcement::hand_over::of_case(conn, scope, case.id)).expect("all");
        assert_eq!(all.iter().map(|h| h.id).collect::<Vec<_>>(), [sent.id]);
    });
}

#[test]
fn two_departments_that_impose_at_once_impose_once() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let office = d.stage.office();
        // Both are competent: one holds the case, the other one is named by the rule.
        let named = d.other;
        let enacted = d.stage.write(&office, |conn, scope| {
            let draft = ladder::actions::begin_draft(conn, scope)?;
            let rule = draft.rules.iter().find(|r| r.measures.contains(&MeasureKind::Publish)).cloned().expect("shipped");
            let draft = ladder::actions::put_rule(conn, scope, draft.version, Rule { competent_id: Some(named), ..rule })?;
            ladder::actions::enact(conn, scope, draft.version, Some(scope.today()), "由工商局公告")
        });
        enacted.expect("in force");
        let case = d.on_file("流入学校的饮料");
        d.find(&case, FindingKind::Serious);
        let p = d.only(&case);
        assert_eq!(p.department_id, d.other);
        let now = d.one(case.id);
        let (own, proposed) =
            (rectify(MeasureKind::Publish), NewMeasure { proposal: Some((p.id, p.version)), ..rectify(MeasureKind::Publish) });
        let impose = |new: NewMeasure| {
            let now = now.clone();
            move |conn: &mut _, scope: &Scope| imposing::impose(conn, scope, &seen(&now), &new)
        };
        let (first, second) = overlapping(&t.db, (&d.chen(), impose(own)), (&d.stage.cast.scope(&d.ding), impose(proposed)));
        first.expect("imposed");
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        assert_eq!(d.in_force(&case), [MeasureKind::Publish]);
    });
}

#[test]
fn two_rewards_proposed_at_once_are_one() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("举报的饮料");
        let (chen, office) = (d.chen(), d.stage.office());
        let informer = InformerContent {
            name: "某人".into(),
            reported_on: day(11, 20),
            viewers: vec![d.stage.liaison.membership_id],
            ..InformerContent::default()
        };
        d.stage.write(&chen, |conn, scope| cases::record_informer(conn, scope, &case.number, &informer)).expect("recorded");
        let reward = |conn: &mut _, scope: &Scope| cases::propose_reward(conn, scope, &case.number, "500", "举报属实");
        let (first, second) = overlapping(&t.db, (&chen, reward), (&office, reward));
        first.expect("proposed");
        assert!(matches!(second, Err(Error::Conflict | Error::Refused(_))), "{second:?}");
        let all = d.stage.read(&chen, |conn, scope| queries::rewards(conn, scope, case.id)).expect("read");
        assert_eq!(all.len(), 1);
    });
}

#[test]
fn two_workers_over_the_same_deadlines_propose_once() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let kind = d.kind("unlicensed_production");
        let mut last = NaiveDate::MIN;
        for n in 0..6 {
            let extra = vec![("catalogue".into(), "电线电缆".into())];
            let content = CaseContent { extra, ..d.content(&format!("无证生产{n}")) };
            let register = |conn: &mut _, scope: &Scope| cases::register(conn, scope, kind, d.party, &content, None);
            let case = d.stage.write(&d.chen(), register).expect("registered");
            d.file(&case).expect("filed");
            let order = rectify(MeasureKind::OrderLicence);
            let imposed = d.stage.write(&d.chen(), |conn, scope| imposing::impose(conn, scope, &seen(&d.one(case.id)), &order));
            last = imposed.expect("imposed").due_on.expect("due");
        }
        let system = d.stage.cast.system_on(d.stage.workspace, last + Duration::days(1));
        let start = Barrier::new(2);
        let proposed = thread::scope(|threads| {
            let look = || {
                start.wait();
                lianxi::enforcement::jobs::look(&t.db, &system)
            };
            let both = [threads.spawn(look), threads.spawn(look)];
            both.map(|one| one.join().expect("no panic"))
        });
        // One of the two may find the cases saved meanwhile, and comes again; it proposes nothing a second time.
        let conflict = |done: &Result<(usize, usize), Error>| matches!(done, Err(Error::Conflict));
        assert!(proposed.iter().all(|done| done.is_ok() || conflict(done)), "{proposed:?}");
        lianxi::enforcement::jobs::look(&t.db, &system).expect("looked again");
        let asked = d.stage.cast.mails(d.stage.workspace).into_iter().filter(|(cause, _)| cause == "case-proposed").count();
        assert_eq!(asked, 6, "each once");
    });
}
