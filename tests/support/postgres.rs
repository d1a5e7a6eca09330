//! PostgreSQL for the tests: the server named by `LIANXI_TEST_POSTGRES_URL`, or one of our own in a temporary directory,
//! started once per test run and gone with it.

use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use diesel::{Connection, PgConnection, RunQueryDsl};
use lianxi::platform::db::{self, Db, Options};

/// The server, with a database `lianxi_template…` migrated by the application's role.
struct Server {
    /// A superuser's URL without the database name, ending in `/`.
    admin: String,
    /// The application's role: no superuser, cannot bypass row-level security.
    app: String,
    template: String,
    /// Held so that the server's watcher sees its input end when this process does.
    _watcher: Option<Child>,
}

static SERVER: LazyLock<Option<Server>> = LazyLock::new(start);
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database of one test, dropped with it.
pub struct Database {
    pub url: String,
    name: String,
}

impl Database {
    pub fn create() -> Option<Self> {
        let server = SERVER.as_ref()?;
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        admin(server, &format!("CREATE DATABASE {name} TEMPLATE {} OWNER lianxi_test", server.template));
        Some(Self { url: format!("{}{name}", server.app), name })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(server) = SERVER.as_ref() {
            admin(server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

fn admin(server: &Server, sql: &str) {
    // One at a time: PostgreSQL refuses to copy a template that another session is copying.
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut conn = PgConnection::establish(&format!("{}postgres", server.admin)).expect("the test server answers");
    diesel::sql_query(sql).execute(&mut conn).unwrap_or_else(|e| panic!("{sql}: {e}"));
}

fn start() -> Option<Server> {
    let (admin_url, watcher) = match std::env::var("LIANXI_TEST_POSTGRES_URL") {
        Ok(url) => {
            let (base, _) = url.rsplit_once('/').expect("LIANXI_TEST_POSTGRES_URL ends in a database name");
            (format!("{base}/"), None)
        }
        Err(_) => match own_server() {
            Ok((url, child)) => (url, Some(child)),
            Err(why) => {
                super::skip("postgres", &why);
                return None;
            }
        },
    };
    let mut server =
        Server { app: String::new(), template: format!("lianxi_template{}", std::process::id()), admin: admin_url, _watcher: watcher };
    let mut parsed = url::Url::parse(&server.admin).expect("a PostgreSQL URL");
    parsed.set_username("lianxi_test").expect("a user name");
    parsed.set_password(Some("lianxi_test")).expect("a password");
    server.app = parsed.to_string();
    admin(
        &server,
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianxi_test') THEN \
         CREATE ROLE lianxi_test LOGIN PASSWORD 'lianxi_test' NOSUPERUSER NOBYPASSRLS; END IF; END $$",
    );
    admin(&server, &format!("CREATE DATABASE {} OWNER lianxi_test", server.template));
    let db = Db::open(&Options::Postgres { url: format!("{}{}", server.app, server.template), connections: 1 }).expect("PostgreSQL opens");
    db::migrate(&db).expect("PostgreSQL migrates");
    drop(db);
    Some(server)
}

/// Starts a server in a temporary directory; a small shell watches our pipe and ends it when this process is gone, however it went.
fn own_server() -> Result<(String, Child), String> {
    let bin = binaries().ok_or("no PostgreSQL binaries were found (initdb, postgres)")?;
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).map_err(|e| e.to_string())?.port();
    let dir = std::env::temp_dir().join(format!("lianxi-pg-{}", std::process::id()));
    // PostgreSQL refuses to run as root; as root, its own system user does.
    let script = r#"
set -e
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
rm -rf "$DIR"; mkdir -p "$DIR"; if [ "$(id -u)" = 0 ]; then chown postgres "$DIR"; fi
cd "$DIR"
as "$BIN/initdb" -D "$DIR/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$DIR/log" 2>&1
as "$BIN/postgres" -D "$DIR/data" -p "$PORT" -k "$DIR" -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
  -c synchronous_commit=off -c max_connections=300 -c shared_buffers=64MB >>"$DIR/log" 2>&1 &
cat >/dev/null || true
# Not $!, which is the shell that became `as`.
as kill -INT "$(head -n1 "$DIR/data/postmaster.pid")"; wait; rm -rf "$DIR"
"#;
    let child = Command::new("sh")
        .args(["-c", script])
        .env("BIN", &bin)
        .env("DIR", &dir)
        .env("PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    let admin = format!("postgres://postgres@127.0.0.1:{port}/");
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60) {
        if PgConnection::establish(&format!("{admin}postgres")).is_ok() {
            return Ok((admin, child));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let log = std::fs::read_to_string(dir.join("log")).unwrap_or_default();
    Err(format!("a PostgreSQL server of our own did not start: {log}"))
}

fn binaries() -> Option<PathBuf> {
    let mut places: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
    places.sort();
    places.reverse();
    places.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    places.into_iter().find(|dir| dir.join("initdb").exists() && dir.join("postgres").exists())
}
