//! A fresh, migrated database per test, on every kind that is here.

use std::{path::PathBuf, sync::LazyLock};

use lianxi::platform::db::{self, Db, Options};
use tempfile::TempDir;

use super::postgres;

/// A database of one test; its files go when it does.
pub struct TestDb {
    pub db: Db,
    /// `sqlite` or `postgres`, for messages.
    pub name: &'static str,
    /// What `LIANXI_DATABASE_URL` would be.
    pub url: String,
    _dir: Option<TempDir>,
    _postgres: Option<postgres::Database>,
}

/// A migrated, empty SQLite file; copied, since migrating takes longer.
static SQLITE_TEMPLATE: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let dir = TempDir::new().expect("a temporary directory");
    let path = dir.path().join("template.sqlite3");
    let db = Db::open(&Options::Sqlite { path: path.clone(), readers: 1 }).expect("SQLite opens");
    db::migrate(&db).expect("SQLite migrates");
    drop(db);
    (dir, path)
});

impl TestDb {
    pub fn sqlite() -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let path = dir.path().join("test.sqlite3");
        std::fs::copy(&SQLITE_TEMPLATE.1, &path).expect("the template is copied");
        let db = Db::open(&Options::Sqlite { path: path.clone(), readers: 4 }).expect("SQLite opens");
        Self { db, name: "sqlite", url: format!("sqlite:{}", path.display()), _dir: Some(dir), _postgres: None }
    }

    /// None when there is no PostgreSQL here, which is then said aloud.
    pub fn postgres() -> Option<Self> {
        let database = postgres::Database::create()?;
        let db = Db::open(&Options::Postgres { url: database.url.clone(), connections: 5 }).expect("PostgreSQL opens");
        Some(Self { db, name: "postgres", url: database.url.clone(), _dir: None, _postgres: Some(database) })
    }

    /// One of each kind that is here.
    pub fn all() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        all.extend(Self::postgres());
        all
    }
}

/// Runs a test on a fresh database of each kind.
pub fn each_database(test: impl Fn(&TestDb)) {
    for db in TestDb::all() {
        eprintln!("on {}", db.name);
        test(&db);
    }
}
