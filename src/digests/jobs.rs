//! The worker's step that sends digests when their time has come.

use chrono::{Duration, NaiveDateTime};

use super::sweep;
use crate::{
    platform::{db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// New members and changed times are noticed within this.
const LOOK_AGAIN: Duration = Duration::minutes(10);

/// Sends digests, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "digests", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let swept = sweep::send_due(db, scope)?;
    if swept.sent + swept.empty > 0 {
        tracing::info!(workspace = scope.workspace_id(), sent = swept.sent, empty = swept.empty, "digests");
    }
    let again = scope.now() + LOOK_AGAIN;
    Ok(swept.next.map_or(again, |next| next.min(again)))
}
