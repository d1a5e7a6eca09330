//! The search over everything: duties, meetings, their items and decisions, cases, campaigns, incidents, matters, clauses; each group as its
//! own room finds it, with its own rights.

mod hits;
pub mod pages;
mod queries;
