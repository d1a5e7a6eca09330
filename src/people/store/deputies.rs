//! Rows of deputies: who stands in for which liaison of which department, and when.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result},
    schema::{department_people, departments, memberships, people},
    tenancy::{Function, Scope},
};

/// One person who stands in for another.
#[derive(Clone, Debug, PartialEq, Queryable)]
pub struct StandIn {
    pub department_id: i64,
    /// The department's names.
    pub short_name: String,
    pub department: String,
    /// The deputy's membership.
    pub membership_id: i64,
    /// The liaison's; none where that liaison has gone.
    pub liaison_id: Option<i64>,
    pub from_on: Option<NaiveDate>,
    pub until_on: Option<NaiveDate>,
}

/// Those who stand in for this member or for whom this member stands in, as far as it is not over; by department.
pub fn stand_ins(conn: &mut Conn, scope: &Scope, member_id: i64) -> Result<Vec<StandIn>> {
    let rows =
        department_people::table
            .inner_join(departments::table.on(
                departments::workspace_id.eq(department_people::workspace_id).and(departments::id.eq(department_people::department_id)),
            ))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(department_people::function.eq(Function::Deputy.as_str()))
            .filter(department_people::membership_id.eq(member_id).or(department_people::deputy_of_id.eq(member_id).assume_not_null()))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
            .order((departments::position, departments::id, department_people::since))
            .select((
                department_people::department_id,
                departments::short_name,
                departments::name,
                department_people::membership_id,
                department_people::deputy_of_id,
                department_people::from_on,
                department_people::until_on,
            ))
            .load(conn)?;
    Ok(rows)
}

/// What somebody is for a department: function, and for a deputy the liaison.
pub fn functions_in(conn: &mut Conn, scope: &Scope, department_id: i64, member_id: i64) -> Result<Vec<(Function, Option<i64>)>> {
    let rows: Vec<(String, Option<i64>)> = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(department_id))
        .filter(department_people::membership_id.eq(member_id))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
        .select((department_people::function, department_people::deputy_of_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(function, of)| Some((Function::parse(&function)?, of))).collect())
}

/// Makes somebody the only deputy of a liaison in a department; a stint of theirs that is over gives way.
pub fn set_deputy(
    conn: &mut Conn,
    scope: &Scope,
    department_id: i64,
    liaison_id: i64,
    deputy_id: i64,
    span: (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<()> {
    end_deputies(conn, scope, department_id, liaison_id)?;
    let stale = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(department_id))
        .filter(department_people::membership_id.eq(deputy_id))
        .filter(department_people::function.eq(Function::Deputy.as_str()));
    diesel::delete(stale).execute(conn)?;
    diesel::insert_into(department_people::table)
        .values((
            department_people::workspace_id.eq(scope.workspace_id()),
            department_people::department_id.eq(department_id),
            department_people::membership_id.eq(deputy_id),
            department_people::function.eq(Function::Deputy.as_str()),
            department_people::deputy_of_id.eq(liaison_id),
            department_people::since.eq(scope.now()),
            department_people::from_on.eq(span.0),
            department_people::until_on.eq(span.1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Nobody stands in for this liaison in this department any more; returns how many did.
pub fn end_deputies(conn: &mut Conn, scope: &Scope, department_id: i64, liaison_id: i64) -> Result<usize> {
    let own = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(department_id))
        .filter(department_people::deputy_of_id.eq(liaison_id));
    Ok(diesel::delete(own).execute(conn)?)
}

/// Somebody who may stand in.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub membership_id: i64,
    pub name: String,
    /// Short names of the departments they belong to.
    pub departments: Vec<String>,
    /// Whether the department in question is one of them.
    pub is_colleague: bool,
}

/// Those who may stand in for somebody in a department: active members who are not its liaisons; first those who belong to it, then
/// the others by name. At most `limit`.
pub fn candidates(conn: &mut Conn, scope: &Scope, department_id: i64, limit: i64) -> Result<Vec<Candidate>> {
    let liaisons = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        .filter(department_people::department_id.eq(department_id))
        .filter(department_people::function.eq(Function::Liaison.as_str()));
    let liaisons: Vec<i64> = liaisons.select(department_people::membership_id).load(conn)?;
    let rows: Vec<(i64, String)> = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .filter(memberships::id.ne_all(liaisons))
        .order((people::name, memberships::id))
        .limit(limit)
        .select((memberships::id, people::name))
        .load(conn)?;
    let of: Vec<(i64, i64, String)> =
        department_people::table
            .inner_join(departments::table.on(
                departments::workspace_id.eq(department_people::workspace_id).and(departments::id.eq(department_people::department_id)),
            ))
            .filter(department_people::workspace_id.eq(scope.workspace_id()))
            .filter(department_people::membership_id.eq_any(rows.iter().map(|(id, _)| *id).collect::<Vec<_>>()))
            .order((departments::position, departments::id))
            .select((department_people::membership_id, departments::id, departments::short_name))
            .load(conn)?;
    let candidate = |(id, name)| {
        let own: Vec<&(i64, i64, String)> = of.iter().filter(|(member, ..)| *member == id).collect();
        let mut departments: Vec<String> = own.iter().map(|(.., short_name)| short_name.clone()).collect();
        departments.dedup();
        Candidate { membership_id: id, name, departments, is_colleague: own.iter().any(|(_, d, _)| *d == department_id) }
    };
    let mut found: Vec<Candidate> = rows.into_iter().map(candidate).collect();
    found.sort_by_key(|c| !c.is_colleague);
    Ok(found)
}
