//! What waits can be done, and all of it is told, however much there is.

use chrono::NaiveDate;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Cause, Facts, Part, Subject, SubjectKind,
        actions::{self, NewMatter, Seen},
        queries,
    },
    schema::{matter_people, matters},
};

use super::{stage::Stage, terms::heard};
use crate::support::TestApp;

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
