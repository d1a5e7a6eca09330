//! Accountability 问责: matters against departments, local governments, leaders' posts and officials. Rules propose them, people take
//! them up, look into them, hear the subject, decide and verify; nothing is decided by the program, and nobody who is not concerned
//! learns that there is one.
//!
//! What has to be put right becomes duties by [`crate::duties`], with [`Origin`](crate::duties::Origin) of kind
//! [`crate::duties::CONFIDENTIAL_ORIGIN`].

pub mod actions;
mod document;
pub mod jobs;
mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;
mod triggers;

pub use model::*;
pub use store::move_department;
pub use triggers::{Swept, sweep};

/// The kind of matters in timelines and numbers, and of their files.
pub const MATTER: &str = "matter";
/// Of the investigation's files alone.
pub const INVESTIGATION: &str = "matter_investigation";
/// The purpose of links that open a matter to a subject without an account; their subject is the matter.
pub const MATTER_LINK: &str = "matter";
