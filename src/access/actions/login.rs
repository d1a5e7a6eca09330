//! Logging in and out.

use chrono::NaiveDateTime;

use crate::{
    accounts::{
        self, Email, NewSession, Person,
        password::{Turn, Verdict},
        throttle::{LOGIN_ACCOUNT, LOGIN_ADDRESS, LOGIN_DEVICE, Limit},
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
    /// The browser's mark, where this account has logged in from it before.
    pub device: Option<String>,
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

/// What the tries of an account are counted under: two spellings of an address are one account.
pub fn account_key(email: &str) -> String {
    Email::parse(email).map_or_else(|_| email.trim().to_lowercase(), |e| e.key().to_owned())
}

/// Checks a password and opens a session; as slow for people who do not exist as for those who do. A right one costs one
/// write, since only wrong ones are counted.
pub fn log_in(db: &Db, attempt: &Attempt, now: NaiveDateTime) -> Result<Outcome> {
    let account = account_key(&attempt.email);
    let counts = counts(attempt, &account);
    let person = db.read(Tenant::Installation, |conn| match waits(conn, &counts, now)? {
        Some(seconds) => Ok(Err(seconds)),
        None => Ok(Ok(find(conn, &attempt.email)?)),
    })?;
    let person = match person {
        Ok(person) => person,
        Err(seconds) => return Ok(Outcome::Wait(seconds)),
    };
    let verdict = {
        let turn = Turn::wait();
        // Of many sent at once, those before this one may have used up what was left.
        if let Some(seconds) = db.read(Tenant::Installation, |conn| waits(conn, &counts, now))? {
            return Ok(Outcome::Wait(seconds));
        }
        let verdict = turn.verify(&attempt.password, person.as_ref().and_then(|p| p.password_hash.as_deref()))?;
        if verdict == Verdict::Wrong {
            db.write(Tenant::Installation, |conn| count(conn, &counts, now))?;
        }
        verdict
    };
    match person {
        Some(person) if verdict != Verdict::Wrong => {
            db.write(Tenant::Installation, |conn| enter(conn, attempt, &counts, &person, &verdict, now)).map(Outcome::In)
        }
        _ => Ok(Outcome::Wrong),
    }
}

/// The buckets a try is counted in.
type Counts = Vec<(&'static Limit, String)>;

fn counts(attempt: &Attempt, account: &str) -> Counts {
    match &attempt.device {
        Some(device) => vec![(&LOGIN_DEVICE, format!("{device}:{account}"))],
        None => vec![(&LOGIN_ADDRESS, attempt.address.clone()), (&LOGIN_ACCOUNT, account.to_owned())],
    }
}

fn waits(conn: &mut Conn, counts: &Counts, now: NaiveDateTime) -> Result<Option<u64>> {
    for (limit, of) in counts {
        if let Some(seconds) = throttles::waits(conn, limit, of, now)? {
            return Ok(Some(seconds));
        }
    }
    Ok(None)
}

fn count(conn: &mut Conn, counts: &Counts, now: NaiveDateTime) -> Result<()> {
    // One that finds the bucket empty was wrong all the same.
    counts.iter().try_for_each(|(limit, of)| throttles::take(conn, limit, of, now).map(|_| ()))
}

fn find(conn: &mut Conn, email: &str) -> Result<Option<Person>> {
    match Email::parse(email) {
        Ok(email) => Ok(accounts::person_by_email(conn, &email)?.filter(Person::is_active)),
        Err(_) => Ok(None),
    }
}

fn enter(conn: &mut Conn, attempt: &Attempt, counts: &Counts, person: &Person, verdict: &Verdict, now: NaiveDateTime) -> Result<String> {
    if let (Verdict::RightRehash(new), Some(old)) = (verdict, &person.password_hash) {
        accounts::replace_hash(conn, person.id, old, new)?;
    }
    // What strangers tried elsewhere stays counted; what came from this address was not all this person.
    for (limit, of) in counts.iter().filter(|(limit, _)| limit.name != LOGIN_ADDRESS.name) {
        throttles::reset(conn, limit, of)?;
    }
    if let Some((session, owner)) = attempt.earlier_session {
        accounts::end_session(conn, session, owner)?;
    }
    accounts::open_session(conn, &NewSession { person_id: person.id, address: &attempt.address, agent: &attempt.agent }, now)
}

/// Ends the session somebody logs out of.
pub fn log_out(conn: &mut Conn, session_id: i64, person_id: i64) -> Result<bool> {
    accounts::end_session(conn, session_id, person_id)
}
