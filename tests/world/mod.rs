//! Two workspaces with one of everything in each, every text of each marked with a word of its own, and the table of what every
//! route needs: what the isolation walk, the bad-input sweep and the crawl stand on.

mod agenda;
mod campaigns;
pub mod cases;
mod digests;
mod files;
mod incidents;
mod matters;
pub mod measures;
mod meetings;
mod minutes;
pub mod parties;
mod policy;
mod publications;
mod restrictions;
mod rows;
mod samplings;
mod session;
mod setup;
pub mod side;
pub mod table;

use std::collections::BTreeMap;

use diesel::{
    QueryableByName, RunQueryDsl,
    sql_types::{BigInt, Text},
};
use lianxi::platform::db::{Db, Tenant};

use crate::support::{
    TestApp,
    app::Browser,
    cast::{Cast, Member},
};
pub use side::{Persona, Side};

/// In every text of our own workspace.
pub const OURS: &str = "Heimat3Kx";
/// In every text of the stranger's; nobody of ours may ever see it.
pub const CANARY: &str = "Kanari7Qz";

/// Both workspaces.
pub struct World<'a> {
    pub app: &'a TestApp,
    pub ours: Side<'a>,
    pub theirs: Side<'a>,
    /// Member of neither.
    pub operator: Member,
}

impl<'a> World<'a> {
    pub fn new(app: &'a TestApp, cast: &'a Cast<'a>) -> Self {
        let world = Self {
            app,
            ours: Side::new(app, cast, "ours", OURS, 0),
            theirs: Side::new(app, cast, "theirs", CANARY, 5000),
            operator: cast.operator("平台运维"),
        };
        world.ours.fill();
        world.theirs.fill();
        world
    }

    /// Everybody of this side and the operator, each with a session of their own.
    pub fn browsers(&self, side: &Side<'_>) -> Vec<(Persona, Browser)> {
        let members = side.people.iter().map(|(persona, member)| (*persona, self.app.browser(member)));
        members.chain([(Persona::Operator, self.app.browser(&self.operator))]).collect()
    }

    /// Rows of every table: those of each workspace, and those of the installation that visits by themselves do not change.
    pub fn counts(&self) -> BTreeMap<String, i64> {
        let db = self.app.db();
        let mut all = BTreeMap::new();
        for side in [&self.ours, &self.theirs] {
            for (table, n) in tenant_counts(db, side.workspace) {
                all.insert(format!("{}:{table}", side.slug), n);
            }
        }
        let of_all = ["people", "account_tokens", "workspaces"].map(|t| format!("SELECT '{t}' AS name, count(*) AS n FROM {t}"));
        all.extend(count(db, Tenant::All, &of_all.join(" UNION ALL ")));
        all
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(db: &Db, tenant: Tenant, sql: &str) -> BTreeMap<String, i64> {
    let rows: Vec<Count> = db.read(tenant, |conn| Ok(diesel::sql_query(sql).load(conn)?)).expect("counts");
    rows.into_iter().map(|c| (c.name, c.n)).collect()
}

/// How many rows of this workspace each tenant table has.
pub fn tenant_counts(db: &Db, workspace: i64) -> BTreeMap<String, i64> {
    let of_each: Vec<String> = tenant_tables()
        .into_iter()
        .map(|t| format!("SELECT '{t}' AS name, count(*) AS n FROM {t} WHERE workspace_id = {workspace}"))
        .collect();
    count(db, Tenant::One(workspace), &of_each.join(" UNION ALL "))
}

/// The tables that have a `workspace_id`, read from the schema's text so that a new table cannot be forgotten.
pub fn tenant_tables() -> Vec<&'static str> {
    const SCHEMA: &str = include_str!("../../src/schema.rs");
    let tables = SCHEMA.split("diesel::table! {").skip(1);
    tables.filter(|t| t.contains("workspace_id -> ")).filter_map(|t| t.split_whitespace().next()).collect()
}
