//! Meetings from outside: their life and mails, series, agenda, session, minutes; on both databases.

mod after;
mod agenda;
mod feed;
mod life;
mod receipts;
mod series;
mod stage;
