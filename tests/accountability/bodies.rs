//! Who decides on an objection is another than who decided first, merged or in another session; and a body has no name of a person.

use diesel::prelude::*;
use lianxi::{
    accountability::{
        self,
        actions::{self, Seen},
    },
    departments,
    schema::{matter_decisions, matters},
    tenancy::{Function, Role},
};

use super::{
    stage::Stage,
    terms::{decided, heard},
};
use crate::{meetings::minutes_stage::held, support::TestApp};

const RULING: [(&str, &str); 3] = [("ruling", "upheld"), ("basis", "第二十五条"), ("text", "维持")];

#[test]
fn a_merged_department_does_not_rule_on_its_own_decision() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = decided(&g, "瞒报抽查结果");
        let of_city = heard(&g, "又一件");
        let seen = Seen::any(&*number);
        g.act(&g.s.cast.scope(&g.he), |conn, scope| actions::object(conn, scope, &seen, "事实有误"));
        let version = |number: &str| {
            g.act(&g.s.office(), |conn, scope| {
                let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::number.eq(number));
                Ok(own.select((matters::version, matters::department_id)).first::<(i64, i64)>(conn)?)
            })
        };
        let before = version(&of_city);
        // The police live on in the bureau, and the city in another one.
        let merge = |from: i64, into: i64| {
            let admin = g.s.cast.scope(&g.administrator);
            g.act(&admin, |conn, scope| departments::merge(conn, scope, (from, 1), into, accountability::move_department))
        };
        merge(g.s.departments[2], g.s.departments[1]);
        let bureau = g.s.departments[1].to_string();
        let sun = g.browser(&g.s.sun);
        let at = format!("/w/ours/matters/{number}/rule");
        let rule = |department: &str| {
            let by = [("body", "department"), ("department", department), ("on", "2026-11-23")];
            sun.post(&at, &[&RULING[..], &by].concat())
        };
        let refused = rule(&bureau).expect(422);
        assert!(refused.select_text("#f-department-error").contains("须由另一机关"), "{}", refused.select_text("main"));
        let told = sun.get(&format!("/w/ours/matters/{number}")).expect(200).select_text("#decisions");
        assert!(told.contains("省公安厅"), "as it was called then: {told}");
        rule(&g.s.departments[0].to_string()).expect(303);

        let other = g.s.cast.department(g.s.workspace, "WX", "无锡市人民政府");
        g.s.sql(&format!("UPDATE departments SET kind = 'local_government' WHERE id = {other}"));
        merge(g.city, other);
        assert_eq!(version(&of_city), (before.0 + 1, other), "whoever holds the old row saves it no longer");
        let first = g.act(&g.s.office(), |conn, scope| {
            let own = matter_decisions::table.filter(matter_decisions::workspace_id.eq(scope.workspace_id()));
            Ok(own.order(matter_decisions::id).select(matter_decisions::department_id).first::<Option<i64>>(conn)?)
        });
        assert_eq!(first, Some(g.s.departments[1]));
    });
}

#[test]
fn another_session_of_the_joint_meeting_is_no_other_body() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let (one, two) = (held(&g.s), held(&g.s));
        assert_ne!(one.number, two.number);
        let number = heard(&g, "瞒报抽查结果");
        let at = format!("/w/ours/matters/{number}");
        let (zhou, sun, he) = (g.browser(&g.s.zhou), g.browser(&g.s.sun), g.browser(&g.he));
        he.post(&format!("{at}/reply"), &[("text", "情况属实")]).expect(303);
        let decide = [
            ("form", "criticism"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "meeting"),
            ("decision", &*one.decisions[0].to_string()),
        ];
        zhou.post(&format!("{at}/decide"), &decide).expect(303);
        he.post(&format!("{at}/object"), &[("text", "基数有误")]).expect(303);
        let form = sun.get(&format!("{at}/rule")).expect(200);
        assert!(form.select_text("#f-decision").is_empty(), "the meeting is no choice: {}", form.select_text("main"));
        let second = two.decisions[0].to_string();
        let again = [&RULING[..], &[("body", "meeting"), ("decision", &*second)]].concat();
        let refused = sun.post(&format!("{at}/rule"), &again).expect(422);
        assert!(refused.text().contains("须由另一机关"), "{}", refused.select_text("main"));
        let by = g.s.departments[0].to_string();
        let other = [&RULING[..], &[("body", "department"), ("department", &*by), ("on", "2026-11-23")]].concat();
        sun.post(&format!("{at}/rule"), &other).expect(303);
    });
}

#[test]
fn a_person_typed_beside_a_body_is_refused_and_not_dropped() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let zhou = g.browser(&g.s.zhou);
        let person = g.s.cast.person(g.s.workspace, "钱科长", &[Role::Liaison], &[(g.s.departments[0], Function::Liaison)]);
        let department = g.s.departments[0].to_string();
        let base = [
            ("cause", "misconduct"),
            ("title", "瞒报抽查结果"),
            ("subject", "department"),
            ("department", &*department),
            ("on", "2026-11-02"),
            ("facts", "抽查结果未按期上报"),
        ];
        let member = person.membership_id.to_string();
        let named = [("name", "钱科长"), ("member", &*member), ("email", "qian@outside.example")];
        let refused = zhou.post("/w/ours/matters/new", &[&base[..], &named[..]].concat()).expect(422);
        for field in ["name", "member", "email"] {
            let error = refused.select_text(&format!("#f-{field}-error"));
            assert!(error.contains("改选对象类型"), "{field}: {error}");
        }
        assert!(refused.html().html().contains("qian@outside.example"), "what was typed is kept");
        zhou.post("/w/ours/matters/new", &base).expect(303);
    });
}
