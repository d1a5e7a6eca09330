//! What people make of proposals, and versions of the ladder; each in the caller's one write transaction.

mod proposals;
mod rules;
mod versions;

pub use proposals::decide;
pub(in crate::enforcement) use proposals::{imposed, not_referred, referred, seen};
pub use rules::{RULES_MAX, Shift, put_rule, shift_rule};
pub use versions::{begin_draft, discard, enact, move_case, ship};

pub use super::model::Verdict;
