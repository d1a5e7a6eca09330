//! Rows of workspaces and memberships, as far as a [`Scope`] is made from them.

mod counters;
mod links;

use std::sync::Arc;

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use diesel::prelude::*;

use super::{Actor, Function, Role, Roles, Scope, Settings};
use crate::{
    platform::{
        db::{Conn, among},
        error::{Error, Result},
        i18n::Lang,
    },
    schema::{department_people, membership_roles, memberships, people, workspaces},
};

pub use counters::{next_number, next_of_year};
pub use links::{
    DIGEST_LINK, NewLink, invitation_is_open_all_workspaces, link_since, new_invitation_secret_all_workspaces, new_link,
    new_link_all_workspaces, outside_link_scope, remove_expired_links, revoke_links, revoke_outside_links, signed_link_scope,
    workspace_scope_all_workspaces,
};

/// A workspace as stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = workspaces)]
pub struct Workspace {
    pub id: i64,
    pub slug: String,
    pub name: String,
    pub language: String,
    pub time_zone: String,
    pub settings: String,
    pub version: i64,
}

/// An entry of the workspace switcher.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct WorkspaceLink {
    pub id: i64,
    pub slug: String,
    pub name: String,
}

impl Workspace {
    /// A scope that acts for the program itself.
    fn system_scope(self, now: NaiveDateTime) -> Result<Scope> {
        let lang = Lang::parse(&self.language).unwrap_or_default();
        let zone: Tz = self.time_zone.parse().map_err(|_| Error::internal(format!("time zone of workspace {}", self.id)))?;
        Ok(Scope {
            workspace_id: self.id,
            slug: self.slug,
            workspace_name: self.name,
            workspace_lang: lang,
            zone,
            settings: Arc::new(serde_json::from_str::<Settings>(&self.settings)?),
            actor: Actor::System,
            lang,
            membership_id: None,
            roles: Roles::default(),
            functions: Vec::new(),
            stands_in: Vec::new(),
            now,
        })
    }
}

/// The scope of a person who is an active member of the open workspace `slug`; `NotFound` for everybody else, so that
/// nobody learns which workspaces exist. `lang`: the person's own choice.
pub fn member_scope_all_workspaces(
    conn: &mut Conn,
    slug: &str,
    person_id: i64,
    person_name: &str,
    lang: Option<Lang>,
    now: NaiveDateTime,
) -> Result<Scope> {
    let (workspace, membership_id): (Workspace, i64) = workspaces::table
        .inner_join(memberships::table)
        .filter(workspaces::slug.eq(slug))
        .filter(workspaces::state.eq("active"))
        .filter(memberships::person_id.eq(person_id))
        .filter(memberships::state.eq("active"))
        .select((Workspace::as_select(), memberships::id))
        .first(conn)?;
    let mut scope = workspace.system_scope(now)?;
    scope.actor = Actor::Person { id: person_id, name: person_name.to_owned() };
    scope.lang = lang.unwrap_or(scope.workspace_lang);
    fill_rights(conn, &mut scope, membership_id)?;
    Ok(scope)
}

/// The scope of another active member, with the rights they have now: to say in a mail only what its reader may see.
pub fn scope_of_member(conn: &mut Conn, scope: &Scope, membership_id: i64, person_id: i64, name: &str, lang: Lang) -> Result<Scope> {
    let mut theirs = scope.clone();
    theirs.actor = Actor::Person { id: person_id, name: name.to_owned() };
    theirs.lang = lang;
    fill_rights(conn, &mut theirs, membership_id)?;
    Ok(theirs)
}

