//! “May this party …?” 失信核查: one name or code, one answer: yes, no until when and why, or not known. Only what is exactly the same
//! matches; several of one name are a choice, similar names an offer. Every query is kept.

pub mod actions;
mod heads;
pub mod lines;
mod model;
pub mod pages;
pub mod queries;
mod store;
mod together;

pub use model::*;
