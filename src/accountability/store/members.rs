//! Members of the workspace, as far as matters name and write to them.

use diesel::prelude::*;

use crate::{
    platform::{
        db::{Conn, among},
        error::Result,
        i18n::Lang,
    },
    schema::{department_people, membership_roles, memberships, people},
    tenancy::{Function, Role, Scope},
};

/// Somebody of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub membership_id: i64,
    pub person_id: i64,
    pub name: String,
    pub email: String,
    pub lang: Lang,
}

type Row = (i64, i64, String, String, Option<String>);

fn member(scope: &Scope, (membership_id, person_id, name, email, language): Row) -> Member {
    let lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang());
    Member { membership_id, person_id, name, email, lang }
}

/// The most members a choice offers.
const MEMBERS_MAX: i64 = 2_000;

macro_rules! active {
    ($scope:expr) => {
        memberships::table
            .inner_join(people::table)
            .filter(memberships::workspace_id.eq($scope.workspace_id()))
            .filter(memberships::state.eq("active"))
            .filter(people::state.eq("active"))
            .select((memberships::id, people::id, people::name, people::email, people::language))
    };
}

/// Active members, by name.
pub fn members(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    let rows: Vec<Row> = active!(scope).order((people::name, memberships::id)).limit(MEMBERS_MAX).load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

/// These members as long as they are active.
pub fn members_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Member>> {
    let rows: Vec<Row> = active!(scope).filter(among(memberships::id, ids)).order(memberships::id).load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

/// The secretariat.
pub fn office(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    let of_office = membership_roles::table
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .filter(membership_roles::role.eq(Role::Secretariat.as_str()))
        .select(membership_roles::membership_id);
    let rows: Vec<Row> = active!(scope).filter(memberships::id.eq_any(of_office)).order(memberships::id).load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

fn of_department(conn: &mut Conn, scope: &Scope, id: i64, functions: &[&str]) -> Result<Vec<Member>> {
    let today = scope.today();
    let holders = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(id))
        .filter(department_people::function.eq_any(functions.to_vec()))
        .filter(department_people::from_on.is_null().or(department_people::from_on.le(today).assume_not_null()))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(today).assume_not_null()))
        .select(department_people::membership_id);
    let rows: Vec<Row> = active!(scope).filter(memberships::id.eq_any(holders)).order(memberships::id).load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

/// Everybody who has to do with a department: who acts for it and who is in charge of it.
pub fn in_charge_of(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<Member>> {
    of_department(conn, scope, department_id, &Function::ALL.map(Function::as_str))
}
