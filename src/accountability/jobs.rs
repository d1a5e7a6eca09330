//! The worker's step that raises matters by the rules, once a morning.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::triggers;
use crate::{
    platform::{clock::to_utc, db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// New rules and new facts are noticed within this.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// Sweeps, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "accountability", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let today = morning(scope, scope.today());
    if today > scope.now() {
        return Ok(today.min(scope.now() + LOOK_AGAIN));
    }
    let swept = triggers::sweep(db, scope)?;
    if swept.raised > 0 {
        tracing::info!(workspace = scope.workspace_id(), raised = swept.raised, "matters proposed");
    }
    Ok(scope.now() + LOOK_AGAIN)
}

/// The hour of the workspace's reminders on a day.
fn morning(scope: &Scope, day: NaiveDate) -> NaiveDateTime {
    let hour = NaiveTime::from_hms_opt(scope.settings().reminder_hour.min(23), 0, 0).unwrap_or_default();
    to_utc(day.and_time(hour), scope.zone())
}
