//! Duties from outside: the state machine against an independent model, actions on both databases, rights, tenancy, locking.

mod actions;
mod deadlines;
mod machine;
mod pages;
mod rights;
mod rubbish;
pub mod stage;
