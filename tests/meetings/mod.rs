//! Meetings from outside: their life and mails, series, agenda, session, minutes; on both databases.

mod after;
mod agenda;
mod life;
mod opinions;
mod pack;
mod series;
mod stage;
