//! The way in over HTTP: logging in, the own account, forgotten passwords, set-up.

pub mod account;
mod attacks;
pub mod login;
mod setup;
