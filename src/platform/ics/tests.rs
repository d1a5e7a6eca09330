//! What is written is read back by another library than wrote it.

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Kind, ICalendarParameterName as Par, ICalendarProperty as Prop,
};
use chrono::{Duration, NaiveDate, NaiveDateTime, Offset as _, TimeZone};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a day")
}

fn at(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
    day(y, m, d).and_hms_opt(h, min, 0).expect("a time")
}

fn meeting(zone: Tz, start: NaiveDateTime) -> Event {
    let party = |name, address| Party::new(name, address).expect("an address");
    let attendee = |name, address, role, answer, rsvp| Attendee { party: party(name, address), role, answer, rsvp };
    Event {
        uid: "meeting-7-42@lianxi".into(),
        sequence: 3,
        stamp: at(2026, 11, 23, 8, 0),
        when: When::Timed { start, end: start + Duration::minutes(150), zone },
        summary: "产品质量工作联席会议第三次全体会议；议程：部署、协调, 检查\\通报".into(),
        location: Some("省政府 1 号楼，三楼 301 会议室; 东侧, 请带 \"证件\"".into()),
        description: Some("一、通报上次议定事项。\r\n二、部署专项行动；\n\n路径 C:\\n\\会议, 见附件。".into()),
        href: Some("https://lianxi.example/w/质量/meetings/2026-0003?a=1;b,c".into()),
        status: Status::Confirmed,
        busy: true,
        organizer: Some(party("联席会议办公室: 会务, \"值班\"", "office@lianxi.example")),
        attendees: vec![
            attendee("周敏", "zhou+1@省局.example", Role::Required, Answer::Open, true),
            attendee("", "li?x=1@lianxi.example", Role::Optional, Answer::Delegated, false),
            attendee("主持;人", "chair@lianxi.example", Role::Chair, Answer::Accepted, true),
        ],
        alarm: Some(Alarm { minutes_before: 60, text: "一小时后开会".into() }),
    }
}

/// Read back, after a look at the lines themselves.
fn read(written: &str) -> ICalendar {
    assert!(written.ends_with("END:VCALENDAR\r\n"));
    for line in written.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
        assert!(!line.is_empty());
    }
    ICalendar::parse(written).expect("a calendar")
}

fn of(read: &ICalendar, kind: Kind) -> Vec<&ICalendarComponent> {
    read.components.iter().filter(|c| c.component_type == kind).collect()
}

fn text<'a>(component: &'a ICalendarComponent, property: &Prop) -> &'a str {
    let all: Vec<_> = component.entries.iter().filter(|entry| entry.name == *property).collect();
    assert!(all.len() <= 1, "{property:?} once");
    all.first().and_then(|entry| entry.values.first()).and_then(|value| value.as_text()).unwrap_or_default()
}

/// A line of the calendar as it stands, unfolded.
fn has(written: &str, line: &str) -> bool {
    written.replace("\r\n ", "").split("\r\n").any(|l| l == line)
}

#[test]
fn every_field_is_read_back() {
    let event = meeting(chrono_tz::Asia::Shanghai, at(2026, 12, 1, 9, 0));
    let written = Calendar::of(Method::Request, event.clone()).write();
    assert_eq!(written, Calendar::of(Method::Request, event.clone()).write(), "the same text each time");
    let read = read(&written);
    let [calendar, event_read, alarm] = [Kind::VCalendar, Kind::VEvent, Kind::VAlarm].map(|kind| of(&read, kind)[0]);
    assert_eq!(text(calendar, &Prop::Version), "2.0");
    assert_eq!(text(calendar, &Prop::Method), "REQUEST");
    assert_eq!(text(event_read, &Prop::Uid), event.uid);
    assert_eq!(text(event_read, &Prop::Summary), event.summary);
    assert_eq!(text(event_read, &Prop::Location), event.location.as_deref().unwrap_or_default());
    assert_eq!(text(event_read, &Prop::Description), "一、通报上次议定事项。\n二、部署专项行动；\n\n路径 C:\\n\\会议, 见附件。");
    assert_eq!(text(event_read, &Prop::Url), "https://lianxi.example/w/%E8%B4%A8%E9%87%8F/meetings/2026-0003?a=1;b,c");
    assert_eq!(text(event_read, &Prop::Status), "CONFIRMED");
    assert_eq!(text(event_read, &Prop::Transp), "OPAQUE");
    assert_eq!(event_read.property(&Prop::Sequence).and_then(|e| e.values[0].as_integer()), Some(3));
    let time = |property| {
        let entry = event_read.property(property).expect("a time");
        (entry.tz_id().map(str::to_owned), entry.values[0].as_partial_date_time().and_then(|t| t.to_date_time()).expect("whole").date_time)
    };
    assert_eq!(time(&Prop::Dtstart), (Some("Asia/Shanghai".into()), at(2026, 12, 1, 9, 0)));
    assert_eq!(time(&Prop::Dtend), (Some("Asia/Shanghai".into()), at(2026, 12, 1, 11, 30)));
    assert_eq!(time(&Prop::Dtstamp), (None, event.stamp));
    let organizer = event_read.property(&Prop::Organizer).expect("who invites");
    assert_eq!(organizer.parameter(&Par::Cn).and_then(|v| v.as_text()), Some("联席会议办公室: 会务, '值班'"));
    assert_eq!(organizer.calendar_address(), Some("office@lianxi.example"));
    let attendees: Vec<_> = event_read
        .properties(&Prop::Attendee)
        .map(|entry| {
            let par = |name| entry.parameter(&name).and_then(|v| v.as_text()).unwrap_or_default();
            let rsvp = entry.parameter(&Par::Rsvp).and_then(|v| v.as_bool());
            (par(Par::Cn), entry.values[0].as_text().unwrap_or_default(), par(Par::Role), par(Par::Partstat), rsvp)
        })
        .collect();
    assert_eq!(
        attendees,
        [
            ("周敏", "mailto:zhou+1@xn--dgt953d.example", "REQ-PARTICIPANT", "NEEDS-ACTION", Some(true)),
            ("", "mailto:li%3Fx%3D1@lianxi.example", "OPT-PARTICIPANT", "DELEGATED", Some(false)),
            ("主持;人", "mailto:chair@lianxi.example", "CHAIR", "ACCEPTED", Some(true)),
        ]
    );
    assert_eq!(text(alarm, &Prop::Action), "DISPLAY");
    assert_eq!(text(alarm, &Prop::Description), "一小时后开会");
    assert!(has(&written, "TRIGGER:-PT60M"));
    assert_eq!(alarm.entries.len(), 3, "nothing an alarm must not have");
    let zone = of(&read, Kind::VTimezone)[0];
    assert_eq!((text(zone, &Prop::Tzid), zone.entries.len()), ("Asia/Shanghai", 1), "nothing a zone must not have");
}

