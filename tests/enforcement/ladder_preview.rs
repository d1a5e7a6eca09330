//! What a changed ladder would mean for the cases there are.

use lianxi::{
    enforcement::{
        MeasureKind, Outcome,
        ladder::{self, Condition, Rule},
        measure::FindingKind,
    },
    tenancy::Scope,
};

use super::{cases::Docket, proposals::to_justice};
use crate::support::{TestApp, each_database};

#[test]
fn a_changed_ladder_is_tried_on_all_open_cases_and_names_the_first() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        for title in ["一案", "二案", "三案"] {
            let case = d.on_file(title);
            d.find(&case, FindingKind::Serious);
        }
        let mut rules = d.stage.read(&d.stage.office(), ladder::all).expect("ladders").remove(0).rules;
        let preview =
            |rules: &[Rule]| d.stage.read(&d.stage.office(), |conn, scope| ladder::preview(conn, scope, rules, 2)).expect("tried");
        let same = preview(&rules);
        assert_eq!((same.looked_at, same.touched, same.first.len()), (3, 0, 0));
        for rule in rules.iter_mut().filter(|r| r.condition == Condition::Serious) {
            rule.measures = vec![MeasureKind::Confiscate];
        }
        let other = preview(&rules);
        assert_eq!((other.looked_at, other.touched, other.first.len()), (3, 3, 2));
        assert_eq!(other.first[0].0.title, "三案", "the newest first");
        // One on its way and one with justice are asked about like the others; closed ones are not.
        let (on_its_way, referred, closed) = (other.first[0].0.clone(), other.first[1].0.clone(), d.on_file("四案"));
        d.hand(&on_its_way, &d.chen(), d.other);
        d.send(&d.chen(), &referred, &to_justice()).expect("referred");
        d.close(&d.chen(), &closed, Outcome::Unfounded).expect("closed");
        let other = preview(&rules);
        assert_eq!((other.looked_at, other.touched, other.is_all), (3, 3, true));
    });
}

#[test]
fn a_changed_ladder_is_tried_on_so_many_cases_and_says_so() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.on_file("一案");
        let begin = |conn: &mut _, scope: &Scope| ladder::actions::begin_draft(conn, scope);
        d.stage.write(&d.stage.office(), begin).expect("a draft");
        let page = || app.browser(&d.stage.zhou).get("/w/ours/ladder/enact").expect(200).select_text("main");
        assert!(page().contains("核对全部 1 件"), "{}", page());
        // As many more, each older than the one before.
        let more = format!(
            "INSERT INTO cases (workspace_id, id, number, formal_number, kind_id, party_id, title, facts, extra, product, is_main_product, place, holder_id, \
             state, came, found_on, registered_on, registered_at, registered_by, file_due_on, filed_on, reason, search_key, version) \
             WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < {}) \
             SELECT c.workspace_id, c.id - n, 'X' || n, 'F' || n, c.kind_id, c.party_id, c.title, c.facts, c.extra, c.product, c.is_main_product, \
             c.place, c.holder_id, c.state, c.came, c.found_on, c.registered_on, c.registered_at, c.registered_by, c.file_due_on, \
             c.filed_on, c.reason, c.search_key, 1 FROM cases c CROSS JOIN more WHERE c.id = {}",
            ladder::LOOKED_AT,
            case.id
        );
        let insert = |conn: &mut lianxi::platform::db::Conn, _: &Scope| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(more), conn)?);
        assert_eq!(d.stage.write(&d.stage.office(), insert).expect("made"), ladder::LOOKED_AT);
        assert!(page().contains(&format!("核对最近登记的 {} 件", ladder::LOOKED_AT)), "{}", page());
    });
}
