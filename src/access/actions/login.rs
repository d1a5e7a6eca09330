//! Logging in and out.

use chrono::NaiveDateTime;

use crate::{
    accounts::{
        self, Email, NewSession, Person,
        password::{self, Verdict},
        throttle::{LOGIN_ACCOUNT, LOGIN_ADDRESS},
        throttles,
    },
    platform::{
        db::{Conn, Db, Tenant},
        error::Result,
    },
};

/// A try to log in.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// As typed.
    pub email: String,
    pub password: String,
    /// The client's address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    /// A session this browser had; it ends, so that no identifier outlives a log-in.
    pub earlier_session: Option<(i64, i64)>,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The new session's cookie.
    In(String),
    /// Unknown, without a password, disabled or wrong: nobody is told which.
    Wrong,
    /// Too many tries; again in so many seconds.
    Wait(u64),
}

/// Checks a password and opens a session; as slow for people who do not exist as for those who do.
pub fn log_in(db: &Db, attempt: &Attempt, now: NaiveDateTime) -> Result<Outcome> {
    let email = Email::parse(&attempt.email).ok();
    let account = email.as_ref().map_or_else(|| attempt.email.trim().to_lowercase(), |e| e.key().to_owned());
    if let Some(seconds) = db.write(Tenant::Installation, |conn| count_try(conn, &account, &attempt.address, now))? {
        return Ok(Outcome::Wait(seconds));
    }
    let person = match &email {
        Some(email) => db.read(Tenant::Installation, |conn| accounts::person_by_email(conn, email))?,
        None => None,
    };
    let person = person.filter(Person::is_active);
    let verdict = password::verify(&attempt.password, person.as_ref().and_then(|p| p.password_hash.as_deref()))?;
    let (Some(person), false) = (person, verdict == Verdict::Wrong) else { return Ok(Outcome::Wrong) };
    db.write(Tenant::Installation, |conn| {
        if let (Verdict::RightRehash(new), Some(old)) = (&verdict, &person.password_hash) {
            accounts::replace_hash(conn, person.id, old, new)?;
        }
        throttles::reset(conn, &LOGIN_ACCOUNT, &account)?;
        throttles::give_back(conn, &LOGIN_ADDRESS, &attempt.address)?;
        if let Some((session, owner)) = attempt.earlier_session {
            accounts::end_session(conn, session, owner)?;
        }
        let new = NewSession { person_id: person.id, address: &attempt.address, agent: &attempt.agent };
        Ok(Outcome::In(accounts::open_session(conn, &new, now)?))
    })
}

fn count_try(conn: &mut Conn, account: &str, address: &str, now: NaiveDateTime) -> Result<Option<u64>> {
    if let Some(seconds) = throttles::take(conn, &LOGIN_ADDRESS, address, now)? {
        return Ok(Some(seconds));
    }
    throttles::take(conn, &LOGIN_ACCOUNT, account, now)
}

/// Ends the session somebody logs out of.
pub fn log_out(conn: &mut Conn, session_id: i64, person_id: i64) -> Result<bool> {
    accounts::end_session(conn, session_id, person_id)
}
