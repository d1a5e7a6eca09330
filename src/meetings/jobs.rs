//! The worker's step that carries series on, calls for items on the day, reminds of what waits for an answer, writes down who was silent
//! about minutes, and comes again the next morning.

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
    let (planned, called, silent, reminded) = db.write(scope.tenant(), |conn| {
        let planned = actions::plan_all(conn, scope)?;
        // Silence is recorded as soon as the day is over; what is written to people goes out in the morning.
        let silent = actions::record_silence(conn, scope)?;
        if morning(scope, scope.today()) > scope.now() {
            return Ok((planned, 0, silent, 0));
        }
        let called = actions::call_due(conn, scope)?;
        let answers = actions::remind_of_opinions(conn, scope)? + actions::remind_receipts(conn, scope)?;
        Ok((planned, called, silent, answers + actions::remind_countersigners(conn, scope)?))
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
