//! Transactions: one for everything that belongs together, undone as a whole on any error or panic.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use diesel::{
    RunQueryDsl,
    connection::{AnsiTransactionManager, TransactionManager},
    sql_types::Text,
};

use super::{
    Conn, Db, Tenant,
    connect::{Inner, Pooled},
};
use crate::{
    each_backend,
    platform::error::{Error, Result},
};

impl Db {
    /// Reads a consistent picture of what `tenant` may see.
    pub fn read<T>(&self, tenant: Tenant, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = match &*self.0 {
            Inner::Sqlite { readers, .. } => checkout(readers.get())?,
            Inner::Postgres { pool } => checkout(pool.get())?,
        };
        transaction(&mut conn, tenant, Mode::Read, work)
    }

    /// Writes; nothing is kept unless `work` succeeds and the commit does.
    pub fn write<T>(&self, tenant: Tenant, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        match &*self.0 {
            Inner::Sqlite { writer, .. } => writer.write(work),
            Inner::Postgres { pool } => transaction(&mut *checkout(pool.get())?, tenant, Mode::Write, work),
        }
    }
}

impl Db {
    /// As [`Self::write`], for what may be done twice but not left undone: kept however the program ends, but after a failure of the
    /// machine itself (a power cut) only if a durable write came later. Costs a fraction of a durable one.
    pub fn write_relaxed<T>(&self, tenant: Tenant, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        match &*self.0 {
            Inner::Sqlite { writer, .. } => writer.write_relaxed(work),
            Inner::Postgres { pool } => transaction(&mut *checkout(pool.get())?, tenant, Mode::Write, |conn| {
                // The server writes its log a moment later.
                diesel::sql_query("SET LOCAL synchronous_commit = off").execute(conn)?;
                work(conn)
            }),
        }
    }
}

fn checkout(got: std::result::Result<Pooled, diesel::r2d2::PoolError>) -> Result<Pooled> {
    got.map_err(|e| Error::Unavailable(Box::new(e)))
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Read,
    Write,
}

fn transaction<T>(conn: &mut Conn, tenant: Tenant, mode: Mode, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    begin(conn, mode)?;
    // Inside the guard too: a workspace that cannot be set must not leave a transaction open.
    guarded(conn, |conn| {
        set_tenant(conn, tenant)?;
        work(conn)
    })
}

/// Ends the innermost transaction by what becomes of `work`: kept when it succeeds, undone on an error or a panic.
pub(super) fn guarded<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(|| work(conn))) {
        Ok(Ok(value)) => {
            if let Err(error) = commit(conn) {
                roll_back(conn);
                return Err(error);
            }
            Ok(value)
        }
        Ok(Err(error)) => {
            roll_back(conn);
            Err(error)
        }
        Err(panic) => {
            roll_back(conn);
            resume_unwind(panic)
        }
    }
}

/// `BEGIN IMMEDIATE` for SQLite's writes: Diesel's own `BEGIN` would take the write lock only at the first write, too late to wait for it.
fn begin(conn: &mut Conn, mode: Mode) -> Result<()> {
    match conn {
        Conn::Sqlite(c) if mode == Mode::Write => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED")?,
        Conn::Postgres(c) if mode == Mode::Read => {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")?
        }
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
    }
    Ok(())
}

/// Begins the transaction that SQLite's writers share.
pub(super) fn begin_write(conn: &mut Conn) -> Result<()> {
    begin(conn, Mode::Write)
}

fn set_tenant(conn: &mut Conn, tenant: Tenant) -> Result<()> {
    let Conn::Postgres(c) = conn else { return Ok(()) };
    let value = match tenant {
        Tenant::One(id) => id.to_string(),
        Tenant::Installation => return Ok(()),
        Tenant::All => "*".to_owned(),
    };
    diesel::sql_query("SELECT set_config('lianxi.workspace', $1, true)").bind::<Text, _>(value).execute(c)?;
    Ok(())
}

pub(super) fn commit(conn: &mut Conn) -> Result<()> {
    each_backend!(conn, c => AnsiTransactionManager::commit_transaction(c)).map_err(Error::from)
}

/// A failed rollback leaves the connection marked broken, which the pool and `is_broken` see; there is nobody else to tell.
pub(super) fn roll_back(conn: &mut Conn) {
    if let Err(error) = each_backend!(conn, c => AnsiTransactionManager::rollback_transaction(c)) {
        tracing::error!(%error, "a transaction could not be rolled back");
    }
}

/// Whether a connection is of no further use.
pub(super) fn is_broken(conn: &mut Conn) -> bool {
    each_backend!(conn, c => AnsiTransactionManager::is_broken_transaction_manager(c))
}

/// A part of a write: what `work` did is undone when it fails, and the outer transaction goes on.
pub(super) fn savepoint<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    each_backend!(conn, c => AnsiTransactionManager::begin_transaction(c))?;
    guarded(conn, work)
}

impl Db {
    /// A savepoint inside a write: what `work` did is undone when it fails, and the outer transaction goes on.
    pub fn savepoint<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        savepoint(conn, work)
    }
}
