//! kill -9 between what is proposed and its mail: each proposal is there once, with its entry and one mail for each who is to be told.

mod after;
mod scene;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Mutex,
    time::{Duration, Instant},
};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::RunQueryDsl;
use lianxi::{
    platform::db::Tenant,
    tenancy::{Function, Role},
};
use rand::Rng;

use self::{
    after::{everybody_was_told_once, everything_is_proposed_once},
    scene::{late_case, overdue_duty, to_inspect},
};
use crate::{
    crash::{Process, counted, every_mail_came},
    enforcement::cases::Docket,
    support::{
        TestApp, TestDb,
        app::Browser,
        smtp::{Fault, SmtpServer, Stage as At},
    },
};

/// The working days of the rounds, and for each the deadline whose tenth working day is over on it.
const ROUNDS: [(NaiveDate, NaiveDate); 6] = {
    const fn of(due: (u32, u32), on: u32) -> (NaiveDate, NaiveDate) {
        match (NaiveDate::from_ymd_opt(2026, due.0, due.1), NaiveDate::from_ymd_opt(2026, 12, on)) {
            (Some(due), Some(on)) => (due, on),
            _ => panic!("days"),
        }
    }
    [of((11, 24), 9), of((11, 25), 10), of((11, 26), 11), of((11, 27), 14), of((11, 30), 15), of((12, 1), 16)]
};

/// What each round finds: duties overdue, cases whose order was not followed, cases to inspect again.
const DUTIES: usize = 4;
const LATE: usize = 3;
const INSPECTED: usize = 8;

/// When the program is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// After so many answers more.
    Answered(usize),
    /// As soon as the worker's proposals can be seen: those of the ladder, those of the rules for accountability.
    Proposed,
    Raised,
    /// As soon as a mail came.
    Mailed,
    /// While the reply to a mail is awaited.
    InDoubt,
}

/// Cases, duties and what was answered.
struct Drill<'a> {
    app: &'a TestApp,
    d: Docket<'a>,
    /// The addresses of who inspects, of the other liaison of their department, and of the office.
    chen: String,
    xu: String,
    office: [String; 2],
    /// Titles: of duties and cases whose days pass, by round.
    overdue: Vec<Vec<String>>,
    late: Vec<Vec<String>>,
    /// Titles of cases and the forms they are inspected by.
    inspect: Mutex<VecDeque<(String, String)>>,
    /// Titles of those sent, and of those answered with 303.
    sent: Mutex<Vec<String>>,
    confirmed: Mutex<Vec<String>>,
}

impl<'a> Drill<'a> {
    fn new(app: &'a TestApp, rounds: usize) -> Self {
        let d = Docket::new(app.db());
        let xu = d.stage.cast.person(d.stage.workspace, "许立", &[Role::Liaison], &[(d.stage.bureau, Function::Deputy)]);
        let sun = d.stage.cast.person(d.stage.workspace, "孙波", &[Role::Secretariat], &[]);
        let (overdue, late): (Vec<_>, Vec<_>) = ROUNDS[..rounds]
            .iter()
            .enumerate()
            .map(|(round, (due, on))| {
                let duties = (0..DUTIES).map(|n| overdue_duty(&d, format!("整治〔{round}-{n}〕"), *due)).collect::<Vec<_>>();
                let passed = on.pred_opt().expect("a day");
                (duties, (0..LATE).map(|n| late_case(&d, format!("无证〔{round}-{n}〕"), passed)).collect::<Vec<_>>())
            })
            .unzip();
        let inspect = (0..rounds * INSPECTED).map(|n| to_inspect(&d, format!("复查〔{n}〕"))).collect();
        // What was told until here is of no matter.
        let clear = format!("DELETE FROM outbox WHERE workspace_id = {}", d.stage.workspace);
        app.db().write(Tenant::One(d.stage.workspace), |conn| Ok(diesel::sql_query(clear).execute(conn)?)).expect("cleared");
        let (chen, office) = (d.stage.liaison.email.clone(), [d.stage.zhou.email.clone(), sun.email]);
        let (sent, confirmed) = (Mutex::default(), Mutex::default());
        Self { app, d, chen, xu: xu.email, office, overdue, late, inspect: Mutex::new(inspect), sent, confirmed }
    }

    fn counted(&self, sql: &str) -> BTreeMap<String, i64> {
        counted(self.app, self.d.stage.workspace, sql)
    }

    fn confirmed(&self) -> usize {
        self.confirmed.lock().expect("the list").len()
    }

