//! Running an installation: making workspaces, closing and reopening them, without a look inside.

pub mod actions;
mod model;
pub mod pages;
mod store;

pub use model::{First, NewWorkspace};
