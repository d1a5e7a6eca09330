//! Opening the database and handing out connections.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use diesel::{
    Connection as _, PgConnection, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    r2d2::{ManageConnection, Pool, PooledConnection},
};

use super::{Backend, Conn, queue::Queue, writer::Writer};
use crate::platform::error::{Error, Result};

/// How long a statement waits for another process's write lock before the person is told to try again.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Where the database is and how many connections to hold.
#[derive(Clone, Debug)]
pub enum Options {
    /// A file, created with its directory when absent. `readers`: connections besides the one that writes.
    Sqlite { path: PathBuf, readers: u32 },
    /// A libpq URL. `connections`: the most held at once.
    Postgres { url: String, connections: u32 },
}

/// A handle to the database, cheap to clone.
#[derive(Clone)]
pub struct Db(pub(super) Arc<Inner>);

pub(super) enum Inner {
    Sqlite { writer: Box<Writer>, readers: Pool<Manager>, queue: Queue },
    Postgres { pool: Pool<Manager> },
}

impl Db {
    /// Opens the database; fails at once when it cannot be reached.
    pub fn open(options: &Options) -> Result<Self> {
        let inner = match options {
            Options::Sqlite { path, readers } => {
                if let Some(dir) = path.parent().filter(|d| !d.as_os_str().is_empty()) {
                    std::fs::create_dir_all(dir).map_err(|e| Error::Unavailable(Box::new(e)))?;
                }
                let writer = Box::new(Writer::open(path.clone())?);
                let readers = pool(Manager::Sqlite(path.clone()), *readers)?;
                Inner::Sqlite { writer, readers, queue: Queue::default() }
            }
            Options::Postgres { url, connections } => Inner::Postgres { pool: pool(Manager::Postgres(url.clone()), *connections)? },
        };
        Ok(Self(Arc::new(inner)))
    }

    pub fn backend(&self) -> Backend {
        match *self.0 {
            Inner::Sqlite { .. } => Backend::Sqlite,
            Inner::Postgres { .. } => Backend::Postgres,
        }
    }

    /// Whether a few look-ups take less than handing them to another thread would: SQLite with a connection to spare.
    pub fn answers_at_once(&self) -> bool {
        match &*self.0 {
            Inner::Sqlite { readers, .. } => readers.state().idle_connections > 1,
            Inner::Postgres { .. } => false,
        }
    }

    /// Whether the database answers.
    pub fn ping(&self) -> Result<()> {
        self.read(super::Tenant::Installation, |conn| {
            diesel::sql_query("SELECT 1").execute(conn)?;
            Ok(())
        })
    }
}

fn pool(manager: Manager, size: u32) -> Result<Pool<Manager>> {
    Pool::builder()
        .max_size(size.max(1))
        .min_idle(Some(1))
        .test_on_check_out(matches!(manager, Manager::Postgres(_)))
        .connection_timeout(Duration::from_secs(10))
        .error_handler(Box::new(LogPoolErrors))
        .build(manager)
        .map_err(|e| Error::Unavailable(Box::new(e)))
}

#[derive(Debug)]
struct LogPoolErrors;

impl<E: std::fmt::Display> diesel::r2d2::HandleError<E> for LogPoolErrors {
    fn handle_error(&self, error: E) {
        tracing::warn!(%error, "no connection to the database");
    }
}

/// Makes connections for the pool; an own one, since Diesel's would guess the kind of database from the URL.
pub(super) enum Manager {
    Sqlite(PathBuf),
    Postgres(String),
}

pub(super) type Pooled = PooledConnection<Manager>;

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = Error;

    fn connect(&self) -> Result<Conn> {
        match self {
            Self::Sqlite(path) => open_sqlite(path).map(Conn::Sqlite),
            Self::Postgres(url) => PgConnection::establish(url).map(Conn::Postgres).map_err(|e| Error::Unavailable(Box::new(e))),
        }
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<()> {
        diesel::sql_query("SELECT 1").execute(conn)?;
        Ok(())
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        super::transact::is_broken(conn)
    }
}

pub(super) fn open_sqlite(path: &Path) -> Result<SqliteConnection> {
    let unavailable = |e: Box<dyn std::error::Error + Send + Sync>| Error::Unavailable(e);
    let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(|e| unavailable(Box::new(e)))?;
    // synchronous=FULL: what was confirmed to a person survives a power cut. No mmap: it bloats resident memory.
    conn.batch_execute(&format!(
        "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;",
        BUSY_TIMEOUT.as_millis()
    ))
    .map_err(|e| unavailable(Box::new(e)))?;
    Ok(conn)
}
