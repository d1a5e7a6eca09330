//! Members of the workspace, as far as meetings name and write to them.

use diesel::prelude::*;

use crate::{
    platform::{
        db::{Conn, among},
        error::Result,
        i18n::Lang,
    },
    schema::{department_people, memberships, people},
    tenancy::{Function, Scope},
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

/// Active members, by name.
pub fn members(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    let rows: Vec<Row> = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .order((people::name, memberships::id))
        .limit(MEMBERS_MAX)
        .select((memberships::id, people::id, people::name, people::email, people::language))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

/// These members as long as they are active, in no order.
pub fn members_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Member>> {
    let rows: Vec<Row> = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .filter(among(memberships::id, ids))
        .select((memberships::id, people::id, people::name, people::email, people::language))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| member(scope, row)).collect())
}

/// Department and active member, of everybody who acts for these departments (liaisons, deputies whose time it is) or, with
/// `leaders`, is in charge of them.
pub fn members_of_departments(conn: &mut Conn, scope: &Scope, ids: &[i64], leaders: bool) -> Result<Vec<(i64, Member)>> {
    let mut functions = vec![Function::Liaison.as_str(), Function::Deputy.as_str()];
    if leaders {
        functions.push(Function::Leader.as_str());
    }
    let rows: Vec<(i64, i64, i64, String, String, Option<String>)> =
        department_people::table
            .inner_join(memberships::table.on(
                memberships::workspace_id.eq(department_people::workspace_id).and(memberships::id.eq(department_people::membership_id)),
            ))
            .inner_join(people::table.on(people::id.eq(memberships::person_id)))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(among(department_people::department_id, ids))
            .filter(department_people::function.eq_any(functions))
            .filter(department_people::from_on.is_null().or(department_people::from_on.le(scope.today()).assume_not_null()))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
            .filter(memberships::state.eq("active"))
            .filter(people::state.eq("active"))
            .order((department_people::department_id, people::id))
            .select((department_people::department_id, memberships::id, people::id, people::name, people::email, people::language))
            .load(conn)?;
    Ok(rows.into_iter().map(|(d, m, p, name, email, lang)| (d, member(scope, (m, p, name, email, lang)))).collect())
}
