//! Versions of a matter's files that came from whoever it was put to before.

use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    schema::{matter_withheld, memberships},
    tenancy::Scope,
};

/// The person behind a membership, whatever became of it.
pub fn person_of(conn: &mut Conn, scope: &Scope, membership_id: i64) -> Result<Option<i64>> {
    let own = memberships::table.filter(memberships::workspace_id.eq(scope.workspace_id())).filter(memberships::id.eq(membership_id));
    Ok(own.select(memberships::person_id).first(conn).optional()?)
}

/// Keeps these versions from its subject from now on.
pub fn withhold(conn: &mut Conn, scope: &Scope, matter_id: i64, attachment_ids: &[i64]) -> Result<()> {
    for id in attachment_ids {
        let row = (
            matter_withheld::workspace_id.eq(scope.workspace_id()),
            matter_withheld::matter_id.eq(matter_id),
            matter_withheld::attachment_id.eq(id),
        );
        each_backend!(conn, c => diesel::insert_into(matter_withheld::table).values(row).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

/// What is kept from its subject.
pub fn withheld(conn: &mut Conn, scope: &Scope, matter_id: i64) -> Result<Vec<i64>> {
    let own = matter_withheld::table.filter(matter_withheld::workspace_id.eq(scope.workspace_id()));
    Ok(own.filter(matter_withheld::matter_id.eq(matter_id)).select(matter_withheld::attachment_id).load(conn)?)
}
