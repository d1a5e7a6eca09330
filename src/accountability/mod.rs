//! Accountability 问责: matters against departments, local governments, leaders' posts and officials. Rules propose them, people take
//! them up, look into them, hear the subject, decide and verify; nothing is decided by the program, and nobody who is not concerned
//! learns that there is one.
//!
//! Who stands back from a matter (回避) knows of it no longer, whatever else they are, nor of a duty that comes of it, unless a department
//! of theirs is charged with that; who looked into it, named still or not, enters no decision about it. Somebody can always go on: the
//! last one of the office who may know of a matter cannot stand back before the administrator has given the office another member, and
//! where all of the office have looked into it somebody named of the deciding body enters the decision.
//!
//! Whom a matter is put to can be corrected until it is decided. Whoever is told in the place of another has the whole time to reply,
//! counted from that day and never shorter than what was told before; what the other one said or sent is no reply of theirs, and not
//! theirs to read. Once decided it stays with whom it was decided about: where they are reached can be mended still, and the decision
//! goes out again with a new link and its whole time.
//!
//! A decision is no older than the notice, the first reply or the end of the time for one, and the last hearing. One that is quashed
//! takes with it what it required.
//!
//! A response may be sent back at once, but is verified, which closes the matter, only when the time to object is over or the one
//! objection was settled: there is no way back from a closed matter to an objection.
//!
//! An objection goes to another body than the first: where the joint meeting decided, to a competent department and to no further
//! session of that meeting; a department that was merged is the one it lives on in.
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
pub use store::{held_by_department, move_department};
pub use triggers::{Swept, sweep};

/// The kind of matters in timelines and numbers, and of their files.
pub const MATTER: &str = "matter";
/// Of the investigation's files alone.
pub const INVESTIGATION: &str = "matter_investigation";
/// The purpose of links that open a matter to a subject without an account; their subject is [`Matter::link_id`].
pub const MATTER_LINK: &str = "matter";
