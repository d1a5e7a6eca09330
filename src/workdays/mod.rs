//! A workspace's working calendar: shown by the year, its own days changed, and every open deadline of duties, cases and
//! matters moved along.

pub mod actions;
mod forms;
mod model;
pub mod pages;
mod store;

pub use actions::{Preview, apply, preview};
pub use model::Edit;
