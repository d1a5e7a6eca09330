//! Meetings from outside: their life and mails, series, agenda, session, minutes; on both databases.

mod after;
mod agenda;
mod annexes;
mod carry;
mod countersign;
mod cut;
mod decisions;
mod feed;
mod files;
mod guests;
mod issue;
mod life;
mod mails;
mod minutes;
pub mod minutes_stage;
mod opinions;
mod pack;
mod receipts;
mod search;
mod series;
pub mod session;
pub mod stage;
