//! Officers who enforced unlawfully (article 23): a filed case is proposed once against their department, which decides nothing in it, and
//! neither the case tells of the matter nor the matter to others of the case.

use std::{sync::Barrier, thread};

use lianxi::{
    accountability::{
        Cause, Matter, SubjectKind,
        actions::{self, Seen},
        queries::{self, Order, Tab, Which},
        sweep,
    },
    enforcement::{
        Case, CaseState, Outcome,
        actions::cases::{self as cases, CaseContent},
        hand_over::{HandOverKind, actions::NewHandOver},
        measure::{FindingKind, actions::NewMeasure},
    },
    platform::error::Result,
    tenancy::Scope,
};

use crate::{
    enforcement::{
        cases::{Docket, day, key, seen},
        stage::wrong,
    },
    support::{TestApp, each_database},
};

/// A case about officers, held by the bureau; `of`: whose they are.
pub fn content(d: &Docket<'_>, title: &str, of: Option<i64>) -> CaseContent {
    let extra = vec![("acted_on".into(), "2026-11-10".into()), ("act".into(), "收费放行不合格产品".into())];
    CaseContent { extra, officers_of_id: of, product: String::new(), is_main_product: false, ..d.content(title) }
}

fn try_register(d: &Docket<'_>, scope: &Scope, content: &CaseContent) -> Result<Case> {
    let kind = d.kind("unlawful_enforcement");
    d.stage.write(scope, |conn, scope| cases::register(conn, scope, kind, d.party, content, None))
}

fn raised(d: &Docket<'_>) -> Vec<Matter> {
    let which = Which { cause: Some(Cause::UnlawfulEnforcement), ..Which::default() };
    d.stage.read(&d.stage.office(), |conn, scope| queries::list(conn, scope, &which, Tab::All, (Order::Age, true), 100, 0)).expect("read")
}

fn swept(d: &Docket<'_>) -> usize {
    sweep(d.stage.cast.db, &d.stage.cast.system(d.stage.workspace)).expect("a sweep").raised
}

fn dismiss(d: &Docket<'_>, number: &str) {
    let done = d.stage.write(&d.stage.office(), |conn, scope| actions::dismiss(conn, scope, &Seen::any(number), "证据不足"));
    done.expect("dismissed");
}

#[test]
fn a_case_about_officers_is_proposed_once_it_is_filed_and_again_only_with_what_was_found_since() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        assert_eq!(wrong(try_register(&d, &d.chen(), &content(&d, "无主", None))), [("officers".to_owned(), "field-required")]);
        assert_eq!(wrong(try_register(&d, &d.chen(), &content(&d, "外", Some(-7)))), [("officers".to_owned(), "case-holder-unknown")]);
        let case = try_register(&d, &d.chen(), &content(&d, "稽查员收费放行", Some(d.other))).expect("registered");
        assert_eq!(d.one(case.id).officers_of_id, Some(d.other));
        assert_eq!(swept(&d), 0, "registered is not filed");
        d.file(&case).expect("filed");
        let (start, scope) = (Barrier::new(2), d.stage.cast.system(d.stage.workspace));
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    start.wait();
                    sweep(&t.db, &scope).expect("a sweep");
                });
            }
        });
        let found = raised(&d);
        assert_eq!(found.len(), 1, "{found:#?}");
        let matter = &found[0];
        assert_eq!((matter.subject.kind, matter.subject.department_id), (SubjectKind::Department, d.other));
        assert_eq!(matter.basis, "苏政发〔2000〕84号第二十三条");
        let path = format!("/cases/{}", case.number);
        assert!(matter.facts.lines.iter().any(|l| l.key == "case" && l.path.as_deref() == Some(&*path)), "{:?}", matter.facts);
        assert!(matter.facts.lines.iter().any(|l| l.value.contains("收费放行不合格产品")));
        assert_eq!(matter.facts.text, d.one(case.id).facts);
        // Dismissed it stays so, until something is found of the case that was not known then.
        let find = |d: &Docket<'_>, kind| {
            let done = d.stage.write(&d.chen(), |conn, scope| {
                lianxi::enforcement::measure::actions::find(conn, scope, &seen(&d.one(case.id)), Some(kind), day(11, 23), "查实")
            });
            done.expect("found");
        };
        find(&d, FindingKind::Serious);
        dismiss(&d, &matter.number);
        assert_eq!(swept(&d), 0, "that was known");
        d.stage.cast.now += chrono::Duration::hours(1);
        find(&d, FindingKind::Proven);
        assert_eq!((swept(&d), swept(&d)), (1, 0), "found since, once");
        d.stage.cast.now += chrono::Duration::hours(1);
        find(&d, FindingKind::Criminal);
        assert_eq!(swept(&d), 0, "one runs already");
        assert_eq!(raised(&d).len(), 2);
    });
}

