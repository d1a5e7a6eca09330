//! Joint meetings 联席会议: series, agenda, notice and receipts, the session, its decisions, the minutes.
//!
//! A decision becomes a duty by [`crate::duties`], with [`Origin`](crate::duties::Origin) of kind [`DECISION`].

pub mod actions;
mod document;
mod feed;
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
/// Of files alone; what happens to an opinion stands in its item's timeline.
pub const OPINION: &str = "opinion";

/// The purposes of links that open something without a log-in: the answer to an invitation, a person's calendar.
pub const RECEIPT_LINK: &str = "receipt";
/// The same answer by a guest, who has no account: its subject is the participant, not the meeting.
pub const GUEST_LINK: &str = "guest_receipt";
pub const CALENDAR_LINK: &str = "calendar";
pub const MINUTES: &str = "minutes";
/// Of files alone: annexes of minutes by the minutes' id, those of one section by the section's.
pub const ANNEX: &str = "minutes_annex";
