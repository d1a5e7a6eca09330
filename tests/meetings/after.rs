//! What becomes of meetings when the world changes: departments merge, and decisions are followed into the next meeting.

use calamine::{Reader, Xlsx};
use diesel::{RunQueryDsl, sql_query};
use lianxi::{
    calendar::DeadlineRule,
    departments,
    duties::{self, NewDuty, Origin},
    meetings::{
        DECISION, ItemKind, Seen, State, actions,
        queries::{self, Why},
    },
    platform::{db::Conn, error::Result, id::new_id},
    tenancy::{Role, Scope},
};

use super::stage::{Stage, day};
use crate::support::{app::TestApp, each_database};

fn sql(s: &Stage<'_>, text: &str) {
    s.write(&s.office(), |conn, _| Ok(sql_query(text).execute(conn)?)).unwrap_or_else(|e| panic!("{text}: {e}"));
}

/// An item in this state, of a department.
fn item(s: &Stage<'_>, meeting: i64, state: &str, department: i64, restricted: bool, concerned: &[i64]) -> i64 {
    let (w, id) = (s.workspace, new_id());
    sql(
        s,
        &format!(
            "INSERT INTO agenda_items (workspace_id, id, meeting_id, kind, state, department_id, proposed_by, title, asked, background, \
             proposed_decision, minutes, section, position, restricted, is_late, late_reason, consent, reason, notes, spent_seconds, \
             search_key, created_at, version) VALUES ({w}, {id}, {meeting}, 'ordinary', '{state}', {department}, '陈静', '市场整治', \
             'assign', '', '', 10, '', 2, {restricted}, FALSE, '', '', '', '', 0, '', '2026-11-23 01:00:00', 1)"
        ),
    );
    for department in concerned {
        sql(s, &format!("INSERT INTO item_departments VALUES ({w}, {id}, {department})"));
    }
    id
}

/// A decision of an item, with a duty assigned from it.
fn decision(s: &Stage<'_>, meeting: i64, item: i64, lead: i64) -> (i64, duties::DutyRef) {
    let (w, id) = (s.workspace, new_id());
    let new = NewDuty {
        title: "汇总整治情况".into(),
        requirement: String::new(),
        deliverable: String::new(),
        lead_id: Some(lead),
        support_ids: Vec::new(),
        rule: Some(DeadlineRule::Fixed { on: day(11, 20) }),
        cadence: None,
        targets: Vec::new(),
        origin: Origin { kind: DECISION.into(), id: Some(id), label: "议定事项".into() },
    };
    let duty = s.write(&s.office(), |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
    sql(
        s,
        &format!(
            "INSERT INTO decisions (workspace_id, id, meeting_id, item_id, position, text, lead_id, no_due_reason, no_duty_reason, duty_id, \
             is_assigned, created_at, version) VALUES ({w}, {id}, {meeting}, {item}, 1, '汇总整治情况', {lead}, '', '', {}, TRUE, \
             '2026-11-23 01:00:00', 1)",
            duty.id
        ),
    );
    (id, duty)
}

fn held(s: &Stage<'_>, number: &str) {
    let day = "2026-11-20 01:00:00";
    sql(
        s,
        &format!("UPDATE meetings SET state = 'issued', starts_at = '{day}' WHERE workspace_id = {} AND number = '{number}'", s.workspace),
    );
}

#[test]
fn the_next_meeting_opens_with_what_became_of_the_last_ones_decisions() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let former = s.meeting(State::Announced);
        let open = item(&s, former.id, "concluded", s.departments[0], false, &[]);
        let secret = item(&s, former.id, "concluded", s.departments[1], true, &[s.departments[1]]);
        let (_, duty) = decision(&s, former.id, open, s.departments[0]);
        let (_, hidden) = decision(&s, former.id, secret, s.departments[1]);
        held(&s, &former.number);
        let next = s.meeting(State::Collecting);
        let ground = s.ground(&s.office(), &next.number).expect("there");
        let items = s.read(&s.office(), |conn, scope| queries::items_of(conn, scope, &ground)).expect("items");
        assert_eq!(items.iter().map(|i| (i.kind, i.position)).collect::<Vec<_>>(), [(ItemKind::FollowUp, 1)], "by itself, on top, once");
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &Seen::any(&*next.number))).expect("announced");
        assert_eq!(s.read(&s.office(), |conn, scope| queries::items_of(conn, scope, &ground)).expect("items").len(), 1);
        let followed = |scope: &Scope| {
            let ground = s.ground(scope, &next.number).expect("there");
            let all = s.read(scope, |conn, scope| queries::follow_up(conn, scope, &ground)).expect("followed");
            all.into_iter().map(|f| (f.duties[0].row.number.clone(), f.is_done())).collect::<Vec<_>>()
        };
        assert_eq!(followed(&s.office()), [(duty.number.clone(), false), (hidden.number.clone(), false)]);
        assert_eq!(followed(&s.liaison(0)), [(duty.number.clone(), false)], "a restricted item leaves no trace");
        assert_eq!(followed(&s.liaison(1)).len(), 2);
        let seen = duties::Seen::any(duty.id);
        s.write(&s.liaison(0), |conn, scope| duties::actions::accept(conn, scope, seen, s.departments[0])).expect("accepted");
        s.write(&s.liaison(0), |conn, scope| duties::actions::submit(conn, scope, seen, s.departments[0], "见附件")).expect("submitted");
        s.write(&s.office(), |conn, scope| duties::actions::close(conn, scope, seen, "")).expect("closed");
        assert_eq!(followed(&s.office())[0], (duty.number.clone(), true), "done, and still shown to the meeting after it");
        let charged =
            |scope: &Scope, id: Option<i64>| s.read(scope, |conn, scope| queries::charged(conn, scope, id, &[])).expect("read").len();
        assert_eq!((charged(&s.office(), None), charged(&s.office(), Some(s.departments[1]))), (2, 1));
        assert_eq!(charged(&s.liaison(0), None), 1);
        assert_eq!(charged(&s.cast.scope(&s.stranger), None), 0, "not invited to any");
    });
}

