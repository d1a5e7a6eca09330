//! The timeline of every object: append-only, written in the transaction of the change it tells of.

mod kept;
mod store;
mod view;

pub use kept::Kept;
pub use store::{Entry, Event, Subject, of, record};
pub use view::{common, timeline_view, word};
