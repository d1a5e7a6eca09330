//! Two note-takers in two browsers: each sees what the other writes, nobody's text is lost, and a restart of the server loses nothing.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{check::Checks, driver::Driver};
use crate::{
    meetings::{
        session::{floor, opened},
        stage::Stage,
    },
    support::{TestApp, TestDb},
};

/// Types into a field's control, and says so as typing would.
const TYPE: &str = "const [css, value] = arguments; const e = document.querySelector(css); e.focus(); e.value = value; \
     e.dispatchEvent(new Event('input', {bubbles: true})); return e.value === value";

pub(super) fn type_in(browser: &Driver, css: &str, value: &str) {
    assert_eq!(browser.script(TYPE, vec![json!(css), json!(value)]), json!(true), "{css}");
}

pub(super) fn value(browser: &Driver, css: &str) -> String {
    let found =
        browser.script("const e = document.querySelector(arguments[0]); return e ? e.value ?? e.textContent : ''", vec![json!(css)]);
    found.as_str().unwrap_or_default().to_owned()
}

/// Waits until the page says what is wanted.
#[track_caller]
pub(super) fn wait(browser: &Driver, most: Duration, what: &str, is_so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    while !is_so() {
        let line = value(browser, "[data-line]");
        assert!(began.elapsed() < most, "{what}: not within {most:?}; {line}; {}", value(browser, "main .session-item"));
        std::thread::sleep(Duration::from_millis(30));
    }
    began.elapsed()
}

pub(super) const SOON: Duration = Duration::from_secs(5);

