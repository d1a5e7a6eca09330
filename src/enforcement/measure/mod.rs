//! Measures 处置措施: imposed by the department that is competent, answered by the party, inspected again, and ended; what was found of a
//! case as a whole.

pub mod actions;
mod findings;
mod model;
mod store;
mod told;

pub use model::*;
pub(in crate::enforcement) use store::{move_department, passed_on};
pub use told::{Telling, telling};
pub(in crate::enforcement) use told::{catch_up, settle_told};

use crate::{
    enforcement::READERS,
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// The measures of a case in the order they were imposed, with their re-inspections.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<(Measure, Vec<Inspection>)>> {
    scope.require(&READERS)?;
    let measures = store::of_cases(conn, scope, &[case_id])?;
    let ids: Vec<i64> = measures.iter().map(|m| m.id).collect();
    let all = if ids.is_empty() { Vec::new() } else { store::inspections(conn, scope, &ids)? };
    let of = |id: i64| all.iter().filter(|i| i.measure_id == id).cloned().collect();
    Ok(measures
        .into_iter()
        .map(|m| {
            let own = of(m.id);
            (m, own)
        })
        .collect())
}

/// One of a case; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, case_id: i64, id: i64) -> Result<Measure> {
    scope.require(&READERS)?;
    store::get(conn, scope, case_id, id)
}

/// What was found of a case.
pub fn findings_of(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Finding>> {
    scope.require(&READERS)?;
    store::findings(conn, scope, case_id)
}
