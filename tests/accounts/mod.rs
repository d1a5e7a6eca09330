//! Accounts over HTTP: logging in, the own account, forgotten passwords, set-up.

mod login;