#[test]
fn two_note_takers_write_at_once_and_lose_nothing() {
    let (Some(left), Some(right)) = (Driver::start(), Driver::start()) else { return };
    let mut faults = Vec::new();
    for db in TestDb::all() {
        let is_looked_at = db.name == "sqlite";
        faults.extend(write_together(&left, &right, db, is_looked_at));
    }
    drop((left, right));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn write_together(left: &Driver, right: &Driver, db: TestDb, is_looked_at: bool) -> Vec<String> {
    let mut checks = Checks::new(db.name);
    let mut app = TestApp::start(db);
    let test_db = app.test_db.db.clone();
    let s = Stage::new(&test_db);
    let meeting = opened(&s);
    let item = floor(&s, &meeting.number, "抽查不合格企业名单共享", Some(s.departments[1]));
    floor(&s, &meeting.number, "通报：逾期任务", None);
    let at = format!("{}/w/ours/meetings/{}/live", app.base, meeting.number);
    let notes = format!("#notes-{item}");
    for (browser, who) in [(left, &s.zhou), (right, &s.sun)] {
        browser.log_in(&app.base, &app.browser(who));
        browser.open(&format!("{at}?item={item}"));
    }
    // What one types is there at the other's within two seconds.
    type_in(left, &notes, "省质监局：每月 5 日前共享。");
    wait(right, Duration::from_secs(3), "the other's text", || value(right, &notes).contains("每月 5 日前"));
    // Two at different places of one text: both stay, nobody is asked.
    let both = |browser: &Driver| value(browser, &notes);
    type_in(right, &notes, "省质监局：每月 5 日前共享。\n省工商局：同意。");
    wait(left, SOON, "the second line", || both(left).contains("省工商局"));
    let held = "window.realFetch ??= window.fetch; window.fetch = (url, o) => String(url).includes('/field') ? new Promise(() => {}) : window.realFetch(url, o)";
    right.script(held, Vec::new());
    type_in(right, &notes, "省质监局：每月 8 日前共享。\n省工商局：同意。");
    type_in(left, &notes, "省质监局：每月 5 日前共享。\n省工商局：原则同意。");
    wait(left, SOON, "saved", || value(left, &format!("#form-notes-{item} .told")).contains("保存"));
    // The other's saving never arrived; loaded anew, the page brings it together with what was saved since.
    std::thread::sleep(Duration::from_millis(900));
    right.script("window.onbeforeunload = null", Vec::new());
    right.open(&format!("{at}?item={item}"));
    wait(left, SOON, "both changes", || both(left) == "省质监局：每月 8 日前共享。\n省工商局：原则同意。");
    wait(right, SOON, "both changes", || both(right) == both(left));
    conflict(left, right, &notes, item);
    if is_looked_at {
        left.script("document.activeElement.blur()", Vec::new());
        checks.page(left, "session-conflict-settled");
    }
    decide(left, right);
    restart(&mut app, left, right, &notes);
    if is_looked_at {
        look(&mut checks, left, &at);
    }
    checks.faults
}

/// Two change one line: both texts are shown to who came second, who puts them together.
fn conflict(left: &Driver, right: &Driver, notes: &str, item: i64) {
    let field = format!("#form-notes-{item}");
    right.script("window.realFetch ??= window.fetch; window.fetch = (url, o) => String(url).includes('/field') ? Promise.reject(new TypeError('cut')) : window.realFetch(url, o)", Vec::new());
    type_in(right, notes, "市局：每月 1 日前共享。");
    std::thread::sleep(Duration::from_millis(800));
    type_in(left, notes, "省局：每月 2 日前共享。");
    wait(left, SOON, "saved", || value(left, &format!("{field} .told")).contains("保存"));
    right.script("window.fetch = window.realFetch", Vec::new());
    wait(right, Duration::from_secs(15), "the conflict", || !value(right, &format!("{field} .clash")).is_empty());
    assert!(value(right, &format!("{field} .clash")).contains("省局：每月 2 日前共享。"), "theirs is shown");
    assert_eq!(value(right, notes), "市局：每月 1 日前共享。", "mine is kept");
    type_in(right, notes, "省局：每月 2 日前共享。\n市局：每月 1 日前共享。");
    right.script("document.querySelector(arguments[0]).click()", vec![json!(format!("{field} .clash button"))]);
    wait(left, SOON, "what was put together", || value(left, notes) == "省局：每月 2 日前共享。\n市局：每月 1 日前共享。");
}

/// A decision one adds appears at the other's, as it is written, with its draft duty.
fn decide(left: &Driver, right: &Driver) {
    left.click(".session-item .more button");
    wait(right, SOON, "the decision", || right.script("return document.querySelectorAll('.decision').length", Vec::new()) == json!(1));
    type_in(left, ".decision textarea", "自 2027 年 1 月起每月共享名单");
    wait(right, SOON, "its text", || value(right, ".decision textarea").contains("每月共享名单"));
    let lead = "const e = document.querySelector('.decision select'); e.selectedIndex = 1; e.dispatchEvent(new Event('change', {bubbles: true})); return e.value";
    let lead = left.script(lead, Vec::new());
    wait(right, SOON, "its lead", || Value::String(value(right, ".decision select")) == lead);
    for browser in [left, right] {
        wait(browser, SOON, "the draft duty", || value(browser, ".decision .actions").contains("2026-0001"));
    }
}

/// What is typed while the server is away is kept, also when the page is loaded anew, and sent once it is back.
fn restart(app: &mut TestApp, left: &Driver, right: &Driver, notes: &str) {
    let text = format!("{}\n重启时写的", value(left, notes));
    app.restart(|| {
        type_in(left, notes, &text);
        wait(left, Duration::from_secs(8), "that the line is cut", || value(left, "[data-line]").contains("连接断了"));
    });
    wait(right, Duration::from_secs(20), "what was typed meanwhile", || value(right, notes).contains("重启时写的"));
    assert_eq!(value(right, notes).matches("重启时写的").count(), 1, "once");
}

fn look(checks: &mut Checks, browser: &Driver, at: &str) {
    for (name, path) in [
        ("session", ""),
        ("session-attendance", "/attendance"),
        ("session-screen", "/screen"),
        ("session-floor", "/floor"),
        ("session-adjourn", "/adjourn"),
    ] {
        browser.open(&format!("{at}{path}"));
        checks.page(browser, name);
    }
}
