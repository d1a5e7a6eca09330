//! The worker's step that carries series on, calls for items on the day, reminds of opinions, and comes again the next morning.
//! The worker's step that carries series on, calls for items on the day, writes down who was silent about minutes, and comes again the
//! next morning.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::actions;
use crate::{
    platform::{clock::to_utc, db::Db, error::Result},
    schedule::EachWorkspace,
    site::Site,
    tenancy::Scope,
};

/// A changed calendar or hour is noticed within this.
const LOOK_AGAIN: Duration = Duration::hours(1);

/// Series and calls, workspace by workspace.
pub fn step(site: &Site) -> EachWorkspace {
    EachWorkspace::new(&site.db, &site.clock, "meetings", visit)
}

fn visit(db: &Db, scope: &Scope) -> Result<NaiveDateTime> {
    let (planned, called, reminded) = db.write(scope.tenant(), |conn| {
        let planned = actions::plan_all(conn, scope)?;
        if morning(scope, scope.today()) > scope.now() {
            return Ok((planned, 0, 0));
        }
        Ok((planned, actions::call_due(conn, scope)?, actions::remind_of_opinions(conn, scope)?))
    })?;
    if planned + called + reminded > 0 {
        tracing::info!(workspace = scope.workspace_id(), planned, called, reminded, "meetings");
    let (planned, called, silent, reminded) = db.write(scope.tenant(), |conn| {
        let planned = actions::plan_all(conn, scope)?;
        let called = if morning(scope, scope.today()) <= scope.now() { actions::call_due(conn, scope)? } else { 0 };
        // Silence is recorded as soon as the day is over, reminders go out in the morning.
        let silent = actions::record_silence(conn, scope)?;
        let reminded = if morning(scope, scope.today()) <= scope.now() { actions::remind_countersigners(conn, scope)? } else { 0 };
        Ok((planned, called, silent, reminded))
    })?;
    if planned + called + silent + reminded > 0 {
        tracing::info!(workspace = scope.workspace_id(), planned, called, silent, reminded, "meetings");
    }
    let next = morning(scope, scope.today());
    let next = if next > scope.now() { next } else { morning(scope, scope.today() + Duration::days(1)) };
    Ok(next.min(scope.now() + LOOK_AGAIN))
}

/// The hour of the workspace's reminders on a day.
fn morning(scope: &Scope, day: chrono::NaiveDate) -> NaiveDateTime {
    let hour = NaiveTime::from_hms_opt(scope.settings().reminder_hour.min(23), 0, 0).unwrap_or_default();
    to_utc(day.and_time(hour), scope.zone())
}
