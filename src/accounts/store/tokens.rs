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
    insert(conn, kind.as_str(), person_id, now + valid, now).map(|(_, secret)| secret)
}

fn insert(conn: &mut Conn, kind: &str, person_id: Option<i64>, expires_at: NaiveDateTime, now: NaiveDateTime) -> Result<(i64, String)> {
    let (id, secret) = (new_id(), secret::new_secret());
    diesel::insert_into(account_tokens::table)
        .values((
            account_tokens::id.eq(id),
            account_tokens::kind.eq(kind),
            account_tokens::person_id.eq(person_id),
            account_tokens::secret_hash.eq(secret::hash(&secret)),
            account_tokens::created_at.eq(now),
            account_tokens::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok((id, secret))
}

/// Promises a token that nobody has the secret of yet; [`mint`] makes it. Returns the promise's id.
pub fn promise_token(conn: &mut Conn, kind: TokenKind, person_id: i64, valid: Duration, now: NaiveDateTime) -> Result<i64> {
    insert(conn, kind.as_str(), Some(person_id), now + valid, now).map(|(id, _)| id)
}

/// Whether a promise still holds: its term has not passed, and nobody has used or withdrawn it.
pub fn promise_holds(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<bool> {
    Ok(promised(conn, id, now)?.is_some())
}

/// The secret of a token promised before, good as long as the promise; none when that is over.
pub fn mint(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<Option<String>> {
    let Some((kind, person_id, expires_at)) = promised(conn, id, now)? else { return Ok(None) };
    insert(conn, &kind, person_id, expires_at, now).map(|(_, secret)| Some(secret))
}

fn promised(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<Option<(String, Option<i64>, NaiveDateTime)>> {
    let open = account_tokens::table
        .filter(account_tokens::id.eq(id))
        .filter(account_tokens::used_at.is_null())
        .filter(account_tokens::expires_at.gt(now))
        .select((account_tokens::kind, account_tokens::person_id, account_tokens::expires_at));
    Ok(open.first(conn).optional()?)
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
