//! Enforcement 执法: whom it is against. Parties (当事人) with the names they had, the codes that prove who they are, the people who
//! answer for them; what is said of one twice is merged, never matched silently.

pub mod actions;
pub mod import;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::*;
pub use store::move_department;

use crate::tenancy::Role;

/// The kind of parties in timelines.
pub const PARTY: &str = "party";

/// Who reads of parties; administrators have no business here.
pub const READERS: [Role; 4] = [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor];
/// Who registers and edits them, and may look at what is shown only with a reason.
pub const KEEPERS: [Role; 2] = [Role::Secretariat, Role::Liaison];
