//! A fact is raised once against each whom it points to: put right, it points to somebody else; a department that was merged is the one
//! it lives on in; and what was raised before facts named whom is known still.

use lianxi::{
    accountability::{
        self, Cause, Matter,
        queries::{self, Order, Tab, Which},
        sweep,
    },
    departments,
    enforcement::{
        self, Case,
        actions::cases::{self as cases, CaseContent},
        incident::{
            Incident,
            actions::{self as incidents, IncidentContent, SeenIncident},
        },
    },
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

use crate::{
    enforcement::{
        cases::{Docket, seen},
        incidents::content as incident_content,
    },
    support::each_database,
};

fn swept(d: &Docket<'_>) -> usize {
    sweep(d.stage.cast.db, &d.stage.cast.system(d.stage.workspace)).expect("a sweep").raised
}

/// Of each matter of this cause, the oldest first: whom it is about.
fn raised(d: &Docket<'_>, cause: Cause) -> Vec<i64> {
    let which = Which { cause: Some(cause), ..Which::default() };
    let list = |conn: &mut Conn, scope: &Scope| queries::list(conn, scope, &which, Tab::All, (Order::Age, true), 100, 0);
    let found: Vec<Matter> = d.stage.read(&d.stage.office(), list).expect("read");
    found.into_iter().map(|m| m.subject.department_id).collect()
}

/// The one lives on in the other, with all that is held of it.
fn merge(d: &Docket<'_>, from: i64, into: i64) {
    let moved = |conn: &mut Conn, scope: &Scope, from: i64, into: i64| -> Result<()> {
        enforcement::move_department(conn, scope, from, into)?;
        accountability::move_department(conn, scope, from, into)
    };
    d.stage.write(&d.stage.office(), |conn, scope| departments::merge(conn, scope, (from, 1), into, moved)).expect("merged");
}

/// The fact of the oldest matter is named as before it named whom it is about.
fn forget_whom(d: &Docket<'_>, key: &str) {
    let sql = format!(
        "UPDATE matters SET fact_key = '{key}' WHERE workspace_id = {0} AND id = (SELECT min(id) FROM matters WHERE workspace_id = {0})",
        d.stage.workspace
    );
    let done = d.stage.write(&d.stage.office(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?));
    assert_eq!(done.expect("renamed"), 1);
}

fn against(d: &Docket<'_>, of: i64) -> CaseContent {
    let extra = vec![("acted_on".into(), "2026-11-10".into()), ("act".into(), "收费放行不合格产品".into())];
    CaseContent { extra, officers_of_id: Some(of), product: String::new(), is_main_product: false, ..d.content("稽查员收费放行") }
}

#[test]
fn officers_who_turn_out_to_be_of_another_department_raise_a_matter_against_that_one() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let kind = d.kind("unlawful_enforcement");
        let office = d.stage.office();
        let register = |conn: &mut Conn, scope: &Scope| cases::register(conn, scope, kind, d.party, &against(&d, d.other), None);
        let case: Case = d.stage.write(&office, register).expect("registered");
        d.stage.write(&office, |conn, scope| cases::file(conn, scope, &seen(&d.one(case.id)), "")).expect("filed");
        assert_eq!(swept(&d), 1);
        let third = d.stage.cast.department(d.stage.workspace, "YJ9", "省药监局");
        let put_right = |of: i64| {
            d.stage.write(&office, |conn, scope| cases::edit(conn, scope, &seen(&d.one(case.id)), &against(&d, of))).expect("put right");
        };
        // As a workspace has it that was there before.
        forget_whom(&d, &format!("unlawful_enforcement:{}", case.id));
        assert_eq!(swept(&d), 0, "that one is known");
        put_right(third);
        assert_eq!((swept(&d), swept(&d)), (1, 0));
        assert_eq!(raised(&d, Cause::UnlawfulEnforcement), [d.other, third]);
        put_right(d.other);
        assert_eq!(swept(&d), 0, "it was raised against it at first");
        put_right(third);
        let fourth = d.stage.cast.department(d.stage.workspace, "ZJ9", "省质检局");
        merge(&d, third, fourth);
        assert_eq!(swept(&d), 0, "the same department, merged");
        assert_eq!(raised(&d, Cause::UnlawfulEnforcement), [d.other, fourth]);
        merge(&d, d.other, fourth);
        assert_eq!(swept(&d), 0);
    });
}

#[test]
fn an_incident_whose_place_was_wrong_raises_a_matter_against_the_right_one() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let office = d.stage.office();
        let made: Incident = d.stage.write(&office, |conn, scope| incidents::record(conn, scope, &incident_content(&d))).expect("recorded");
        assert_eq!(swept(&d), 1);
        let [first, second] = [d.stage.cities[0], d.stage.cities[1]];
        let now = std::cell::Cell::new(made.version);
        let put_right = |region: i64| {
            let seen = SeenIncident { number: made.number.clone(), version: now.get() };
            let content = IncidentContent { region_id: Some(region), ..incident_content(&d) };
            let done = d.stage.write(&office, |conn, scope| incidents::correct(conn, scope, &seen, &content, "核实"));
            now.set(done.expect("put right").version);
        };
        let height = made.most.height();
        forget_whom(&d, &format!("major_incident:{}:{height}", made.id));
        assert_eq!(swept(&d), 0, "that one is known");
        put_right(second);
        assert_eq!((swept(&d), swept(&d)), (1, 0));
        assert_eq!(raised(&d, Cause::MajorIncident), [first, second]);
        put_right(first);
        assert_eq!(swept(&d), 0, "it was raised against it at first");
        put_right(second);
        let third = d.stage.cast.department(d.stage.workspace, "SX", "苏锡新区人民政府");
        merge(&d, second, third);
        assert_eq!(swept(&d), 0, "the same place, merged");
        merge(&d, first, third);
        assert_eq!((swept(&d), raised(&d, Cause::MajorIncident)), (0, vec![third, third]));
    });
}
