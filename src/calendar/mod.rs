//! Working days by the State Council's calendar, deadline arithmetic, reporting periods. Pure: no I/O, no clock.

mod cadence;
mod deadline;
mod holidays;
mod model;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
mod words;

pub use cadence::Cadence;
pub use deadline::{Computed, DeadlineRule, Direction, Explanation, HolidayRun};
pub use holidays::{Festival, Notice, notices};
pub use model::{CalendarDay, DayKind, DayName, DayOff, DayOverride, DaySource, WorkCalendar};
