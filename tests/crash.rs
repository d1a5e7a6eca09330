//! kill -9 at any moment: whatever was confirmed to a person is there, with its history and its mail, and no mail is lost.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Mutex, mpsc},
    time::{Duration, Instant},
};

use chrono::{Duration as Span, NaiveDateTime};
use diesel::{QueryableByName, RunQueryDsl, sql_types::BigInt, sql_types::Text};
use lianxi::platform::db::Tenant;
use rand::Rng;

use crate::{
    delivery::message_ids,
    duties::stage::Stage,
    support::{TestApp, TestDb, app::Browser, cast, smtp::SmtpServer},
};

/// The real program as a process of its own.
pub struct Process {
    child: Child,
    pub base: String,
}

impl Process {
    fn command(db: &TestDb, dir: &Path, smtp: &str, now: NaiveDateTime) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lianxi"));
        command
            .env_clear()
            .env("LIANXI_DATABASE_URL", &db.url)
            .env("LIANXI_DATA_DIR", dir)
            .env("LIANXI_SMTP_URL", smtp)
            .env("LIANXI_MAIL_FROM", "lianxi@example.cn")
            .env("LIANXI_LISTEN", "127.0.0.1:0")
            .env("LIANXI_NOW", format!("{}Z", now.format("%Y-%m-%dT%H:%M:%S")))
            .env("LIANXI_LOG", "info")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command
    }

    /// Starts web server and worker, and waits until it listens.
    pub fn serve(db: &TestDb, dir: &Path, smtp: &str, now: NaiveDateTime) -> Self {
        let mut child = Self::command(db, dir, smtp, now).arg("serve").spawn().expect("the program starts");
        let lines = BufReader::new(child.stderr.take().expect("its standard error")).lines();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            // Read to the end, so that the program never waits for its log.
            for line in lines.map_while(Result::ok) {
                let address = line.split("address=").nth(1).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned);
                if let Some(address) = address.filter(|_| line.contains("listening")) {
                    // Only the first is waited for.
                    sender.send(address).ok();
                }
            }
        });
        let address = receiver.recv_timeout(Duration::from_secs(60)).expect("the program listens");
        Self { child, base: format!("http://{address}") }
    }

    /// Does all that is due, in a process of its own.
    pub fn until_idle(db: &TestDb, dir: &Path, smtp: &str, now: NaiveDateTime) {
        let idle = Self::command(db, dir, smtp, now).args(["work", "--until-idle"]).output().expect("the program runs");
        assert!(idle.status.success(), "{}", String::from_utf8_lossy(&idle.stderr));
    }

    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Process {
    /// Asks it to end, as systems do, and waits; how long that took.
    pub fn terminate(&mut self) -> Duration {
        let began = Instant::now();
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().expect("kill is there");
        assert!(asked.success());
        assert!(self.child.wait().expect("gone").success(), "it ended in order");
        began.elapsed()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A test that failed half way must not leave it running; it may be gone already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the client did: texts sent, and those of them answered with 303.
#[derive(Default)]
struct Ledger {
    sent: Vec<String>,
    confirmed: Vec<String>,
}

/// Makes drafts into duties and reports on one until the line is cut.
fn write_until_cut(browser: &Browser, base: &str, stage: &Stage<'_>, duty: &str, who: &str, ledger: &Mutex<Ledger>) {
    let (lead, support) = (stage.lead.to_string(), stage.support.to_string());
    for n in 0.. {
        let text = format!("{who}第{n}次");
        ledger.lock().expect("the ledger").sent.push(text.clone());
        let status = if who.contains("交办") {
            let form =
                [("title", &*text), ("lead", &lead), ("support", &support), ("due", "none"), ("cadence", "monthly"), ("then", "assign")];
            browser.try_post(&format!("{base}/w/ours/duties"), &form)
        } else {
            browser.try_post(&format!("{base}/w/ours/duties/{duty}/report"), &[("text", &*text), ("as_of", "2026-11-22")])
        };
        match status {
            Some(303) => ledger.lock().expect("the ledger").confirmed.push(text),
            Some(other) => panic!("{text}: {other}"),
            None => return,
        }
    }
}

fn crash(db: TestDb, kills: usize) {
    let app = TestApp::start(db);
    let db = &app.test_db;
    let stage = Stage::new(&db.db);
    let duty = stage.accepted();
    let (zhou, chen) = (app.browser(&stage.zhou), app.browser(&stage.chen));
    let server = SmtpServer::start();
    let ledger = Mutex::new(Ledger::default());
    let mut random = rand::rng();
    for round in 0..kills {
        // Leases of the dead end meanwhile.
        let now = cast::start() + Span::minutes(6 * (round as i64 + 1));
        let mut process = Process::serve(db, app.dir.path(), &server.url(), now);
        let already = ledger.lock().expect("the ledger").confirmed.len();
        let (wanted, pause) = (random.random_range(1..6), random.random_range(0..40));
        std::thread::scope(|threads| {
            let (stage, ledger, base, number) = (&stage, &ledger, process.base.clone(), &duty.number);
            for (browser, what) in [(&zhou, "交办"), (&chen, "反馈")] {
                let base = base.clone();
                threads.spawn(move || write_until_cut(browser, &base, stage, number, &format!("轮{round}{what}"), ledger));
            }
            let began = Instant::now();
            while ledger.lock().expect("the ledger").confirmed.len() < already + wanted && began.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(pause));
            process.kill();
        });
    }
    Process::until_idle(db, app.dir.path(), &server.url(), cast::start() + Span::days(1));
    let ledger = ledger.into_inner().expect("the ledger");
    eprintln!("{kills} kills, {} confirmed of {}", ledger.confirmed.len(), ledger.sent.len());
    assert!(ledger.confirmed.len() >= kills, "each round wrote something");
    everything_is_there(&app, &stage, &ledger);
    every_mail_came(&app, stage.workspace, &server, kills);
    if db.name == "sqlite" {
        #[derive(QueryableByName)]
        struct Check {
            #[diesel(sql_type = Text)]
            integrity_check: String,
        }
        let check = |conn: &mut _| Ok(diesel::sql_query("PRAGMA integrity_check").load(conn)?);
        let said: Vec<Check> = db.db.read(Tenant::Installation, check).expect("a check");
        assert_eq!(said.iter().map(|c| c.integrity_check.as_str()).collect::<Vec<_>>(), ["ok"]);
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How often each `text` is there, of a statement that gives `text` and `n` for the workspace `:w`.
pub fn counted(app: &TestApp, workspace: i64, sql: &str) -> BTreeMap<String, i64> {
    let sql = sql.replace(":w", &workspace.to_string());
    let rows: Vec<Counted> =
        app.db().read(Tenant::One(workspace), |conn| Ok(diesel::sql_query(&sql).load(conn)?)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    rows.into_iter().map(|r| (r.text, r.n)).collect()
}

/// Confirmed: there once, with its history and its mails. Sent without an answer: there once with all of it, or not at all.
fn everything_is_there(app: &TestApp, stage: &Stage<'_>, ledger: &Ledger) {
    let duties = counted(app, stage.workspace, "SELECT title AS text, count(*) AS n FROM duties WHERE workspace_id = :w GROUP BY title");
    let reports = counted(app, stage.workspace, "SELECT text, count(*) AS n FROM reports WHERE workspace_id = :w GROUP BY text");
    let assigned = counted(
        app,
        stage.workspace,
        "SELECT d.title AS text, count(*) AS n FROM duties d JOIN timeline t ON t.workspace_id = d.workspace_id AND t.subject_id = d.id \
         WHERE d.workspace_id = :w AND t.to_state = 'assigned' GROUP BY d.title",
    );
    let reported = counted(
        app,
        stage.workspace,
        "SELECT text, count(*) AS n FROM timeline WHERE workspace_id = :w AND action = 'report' GROUP BY text",
    );
    // A mail to the lead's liaison and one to the supporter's.
    let told = counted(
        app,
        stage.workspace,
        "SELECT d.title AS text, count(*) AS n FROM duties d JOIN outbox o ON o.workspace_id = d.workspace_id \
         AND o.cause LIKE '%:' || d.id || ':%' WHERE d.workspace_id = :w GROUP BY d.title",
    );
    for text in &ledger.sent {
        let (kept, history) = if text.contains("交办") { (&duties, &assigned) } else { (&reports, &reported) };
        let n = kept.get(text).copied().unwrap_or_default();
        let confirmed = ledger.confirmed.contains(text);
        assert!(n == 1 || (n == 0 && !confirmed), "{text}: {n} times, confirmed: {confirmed}");
        assert_eq!(history.get(text).copied().unwrap_or_default(), n, "{text}: its history");
        if text.contains("交办") {
            assert_eq!(told.get(text).copied().unwrap_or_default(), 2 * n, "{text}: its mails");
        }
    }
}

/// Each mail was sent, hardly any twice, and those with the same Message-ID.
pub fn every_mail_came(app: &TestApp, workspace: i64, server: &SmtpServer, kills: usize) {
    let states = counted(app, workspace, "SELECT state AS text, count(*) AS n FROM outbox WHERE workspace_id = :w GROUP BY state");
    assert_eq!(states.keys().collect::<Vec<_>>(), ["sent"], "{states:?}");
    let ids = counted(app, workspace, "SELECT message_id AS text, count(*) AS n FROM outbox WHERE workspace_id = :w GROUP BY message_id");
    let came = message_ids(server);
    for id in ids.keys() {
        assert!(came.keys().any(|c| c.contains(id.as_str())), "mail {id} was marked sent but never came");
    }
    assert_eq!(came.len(), ids.len(), "every Message-ID is one mail's");
    let repeated: usize = came.values().map(|n| n - 1).sum();
    eprintln!("{} mails, {repeated} repeated", ids.len());
    assert!(repeated <= kills, "{repeated} repeats after {kills} kills");
}

#[test]
fn fifty_kills_lose_nothing_on_sqlite() {
    crash(TestDb::sqlite(), 50);
}

#[test]
fn kills_lose_nothing_on_postgres() {
    let Some(db) = TestDb::postgres() else { return };
    crash(db, 12);
}

#[test]
fn a_worker_told_to_stop_ends_in_order_and_hands_back_its_leases() {
    let app = TestApp::start(TestDb::sqlite());
    let stage = Stage::new(app.db());
    stage.assigned();
    crate::delivery::copy_mails(&app, stage.workspace, 1500);
    let server = SmtpServer::start();
    let mut worker =
        Process::command(&app.test_db, app.dir.path(), &server.url(), cast::start()).arg("worker").spawn().expect("the program starts");
    let began = Instant::now();
    while server.messages().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "no mail came");
        std::thread::sleep(Duration::from_millis(2));
    }
    let told = Command::new("kill").args(["-TERM", &worker.id().to_string()]).status().expect("kill runs");
    assert!(told.success());
    drop(worker.stderr.take());
    assert!(worker.wait().expect("it ends").success(), "ends in order");
    let leased = counted(
        &app,
        stage.workspace,
        "SELECT state AS text, count(*) AS n FROM outbox WHERE workspace_id = :w AND lease_owner IS NOT NULL GROUP BY state",
    );
    assert!(leased.is_empty(), "{leased:?}");
    let states = counted(&app, stage.workspace, "SELECT state AS text, count(*) AS n FROM outbox WHERE workspace_id = :w GROUP BY state");
    assert_eq!(states.get("sent").copied().unwrap_or_default() as usize, server.messages().len(), "what was sent is marked");
    assert!(states.contains_key("queued"), "it stopped before the end: {states:?}");
}

#[test]
fn a_server_told_to_stop_answers_what_is_in_flight() {
    let app = TestApp::start(TestDb::sqlite());
    let cast = app.cast();
    let person = cast.person(cast.workspace("ours", "甲"), "周敏", &[lianxi::tenancy::Role::Secretariat], &[]);
    let server = SmtpServer::start();
    let mut process = Process::serve(&app.test_db, app.dir.path(), &server.url(), cast::start());
    let mut browser = app.visitor().at(&process.base);
    browser.open_form("/login").expect(200);
    let fields = [("email", person.email.as_str()), ("password", cast::PASSWORD), ("next", "/")];
    std::thread::scope(|scope| {
        // Each takes a while: two are hashed at once.
        let waiting: Vec<_> = (0..6).map(|_| scope.spawn(|| browser.try_post("/login", &fields))).collect();
        std::thread::sleep(Duration::from_millis(60));
        let told = Command::new("kill").args(["-TERM", &process.child.id().to_string()]).status().expect("kill runs");
        assert!(told.success());
        let answers: Vec<Option<u16>> = waiting.into_iter().map(|w| w.join().expect("a try")).collect();
        assert!(answers.iter().all(|a| *a == Some(303)), "{answers:?}");
    });
    assert!(process.child.wait().expect("it ends").success(), "ends in order");
    assert_eq!(browser.try_post("/login", &fields), None, "and listens no more");
}
