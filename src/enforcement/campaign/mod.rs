//! Campaigns 专项行动: joint operations of several bodies in several regions, with a period, targets by region, and reports of each. Cases
//! linked with one count by themselves.

pub mod actions;
mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub(in crate::enforcement) use actions::{move_department, remind_silent};
pub use model::*;

/// The kind of campaigns in timelines and numbers, and of what cases are linked with.
pub const CAMPAIGN: &str = "campaign";
/// The kind of their regions in timelines.
pub const REGION: &str = "campaign_region";
