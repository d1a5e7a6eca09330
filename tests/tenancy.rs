//! Tenancy: the scope is made only for members, and PostgreSQL's own wall holds without the program's help.

use diesel::{prelude::*, sql_types::BigInt};
use lianxi::{
    platform::{db::Tenant, error::Error},
    tenancy::{Role, member_scope_all_workspaces},
};

use crate::support::{Cast, TestDb, each_database};

#[test]
fn a_stranger_gets_no_scope() {
    each_database(|t| {
        let cast = Cast::new(&t.db);
        let (ours, theirs) = (cast.workspace("ours", "甲"), cast.workspace("theirs", "乙"));
        let owner = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let stranger = cast.person(theirs, "外人", &[Role::Secretariat], &[]);
        assert_eq!(cast.scope(&owner).workspace_id(), ours);
        assert!(cast.scope(&owner).has(Role::Secretariat));
        for slug in ["ours", "nowhere"] {
            let got = t.db.read(Tenant::All, |conn| member_scope_all_workspaces(conn, slug, stranger.person_id, "外人", None, cast.now));
            assert!(matches!(got, Err(Error::NotFound)), "{slug}: {got:?}");
        }
    });
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The database itself refuses, whatever the queries forget: no workspace set, no rows; another's id neither written nor referred to.
#[test]
fn postgres_row_level_security_holds_on_a_raw_connection() {
    let Some(t) = TestDb::postgres() else { return };
    let cast = Cast::new(&t.db);
    let (ours, theirs) = (cast.workspace("ours", "甲"), cast.workspace("theirs", "乙"));
    let (a, b) = (cast.department(ours, "A", "省甲局"), cast.department(theirs, "B", "省乙局"));
    let mut conn = PgConnection::establish(&t.url).expect("a raw connection as the application's role");
    let count =
        |conn: &mut PgConnection| diesel::sql_query("SELECT count(*) AS n FROM departments").get_result::<Count>(conn).expect("counts").n;
    assert_eq!(count(&mut conn), 0, "no workspace set");
    conn.transaction::<_, diesel::result::Error, _>(|conn| {
        diesel::sql_query(format!("SELECT set_config('lianxi.workspace', '{ours}', true)")).execute(conn)?;
        assert_eq!(count(conn), 1, "only our own");
        let touched = diesel::sql_query(format!("UPDATE departments SET name = 'x' WHERE id = {b}")).execute(conn)?;
        assert_eq!(touched, 0, "another's row cannot be changed");
        Ok(())
    })
    .expect("a transaction");
    assert_eq!(count(&mut conn), 0, "the setting ends with its transaction");
    let insert = |conn: &mut PgConnection, workspace: i64, parent: i64| {
        conn.transaction::<_, diesel::result::Error, _>(|conn| {
            diesel::sql_query(format!("SELECT set_config('lianxi.workspace', '{ours}', true)")).execute(conn)?;
            diesel::sql_query(format!(
                "INSERT INTO departments (workspace_id, id, code, name, short_name, kind, parent_id, state, position, created_at, version) \
                 VALUES ({workspace}, {}, 'N', 'n', 'n', 'department', {parent}, 'open', 0, now(), 1)",
                lianxi::platform::id::new_id()
            ))
            .execute(conn)
        })
    };
    let written = insert(&mut conn, theirs, b).expect_err("writing into another workspace").to_string();
    assert!(written.contains("row-level security"), "{written}");
    let referred = insert(&mut conn, ours, b).expect_err("referring to another workspace's row").to_string();
    assert!(referred.contains("foreign key"), "{referred}");
    insert(&mut conn, ours, a).expect("our own row may be referred to");
}
