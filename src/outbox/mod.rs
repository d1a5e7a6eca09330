//! Mail as rows: written in the change's own transaction, delivered by the worker.

mod store;

pub use store::{Letter, enqueue, enqueue_for_installation};
