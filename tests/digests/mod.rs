//! Digests from outside: who is told when, what they read, and that nothing is told twice.

mod pages;
mod scene;
mod sending;
mod words;
