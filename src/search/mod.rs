//! The search over everything: duties, meetings, their items and decisions, clauses; each group as its own room finds it, with its own
//! rights.

pub mod pages;
mod queries;
