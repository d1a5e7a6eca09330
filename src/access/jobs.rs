//! Forgetting what is over: ended sessions, old links, full token buckets.

use chrono::{Duration, NaiveDateTime};

use super::INSTALLATION;
use crate::{
    accounts,
    platform::{clock::Clock, db::Db, error::Result, jobs::Step, secret},
    schedule,
    site::Site,
};

const KIND: &str = "accounts-sweep";
const EVERY: Duration = Duration::hours(1);

/// Sweeps once an hour, in whichever worker comes first.
pub struct Sweep {
    db: Db,
    clock: Clock,
    owner: String,
    /// Until then nothing is asked of the database.
    next: Option<NaiveDateTime>,
}

impl Sweep {
    pub fn new(site: &Site) -> Self {
        Self { db: site.db.clone(), clock: site.clock.clone(), owner: secret::new_secret(), next: None }
    }
}

impl Step for Sweep {
    fn name(&self) -> &'static str {
        KIND
    }

    fn run_once(&mut self) -> Result<bool> {
        let now = self.clock.now();
        if self.next.is_some_and(|next| now < next && next <= now + EVERY) {
            return Ok(false);
        }
        let gone = self.db.write(INSTALLATION, |conn| {
            schedule::ensure_all_workspaces(conn, 0, KIND, "", now)?;
            let Some(claim) = schedule::claim_due_all_workspaces(conn, &[KIND], now, &self.owner)? else { return Ok(0) };
            let gone = accounts::sweep(conn, now)?;
            schedule::finish_all_workspaces(conn, &claim, Some(now + EVERY))?;
            Ok(gone)
        })?;
        self.next = Some(now + EVERY);
        Ok(gone > 0)
    }
}
