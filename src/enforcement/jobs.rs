//! The worker's step that asks the ladder about cases whose deadlines passed and tells of silence, and comes again the next morning.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::{campaign, hand_over, ladder, measure, terms};
use crate::{
    platform::{
        clock::to_utc,
        db::{Conn, Db},
        error::Result,
    },
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
    let moved = db.write(scope.tenant(), |conn| terms::follow_known(conn, scope))?;
    if moved > 0 {
        tracing::info!(workspace = scope.workspace_id(), moved, "deadlines of cases by holidays known now");
    }
    let (proposed, silent) = look(db, scope)?;
    if proposed + silent > 0 {
        tracing::info!(workspace = scope.workspace_id(), proposed, silent, "enforcement");
    }
    // Deadlines pass at midnight.
    let tomorrow = (scope.today() + Duration::days(1)).and_time(NaiveTime::MIN);
    Ok(to_utc(tomorrow, scope.zone()).min(scope.now() + LOOK_AGAIN))
}

/// Asks the ladder about deadlines that passed, some cases at a time, and tells of silence; how many of each there were.
pub fn look(db: &Db, scope: &Scope) -> Result<(usize, usize)> {
    let (mut proposed, mut after) = (0, Some(0));
    while let Some(from) = after {
        let (some, next) = db.write(scope.tenant(), |conn| ladder::evaluate_overdue(conn, scope, from))?;
        proposed += some;
        after = next;
    }
    let mut after = Some(0);
    while let Some(from) = after {
        after = db.write(scope.tenant(), |conn| measure::catch_up(conn, scope, from))?;
    }
    let remind = |conn: &mut Conn| Ok(hand_over::actions::remind_silent(conn, scope)? + campaign::remind_silent(conn, scope)?);
    Ok((proposed, db.write(scope.tenant(), remind)?))
}
