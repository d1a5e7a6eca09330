//! Composition root: settings → database, routes, background steps → running program.

use std::{error::Error as StdError, rc::Rc, sync::Arc, time::Duration};

use actix_web::{App, HttpServer, dev::Server, middleware::from_fn, web};

use crate::{
    access, accountability, accounts, attachments, demo, departments, digests, duties, enforcement, home, instructions, meetings,
    meetings::Feeds,
    operator, outbox, people,
    platform::{
        blob::Blobs,
        config::{Config, DatabaseUrl},
        db::{self, Conn, Db, Options, Tenant},
        error::{Error, Result},
        http::{self, HttpState, Routes},
        i18n::{Lang, t},
        jobs::{self, Step, Stop},
    },
    policy, search, settings,
    site::{Held, Site, SiteGate},
    tenancy::Scope,
    workdays,
};

/// Threads per web thread for the database and for hashing; more would only wait for the same processors.
const BLOCKING_THREADS: usize = 4;

type Outcome = std::result::Result<(), Box<dyn StdError>>;

/// How `serve` is to run.
#[derive(Clone, Copy, Debug)]
pub struct ServeOptions {
    /// Do background work in this process too.
    pub worker: bool,
    /// Bring the database up to date first; else refuse to start when it is not.
    pub migrate: bool,
}

/// Every route of the program.
pub fn routes() -> Routes {
    Routes::new()
        .merge(access::pages::routes())
        .merge(demo::pages::routes())
        .merge(outbox::pages::routes())
        .merge(duties::pages::routes())
        .merge(departments::pages::routes())
        .merge(settings::pages::routes())
        .merge(workdays::pages::routes())
        .merge(digests::pages::routes())
        .merge(instructions::pages::routes())
        .merge(meetings::pages::routes())
        .merge(enforcement::pages::routes())
        .merge(accountability::pages::routes())
        .merge(people::pages::routes())
        .merge(operator::pages::routes())
        .merge(search::pages::routes())
        .merge(home::pages::routes())
        .merge(policy::pages::routes())
}

/// Background work, one of each kind.
pub fn steps(site: &Site) -> Result<Vec<Box<dyn Step>>> {
    Ok(vec![
        Box::new(duties::jobs::step(site)),
        Box::new(meetings::jobs::step(site)),
        Box::new(enforcement::jobs::step(site)),
        Box::new(accountability::jobs::step(site)),
        Box::new(digests::jobs::step(site)),
        Box::new(outbox::Deliver::new(site)?),
        Box::new(access::jobs::Sweep::new(site)),
        Box::new(attachments::jobs::Collect::unused(site)),
        Box::new(attachments::jobs::Collect::stray(site)),
    ])
}

/// Opens the database the settings name, and brings it up to date or refuses.
pub fn open(config: Config, migrate: bool) -> Result<Site> {
    let options = match &config.database_url {
        // As many as can work at once, and one for those in between.
        DatabaseUrl::Sqlite(path) => Options::Sqlite { path: path.clone(), readers: u32::try_from(config.threads + 1).unwrap_or(8) },
        DatabaseUrl::Postgres(url) => Options::Postgres { url: url.clone(), connections: 16 },
    };
    let db = Db::open(&options)?;
    if migrate {
        let ran = db::migrate(&db)?;
        if ran > 0 {
            tracing::info!(migrations = ran, "the database was brought up to date");
        }
    } else if db::pending(&db)? {
        return Err(Error::internal("the database is not up to date: run `lianxi migrate`"));
    }
    let (clock, blobs) = (config.clock(), Blobs::open(&config.blobs, &config.data_dir)?);
    let (count_nav, found_workspace) = (home::nav_counts, enforcement::found_workspace);
    Ok(Site { db, blobs, clock, config: Arc::new(config), count_nav, move_department, held_by_department, found_workspace, is_demo: false })
}

/// What rooms above the departments hold of one moves to the one it lives on in.
fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    meetings::move_department(conn, scope, from, into)?;
    enforcement::move_department(conn, scope, from, into)?;
    accountability::move_department(conn, scope, from, into)
}

/// What waits on this department's people that nobody else could do. Matters are in no number: it would tell of them.
fn held_by_department(conn: &mut Conn, scope: &Scope, department: i64) -> Result<Held> {
    let cases = enforcement::held_by_department(conn, scope, department)?;
    let shown = if scope.require(&enforcement::READERS).is_ok() { cases } else { 0 };
    Ok(Held { shown, is_more: cases > shown || accountability::held_by_department(conn, scope, department)? })
}

