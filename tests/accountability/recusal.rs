//! Whoever stands back knows of a matter no longer, of the office or not; whoever looked into it does not decide, named still or not.

use lianxi::{
    accountability::{
        Body, Cause, Form, Part, SubjectKind,
        actions::{self, ByHand, Seen},
    },
    duties,
    tenancy::Role,
};

use super::stage::Stage;
use crate::support::{TestApp, cast::Member};

const TITLE: &str = "瞒报抽查结果";

/// A matter against the city, taken up.
fn taken_up(g: &Stage<'_>) -> String {
    let typed = ByHand {
        cause: Some(Cause::Misconduct),
        title: TITLE.into(),
        subject_kind: Some(SubjectKind::LocalGovernment),
        department_id: Some(g.city),
        on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
        basis: "第二十五条".into(),
        facts: "抽查结果未按期上报".into(),
        ..ByHand::default()
    };
    let office = g.s.office();
    let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, &typed)).number;
    g.act(&office, |conn, scope| actions::accept(conn, scope, &Seen::any(&*number), ""));
    number
}

fn name(g: &Stage<'_>, number: &str, who: &Member) -> i64 {
    let seen = Seen::any(number);
    g.act(&g.s.office(), |conn, scope| actions::appoint(conn, scope, &seen, who.membership_id, Part::Handler)).id
}

#[test]
fn a_secretary_who_stands_back_knows_of_it_no_longer_and_the_last_one_cannot() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = taken_up(&g);
        let at = format!("/w/ours/matters/{number}");
        let (zhou, sun) = (g.browser(&g.s.zhou), g.browser(&g.s.sun));
        name(&g, &number, &g.s.sun);
        let stands_back = [("interest", "yes"), ("reason", "与该市负责人有亲属关系")];
        sun.post(&format!("{at}/declare"), &stands_back).expect(303);
        assert_eq!(g.told("matter-recused"), ["周敏"], "not whoever stands back");

        for tail in ["", "/file.docx", "/files", "/investigation", "/dismiss", "/people", "/notify"] {
            sun.get(&format!("{at}{tail}")).expect(404);
        }
        sun.post(&format!("{at}/dismiss"), &[("reason", "不必追究")]).expect(404);
        for path in ["/w/ours", "/w/ours/matters?tab=all", "/w/ours/matters/board", &format!("/w/ours/search?q={number}")] {
            let page = sun.get(path).expect(200).select_text("main");
            assert!(!page.contains(TITLE) && !page.contains(&format!("matters/{number}")), "{path}: {page}");
        }
        assert!(sun.get("/w/ours/matters/board").expect(200).grid().is_empty());
        let rows = |browser: &crate::support::app::Browser| {
            let answer = browser.get("/w/ours/matters.xlsx?tab=all").expect_file(200);
            let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(answer.body)).expect("a workbook");
            calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("cells").height()
        };
        assert_eq!(rows(&sun) + 1, rows(&zhou));

        // Somebody of the office has to be there: the last one names another first.
        name(&g, &number, &g.s.zhou);
        let refused = zhou.post(&format!("{at}/declare"), &stands_back).expect(409);
        assert!(refused.text().contains("办公室已没有其他人员"), "{}", refused.select_text("main"));
        let new = g.s.cast.person(g.s.workspace, "新同志", &[Role::Secretariat], &[]);
        zhou.post(&format!("{at}/declare"), &stands_back).expect(303);
        zhou.get(&at).expect(404);
        assert!(g.browser(&new).get(&at).expect(200).select_text("#people").contains("亲属关系"));

        // What comes of it goes to the one who may know.
        let office = g.s.cast.scope(&new);
        let seen = Seen::any(&*number);
        let handler = g.s.liaisons[1].membership_id;
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
        g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
        g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
        g.browser(&g.he).post(&format!("{at}/reply"), &[("text", "已补报")]).expect(303);
        assert_eq!(g.told("matter-came"), ["新同志"]);
    });
}

#[test]
fn a_secretary_who_looked_into_it_decides_nothing_even_when_taken_off() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = taken_up(&g);
        let at = format!("/w/ours/matters/{number}");
        let (zhou, sun) = (g.browser(&g.s.zhou), g.browser(&g.s.sun));
        let row = name(&g, &number, &g.s.sun);
        sun.post(&format!("{at}/declare"), &[("interest", "no")]).expect(303);
        sun.post(&format!("{at}/note"), &[("text", "查阅了台账")]).expect(303);
        zhou.post(&format!("{at}/notify"), &[]).expect(303);
        sun.post(&format!("{at}/people/{row}/release"), &[]).expect(303);
        // Named again and taken off again before declaring: they have looked into it all the same.
        let again = name(&g, &number, &g.s.sun);
        zhou.post(&format!("{at}/people/{again}/release"), &[]).expect(303);
        // Named by mistake: has seen no note, and may.
        let mistaken = name(&g, &number, &g.s.zhou);
        zhou.post(&format!("{at}/people/{mistaken}/release"), &[]).expect(303);
        g.browser(&g.he).post(&format!("{at}/reply"), &[("text", "已补报")]).expect(303);
        let decide = [
            ("form", "criticism"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "department"),
            ("department", &g.s.departments[1].to_string()),
            ("on", "2026-11-23"),
        ];
        let page = sun.get(&at).expect(200);
        assert!(!page.text().contains(&format!("{at}/decide")), "it is not offered");
        assert!(!sun.get("/w/ours").expect(200).select_text("main").contains("待决定"), "nor does it wait");
        assert!(zhou.get("/w/ours").expect(200).select_text("main").contains("待决定"));
        let refused = sun.post(&format!("{at}/decide"), &decide).expect(409);
        assert!(refused.text().contains("不能录入决定：请由办公室其他人员"), "{}", refused.select_text("main"));
        zhou.post(&format!("{at}/decide"), &decide).expect(303);
    });
}

