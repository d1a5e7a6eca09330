//! Publications 公告/曝光: what is said in public of a party, written by one person and checked by another, with corrections and
//! withdrawals kept. A page of the workspace that anybody may open shows what is published, once that is switched on.

pub mod actions;
mod mail;
mod model;
pub mod pages;
pub mod queries;
mod store;

pub use model::*;
pub(in crate::enforcement) use store::{move_department, move_party};

/// The kind of publications in timelines and numbers.
pub const SUBJECT: &str = "publication";
