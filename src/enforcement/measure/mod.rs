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

use std::collections::HashMap;

use crate::{
    enforcement::READERS,
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// The measures of a case in the order they were imposed, with their re-inspections.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<(Measure, Vec<Inspection>)>> {
    of_cases(conn, scope, &[case_id])
}

/// Those of all these cases.
pub(in crate::enforcement) fn of_cases(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<(Measure, Vec<Inspection>)>> {
    scope.require(&READERS)?;
    let measures = store::of_cases(conn, scope, case_ids)?;
    let ids: Vec<i64> = measures.iter().map(|m| m.id).collect();
    let mut of: HashMap<i64, Vec<Inspection>> = HashMap::new();
    if !ids.is_empty() {
        for inspection in store::inspections(conn, scope, &ids)? {
            of.entry(inspection.measure_id).or_default().push(inspection);
        }
    }
    Ok(measures.into_iter().map(|m| (of.remove(&m.id).unwrap_or_default(), m)).map(|(own, m)| (m, own)).collect())
}

/// One of a case; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, case_id: i64, id: i64) -> Result<Measure> {
    scope.require(&READERS)?;
    store::get(conn, scope, case_id, id)
}

/// What was found of a case.
pub fn findings_of(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Finding>> {
    Ok(findings_of_cases(conn, scope, &[case_id])?.into_iter().map(|(_, finding)| finding).collect())
}

/// What was found of all these cases, each with its case.
pub(in crate::enforcement) fn findings_of_cases(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<(i64, Finding)>> {
    scope.require(&READERS)?;
    store::findings(conn, scope, case_ids)
}
