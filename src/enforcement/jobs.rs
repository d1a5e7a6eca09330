//! The worker's step that asks the ladder about cases whose deadlines passed, and comes again the next morning.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::ladder;
use crate::{
    platform::{clock::to_utc, db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// A changed calendar or hour is noticed within this.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// Cases, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "enforcement", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let proposed = db.write(scope.tenant(), |conn| ladder::evaluate_overdue(conn, scope))?;
    if proposed > 0 {
        tracing::info!(workspace = scope.workspace_id(), proposed, "enforcement");
    }
    // Deadlines pass at midnight.
    let tomorrow = (scope.today() + Duration::days(1)).and_time(NaiveTime::MIN);
    Ok(to_utc(tomorrow, scope.zone()).min(scope.now() + LOOK_AGAIN))
}
