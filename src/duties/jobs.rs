//! The worker's step that sees to deadlines the calendar has caught up with and sends the morning's reminders.

use chrono::NaiveDateTime;

use super::{actions::recompute_known, reminders::remind_due};
use crate::{
    platform::{db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// Recomputes and reminds, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "reminders", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let moved = db.write(scope.tenant(), |conn| recompute_known(conn, scope))?;
    if !moved.is_empty() {
        tracing::info!(workspace = scope.workspace_id(), duties = moved.len(), "deadlines by holidays known now");
    }
    let reminded = remind_due(db, scope)?;
    if reminded.people > 0 {
        tracing::info!(workspace = scope.workspace_id(), people = reminded.people, duties = reminded.duties, "reminders");
    }
    Ok(reminded.next)
}
