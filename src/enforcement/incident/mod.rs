//! Major incidents 重大质量事故: what happened where, with how many dead, injured and what loss; recorded, corrected and withdrawn with a
//! reason, never deleted.

pub mod actions;
mod content;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::*;
pub(in crate::enforcement) use store::move_department;

/// The kind of incidents in timelines, numbers and of their files.
pub const INCIDENT: &str = "incident";
