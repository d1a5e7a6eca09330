//! Rows of parties and of cases; every function filters by the scope's workspace.

pub mod cases;
mod list;
pub(in crate::enforcement) mod news;
mod party;
mod pieces;

pub use list::*;
pub use party::*;
pub use pieces::{CASES, Found, PARTIES, candidates, found};
