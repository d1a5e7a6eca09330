//! The way of a meeting up to its session: states, rights, mails, and pages.

use lianxi::{
    meetings::{Action, By, Kind, Receipt, Seen, State, TRANSITIONS, actions, decide},
    platform::error::Error,
};

use super::stage::{Stage, at, day};
use crate::support::{app::TestApp, each_database};

/// The machine as the product describes it, written down again.
fn wanted(state: State, action: Action) -> Option<State> {
    use Action as A;
    use State as S;
    Some(match (state, action) {
        (S::Draft | S::Collecting | S::Announced, A::Edit | A::Postpone) => state,
        (S::Draft, A::Call) => S::Collecting,
        (S::Collecting, A::Announce) => S::Announced,
        (S::Announced, A::Update) => S::Announced,
        (S::Draft | S::Collecting | S::Announced, A::Cancel) => S::Cancelled,
        (S::Announced, A::Open) => S::InSession,
        (S::InSession | S::Minuting, A::Record) => state,
        (S::InSession, A::Adjourn) => S::Minuting,
        (S::Minuting | S::Countersigning, A::Minute) => state,
        (S::Minuting | S::Countersigning, A::Circulate) => S::Countersigning,
        (S::Countersigning, A::Issue) => S::Issued,
        (S::Issued, A::Correct) => S::Issued,
        _ => return None,
    })
}

#[test]
fn the_machine_is_the_products() {
    for state in State::ALL.iter().copied() {
        for action in Action::ALL.iter().copied() {
            let got = decide(state, false, action, &[By::Office, By::Chair, By::NoteTaker]);
            assert_eq!(got.ok(), wanted(state, action), "{state:?} {action:?}");
            // Nobody in particular never may.
            assert!(decide(state, false, action, &[]).is_err());
        }
    }
    let by = |action| TRANSITIONS.iter().filter(move |(_, a, ..)| *a == action).flat_map(|(.., by)| by.iter().copied());
    assert!(by(Action::Announce).all(|b| b == By::Office), "only the office gives notice");
    assert!(by(Action::Open).any(|b| b == By::Chair) && by(Action::Open).any(|b| b == By::NoteTaker));
    // A written circulation has no session and is ended by the office.
    assert!(matches!(decide(State::Announced, true, Action::Open, &[By::Office]), Err(Error::Refused(_))));
    assert_eq!(decide(State::Announced, true, Action::Adjourn, &[By::Office]).ok(), Some(State::Minuting));
    assert!(matches!(decide(State::Announced, true, Action::Adjourn, &[By::Chair]), Err(Error::Forbidden(_))));
}

#[test]
fn a_meeting_is_called_announced_and_postponed_and_everybody_hears_of_it_once() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Announced);
        assert_eq!(s.told("meeting-called"), ["王磊", "赵强", "陈静"]);
        assert_eq!(
            s.told("mail-meeting-announced"),
            ["孙波", "李卫东", "王磊", "赵强", "陈静"],
            "the departments, who chairs and who takes notes"
        );
        let seen = Seen::any(&*meeting.number);
        let office = s.office();
        // Once only.
        let again = s.write(&office, |conn, scope| actions::announce(conn, scope, &seen));
        assert!(matches!(again, Err(Error::Refused(ref m)) if m.key == "meeting-refused"), "{again:?}");
        // An answer given is void once the time changes.
        let moved = s.write(&office, |conn, scope| actions::postpone(conn, scope, &seen, at(12, 23, 14, 30), "场地冲突")).expect("moved");
        assert_eq!((moved.state, moved.sequence), (State::Announced, 1));
        assert_eq!(moved.starts_at, at(12, 23, 6, 30), "stored in UTC");
        assert_eq!(moved.cutoff_on, Some(day(12, 9)), "the cut-off that was announced stays");
        assert_eq!(s.told("mail-meeting-postponed").len(), 5);
        assert!(s.ground(&office, &meeting.number).expect("there").people.iter().all(|p| p.receipt == Receipt::None));
        // A sitting of changes is one mail.
        let mut content = s.content();
        content.starts_at = at(12, 23, 14, 30);
        content.place = "一号会议室".into();
        let changed = s.write(&office, |conn, scope| actions::edit(conn, scope, &seen, &content)).expect("edited");
        content.minutes = 100;
        s.write(&office, |conn, scope| actions::edit(conn, scope, &seen, &content)).expect("edited");
        assert!(changed.changed_at.is_some() && s.told("mail-meeting-changed").is_empty(), "nobody is told of each change");
        s.write(&office, |conn, scope| actions::update(conn, scope, &seen, "")).expect("told");
        assert_eq!(s.told("mail-meeting-changed").len(), 5);
        let nothing = s.write(&office, |conn, scope| actions::update(conn, scope, &seen, ""));
        assert!(matches!(nothing, Err(Error::Refused(ref m)) if m.key == "meeting-nothing-changed"), "{nothing:?}");
        // By postponing, not by editing.
        content.starts_at = at(12, 24, 9, 0);
        let by_edit = s.write(&office, |conn, scope| actions::edit(conn, scope, &seen, &content));
        assert!(matches!(by_edit, Err(Error::Invalid(ref e)) if e.0[0].field == "day"), "{by_edit:?}");
        s.write(&office, |conn, scope| actions::cancel(conn, scope, &seen, "改为书面征求意见")).expect("cancelled");
        assert_eq!(s.told("mail-meeting-cancelled").len(), 5);
        let gone = s.write(&office, |conn, scope| actions::postpone(conn, scope, &seen, at(12, 30, 9, 0), "再开"));
        assert!(matches!(gone, Err(Error::Refused(ref m)) if m.key == "meeting-refused-at-end"), "{gone:?}");
    });
}

