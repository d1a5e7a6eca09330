//! The way in over HTTP: logging in, the own account, forgotten passwords, set-up.

pub mod account;
pub mod login;
mod setup;
