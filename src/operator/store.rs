//! Rows of workspaces as an operator sees them: that they exist, not what is in them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::NewWorkspace;
use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    schema::{membership_roles, memberships, workspaces},
    tenancy::{Role, Settings},
};

/// A workspace in the operator's list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub is_open: bool,
    pub created_at: NaiveDateTime,
    pub members: i64,
    /// Active administrators; without one nobody can invite.
    pub administrators: i64,
}

/// All workspaces, open or closed, by name.
pub fn workspaces_listed_all_workspaces(conn: &mut Conn) -> Result<Vec<Listed>> {
    let rows: Vec<(i64, String, String, String, NaiveDateTime)> = workspaces::table
        .order((workspaces::name, workspaces::id))
        .select((workspaces::id, workspaces::slug, workspaces::name, workspaces::state, workspaces::created_at))
        .load(conn)?;
    let members: Vec<(i64, i64)> = memberships::table
        .filter(memberships::state.eq("active"))
        .group_by(memberships::workspace_id)
        .select((memberships::workspace_id, diesel::dsl::count_star()))
        .load(conn)?;
    let administrators: Vec<(i64, i64)> = memberships::table
        .inner_join(
            membership_roles::table
                .on(membership_roles::workspace_id.eq(memberships::workspace_id).and(membership_roles::membership_id.eq(memberships::id))),
        )
        .filter(memberships::state.eq("active"))
        .filter(membership_roles::role.eq(Role::Administrator.as_str()))
        .group_by(memberships::workspace_id)
        .select((memberships::workspace_id, diesel::dsl::count_star()))
        .load(conn)?;
    let count = |of: &[(i64, i64)], id: i64| of.iter().find(|(w, _)| *w == id).map_or(0, |(_, n)| *n);
    Ok(rows
        .into_iter()
        .map(|(id, slug, name, state, created_at)| Listed {
            id,
            slug,
            name,
            is_open: state == "active",
            created_at,
            members: count(&members, id),
            administrators: count(&administrators, id),
        })
        .collect())
}

/// Makes a workspace with default settings; false when the short name is taken.
pub fn add_workspace(conn: &mut Conn, id: i64, new: &NewWorkspace, now: NaiveDateTime) -> Result<bool> {
    let row = (
        workspaces::id.eq(id),
        workspaces::slug.eq(&new.slug),
        workspaces::name.eq(new.name.trim()),
        workspaces::language.eq(&new.language),
        workspaces::time_zone.eq(&new.time_zone),
        workspaces::settings.eq(serde_json::to_string(&Settings::default())?),
        workspaces::state.eq("active"),
        workspaces::created_at.eq(now),
        workspaces::version.eq(1),
    );
    let inserted = each_backend!(conn, c => diesel::insert_into(workspaces::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

/// Opens or closes; false when it already was, or when there is none.
pub fn set_open(conn: &mut Conn, id: i64, open: bool) -> Result<bool> {
    let (from, to) = if open { ("closed", "active") } else { ("active", "closed") };
    let row = workspaces::table.filter(workspaces::id.eq(id)).filter(workspaces::state.eq(from));
    let set = (workspaces::state.eq(to), workspaces::version.eq(workspaces::version + 1));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}