    /// How much the worker proposed by itself: of cases, and of matters.
    fn proposed(&self) -> [i64; 2] {
        let of = |sql: &str| self.counted(sql).values().sum();
        let cases = "SELECT 'cases' AS text, count(*) AS n FROM case_proposals p JOIN cases c ON c.workspace_id = p.workspace_id \
             AND c.id = p.case_id WHERE p.workspace_id = :w AND c.title LIKE '无证%'";
        [of(cases), of("SELECT 'matters' AS text, count(*) AS n FROM matters WHERE workspace_id = :w")]
    }

    /// Mails about proposals that were not sent yet.
    fn untold(&self) -> i64 {
        let sql = "SELECT 'mails' AS text, count(*) AS n FROM outbox WHERE workspace_id = :w AND state <> 'sent' \
             AND (cause LIKE 'case-proposed:%' OR cause LIKE 'matter-proposed:%')";
        self.counted(sql).values().sum()
    }

    /// Records this round's re-inspections, none passed, until the line is cut; one without an answer is sent again in the next round.
    fn inspect_until_cut(&self, browser: &Browser, base: &str) {
        for _ in 0..INSPECTED {
            let Some((title, path)) = self.inspect.lock().expect("the queue").pop_front() else { return };
            self.sent.lock().expect("the list").push(title.clone());
            let form = [("version", "1"), ("inspectors", "赵明、孙涛"), ("passed", "no"), ("figures", &*title)];
            match browser.try_post(&format!("{base}{path}"), &form) {
                Some(303) => self.confirmed.lock().expect("the list").push(title),
                // It had been written before the line was cut, and is not written again.
                Some(409) => {}
                Some(other) => panic!("{title}: {other}"),
                None => return self.inspect.lock().expect("the queue").push_front((title, path)),
            }
        }
    }

    fn wait_for(&self, moment: Moment, server: &SmtpServer, proposed: [i64; 2], mails: usize, answered: usize) {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) {
            let is_so = match moment {
                Moment::Answered(n) => self.confirmed() >= answered + n,
                Moment::Proposed => self.proposed()[0] > proposed[0],
                Moment::Raised => self.proposed()[1] > proposed[1],
                Moment::Mailed | Moment::InDoubt => server.messages().len() > mails,
            };
            if is_so {
                return;
            }
            std::thread::sleep(Duration::from_micros(300));
        }
        panic!("{moment:?} never came");
    }
}

fn at(on: NaiveDate, hour: u32) -> NaiveDateTime {
    on.and_hms_opt(hour, 0, 0).expect("a time")
}

fn drill(db: TestDb, rounds: usize) {
    let app = TestApp::start(db);
    let drill = Drill::new(&app, rounds);
    let server = SmtpServer::start();
    let mut random = rand::rng();
    let mut between = 0;
    for (round, (_, on)) in ROUNDS[..rounds].iter().enumerate() {
        let now = at(*on, 2);
        app.clock.advance(now - app.clock.now());
        let browser = app.browser(&drill.d.stage.liaison);
        let answers = Moment::Answered(random.random_range(1..6));
        let moment = [Moment::Raised, Moment::InDoubt, Moment::Proposed, answers, Moment::Mailed][round % 5];
        if matches!(moment, Moment::InDoubt) {
            server.fault(At::Content, Fault::Hang);
        }
        let before = (drill.proposed(), server.messages().len(), drill.confirmed());
        let mut process = Process::serve(&app.test_db, app.dir.path(), &server.url(), now);
        std::thread::scope(|threads| {
            let (drill, browser, base) = (&drill, &browser, process.base.clone());
            threads.spawn(move || drill.inspect_until_cut(browser, &base));
            drill.wait_for(moment, &server, before.0, before.1, before.2);
            // At once where the very moment is meant.
            if !matches!(moment, Moment::Proposed | Moment::Raised) {
                std::thread::sleep(Duration::from_millis(random.random_range(0..15)));
            }
            process.kill();
        });
        between += usize::from(drill.untold() > 0);
    }
    let last = ROUNDS[rounds - 1].1;
    Process::until_idle(&app.test_db, app.dir.path(), &server.url(), at(last, 5));
    eprintln!("{rounds} kills, {between} between a proposal and its mail; {} inspections confirmed", drill.confirmed());
    assert!(between > 0, "no kill came between a proposal and its mail");
    assert!(drill.confirmed() > 0, "nothing was written");
    everything_is_proposed_once(&drill);
    everybody_was_told_once(&drill, &server);
    every_mail_came(&app, drill.d.stage.workspace, &server, rounds);
}

#[test]
fn kills_between_a_proposal_and_its_mail_lose_and_repeat_nothing_on_sqlite() {
    drill(TestDb::sqlite(), 6);
}

#[test]
fn kills_between_a_proposal_and_its_mail_lose_and_repeat_nothing_on_postgres() {
    let Some(db) = TestDb::postgres() else { return };
    drill(db, 5);
}
