//! Rows of cases, their kinds, links, informers and rewards; every function filters by the scope's workspace.

mod board;
mod case;
mod informer;
mod kind;
mod link;
mod list;
mod officers;

pub use board::*;
pub use case::*;
pub use informer::*;
pub use kind::*;
pub use link::*;
pub use list::*;
pub use officers::*;
