//! Series: planned a year ahead, each meeting its own, and the series never losing one.

use chrono::{Duration, NaiveTime};
use lianxi::{
    meetings::{
        Kind, LeadDays, Meeting, Seen, Series, SeriesState, Shift, State,
        actions::{self, Content},
        queries,
    },
    platform::error::Error,
};

use super::stage::{Stage, at, day};
use crate::support::{app::TestApp, each_database};

fn series(s: &Stage<'_>) -> Series {
    Series {
        id: 0,
        title: "季度联席会议".into(),
        rrule: "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=10".into(),
        starts_on: day(11, 23),
        starts_at: NaiveTime::from_hms_opt(9, 0, 0).expect("a time"),
        minutes: 120,
        place: "三号会议室".into(),
        chair_id: Some(s.li.membership_id),
        shift: Shift::Next,
        lead: LeadDays { call: 10, cutoff: 5, notice: 3 },
        quorum: 0,
        departments: s.departments.to_vec(),
        state: SeriesState::Active,
        version: 1,
    }
}

fn planned(s: &Stage<'_>, id: i64) -> Vec<Meeting> {
    s.read(&s.office(), |conn, scope| queries::of_series(conn, scope, id)).expect("meetings")
}

fn make(s: &Stage<'_>, series: &Series) -> i64 {
    s.write(&s.office(), |conn, scope| actions::create_series(conn, scope, series)).expect("a series")
}

fn edit(s: &Stage<'_>, id: i64, series: &Series) {
    s.write(&s.office(), |conn, scope| actions::edit_series(conn, scope, id, None, series)).expect("edited");
}

fn as_typed(s: &Stage<'_>, meeting: &Meeting) -> Content {
    Content {
        kind: Kind::Regular,
        title: meeting.title.clone(),
        starts_at: meeting.starts_local(&s.office()),
        minutes: meeting.minutes,
        place: meeting.place.clone(),
        note: meeting.note.clone(),
        chair_id: meeting.chair_id,
        quorum: meeting.quorum,
        call_on: meeting.call_on,
        cutoff_on: meeting.cutoff_on,
        notice_on: meeting.notice_on,
    }
}

#[test]
fn a_year_is_planned_and_days_off_are_left() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let id = make(&s, &series(&s));
        let days: Vec<String> = planned(&s, id).iter().map(|m| m.day(&s.office()).to_string()).collect();
        // 2027-01-10 is a Sunday, 2027-04-10, 07-10 and 10-10 are on weekends; 2027's holidays are not known yet.
        let first = ["2026-12-10", "2027-01-11", "2027-02-10", "2027-03-10", "2027-04-12"];
        assert_eq!((days.len(), &days[..5]), (12, &first.map(str::to_owned)[..]));
        let one = &planned(&s, id)[1];
        assert_eq!(one.occurrence_on.map(|d| d.to_string()).as_deref(), Some("2027-01-10"), "its place in the series");
        assert_eq!(s.ground(&s.office(), &one.number).expect("there").people.len(), 4, "three departments, and who chairs");
        assert!(s.mails().is_empty());
        // Nothing is planned twice.
        assert_eq!(s.write(&s.office(), actions::plan_all).expect("planned"), 0);
    });
}

#[test]
fn a_changed_series_changes_only_what_nobody_touched() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let office = s.office();
        let mut wanted = series(&s);
        let id = make(&s, &wanted);
        let all = planned(&s, id);
        let seen = |m: &Meeting| Seen::any(&*m.number);
        // One is moved, one skipped, one held elsewhere, one called.
        s.write(&office, |conn, scope| actions::postpone(conn, scope, &seen(&all[0]), at(12, 15, 15, 0), "主持人出差")).expect("moved");
        s.write(&office, |conn, scope| actions::cancel(conn, scope, &seen(&all[1]), "春节前不开")).expect("skipped");
        let elsewhere = Content { place: "南京".into(), ..as_typed(&s, &all[2]) };
        s.write(&office, |conn, scope| actions::edit(conn, scope, &seen(&all[2]), &elsewhere)).expect("edited");
        s.write(&office, |conn, scope| actions::call(conn, scope, &seen(&all[3]))).expect("called");
        wanted.place = "五号会议室".into();
        wanted.starts_at = NaiveTime::from_hms_opt(14, 0, 0).expect("a time");
        edit(&s, id, &wanted);
        let now = planned(&s, id);
        assert_eq!(now.len(), 12, "none is lost, none planned anew in place of the skipped one");
        let local = |m: &Meeting| m.starts_local(&office).format("%m-%d %H:%M").to_string();
        let find = |m: &Meeting| now.iter().find(|n| n.id == m.id).expect("still there").clone();
        assert_eq!((local(&find(&all[0])), find(&all[0]).place), ("12-15 15:00".into(), "五号会议室".into()));
        assert_eq!(find(&all[1]).state, State::Cancelled);
        assert_eq!((local(&find(&all[2])), find(&all[2]).place), ("02-10 14:00".into(), "南京".into()));
        assert_eq!((local(&find(&all[3])), find(&all[3]).place), ("03-10 09:00".into(), "三号会议室".into()), "departments were asked");
        assert_eq!(find(&all[4]).place, "五号会议室");
        // Another rule: what nobody touched goes, the rest stays where it is.
        wanted.rrule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU".into();
        edit(&s, id, &wanted);
        let now = planned(&s, id);
        let kept: Vec<i64> = all.iter().filter(|m| now.iter().any(|n| n.id == m.id)).map(|m| m.id).collect();
        assert_eq!(kept, all[..4].iter().map(|m| m.id).collect::<Vec<_>>());
        assert!(now.iter().any(|m| m.day(&office) == at(12, 1, 0, 0).date() + Duration::days(63)), "2027-02-02, a first Tuesday");
    });
}

