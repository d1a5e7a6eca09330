//! VTIMEZONE, made from a zone's real changes of the clocks around the days that are asked for.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset as _, TimeZone, Weekday};
use chrono_tz::{OffsetComponents, OffsetName, Tz};
use icalendar::Property;

use super::write::{Out, wall};

/// What the clocks show.
#[derive(Clone, Debug, PartialEq)]
struct Offset {
    /// Seconds ahead of UTC.
    total: i32,
    /// Of which for summer; negative where winter is the exception.
    saving: i64,
    name: String,
}

/// A change of the clocks.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    /// By the clocks before it.
    onset: NaiveDateTime,
    before: Offset,
    after: Offset,
}

/// What a change has in common with those of other years, if it happens every year.
#[derive(PartialEq)]
struct Yearly {
    month: u32,
    weekday: Weekday,
    time: NaiveTime,
    from: i32,
    to: i32,
}

impl Change {
    fn yearly(&self) -> Yearly {
        Yearly {
            month: self.onset.month(),
            weekday: self.onset.weekday(),
            time: self.onset.time(),
            from: self.before.total,
            to: self.after.total,
        }
    }

    fn is_to_summer(&self) -> bool {
        self.after.saving > self.before.saving
    }
}

/// Writes the zone as it is from the first to the last day of these, and some time around them.
pub(super) fn write(out: &mut Out, zone: Tz, first: NaiveDate, last: NaiveDate) {
    let years = first.year() - 1..=last.year() + 1;
    let (Some(from), Some(to)) = (new_year(*years.start()), new_year(years.end() + 1)) else { return };
    let changes = changes(zone, from, to);
    out.begin("VTIMEZONE");
    out.property(Property::new("TZID", zone.name()));
    match rules(&changes, years.count()) {
        Some(rules) => rules.iter().for_each(|(change, rule)| observance(out, change, Some(rule))),
        None => {
            // What holds before the first of them.
            let start = offset(zone, from);
            let onset = from + Duration::seconds(i64::from(start.total));
            observance(out, &Change { onset, before: Offset { saving: 0, ..start.clone() }, after: start }, None);
            changes.iter().for_each(|change| observance(out, change, None));
        }
    }
    out.end("VTIMEZONE");
}

fn new_year(year: i32) -> Option<NaiveDateTime> {
    Some(NaiveDate::from_ymd_opt(year, 1, 1)?.and_time(NaiveTime::MIN))
}

fn observance(out: &mut Out, change: &Change, rule: Option<&str>) {
    let kind = if change.is_to_summer() { "DAYLIGHT" } else { "STANDARD" };
    out.begin(kind);
    out.property(Property::new("DTSTART", wall(change.onset)));
    out.property(Property::new("TZOFFSETFROM", signed(change.before.total)));
    out.property(Property::new("TZOFFSETTO", signed(change.after.total)));
    out.property(Property::new("TZNAME", &change.after.name));
    if let Some(rule) = rule {
        out.property(Property::new("RRULE", rule));
    }
    out.end(kind);
}

/// `+0800`; with seconds where a zone of old has them.
fn signed(seconds: i32) -> String {
    let (sign, s) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let hours = format!("{sign}{:02}{:02}", s / 3600, s / 60 % 60);
    if s % 60 == 0 { hours } else { format!("{hours}{:02}", s % 60) }
}

fn offset(zone: Tz, at: NaiveDateTime) -> Offset {
    let offset = zone.offset_from_utc_datetime(&at);
    Offset {
        total: offset.fix().local_minus_utc(),
        saving: offset.dst_offset().num_seconds(),
        name: offset.abbreviation().unwrap_or(zone.name()).to_owned(),
    }
}

/// The changes between two instants (UTC): the day is found by going through them, the second by halving.
fn changes(zone: Tz, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Change> {
    let mut found = Vec::new();
    let (mut at, mut before) = (from, offset(zone, from));
    while at < to {
        let next = at + Duration::days(1);
        let after = offset(zone, next);
        if after != before {
            let (mut old, mut new) = (at, next);
            while new - old > Duration::seconds(1) {
                let middle = old + Duration::seconds((new - old).num_seconds() / 2);
                if offset(zone, middle) == before { old = middle } else { new = middle }
            }
            let onset = new + Duration::seconds(i64::from(before.total));
            found.push(Change { onset, before, after: after.clone() });
        }
        (at, before) = (next, after);
    }
    found
}

/// Every yearly change with its rule, when all of them are yearly ones: what every calendar program understands.
fn rules(changes: &[Change], years: usize) -> Option<Vec<(Change, String)>> {
    let mut rules: Vec<(Change, String)> = Vec::new();
    for change in changes {
        if rules.iter().any(|(known, _)| known.yearly() == change.yearly()) {
            continue;
        }
        let alike: Vec<NaiveDate> = changes.iter().filter(|c| c.yearly() == change.yearly()).map(|c| c.onset.date()).collect();
        if alike.len() != years || alike.windows(2).any(|pair| matches!(pair, [a, b] if a.year() + 1 != b.year())) {
            return None;
        }
        rules.push((change.clone(), rule(&alike)?));
    }
    (!rules.is_empty()).then_some(rules)
}

/// The rule that days of the same month and weekday follow, one a year.
fn rule(days: &[NaiveDate]) -> Option<String> {
    let first = days.first()?;
    let week = |day: &NaiveDate| day.day0() / 7 + 1;
    let is_last = |day: &NaiveDate| (*day + Duration::days(7)).month() != day.month();
    let which = if days.iter().all(is_last) {
        "-1".to_owned()
    } else if days.iter().all(|day| week(day) == week(first)) {
        week(first).to_string()
    } else {
        return None;
    };
    let day = match first.weekday() {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    };
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={which}{day}", first.month()))
}
