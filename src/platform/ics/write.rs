//! The components of a calendar.

use std::collections::BTreeMap;

use chrono::{Duration, LocalResult, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use icalendar::{Parameter, Property};

use super::{Alarm, Answer, Attendee, Calendar, Event, Method, Party, Role, Status, When, clean, fold, zone};

/// The text so far.
pub(super) struct Out(String);

impl Out {
    pub(super) fn begin(&mut self, component: &str) {
        fold::push(&mut self.0, &format!("BEGIN:{component}"));
    }

    pub(super) fn end(&mut self, component: &str) {
        fold::push(&mut self.0, &format!("END:{component}"));
    }

    pub(super) fn property(&mut self, property: Property) {
        // Writing to a string cannot fail; the crate's type says it could.
        let line: String = property.try_into().unwrap_or_default();
        fold::push(&mut self.0, &fold::unfold(&line));
    }

    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.property(Property::new(name, value));
        }
    }
}

pub(super) fn calendar(calendar: &Calendar) -> String {
    let mut out = Out(String::new());
    out.begin("VCALENDAR");
    for (name, value) in
        [("VERSION", "2.0"), ("PRODID", "-//Lianxi//Lianxi//ZH"), ("CALSCALE", "GREGORIAN"), ("METHOD", calendar.method.word())]
    {
        out.text(name, value);
    }
    if let Some(name) = calendar.name.as_deref().map(clean::line) {
        out.text("NAME", &name);
        out.text("X-WR-CALNAME", &name);
    }
    if let Some(minutes) = calendar.refresh_minutes {
        let span = format!("PT{minutes}M");
        out.property(with(Property::new("REFRESH-INTERVAL", &span), &[("VALUE", "DURATION")]));
        out.text("X-PUBLISHED-TTL", &span);
    }
    for (_, (zone, first, last)) in zones(&calendar.events) {
        zone::write(&mut out, zone, first, last);
    }
    calendar.events.iter().for_each(|event| vevent(&mut out, event, calendar.method));
    out.end("VCALENDAR");
    out.0
}

/// The zones the events are in, each with the days it is needed for.
fn zones(events: &[Event]) -> BTreeMap<&'static str, (Tz, NaiveDate, NaiveDate)> {
    let mut zones = BTreeMap::new();
    for event in events {
        if let When::Timed { start, end, zone } = &event.when
            && !is_utc(*zone)
        {
            let (from, to) = (start.date(), end.date().max(start.date()));
            let (_, first, last) = zones.entry(zone.name()).or_insert((*zone, from, to));
            *first = from.min(*first);
            *last = to.max(*last);
        }
    }
    zones
}

fn is_utc(zone: Tz) -> bool {
    matches!(zone, Tz::UTC | Tz::Etc__UTC | Tz::Zulu | Tz::UCT | Tz::Etc__UCT | Tz::Etc__Zulu | Tz::Universal | Tz::Etc__Universal)
}

fn vevent(out: &mut Out, event: &Event, method: Method) {
    out.begin("VEVENT");
    out.text("UID", &clean::line(&event.uid));
    out.property(Property::new("SEQUENCE", event.sequence.to_string()));
    out.property(Property::new("DTSTAMP", utc(event.stamp)));
    out.property(Property::new("LAST-MODIFIED", utc(event.stamp)));
    when(out, &event.when);
    out.text("SUMMARY", &clean::line(&event.summary));
    out.text("LOCATION", &event.location.as_deref().map(clean::line).unwrap_or_default());
    out.text("DESCRIPTION", &event.description.as_deref().map(clean::lines).unwrap_or_default());
    out.text("URL", &event.href.as_deref().and_then(clean::page).unwrap_or_default());
    let cancelled = method == Method::Cancel;
    out.text("STATUS", status(if cancelled { Status::Cancelled } else { event.status }));
    out.text("TRANSP", if event.busy { "OPAQUE" } else { "TRANSPARENT" });
    if let Some(organizer) = event.organizer.as_ref().filter(|party| !party.address.is_empty()) {
        out.property(address("ORGANIZER", organizer));
    }
    event.attendees.iter().for_each(|one| out.property(attendee(one)));
    if method == Method::Request {
        // A counter-proposal would reach nobody; Outlook then offers none.
        out.text("X-MICROSOFT-DISALLOW-COUNTER", "TRUE");
    }
    if let Some(alarm) = event.alarm.as_ref().filter(|_| !cancelled) {
        valarm(out, alarm);
    }
    out.end("VEVENT");
}

fn when(out: &mut Out, when: &When) {
    match when {
        When::Days { first, last } => {
            let day = |name, day: NaiveDate| with(Property::new(name, day.format("%Y%m%d").to_string()), &[("VALUE", "DATE")]);
            out.property(day("DTSTART", *first));
            // The end of a whole-day event is the day after it.
            let after = (*last).max(*first).succ_opt().unwrap_or(*last);
            out.property(day("DTEND", after));
        }
        When::Timed { start, end, zone } => {
            let moment = |name, at: NaiveDateTime| match is_utc(*zone) {
                true => Property::new(name, utc(at)),
                false => with(Property::new(name, wall(existing(at, *zone))), &[("TZID", zone.name())]),
            };
            out.property(moment("DTSTART", *start));
            // An end that is none is left out: the event then ends as it begins.
            if end > start {
                out.property(moment("DTEND", *end));
            }
        }
    }
}

/// A time the zone's clocks skip, moved on as far as they do.
fn existing(at: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    if !matches!(zone.from_local_datetime(&at), LocalResult::None) {
        return at;
    }
    // By the clocks of three hours before: no change is longer than that but for days left out, which no calendar program knows.
    let before = zone.from_local_datetime(&(at - Duration::hours(3)));
    before.earliest().map_or(at, |known| (known + Duration::hours(3)).naive_local())
}

fn valarm(out: &mut Out, alarm: &Alarm) {
    out.begin("VALARM");
    out.text("ACTION", "DISPLAY");
    out.property(Property::new("TRIGGER", format!("-PT{}M", alarm.minutes_before)));
    // Which may not be missing.
    out.property(Property::new("DESCRIPTION", clean::line(&alarm.text)));
    out.end("VALARM");
}

fn attendee(attendee: &Attendee) -> Property {
    let role = match attendee.role {
        Role::Chair => "CHAIR",
        Role::Required => "REQ-PARTICIPANT",
        Role::Optional => "OPT-PARTICIPANT",
        Role::Informed => "NON-PARTICIPANT",
    };
    let answer = match attendee.answer {
        Answer::Open => "NEEDS-ACTION",
        Answer::Accepted => "ACCEPTED",
        Answer::Declined => "DECLINED",
        Answer::Tentative => "TENTATIVE",
        Answer::Delegated => "DELEGATED",
    };
    let rsvp = if attendee.rsvp { "TRUE" } else { "FALSE" };
    with(address("ATTENDEE", &attendee.party), &[("CUTYPE", "INDIVIDUAL"), ("ROLE", role), ("PARTSTAT", answer), ("RSVP", rsvp)])
}

fn address(name: &str, party: &Party) -> Property {
    let property = Property::new(name, clean::mailto(&party.address));
    let called = clean::parameter(&party.name);
    if called.is_empty() { property } else { with(property, &[("CN", &called)]) }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Tentative => "TENTATIVE",
        Status::Confirmed => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
    }
}

fn with(mut property: Property, parameters: &[(&str, &str)]) -> Property {
    for (name, value) in parameters {
        property.append_parameter(Parameter::new(name, value));
    }
    property
}

pub(super) fn wall(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
