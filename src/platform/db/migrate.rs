//! Migrations, embedded in the program and run at start.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Backend, Conn, Db, connect::Inner};
use crate::platform::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

fn of(backend: Backend) -> EmbeddedMigrations {
    match backend {
        Backend::Sqlite => SQLITE,
        Backend::Postgres => POSTGRES,
    }
}

/// Runs what is missing and returns how many ran. Several processes may start at once: on PostgreSQL an advisory lock lets one do it.
pub fn migrate(db: &Db) -> Result<usize> {
    with_connection(db, |conn| {
        if let Conn::Postgres(c) = conn {
            use diesel::connection::SimpleConnection;
            c.batch_execute("SELECT pg_advisory_lock(5742093)").map_err(Error::from)?;
            let ran = c.run_pending_migrations(of(Backend::Postgres)).map(|v| v.len()).map_err(Error::Internal);
            c.batch_execute("SELECT pg_advisory_unlock(5742093)").map_err(Error::from)?;
            return ran;
        }
        let Conn::Sqlite(c) = conn else { return Ok(0) };
        c.run_pending_migrations(of(Backend::Sqlite)).map(|v| v.len()).map_err(Error::Internal)
    })
}

/// Whether migrations are missing (`--no-migrate` refuses to start then).
pub fn pending(db: &Db) -> Result<bool> {
    with_connection(db, |conn| match conn {
        Conn::Sqlite(c) => c.has_pending_migration(of(Backend::Sqlite)).map_err(Error::Internal),
        Conn::Postgres(c) => c.has_pending_migration(of(Backend::Postgres)).map_err(Error::Internal),
    })
}

fn with_connection<T>(db: &Db, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    match &*db.0 {
        Inner::Sqlite { writer, .. } => writer.alone(work),
        Inner::Postgres { pool } => work(&mut *pool.get().map_err(|e| Error::Unavailable(Box::new(e)))?),
    }
}
