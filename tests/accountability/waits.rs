//! What waits can be done, and all of it is told, however much there is.

use chrono::NaiveDate;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Body, Cause, Facts, Form, Part, Subject, SubjectKind,
        actions::{self, Answer, Concluded, NewMatter, Seen},
        queries::{self, Why},
    },
    schema::{matter_people, matters},
};

use super::{
    stage::Stage,
    terms::{decided, heard},
};
use crate::support::{TestApp, cast::Member};

/// More than one read of them.
const MANY: usize = 205;

#[test]
fn nobody_is_asked_to_declare_where_that_is_over() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let (zhou, zhao) = (g.browser(&g.s.zhou), g.browser(&g.s.liaisons[2]));
        let seen = Seen::any(&*number);
        let late = g.s.liaisons[2].membership_id;
        g.act(&g.s.office(), |conn, scope| actions::appoint(conn, scope, &seen, late, Part::Handler));
        assert!(zhao.get("/w/ours").expect(200).select_text("main").contains("待申报回避"));
        g.browser(&g.he).post(&format!("{at}/reply"), &[("text", "情况属实")]).expect(303);
        let decide = [
            ("form", "nothing"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "department"),
            ("department", &*g.s.departments[1].to_string()),
            ("on", "2026-11-23"),
        ];
        zhou.post(&format!("{at}/decide"), &decide).expect(303);
        zhao.post(&format!("{at}/declare"), &[("interest", "no")]).expect(409);
        assert!(!zhao.get("/w/ours").expect(200).select_text("main").contains("待申报回避"));
        assert!(!zhao.get(&at).expect(200).text().contains(&format!("{at}/declare")));
    });
}

#[test]
fn no_number_of_matters_hides_what_waits_behind_them() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let office = g.s.office();
        let new = |n: usize| NewMatter {
            title: format!("第{n}件"),
            cause: Cause::Misconduct,
            fact_key: format!("many:{n}"),
            edition: 1,
            subject: Subject {
                kind: SubjectKind::LocalGovernment,
                department_id: g.city,
                name: String::new(),
                membership_id: None,
                email: String::new(),
            },
            basis: "第二十五条".into(),
            facts: Facts { text: "经过".into(), lines: Vec::new(), on: NaiveDate::default() },
        };
        g.act(&office, |conn, scope| {
            for n in 0..MANY {
                actions::propose(conn, scope, new(n))?;
            }
            Ok(())
        });
        let waiting = g.act(&office, queries::waiting);
        assert_eq!(waiting.len(), MANY, "each waits to be taken up");

        // All are heard; somebody is to decide about the last one alone.
        let number = heard(&g, "最后一件");
        let seen = Seen::any(&*number);
        g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, g.s.li.membership_id, Part::Decider));
        // Not before its time is over.
        let system = g.s.cast.system(g.s.workspace);
        assert_eq!(g.act(&system, queries::to_decide), []);
        g.s.sql("UPDATE matters SET state = 'hearing', notified_at = '2026-11-02 01:00:00', reply_due_on = '2026-11-20'");
        let told = g.act(&system, queries::to_decide);
        assert_eq!(told.iter().map(|m| &*m.number).collect::<Vec<_>>(), [&*number]);
        assert_eq!(told[0].membership_ids, [g.s.li.membership_id]);

        // And about each of them.
        g.act(&office, |conn, scope| {
            let w = scope.workspace_id();
            let rest: Vec<i64> =
                matters::table.filter(matters::workspace_id.eq(w)).filter(matters::number.ne(&number)).select(matters::id).load(conn)?;
            for id in rest {
                let row = (
                    matter_people::workspace_id.eq(w),
                    matter_people::id.eq(id),
                    matter_people::matter_id.eq(id),
                    matter_people::membership_id.eq(g.s.li.membership_id),
                    matter_people::part.eq("decider"),
                    matter_people::standing.eq("clear"),
                    matter_people::reason.eq(""),
                    matter_people::name.eq("李卫东"),
                );
                diesel::insert_into(matter_people::table).values(row).execute(conn)?;
            }
            Ok(())
        });
        assert_eq!(g.act(&system, queries::to_decide).len(), MANY + 1);
    });
}

