//! The first page after log-in, by role: what to do next, what waits on the office, what is wrong and where, what needs setting up.

pub mod pages;
mod queries;

pub use queries::nav_counts;
