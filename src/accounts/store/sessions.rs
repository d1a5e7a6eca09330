//! Sessions as rows: `id.secret` in the cookie, the secret's hash in the table; listed and revocable.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use crate::accounts::Person;
use crate::{
    platform::{db::Conn, error::Result, id::new_id, secret},
    schema::{people, sessions},
};

/// A session ends after so long without use, and after [`LIFETIME`] in any case.
const IDLE: Duration = Duration::hours(12);
const LIFETIME: Duration = Duration::days(14);
/// `seen_at` is written at most this often, so that reading pages does not write.
const TOUCH_EVERY: Duration = Duration::minutes(5);

/// A session with its person.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: i64,
    pub csrf: String,
    pub person: Person,
    /// Whether `seen_at` should be written anew.
    pub is_stale: bool,
}

/// Where a session comes from; shown to its owner.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    pub person_id: i64,
    pub address: &'a str,
    pub agent: &'a str,
}

/// Opens a session; returns the cookie's value.
pub fn open_session(conn: &mut Conn, new: &NewSession<'_>, now: NaiveDateTime) -> Result<String> {
    let (id, secret) = (new_id(), secret::new_secret());
    let agent: String = new.agent.chars().take(200).collect();
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::secret_hash.eq(secret::hash(&secret)),
            sessions::csrf.eq(secret::new_secret()),
            sessions::person_id.eq(new.person_id),
            sessions::address.eq(new.address),
            sessions::agent.eq(agent),
            sessions::created_at.eq(now),
            sessions::seen_at.eq(now),
            sessions::expires_at.eq(now + LIFETIME),
        ))
        .execute(conn)?;
    Ok(format!("{id}.{secret}"))
}

/// The session a cookie stands for: known, not expired, not idle too long, its person active.
pub fn session_by_cookie(conn: &mut Conn, cookie: &str, now: NaiveDateTime) -> Result<Option<Session>> {
    let Some((id, given)) = cookie.split_once('.') else { return Ok(None) };
    let Ok(id) = id.parse::<i64>() else { return Ok(None) };
    let found: Option<(String, String, NaiveDateTime, Person)> = sessions::table
        .inner_join(people::table)
        .filter(sessions::id.eq(id))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE))
        .select((sessions::secret_hash, sessions::csrf, sessions::seen_at, Person::as_select()))
        .first(conn)
        .optional()?;
    let Some((stored, csrf, seen_at, person)) = found else { return Ok(None) };
    if !secret::equal(&stored, &secret::hash(given)) || !person.is_active() {
        return Ok(None);
    }
    Ok(Some(Session { id, csrf, person, is_stale: now - seen_at > TOUCH_EVERY }))
}

/// Notes that a session was used.
pub fn touch_session(conn: &mut Conn, id: i64, now: NaiveDateTime) -> Result<()> {
    diesel::update(sessions::table.filter(sessions::id.eq(id))).set(sessions::seen_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends one session of a person; false when there was none of theirs.
pub fn end_session(conn: &mut Conn, id: i64, person_id: i64) -> Result<bool> {
    let gone = diesel::delete(sessions::table.filter(sessions::id.eq(id)).filter(sessions::person_id.eq(person_id))).execute(conn)?;
    Ok(gone == 1)
}

/// Ends a person's sessions but the one to `keep`; returns how many.
pub fn end_other_sessions(conn: &mut Conn, person_id: i64, keep: Option<i64>) -> Result<usize> {
    let others = sessions::table.filter(sessions::person_id.eq(person_id)).filter(sessions::id.ne(keep.unwrap_or(0)));
    Ok(diesel::delete(others).execute(conn)?)
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug, Queryable)]
pub struct OwnSession {
    pub id: i64,
    pub address: String,
    pub agent: String,
    pub created_at: NaiveDateTime,
    pub seen_at: NaiveDateTime,
}

/// The sessions of a person that are still good, the one used last first.
pub fn sessions_of(conn: &mut Conn, person_id: i64, now: NaiveDateTime) -> Result<Vec<OwnSession>> {
    let rows = sessions::table
        .filter(sessions::person_id.eq(person_id))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::seen_at.gt(now - IDLE))
        .order((sessions::seen_at.desc(), sessions::id.desc()))
        .select((sessions::id, sessions::address, sessions::agent, sessions::created_at, sessions::seen_at))
        .load(conn)?;
    Ok(rows)
}

/// Forgets sessions that ended by themselves.
pub fn sweep_sessions(conn: &mut Conn, now: NaiveDateTime) -> Result<usize> {
    let over = sessions::table.filter(sessions::expires_at.le(now).or(sessions::seen_at.le(now - IDLE)));
    Ok(diesel::delete(over).execute(conn)?)
}
