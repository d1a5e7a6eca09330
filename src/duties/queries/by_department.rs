//! How much one department has to do.

use std::collections::HashMap;

use diesel::{dsl::count_star, prelude::*};

use super::kept::kept_ids;
use crate::{
    duties::{CONFIDENTIAL_ORIGIN, model::State},
    platform::{db::Conn, error::Result},
    schema::{duties, duty_parties},
    tenancy::Scope,
};

/// Duties of one department; drafts are not counted, nor those this reader is not to learn of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DepartmentLoad {
    /// Open ones it leads.
    pub leads: i64,
    /// Open ones it supports.
    pub supports: i64,
    /// Open ones past their deadline, whichever part it has.
    pub overdue: i64,
    /// Closed ones.
    pub closed: i64,
}

impl DepartmentLoad {
    pub fn open(self) -> i64 {
        self.leads + self.supports
    }
}

/// The load of a department now.
pub fn department_load(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<DepartmentLoad> {
    let open = open_states();
    let hidden = kept_ids(conn, scope)?;
    let of = || {
        duty_parties::table
            .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
            .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
            .filter(duty_parties::department_id.eq(department_id))
            .filter(duty_parties::state.ne("withdrawn"))
            .filter(duties::id.ne_all(hidden.clone()))
            .select(count_star())
    };
    Ok(DepartmentLoad {
        leads: of().filter(duties::state.eq_any(open.clone())).filter(duty_parties::part.eq("lead")).first(conn)?,
        supports: of().filter(duties::state.eq_any(open.clone())).filter(duty_parties::part.eq("support")).first(conn)?,
        overdue: of().filter(duties::state.eq_any(open)).filter(duties::due_on.lt(scope.today())).first(conn)?,
        closed: of().filter(duties::state.eq(State::Closed.as_str())).first(conn)?,
    })
}

/// Open duties a department is charged with, confidential ones too: whether it can be closed.
pub fn open_of_department(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<i64> {
    Ok(duty_parties::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
        .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
        .filter(duty_parties::department_id.eq(department_id))
        .filter(duty_parties::state.ne("withdrawn"))
        .filter(duties::state.eq_any(open_states()))
        .select(count_star())
        .first(conn)?)
}

/// Open duties of every department that has any, whichever part it has.
pub fn department_loads(conn: &mut Conn, scope: &Scope) -> Result<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = duty_parties::table
        .inner_join(duties::table.on(duties::workspace_id.eq(duty_parties::workspace_id).and(duties::id.eq(duty_parties::duty_id))))
        .filter(duty_parties::workspace_id.eq(scope.workspace_id()))
        .filter(duty_parties::state.ne("withdrawn"))
        .filter(duties::origin_kind.ne(CONFIDENTIAL_ORIGIN))
        .filter(duties::state.eq_any(open_states()))
        .group_by(duty_parties::department_id)
        .select((duty_parties::department_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn open_states() -> Vec<&'static str> {
    State::ALL.into_iter().filter(|s| !matches!(s, State::Draft | State::Closed | State::Cancelled)).map(State::as_str).collect()
}