#[test]
fn a_withdrawal_says_so_and_reminds_nobody() {
    let mut event = meeting(chrono_tz::UTC, at(2026, 12, 31, 23, 30));
    event.sequence = 4;
    let written = Calendar::of(Method::Cancel, event).write();
    let read = read(&written);
    assert_eq!(text(of(&read, Kind::VEvent)[0], &Prop::Status), "CANCELLED");
    assert!(of(&read, Kind::VAlarm).is_empty() && of(&read, Kind::VTimezone).is_empty());
    for line in ["METHOD:CANCEL", "SEQUENCE:4", "DTSTART:20261231T233000Z", "DTEND:20270101T020000Z"] {
        assert!(has(&written, line), "{line}\n{written}");
    }
}

#[test]
fn a_feed_holds_days_and_times_and_each_zone_once() {
    let deadline = |first, last| Event { when: When::Days { first, last }, busy: false, ..meeting(chrono_tz::UTC, at(2026, 1, 1, 0, 0)) };
    let events = vec![
        deadline(day(2026, 12, 31), day(2026, 12, 31)),
        deadline(day(2028, 2, 28), day(2028, 2, 29)),
        deadline(day(2026, 5, 2), day(2026, 5, 1)),
        meeting(chrono_tz::Asia::Shanghai, at(2026, 3, 1, 9, 0)),
        meeting(chrono_tz::Europe::Berlin, at(2026, 3, 29, 2, 30)),
        meeting(chrono_tz::Europe::Berlin, at(2027, 10, 31, 2, 30)),
    ];
    let feed = Calendar { method: Method::Publish, name: Some("周敏的日程\r\nX-EVIL:1".into()), refresh_minutes: Some(60), events };
    let written = feed.write();
    let read = read(&written);
    assert_eq!(of(&read, Kind::VEvent).len(), 6);
    assert_eq!(of(&read, Kind::VTimezone).len(), 2);
    for line in [
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "DTEND;VALUE=DATE:20280301",
        "DTEND;VALUE=DATE:20260503",
        "TRANSP:TRANSPARENT",
        "NAME:周敏的日程 X-EVIL:1",
        "REFRESH-INTERVAL;VALUE=DURATION:PT60M",
        // A time the clocks skip, moved on as far as they do.
        "DTSTART;TZID=Europe/Berlin:20260329T033000",
        "DTSTART;TZID=Europe/Berlin:20271031T023000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    ] {
        assert!(has(&written, line), "{line}\n{written}");
    }
}

#[test]
fn what_is_no_event_is_written_without_what_is_wrong() {
    let start = at(2026, 12, 1, 9, 0);
    let mut event = meeting(chrono_tz::Asia::Shanghai, start);
    event.when = When::Timed { start, end: start, zone: chrono_tz::Asia::Shanghai };
    event.href = Some("javascript:alert(1)".into());
    (event.location, event.description) = (Some(" \u{7}".into()), None);
    let read = read(&Calendar::of(Method::Request, event).write());
    let event = of(&read, Kind::VEvent)[0];
    for property in [Prop::Dtend, Prop::Url, Prop::Location, Prop::Description] {
        assert!(event.property(&property).is_none(), "{property:?}");
    }
    assert!(Party::new("a", "a@b.cn\r\nATTENDEE:mailto:c@d.cn").is_err());
}

