//! Restrictions 失信限制: what a party, or a natural person who answers for it, may not do for a while: be given awards, take part in
//! public procurement, register an enterprise. They end by their own rule, or early by what two people decide.

pub mod actions;
pub(in crate::enforcement) mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::*;
pub(in crate::enforcement) use store::{move_department, move_party};

/// The kind of restrictions in timelines and numbers.
pub const SUBJECT: &str = "restriction";
