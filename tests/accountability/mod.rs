//! Accountability from outside: what raises a matter, the whole way of one, and that nobody else learns of it.

mod bodies;
mod correct;
mod evidence;
mod hidden;
mod incidents;
mod officers;
mod recusal;
mod stage;
mod story;
mod sweep;
mod terms;
mod twice;
mod waits;
