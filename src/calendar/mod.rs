//! Working days by the State Council's calendar, deadline arithmetic, reporting periods: pure, no clock. A workspace's own days are rows.

mod cadence;
mod deadline;
mod holidays;
mod model;
#[cfg(test)]
mod properties;
mod store;
#[cfg(test)]
mod tests;
mod words;

pub use cadence::Cadence;
pub use deadline::{Computed, DeadlineRule, Direction, Explanation, HolidayRun};
pub use holidays::{Festival, Notice, notices};
pub use model::{CalendarDay, DayKind, DayName, DayOff, DayOverride, DaySource, WorkCalendar};
pub use store::{load, own_days};
