//! Rows of departments, their names and their people, to be read.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Department, DepartmentPerson, DepartmentState, alias_key};
use crate::{
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::{department_aliases, department_people, departments, memberships, people as persons},
    tenancy::{DepartmentKind, Function, Scope},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = departments)]
struct Row {
    id: i64,
    code: String,
    name: String,
    short_name: String,
    kind: String,
    parent_id: Option<i64>,
    state: String,
    merged_into_id: Option<i64>,
    position: i64,
    version: i64,
}

impl TryFrom<Row> for Department {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = || Error::internal(format!("department {} has an unknown kind or state", row.id));
        Ok(Self {
            kind: DepartmentKind::parse(&row.kind).ok_or_else(unknown)?,
            state: DepartmentState::parse(&row.state).ok_or_else(unknown)?,
            id: row.id,
            code: row.code,
            name: row.name,
            short_name: row.short_name,
            parent_id: row.parent_id,
            merged_into_id: row.merged_into_id,
            position: row.position,
            version: row.version,
        })
    }
}

/// Every department of the workspace, whatever its state, by position and code.
pub fn all(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    let rows: Vec<Row> = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .order((departments::position, departments::code))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Department::try_from).collect()
}

/// These departments, as far as they exist in the workspace; in no particular order.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Department>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let rows: Vec<Row> = departments::table
            .filter(departments::workspace_id.eq(scope.workspace_id()))
            .filter(among(departments::id, some))
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.try_into()?);
        }
    }
    Ok(found)
}

/// One department; `NotFound` when the workspace has none of this id.
pub fn get(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Department> {
    let row: Row = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.try_into()
}

/// The department that goes by this spelling (see [`alias_key`]), open or closed.
pub fn resolve(conn: &mut Conn, scope: &Scope, name: &str) -> Result<Option<i64>> {
    let found = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .filter(department_aliases::alias_key.eq(alias_key(name)))
        .select(department_aliases::department_id)
        .first(conn)
        .optional()?;
    Ok(found)
}

/// Id, code, name, and every spelling beside the name.
pub type KnownDepartment = (i64, String, String, Vec<String>);

/// The open departments by position and code: id, code, name, and every spelling beside the name.
pub fn known(conn: &mut Conn, scope: &Scope) -> Result<Vec<KnownDepartment>> {
    let open: Vec<Department> = all(conn, scope)?.into_iter().filter(|d| d.state == DepartmentState::Open).collect();
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    for (id, alias, kind) in spellings(conn, scope)? {
        if kind != "name" {
            names.entry(id).or_default().push(alias);
        }
    }
    Ok(open.into_iter().map(|d| (d.id, d.code, d.name, names.remove(&d.id).unwrap_or_default())).collect())
}

/// What each department is called beside its name and short name, in alphabetical order.
pub fn aliases(conn: &mut Conn, scope: &Scope) -> Result<HashMap<i64, Vec<String>>> {
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    for (id, alias, kind) in spellings(conn, scope)? {
        if kind == "alias" {
            names.entry(id).or_default().push(alias);
        }
    }
    Ok(names)
}

/// Every spelling of every department: department, spelling, kind (`name`, `short_name`, `alias`).
pub fn spellings(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, String, String)>> {
    let rows = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .order((department_aliases::department_id, department_aliases::alias_key))
        .select((department_aliases::department_id, department_aliases::alias, department_aliases::kind))
        .load(conn)?;
    Ok(rows)
}

/// The aliases of one department, in alphabetical order.
pub fn aliases_of(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<String>> {
    let rows = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .filter(department_aliases::department_id.eq(id))
        .filter(department_aliases::kind.eq("alias"))
        .order(department_aliases::alias_key)
        .select(department_aliases::alias)
        .load(conn)?;
    Ok(rows)
}

/// Who goes by one of these keys: key, the spelling as written, department.
pub fn holders(conn: &mut Conn, scope: &Scope, keys: &[String]) -> Result<Vec<(String, String, i64)>> {
    let rows = department_aliases::table
        .filter(department_aliases::workspace_id.eq(scope.workspace_id()))
        .filter(department_aliases::alias_key.eq_any(keys))
        .select((department_aliases::alias_key, department_aliases::alias, department_aliases::department_id))
        .load(conn)?;
    Ok(rows)
}

/// Everybody with a function in these departments, active members only, by how long they have had it and name. Deputies whose time
/// is over are not among them; those whose time is to come are.
pub fn people(conn: &mut Conn, scope: &Scope, department_ids: &[i64]) -> Result<Vec<DepartmentPerson>> {
    let mut found = Vec::new();
    for some in department_ids.chunks(500) {
        found.extend(load_people(conn, scope, some)?);
    }
    Ok(found)
}

/// How many open departments have no liaison.
pub fn count_without_liaison(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    let acting =
        department_people::table
            .inner_join(memberships::table.on(
                memberships::workspace_id.eq(department_people::workspace_id).and(memberships::id.eq(department_people::membership_id)),
            ))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(department_people::function.eq(Function::Liaison.as_str()))
            .filter(memberships::state.eq("active"));
    let without = departments::table
        .filter(departments::workspace_id.eq(scope.workspace_id()))
        .filter(departments::state.eq(DepartmentState::Open.as_str()))
        .filter(departments::id.ne_all(acting.select(department_people::department_id)));
    Ok(without.count().get_result(conn)?)
}

/// Those of one department.
pub fn people_of(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<DepartmentPerson>> {
    load_people(conn, scope, &[department_id])
}

type PersonRow = (i64, i64, i64, String, String, Option<i64>, Option<NaiveDate>, Option<NaiveDate>);

fn load_people(conn: &mut Conn, scope: &Scope, department_ids: &[i64]) -> Result<Vec<DepartmentPerson>> {
    let rows: Vec<PersonRow> =
        department_people::table
            .inner_join(memberships::table.on(
                memberships::workspace_id.eq(department_people::workspace_id).and(memberships::id.eq(department_people::membership_id)),
            ))
            .inner_join(persons::table.on(persons::id.eq(memberships::person_id)))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(among(department_people::department_id, department_ids))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
            .filter(memberships::state.eq("active"))
            .order((department_people::since, persons::name))
            .select((
                department_people::department_id,
                memberships::id,
                persons::id,
                persons::name,
                department_people::function,
                department_people::deputy_of_id,
                department_people::from_on,
                department_people::until_on,
            ))
            .load(conn)?;
    let mut found = Vec::with_capacity(rows.len());
    for (department_id, membership_id, person_id, name, function, deputy_of_id, from_on, until_on) in rows {
        let function = Function::parse(&function).ok_or_else(|| Error::internal(format!("unknown function {function}")))?;
        found.push(DepartmentPerson { department_id, membership_id, person_id, name, function, deputy_of_id, from_on, until_on });
    }
    Ok(found)
}
