//! Set-up: an installation without an operator prints a link that makes one.

use chrono::{Duration, NaiveDateTime};

use super::{check_new_password, collect};
use crate::{
    accounts::{self, Email, NewSession, TokenKind, clean_name, password},
    platform::{
        db::{Conn, Db, Tenant},
        error::{Error, FieldErrors, Result},
    },
};

/// How long the link is good.
const VALID: Duration = Duration::hours(24);

/// A new secret for `/setup/{secret}` while there is no operator; earlier ones stop working.
pub fn new_setup_secret(conn: &mut Conn, now: NaiveDateTime) -> Result<Option<String>> {
    if accounts::has_operator(conn)? {
        return Ok(None);
    }
    accounts::withdraw_tokens(conn, TokenKind::Setup, None, now)?;
    accounts::add_token(conn, TokenKind::Setup, None, VALID, now).map(Some)
}

/// Whether a set-up link still works; `NotFound` when not.
pub fn setup_opens(conn: &mut Conn, secret: &str, now: NaiveDateTime) -> Result<accounts::Token> {
    let token = accounts::open_token(conn, TokenKind::Setup, secret, now)?.ok_or(Error::NotFound)?;
    if accounts::has_operator(conn)? { Err(Error::NotFound) } else { Ok(token) }
}

/// Who is to run the installation.
#[derive(Clone, Debug)]
pub struct NewOperator {
    pub name: String,
    pub email: String,
    pub password: String,
    pub again: String,
    /// Where the browser comes from, for its first session.
    pub address: String,
    pub agent: String,
}

/// Makes the operator, uses the link up and logs them in; returns the session's cookie. Errors by field.
pub fn make_operator(db: &Db, secret: &str, new: &NewOperator, now: NaiveDateTime) -> Result<String> {
    let token = db.read(Tenant::Installation, |conn| setup_opens(conn, secret, now))?;
    let mut errors = FieldErrors::default();
    let name = collect(&mut errors, clean_name("name", &new.name))?.unwrap_or_default();
    let email = collect(&mut errors, Email::parse(&new.email))?;
    collect(&mut errors, check_new_password(&new.password, &new.again, &[&new.name, &new.email]))?;
    let Some(email) = email else { return Err(Error::Invalid(errors)) };
    errors.finish(())?;
    let hash = password::hash(&new.password)?;
    db.write(Tenant::Installation, |conn| {
        if !accounts::use_token(conn, token, now)? {
            return Err(Error::NotFound);
        }
        let person_id = accounts::add_person(conn, &email, &name, Some(&hash), true, now)?;
        accounts::open_session(conn, &NewSession { person_id, address: &new.address, agent: &new.agent }, now)
    })
}