#[test]
fn days_before_the_meeting_move_along_by_working_days() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Draft);
        let seen = Seen::any(&*meeting.number);
        // 2026-12-16 is a Wednesday; call, cut-off and notice were 10, 5 and 3 working days before it.
        let moved = s.write(&s.office(), |conn, scope| actions::postpone(conn, scope, &seen, at(12, 21, 9, 0), "改期")).expect("moved");
        assert_eq!((moved.call_on, moved.cutoff_on, moved.notice_on), (Some(day(12, 7)), Some(day(12, 14)), Some(day(12, 16))));
        assert!(s.mails().is_empty(), "nobody had heard of it yet");
    });
}

#[test]
fn who_is_not_invited_finds_no_meeting_and_only_the_office_acts() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let seen = Seen::any(&*meeting.number);
        let stranger = s.cast.scope(&s.stranger);
        assert!(matches!(s.ground(&stranger, &meeting.number), Err(Error::NotFound)));
        assert!(matches!(s.write(&stranger, |conn, scope| actions::announce(conn, scope, &seen)), Err(Error::NotFound)));
        assert!(s.ground(&s.liaison(0), &meeting.number).is_ok());
        let refused = s.write(&s.liaison(0), |conn, scope| actions::announce(conn, scope, &seen));
        assert!(matches!(refused, Err(Error::Forbidden(ref m)) if m.key == "meeting-forbidden"), "{refused:?}");
        let created = s.write(&s.liaison(0), |conn, scope| actions::create(conn, scope, &s.content(), &[]));
        assert!(matches!(created, Err(Error::Forbidden(_))));
        // Somebody else saved meanwhile.
        let stale = Seen { number: meeting.number.clone(), version: Some(meeting.version - 1) };
        assert!(matches!(s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &stale)), Err(Error::Conflict)));
    });
}

#[test]
fn a_wrong_form_keeps_what_was_typed() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let zhou = app.browser(&s.zhou);
        let form = zhou.get("/w/ours/meetings/new").expect(200);
        assert_eq!(form.attr("#f-time", "value").as_deref(), Some("09:00"), "a new meeting is proposed");
        let typed = [
            ("kind", "regular"),
            ("title", ""),
            ("day", "二月三十日"),
            ("time", "25:00"),
            ("minutes", "很久"),
            ("place", "三号会议室"),
            ("quorum", "-1"),
            ("note", "请带材料"),
        ];
        let wrong = zhou.post("/w/ours/meetings/new", &typed).expect(422);
        let errors = wrong.select_text(".errors");
        for said in ["2026-12-10", "14:30", "请填写数字"] {
            assert!(errors.contains(said), "{said} in {errors}");
        }
        assert_eq!(wrong.attr("#f-place", "value").as_deref(), Some("三号会议室"));
        assert!(wrong.select_text("#f-note").contains("请带材料"));
        let good = [("kind", "regular"), ("title", "季度会"), ("day", "2026-12-16"), ("time", "09:00"), ("minutes", "90"), ("quorum", "0")];
        let made = zhou.post("/w/ours/meetings/new", &good).expect(303);
        assert_eq!(made.location(), "/w/ours/meetings/2026-0001");
        // A role nobody offered is none.
        let id = s.departments[0].to_string();
        zhou.post("/w/ours/meetings/2026-0001/people/departments", &[("departments", &id), ("role", "king")]).expect(422);
        zhou.post("/w/ours/meetings/2026-0001/people/member", &[("person", "1")]).expect(422);
        // Nobody is invited yet.
        let refused = zhou.post("/w/ours/meetings/2026-0001/call", &[]).expect(409);
        assert!(refused.select_text(".errors").contains("还没有邀请"));
        assert!(zhou.get("/w/ours/meetings?q=%25").expect(200).select_text("main").contains("没有符合条件"));
        assert!(zhou.get("/w/ours/meetings?q=季度").expect(200).select_text("main").contains("季度会"));
        app.browser(&s.stranger).get("/w/ours/meetings/2026-0001").expect(404);
        assert!(!app.browser(&s.stranger).get("/w/ours/meetings").expect(200).select_text("main").contains("季度会"));
    });
}

#[test]
fn a_written_circulation_ends_on_its_day_and_has_no_session() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let zhou = app.browser(&s.zhou);
        let id = s.departments[0].to_string();
        let typed = [("kind", "written"), ("title", "书面征求意见"), ("day", "2026-12-16"), ("departments", &id)];
        zhou.post("/w/ours/meetings/new", &typed).expect(303);
        let ground = s.ground(&s.office(), "2026-0001").expect("there");
        assert_eq!((ground.meeting.kind, ground.meeting.starts_at), (Kind::Written, at(12, 16, 10, 0)), "the end of the office's day");
        assert!(zhou.get("/w/ours/meetings/2026-0001").expect(200).select_text(".facts").contains("答复截止"));
    });
}
