//! Meetings from outside: their life and mails, series, agenda, session, minutes; on both databases.

mod after;
mod agenda;
mod cut;
mod decisions;
mod feed;
mod life;
mod opinions;
mod pack;
mod receipts;
mod series;
pub mod session;
pub mod stage;
