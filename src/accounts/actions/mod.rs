//! What can be done with an account, one use case a function. Hashing happens outside every transaction.

mod login;

pub use login::{Attempt, Outcome, log_in, log_out};