#[test]
fn the_page_shows_decisions_to_those_who_may_see_them() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let former = s.meeting(State::Announced);
        let secret = item(&s, former.id, "concluded", s.departments[1], true, &[s.departments[1]]);
        let (decided, duty) = decision(&s, former.id, secret, s.departments[1]);
        held(&s, &former.number);
        // The item's page says what it decided, and the duty's origin leads there.
        let origin = format!("/w/ours/decisions/{decided}");
        let to = app.browser(&s.zhou).get(&origin).expect(303).location().to_owned();
        assert!(to.ends_with(&format!("/items/{secret}#decision-{decided}")), "{to}");
        let page = app.browser(&s.liaisons[1]).get(&to).expect(200);
        let said = page.select_text(&format!("#decision-{decided}"));
        assert!(said.contains("汇总整治情况") && said.contains(&duty.number), "{said}");
        assert!(said.contains("逾期"), "the light of the duties' lists: {said}");
        app.browser(&s.liaisons[0]).get(&origin).expect(404);
        app.browser(&s.liaisons[0]).get(&to).expect(404);
        let list = |member| app.browser(member).get("/w/ours/meetings/decisions").expect(200).select_text("main");
        assert!(list(&s.zhou).contains(&duty.number) && list(&s.liaisons[1]).contains("汇总整治情况"));
        assert!(!list(&s.liaisons[0]).contains("汇总整治情况"));
        let rows = |member| {
            let file = app.browser(member).get("/w/ours/meetings/decisions.xlsx").expect_file(200);
            let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(file.body.clone())).expect("a workbook");
            book.worksheet_range_at(0).expect("a sheet").expect("readable").height()
        };
        assert_eq!((rows(&s.zhou), rows(&s.liaisons[0])), (2, 1), "the head, and what may be seen");
        // They open the next meeting's pack, as far as each may see them.
        let next = s.meeting(State::Collecting);
        let pack = |member| app.browser(member).get(&format!("/w/ours/meetings/{}/pack", next.number)).expect(200).select_text("main");
        assert!(pack(&s.zhou).contains("汇总整治情况") && pack(&s.liaisons[1]).contains(&duty.number));
        assert!(!pack(&s.liaisons[0]).contains("汇总整治情况"));
        let tab = app.browser(&s.zhou).get("/w/ours/meetings/decisions?tab=done").expect(200);
        assert!(tab.select_text("main").contains("没有议定事项"));
    });
}

#[test]
fn a_merged_department_is_invited_asked_and_charged_as_the_one_it_lives_on_in() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let admin = s.cast.person(s.workspace, "管理员", &[Role::Administrator], &[]);
        let [a, b, c] = s.departments;
        let meeting = s.meeting(State::Collecting);
        let proposed = item(&s, meeting.id, "proposed", a, true, &[a]);
        let held = s.meeting(State::Announced);
        let merge = |conn: &mut Conn, scope: &Scope| -> Result<usize> {
            departments::merge(conn, scope, (a, 1), b, lianxi::meetings::move_department)
        };
        s.write(&s.cast.scope(&admin), merge).expect("merged");
        let people = s.ground(&s.office(), &meeting.number).expect("there").people;
        let invited: Vec<i64> = people.iter().filter_map(|p| p.department_id).collect();
        assert_eq!(invited, [b, c], "not twice");
        assert_eq!(s.ground(&s.office(), &held.number).expect("there").people.iter().filter_map(|p| p.department_id).count(), 2);
        let ground = s.ground(&s.liaison(1), &meeting.number).expect("still invited");
        let items = s.read(&s.liaison(1), |conn, scope| queries::items_of(conn, scope, &ground)).expect("items");
        let own = items.iter().find(|i| i.id == proposed).expect("the successor sees what was restricted to its predecessor");
        assert_eq!(own.department_id, Some(b));
        assert!(own.concerned.contains(&b));
    });
}

#[test]
fn what_waits_is_said_to_whom_it_waits_on() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let why = |scope: &Scope| -> Vec<Why> { s.read(scope, queries::waiting).expect("read").iter().map(|w| w.why).collect() };
        let meeting = s.meeting(State::Collecting);
        assert_eq!(why(&s.liaison(0)), [Why::Propose]);
        assert_eq!(why(&s.cast.scope(&s.stranger)), []);
        let returned = item(&s, meeting.id, "returned", s.departments[0], false, &[]);
        item(&s, meeting.id, "proposed", s.departments[1], false, &[]);
        // Written past the timeline, which says when something is to be looked for anew.
        let seen = Seen::any(&*meeting.number);
        let content = actions::Content { notice_on: Some(day(11, 23)), ..s.content() };
        s.write(&s.office(), |conn, scope| actions::edit(conn, scope, &seen, &content)).expect("edited");
        assert_eq!(why(&s.liaison(0)), [Why::Returned]);
        assert_eq!(why(&s.liaison(1)), []);
        assert_eq!(why(&s.office()), [Why::Screen, Why::Announce], "the day of notice has come");
        let path = s.read(&s.liaison(0), queries::waiting).expect("read")[0].path();
        assert_eq!(path, format!("/meetings/{}/items/{returned}", meeting.number));
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        assert_eq!(why(&s.liaison(0)), [Why::Answer, Why::Returned]);
        assert_eq!(why(&s.office()), [Why::Screen]);
    });
}
