//! Days and instants as people read them; the shapes come from the Fluent files.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use chrono_tz::Tz;

use super::{Lang, format, t};
use crate::platform::clock;

/// The short name of a weekday: 周二, Tue.
pub fn weekday(lang: Lang, day: Weekday) -> Cow<'static, str> {
    let key = match day {
        Weekday::Mon => "weekday-mon",
        Weekday::Tue => "weekday-tue",
        Weekday::Wed => "weekday-wed",
        Weekday::Thu => "weekday-thu",
        Weekday::Fri => "weekday-fri",
        Weekday::Sat => "weekday-sat",
        Weekday::Sun => "weekday-sun",
    };
    t(lang, key)
}

/// `2026-12-01（周二）`, `2026-12-01 (Tue)`.
pub fn format_day(lang: Lang, day: NaiveDate) -> String {
    let name = weekday(lang, day.weekday());
    format(lang, "date-day", &[("date", day.to_string().into()), ("weekday", name.as_ref().into())])
}

/// `12-01` within the year of `today`, else `2027-12-01`.
pub fn format_day_short(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { day.format("%m-%d").to_string() } else { day.to_string() }
}

/// `09:30`, of a wall time; alike in every language here.
pub fn format_time(wall: impl Timelike) -> String {
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

/// A zone by its places, which the keyboard finds it by, and by the name people call it.
pub fn zone_label(lang: Lang, zone: Tz) -> String {
    let (places, name) = (zone.name().replace('_', " "), zone_name(lang, zone));
    if name == places { places } else { format!("{places}{}", format(lang, "part-aside", &[("text", name.into())])) }
}

/// A time zone as people call it; where they have no name for it, by its places.
pub fn zone_name(lang: Lang, zone: Tz) -> String {
    if zone == Tz::Asia__Shanghai { t(lang, "zone-beijing").into_owned() } else { zone.name().replace('_', " ") }
}

/// `2026-12-01（周二）09:30` in `zone`, of an instant in UTC.
pub fn format_instant(lang: Lang, utc: NaiveDateTime, zone: Tz) -> String {
    let wall = clock::local(utc, zone);
    let day = format_day(lang, wall.date());
    format(lang, "date-instant", &[("day", day.into()), ("time", format_time(wall).into())])
}
