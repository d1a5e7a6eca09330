//! Joint meetings 联席会议: series, agenda, notice and receipts, the session, its decisions, the minutes.
//!
//! A decision becomes a duty by [`crate::duties`], with [`Origin`](crate::duties::Origin) of kind [`DECISION`].

pub mod actions;
mod feed;
mod document;
pub mod jobs;
mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use actions::Seen;
pub use feed::Feeds;
pub use model::*;
pub use store::move_department;

/// The subject kinds in timelines, numbers and origins.
pub const MEETING: &str = "meeting";
pub const SERIES: &str = "meeting_series";
pub const ITEM: &str = "agenda_item";
pub const DECISION: &str = "decision";
pub const MINUTES: &str = "minutes";
