//! Mail as rows: written in the change's own transaction, delivered by the worker, its fate shown to administrators.

mod actions;
mod carried;
mod jobs;
pub mod pages;
mod promises;
mod queries;
mod reason;
mod render;
mod store;

pub use carried::{CarriedFile, carry_calendar, carry_file};
pub use jobs::Deliver;
pub use promises::{Promise, promise, secret_place};
pub use queries::count_failed;
pub use render::{Rendered, preview, render};
pub use store::{Letter, enqueue, enqueue_for_installation, gather, revoke_links};
