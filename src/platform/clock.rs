//! The only place that asks the system what time it is.
//!
//! `LIANXI_NOW` starts the clock at another instant, for demonstrations and drills; tests move it by hand.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

/// A clock that runs with the system's, shifted by a fixed span. Cheap to clone; clones share the shift.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Microseconds added to the system's time.
    shift: Arc<AtomicI64>,
    /// A clock that stands still at this many microseconds since 1970; 0 when it runs.
    frozen: Arc<AtomicI64>,
}

impl Clock {
    /// The system's own time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        let clock = Self::default();
        clock.shift.store(start.timestamp_micros() - Utc::now().timestamp_micros(), Ordering::Relaxed);
        clock
    }

    /// A clock that stands at `at` until it is moved (tests).
    pub fn frozen_at(at: NaiveDateTime) -> Self {
        let clock = Self::default();
        clock.frozen.store(at.and_utc().timestamp_micros(), Ordering::Relaxed);
        clock
    }

    /// Moves the clock; negative spans move it back.
    pub fn advance(&self, by: Duration) {
        let micros = by.num_microseconds().unwrap_or(i64::MAX);
        let target = if self.frozen.load(Ordering::Relaxed) == 0 { &self.shift } else { &self.frozen };
        target.fetch_add(micros, Ordering::Relaxed);
    }

    /// Whether this clock shows another time than the system's.
    pub fn is_shifted(&self) -> bool {
        self.frozen.load(Ordering::Relaxed) != 0 || self.shift.load(Ordering::Relaxed) != 0
    }

    /// The instant in UTC, in whole microseconds: PostgreSQL keeps no finer, and both databases must give back what was written.
    pub fn now(&self) -> NaiveDateTime {
        let micros = match self.frozen.load(Ordering::Relaxed) {
            0 => Utc::now().timestamp_micros() + self.shift.load(Ordering::Relaxed),
            at => at,
        };
        DateTime::from_timestamp_micros(micros).unwrap_or_default().naive_utc()
    }

    /// The calendar day in `zone`.
    pub fn today(&self, zone: Tz) -> NaiveDate {
        local(self.now(), zone).date()
    }
}

/// A UTC instant as wall time in `zone`.
pub fn local(instant: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    instant.and_utc().with_timezone(&zone).naive_local()
}

/// Wall time in `zone` as a UTC instant; a time that the zone skips moves on to the next that exists.
pub fn to_utc(wall: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    use chrono::offset::LocalResult;
    let mut at = wall;
    for _ in 0..48 {
        match at.and_local_timezone(zone) {
            LocalResult::Single(t) | LocalResult::Ambiguous(t, _) => return t.naive_utc(),
            LocalResult::None => at += Duration::minutes(30),
        }
    }
    wall
}
