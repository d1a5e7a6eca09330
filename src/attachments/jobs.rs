//! The worker's step that throws away contents nobody has any more.

use chrono::{Duration, NaiveDateTime};

use super::store;
use crate::{
    platform::{
        blob::HALF_DONE,
        db::Tenant,
        error::{Error, Result},
        jobs::Step,
        secret,
    },
    schedule,
    site::Site,
    tenancy::{self, Scope},
};

const KIND: &str = "attachments-collect";
const EVERY: Duration = Duration::hours(1);
/// After the last attachment of a content was removed, or it came in and was never attached. Longer than a mail that names it is tried.
const GRACE: Duration = Duration::days(7);
/// Contents of one workspace thrown away in one go.
const AT_ONCE: i64 = 500;

/// Collects once an hour, in whichever worker comes first.
pub struct Collect {
    site: Site,
    owner: String,
    /// Until then nothing is asked of the database.
    next: Option<NaiveDateTime>,
}

impl Collect {
    pub fn new(site: &Site) -> Self {
        Self { site: site.clone(), owner: secret::new_secret(), next: None }
    }

    /// How many contents went.
    fn collect(&self, now: NaiveDateTime) -> Result<usize> {
        let mut gone = 0;
        for scope in self.site.db.read(Tenant::All, |conn| tenancy::each_workspace_all_workspaces(conn, now))? {
            gone += collect_in(&self.site, &scope)?;
        }
        let half = self.site.blobs.clear_incoming(HALF_DONE)?;
        if gone + half > 0 {
            tracing::info!(contents = gone, half_done = half, "contents that nobody has any more were thrown away");
        }
        Ok(gone)
    }
}

/// Throws away what no attachment of the workspace has had for a week. Marked first, so that whoever uploads the same content meanwhile
/// waits; forgotten only once it is gone, so that what is cut short is done again.
fn collect_in(site: &Site, scope: &Scope) -> Result<usize> {
    let (db, tenant, before) = (&site.db, scope.tenant(), scope.now() - GRACE);
    let mut gone = 0;
    for sha256 in db.read(tenant, |conn| store::orphans(conn, scope, before, AT_ONCE))? {
        if !db.write(tenant, |conn| store::doom(conn, scope, &sha256, before))? {
            continue;
        }
        site.blobs.delete(scope.workspace_id(), &sha256)?;
        db.write(tenant, |conn| store::forget(conn, scope, &sha256))?;
        gone += 1;
    }
    Ok(gone)
}

impl Step for Collect {
    fn name(&self) -> &'static str {
        KIND
    }

    fn run_once(&mut self) -> Result<bool> {
        let now = self.site.clock.now();
        if self.next.is_some_and(|next| now < next && next <= now + EVERY) {
            return Ok(false);
        }
        let db = &self.site.db;
        let claim = db.write(Tenant::All, |conn| {
            schedule::ensure_all_workspaces(conn, 0, KIND, "", now)?;
            schedule::claim_due_all_workspaces(conn, &[KIND], now, &self.owner)
        })?;
        let Some(claim) = claim else {
            self.next = Some(now + EVERY);
            return Ok(false);
        };
        let outcome = self.collect(now);
        let said = outcome.as_ref().err().map(Error::to_string);
        db.write(Tenant::All, |conn| match &said {
            None => schedule::finish_all_workspaces(conn, &claim, Some(now + EVERY)),
            Some(error) => schedule::fail_all_workspaces(conn, &claim, error, now + EVERY),
        })?;
        self.next = Some(now + EVERY);
        Ok(outcome? > 0)
    }
}
