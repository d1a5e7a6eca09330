//! Rows of memberships with their roles and functions.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    people::model::{Member, MemberState, Rights, Seat, Seated},
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
    },
    schema::{department_people, departments, membership_roles, memberships, people},
    tenancy::{Function, Role, Roles, Scope},
};

pub(in crate::people) type Row = (i64, i64, String, String, Option<String>, String, NaiveDateTime, Option<NaiveDateTime>, i64);

/// All who are or were members, by name.
pub fn members(conn: &mut Conn, scope: &Scope) -> Result<Vec<Member>> {
    let all = memberships::table.inner_join(people::table).filter(memberships::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = all.order((people::name, memberships::id)).select(COLUMNS).load(conn)?;
    with_rights(conn, scope, rows)
}

/// One of them; `NotFound` for those of other workspaces.
pub fn member(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Member> {
    let one = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::id.eq(id));
    let row: Row = one.select(COLUMNS).first(conn)?;
    with_rights(conn, scope, vec![row])?.pop().ok_or(Error::NotFound)
}

/// What [`Row`] is made of.
#[allow(clippy::type_complexity)]
pub(in crate::people) const COLUMNS: (
    memberships::id,
    memberships::person_id,
    people::name,
    people::email,
    people::language,
    memberships::state,
    memberships::joined_at,
    memberships::ended_at,
    memberships::version,
) = (
    memberships::id,
    memberships::person_id,
    people::name,
    people::email,
    people::language,
    memberships::state,
    memberships::joined_at,
    memberships::ended_at,
    memberships::version,
);

/// Adds roles and functions to some members, in their order.
pub(in crate::people) fn with_rights(conn: &mut Conn, scope: &Scope, rows: Vec<Row>) -> Result<Vec<Member>> {
    let ws = scope.workspace_id();
    let mut roles: HashMap<i64, Vec<Role>> = HashMap::new();
    let mut seats: HashMap<i64, Vec<Seated>> = HashMap::new();
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    for some in ids.chunks(500) {
        let held: Vec<(i64, String)> = membership_roles::table
            .filter(membership_roles::workspace_id.eq(ws))
            .filter(membership_roles::membership_id.eq_any(some))
            .select((membership_roles::membership_id, membership_roles::role))
            .load(conn)?;
        for (id, role) in held {
            roles.entry(id).or_default().extend(Role::parse(&role));
        }
        let held: Vec<(i64, i64, String, String, String)> = department_people::table
            .inner_join(departments::table.on(departments::workspace_id.eq(ws).and(departments::id.eq(department_people::department_id))))
            .filter(department_people::workspace_id.eq(ws))
            .filter(department_people::membership_id.eq_any(some))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
            .order((departments::position, departments::id))
            .select((
                department_people::membership_id,
                departments::id,
                department_people::function,
                departments::short_name,
                departments::name,
            ))
            .load(conn)?;
        for (id, department, function, short_name, name) in held {
            let seat = Function::parse(&function).map(|function| Seated { seat: Seat::new(department, function), short_name, name });
            seats.entry(id).or_default().extend(seat);
        }
    }
    let mut member = |(id, person_id, name, email, language, state, joined_at, ended_at, version): Row| Member {
        id,
        person_id,
        name,
        email,
        language,
        // The database allows no other; an unknown one counts as over.
        state: MemberState::parse(&state).unwrap_or(MemberState::Removed),
        joined_at,
        ended_at,
        version,
        roles: Roles::new(roles.remove(&id).unwrap_or_default()),
        seats: seats.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(&mut member).collect())
}

/// The membership of an address, whatever its state.
pub fn membership_of_address(conn: &mut Conn, scope: &Scope, email_key: &str) -> Result<Option<(i64, MemberState)>> {
    let found: Option<(i64, String)> = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(people::email_key.eq(email_key))
        .select((memberships::id, memberships::state))
        .first(conn)
        .optional()?;
    Ok(found.and_then(|(id, state)| Some((id, MemberState::parse(&state)?))))
}

/// Makes a person a member, again if they were one; returns the membership and whether it is new or revived. An active member stays as they are.
pub fn join(conn: &mut Conn, scope: &Scope, person_id: i64) -> Result<(i64, bool)> {
    let own = memberships::table
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::person_id.eq(person_id))
        .select((memberships::id, memberships::state));
    if let Some((id, state)) = own.first::<(i64, String)>(conn).optional()? {
        if state == MemberState::Active.as_str() {
            return Ok((id, false));
        }
        diesel::update(memberships::table.filter(memberships::workspace_id.eq(scope.workspace_id())).filter(memberships::id.eq(id)))
            .set((
                memberships::state.eq(MemberState::Active.as_str()),
                memberships::joined_at.eq(scope.now()),
                memberships::ended_at.eq(None::<NaiveDateTime>),
                memberships::version.eq(memberships::version + 1),
            ))
            .execute(conn)?;
        return Ok((id, true));
    }
    let id = new_id();
    diesel::insert_into(memberships::table)
        .values((
            memberships::workspace_id.eq(scope.workspace_id()),
            memberships::id.eq(id),
            memberships::person_id.eq(person_id),
            memberships::state.eq(MemberState::Active.as_str()),
            memberships::joined_at.eq(scope.now()),
            memberships::version.eq(1),
        ))
        .execute(conn)?;
    Ok((id, true))
}

