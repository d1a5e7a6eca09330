//! The way in over HTTP: logging in, the own account, forgotten passwords, set-up.

mod account;
mod login;
mod setup;
