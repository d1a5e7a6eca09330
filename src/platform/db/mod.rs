//! The database: SQLite embedded or PostgreSQL by URL, one code path, synchronous (call it from `web::block` or a worker's thread).
//!
//! Every access is a transaction that says whose rows it may see: [`Tenant`]. PostgreSQL enforces that by row-level security; the
//! queries filter by workspace all the same. SQLite has one writer, whose commits are shared, and a small pool of readers; writes begin
//! with `BEGIN IMMEDIATE`, so that no transaction fails half way for want of the write lock.

mod among;
mod connect;
mod installation;
mod migrate;
mod prepared;
mod queue;
mod statement;
mod transact;
mod writer;

pub use among::{Among, among};
pub use connect::{Db, Options};
pub use installation::{has_installation_value, installation_value};
pub use migrate::{migrate, pending};
pub use prepared::Prepared;
pub use statement::Statement;

/// How far what stands under a list's tab is counted.
pub const COUNT_LIMIT: i64 = 1000;

/// A connection to either database. Queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(diesel::SqliteConnection),
    Postgres(diesel::PgConnection),
}

/// Whose rows a transaction may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tenant {
    /// One workspace's.
    One(i64),
    /// Only tables that belong to the installation (people, sessions, throttles).
    Installation,
    /// All workspaces', of the few tables that allow it; only for functions named `*_all_workspaces`.
    All,
}

/// Which of the two databases is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// Runs the same Diesel expression on whichever database a [`Conn`] is, for what the multi-connection cannot express
/// (`on_conflict`, inserting a slice).
#[macro_export]
macro_rules! each_backend {
    ($conn:expr, $c:ident => $e:expr) => {
        match $conn {
            $crate::platform::db::Conn::Sqlite($c) => $e,
            $crate::platform::db::Conn::Postgres($c) => $e,
        }
    };
}
