//! Reads of duties for pages, exports and digests.

mod one;

pub use one::{Detail, detail, duty, open_departments, targets, timeline, waiting_extension};
