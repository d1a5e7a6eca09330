//! The timeline of every object: append-only, written in the transaction of the change it tells of.

mod store;

pub use store::{Entry, Event, Subject, of, record};
