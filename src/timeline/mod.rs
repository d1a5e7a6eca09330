//! The timeline of every object: append-only, written in the transaction of the change it tells of.

mod store;
mod view;

pub use store::{Entry, Event, Subject, last, of, record};
pub use view::timeline_view;