/// Binds the server; port 0 takes a free one, `Server` tells which through `addresses`.
pub fn server(site: &Site, key: [u8; 32]) -> std::io::Result<(Server, Vec<std::net::SocketAddr>)> {
    accounts::password::warm_up();
    let state = web::Data::new(HttpState::new(&site.config, key));
    let data = web::Data::new(site.clone());
    let feeds = Feeds::new(meetings::pages::say);
    actix_web::rt::spawn(end_streams(feeds.clone()));
    let feeds = web::Data::new(feeds);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(data.clone())
            .app_data(feeds.clone())
            .wrap(from_fn(http::edge))
            .configure(|app| http::configure(app, state.clone(), Rc::new(SiteGate), routes()))
    })
    .workers(site.config.threads)
    .worker_max_blocking_threads(BLOCKING_THREADS)
    .shutdown_timeout(20)
    .bind(site.config.listen)?;
    let addresses = server.addrs();
    Ok((server.run(), addresses))
}

/// Streams never end by themselves: when the server is told to stop, it would wait for them in vain.
async fn end_streams(feeds: Feeds) {
    use tokio::signal::unix::{SignalKind, signal};
    let (term, int) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    let (Ok(mut term), Ok(mut int)) = (term, int) else { return };
    tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
    feeds.close();
}

/// The key that signs cookies: made once per installation and kept in the database, so that every node has the same.
pub fn installation_key(db: &Db) -> Result<[u8; 32]> {
    let text = db.write(Tenant::Installation, |conn| db::installation_value(conn, "cookie_key", crate::platform::secret::new_secret))?;
    let mut key = [0; 32];
    let hash = crate::platform::secret::hash(&text);
    hex::decode_to_slice(hash, &mut key).map_err(Error::internal)?;
    Ok(key)
}

/// `lianxi serve`
pub fn serve(config: Config, options: ServeOptions) -> Outcome {
    let site = open(config, options.migrate)?;
    print_setup_link(&site)?;
    run(site, options.worker)
}

/// Serves until SIGTERM or SIGINT: requests in flight are answered, then the worker ends its piece and hands back its leases.
pub fn run(site: Site, with_worker: bool) -> Outcome {
    let key = installation_key(&site.db)?;
    let stop = Stop::default();
    let worker = with_worker.then(|| start_worker(&site, &stop)).transpose()?;
    actix_web::rt::System::new().block_on(async {
        let (server, addresses) = server(&site, key)?;
        for address in addresses {
            tracing::info!(%address, base = %site.config.base_url, "listening");
        }
        server.await
    })?;
    stop.now();
    if let Some(worker) = worker {
        worker.join().map_err(|_| "the worker panicked")?;
    }
    Ok(())
}

/// Prints the link that makes the operator, while there is none. To standard output: the log may be kept, the secret must not.
fn print_setup_link(site: &Site) -> Result<()> {
    let secret = site.db.write(Tenant::Installation, |conn| access::actions::new_setup_secret(conn, site.clock.now()))?;
    if let Some(secret) = secret {
        let lang = Lang::default();
        println!("{}\n  {}", t(lang, "setup-printed"), site.config.absolute(&format!("/setup/{secret}")));
    }
    Ok(())
}

fn start_worker(site: &Site, stop: &Stop) -> Result<std::thread::JoinHandle<()>> {
    let (steps, stop) = (steps(site)?, stop.clone());
    let named = std::thread::Builder::new().name("worker".into());
    named.spawn(move || jobs::run(steps, &stop, Duration::from_secs(1))).map_err(Error::internal)
}

/// `lianxi worker`: background work only, until SIGTERM or SIGINT.
pub fn worker(config: Config) -> Outcome {
    let site = open(config, true)?;
    let stop = Stop::default();
    let worker = start_worker(&site, &stop)?;
    actix_web::rt::System::new().block_on(async {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        std::io::Result::Ok(())
    })?;
    stop.now();
    worker.join().map_err(|_| "the worker panicked")?;
    Ok(())
}

/// `lianxi work --until-idle`: does everything that is due, then ends.
pub fn work_until_idle(config: Config) -> Outcome {
    let site = open(config, true)?;
    let mut steps = steps(&site)?;
    let done = jobs::run_until_idle(&mut steps);
    steps.iter_mut().for_each(|s| s.stop());
    tracing::info!(pieces = done?, "nothing is left to do");
    Ok(())
}

/// `lianxi digest send --due`: composes what is due and delivers it.
pub fn send_digests(config: Config) -> Outcome {
    let site = open(config, true)?;
    let mut steps: Vec<Box<dyn Step>> = vec![Box::new(digests::jobs::step(&site)), Box::new(outbox::Deliver::new(&site)?)];
    let done = jobs::run_until_idle(&mut steps);
    steps.iter_mut().for_each(|s| s.stop());
    tracing::info!(pieces = done?, "every digest that was due is sent");
    Ok(())
}

/// `lianxi digest preview`: what a person would be told now, as `html`, `text` or `eml`.
pub fn preview_digest(
    config: Config,
    workspace: &str,
    person: &str,
    kind: Option<&str>,
    format: &str,
) -> std::result::Result<Vec<u8>, Box<dyn StdError>> {
    let site = open(config, true)?;
    Ok(digests::cli_preview(&site, workspace, person, kind.and_then(digests::Kind::parse), format)?)
}

/// `lianxi migrate`
pub fn migrate(config: Config) -> Outcome {
    open(config, true)?;
    Ok(())
}