/// Moves on the version if it is still the one that was read.
pub fn claim_version(conn: &mut Conn, scope: &Scope, id: i64, version: i64) -> Result<()> {
    let seen = memberships::table
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::id.eq(id))
        .filter(memberships::version.eq(version));
    if diesel::update(seen).set(memberships::version.eq(version + 1)).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Replaces roles and the functions of liaison and leader; a function that stays keeps its `since`. Whoever stood in for a liaison
/// that is one no more goes on for the department, and a liaison is not their own deputy.
pub fn set_rights(conn: &mut Conn, scope: &Scope, id: i64, rights: &Rights) -> Result<()> {
    let ws = scope.workspace_id();
    let own_roles = membership_roles::table.filter(membership_roles::workspace_id.eq(ws)).filter(membership_roles::membership_id.eq(id));
    diesel::delete(own_roles).execute(conn)?;
    for role in rights.roles.iter() {
        let row = (membership_roles::workspace_id.eq(ws), membership_roles::membership_id.eq(id), membership_roles::role.eq(role.as_str()));
        diesel::insert_into(membership_roles::table).values(row).execute(conn)?;
    }
    let own = department_people::table.filter(department_people::workspace_id.eq(ws)).filter(department_people::membership_id.eq(id));
    let held: Vec<(i64, String)> = own.select((department_people::department_id, department_people::function)).load(conn)?;
    let kept =
        |department: i64, function: &str| rights.seats.iter().any(|s| s.department_id == department && s.function.as_str() == function);
    let is_deputy = |function: &str| function == Function::Deputy.as_str();
    for (department, function) in held.iter().filter(|(d, f)| !kept(*d, f) && !is_deputy(f)) {
        let gone = department_people::table
            .filter(department_people::workspace_id.eq(ws))
            .filter(department_people::membership_id.eq(id))
            .filter(department_people::department_id.eq(*department))
            .filter(department_people::function.eq(function));
        diesel::delete(gone).execute(conn)?;
        if function == Function::Liaison.as_str() {
            let of_theirs = department_people::table
                .filter(department_people::workspace_id.eq(ws))
                .filter(department_people::department_id.eq(*department))
                .filter(department_people::deputy_of_id.eq(id));
            diesel::update(of_theirs).set(department_people::deputy_of_id.eq(None::<i64>)).execute(conn)?;
        }
    }
    let fresh = rights.seats.iter().filter(|s| s.function != Function::Deputy);
    for seat in fresh.filter(|s| !held.iter().any(|(d, f)| *d == s.department_id && f == s.function.as_str())) {
        diesel::insert_into(department_people::table)
            .values((
                department_people::workspace_id.eq(ws),
                department_people::department_id.eq(seat.department_id),
                department_people::membership_id.eq(id),
                department_people::function.eq(seat.function.as_str()),
                department_people::since.eq(scope.now()),
            ))
            .execute(conn)?;
        if seat.function == Function::Liaison {
            let own_deputy = department_people::table
                .filter(department_people::workspace_id.eq(ws))
                .filter(department_people::membership_id.eq(id))
                .filter(department_people::department_id.eq(seat.department_id))
                .filter(department_people::function.eq(Function::Deputy.as_str()));
            diesel::delete(own_deputy).execute(conn)?;
        }
    }
    Ok(())
}

/// Ends a membership and everything it gave.
pub fn end(conn: &mut Conn, scope: &Scope, id: i64, state: MemberState) -> Result<()> {
    let ws = scope.workspace_id();
    set_rights(conn, scope, id, &Rights::default())?;
    let as_deputy = department_people::table.filter(department_people::workspace_id.eq(ws)).filter(department_people::membership_id.eq(id));
    diesel::delete(as_deputy).execute(conn)?;
    diesel::update(memberships::table.filter(memberships::workspace_id.eq(ws)).filter(memberships::id.eq(id)))
        .set((
            memberships::state.eq(state.as_str()),
            memberships::ended_at.eq(scope.now()),
            memberships::version.eq(memberships::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many active members but `except` hold a role and can log in.
pub fn holders(conn: &mut Conn, scope: &Scope, role: Role, except: i64) -> Result<i64> {
    let ws = scope.workspace_id();
    let count = memberships::table
        .inner_join(people::table)
        .inner_join(
            membership_roles::table
                .on(membership_roles::workspace_id.eq(memberships::workspace_id).and(membership_roles::membership_id.eq(memberships::id))),
        )
        .filter(memberships::workspace_id.eq(ws))
        .filter(memberships::id.ne(except))
        .filter(memberships::state.eq(MemberState::Active.as_str()))
        .filter(people::state.eq("active"))
        .filter(membership_roles::role.eq(role.as_str()))
        .count()
        .get_result(conn)?;
    Ok(count)
}
