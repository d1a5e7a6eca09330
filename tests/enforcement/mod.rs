//! Enforcement: parties, and what may be said of them only once; cases from registering to their end.

mod board;
pub mod campaigns;
mod campaigns_close;
mod campaigns_merge;
mod campaigns_pages;
pub mod cases;
mod cases_order;
mod cases_pages;
mod check;
mod check_list;
mod hand_overs;
mod import;
mod measures;
mod merge;
mod pages;
mod pending;
mod personal;
mod publication;
mod register;
mod restrictions;
mod sampling;
mod search;
mod silence;
pub mod stage;
pub mod story;
mod story_handed;
mod terms;
