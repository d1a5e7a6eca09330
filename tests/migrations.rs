//! Migrations over a database that is in use: rows of every workspace are moved, by a role that row-level security walls off.

use diesel::{Connection, PgConnection, SqliteConnection, backend::Backend, migration::MigrationVersion, prelude::*, sql_types as sql};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use lianxi::platform::{
    db::{self, Tenant},
    id::new_id,
};

use crate::{
    enforcement::cases::Docket,
    support::{TestDb, each_database},
};

/// Takes back this migration and all later ones.
fn take_back(t: &TestDb, first: &str) {
    let source = FileBasedMigrations::from_path(format!("{}/migrations/{}", env!("CARGO_MANIFEST_DIR"), t.name)).expect("migrations");
    match t.url.strip_prefix("sqlite:") {
        Some(path) => back(&mut SqliteConnection::establish(path).expect("opens"), &source, first),
        None => back(&mut PgConnection::establish(&t.url).expect("opens"), &source, first),
    }
}

fn back<DB: Backend>(conn: &mut impl MigrationHarness<DB>, source: &FileBasedMigrations, first: &str) {
    let first = MigrationVersion::from(first);
    while conn.applied_migrations().expect("read").into_iter().max().is_some_and(|last| last >= first) {
        conn.revert_last_migration(source.clone()).unwrap_or_else(|e| panic!("taken back: {e}"));
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql::Text)]
    text: String,
    #[diesel(sql_type = sql::BigInt)]
    number: i64,
}

impl Docket<'_> {
    fn rows(&self, sql: String) -> Vec<(String, i64)> {
        let read = |conn: &mut db::Conn| Ok(diesel::sql_query(sql).load::<Row>(conn)?);
        let rows = self.stage.cast.db.read(Tenant::One(self.stage.workspace), read).expect("read");
        rows.into_iter().map(|r| (r.text, r.number)).collect()
    }

    fn change(&self, sql: String) {
        let change = |conn: &mut db::Conn| Ok(diesel::sql_query(sql).execute(conn)?);
        self.stage.cast.db.write(Tenant::One(self.stage.workspace), change).expect("changed");
    }

    fn reward(&self, case_id: i64) {
        self.change(format!(
            "INSERT INTO case_rewards (workspace_id, id, case_id, amount, basis, state, proposed_at, proposed_by, proposed_by_name, \
             decided_by_name, reason, version) VALUES ({}, {}, {case_id}, 100, '', 'proposed', '2026-11-20 01:00:00', 1, '', '', '', 1)",
            self.stage.workspace,
            new_id()
        ));
    }

    fn years(&self) -> Vec<(String, i64)> {
        let sql = "SELECT purpose AS text, CAST(COALESCE(award_year, 0) AS BIGINT) AS number FROM party_checks WHERE workspace_id = ";
        self.rows(format!("{sql}{} ORDER BY purpose", self.stage.workspace))
    }
}

#[test]
fn rows_of_before_are_moved_along() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (one, other) = (d.register("举报的饮料"), d.register("举报的糕点"));
        take_back(t, "20261208000202");
        for case in [one.id, one.id, other.id] {
            d.reward(case);
        }
        for purpose in ["award", "procurement"] {
            d.change(format!(
                "INSERT INTO party_checks (workspace_id, id, asked_at, membership_id, asked_by, purpose, typed, answer, subject, why, position) \
                 VALUES ({}, {}, '2026-11-20 01:00:00', {}, '', '{purpose}', '', 'unknown', '', '', 1)",
                d.stage.workspace,
                new_id(),
                d.stage.zhou.membership_id
            ));
        }
        db::migrate(&t.db).expect("two proposed at once keep the program from starting no more");
        let rewards = d.rows(format!(
            "SELECT state AS text, case_id AS number FROM case_rewards WHERE workspace_id = {} ORDER BY id",
            d.stage.workspace
        ));
        assert_eq!(rewards, [("proposed", one.id), ("refused", one.id), ("proposed", other.id)].map(|(state, id)| (state.to_owned(), id)));
        let years = [("award".to_owned(), 2026), ("procurement".to_owned(), 0)];
        assert_eq!(d.years(), years);
        // Where the year was not filled in then, it is now.
        take_back(t, "20261210000501");
        d.change(format!("UPDATE party_checks SET award_year = NULL WHERE workspace_id = {}", d.stage.workspace));
        db::migrate(&t.db).expect("migrates");
        assert_eq!(d.years(), years);
    });
}

/// Where the wall is forced its owner changes nothing, and is told nothing of that.
#[test]
fn no_migration_of_postgres_changes_rows_behind_the_wall() {
    let mut changes = 0;
    for dir in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres")).expect("migrations") {
        let path = dir.expect("an entry").path().join("up.sql");
        let text = std::fs::read_to_string(&path).expect("readable");
        let mut before = String::new();
        for line in text.lines() {
            let table = ["UPDATE ", "INSERT INTO ", "DELETE FROM "].iter().find_map(|verb| line.strip_prefix(verb));
            if let Some(table) = table.and_then(|rest| rest.split_whitespace().next()) {
                changes += 1;
                let is_new = before.contains(&format!("CREATE TABLE {table} ("));
                let walled = !is_new || before.contains(&format!("ALTER TABLE {table} FORCE"));
                let opened =
                    before.contains(&format!("ALTER TABLE {table} NO FORCE")) || before.contains("SET LOCAL lianxi.workspace = '*'");
                assert!(!walled || opened, "{}: {line}", path.display());
            }
            before.push_str(line);
            before.push('\n');
        }
    }
    assert!(changes > 10, "they were read: {changes}");
}
