//! Departments and people, as far as duties name and write to them.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::{
    platform::{
        db::{Conn, among},
        error::Result,
        i18n::Lang,
    },
    schema::{department_people, departments, membership_roles, memberships, people},
    tenancy::{Function, Role, Scope},
};

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub person_id: i64,
    pub email: String,
    pub name: String,
    pub lang: Lang,
}

/// A department's names.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct DepartmentName {
    pub id: i64,
    pub name: String,
    pub short_name: String,
}

type Row = (i64, String, String, Option<String>);

fn recipients(scope: &Scope, rows: Vec<Row>) -> Vec<Recipient> {
    let mut found: Vec<Recipient> = Vec::new();
    for (person_id, email, name, language) in rows {
        if !found.iter().any(|r| r.person_id == person_id) {
            let lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang());
            found.push(Recipient { person_id, email, name, lang });
        }
    }
    found
}

/// Liaisons of these departments and the deputies whose time it is, each person once.
pub fn recipients_of_departments(conn: &mut Conn, scope: &Scope, department_ids: &[i64]) -> Result<Vec<Recipient>> {
    let rows = department_people::table
        .inner_join(
            memberships::table.on(memberships::workspace_id
                .eq(department_people::workspace_id)
                .and(memberships::id.eq(department_people::membership_id))),
        )
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(among(department_people::department_id, department_ids))
        .filter(department_people::function.eq(Function::Liaison.as_str()).or(department_people::function.eq(Function::Deputy.as_str())))
        .filter(department_people::from_on.is_null().or(department_people::from_on.le(scope.today()).assume_not_null()))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .order(people::id)
        .select((people::id, people::email, people::name, people::language))
        .load(conn)?;
    Ok(recipients(scope, rows))
}

/// Everybody of the secretariat.
pub fn secretariat(conn: &mut Conn, scope: &Scope) -> Result<Vec<Recipient>> {
    let rows = membership_roles::table
        .inner_join(
            memberships::table
                .on(memberships::workspace_id.eq(membership_roles::workspace_id).and(memberships::id.eq(membership_roles::membership_id))),
        )
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .filter(membership_roles::role.eq(Role::Secretariat.as_str()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .order(people::id)
        .select((people::id, people::email, people::name, people::language))
        .load(conn)?;
    Ok(recipients(scope, rows))
}

/// Names of these departments, in no order.
pub fn department_names(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<DepartmentName>> {
    let rows = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(among(departments::id, ids))
        .select((departments::id, departments::name, departments::short_name))
        .load(conn)?;
    Ok(rows)
}

/// Departments that can be charged, in the workspace's order.
pub fn departments_open(conn: &mut Conn, scope: &Scope) -> Result<Vec<DepartmentName>> {
    let rows = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::state.eq("open"))
        .order((departments::position, departments::id))
        .select((departments::id, departments::name, departments::short_name))
        .load(conn)?;
    Ok(rows)
}

/// Department, person's name and function, of everybody who acts for or leads these departments.
pub fn people_of_departments(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, String, String)>> {
    let rows =
        department_people::table
            .inner_join(memberships::table.on(
                memberships::workspace_id.eq(department_people::workspace_id).and(memberships::id.eq(department_people::membership_id)),
            ))
            .inner_join(people::table.on(people::id.eq(memberships::person_id)))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(among(department_people::department_id, ids))
            .filter(department_people::from_on.is_null().or(department_people::from_on.le(scope.today()).assume_not_null()))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
            .filter(memberships::state.eq("active"))
            .order((department_people::department_id, department_people::since, people::id))
            .select((department_people::department_id, people::name, department_people::function))
            .load(conn)?;
    Ok(rows)
}

/// Liaisons of every department and the deputies whose time it is.
pub fn acting_people(conn: &mut Conn, scope: &Scope) -> Result<HashMap<i64, Vec<Recipient>>> {
    let rows: Vec<(i64, i64, String, String, Option<String>)> = department_people::table
        .inner_join(
            memberships::table.on(memberships::workspace_id
                .eq(department_people::workspace_id)
                .and(memberships::id.eq(department_people::membership_id))),
        )
        .inner_join(people::table.on(people::id.eq(memberships::person_id)))
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::function.eq(Function::Liaison.as_str()).or(department_people::function.eq(Function::Deputy.as_str())))
        .filter(department_people::from_on.is_null().or(department_people::from_on.le(scope.today()).assume_not_null()))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .order(people::id)
        .select((department_people::department_id, people::id, people::email, people::name, people::language))
        .load(conn)?;
    let mut found: HashMap<i64, Vec<Recipient>> = HashMap::new();
    for (department_id, person_id, email, name, language) in rows {
        let lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang());
        let list = found.entry(department_id).or_default();
        if !list.iter().any(|r| r.person_id == person_id) {
            list.push(Recipient { person_id, email, name, lang });
        }
    }
    Ok(found)
}
