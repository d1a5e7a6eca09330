//! The order of the register, page by page.

use lianxi::{
    enforcement::queries::cases::{self as queries, CaseFilter, CaseOrder, CasePage},
    platform::db::Tenant,
};

use super::cases::Docket;
use crate::support::each_database;

#[test]
fn what_is_due_first_comes_first_and_what_is_not_due_last_on_whichever_page() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let days = [Some("2026-12-05"), None, Some("2026-12-01"), Some("2026-12-05"), None, None, Some("2026-11-02")];
        let ids: Vec<i64> = days.iter().enumerate().map(|(n, _)| d.register(&format!("第 {n} 案")).id).collect();
        for (id, day) in ids.iter().zip(days) {
            let day = day.map_or("NULL".to_owned(), |day| format!("'{day}'"));
            let sql = format!("UPDATE cases SET next_due_on = {day} WHERE workspace_id = {} AND id = {id}", d.stage.workspace);
            let of = Tenant::One(d.stage.workspace);
            t.db.write(of, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("a day");
        }
        let page = |descending, limit, offset| {
            let page = CasePage { tab: None, order: CaseOrder::Due, descending, limit, offset };
            let found = d.stage.read(&d.stage.office(), |conn, scope| queries::list(conn, scope, &CaseFilter::default(), page));
            found.expect("a page").iter().map(|case| ids.iter().position(|id| *id == case.id).expect("one of these")).collect::<Vec<_>>()
        };
        for (descending, order) in [(false, [6, 2, 0, 3, 5, 4, 1]), (true, [3, 0, 2, 6, 5, 4, 1])] {
            assert_eq!(page(descending, 50, 0), order);
            for size in 1..=7 {
                let pages: Vec<usize> = (0..7).step_by(size).flat_map(|from| page(descending, size as i64, from as i64)).collect();
                assert_eq!(pages, order, "{size} a page");
            }
            assert!(page(descending, 2, 7).is_empty());
        }
        // The overdue alone are never followed by what is not due.
        let overdue = CaseFilter { overdue: true, ..CaseFilter::default() };
        let page = CasePage { tab: None, order: CaseOrder::Due, descending: false, limit: 50, offset: 0 };
        let found = d.stage.read(&d.stage.office(), |conn, scope| queries::list(conn, scope, &overdue, page)).expect("a page");
        assert_eq!(found.iter().map(|case| case.id).collect::<Vec<_>>(), [ids[6]]);
    });
}
