//! What was worked out of a workspace, kept until anything happens in it.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{LazyLock, Mutex, PoisonError},
};

use chrono::{NaiveDateTime, TimeDelta};

use super::store::last;
use crate::{
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

/// Two who write at once on PostgreSQL may commit in another order than their entries have; so nothing is kept for long.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(30);

/// Results by workspace and `K`, which says everything else they depend on: the day, whom they are for. Every change writes its entry
/// into the timeline in its own transaction, so a result is right as long as the workspace's last entry is the same.
pub struct Kept<K, V> {
    most: usize,
    found: LazyLock<Mutex<Found<K, V>>>,
}

type Found<K, V> = HashMap<(i64, K), Entry<V>>;

/// A result, and the workspace's last entry when it was worked out.
struct Entry<V> {
    last: Option<i64>,
    at: NaiveDateTime,
    value: V,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Keeps no more than `most` results.
    pub const fn new(most: usize) -> Self {
        Self { most, found: LazyLock::new(Mutex::default) }
    }

    /// The result for `key`, worked out when it is not kept or something has happened since.
    pub fn get(&self, conn: &mut Conn, scope: &Scope, key: K, work: impl FnOnce(&mut Conn) -> Result<V>) -> Result<V> {
        // Asked first: what happens while it is worked out is then no part of what it stands for.
        let (last, now) = (last(conn, scope)?, scope.now());
        let key = (scope.workspace_id(), key);
        let is_good = |kept: &&Entry<V>| kept.last == last && kept.at <= now && now - kept.at < KEPT_FOR;
        let kept = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(&key).filter(is_good).map(|kept| kept.value.clone());
        if let Some(value) = kept {
            return Ok(value);
        }
        let value = work(conn)?;
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= self.most {
            found.clear();
        }
        found.insert(key, Entry { last, at: now, value: value.clone() });
        Ok(value)
    }
}
