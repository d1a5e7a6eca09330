//! Both databases are made alike, and as `schema.rs` says.

use std::collections::BTreeMap;

use diesel::{prelude::*, sql_types::Text};
use lianxi::platform::db::{Conn, Tenant};

use crate::support::TestDb;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    nullable: String,
}

/// table → its columns in order, each with whether it may be null.
fn columns(db: &TestDb) -> BTreeMap<String, Vec<(String, bool)>> {
    let sql = match db.name {
        "sqlite" => {
            "SELECT m.name AS table_name, c.name AS column_name, CASE WHEN c.\"notnull\" = 1 THEN 'NO' ELSE 'YES' END AS nullable \
             FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
        }
        _ => {
            "SELECT table_name::TEXT, column_name::TEXT, is_nullable::TEXT AS nullable FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        }
    };
    let rows: Vec<Column> = db.db.read(Tenant::Installation, |conn| Ok(diesel::sql_query(sql).load(conn)?)).expect("the catalogue");
    let mut tables = BTreeMap::<String, Vec<(String, bool)>>::new();
    for row in rows {
        tables.entry(row.table_name).or_default().push((row.column_name, row.nullable == "YES"));
    }
    tables.remove("__diesel_schema_migrations");
    tables
}

/// table → columns with nullability, as `src/schema.rs` declares them.
fn declared() -> BTreeMap<String, Vec<(String, bool)>> {
    let source = include_str!("../src/schema.rs");
    let mut tables = BTreeMap::new();
    for block in source.split("diesel::table! {").skip(1) {
        let mut lines = block.lines().map(str::trim).filter(|l| !l.is_empty());
        let name = lines.next().and_then(|l| l.split_whitespace().next()).expect("a table name").to_owned();
        let columns = lines
            .take_while(|l| *l != "}")
            .filter_map(|l| l.trim_end_matches(',').split_once(" -> "))
            .map(|(column, kind)| (column.to_owned(), kind.starts_with("Nullable")))
            .collect();
        tables.insert(name, columns);
    }
    tables
}

#[test]
fn migrations_make_what_the_schema_says() {
    let declared = declared();
    assert!(declared.len() > 20, "the declaration was read");
    for db in TestDb::all() {
        let made = columns(&db);
        assert_eq!(made.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>(), "tables on {}", db.name);
        for (table, want) in &declared {
            assert_eq!(&made[table], want, "columns of {table} on {}", db.name);
        }
    }
}

#[test]
fn every_tenant_table_leads_with_its_workspace() {
    let installation = ["installation", "people", "sessions", "account_tokens", "throttles", "workspaces"];
    for (table, columns) in declared() {
        if !installation.contains(&table.as_str()) {
            assert_eq!(columns[0], ("workspace_id".to_owned(), false), "{table}");
        }
    }
}

#[test]
fn postgres_walls_off_every_tenant_table() {
    let Some(db) = TestDb::postgres() else { return };
    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let open: Vec<Name> = db
        .db
        .read(Tenant::Installation, |conn: &mut Conn| {
            let sql = "SELECT relname::TEXT AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
                       AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1";
            Ok(diesel::sql_query(sql).load(conn)?)
        })
        .expect("the catalogue");
    let open: Vec<&str> = open.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(open, ["__diesel_schema_migrations", "account_tokens", "installation", "people", "sessions", "throttles"]);
}
