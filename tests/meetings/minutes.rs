//! Minutes: drawn up from the record, edited by two at once, one place for each decision.

use diesel::prelude::*;
use lianxi::{
    meetings::{MinutesState, SectionKind, Seen, State, actions, queries},
    platform::{db::Conn, error::Error},
    schema::duties,
    tenancy::Scope,
};

use super::{
    minutes_stage::{Held, held},
    stage::{Stage, day},
};
use crate::support::{app::TestApp, each_database};

#[test]
fn minutes_say_what_was_recorded_and_keep_what_was_edited() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, items, .. } = held(&s);
        let (office, seen) = (s.office(), Seen::any(&*number));
        let none = s.write(&s.liaison(0), |conn, scope| actions::draw(conn, scope, &seen));
        assert!(matches!(none, Err(Error::Forbidden(_))), "{none:?}");
        s.write(&office, |conn, scope| actions::draw(conn, scope, &seen)).expect("drawn");
        let papers = s.read(&office, |conn, scope| queries::papers(conn, scope, &number)).expect("papers");
        let text = |kind: SectionKind| papers.sections.iter().find(|x| x.kind == kind).expect("a section").text.clone();
        let opening = text(SectionKind::Opening);
        assert!(opening.starts_with("2026年12月16日，李卫东在三号会议室主持召开第四季度联席会议。"), "{opening}");
        assert!(opening.contains("应到成员单位3家，实到2家"), "{opening}");
        assert_eq!(text(SectionKind::Item), "会议听取了省工商局的汇报。\n各单位通报了抽查情况。\n会议审议通过了该议题。");
        let attendance = text(SectionKind::Attendance);
        assert_eq!(attendance, "主持：李卫东\n出席：省工商局（陈静）、省质监局\n请假：省公安厅\n记录：孙波", "{attendance}");
        // An edited section stays when the record is taken in again; an untouched one follows it.
        let item = papers.sections.iter().find(|x| x.item_id == Some(items[0])).expect("the item");
        let edit = |version, text: &'static str| {
            let (id, seen) = (item.id, seen.clone());
            s.write(&office, move |conn, scope| actions::edit_section(conn, scope, &seen, id, version, "市场抽查", text))
        };
        edit(1, "会议听取了汇报。").expect("saved");
        assert!(matches!(edit(1, "我的文字"), Err(Error::Conflict)), "two at once");
        s.sql(&format!("UPDATE agenda_items SET notes = '后来补记。' WHERE id IN ({}, {})", items[0], items[1]));
        s.write(&office, |conn, scope| actions::draw(conn, scope, &seen)).expect("again");
        let papers = s.read(&office, |conn, scope| queries::papers(conn, scope, &number)).expect("papers");
        let of = |id: i64| papers.sections.iter().find(|x| x.item_id == Some(id)).expect("the item");
        assert_eq!((of(items[0]).text.as_str(), of(items[0]).recorded.contains("后来补记")), ("会议听取了汇报。", true));
        assert!(of(items[1]).text.contains("后来补记"), "{}", of(items[1]).text);
        assert_eq!(papers.state(), Some(MinutesState::Draft));
        assert_eq!(papers.meeting.state, State::Minuting);
    });
}

#[test]
fn a_decision_stands_in_one_place() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, decisions, .. } = held(&s);
        let (office, seen) = (s.office(), Seen::any(&*number));
        s.write(&office, |conn, scope| actions::draw(conn, scope, &seen)).expect("drawn");
        let new = actions::DecisionContent {
            text: "由省质监局牵头开展专项抽查。".into(),
            lead_id: Some(s.departments[1]),
            support: vec![s.departments[0]],
            due_on: Some(day(12, 31)),
            ..Default::default()
        };
        let papers = s.read(&office, |conn, scope| queries::papers(conn, scope, &number)).expect("papers");
        let version = papers.decisions.iter().find(|d| d.id == decisions[0]).expect("the decision").version;
        s.write(&office, |conn, scope| actions::edit_decision(conn, scope, &seen, decisions[0], version, &new)).expect("saved");
        let content = s.read(&office, |conn, scope| queries::papers(conn, scope, &number)?.content_for(scope)).expect("content");
        let said = content.sections.iter().flat_map(|x| &x.decisions).find(|d| d.id == decisions[0]).expect("the decision");
        assert_eq!(said.text, new.text);
        assert_eq!(said.charge, "（牵头单位：省质监局；配合单位：省工商局；完成时限：2026年12月31日）");
        // The draft duty says the same, and so does the record.
        let duty = |conn: &mut Conn, scope: &Scope| {
            let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id()));
            Ok(own
                .filter(duties::origin_id.eq(decisions[0]))
                .select((duties::state, duties::requirement))
                .load::<(String, String)>(conn)?)
        };
        assert_eq!(s.read(&office, duty).expect("read"), [("draft".to_owned(), new.text.clone())]);
        let stale = s.write(&office, |conn, scope| actions::edit_decision(conn, scope, &seen, decisions[0], version, &new));
        assert!(matches!(stale, Err(Error::Conflict)));
    });
}

#[test]
fn two_editors_see_both_texts() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let Held { number, items, .. } = held(&s);
        let (zhou, sun) = (app.browser(&s.zhou), app.browser(&s.sun));
        let home = format!("/w/ours/meetings/{number}/minutes");
        assert!(zhou.get(&home).expect(200).select_text("main").contains("还没有起草纪要"));
        zhou.post(&format!("{home}/draw"), &[]).expect(303);
        let page = zhou.get(&home).expect(200);
        let main = page.select_text("main");
        for said in ["一、市场抽查", "（一）开展联合抽查。", "完成时限：2026年12月20日", "会议要求"] {
            assert!(main.contains(said), "{said} in {main}");
        }
        app.browser(&s.liaisons[0]).get(&home).expect(403);
        app.browser(&s.stranger).get(&home).expect(404);
        let papers = s.read(&s.office(), |conn, scope| queries::papers(conn, scope, &number)).expect("papers");
        let section = papers.sections.iter().find(|x| x.item_id == Some(items[0])).expect("the item").id;
        let at = format!("{home}/sections/{section}");
        let form = sun.get(&at).expect(200);
        assert!(form.select_text("main").contains("与会议记录一致"));
        zhou.post(&at, &[("version", "1"), ("heading", "市场抽查"), ("text", "周敏的文字")]).expect(303);
        let both = sun.post(&at, &[("version", "1"), ("heading", "市场抽查"), ("text", "孙波的文字")]).expect(409);
        let said = both.select_text("main");
        assert!(said.contains("周敏的文字") && said.contains("孙波的文字") && said.contains("周敏"), "{said}");
        assert_eq!(both.attr("input[name=version]", "value").as_deref(), Some("2"));
        let compared = sun.get(&at).expect(200);
        assert!(compared.select_text("ins").contains("周敏") && !compared.select_text("del").is_empty());
        let empty = zhou.post(&at, &[("version", "2"), ("heading", ""), ("text", "留着")]).expect(422);
        assert!(empty.select_text("#f-text").contains("留着"));
        let decision = papers.decisions[0].id;
        let wrong = zhou.post(&format!("{home}/decisions/{decision}"), &[("version", "1"), ("text", ""), ("due_on", "明天")]).expect(422);
        assert!(wrong.select_text(".errors").contains("2026"), "{}", wrong.select_text(".errors"));
    });
}
