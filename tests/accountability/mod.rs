//! Accountability from outside: what raises a matter, the whole way of one, and that nobody else learns of it.

mod after;
mod asked;
mod barred;
mod bodies;
mod correct;
mod evidence;
mod former;
mod hidden;
mod incidents;
mod lives;
mod officers;
mod reach;
mod recusal;
mod stage;
mod story;
mod subjects;
mod sweep;
mod terms;
mod told;
mod twice;
mod waits;
