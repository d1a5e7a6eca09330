//! Rows the demonstration writes directly: workspaces and members, which people otherwise make by invitation.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::script::{Department, Person, Script};
use crate::{
    accounts::{self, Email},
    platform::{db::Conn, error::Result, id::new_id},
    schema::{department_aliases, department_people, departments, digest_subscriptions, membership_roles, memberships, people, workspaces},
    tenancy::{Function, Settings},
};

pub(super) fn person_id(conn: &mut Conn, email: &str) -> Result<Option<i64>> {
    Ok(people::table.filter(people::email_key.eq(email.to_lowercase())).select(people::id).first(conn).optional()?)
}

pub(super) fn add_workspace(conn: &mut Conn, id: i64, script: &Script, now: NaiveDateTime) -> Result<()> {
    diesel::insert_into(workspaces::table)
        .values((
            workspaces::id.eq(id),
            workspaces::slug.eq(&script.slug),
            workspaces::name.eq(&script.name),
            workspaces::language.eq(&script.language),
            workspaces::time_zone.eq(&script.time_zone),
            workspaces::settings.eq(serde_json::to_string(&Settings::default())?),
            workspaces::state.eq("active"),
            workspaces::created_at.eq(now),
            workspaces::version.eq(1),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn add_department(
    conn: &mut Conn,
    workspace_id: i64,
    department: &Department,
    position: i64,
    now: NaiveDateTime,
) -> Result<i64> {
    let id = new_id();
    diesel::insert_into(departments::table)
        .values((
            departments::workspace_id.eq(workspace_id),
            departments::id.eq(id),
            departments::code.eq(&department.code),
            departments::name.eq(&department.name),
            departments::short_name.eq(&department.short),
            departments::kind.eq(if department.city { "local_government" } else { "department" }),
            departments::state.eq("open"),
            departments::position.eq(position),
            departments::created_at.eq(now),
            departments::version.eq(1),
        ))
        .execute(conn)?;
    let mut spellings = vec![(&department.name, "name")];
    if department.short != department.name {
        spellings.push((&department.short, "short_name"));
    }
    spellings.extend(department.aliases.iter().map(|a| (a, "alias")));
    for (alias, kind) in spellings {
        diesel::insert_into(department_aliases::table)
            .values((
                department_aliases::workspace_id.eq(workspace_id),
                department_aliases::alias_key.eq(crate::tenancy::departments::alias_key(alias)),
                department_aliases::alias.eq(alias),
                department_aliases::department_id.eq(id),
                department_aliases::kind.eq(kind),
            ))
            .execute(conn)?;
    }
    Ok(id)
}

/// The person's account, made when they have none; a demonstration has no passwords.
pub(super) fn add_person(conn: &mut Conn, person: &Person, slug: &str, now: NaiveDateTime) -> Result<i64> {
    let email = person.email(slug);
    match person_id(conn, &email)? {
        Some(id) => Ok(id),
        None => accounts::add_person(conn, &Email::parse(&email)?, &person.name, None, false, now),
    }
}

/// Membership, roles and functions; `codes` gives a department's id.
pub(super) fn add_member(
    conn: &mut Conn,
    workspace_id: i64,
    person: &Person,
    person_id: i64,
    codes: &dyn Fn(&str) -> Option<i64>,
    now: NaiveDateTime,
) -> Result<()> {
    let membership_id = new_id();
    diesel::insert_into(memberships::table)
        .values((
            memberships::workspace_id.eq(workspace_id),
            memberships::id.eq(membership_id),
            memberships::person_id.eq(person_id),
            memberships::state.eq("active"),
            memberships::joined_at.eq(now),
            memberships::version.eq(1),
        ))
        .execute(conn)?;
    for role in &person.roles {
        diesel::insert_into(membership_roles::table)
            .values((
                membership_roles::workspace_id.eq(workspace_id),
                membership_roles::membership_id.eq(membership_id),
                membership_roles::role.eq(role.as_str()),
            ))
            .execute(conn)?;
    }
    for (list, function) in
        [(&person.acts_for, Function::Liaison), (&person.deputy_for, Function::Deputy), (&person.leads, Function::Leader)]
    {
        for department_id in list.iter().filter_map(|code| codes(code)) {
            diesel::insert_into(department_people::table)
                .values((
                    department_people::workspace_id.eq(workspace_id),
                    department_people::department_id.eq(department_id),
                    department_people::membership_id.eq(membership_id),
                    department_people::function.eq(function.as_str()),
                    department_people::since.eq(now),
                ))
                .execute(conn)?;
        }
    }
    if let Some(frequency) = &person.digest {
        diesel::insert_into(digest_subscriptions::table)
            .values((
                digest_subscriptions::workspace_id.eq(workspace_id),
                digest_subscriptions::membership_id.eq(membership_id),
                digest_subscriptions::kind.eq("leader"),
                digest_subscriptions::frequency.eq(frequency),
                digest_subscriptions::weekday.eq(1),
                digest_subscriptions::hour.eq(8),
                digest_subscriptions::working_days_only.eq(true),
                digest_subscriptions::all_departments.eq(person.leads.is_empty()),
                digest_subscriptions::even_if_empty.eq(false),
                digest_subscriptions::since.eq(now),
                digest_subscriptions::version.eq(1),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Lets each deputy stand in for the liaison of their department.
pub(super) fn tie_deputies(conn: &mut Conn, workspace_id: i64) -> Result<()> {
    let of = department_people::table.filter(department_people::workspace_id.eq(workspace_id));
    let liaisons: Vec<(i64, i64)> = of
        .filter(department_people::function.eq(Function::Liaison.as_str()))
        .order(department_people::since.desc())
        .select((department_people::department_id, department_people::membership_id))
        .load(conn)?;
    for (department_id, liaison_id) in liaisons {
        let deputies =
            of.filter(department_people::department_id.eq(department_id)).filter(department_people::function.eq(Function::Deputy.as_str()));
        diesel::update(deputies).set(department_people::deputy_of_id.eq(liaison_id)).execute(conn)?;
    }
    Ok(())
}