#[test]
fn a_secretary_who_stands_back_learns_of_no_duty_that_comes_of_it() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = taken_up(&g);
        let (seen, office) = (Seen::any(&*number), g.s.office());
        name(&g, &number, &g.s.sun);
        let sun = g.browser(&g.s.sun);
        sun.post(&format!("/w/ours/matters/{number}/declare"), &[("interest", "yes"), ("reason", "亲属")]).expect(303);
        let handler = g.s.liaisons[1].membership_id;
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
        g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
        g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
        g.browser(&g.he).post(&format!("/w/ours/matters/{number}/reply"), &[("text", "属实")]).expect(303);
        let concluded = actions::Concluded {
            form: Some(Form::Criticism),
            basis: "第二十五条".into(),
            text: "通报批评".into(),
            body: Some(Body::Department),
            department_id: Some(g.s.departments[2]),
            on: chrono::NaiveDate::from_ymd_opt(2026, 11, 23),
            ..actions::Concluded::default()
        };
        g.act(&office, |conn, scope| actions::conclude(conn, scope, &seen, &concluded));
        let charged = actions::Charged {
            title: "补齐整改".into(),
            requirement: "一个月内补查 79 件".into(),
            lead_id: Some(g.city),
            due_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 30),
        };
        let duty = g.act(&office, |conn, scope| actions::charge(conn, scope, &seen, &charged));
        let of_city = g.s.cast.scope(&g.he);
        let at = lianxi::duties::Seen::any(duty.id);
        g.act(&of_city, |conn, scope| duties::actions::accept(conn, scope, at, g.city));
        g.act(&of_city, |conn, scope| duties::actions::submit(conn, scope, at, g.city, "已补齐"));
        // Nothing of it in any list, count, search, home or mail; the other one of the office has all of it.
        let (zhou, path) = (g.browser(&g.s.zhou), format!("/w/ours/duties/{}", duty.number));
        for tail in ["", "/close", "/files", "/return"] {
            sun.get(&format!("{path}{tail}")).expect(404);
        }
        sun.post(&format!("{path}/close"), &[("remark", "可以")]).expect(404);
        let lists = ["/w/ours", "/w/ours/duties", "/w/ours/duties?tab=all", "/w/ours/duties?tab=submitted", "/w/ours/search?q=补齐整改"];
        for list in lists {
            let (theirs, ours) = (sun.get(list).expect(200), zhou.get(list).expect(200));
            assert!(!theirs.text().contains(&path), "{list}");
            assert!(ours.text().contains(&path) || !list.contains("q="), "{list}");
        }
        // A number leads straight to what has it.
        let by_number = format!("/w/ours/search?q={}", duty.number);
        assert!(!sun.get(&by_number).expect(200).text().contains(&path));
        assert_eq!(zhou.get(&by_number).expect(303).location(), path);
        assert!(zhou.get("/w/ours").expect(200).select_text("main").contains("补齐整改"));
        let count = |browser: &crate::support::app::Browser| browser.get("/w/ours/duties?tab=all").expect(200).listed();
        assert_eq!(count(&sun) + 1, count(&zhou));
        let told: Vec<String> =
            g.s.cast.mails(g.s.workspace).into_iter().filter(|(cause, _)| cause.starts_with("duty-")).map(|(_, to)| to).collect();
        assert!(told.contains(&"周敏".to_owned()) && !told.contains(&"孙波".to_owned()), "{told:?}");
        // The investigator is shown that there is one, and no link that would not open.
        let wang = g.browser(&g.s.liaisons[1]).get(&format!("/w/ours/matters/{number}")).expect(200);
        assert!(wang.select_text("#duties").contains("补齐整改") && !wang.text().contains(&path));
        // After the decision somebody else can be named to verify, and is asked first.
        let late = g.s.liaisons[2].membership_id;
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, late, Part::Handler));
        let zhao = g.browser(&g.s.liaisons[2]);
        assert!(zhao.get("/w/ours").expect(200).select_text("main").contains("待申报回避"));
        zhao.post(&format!("/w/ours/matters/{number}/declare"), &[("interest", "no")]).expect(303);
        // Standing back after the duty was given out works as well.
        name(&g, &number, &g.s.zhou);
        g.s.cast.person(g.s.workspace, "新同志", &[Role::Secretariat], &[]);
        zhou.post(&format!("/w/ours/matters/{number}/declare"), &[("interest", "yes"), ("reason", "亲属")]).expect(303);
        zhou.get(&path).expect(404);
    });
}
