//! Digests from outside: who is told when, what they read, and that nothing is told twice.

mod command;
mod instructions;
mod pages;
pub mod scene;
mod sending;
mod words;
mod workers;