#[test]
fn data_survives_json() {
    let calendar = Calendar::of(Method::Request, meeting(chrono_tz::Europe::Berlin, at(2026, 3, 29, 2, 30)));
    let json = serde_json::to_value(&calendar).expect("JSON");
    assert_eq!(json["events"][0]["when"]["timed"]["zone"], "Europe/Berlin");
    assert_eq!(serde_json::from_value::<Calendar>(json).expect("read"), calendar);
}

/// Onsets (by the clocks before) and what the clocks are moved to, read with a third library for the rules.
fn onsets(read: &ICalendar, until: NaiveDateTime) -> Vec<(NaiveDateTime, i32, i32)> {
    let seconds = |component: &ICalendarComponent, property: &Prop| {
        let value = component.property(property).and_then(|e| e.values[0].as_partial_date_time()).expect("an offset");
        let size = i32::from(value.tz_hour.unwrap_or(0)) * 3600 + i32::from(value.tz_minute.unwrap_or(0)) * 60;
        if value.tz_minus { -size } else { size }
    };
    let mut found = Vec::new();
    for one in read.components.iter().filter(|c| matches!(c.component_type, Kind::Standard | Kind::Daylight)) {
        let start =
            one.property(&Prop::Dtstart).and_then(|e| e.values[0].as_partial_date_time()?.to_date_time()).expect("an onset").date_time;
        let (from, to) = (seconds(one, &Prop::Tzoffsetfrom), seconds(one, &Prop::Tzoffsetto));
        match one.property(&Prop::Rrule) {
            None => found.push((start, from, to)),
            Some(rule) => {
                let calcard::icalendar::ICalendarValue::RecurrenceRule(rule) = &rule.values[0] else { panic!("a rule") };
                let set: rrule::RRuleSet =
                    format!("DTSTART:{}\nRRULE:{rule}", start.format("%Y%m%dT%H%M%SZ")).parse().expect("a rule of the standard");
                found.extend(set.into_iter().map(|t| t.naive_utc()).take_while(|t| *t < until).map(|t| (t, from, to)));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn zones_are_as_their_clocks_go() {
    let mut with_rules = 0;
    for zone in chrono_tz::TZ_VARIANTS {
        for year in [2024, 2026, 2027] {
            let event = meeting(zone, at(year, 7, 1, 9, 0));
            let written = Calendar::of(Method::Request, event).write();
            let read = read(&written);
            let onsets = onsets(&read, at(year + 1, 2, 1, 0, 0));
            if onsets.is_empty() {
                assert!(written.contains("DTSTART:2"), "only UTC has no zone: {zone}");
                continue;
            }
            with_rules += usize::from(written.contains("RRULE"));
            let mut hour = at(year, 1, 1, 0, 0);
            while hour < at(year + 1, 1, 1, 0, 0) {
                let held = onsets.iter().rev().find(|(onset, from, _)| *onset - Duration::seconds(i64::from(*from)) <= hour);
                let (_, _, to) = held.unwrap_or_else(|| panic!("{zone}: nothing holds at {hour}\n{written}"));
                let real = zone.offset_from_utc_datetime(&hour).fix().local_minus_utc();
                assert_eq!(*to, real, "{zone} at {hour}\n{written}");
                hour += Duration::hours(7);
            }
        }
    }
    assert!(with_rules > 300, "most zones that change have a rule: {with_rules}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_out(summary in any::<String>(), place in "\\PC{0,90}", about in "(?s).{0,300}", name in any::<String>(), uid in "\\PC{1,80}") {
        let mut event = meeting(chrono_tz::Asia::Shanghai, at(2026, 12, 1, 9, 0));
        let party = Party::new(&name, "a@b.example").expect("an address");
        event.organizer = Some(party);
        (event.uid, event.summary, event.location, event.description) = (uid.clone(), summary.clone(), Some(place.clone()), Some(about.clone()));
        let written = Calendar::of(Method::Request, event).write();
        let read = read(&written);
        let event = of(&read, Kind::VEvent)[0];
        prop_assert_eq!(text(event, &Prop::Summary), clean::line(&summary));
        prop_assert_eq!(text(event, &Prop::Location), clean::line(&place));
        prop_assert_eq!(text(event, &Prop::Description), clean::lines(&about));
        prop_assert_eq!(text(event, &Prop::Uid), clean::line(&uid));
        let organizer = event.property(&Prop::Organizer).expect("who invites");
        prop_assert_eq!(organizer.parameter(&Par::Cn).and_then(|v| v.as_text()).unwrap_or_default(), clean::parameter(&name));
        prop_assert_eq!(event.properties(&Prop::Attendee).count(), 3);
        prop_assert_eq!(read.components.len(), 5);
    }
}
