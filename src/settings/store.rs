//! The workspace's own row, and who holds roles that ought to be apart.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::actions::General;
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::Lang,
    },
    schema::{membership_roles, memberships, people, workspaces},
    tenancy::{Role, Roles, Scope},
};

/// What is set now.
pub fn load(conn: &mut Conn, scope: &Scope) -> Result<General> {
    let (name, language, time_zone, settings, version): (String, String, String, String, i64) = workspaces::table
        .filter(workspaces::id.eq(scope.workspace_id()))
        .select((workspaces::name, workspaces::language, workspaces::time_zone, workspaces::settings, workspaces::version))
        .first(conn)?;
    Ok(General {
        name,
        lang: Lang::parse(&language).unwrap_or_default(),
        zone: time_zone.parse().map_err(|_| Error::internal(format!("time zone {time_zone}")))?,
        settings: serde_json::from_str(&settings)?,
        version,
    })
}

/// Writes it over the version it was read in; `Conflict` when somebody saved in between.
pub fn save(conn: &mut Conn, scope: &Scope, general: &General) -> Result<()> {
    let mine = workspaces::table.filter(workspaces::id.eq(scope.workspace_id())).filter(workspaces::version.eq(general.version));
    let set = (
        workspaces::name.eq(&general.name),
        workspaces::language.eq(general.lang.code()),
        workspaces::time_zone.eq(general.zone.name()),
        workspaces::settings.eq(serde_json::to_string(&general.settings)?),
        workspaces::version.eq(general.version + 1),
    );
    if diesel::update(mine).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Active members who hold two of the roles 三员分立 keeps apart: name and the two roles, by name.
pub fn powers_joined(conn: &mut Conn, scope: &Scope) -> Result<Vec<(String, Role, Role)>> {
    let rows: Vec<(i64, String, String)> = membership_roles::table
        .inner_join(
            memberships::table
                .on(memberships::workspace_id.eq(membership_roles::workspace_id).and(memberships::id.eq(membership_roles::membership_id))),
        )
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .select((memberships::id, people::name, membership_roles::role))
        .load(conn)?;
    let mut held: BTreeMap<(String, i64), Vec<Role>> = BTreeMap::new();
    for (id, name, role) in rows {
        held.entry((name, id)).or_default().extend(Role::parse(&role));
    }
    let pairs = held.into_iter().filter_map(|((name, _), roles)| {
        let (a, b) = Roles::new(roles).forbidden_pair()?;
        Some((name, a, b))
    });
    Ok(pairs.collect())
}
