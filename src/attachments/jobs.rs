//! The worker's steps that throw away contents nobody has any more, and contents nobody ever had.

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

/// After the last attachment of a content was removed, or it came in and was never attached. Longer than a mail that names it is tried.
const GRACE: Duration = Duration::days(7);
/// Contents of one workspace thrown away in one go.
const AT_ONCE: i64 = 500;
/// Contents of the store looked up at once.
const LOOKED_UP: usize = 200;

/// What is done, how often, under what name.
struct Work {
    kind: &'static str,
    every: Duration,
    /// Returns how many contents went.
    run: fn(&Site, NaiveDateTime) -> Result<usize>,
}

/// Throws away what no attachment has had for a week.
const UNUSED: Work = Work { kind: "attachments-collect", every: Duration::hours(1), run: unused };
/// Looks through the store itself, which takes longer, for what no row names.
const STRAY: Work = Work { kind: "attachments-stray", every: Duration::days(1), run: stray };

/// Collects in whichever worker comes first.
pub struct Collect {
    site: Site,
    work: Work,
    owner: String,
    /// Until then nothing is asked of the database.
    next: Option<NaiveDateTime>,
}

impl Collect {
    /// Contents that nothing has any more, every hour.
    pub fn unused(site: &Site) -> Self {
        Self::new(site, UNUSED)
    }

    /// Contents that nothing ever had, every day.
    pub fn stray(site: &Site) -> Self {
        Self::new(site, STRAY)
    }

    fn new(site: &Site, work: Work) -> Self {
        Self { site: site.clone(), work, owner: secret::new_secret(), next: None }
    }
}

fn each_workspace(site: &Site, now: NaiveDateTime, collect: impl Fn(&Scope) -> Result<usize>) -> Result<usize> {
    let scopes = site.db.read(Tenant::All, |conn| tenancy::each_workspace_all_workspaces(conn, now))?;
    scopes.iter().map(collect).sum()
}

fn unused(site: &Site, now: NaiveDateTime) -> Result<usize> {
    let gone = each_workspace(site, now, |scope| collect_in(site, scope))?;
    let half = site.blobs.clear_incoming(HALF_DONE)?;
    if gone + half > 0 {
        tracing::info!(contents = gone, half_done = half, "contents that nobody has any more were thrown away");
    }
    Ok(gone)
}

fn stray(site: &Site, now: NaiveDateTime) -> Result<usize> {
    let gone = each_workspace(site, now, |scope| stray_in(site, scope))?;
    if gone > 0 {
        tracing::info!(contents = gone, "contents that no row named were thrown away");
    }
    Ok(gone)
}

/// Finds what lies in the store without a row, because the change that put it there was undone: once it is older than the grace period
/// it is given a row like any other that nobody uses, and goes the same way, which has an upload of the same content wait.
fn stray_in(site: &Site, scope: &Scope) -> Result<usize> {
    let (db, tenant, before) = (&site.db, scope.tenant(), scope.now() - GRACE);
    let old = GRACE.to_std().map_err(Error::internal)?;
    let mut found = 0;
    site.blobs.each_older(scope.workspace_id(), old, LOOKED_UP, |contents| {
        let known = db.read(tenant, |conn| store::known(conn, scope, contents.iter().map(|(sha256, _)| sha256.clone()).collect()))?;
        let strays: Vec<&(String, u64)> = contents.iter().filter(|(sha256, _)| !known.contains(sha256)).collect();
        if strays.is_empty() {
            return Ok(());
        }
        found += strays.len();
        db.write(tenant, |conn| {
            strays.iter().try_for_each(|(sha256, size)| {
                let size = i64::try_from(*size).map_err(Error::internal)?;
                store::adopt(conn, scope, sha256, size, before - Duration::seconds(1))
            })
        })
    })?;
    if found > 0 { collect_in(site, scope) } else { Ok(0) }
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
        self.work.kind
    }

    fn run_once(&mut self) -> Result<bool> {
        let now = self.site.clock.now();
        if self.next.is_some_and(|next| now < next && next <= now + self.work.every) {
            return Ok(false);
        }
        let db = &self.site.db;
        let claim = db.write(Tenant::All, |conn| {
            schedule::ensure_all_workspaces(conn, 0, self.work.kind, "", now)?;
            schedule::claim_due_all_workspaces(conn, &[self.work.kind], now, &self.owner)
        })?;
        let Some(claim) = claim else {
            self.next = Some(now + self.work.every);
            return Ok(false);
        };
        let outcome = (self.work.run)(&self.site, now);
        let said = outcome.as_ref().err().map(Error::to_string);
        db.write(Tenant::All, |conn| match &said {
            None => schedule::finish_all_workspaces(conn, &claim, Some(now + self.work.every)),
            Some(error) => schedule::fail_all_workspaces(conn, &claim, error, now + self.work.every),
        })?;
        self.next = Some(now + self.work.every);
        Ok(outcome? > 0)
    }
}
