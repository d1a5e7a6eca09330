//! The session: opened, written by two at once, heard by others, adjourned.

use std::{
    io::{BufRead, BufReader},
    sync::mpsc,
    time::{Duration, Instant},
};

use diesel::prelude::*;
use lianxi::{
    meetings::{
        Asked, Meeting, Seen, State,
        actions::{self, FromFloor, LiveField, NotReached, Saved, Saving},
    },
    platform::{db::Tenant, error::Error},
    schema::{agenda_items, live_fields, sessions},
    site::SESSION_COOKIE,
    tenancy::Scope,
};
use serde_json::Value;

use super::stage::Stage;
use crate::support::{
    app::{Browser, TestApp},
    each_database,
};

/// A session that is open, with its number.
pub fn opened(s: &Stage<'_>) -> Meeting {
    let meeting = s.meeting(State::Announced);
    let chair = s.cast.scope(&s.li);
    s.write(&chair, |conn, scope| actions::open(conn, scope, &Seen::any(&*meeting.number))).expect("the chair opens")
}

/// An item of a department on the agenda of a session.
pub fn floor(s: &Stage<'_>, number: &str, title: &str, department_id: Option<i64>) -> i64 {
    let new = FromFloor { title: title.into(), asked: Asked::Coordinate, minutes: 10, department_id, reason: String::new(), consent: true };
    s.write(&s.office(), |conn, scope| actions::item_from_floor(conn, scope, &Seen::any(number), &new)).expect("on the agenda").id
}

pub fn restrict(s: &Stage<'_>, item: i64) {
    let set = |conn: &mut _, scope: &Scope| {
        let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id())).filter(agenda_items::id.eq(item));
        diesel::update(own).set(agenda_items::restricted.eq(true)).execute(conn)?;
        Ok(())
    };
    s.write(&s.office(), set).expect("restricted");
}

pub fn saving(subject: i64, field: LiveField, base: i64, value: &str, key: &str) -> Saving {
    Saving { subject, field, base, value: value.into(), key: key.into() }
}

pub fn save(s: &Stage<'_>, scope: &Scope, number: &str, what: &Saving) -> Result<Saved, Error> {
    s.write(scope, |conn, scope| actions::save_field(conn, scope, number, what)).map(|(_, saved)| saved)
}

#[test]
fn a_session_is_opened_by_those_who_may_and_not_cancelled_meanwhile() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Announced);
        let seen = Seen::any(&*meeting.number);
        let open = |scope: &Scope| s.write(scope, |conn, scope| actions::open(conn, scope, &seen));
        assert!(matches!(open(&s.liaison(0)), Err(Error::Forbidden(_))), "a liaison does not open it");
        assert!(matches!(open(&s.cast.scope(&s.stranger)), Err(Error::NotFound)), "to who is not invited it does not exist");
        assert_eq!(open(&s.cast.scope(&s.sun)).expect("the note-taker opens").state, State::InSession);
        assert!(matches!(open(&s.office()), Err(Error::Refused(_))), "once");
        let cancel = s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &seen, "人不够"));
        assert!(matches!(cancel, Err(Error::Refused(_))), "it is held already");
        let postpone = s.write(&s.office(), |conn, scope| actions::postpone(conn, scope, &seen, super::stage::at(12, 20, 9, 0), "人不够"));
        assert!(matches!(postpone, Err(Error::Refused(_))));
    });
}

#[test]
fn time_is_counted_for_the_item_that_is_dealt_with() {
    each_database(|t| {
        let mut s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let (a, b) = (floor(&s, number, "甲", None), floor(&s, number, "乙", Some(s.departments[0])));
        let take =
            |s: &Stage<'_>, id| s.write(&s.office(), |conn, scope| actions::take_up(conn, scope, &Seen::any(number), id)).expect("taken");
        take(&s, Some(a));
        s.cast.now += chrono::Duration::minutes(7);
        take(&s, Some(b));
        s.cast.now += chrono::Duration::minutes(2);
        take(&s, Some(a));
        s.cast.now += chrono::Duration::minutes(1);
        let now = take(&s, None);
        assert_eq!((now.current_item_id, now.current_since), (None, None));
        let spent = |id: i64| {
            let load = |conn: &mut _, scope: &Scope| {
                let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id())).filter(agenda_items::id.eq(id));
                Ok(own.select(agenda_items::spent_seconds).first::<i64>(conn)?)
            };
            s.read(&s.office(), load).expect("there")
        };
        assert_eq!((spent(a), spent(b)), (8 * 60, 2 * 60));
        let nowhere = s.write(&s.office(), |conn, scope| actions::take_up(conn, scope, &Seen::any(number), Some(7)));
        assert!(matches!(nowhere, Err(Error::NotFound)));
    });
}

