//! The escalation ladder 升级阶梯: versions of rules as data, what they propose for a case, and what people make of it.

pub mod actions;
mod evaluate;
mod grounds;
mod holder;
mod model;
mod preview;
mod shipped;
mod store;
#[cfg(test)]
mod tests;
pub mod words;

pub(in crate::enforcement) use actions::{imposed, not_referred, referred, seen};
pub(in crate::enforcement) use evaluate::{TO_DECIDE, evaluate, evaluate_overdue, keep_version};
pub use grounds::followed_by;
pub(in crate::enforcement) use holder::follow_holder;
pub use model::*;
pub use preview::{LOOKED_AT, Preview, preview};
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
