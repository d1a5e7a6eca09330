//! Rows of departments, their names and their people, to be written.

use diesel::prelude::*;

use super::model::NewDepartment;
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::{department_aliases, department_people, departments},
    tenancy::{
        Scope,
        departments::{Department, DepartmentState},
    },
};

/// Inserts a tidied department with its names, open.
pub(super) fn insert(conn: &mut Conn, scope: &Scope, id: i64, new: &NewDepartment, position: i64) -> Result<()> {
    diesel::insert_into(departments::table)
        .values((
            departments::workspace_id.eq(scope.workspace_id()),
            departments::id.eq(id),
            departments::code.eq(&new.code),
            departments::name.eq(&new.name),
            departments::short_name.eq(&new.short_name),
            departments::kind.eq(new.kind.as_str()),
            departments::parent_id.eq(new.parent_id),
            departments::state.eq(DepartmentState::Open.as_str()),
            departments::position.eq(position),
            departments::created_at.eq(scope.now()),
            departments::version.eq(1),
        ))
        .execute(conn)?;
    set_names(conn, scope, id, new)
}

/// Writes what is in `department` when nobody has saved since its version; `Conflict` otherwise. Its version is the new one afterwards.
pub(super) fn update(conn: &mut Conn, scope: &Scope, department: &mut Department) -> Result<()> {
    let target = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::id.eq(department.id))
        .filter(departments::version.eq(department.version));
    let changed = diesel::update(target)
        .set((
            departments::code.eq(&department.code),
            departments::name.eq(&department.name),
            departments::short_name.eq(&department.short_name),
            departments::kind.eq(department.kind.as_str()),
            departments::parent_id.eq(department.parent_id),
            departments::state.eq(department.state.as_str()),
            departments::merged_into_id.eq(department.merged_into_id),
            departments::position.eq(department.position),
            departments::version.eq(department.version + 1),
        ))
        .execute(conn)?;
    if changed != 1 {
        return Err(Error::Conflict);
    }
    department.version += 1;
    Ok(())
}

/// Replaces the names of a department; the caller has seen that they are free.
pub(super) fn set_names(conn: &mut Conn, scope: &Scope, id: i64, new: &NewDepartment) -> Result<()> {
    let own = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .filter(department_aliases::department_id.eq(id));
    diesel::delete(own).execute(conn)?;
    for (key, alias, kind) in new.spellings() {
        insert_name(conn, scope, id, &key, &alias, kind)?;
    }
    Ok(())
}

pub(super) fn insert_name(conn: &mut Conn, scope: &Scope, id: i64, key: &str, alias: &str, kind: &str) -> Result<()> {
    diesel::insert_into(department_aliases::table)
        .values((
            department_aliases::workspace_id.eq(scope.workspace_id()),
            department_aliases::alias_key.eq(key),
            department_aliases::alias.eq(alias),
            department_aliases::department_id.eq(id),
            department_aliases::kind.eq(kind),
        ))
        .execute(conn)?;
    Ok(())
}

/// Every spelling of one department becomes an alias of another. Returns how many.
pub(super) fn move_names(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<usize> {
    let own = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .filter(department_aliases::department_id.eq(from));
    Ok(diesel::update(own).set((department_aliases::department_id.eq(into), department_aliases::kind.eq("alias"))).execute(conn)?)
}

/// The functions people have in one department become functions in another; who has the function there already keeps it once.
pub(super) fn move_people(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let there: Vec<(i64, String)> = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(into))
        .select((department_people::membership_id, department_people::function))
        .load(conn)?;
    for (membership_id, function) in there {
        diesel::delete(
            department_people::table
                .filter(department_people::workspace_id.eq(scope.workspace_id()))
                .filter(department_people::department_id.eq(from))
                .filter(department_people::membership_id.eq(membership_id))
                .filter(department_people::function.eq(function)),
        )
        .execute(conn)?;
    }
    let rest = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(from));
    diesel::update(rest).set(department_people::department_id.eq(into)).execute(conn)?;
    Ok(())
}

/// Ends every function in a department.
pub(super) fn release_people(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(id));
    diesel::delete(own).execute(conn)?;
    Ok(())
}
