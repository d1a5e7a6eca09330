//! From whom a confidential duty is kept though they are of the secretariat or audit.

use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{
        db::{Conn, among},
        error::Result,
    },
    schema::{duty_barred, duty_parties, memberships},
    tenancy::Scope,
};

/// Keeps these duties from these members from now on.
pub fn bar(conn: &mut Conn, scope: &Scope, duty_ids: &[i64], membership_ids: &[i64]) -> Result<()> {
    for (duty_id, membership_id) in duty_ids.iter().flat_map(|d| membership_ids.iter().map(move |m| (*d, *m))) {
        let row = (
            duty_barred::workspace_id.eq(scope.workspace_id()),
            duty_barred::duty_id.eq(duty_id),
            duty_barred::membership_id.eq(membership_id),
        );
        each_backend!(conn, c => diesel::insert_into(duty_barred::table).values(row).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// The duties that are kept from this member.
pub fn barred_from(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>> {
    let Some(me) = scope.membership_id() else { return Ok(Vec::new()) };
    let own = duty_barred::table.filter(duty_barred::workspace_id.eq(scope.workspace_id()));
    Ok(own.filter(duty_barred::membership_id.eq(me)).order(duty_barred::duty_id).select(duty_barred::duty_id).load(conn)?)
}

/// Duty and membership: from whom these are kept.
pub fn barred_of(conn: &mut Conn, scope: &Scope, duty_ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let own = duty_barred::table.filter(duty_barred::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(among(duty_barred::duty_id, duty_ids));
    Ok(own.select((duty_barred::duty_id, duty_barred::membership_id)).load(conn)?)
}

/// Duty and person: who is told nothing of what, of all that is kept from somebody.
pub fn barred_people(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, i64)>> {
    let of = memberships::workspace_id.eq(duty_barred::workspace_id).and(memberships::id.eq(duty_barred::membership_id));
    let own = duty_barred::table.inner_join(memberships::table.on(of)).filter(duty_barred::workspace_id.eq(scope.workspace_id()));
    Ok(own.select((duty_barred::duty_id, memberships::person_id)).load(conn)?)
}

/// Which of these duties charge any of these departments.
pub fn charging_any(conn: &mut Conn, scope: &Scope, duty_ids: &[i64], department_ids: &[i64]) -> Result<Vec<i64>> {
    let charged =
        duty_parties::table.filter(duty_parties::workspace_id.eq(scope.workspace_id())).filter(duty_parties::state.ne("withdrawn"));
    let of = charged.filter(among(duty_parties::duty_id, duty_ids)).filter(among(duty_parties::department_id, department_ids));
    Ok(of.select(duty_parties::duty_id).load(conn)?)
}
