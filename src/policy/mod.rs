//! Policy documents 政策文件: read into clauses, reviewed by people, turned into duties; coverage and succession.
//!
//! Nothing a machine read is assigned unseen: reading makes proposals, a person confirms them, and only that makes duties.

pub mod actions;
mod model;
pub mod pages;
pub mod queries;
pub mod reading;
mod store;

pub use model::{
    Clause, Content, Document, DocumentState, Draft, Field, Mark, Mention, Piece, Proposal, ProposalState, Side, parse_targets,
    show_targets, words,
};
pub use queries::{Gaps, OriginLink};
