//! Rows of accounts; all of them belong to the installation, none to a workspace.

mod people;
mod sessions;
pub mod throttles;
mod tokens;

use chrono::{Duration, NaiveDateTime};

use crate::platform::{db::Conn, error::Result};

pub use people::*;
pub use sessions::*;
pub use tokens::{Token, TokenKind, add_token, mint, open_token, promise_holds, promise_token, use_token, withdraw_tokens};

/// Forgets sessions that are over, buckets that have been full for a day and tokens that ended a month ago; returns how many rows.
pub fn sweep(conn: &mut Conn, now: NaiveDateTime) -> Result<usize> {
    let sessions = sweep_sessions(conn, now)?;
    let buckets = throttles::sweep(conn, now - Duration::days(1))?;
    Ok(sessions + buckets + tokens::sweep(conn, now - Duration::days(30))?)
}
