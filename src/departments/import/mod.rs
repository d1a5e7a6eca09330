//! Departments from a table: what each row would do, what is wrong with it, and doing all of it or nothing.

mod apply;
mod columns;
mod plan;

pub use apply::import;
pub use columns::Column;
pub use plan::{Plan, PlannedRow, plan};

use crate::{
    platform::{db::Conn, error::Result, table::Row},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// What a plan is made against.
pub struct Known {
    pub all: Vec<Department>,
    /// Department, spelling, kind (`name`, `short_name`, `alias`).
    pub spellings: Vec<(i64, String, String)>,
}

/// The plan for these rows as the workspace stands now.
pub fn preview(conn: &mut Conn, scope: &Scope, rows: &[Row]) -> Result<Plan> {
    scope.require(&super::KEEPERS)?;
    Ok(plan(rows, &known(conn, scope)?))
}

fn known(conn: &mut Conn, scope: &Scope) -> Result<Known> {
    Ok(Known { all: departments::all(conn, scope)?, spellings: departments::spellings(conn, scope)? })
}
