//! Enforcement: parties, and what may be said of them only once.

mod import;
mod merge;
mod pages;
mod personal;
mod register;
mod search;
mod stage;