/// Names a decider, who declares to have no interest.
fn decides(g: &Stage<'_>, number: &str, who: &Member) {
    let seen = Seen::any(number);
    g.act(&g.s.office(), |conn, scope| actions::appoint(conn, scope, &seen, who.membership_id, Part::Decider));
    g.act(&g.s.cast.scope(who), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
}

fn waits(g: &Stage<'_>, who: &Member) -> Vec<Why> {
    g.act(&g.s.cast.scope(who), queries::waiting).iter().map(|w| w.why).collect()
}

/// What is told to each of those named to decide.
fn told(g: &Stage<'_>) -> Vec<(Why, Vec<i64>)> {
    g.act(&g.s.cast.system(g.s.workspace), queries::to_decide).into_iter().map(|m| (m.why, m.membership_ids)).collect()
}

#[test]
fn nobody_is_asked_to_decide_while_the_subject_waits_for_an_answer() {
    TestApp::each(|app| {
        let mut g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        let seen = Seen::any(&*number);
        decides(&g, &number, &g.s.li);
        let of_city = g.s.cast.scope(&g.he);
        g.act(&of_city, |conn, scope| actions::reply(conn, scope, &seen, "情况属实"));
        assert_eq!((waits(&g, &g.s.li), told(&g)), (vec![Why::Decide], vec![(Why::Decide, vec![g.s.li.membership_id])]));
        let day = NaiveDate::from_ymd_opt(2026, 12, 20);
        let asked = [
            g.act(&of_city, |conn, scope| actions::ask_hearing(conn, scope, &seen, "当面说明")),
            g.act(&of_city, |conn, scope| actions::ask_extension(conn, scope, &seen, "取证", day)),
        ];
        for paper in asked {
            assert_eq!((waits(&g, &g.s.li), waits(&g, &g.s.zhou), told(&g)), (vec![], vec![Why::Answer], vec![]));
            let no = Answer { paper_id: paper.id, granted: Some(false), text: "不予同意".into(), ..Answer::default() };
            g.s.cast.now += chrono::Duration::minutes(1);
            g.act(&g.s.office(), |conn, scope| actions::answer(conn, scope, &seen, &no));
        }
        assert_eq!((waits(&g, &g.s.li), told(&g).len()), (vec![Why::Decide], 1));
    });
}

#[test]
fn whoever_decided_first_is_not_asked_to_rule_on_the_objection() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        // Entered by the office: the other one of it is asked.
        let number = decided(&g, "瞒报抽查结果");
        let (seen, of_city) = (Seen::any(&*number), g.s.cast.scope(&g.he));
        g.act(&of_city, |conn, scope| actions::object(conn, scope, &seen, "基数有误"));
        assert_eq!((waits(&g, &g.s.zhou), waits(&g, &g.s.sun)), (vec![], vec![Why::Rule]));
        let offers = |who: &Member| g.browser(who).get(&format!("/w/ours/matters/{number}")).expect(200).text().contains("/rule\"");
        assert_eq!((offers(&g.s.zhou), offers(&g.s.sun)), (false, true));
        g.act(&of_city, |conn, scope| actions::respond(conn, scope, &seen, "已补报"));
        let handler = &g.s.liaisons[1];
        assert_eq!(waits(&g, handler), [], "it cannot be verified before the objection is answered");

        // Entered by somebody named to decide: others named are told, not they.
        let number = heard(&g, "又一件");
        let seen = Seen::any(&*number);
        decides(&g, &number, &g.s.li);
        decides(&g, &number, &g.aloof);
        g.act(&of_city, |conn, scope| actions::reply(conn, scope, &seen, "情况属实"));
        let concluded = Concluded {
            form: Some(Form::Criticism),
            basis: "第二十五条".into(),
            text: "通报批评".into(),
            body: Some(Body::Department),
            department_id: Some(g.s.departments[2]),
            on: NaiveDate::from_ymd_opt(2026, 11, 23),
            ..Concluded::default()
        };
        g.act(&g.s.cast.scope(&g.s.li), |conn, scope| actions::conclude(conn, scope, &seen, &concluded));
        g.act(&of_city, |conn, scope| actions::object(conn, scope, &seen, "事实有误"));
        assert_eq!((waits(&g, &g.s.li), waits(&g, &g.aloof)), (vec![], vec![Why::Rule]));
        assert_eq!(told(&g), [(Why::Rule, vec![g.aloof.membership_id])]);
    });
}
