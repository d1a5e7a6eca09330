//! The escalation ladder 升级阶梯: versions of rules as data, what they propose for a case, and what people make of it.

pub mod actions;
mod evaluate;
mod model;
mod shipped;
mod store;
#[cfg(test)]
mod tests;
pub mod words;

pub(in crate::enforcement) use actions::{imposed, referred, seen};
pub use evaluate::{Preview, followed_by, preview};
pub(in crate::enforcement) use evaluate::{TO_DECIDE, evaluate, evaluate_overdue};
pub use model::*;
pub(in crate::enforcement) use store::{move_department, waiting_for};

use crate::{
    enforcement::READERS,
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// The kind of versions in timelines.
pub const LADDER: &str = "ladder";

/// All versions, the newest first.
pub fn all(conn: &mut Conn, scope: &Scope) -> Result<Vec<Ladder>> {
    scope.require(&READERS)?;
    store::ladders(conn, scope)
}

/// What was proposed for a case, the oldest first.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Proposal>> {
    scope.require(&READERS)?;
    store::proposals(conn, scope, &[case_id])
}

/// What waits for these departments, or for the secretariat where none are given, the most urgent first.
pub fn waiting(conn: &mut Conn, scope: &Scope, departments: Option<&[i64]>, limit: i64) -> Result<Vec<Proposal>> {
    scope.require(&READERS)?;
    store::waiting(conn, scope, departments, limit)
}
