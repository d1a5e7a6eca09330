//! Instructions 批示: what leaders write on their digests, and what the secretariat makes of each: a duty (立项), or an answer.
//!
//! Knows only the id of the digest an instruction was written on; makes duties by [`crate::duties::assign_new`].

pub mod actions;
mod export;
mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::{Instruction, NewInstruction, State, TEXT_MAX, may_write};
