//! What a workspace sets for itself: its name, language, time zone, and the spans its work is measured by.

pub mod actions;
mod forms;
pub mod pages;
mod store;

pub use actions::{General, save};