#[test]
fn a_field_saved_twice_with_one_key_is_saved_once_and_two_who_write_lose_nothing() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "甲", None);
        let (zhou, sun) = (s.office(), s.cast.scope(&s.sun));
        let first = saving(item, LiveField::Notes, 0, "省质监局：每月共享。", "key-1");
        let Saved::Done(now) = save(&s, &zhou, number, &first).expect("saved") else { panic!("the first is saved") };
        assert_eq!((now.version, now.by.as_str()), (1, "周敏"));
        let Saved::Already(again) = save(&s, &zhou, number, &first).expect("sent again") else { panic!("it is not saved twice") };
        assert_eq!((again.version, again.value.as_str()), (1, "省质监局：每月共享。"));
        // The other had not seen it.
        let other = saving(item, LiveField::Notes, 0, "省工商局：同意。", "key-2");
        let Saved::Conflict { theirs, mine } = save(&s, &sun, number, &other).expect("answered") else { panic!("a conflict") };
        assert_eq!((theirs.value.as_str(), theirs.by.as_str(), mine.as_str()), ("省质监局：每月共享。", "周敏", "省工商局：同意。"));
        // Put together, over the version that was shown.
        let both = saving(item, LiveField::Notes, theirs.version, "省质监局：每月共享。\n省工商局：同意。", "key-3");
        assert!(matches!(save(&s, &sun, number, &both).expect("saved"), Saved::Done(now) if now.version == 2));
        // What another wrote before stays in the item's history.
        let kept = |conn: &mut _, scope: &Scope| {
            let of = lianxi::timeline::Subject::new(lianxi::meetings::ITEM, item);
            lianxi::timeline::of(conn, scope, of, None, 10)
        };
        let events = s.read(&zhou, kept).expect("history");
        assert!(events.iter().any(|e| e.action == "overwrite" && e.text.as_deref() == Some("省质监局：每月共享。")), "{events:?}");
        let rows = |conn: &mut _, scope: &Scope| {
            let own = live_fields::table.filter(live_fields::workspace_id.eq(scope.workspace_id()));
            Ok(own.filter(live_fields::field.eq("notes")).count().get_result::<i64>(conn)?)
        };
        assert_eq!(s.read(&zhou, rows).expect("counted"), 1);
    });
}

#[test]
fn fields_are_checked_and_nobody_else_writes_them() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "甲", None);
        let office = s.office();
        let wrong = |what: Saving| matches!(save(&s, &office, number, &what), Err(Error::Invalid(_)));
        assert!(wrong(saving(item, LiveField::Outcome, 0, "maybe", "k1")));
        assert!(wrong(saving(item, LiveField::Notes, 0, &"长".repeat(20_001), "k2")));
        assert!(wrong(saving(item, LiveField::Notes, 0, "甲", "")), "without a key");
        assert!(wrong(saving(item, LiveField::Notes, 0, "甲", &"k".repeat(65))));
        let people = s.ground(&office, number).expect("there").people;
        let person = people.iter().find(|p| p.department_id == Some(s.departments[0])).expect("invited").id;
        assert!(wrong(saving(person, LiveField::Arrived, 0, "25:00", "k3")));
        assert!(matches!(save(&s, &office, number, &saving(person, LiveField::Notes, 0, "甲", "k4")), Err(Error::NotFound)));
        for scope in [s.liaison(0), s.liaison(1)] {
            let refused = save(&s, &scope, number, &saving(item, LiveField::Notes, 0, "甲", "k5"));
            assert!(matches!(refused, Err(Error::Forbidden(_))), "a liaison does not write");
        }
        // Who came late is here; who is not here did not come late.
        save(&s, &office, number, &saving(person, LiveField::Arrived, 0, "09:20", "k6")).expect("late");
        let present = || lianxi::meetings::quorum(&s.ground(&office, number).expect("there").people, true);
        assert_eq!(present(), (1, 3));
        let left = saving(person, LiveField::Left, 0, "09:40", "k7");
        save(&s, &office, number, &left).expect("left");
        assert_eq!(present(), (0, 3), "who left no longer counts");
        save(&s, &office, number, &saving(person, LiveField::Presence, 1, "absent", "k8")).expect("absent");
        let people = s.ground(&office, number).expect("there").people;
        let person = people.into_iter().find(|p| p.id == person).expect("invited");
        assert_eq!((person.arrived_at, person.left_at), (None, None));
    });
}

