//! Rows of the days a workspace has set, to be written; `calendar` reads them.

use diesel::prelude::*;

use super::model::{Edit, kind_text};
use crate::{
    platform::{db::Conn, error::Result},
    schema::calendar_days,
    tenancy::Scope,
};

/// Writes one change.
pub fn write(conn: &mut Conn, scope: &Scope, edit: &Edit) -> Result<()> {
    let mine = calendar_days::table.filter(calendar_days::workspace_id.eq(scope.workspace_id())).filter(calendar_days::day.eq(edit.day()));
    diesel::delete(mine).execute(conn)?;
    if let Edit::Set(own) = edit {
        diesel::insert_into(calendar_days::table)
            .values((
                calendar_days::workspace_id.eq(scope.workspace_id()),
                calendar_days::day.eq(own.day),
                calendar_days::kind.eq(kind_text(own.kind)),
                calendar_days::name.eq(&own.name),
            ))
            .execute(conn)?;
    }
    Ok(())
}
