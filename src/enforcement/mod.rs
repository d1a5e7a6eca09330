//! Enforcement 执法: whom it is against, and the cases. Parties (当事人) with the names they had, the codes that prove who they are, the
//! people who answer for them; what is said of one twice is merged, never matched silently. Cases (案件) of the workspace's own kinds (案由),
//! numbered, held by exactly one department, from registering to their end.

pub mod actions;
#[cfg(test)]
mod articles;
pub mod campaign;
pub mod check;
pub mod hand_over;
pub mod import;
pub mod incident;
pub mod jobs;
pub mod ladder;
mod mail;
pub mod measure;
mod model;
pub mod pages;
pub mod pending;
pub mod publication;
pub mod queries;
pub mod restriction;
pub mod sampling;
pub mod shipped;
mod store;
pub mod terms;

pub use actions::cases::found_workspace;
pub use model::*;

use crate::{
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::Result,
    },
    tenancy::{Role, Scope},
};

/// The kind of parties in timelines.
pub const PARTY: &str = "party";

/// The kind of cases in timelines.
pub const CASE: &str = "enforcement_case";
/// The kind of kinds of cases in timelines.
pub const CASE_KIND: &str = "case_kind";

/// Who reads of parties and cases; administrators have no business here.
pub const READERS: [Role; 4] = [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor];
/// Who registers and edits them, and may look at what is shown only with a reason.
pub const KEEPERS: [Role; 2] = [Role::Secretariat, Role::Liaison];

/// Cases this department holds that are not closed, hand-overs it has to answer and proposals it has to decide on: without its people
/// they would wait on nobody.
pub fn held_by_department(conn: &mut Conn, scope: &Scope, department: i64) -> Result<i64> {
    use store::cases::{CaseWhich, InState, count};
    let cases = CaseWhich { state: InState::Live, holders: vec![department], ..CaseWhich::default() };
    let cases = count(conn, scope, &cases, COUNT_LIMIT)?;
    Ok(cases + hand_over::waiting_for(conn, scope, department)? + ladder::waiting_for(conn, scope, department)?)
}

/// What this room holds of a department moves to the one it lives on in.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    actions::cases::move_department(conn, scope, from, into)?;
    restriction::move_department(conn, scope, from, into)?;
    publication::move_department(conn, scope, from, into)?;
    incident::move_department(conn, scope, from, into)?;
    campaign::move_department(conn, scope, from, into)
}
