//! Rows of accounts; all of them belong to the installation, none to a workspace.

mod people;
mod sessions;
pub(super) mod throttles;
mod tokens;

pub use people::*;
pub use sessions::*;
pub(super) use tokens::sweep as sweep_tokens;
pub use tokens::{Token, TokenKind, add_token, open_token, use_token, withdraw_tokens};
