//! Lists and homes of duties over HTTP, on every database.

mod home;
mod list;
mod search;
mod stage;
