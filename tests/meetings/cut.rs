//! The program ends in the middle of a session: by kill -9, or because it is asked to.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use lianxi::meetings::actions::LiveField;

use super::{
    session::{Stream, floor, opened, save, saving},
    stage::Stage,
};
use crate::{
    crash::Process,
    support::{TestApp, TestDb, app::Browser, cast},
};

/// Saves one text after another until no answer comes; how many were sent. `answered` counts as it goes.
fn save_until_cut(browser: &Browser, number: &str, item: i64, from: usize, answered: &AtomicUsize) -> usize {
    let mut sent = from;
    let subject = item.to_string();
    loop {
        let (version, value, key) = (sent.to_string(), format!("第{sent}次"), format!("key-{sent}"));
        let form = [("subject", &*subject), ("field", "notes"), ("version", &*version), ("value", &*value), ("key", &*key)];
        sent += 1;
        match browser.try_post(&format!("/w/ours/meetings/{number}/live/field"), &form) {
            Some(303) => answered.store(sent, Ordering::Relaxed),
            Some(other) => panic!("{key}: {other}"),
            None => return sent,
        }
    }
}

#[test]
fn what_was_answered_is_there_after_kill_9_and_what_is_sent_again_is_saved_once() {
    for db in TestDb::all() {
        eprintln!("on {}", db.name);
        let app = TestApp::start(db);
        let s = Stage::new(app.db());
        let meeting = opened(&s);
        let item = floor(&s, &meeting.number, "甲", None);
        let mut from = 0;
        for round in 0..3 {
            let mut program = Process::serve(&app.test_db, app.dir.path(), "smtp://127.0.0.1:9", cast::start());
            let (browser, answered) = (app.browser(&s.zhou).at(&program.base), AtomicUsize::new(from));
            let sent = std::thread::scope(|scope| {
                let writing = scope.spawn(|| save_until_cut(&browser, &meeting.number, item, from, &answered));
                let began = Instant::now();
                while answered.load(Ordering::Relaxed) < from + 3 && began.elapsed() < Duration::from_secs(30) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                std::thread::sleep(Duration::from_millis(7 * round));
                program.kill();
                writing.join().expect("it wrote until it was cut")
            });
            assert!(answered.into_inner() >= from + 3, "something was answered before it was killed");
            // The last is sent again under its key: stored or not, it is there once.
            let last = saving(item, LiveField::Notes, sent as i64 - 1, &format!("第{}次", sent - 1), &format!("key-{}", sent - 1));
            let kept = save(&s, &s.office(), &meeting.number, &last).expect("answered");
            let (lianxi::meetings::actions::Saved::Done(now) | lianxi::meetings::actions::Saved::Already(now)) = kept else {
                panic!("what was answered is not there: {kept:?}")
            };
            assert_eq!((now.version, now.value), (sent as i64, format!("第{}次", sent - 1)));
            from = sent;
        }
    }
}

#[test]
fn open_streams_do_not_hold_up_the_end_of_the_server() {
    let db = TestDb::all().into_iter().next().expect("SQLite");
    let app = TestApp::start(db);
    let s = Stage::new(app.db());
    let meeting = opened(&s);
    let mut program = Process::serve(&app.test_db, app.dir.path(), "smtp://127.0.0.1:9", cast::start());
    let (base, events) = (program.base.clone(), format!("/w/ours/meetings/{}/live/events", meeting.number));
    let mut streams = [&s.zhou, &s.sun].map(|who| Stream::open(&base, &app.browser(who), &events, None));
    // Left to themselves they would keep it for the twenty seconds that requests in flight get.
    let took = program.terminate();
    assert!(took < Duration::from_secs(15), "it took {took:?}");
    for stream in &mut streams {
        assert!(stream.until(|_| false).is_none() && stream.is_over, "the stream is at its end");
    }
}
