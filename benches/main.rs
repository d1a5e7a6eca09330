//! `cargo bench --bench main [-- NAME …]`: how the program stands against the least server that could do the same work.
//!
//! Everything is measured in one run on one machine, interleaved, and told as ratios: the machine may be slow or shared, the
//! ratio stays. Names: `list duty home agenda post check board login digests live triggers scale`; none means all. `LIANXI_BENCH_SECONDS` (default 3) is the
//! length of one measurement, `LIANXI_BENCH_DUTIES` (default 100000) the duties in the 20 workspaces,
//! `LIANXI_BENCH_PARTIES` (default 200000) the parties `check` asks about, `LIANXI_BENCH_CASES` (default 50000) those `board` counts, `LIANXI_BENCH_POSTGRES_URL` measures PostgreSQL beside SQLite.
//!
//! `check`, `board` and `triggers` have bars: each is told as held or MISSED, and a run that misses one ends with a code that is not 0.

mod bars;
mod board;
mod check;
mod client;
mod limit;
mod live;
mod seed;
mod sink;
mod triggers;

use std::{
    net::SocketAddr,
    process::{Child, Command, ExitCode, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::Datelike;
use lianxi::{
    accounts::{self, NewSession, password},
    app,
    platform::{
        config::{Config, Flags, MailTarget, Sources},
        db::Tenant,
        jobs,
    },
    site::{SESSION_COOKIE, Site},
};

use bars::Bars;
use client::{Load, Request, Tally};
use seed::{Seed, seed};

/// The program itself in a process of its own, over seeded data.
struct Running {
    /// The same database from here: for seeding, sessions and the limit.
    site: Site,
    address: SocketAddr,
    seed: Seed,
    program: Child,
    _dir: tempfile::TempDir,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Whether it ended by itself matters to nobody now.
        _ = self.program.kill();
        _ = self.program.wait();
    }
}

fn seconds() -> Duration {
    let text = std::env::var("LIANXI_BENCH_SECONDS").unwrap_or_else(|_| "3".into());
    Duration::from_secs_f64(text.parse().expect("LIANXI_BENCH_SECONDS is a number"))
}

fn duties() -> usize {
    std::env::var("LIANXI_BENCH_DUTIES").map_or(100_000, |n| n.parse().expect("LIANXI_BENCH_DUTIES is a number"))
}

fn main() -> ExitCode {
    let mut bars = Bars::default();
    // Cargo passes `--bench`; the rest are names.
    let names: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    println!("# {} duties in {} workspaces, {} s a measurement, {} cores", duties(), seed::WORKSPACES, seconds().as_secs_f64(), cores());
    for url in [None, std::env::var("LIANXI_BENCH_POSTGRES_URL").ok()]
        .into_iter()
        .enumerate()
        .filter_map(|(i, u)| (i == 0 || u.is_some()).then_some(u))
    {
        println!("\n## {}", if url.is_some() { "PostgreSQL" } else { "SQLite" });
        let running = start(url.as_deref(), duties());
        let limit = limit::start(&running.seed);
        pages(&running, limit, &wanted);
        if wanted("post") {
            posts(&running);
        }
        if wanted("check") {
            check::checks(&running, &mut bars);
        }
        if wanted("board") {
            board::boards(&running, limit, &mut bars);
        }
        if wanted("login") {
            logins(&running);
        }
        if wanted("digests") {
            digests(&running);
        }
        if wanted("live") {
            live::live(&running);
        }
        if wanted("triggers") {
            triggers::triggers(&running, duties(), &mut bars);
        }
        quiet_work(&running);
        println!(
            "memory   the program holds {:.1} MB after all that ({:.1} MB of its own, the rest pages of its file), {:.1} MB at most",
            memory_mb(&running, "VmRSS:"),
            memory_mb(&running, "RssAnon:"),
            memory_mb(&running, "VmHWM:")
        );
    }
    if wanted("scale") {
        scale();
    }
    if bars.all_hold() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn start(postgres: Option<&str>, duties: usize) -> Running {
    let dir = tempfile::TempDir::new().expect("a temporary directory");
    let flags = Flags {
        listen: Some("127.0.0.1:0".into()),
        base_url: Some("http://lianxi.bench".into()),
        data_dir: Some(dir.path().display().to_string()),
        database_url: postgres.map(str::to_owned),
        ..Flags::default()
    };
    let config = Config::from_sources(&Sources { flags, ..Sources::default() }).expect("settings");
    let site = app::open(config, true).expect("the database opens");
    let began = Instant::now();
    let seed = seed(&site, duties);
    println!("seeded in {:.1} s", began.elapsed().as_secs_f64());
    let address = free_address();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxi"));
    command
        .args(["serve", "--no-worker", "--listen", &address.to_string(), "--base-url", "http://lianxi.bench", "--data-dir"])
        .arg(dir.path());
    // The bench's own settings are none of the program's.
    std::env::vars().filter(|(name, _)| name.starts_with("LIANXI_")).for_each(|(name, _)| _ = command.env_remove(name));
    command.env("LIANXI_LOG", "warn");
    if let Some(url) = postgres {
        command.env("LIANXI_DATABASE_URL", url);
    }
    let program = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let running = Running { site, address, seed, program, _dir: dir };
    for _ in 0..200 {
        if std::net::TcpStream::connect(address).is_ok() {
            return running;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the program does not listen on {address}");
}

/// An address nobody listens on just now.
fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port")
}

/// A logged-in person's cookie and CSRF token.
fn session(site: &Site, person_id: i64) -> (String, String) {
    let now = site.clock.now();
    let new = NewSession { person_id, address: "127.0.0.1", agent: "bench" };
    let (cookie, csrf) = site
        .db
        .write(Tenant::Installation, |conn| {
            let cookie = accounts::open_session(conn, &new, now)?;
            let session = accounts::session_by_cookie(conn, &cookie, now)?.expect("just opened");
            Ok((cookie, session.csrf))
        })
        .expect("a session");
    (format!("{SESSION_COOKIE}={cookie}"), csrf)
}

/// List, duty, home and a meeting with 60 agenda items against the limit, at 8 and at 64 connections.
fn pages(running: &Running, limit: SocketAddr, wanted: &dyn Fn(&str) -> bool) {
    let agendas = if wanted("agenda") { seed::agendas(&running.site, &running.seed, 60) } else { Vec::new() };
    for (name, who) in [("list", "secretariat"), ("duty", "liaison"), ("home", "liaison"), ("agenda", "liaison")] {
        if !wanted(name) {
            continue;
        }
        let requests: Vec<Request> = running
            .seed
            .places
            .iter()
            .enumerate()
            .map(|(n, place)| {
                let (cookie, _) = session(&running.site, if who == "liaison" { place.liaison } else { place.secretariat });
                let path = match name {
                    "list" => format!("/w/{}/duties?size=50", place.slug),
                    "duty" => format!("/w/{}/duties/{}", place.slug, place.number),
                    "agenda" => format!("/w/{}/meetings/{}", place.slug, agendas[n]),
                    _ => format!("/w/{}", place.slug),
                };
                Request::get(&path, &cookie)
            })
            .collect();
        let requests = Arc::new(requests);
        against_limit(name, running, &requests, limit);
    }
}

/// Measures pages at 8 and 64 connections beside the limit's list, and tells; the ratio at each.
fn against_limit(name: &str, running: &Running, requests: &Arc<Vec<Request>>, limit: SocketAddr) -> [(usize, f64); 2] {
    let limit_requests: Arc<Vec<Request>> =
        Arc::new(running.seed.places.iter().map(|p| Request::get(&format!("/list/{}", p.workspace_id), "")).collect());
    [8, 64].map(|connections| {
        let (ours, least) = interleaved(running.address, requests, limit, &limit_requests, connections);
        println!(
            "{name:8} {connections:2} connections: {:6.0}/s, limit {:6.0}/s, ratio {:.2}; p50 {:.1} ms, p99 {:.1} ms (limit's p99 {:.1} ms), {} bytes",
            ours.rate(),
            least.rate(),
            ours.rate() / least.rate(),
            ours.percentile(0.5),
            ours.percentile(0.99),
            least.percentile(0.99),
            ours.bytes_each(),
        );
        (connections, ours.rate() / least.rate())
    })
}

/// Ours and the limit turn about, three times each, so that a slow minute hits both.
fn interleaved(
    ours: SocketAddr,
    our_requests: &Arc<Vec<Request>>,
    limit: SocketAddr,
    limit_requests: &Arc<Vec<Request>>,
    connections: usize,
) -> (Tally, Tally) {
    let (mut a, mut b) = (Tally::default(), Tally::default());
    for _ in 0..3 {
        a.add(Load { address: ours, requests: Arc::clone(our_requests), connections, span: seconds(), expect: 200 }.run());
        b.add(Load { address: limit, requests: Arc::clone(limit_requests), connections, span: seconds(), expect: 200 }.run());
    }
    (a, b)
}

/// Reporting progress, durable, against bare inserts by one writer.
fn posts(running: &Running) {
    let today = running.site.clock.today(chrono_tz::Asia::Shanghai);
    let requests: Vec<Request> = running
        .seed
        .places
        .iter()
        .map(|place| {
            let (cookie, csrf) = session(&running.site, place.liaison);
            let body = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("csrf", &csrf)
                .append_pair("department", &place.department.to_string())
                .append_pair("as_of", &format!("{}-{:02}-{:02}", today.year(), today.month(), today.day()))
                .append_pair("text", "本周已完成三家企业的核查，其余按计划推进。")
                .finish();
            Request::post(&format!("/w/{}/duties/{}/report", place.slug, place.number), &cookie, &body)
        })
        .collect();
    let requests = Arc::new(requests);
    let (mut ours, mut bare) = (Tally::default(), 0.0);
    for _ in 0..3 {
        ours.add(Load { address: running.address, requests: Arc::clone(&requests), connections: 8, span: seconds(), expect: 303 }.run());
        bare += limit::bare_inserts_per_second(&running.site, seconds()) / 3.0;
    }
    println!(
        "post      8 connections: {:6.0}/s, bare inserts {bare:6.0}/s, ratio {:.2}; p99 {:.1} ms",
        ours.rate(),
        ours.rate() / bare,
        ours.percentile(0.99)
    );
}

/// Logging in, against argon2 alone on as many threads as the program hashes with.
fn logins(running: &Running) {
    let hash = password::hash(seed::PASSWORD).expect("hashes");
    let mut bare = 0.0;
    let mut ours = Tally::default();
    let requests = Arc::new(client::login_requests(running.address, &running.seed));
    for _ in 0..3 {
        let began = Instant::now();
        let threads: Vec<_> = (0..cores())
            .map(|_| {
                let hash = hash.clone();
                std::thread::spawn(move || {
                    let mut count = 0u32;
                    while began.elapsed() < seconds() {
                        assert_eq!(password::verify(seed::PASSWORD, Some(&hash)).expect("verifies"), password::Verdict::Right);
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let count: u32 = threads.into_iter().map(|t| t.join().expect("a thread")).sum();
        bare += f64::from(count) / began.elapsed().as_secs_f64() / 3.0;
        ours.add(Load { address: running.address, requests: Arc::clone(&requests), connections: 8, span: seconds(), expect: 303 }.run());
    }
    println!("login     8 connections: {:6.1}/s, argon2 alone {bare:6.1}/s, ratio {:.2}", ours.rate(), ours.rate() / bare);
}

/// Digests composed and delivered to a sink on loopback.
fn digests(running: &Running) {
    let sink = sink::start();
    let mut site = running.site.clone();
    let mut config = (*site.config).clone();
    config.mail = MailTarget::Smtp(format!("smtp://{sink}"));
    site.config = Arc::new(config);
    let people = seed::subscribe(&site, &running.seed, 2_000);
    site.clock.advance(chrono::Duration::days(8));
    let before = sink::received();
    let began = Instant::now();
    let mut steps = app::steps(&site).expect("steps");
    // All compose before the outbox is asked for the first time.
    let (compose, deliver): (Vec<_>, Vec<_>) = std::mem::take(&mut steps).into_iter().partition(|s| s.name() != "outbox");
    let mut composed = 0.0;
    for mut some in [compose, deliver] {
        jobs::run_until_idle(&mut some).expect("background work");
        composed = if composed == 0.0 { began.elapsed().as_secs_f64() } else { composed };
        some.iter_mut().for_each(|s| s.stop());
    }
    let (sent, span) = (sink::received() - before, began.elapsed().as_secs_f64());
    println!(
        "digests  {people} people: {sent} mails composed and delivered in {span:.2} s ({composed:.2} s to compose), {:.0}/s",
        sent as f64 / span
    );
}

/// What a page costs at a million duties against ten thousand.
fn scale() {
    println!("\n## Scale (SQLite, 8 connections)");
    let mut costs: Vec<(usize, Vec<(String, f64)>)> = Vec::new();
    for count in [10_000, 1_000_000] {
        let running = start(None, count);
        let mut pages = Vec::new();
        for (name, path) in [("list", "/duties?size=50"), ("home", ""), ("duty", "duty")] {
            let requests: Vec<Request> = running
                .seed
                .places
                .iter()
                .map(|place| {
                    let (cookie, _) = session(&running.site, place.secretariat);
                    let below = if path == "duty" { format!("/duties/{}", place.number) } else { path.to_owned() };
                    Request::get(&format!("/w/{}{below}", place.slug), &cookie)
                })
                .collect();
            let load = Load { address: running.address, requests: Arc::new(requests), connections: 8, span: seconds(), expect: 200 };
            load.run();
            pages.push((name.to_owned(), 1000.0 / load.run().rate()));
        }
        costs.push((count, pages));
    }
    for ((name, small), (_, large)) in costs[0].1.iter().zip(&costs[1].1) {
        println!("{name:8} {small:.3} ms a page at {}, {large:.3} ms at {}, ratio {:.2}", costs[0].0, costs[1].0, large / small);
    }
}

/// The load is over and one person goes on working: the moment at which an allocator gives back what it held for the crowd.
fn quiet_work(running: &Running) {
    std::thread::sleep(Duration::from_secs(2));
    let place = &running.seed.places[0];
    let (cookie, _) = session(&running.site, place.secretariat);
    let requests = Arc::new(vec![Request::get(&format!("/w/{}/duties?size=50", place.slug), &cookie)]);
    Load { address: running.address, requests, connections: 1, span: Duration::from_secs(2), expect: 200 }.run();
}

/// Memory of the program in MB, from the kernel: `VmRSS:` resident now, `VmHWM:` at most.
fn memory_mb(running: &Running, what: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.program.id())).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}
