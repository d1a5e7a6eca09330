//! Rows of memberships and invitations.

mod deputies;
mod invitations;
mod members;

use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result},
    schema::{departments, workspaces},
    tenancy::{Scope, Settings},
};

pub use deputies::*;
pub use invitations::*;
pub use members::*;

/// Makes changes to the workspace's members wait for each other, so that two removals cannot each leave the other as the last.
/// SQLite has one writer anyway; on PostgreSQL the row stays locked until the transaction ends. Returns the settings as they are
/// now: the scope may be from before somebody changed them.
pub fn lock(conn: &mut Conn, scope: &Scope) -> Result<Settings> {
    let own = workspaces::table.filter(workspaces::id.eq(scope.workspace_id()));
    diesel::update(own).set(workspaces::version.eq(workspaces::version)).execute(conn)?;
    let settings: String = own.select(workspaces::settings).first(conn)?;
    Ok(serde_json::from_str(&settings)?)
}

/// An open department to choose from.
#[derive(Clone, Debug, Queryable)]
pub struct OpenDepartment {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub short_name: String,
}

/// The open departments in their order.
pub fn open_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<OpenDepartment>> {
    let rows = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::state.eq("open"))
        .order((departments::position, departments::id))
        .select((departments::id, departments::code, departments::name, departments::short_name))
        .load(conn)?;
    Ok(rows)
}
