//! A step that visits every workspace: one row of the schedule each, claimed by one worker at a time. Visits may be repeated, so
//! claiming and finishing wait for no disk.

use chrono::{Duration, NaiveDateTime};

use super::store;
use crate::{
    platform::{
        clock::Clock,
        db::{Db, Tenant},
        error::{Error, Result},
        jobs::Step,
        secret,
    },
    tenancy::{self, Scope},
};

/// How often new workspaces are looked for.
const LOOK_FOR_WORKSPACES: Duration = Duration::minutes(5);

/// After a fault.
const PAUSE: Duration = Duration::minutes(2);

/// Does what is due in one workspace, as the program itself, and says when to come again.
pub type Visit = fn(&Db, &Scope) -> Result<NaiveDateTime>;

/// Visits each open workspace when its time has come. A fault in one is noted and does not keep the others from their turn.
pub struct EachWorkspace {
    db: Db,
    clock: Clock,
    kind: &'static str,
    visit: Visit,
    owner: String,
    looked_at: Option<NaiveDateTime>,
}

impl EachWorkspace {
    /// `kind` names the rows of the schedule.
    pub fn new(db: &Db, clock: &Clock, kind: &'static str, visit: Visit) -> Self {
        Self { db: db.clone(), clock: clock.clone(), kind, visit, owner: secret::new_secret(), looked_at: None }
    }

    /// Sees to it that every open workspace has its row.
    fn ensure(&mut self, now: NaiveDateTime) -> Result<()> {
        if self.looked_at.is_some_and(|at| now < at + LOOK_FOR_WORKSPACES && now >= at) {
            return Ok(());
        }
        let scopes = self.db.read(Tenant::All, |conn| tenancy::each_workspace_all_workspaces(conn, now))?;
        self.db.write(Tenant::All, |conn| {
            scopes.iter().try_for_each(|s| store::ensure_all_workspaces(conn, s.workspace_id(), self.kind, "", now))
        })?;
        self.looked_at = Some(now);
        Ok(())
    }

    /// When to come again; nothing for a workspace that is gone.
    fn visit(&self, workspace_id: i64, now: NaiveDateTime) -> Result<Option<NaiveDateTime>> {
        match self.db.read(Tenant::One(workspace_id), |conn| tenancy::system_scope(conn, workspace_id, now)) {
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
            Ok(scope) => (self.visit)(&self.db, &scope).map(Some),
        }
    }
}

impl Step for EachWorkspace {
    fn name(&self) -> &'static str {
        self.kind
    }

    fn run_once(&mut self) -> Result<bool> {
        let now = self.clock.now();
        self.ensure(now)?;
        let claim = self.db.write_relaxed(Tenant::All, |conn| store::claim_due_all_workspaces(conn, &[self.kind], now, &self.owner))?;
        let Some(claim) = claim else { return Ok(false) };
        match self.visit(claim.workspace_id, now) {
            Ok(next) => self.db.write_relaxed(Tenant::All, |conn| store::finish_all_workspaces(conn, &claim, next))?,
            Err(error) => {
                let said = error.to_string();
                self.db.write(Tenant::All, |conn| store::fail_all_workspaces(conn, &claim, &said, now + PAUSE))?;
                return Err(error);
            }
        }
        Ok(true)
    }

    fn stop(&mut self) {
        let released = self.db.write(Tenant::All, |conn| store::release_all_workspaces(conn, &self.owner));
        if let Err(error) = released {
            tracing::warn!(step = self.kind, %error, "work in hand could not be handed back; its lease will end");
        }
    }
}