#[test]
fn a_case_that_came_to_nothing_is_proposed_against_nobody() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let close = |outcome| {
            let case = try_register(&d, &d.chen(), &content(&d, &format!("{outcome:?}"), Some(d.other))).expect("registered");
            d.file(&case).expect("filed");
            let seen = seen(&d.one(case.id));
            d.stage.write(&d.chen(), |conn, scope| cases::close(conn, scope, &seen, Some(outcome), "结案")).expect("closed");
        };
        close(Outcome::Quashed);
        close(Outcome::Unfounded);
        let case = try_register(&d, &d.chen(), &content(&d, "不立案", Some(d.other))).expect("registered");
        d.stage.write(&d.chen(), |conn, scope| cases::not_file(conn, scope, &seen(&case), "轻微")).expect("not filed");
        assert_eq!(swept(&d), 0);
        // What was put right was unlawful all the same.
        close(Outcome::Fulfilled);
        assert_eq!(swept(&d), 1);
    });
}

#[test]
fn the_department_of_the_officers_only_gives_the_case_away() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, office) = (d.chen(), d.stage.office());
        let own = content(&d, "自查", Some(d.stage.bureau));
        let case = try_register(&d, &chen, &own).expect("whoever finds it writes it down");
        let step =
            |scope: &Scope, work: &dyn Fn(&mut lianxi::platform::db::Conn, &Scope) -> Result<Case>| d.stage.write(scope, |c, s| work(c, s));
        let file = |conn: &mut lianxi::platform::db::Conn, scope: &Scope| cases::file(conn, scope, &seen(&d.one(case.id)), "");
        assert_eq!(key(step(&chen, &file)), "case-own-officers");
        assert_eq!(key(step(&chen, &|c, s| cases::not_file(c, s, &seen(&d.one(case.id)), "没有的事"))), "case-own-officers");
        assert_eq!(key(step(&chen, &|c, s| cases::edit(c, s, &seen(&d.one(case.id)), &own))), "case-own-officers");
        step(&office, &file).expect("the office files it");
        let impose = |scope: &Scope| {
            let new = NewMeasure { name: "训诫".into(), kind: Some(lianxi::enforcement::MeasureKind::Other), ..NewMeasure::default() };
            d.stage.write(scope, |conn, scope| lianxi::enforcement::measure::actions::impose(conn, scope, &seen(&d.one(case.id)), &new))
        };
        assert_eq!(key(impose(&chen)), "case-own-officers-keep");
        let close =
            |c: &mut lianxi::platform::db::Conn, s: &Scope| cases::close(c, s, &seen(&d.one(case.id)), Some(Outcome::Unfounded), "无");
        assert_eq!(key(step(&chen, &close)), "case-own-officers");
        // It may hand it over, and nobody hands it back.
        let new = |to: i64| NewHandOver {
            kind: Some(HandOverKind::Transfer),
            to_id: Some(to),
            reason: "回避".into(),
            legal_basis: "行政处罚法".into(),
            enclosures: "材料".into(),
            asked: "查处".into(),
            receipt_days: Some(3),
            ..NewHandOver::default()
        };
        let send = |scope: &Scope, to: i64| {
            d.stage.write(scope, |c, s| lianxi::enforcement::hand_over::actions::send(c, s, &seen(&d.one(case.id)), &new(to)))
        };
        send(&chen, d.other).expect("handed over");
        assert_eq!(d.one(case.id).state, CaseState::HandedOver);
        let second =
            try_register(&d, &d.stage.cast.scope(&d.ding), &CaseContent { holder_id: Some(d.other), ..own.clone() }).expect("made");
        d.stage.write(&d.stage.cast.scope(&d.ding), |c, s| cases::file(c, s, &seen(&second), "")).expect("filed");
        let back = d.stage.write(&d.stage.cast.scope(&d.ding), |c, s| {
            lianxi::enforcement::hand_over::actions::send(c, s, &seen(&d.one(second.id)), &new(d.stage.bureau))
        });
        assert_eq!(wrong(back), [("to".to_owned(), "hand-over-to-officers")]);
    });
}

#[test]
fn the_case_tells_of_its_officers_and_of_no_matter() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = try_register(&d, &d.chen(), &content(&d, "稽查员收费放行", Some(d.stage.bureau))).expect("registered");
        let chen = app.browser(&d.stage.liaison);
        let page = chen.get(&format!("/w/ours/cases/{}", case.number)).expect(200);
        assert!(page.text().contains("须移送其他单位") && page.text().contains("执法人员所属单位"), "{}", page.text());
        assert!(!page.text().contains("/file\"") && !page.text().contains("/close\""));
        chen.post(&format!("/w/ours/cases/{}/file", case.number), &[("version", "1")]).expect(403);
        d.stage.write(&d.stage.office(), |c, s| cases::file(c, s, &seen(&d.one(case.id)), "")).expect("filed");
        assert_eq!(swept(&d), 1);
        let number = raised(&d)[0].number.clone();
        for browser in [&chen, &app.browser(&d.ding), &app.browser(&d.stage.leader)] {
            let page = browser.get(&format!("/w/ours/cases/{}", case.number)).expect(200).text();
            assert!(!page.contains("执法人员违法执法") && !page.contains("/matters"), "{page}");
            browser.get(&format!("/w/ours/matters/{number}")).expect(404);
        }
    });
}
