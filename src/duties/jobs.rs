//! The worker's step that sends the morning's reminders.

use chrono::NaiveDateTime;

use super::reminders::remind_due;
use crate::{
    platform::{db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// Reminds, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "reminders", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let reminded = remind_due(db, scope)?;
    if reminded.people > 0 {
        tracing::info!(workspace = scope.workspace_id(), people = reminded.people, duties = reminded.duties, "reminders");
    }
    Ok(reminded.next)
}
