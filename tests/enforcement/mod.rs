//! Enforcement: parties, and what may be said of them only once; cases from registering to their end.

mod board;
mod campaigns;
mod campaigns_merge;
mod campaigns_pages;
mod cases;
mod cases_order;
mod cases_pages;
mod check;
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
mod stage;
mod story;
mod story_handed;
mod terms;
