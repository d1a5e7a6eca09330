//! Enforcement: parties, and what may be said of them only once; cases from registering to their end.

mod board;
pub mod campaigns;
mod campaigns_merge;
mod campaigns_pages;
pub mod cases;
