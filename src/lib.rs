//! Lianxi 联席: a policy read into assigned duties, joint meetings, and every duty followed to a verified end.
//!
//! The floors; a room imports only rooms of lower floors, and in its own band only rooms listed above it.
//!
//! - [`app`] composition root: routes, jobs, state. [`cli`] one file a subcommand.
//! - [`platform`] knows no business word.
//! - Foundations: [`tenancy`] workspaces, departments, the scope; [`timeline`] who did what; [`schedule`] background steps;
//!   [`outbox`] mail as rows; [`calendar`] working days, deadlines, reporting periods (pure).
//! - [`schema`] every table.

pub mod accounts;
pub mod calendar;
pub mod outbox;
pub mod platform;
pub mod schedule;
pub mod schema;
pub mod tenancy;
pub mod timeline;
