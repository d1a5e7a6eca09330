//! What somebody chose about their digests.

use super::model::{Frequency, Kind, Subscription};
use crate::platform::{
    error::{FieldErrors, Message, Result},
    http::Fields,
};

/// Reads the form over what held before. `version` is what the form was made from.
pub fn subscription(fields: &Fields, kind: Kind, before: &Subscription) -> Result<Subscription> {
    let mut errors = FieldErrors::default();
    let frequency = Frequency::parse(fields.trimmed("frequency"));
    if frequency.is_none() {
        errors.add("frequency", Message::new("digests-choose-frequency"));
    }
    let weekday = number(fields, "weekday", 1..=7, before.weekday);
    if weekday.is_none() {
        errors.add("weekday", Message::new("digests-choose-weekday"));
    }
    let hour = number(fields, "hour", 0..=23, before.hour);
    if hour.is_none() {
        errors.add("hour", Message::new("digests-choose-hour"));
    }
    errors.finish(())?;
    let version = fields.trimmed("version").parse().unwrap_or(before.version);
    Ok(Subscription {
        frequency: frequency.unwrap_or(before.frequency),
        weekday: weekday.unwrap_or(before.weekday),
        hour: hour.unwrap_or(before.hour),
        working_days_only: fields.has("working_days_only"),
        all_departments: if kind == Kind::Leader && fields.has("scope") {
            fields.trimmed("scope") == "all"
        } else {
            before.all_departments
        },
        even_if_empty: fields.has("even_if_empty"),
        since: before.since,
        version,
    })
}

/// A number within bounds; what held before when the field was not sent.
fn number(fields: &Fields, name: &str, bounds: std::ops::RangeInclusive<u32>, before: u32) -> Option<u32> {
    match fields.get(name) {
        None => Some(before),
        Some(typed) => typed.trim().parse().ok().filter(|n| bounds.contains(n)),
    }
}
