//! Product sampling 监督抽查: rounds that a department organises, and what was sampled in each of whom, with what result.

pub mod actions;
pub mod import;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::*;
pub(in crate::enforcement) use store::move_rounds;

/// The kind of rounds in timelines.
pub const ROUND: &str = "sampling_round";
