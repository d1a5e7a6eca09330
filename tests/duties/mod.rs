//! Duties from outside: the state machine against an independent model, actions on both databases, rights, tenancy, locking.

mod actions;
mod conflicts;
mod deadlines;
mod kept;
mod life;
mod machine;
mod pages;
mod rights;
mod rubbish;
mod sentences;
pub mod stage;
