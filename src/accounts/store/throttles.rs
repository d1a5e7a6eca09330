//! Rows of token buckets. A key is hashed, so that the table tells nobody who was tried.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    accounts::throttle::Limit,
    each_backend,
    platform::{db::Conn, error::Result, secret},
    schema::throttles,
};

/// Lost races before the try is refused: so many at once are a flood.
const RACES: usize = 8;

fn key(limit: &Limit, of: &str) -> String {
    secret::hash(&format!("{}:{of}", limit.name))
}

/// Seconds to wait where there is no token; takes none.
pub fn waits(conn: &mut Conn, limit: &Limit, of: &str, now: NaiveDateTime) -> Result<Option<u64>> {
    let row = throttles::table.filter(throttles::key_hash.eq(key(limit, of))).select((throttles::tokens, throttles::updated_at));
    let Some((tokens, then)) = row.first::<(f64, NaiveDateTime)>(conn).optional()? else { return Ok(None) };
    let level = limit.level(tokens, then, now);
    Ok((level < 1.0).then(|| limit.wait(level).max(1)))
}

/// Takes a token; `Some(seconds)` to wait when there is none. Keep the transaction: a refusal is counted by not being one.
pub fn take(conn: &mut Conn, limit: &Limit, of: &str, now: NaiveDateTime) -> Result<Option<u64>> {
    let key = key(limit, of);
    let fresh = (throttles::key_hash.eq(&key), throttles::tokens.eq(limit.burst), throttles::updated_at.eq(now));
    each_backend!(conn, c => diesel::insert_into(throttles::table).values(fresh).on_conflict_do_nothing().execute(c))?;
    for _ in 0..RACES {
        let row = throttles::table.filter(throttles::key_hash.eq(&key)).select((throttles::tokens, throttles::updated_at));
        let Some((tokens, then)) = row.first::<(f64, NaiveDateTime)>(conn).optional()? else { return Ok(None) };
        let level = limit.level(tokens, then, now);
        if level < 1.0 {
            return Ok(Some(limit.wait(level).max(1)));
        }
        let unchanged = throttles::table
            .filter(throttles::key_hash.eq(&key))
            .filter(throttles::tokens.eq(tokens))
            .filter(throttles::updated_at.eq(then));
        let set = (throttles::tokens.eq(level - 1.0), throttles::updated_at.eq(now.max(then)));
        if diesel::update(unchanged).set(set).execute(conn)? == 1 {
            return Ok(None);
        }
    }
    Ok(Some(1))
}

/// Forgets what was counted.
pub fn reset(conn: &mut Conn, limit: &Limit, of: &str) -> Result<()> {
    diesel::delete(throttles::table.filter(throttles::key_hash.eq(key(limit, of)))).execute(conn)?;
    Ok(())
}

/// Forgets buckets that have been full again since before `before`.
pub fn sweep(conn: &mut Conn, before: NaiveDateTime) -> Result<usize> {
    Ok(diesel::delete(throttles::table.filter(throttles::updated_at.lt(before))).execute(conn)?)
}