#[test]
fn what_was_not_reached_goes_where_it_is_said() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let number = &*meeting.number;
        let ids = ["甲", "乙", "丙", "丁"].map(|title| floor(&s, number, title, None));
        save(&s, &s.office(), number, &saving(ids[0], LiveField::Outcome, 0, "in_principle", "k1")).expect("an outcome");
        let later = actions::Content { starts_at: super::stage::at(12, 30, 9, 0), ..s.content() };
        let next = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &later, &s.departments)).expect("a later meeting");
        let adjourn =
            |rest: Vec<(i64, NotReached)>| s.write(&s.office(), |conn, scope| actions::adjourn(conn, scope, &Seen::any(number), &rest));
        let Err(Error::Invalid(errors)) = adjourn(vec![]) else { panic!("every item must go somewhere") };
        assert_eq!(errors.0.len(), 3);
        let to = |n: &str| NotReached::CarryTo(n.to_owned());
        assert!(matches!(
            adjourn(vec![(ids[1], to("2026-9999")), (ids[2], NotReached::Shelve), (ids[3], NotReached::Leave)]),
            Err(Error::Invalid(_))
        ));
        assert!(matches!(
            adjourn(vec![(ids[1], to(number)), (ids[2], NotReached::Shelve), (ids[3], NotReached::Leave)]),
            Err(Error::Invalid(_))
        ));
        let over = adjourn(vec![(ids[1], to(&next.number)), (ids[2], NotReached::Shelve), (ids[3], NotReached::Leave)]).expect("adjourned");
        assert_eq!(over.state, State::Minuting);
        let load = |conn: &mut _, scope: &Scope| {
            let own = agenda_items::table.filter(agenda_items::workspace_id.eq(scope.workspace_id())).order(agenda_items::id);
            Ok(own.select((agenda_items::meeting_id, agenda_items::title, agenda_items::state, agenda_items::outcome)).load::<(
                i64,
                String,
                String,
                Option<String>,
            )>(
                conn
            )?)
        };
        let mut found = s.read(&s.office(), load).expect("items");
        found.retain(|(m, ..)| *m == meeting.id);
        let said: Vec<_> = found.iter().map(|(_, t, s, o)| (t.as_str(), s.as_str(), o.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("甲", "concluded", Some("in_principle")),
                ("乙", "deferred", None),
                ("丙", "concluded", Some("shelved")),
                ("丁", "accepted", None)
            ]
        );
        let again = s.read(&s.office(), load).expect("items");
        let carried: Vec<_> = again.iter().filter(|(m, ..)| *m == next.id).map(|(_, t, s, _)| (t.as_str(), s.as_str())).collect();
        assert_eq!(carried, [("乙", "accepted")]);
        // Notes can be completed until the minutes go round.
        assert!(save(&s, &s.office(), number, &saving(ids[3], LiveField::Notes, 0, "补记", "k2")).is_ok());
        assert!(matches!(
            save(&s, &s.cast.scope(&s.li), number, &saving(ids[3], LiveField::Notes, 1, "改", "k3")),
            Err(Error::Forbidden(_))
        ));
    });
}

const JSON: &[(&str, &str)] = &[("Accept", "application/json")];

fn post(browser: &Browser, number: &str, what: &[(&str, &str)], headers: &[(&str, &str)]) -> crate::support::app::Answer {
    browser.post_with(&format!("/w/ours/meetings/{number}/live/field"), what, headers)
}

