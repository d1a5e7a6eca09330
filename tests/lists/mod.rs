//! Lists and homes of duties over HTTP, on every database.

mod list;
mod stage;
