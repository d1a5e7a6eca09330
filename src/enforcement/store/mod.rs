//! Rows of parties; every function filters by the scope's workspace.

mod list;
mod party;
mod pieces;

pub use list::*;
pub use party::*;
pub use pieces::{Found, candidates, found};