#[test]
fn pages_of_a_session_save_with_and_without_the_script() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "抽查名单共享", Some(s.departments[1]));
        let (zhou, sun) = (app.browser(&s.zhou), app.browser(&s.sun));
        let at = format!("/w/ours/meetings/{number}/live");
        let page = zhou.get(&at).expect(200);
        assert!(page.select_text(".session-agenda").contains("抽查名单共享"), "{}", page.text());
        let id = item.to_string();
        let notes = |version: &'static str, value: &'static str, key: &'static str| {
            [("subject", id.as_str()), ("field", "notes"), ("version", version), ("value", value), ("key", key), ("back", "")]
        };
        let saved: Value = serde_json::from_str(&post(&zhou, number, &notes("0", "一", "a1"), JSON).expect(200).text()).expect("JSON");
        assert_eq!((saved["result"].as_str(), saved["version"].as_i64(), saved["by"].as_str()), (Some("saved"), Some(1), Some("周敏")));
        let again: Value = serde_json::from_str(&post(&zhou, number, &notes("0", "一", "a1"), JSON).expect(200).text()).expect("JSON");
        assert_eq!(again["result"], "already");
        let both: Value = serde_json::from_str(&post(&sun, number, &notes("0", "二", "b1"), JSON).expect(409).text()).expect("JSON");
        assert_eq!((both["result"].as_str(), both["value"].as_str(), both["mine"].as_str()), (Some("conflict"), Some("一"), Some("二")));
        // Without the script: both texts on a page, and a form that goes over the newer version.
        let page = post(&sun, number, &notes("0", "二", "b2"), &[]).expect(409);
        assert!(page.text().contains("周敏") && page.text().contains('一') && page.text().contains('二'), "{}", page.text());
        assert_eq!(page.attr("main input[name=version]", "value").as_deref(), Some("1"));
        post(&sun, number, &notes("1", "一\n二", "b3"), &[]).expect(303);
        assert!(zhou.get(&at).expect(200).text().contains("孙波"));
        let wrong = [("subject", id.as_str()), ("field", "outcome"), ("version", "0"), ("value", "x"), ("key", "c1")];
        post(&zhou, number, &wrong, JSON).expect(422);
        post(&zhou, number, &[("subject", "x"), ("field", "notes"), ("key", "c2")], JSON).expect(404);
        post(&zhou, number, &[("subject", &id), ("field", "nothing"), ("key", "c2")], JSON).expect(404);
        post(&app.browser(&s.liaisons[0]), number, &notes("2", "三", "d1"), JSON).expect(403);
        zhou.get(&format!("{at}/attendance")).expect(200);
        zhou.get(&format!("{at}/floor")).expect(200);
        zhou.get(&format!("{at}/adjourn")).expect(200);
        zhou.post(&format!("{at}/current"), &[("item", &id)]).expect(303);
        assert!(zhou.get(&format!("{at}/screen")).expect(200).select_text("h1").contains("抽查名单共享"));
        zhou.post(&format!("{at}/floor"), &[("title", ""), ("asked", "check"), ("minutes", "5")]).expect(422);
        zhou.post(&format!("{at}/floor"), &[("title", "临时"), ("asked", "check"), ("minutes", "5"), ("consent", "yes")]).expect(303);
    });
}

#[test]
fn a_restricted_item_is_not_on_the_screen_of_whoever_it_does_not_concern() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let number = &*meeting.number;
        let item = floor(&s, number, "机密事项", Some(s.departments[1]));
        restrict(&s, item);
        let at = format!("/w/ours/meetings/{number}/live");
        app.browser(&s.zhou).post(&format!("{at}/current"), &[("item", &item.to_string())]).expect(303);
        let screen = |who| app.browser(who).get(&format!("{at}/screen")).expect(200).text();
        assert!(screen(&s.liaisons[1]).contains("机密事项"), "its department sees it");
        assert!(!screen(&s.liaisons[0]).contains("机密事项"));
        app.browser(&s.liaisons[0]).get(&at).expect(403);
        app.browser(&s.stranger).get(&format!("{at}/screen")).expect(404);
    });
}

/// Server-sent events of a session, read in a thread.
pub struct Stream {
    lines: mpsc::Receiver<Option<String>>,
    pub heard: Vec<String>,
    pub is_over: bool,
}

impl Stream {
    pub fn open(base: &str, browser: &Browser, path: &str, last: Option<&str>) -> Self {
        let cookies = browser.clone_cookies().into_iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let client = reqwest::blocking::Client::builder().no_proxy().timeout(None).build().expect("a client");
        let mut request = client.get(format!("{base}{path}")).header("cookie", cookies);
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = request.send().expect("answered");
        assert_eq!(response.status(), 200);
        assert!(response.headers()["content-type"].to_str().is_ok_and(|t| t.starts_with("text/event-stream")));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(response).lines() {
                let Ok(line) = line else { break };
                if sender.send(Some(line)).is_err() {
                    return;
                }
            }
            sender.send(None).ok();
        });
        Self { lines, heard: Vec::new(), is_over: false }
    }

    /// Reads until something fits, two seconds at most; what fitted.
    pub fn until(&mut self, fits: impl Fn(&str) -> bool) -> Option<String> {
        self.within(Duration::from_secs(2), fits)
    }

    pub fn within(&mut self, most: Duration, fits: impl Fn(&str) -> bool) -> Option<String> {
        let began = Instant::now();
        while let Some(left) = most.checked_sub(began.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(Some(line)) => {
                    self.heard.push(line.clone());
                    if fits(&line) {
                        return Some(line);
                    }
                }
                Ok(None) => {
                    self.is_over = true;
                    return None;
                }
                Err(_) => return None,
            }
        }
        None
    }
}