fn fill_rights(conn: &mut Conn, scope: &mut Scope, membership_id: i64) -> Result<()> {
    let roles: Vec<String> = membership_roles::table
        .filter(membership_roles::workspace_id.eq(scope.workspace_id))
        .filter(membership_roles::membership_id.eq(membership_id))
        .select(membership_roles::role)
        .load(conn)?;
    let today = scope.today();
    let functions: Vec<(i64, String, Option<i64>)> = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id))
        .filter(department_people::membership_id.eq(membership_id))
        .filter(department_people::from_on.is_null().or(department_people::from_on.le(today).assume_not_null()))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(today).assume_not_null()))
        .select((department_people::department_id, department_people::function, department_people::deputy_of_id))
        .load(conn)?;
    let mut roles: Vec<Role> = roles.iter().filter_map(|r| Role::parse(r)).collect();
    let liaisons: Vec<(i64, i64)> = functions.iter().filter_map(|(d, _, liaison)| Some((*d, (*liaison)?))).collect();
    scope.stands_in = names_of(conn, scope, &liaisons)?;
    scope.functions = functions.into_iter().filter_map(|(d, f, _)| Some((d, Function::parse(&f)?))).collect();
    // Who acts for a department is a liaison as long as they do; a deputy's role comes and goes with the time.
    if scope.acts_for().next().is_some() {
        roles.push(Role::Liaison);
    }
    scope.membership_id = Some(membership_id);
    scope.roles = Roles::new(roles);
    Ok(())
}

/// The names of the liaisons somebody stands in for, by department.
fn names_of(conn: &mut Conn, scope: &Scope, liaisons: &[(i64, i64)]) -> Result<Vec<(i64, String)>> {
    if liaisons.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = liaisons.iter().map(|(_, liaison)| *liaison).collect();
    let names: Vec<(i64, String)> = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id))
        .filter(among(memberships::id, &ids))
        .select((memberships::id, people::name))
        .load(conn)?;
    let name = |id: i64| names.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone());
    Ok(liaisons.iter().filter_map(|(department, liaison)| Some((*department, name(*liaison)?))).collect())
}

/// The scope of somebody who holds a link into a workspace or runs the installation: their name stands in the timeline, they
/// have no rights. `NotFound` when the workspace is closed.
pub fn link_scope(conn: &mut Conn, workspace_id: i64, person_id: i64, person_name: &str, now: NaiveDateTime) -> Result<Scope> {
    let open = workspaces::table.filter(workspaces::id.eq(workspace_id)).filter(workspaces::state.eq("active"));
    let workspace: Workspace = open.select(Workspace::as_select()).first(conn)?;
    let mut scope = workspace.system_scope(now)?;
    scope.actor = Actor::Person { id: person_id, name: person_name.to_owned() };
    Ok(scope)
}

/// The open workspace of this slug.
fn workspace_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Workspace>> {
    let open = workspaces::table.filter(workspaces::slug.eq(slug)).filter(workspaces::state.eq("active"));
    Ok(open.select(Workspace::as_select()).first(conn).optional()?)
}

/// The scope of a job in one workspace.
pub fn system_scope(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime) -> Result<Scope> {
    let workspace: Workspace = workspaces::table.filter(workspaces::id.eq(workspace_id)).select(Workspace::as_select()).first(conn)?;
    workspace.system_scope(now)
}

/// A scope per open workspace, for jobs and the command line.
pub fn each_workspace_all_workspaces(conn: &mut Conn, now: NaiveDateTime) -> Result<Vec<Scope>> {
    let rows: Vec<Workspace> =
        workspaces::table.filter(workspaces::state.eq("active")).order(workspaces::id).select(Workspace::as_select()).load(conn)?;
    rows.into_iter().map(|w| w.system_scope(now)).collect()
}

/// The open workspaces a person belongs to, by name.
pub fn workspaces_of_person_all_workspaces(conn: &mut Conn, person_id: i64) -> Result<Vec<WorkspaceLink>> {
    let rows = workspaces::table
        .inner_join(memberships::table)
        .filter(memberships::person_id.eq(person_id))
        .filter(memberships::state.eq("active"))
        .filter(workspaces::state.eq("active"))
        .order(workspaces::name)
        .select((workspaces::id, workspaces::slug, workspaces::name))
        .load(conn)?;
    Ok(rows)
}
