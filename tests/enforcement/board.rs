//! The board: every number on it leads to a list of just so many.

use lianxi::enforcement::actions::cases;

use super::{
    cases::{Docket, seen},
    hand_overs::transfer,
};
use crate::support::TestApp;

#[test]
fn every_number_leads_to_a_list_of_so_many() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let stage = &d.stage;
        // A county below 南京, a case there; one without a place; one of the other department; one that is closed.
        let county = stage.cast.department(stage.workspace, "JN", "江宁区政府");
        let below = format!(
            "UPDATE departments SET kind = 'local_government', parent_id = {} WHERE workspace_id = {} AND id = {county}",
            stage.cities[0], stage.workspace
        );
        let tenant = lianxi::platform::db::Tenant::One(stage.workspace);
        app.db().write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(below), conn)?)).expect("a county");
        let first = d.register("南京一案");
        let filed = d.file(&first).expect("filed");
        let mut content = d.content("江宁一案");
        content.region_id = Some(county);
        d.try_register(&d.chen(), &content).expect("registered");
        content = d.content("无处一案");
        content.region_id = None;
        d.try_register(&d.chen(), &content).expect("registered");
        content = d.content("工商一案");
        (content.holder_id, content.region_id) = (Some(d.other), Some(stage.cities[1]));
        d.try_register(&stage.cast.scope(&d.ding), &content).expect("registered");
        let gone = d.register("轻微一案");
        stage.write(&d.chen(), |conn, scope| cases::not_file(conn, scope, &seen(&gone), "轻微")).expect("closed");
        assert_eq!(filed.region_id, Some(stage.cities[0]));

        let chen = app.browser(&stage.liaison);
        let fresh = chen.get("/w/ours/cases/board").expect(200).grid();
        let names: Vec<&str> = fresh.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["省质监局", "省工商局", "合计"]);
        let live: Vec<&str> = fresh.iter().map(|(_, cells)| cells[0].0.as_str()).collect();
        assert_eq!(live, ["3", "1", "4"], "closed ones are not counted");
        assert!(fresh.iter().all(|(_, cells)| cells[1].0 == "·" && cells.last().is_some_and(|c| c.0 == "·")), "nothing is late yet");

        // Weeks later all that was due is overdue, and what was due first says since when.
        app.clock.advance(chrono::Duration::days(30));
        let chen = app.browser(&stage.liaison);
        for by in ["", "?by=region"] {
            let page = chen.get(&format!("/w/ours/cases/board{by}")).expect(200);
            assert!(page.grid().iter().all(|(_, cells)| cells.last().is_some_and(|c| c.0.contains("2026-1"))), "since when");
            let numbers = chen.every_number_is_a_list(&page);
            assert!(numbers >= 10, "{by}: {numbers} numbers");
        }
        let by_region = chen.get("/w/ours/cases/board?by=region").expect(200).grid();
        let mut counted: Vec<(String, &str)> = by_region.iter().map(|(name, cells)| (name.clone(), cells[1].0.as_str())).collect();
        counted.sort_unstable();
        let mut wanted =
            [("南京市", "2"), ("江宁区政府", "1"), ("未注明地区", "1"), ("无锡市", "1"), ("合计", "4")].map(|(a, b)| (a.to_owned(), b));
        wanted.sort_unstable();
        assert_eq!(counted, wanted, "a place counts what is below it, the sum counts each once");
        // A list narrowed by a chip says so, and the chip comes off.
        let list = chen.get("/w/ours/cases?region=none&next=file&overdue=1").expect(200);
        assert!(list.select_text(".chips").contains("未注明地区") && list.select_text(".chips").contains("决定是否立案"));
        assert_eq!(list.listed(), 1);
        // The same as a workbook.
        let book = chen.get("/w/ours/cases/board.xlsx?by=region").expect_file(200);
        let mut sheets: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(book.body)).expect("a workbook");
        let sheet = calamine::Reader::worksheet_range_at(&mut sheets, 0).expect("a sheet").expect("read");
        assert_eq!(sheet.rows().count(), 1 + by_region.len());
        assert!(sheet.rows().any(|r| r[0] == "南京市" && r[1] == 2.0));
    });
}

#[test]
fn hand_overs_that_nobody_answers_stand_above_the_board() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let filed = d.file(&d.register("一案")).expect("filed");
        d.send(&d.chen(), &filed, &transfer(d.other)).expect("sent");
        let zhou = app.browser(&d.stage.zhou);
        assert!(!zhou.get("/w/ours/cases/board").expect(200).select_text("main").contains("无回音"));
        app.clock.advance(chrono::Duration::days(40));
        let zhou = app.browser(&d.stage.zhou);
        let board = zhou.get("/w/ours/cases/board").expect(200);
        assert!(board.select_text(".notice").contains("1 件移送逾期无回音"), "{}", board.select_text("main"));
        let silent = zhou.get("/w/ours/hand-overs?tab=silent").expect(200);
        assert_eq!(silent.listed(), 1);
    });
}
