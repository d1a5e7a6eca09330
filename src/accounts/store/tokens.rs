//! Rows of single-use secrets: password reset, set-up, ready links of the demonstration.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result, id::new_id, secret},
    schema::account_tokens,
};

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Makes the first operator.
    Setup,
    /// Sets a new password.
    Reset,
    /// Logs in without a password; made by the demonstration only.
    Demo,
}

impl TokenKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Reset => "reset",
            Self::Demo => "demo",
        }
    }
}

/// A token that may still be used.
#[derive(Clone, Copy, Debug, PartialEq, Queryable)]
pub struct Token {
    pub id: i64,
    pub person_id: Option<i64>,
}

/// Makes a token and returns its secret, which is stored nowhere.
pub fn add_token(conn: &mut Conn, kind: TokenKind, person_id: Option<i64>, valid: Duration, now: NaiveDateTime) -> Result<String> {
    let secret = secret::new_secret();
    diesel::insert_into(account_tokens::table)
        .values((
            account_tokens::id.eq(new_id()),
            account_tokens::kind.eq(kind.as_str()),
            account_tokens::person_id.eq(person_id),
            account_tokens::secret_hash.eq(secret::hash(&secret)),
            account_tokens::created_at.eq(now),
            account_tokens::expires_at.eq(now + valid),
        ))
        .execute(conn)?;
    Ok(secret)
}

/// The token of a secret, unless it is unknown, used, expired or of another kind.
pub fn open_token(conn: &mut Conn, kind: TokenKind, secret: &str, now: NaiveDateTime) -> Result<Option<Token>> {
    let found = account_tokens::table
        .filter(account_tokens::secret_hash.eq(secret::hash(secret)))
        .filter(account_tokens::kind.eq(kind.as_str()))
        .filter(account_tokens::used_at.is_null())
        .filter(account_tokens::expires_at.gt(now))
        .select((account_tokens::id, account_tokens::person_id));
    Ok(found.first(conn).optional()?)
}

/// Uses a token up; false when somebody was faster.
pub fn use_token(conn: &mut Conn, token: Token, now: NaiveDateTime) -> Result<bool> {
    let unused = account_tokens::table.filter(account_tokens::id.eq(token.id)).filter(account_tokens::used_at.is_null());
    Ok(diesel::update(unused).set(account_tokens::used_at.eq(now)).execute(conn)? == 1)
}

/// Withdraws the open tokens of a kind: all of a person's, or those of nobody (set-up).
pub fn withdraw_tokens(conn: &mut Conn, kind: TokenKind, person_id: Option<i64>, now: NaiveDateTime) -> Result<usize> {
    let open = account_tokens::table.filter(account_tokens::kind.eq(kind.as_str())).filter(account_tokens::used_at.is_null());
    let used = account_tokens::used_at.eq(now);
    let count = match person_id {
        Some(id) => diesel::update(open.filter(account_tokens::person_id.eq(id))).set(used).execute(conn)?,
        None => diesel::update(open.filter(account_tokens::person_id.is_null())).set(used).execute(conn)?,
    };
    Ok(count)
}

/// Forgets tokens that ended before `before`.
pub fn sweep(conn: &mut Conn, before: NaiveDateTime) -> Result<usize> {
    Ok(diesel::delete(account_tokens::table.filter(account_tokens::expires_at.lt(before))).execute(conn)?)
}
