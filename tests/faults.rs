//! The database locked, full or away: 503 with a request id, nothing half done, and all is well again by itself.

use std::time::Duration;

use diesel::{Connection as _, PgConnection, RunQueryDsl, SqliteConnection, connection::SimpleConnection};
use lianxi::platform::db::Tenant;

use crate::{
    duties::stage::Stage,
    support::{
        TestApp, TestDb,
        app::{Answer, Browser},
    },
};

/// Who writes while the database fails.
struct Writer {
    browser: Browser,
}

impl Writer {
    fn new(app: &TestApp) -> Self {
        Self { browser: app.browser(&Stage::new(app.db()).zhou) }
    }

    fn post(&self, title: &str) -> Answer {
        self.browser.post("/w/ours/duties", &[("title", title), ("due", "none"), ("then", "draft")])
    }

    fn titles(&self) -> String {
        self.browser.get("/w/ours/duties?tab=all").expect(200).select_text("tbody")
    }

    /// A write is refused with 503, a request id and a time to try again, leaves nothing, and works once `mend` is done.
    fn refused_then_well(&self, title: &str, mend: impl FnOnce()) {
        let refused = self.post(title).expect(503);
        let id = refused.headers.get("x-request-id").and_then(|v| v.to_str().ok()).expect("a request id").to_owned();
        assert!(refused.text().contains(&id), "the page names the request");
        assert!(refused.headers.contains_key("retry-after"));
        mend();
        assert!(!self.titles().contains(title), "nothing half done");
        self.post(title).expect(303);
        assert_eq!(self.titles().matches(title).count(), 1);
    }
}

fn on_sqlite() -> TestApp {
    TestApp::start(TestDb::sqlite())
}

#[test]
fn a_locked_database_is_waited_for_then_refused() {
    let app = on_sqlite();
    let writer = Writer::new(&app);
    let path = app.test_db.url.trim_start_matches("sqlite:").to_owned();
    let mut other = SqliteConnection::establish(&path).expect("a second connection");
    other.batch_execute("BEGIN EXCLUSIVE").expect("the lock");
    assert_eq!(app.visitor().get("/readyz").status.as_u16(), 200, "reading goes on");
    writer.refused_then_well("锁住时的任务", || other.batch_execute("ROLLBACK").expect("unlocked"));
}

#[test]
fn a_short_lock_is_not_noticed() {
    let app = on_sqlite();
    let writer = Writer::new(&app);
    let path = app.test_db.url.trim_start_matches("sqlite:").to_owned();
    std::thread::scope(|threads| {
        let (locked, wait) = std::sync::mpsc::channel();
        threads.spawn(move || {
            let mut other = SqliteConnection::establish(&path).expect("a second connection");
            other.batch_execute("BEGIN EXCLUSIVE").expect("the lock");
            locked.send(()).expect("the test waits");
            std::thread::sleep(Duration::from_millis(600));
            other.batch_execute("COMMIT").expect("unlocked");
        });
        wait.recv().expect("locked");
        writer.post("稍后成功").expect(303);
    });
}

fn pragma(app: &TestApp, sql: &str) {
    app.db().write(Tenant::Installation, |conn| Ok(diesel::sql_query(sql).execute(conn)?)).expect("a pragma");
}

#[test]
fn a_full_disk_is_survived() {
    let app = on_sqlite();
    let writer = Writer::new(&app);
    // Fewer than there are: SQLite then takes the present number as the limit.
    pragma(&app, "PRAGMA max_page_count = 1");
    let requirement = "满".repeat(4_000);
    let write = |n: usize| {
        let title = format!("装满{n}");
        let fields = [("title", &*title), ("requirement", &*requirement), ("due", "none"), ("then", "draft")];
        writer.browser.post("/w/ours/duties", &fields).status.as_u16()
    };
    let statuses: Vec<u16> = (0..40).map(write).take_while(|status| *status == 303).collect();
    assert!(statuses.len() < 40, "it was never full");
    assert_eq!([write(41), write(42)], [503, 503]);
    pragma(&app, "PRAGMA max_page_count = 1000000");
    writer.post("又有空间了").expect(303);
}

/// Runs SQL from another database of the same server, as the same role.
fn beside(url: &str, sql: impl Fn(&str) -> String) {
    let (base, name) = url.rsplit_once('/').expect("a database name");
    let mut conn = PgConnection::establish(&format!("{base}/postgres")).expect("the server answers");
    diesel::sql_query(sql(name)).execute(&mut conn).expect("allowed");
}

fn terminate(name: &str) -> String {
    format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
}

#[test]
fn terminated_backends_are_replaced() {
    let Some(db) = TestDb::postgres() else { return };
    let app = TestApp::start(db);
    let writer = Writer::new(&app);
    let mut statuses = Vec::new();
    let mut confirmed = Vec::new();
    for n in 0..12 {
        beside(&app.test_db.url, terminate);
        let title = format!("断线{n}号");
        let status = writer.post(&title).status.as_u16();
        statuses.push(status);
        if status == 303 {
            confirmed.push(title);
        }
    }
    assert!(statuses.iter().all(|s| [303, 503].contains(s)), "{statuses:?}");
    writer.post("恢复以后").expect(303);
    let titles = writer.titles();
    assert!(confirmed.iter().all(|t| titles.matches(t.as_str()).count() == 1), "{confirmed:?} in {titles}");
}

#[test]
fn a_database_that_is_away_is_503_until_it_is_back() {
    let Some(db) = TestDb::postgres() else { return };
    let app = TestApp::start(db);
    let writer = Writer::new(&app);
    let url = app.test_db.url.clone();
    beside(&url, |name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    beside(&url, terminate);
    assert_eq!(app.visitor().get("/readyz").status.as_u16(), 503);
    assert_eq!(app.visitor().get("/healthz").status.as_u16(), 200, "the program itself is well");
    writer.refused_then_well("数据库不在", || beside(&url, |name| format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")));
}
