//! Meetings from outside: their life and mails, series, agenda, session, minutes; on both databases.

mod after;
mod agenda;
mod cut;
mod decisions;
mod life;
mod opinions;
mod pack;
mod countersign;
mod issue;
mod life;
mod minutes;
mod minutes_stage;
mod series;
pub mod session;
pub mod stage;
