//! What a department held goes with it when it lives on in another one, however much that is.

use lianxi::enforcement::actions::cases;

use super::{cases::Docket, sampling::HEADS};
use crate::{support::each_database, world::parties::credit_code};

/// A failed sampling of each of so many firms.
fn failures(from: usize, many: usize) -> String {
    let code = |n: usize| credit_code(5000 + n as u64);
    let row = |n: usize| format!("{n}\t第{n:04}电线厂\t{}\t南京市江宁区\t电线\tB{n}\t是\t2026-09-12\t不合格\t绝缘厚度\n", code(n));
    format!("{HEADS}{}", (from..from + many).map(row).collect::<String>())
}

#[test]
fn hundreds_of_cases_go_with_their_department_each_with_its_entry() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        for (name, from, alike) in [("一季度", 0, 0), ("二季度", 150, 150), ("三季度", 300, 150)] {
            let round = d.stage.round(name);
            let done = d.stage.paste_apart(&round, &failures(from, 150), alike).expect("pasted");
            assert_eq!(done.cases, 150);
        }
        let office = d.stage.office();
        d.stage.write(&office, |conn, scope| cases::move_department(conn, scope, d.stage.bureau, d.other)).expect("moved");
        let counts = d.stage.read(&office, |conn, scope| {
            use diesel::prelude::*;
            use lianxi::schema::{cases, timeline};
            let own = cases::table.filter(cases::workspace_id.eq(scope.workspace_id()));
            let held: i64 = own.filter(cases::holder_id.eq(d.other)).count().get_result(conn)?;
            let left: i64 = own.filter(cases::holder_id.eq(d.stage.bureau)).count().get_result(conn)?;
            let told = timeline::table.filter(timeline::workspace_id.eq(scope.workspace_id())).filter(timeline::action.eq("holder"));
            Ok((held, left, told.count().get_result::<i64>(conn)?))
        });
        assert_eq!(counts.expect("counted"), (450, 0, 450));
    });
}