#[test]
fn two_editors_of_a_series_and_an_ended_one() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let id = make(&s, &series(&s));
        edit(&s, id, &series(&s));
        let stale = s.write(&s.office(), |conn, scope| actions::edit_series(conn, scope, id, Some(1), &series(&s)));
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let first = planned(&s, id)[0].clone();
        s.write(&s.office(), |conn, scope| actions::call(conn, scope, &Seen::any(&*first.number))).expect("called");
        s.write(&s.office(), |conn, scope| actions::end_series(conn, scope, id, "机构调整")).expect("ended");
        assert_eq!(planned(&s, id).iter().map(|m| m.id).collect::<Vec<_>>(), [first.id]);
        let ended = s.write(&s.office(), |conn, scope| actions::edit_series(conn, scope, id, None, &series(&s)));
        assert!(matches!(ended, Err(Error::Refused(ref m)) if m.key == "series-is-ended"), "{ended:?}");
        let by_liaison = s.write(&s.liaison(0), |conn, scope| actions::create_series(conn, scope, &series(&s)));
        assert!(matches!(by_liaison, Err(Error::Forbidden(_))));
        for (rule, key) in [("每月", "series-rule-unread"), ("FREQ=SECONDLY", "series-rule-finer"), ("FREQ=DAILY", "series-rule-many")] {
            let wrong = Series { rrule: rule.into(), ..series(&s) };
            let refused = s.write(&s.office(), |conn, scope| actions::create_series(conn, scope, &wrong));
            assert!(matches!(refused, Err(Error::Invalid(ref e)) if e.0[0].message.key == key), "{rule}: {refused:?}");
        }
    });
}

#[test]
fn the_program_calls_on_the_day_and_plans_on() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let id = make(&s, &series(&s));
        // Ten working days before 2026-12-10, a Thursday: 2026-11-26.
        assert_eq!(planned(&s, id)[0].call_on, Some(day(11, 26)));
        app.work();
        assert_eq!(planned(&s, id)[0].state, State::Draft);
        app.clock.advance(Duration::days(2));
        app.work();
        assert_eq!(planned(&s, id)[0].state, State::Draft, "not before the day");
        app.clock.advance(Duration::days(1) + Duration::hours(1));
        app.work();
        let first = &planned(&s, id)[0];
        assert_eq!(first.state, State::Collecting);
        assert_eq!(s.told("meeting-called"), ["王磊", "赵强", "陈静"]);
        app.clock.advance(Duration::days(31));
        app.work();
        assert_eq!(planned(&s, id).last().map(|m| m.occurrence_on), Some(Some(day(12, 10) + Duration::days(365))), "a year ahead again");
    });
}

#[test]
fn a_wall_time_that_does_not_exist_becomes_the_next_that_does() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        s.cast.set_zone(s.workspace, "Europe/Berlin");
        let wanted = Series {
            rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU".into(),
            starts_at: NaiveTime::from_hms_opt(2, 30, 0).expect("a time"),
            shift: Shift::None,
            ..series(&s)
        };
        let id = make(&s, &wanted);
        let on = |text: &str| {
            planned(&s, id).into_iter().find(|m| m.occurrence_on.map(|d| d.to_string()).as_deref() == Some(text)).expect("planned")
        };
        // 2027-03-28: clocks go from 02:00 to 03:00.
        assert_eq!(on("2027-03-21").starts_at.to_string(), "2027-03-21 01:30:00");
        assert_eq!(on("2027-03-28").starts_at.to_string(), "2027-03-28 01:00:00");
        assert_eq!(on("2027-04-04").starts_at.to_string(), "2027-04-04 00:30:00");
    });
}
