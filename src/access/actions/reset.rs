//! A forgotten password: a link by mail, good once and for an hour.

use chrono::{Duration, NaiveDateTime};

use super::{account_key, check_new_password, tell_password_changed};
use crate::{
    access::{
        INSTALLATION,
        mail::{Draft, greeting},
    },
    accounts::{
        self, Email, Person, Token, TokenKind, password,
        throttle::{LOGIN_ACCOUNT, RESET_ACCOUNT, RESET_ADDRESS, RESET_PLACE},
        throttles,
    },
    outbox::{self, Letter, Promise},
    platform::{
        db::{Conn, Db, Tenant},
        error::{Error, Result},
        i18n::{Lang, t},
    },
};

/// How long the link is good.
const VALID: Duration = Duration::hours(1);

/// What became of a request for a link. Known and unknown addresses end alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked {
    Done,
    /// Too many requests; again in so many seconds.
    Wait(u64),
}

/// A wish for a link, and where it comes from.
#[derive(Clone, Debug)]
pub struct Forgotten {
    /// As typed.
    pub email: String,
    /// The client's address.
    pub address: String,
    /// The browser's mark, where this account has logged in from it before.
    pub device: Option<String>,
    /// For whoever has not chosen a language.
    pub lang: Lang,
}

/// Sends a link to the address if it has an account; says the same if not. Only the newest link is good. Errors by field: `email`.
pub fn ask_reset(db: &Db, wish: &Forgotten, now: NaiveDateTime) -> Result<Asked> {
    let email = Email::parse(&wish.email)?;
    db.write(INSTALLATION, |conn| {
        if let Some(seconds) = count(conn, wish, email.key(), now)? {
            return Ok(Asked::Wait(seconds));
        }
        if let Some(person) = accounts::person_by_email(conn, &email)?.filter(Person::is_active) {
            send_link(conn, &person, person.lang().unwrap_or(wish.lang), now)?;
        }
        Ok(Asked::Done)
    })
}

/// Seconds to wait, when too much was asked for. What strangers ask for elsewhere does not keep a known browser waiting.
fn count(conn: &mut Conn, wish: &Forgotten, account: &str, now: NaiveDateTime) -> Result<Option<u64>> {
    let counts = match &wish.device {
        Some(device) => vec![(&RESET_PLACE, format!("{device}:{account}"))],
        None => vec![
            (&RESET_ADDRESS, wish.address.clone()),
            (&RESET_PLACE, format!("{}:{account}", wish.address)),
            (&RESET_ACCOUNT, account.to_owned()),
        ],
    };
    for (limit, of) in &counts {
        if let Some(seconds) = throttles::take(conn, limit, of, now)? {
            return Ok(Some(seconds));
        }
    }
    Ok(None)
}

fn send_link(conn: &mut Conn, person: &Person, lang: Lang, now: NaiveDateTime) -> Result<()> {
    accounts::withdraw_tokens(conn, TokenKind::Reset, Some(person.id), now)?;
    let id = accounts::promise_token(conn, TokenKind::Reset, person.id, VALID, now)?;
    let draft = Draft::new(lang, t(lang, "mail-password-reset-title").into_owned())
        .paragraph(greeting(lang, &person.name))
        .paragraph(t(lang, "mail-password-reset-text"))
        .opening("/password/reset/", Promise::Token { id }, t(lang, "mail-password-reset-button"))
        .foot(t(lang, "mail-password-reset-foot"));
    let letter = Letter {
        person_id: Some(person.id),
        address: &person.email,
        recipient: &person.name,
        cause: &format!("password-reset:{}:{id}", person.id),
        template: "password-reset",
        lang,
        payload: draft.payload()?,
    };
    outbox::enqueue_for_installation(conn, now, &letter)?;
    Ok(())
}

/// Whose password a link sets; `NotFound` when it was used, has expired or never was.
pub fn reset_opens(conn: &mut Conn, secret: &str, now: NaiveDateTime) -> Result<(Token, Person)> {
    let token = accounts::open_token(conn, TokenKind::Reset, secret, now)?.ok_or(Error::NotFound)?;
    let person = accounts::person_by_id(conn, token.person_id.ok_or(Error::NotFound)?)?;
    if person.is_active() { Ok((token, person)) } else { Err(Error::NotFound) }
}

/// Sets the password, uses the link up, ends every session and tells by mail; returns the account's address. Errors by field:
/// `password`, `again`.
pub fn reset_password(db: &Db, secret: &str, new: &str, again: &str, address: &str, now: NaiveDateTime) -> Result<String> {
    let (token, person) = db.read(Tenant::Installation, |conn| reset_opens(conn, secret, now))?;
    check_new_password(new, again, &[&person.name, &person.email])?;
    let hash = password::hash(new)?;
    db.write(INSTALLATION, |conn| {
        if !accounts::use_token(conn, token, now)? {
            return Err(Error::NotFound);
        }
        accounts::set_hash(conn, person.id, &hash)?;
        accounts::end_other_sessions(conn, person.id, None)?;
        accounts::withdraw_tokens(conn, TokenKind::Reset, Some(person.id), now)?;
        throttles::reset(conn, &LOGIN_ACCOUNT, &account_key(&person.email))?;
        tell_password_changed(conn, &person, address, now)
    })?;
    Ok(person.email)
}