#[test]
fn what_one_writes_the_others_hear_and_only_what_they_may() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let number = &*meeting.number;
        let (open, secret) = (floor(&s, number, "公开", None), floor(&s, number, "机密", Some(s.departments[1])));
        restrict(&s, secret);
        let events = format!("/w/ours/meetings/{number}/live/events");
        let (sun, liaison, concerned) = (app.browser(&s.sun), app.browser(&s.liaisons[0]), app.browser(&s.liaisons[1]));
        let mut heard = [&sun, &liaison, &concerned].map(|b| Stream::open(&app.base, b, &events, None));
        let zhou = app.browser(&s.zhou);
        let write = |subject: i64, field: &str, value: &str, key: &str| {
            let id = subject.to_string();
            let fields = [("subject", id.as_str()), ("field", field), ("version", "0"), ("value", value), ("key", key)];
            post(&zhou, number, &fields, JSON).expect(200);
        };
        write(open, "notes", "只给记录人", "k1");
        write(secret, "outcome", "passed", "k2");
        write(open, "outcome", "amended", "k3");
        let [sun_hears, liaison_hears, concerned_hears] = &mut heard;
        for stream in [&mut *sun_hears, &mut *liaison_hears, &mut *concerned_hears] {
            assert!(stream.until(|l| l.contains("amended")).is_some(), "all hear an open item's outcome: {:?}", stream.heard);
            assert!(stream.until(|l| l.starts_with("id: ")).is_some());
        }
        let has = |stream: &Stream, text: &str| stream.heard.iter().any(|l| l.contains(text));
        assert!(has(sun_hears, "只给记录人") && has(sun_hears, &secret.to_string()));
        assert!(!has(liaison_hears, "只给记录人") && !has(liaison_hears, &secret.to_string()), "{:?}", liaison_hears.heard);
        assert!(!has(concerned_hears, "只给记录人") && has(concerned_hears, &secret.to_string()));
        // Another process: written without anybody being rung for.
        save(&s, &s.office(), number, &saving(open, LiveField::Notes, 1, "另一进程写的", "k4")).expect("saved");
        assert!(sun_hears.until(|l| l.contains("另一进程写的")).is_some(), "{:?}", sun_hears.heard);
        // Whoever was away hears what was written meanwhile, once.
        let last = sun_hears.until(|l| l.starts_with("id: ")).expect("a number");
        drop(heard);
        save(&s, &s.office(), number, &saving(open, LiveField::Notes, 2, "离线时写的一", "k5")).expect("saved");
        save(&s, &s.office(), number, &saving(open, LiveField::Notes, 3, "离线时写的二", "k6")).expect("saved");
        let mut back = Stream::open(&app.base, &sun, &events, Some(last.trim_start_matches("id: ")));
        assert!(back.until(|l| l.contains("离线时写的二")).is_some(), "{:?}", back.heard);
        assert!(!has(&back, "离线时写的一") && !has(&back, "amended"), "each field once, as it is now: {:?}", back.heard);
    });
}

#[test]
fn a_stream_ends_with_the_session_of_its_listener_and_with_the_meeting() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let number = &*meeting.number;
        let events = format!("/w/ours/meetings/{number}/live/events");
        let (liaison, sun) = (app.browser(&s.liaisons[0]), app.browser(&s.sun));
        let mut streams = [&liaison, &sun].map(|b| Stream::open(&app.base, b, &events, None));
        let cookie = liaison.clone_cookies().into_iter().find(|(name, _)| name == SESSION_COOKIE).expect("a session").1;
        let id: i64 = cookie.split('.').next().and_then(|id| id.parse().ok()).expect("an id");
        let end = |conn: &mut _| Ok(diesel::delete(sessions::table.filter(sessions::id.eq(id))).execute(conn)?);
        app.db().write(Tenant::Installation, end).expect("logged out");
        let [gone, stays] = &mut streams;
        assert!(gone.within(Duration::from_secs(12), |_| false).is_none() && gone.is_over, "{:?}", gone.heard);
        app.browser(&s.zhou).post(&format!("/w/ours/meetings/{number}/live/adjourn"), &[]).expect(303);
        assert!(stays.until(|l| l.contains("minuting")).is_some(), "{:?}", stays.heard);
        // Nothing more to hear of one that was never opened.
        let ahead = s.meeting(State::Announced);
        assert_eq!(sun.get(&format!("/w/ours/meetings/{}/live/events", ahead.number)).status, 204);
    });
}
