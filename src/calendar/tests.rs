use chrono::{Datelike, NaiveDate};

use super::holidays::parse;
use super::*;

fn d(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn own(day: &str, kind: DayKind) -> DayOverride {
    DayOverride { day: d(day), kind, name: "本会议安排".to_owned() }
}

/// Working days by month, checked on 2026-11-23 against two independent publications of the notices (the Python
/// packages chinesecalendar 1.11.0 and holidays 0.109, which agreed on every day).
const BY_MONTH: [(i32, i32, [i32; 12]); 3] = [
    (2024, 251, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
    (2025, 248, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
    (2026, 248, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
];

/// Every Saturday and Sunday worked, from the same check.
const MAKE_UP: [&str; 19] = [
    "2024-02-04",
    "2024-02-18",
    "2024-04-07",
    "2024-04-28",
    "2024-05-11",
    "2024-09-14",
    "2024-09-29",
    "2024-10-12",
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
];

/// Every Monday to Friday off, from the same check.
const WEEKDAYS_OFF: [&str; 56] = [
    "2024-01-01",
    "2024-02-12",
    "2024-02-13",
    "2024-02-14",
    "2024-02-15",
    "2024-02-16",
    "2024-04-04",
    "2024-04-05",
    "2024-05-01",
    "2024-05-02",
    "2024-05-03",
    "2024-06-10",
    "2024-09-16",
    "2024-09-17",
    "2024-10-01",
    "2024-10-02",
    "2024-10-03",
    "2024-10-04",
    "2024-10-07",
    "2025-01-01",
    "2025-01-28",
    "2025-01-29",
    "2025-01-30",
    "2025-01-31",
    "2025-02-03",
    "2025-02-04",
    "2025-04-04",
    "2025-05-01",
    "2025-05-02",
    "2025-05-05",
    "2025-06-02",
    "2025-10-01",
    "2025-10-02",
    "2025-10-03",
    "2025-10-06",
    "2025-10-07",
    "2025-10-08",
    "2026-01-01",
    "2026-01-02",
    "2026-02-16",
    "2026-02-17",
    "2026-02-18",
    "2026-02-19",
    "2026-02-20",
    "2026-02-23",
    "2026-04-06",
    "2026-05-01",
    "2026-05-04",
    "2026-05-05",
    "2026-06-19",
    "2026-09-25",
    "2026-10-01",
    "2026-10-02",
    "2026-10-05",
    "2026-10-06",
    "2026-10-07",
];

#[test]
fn every_day_of_the_known_years_is_as_published() {
    let calendar = WorkCalendar::default();
    for day in d("2024-01-01").iter_days().take_while(|day| day.year() < 2027) {
        let text = day.to_string();
        let weekend = day.weekday().num_days_from_monday() >= 5;
        let expected = if weekend { MAKE_UP.contains(&&*text) } else { !WEEKDAYS_OFF.contains(&&*text) };
        assert_eq!(calendar.is_working(day), expected, "{day}");
    }
}

#[test]
fn months_and_years_have_the_published_number_of_working_days() {
    let calendar = WorkCalendar::default();
    for (year, total, months) in BY_MONTH {
        let mut sum = 0;
        for (month, expected) in (1..).zip(months) {
            let first = NaiveDate::from_ymd_opt(year, month, 1).expect("a date");
            let next = first + chrono::Months::new(1);
            let counted = calendar.working_days_between(first.pred_opt().expect("a date"), next.pred_opt().expect("a date"));
            assert_eq!(counted, expected, "{year}-{month}");
            sum += counted;
        }
        assert_eq!(sum, total, "{year}");
    }
}

#[test]
fn notices_are_complete_and_name_their_source() {
    let years: Vec<i32> = notices().iter().map(|n| n.year).collect();
    assert_eq!(years, [2024, 2025, 2026], "no year may be missing between the first and the last");
    for notice in notices() {
        assert!(notice.title.contains(&notice.year.to_string()) && notice.title.contains("节假日安排"));
        assert!(notice.number.starts_with("国办发明电〔"), "{}", notice.number);
        assert_eq!(notice.issued_on.year(), notice.year - 1);
        for (day, kind, _) in notice.days() {
            assert_eq!(day.year(), notice.year, "{day}");
            assert!(kind == DayKind::Holiday || day.weekday().num_days_from_monday() >= 5, "{day} was worked anyway");
        }
    }
    // Days off by the notices' own sums (共 n 天).
    let spring: Vec<usize> =
        notices().iter().map(|n| n.days().filter(|(_, k, f)| *k == DayKind::Holiday && *f == Festival::SpringFestival).count()).collect();
    assert_eq!(spring, [8, 8, 9]);
    // All days off and all days worked instead, as counted in the published texts by hand.
    let sums = notices().iter().map(|n| {
        let off = n.days().filter(|(_, kind, _)| *kind == DayKind::Holiday).count();
        (n.year, off, n.days().count() - off)
    });
    assert_eq!(sums.collect::<Vec<_>>(), [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)]);
}

#[test]
fn a_damaged_data_file_is_named_by_line() {
    for (text, fault) in [
        ("", "no notice line"),
        ("off,2027-01-01,2027-01-01,new-year", "line 1"),
        ("notice,2027,题,号,2026-11-01,地址\noff,2027-01-03,2027-01-01,new-year", "line 2: 2027-01-01 before"),
        ("notice,2027,题,号,2026-11-01,地址\nwork,2027-13-01,new-year", "line 2: date 2027-13-01"),
        ("notice,2027,题,号,2026-11-01,地址\nwork,2027-01-01,easter", "line 2: festival easter"),
    ] {
        let answer = parse(text).expect_err(text);
        assert!(answer.contains(fault), "{answer}");
    }
}

#[test]
fn a_workspace_overrules_the_notices() {
    let calendar = WorkCalendar::new(&[
        own("2026-10-01", DayKind::Workday),
        own("2026-11-25", DayKind::Workday),
        own("2026-11-25", DayKind::Holiday),
        own("2026-11-28", DayKind::Workday),
    ]);
    assert!(calendar.is_working(d("2026-10-01")) && calendar.is_working(d("2026-11-28")));
    assert!(!calendar.is_working(d("2026-11-25")), "the later of two entries counts");
    assert_eq!(calendar.working_days_between(d("2025-12-31"), d("2026-12-31")), 248 + 1 - 1 + 1);
    let day = calendar.days(2026).into_iter().find(|e| e.day == d("2026-10-01")).expect("listed");
    assert_eq!((day.source, day.name), (DaySource::Workspace, DayName::Own("本会议安排".to_owned())));
    let spring = calendar.days(2026).into_iter().find(|e| e.day == d("2026-02-17")).expect("listed");
    assert!(matches!(spring.source, DaySource::Notice(n) if n.number == "国办发明电〔2025〕7号"));
    assert_eq!(calendar.days(2026).len(), 33 + 6 + 2);
    assert!(calendar.days(2031).is_empty() && calendar.days(i32::MAX).is_empty());
}

#[test]
fn years_are_known_by_notice_or_by_hand() {
    let shipped = WorkCalendar::default();
    assert_eq!(shipped.known_until(), 2026);
    assert!(!shipped.beyond_known(d("2026-12-31")) && shipped.beyond_known(d("2027-01-01")));
    // One own day does not make a year known; its holidays do.
    assert_eq!(WorkCalendar::new(&[own("2027-01-01", DayKind::Holiday)]).known_until(), 2026);
    let mut whole: Vec<DayOverride> =
        ["2027-01-01", "2027-10-01", "2027-05-03", "2027-02-05", "2027-02-08", "2027-02-09"].map(|day| own(day, DayKind::Holiday)).to_vec();
    assert_eq!(WorkCalendar::new(&whole).known_until(), 2027);
    whole.remove(1);
    assert_eq!(WorkCalendar::new(&whole).known_until(), 2026);
}

#[test]
fn counting_steps_over_holidays_and_into_make_up_days() {
    let calendar = WorkCalendar::default();
    for (from, n, expected) in [
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-10-09", 1, "2026-10-10"), // a working Saturday
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-09-21", -1, "2026-09-20"), // a working Sunday
        ("2026-11-28", -1, "2026-11-27"),
        ("2025-01-24", 1, "2025-01-26"),
        ("2025-01-27", 1, "2025-02-05"),
    ] {
        assert_eq!(calendar.add_working_days(d(from), n), d(expected), "{from} {n:+}");
    }
    assert_eq!(calendar.next_or_same(d("2026-10-01")), d("2026-10-08"));
    assert_eq!(calendar.previous_or_same(d("2026-10-07")), d("2026-09-30"));
    assert_eq!(calendar.previous_or_same(d("2026-10-10")), d("2026-10-10"));
    // Left until the deadline, and overdue by.
    assert_eq!(calendar.working_days_between(d("2026-11-23"), d("2026-11-30")), 5);
    assert_eq!(calendar.working_days_between(d("2026-11-30"), d("2026-11-27")), -1);
    assert_eq!(calendar.working_days_between(d("2026-11-28"), d("2026-11-27")), 0);
}

#[test]
fn a_deadline_tells_how_it_was_computed() {
    let calendar = WorkCalendar::default();
    let rule = DeadlineRule::AfterAssignment { working_days: 13 };
    let computed = rule.compute(d("2026-09-18"), &calendar);
    // 20 (Sunday worked), 21–24, 28–30, 8–10 (Saturday worked), 12, 13
    assert_eq!(computed.due_on, d("2026-10-13"));
    let Explanation::Counted { direction, from, working_days, weekend_days, holidays, makeup_days, beyond_known } = computed.explained
    else {
        panic!("counted");
    };
    assert_eq!((direction, from, working_days, beyond_known), (Direction::After, d("2026-09-18"), 13, false));
    assert_eq!(makeup_days, [d("2026-09-20"), d("2026-10-10")]);
    assert_eq!(weekend_days, 2, "19 September and 11 October");
    let runs: Vec<_> = holidays.iter().map(|h| (h.name.clone(), h.first, h.last, h.days)).collect();
    let named = DayName::Official;
    assert_eq!(
        runs,
        [
            (named(Festival::MidAutumn), d("2026-09-25"), d("2026-09-27"), 3),
            (named(Festival::NationalDay), d("2026-10-01"), d("2026-10-07"), 7),
        ]
    );
    // The plain case of the calendar: 13 working days, three weekends.
    let plain = rule.compute(d("2026-10-30"), &calendar);
    assert_eq!(plain.due_on, d("2026-11-18"));
    assert!(matches!(plain.explained, Explanation::Counted { weekend_days: 6, ref holidays, .. } if holidays.is_empty()));
}

#[test]
fn fixed_and_backward_deadlines() {
    let calendar = WorkCalendar::default();
    let fixed = DeadlineRule::Fixed { on: d("2026-10-01") }.compute(d("2026-09-01"), &calendar);
    assert_eq!(fixed.due_on, d("2026-10-01"), "a fixed date stays as fixed");
    assert!(matches!(
        fixed.explained,
        Explanation::Fixed { day_off: Some(DayOff::Holiday(DayName::Official(Festival::NationalDay))), beyond_known: false }
    ));
    let before = DeadlineRule::Before { on: d("2027-01-05"), working_days: 3 }.compute(d("2026-09-01"), &calendar);
    assert_eq!(before.due_on, d("2026-12-31"));
    assert!(before.explained.beyond_known(), "1 January 2027 is not known to be off");
    let none_left = DeadlineRule::Before { on: d("2026-10-05"), working_days: 0 }.compute(d("2026-09-01"), &calendar);
    assert_eq!(none_left.due_on, d("2026-09-30"));
    let at_once = DeadlineRule::AfterAssignment { working_days: 0 }.compute(d("2026-10-03"), &calendar);
    assert_eq!(at_once.due_on, d("2026-10-08"));
}

#[test]
fn rules_are_stored_as_plain_json() {
    for (rule, json) in [
        (DeadlineRule::Fixed { on: d("2026-12-31") }, r#"{"kind":"fixed","on":"2026-12-31"}"#),
        (DeadlineRule::AfterAssignment { working_days: 15 }, r#"{"kind":"after_assignment","working_days":15}"#),
        (DeadlineRule::Before { on: d("2026-12-31"), working_days: 5 }, r#"{"kind":"before","on":"2026-12-31","working_days":5}"#),
    ] {
        assert_eq!(serde_json::to_string(&rule).expect("serialised"), json);
        assert_eq!(serde_json::from_str::<DeadlineRule>(json).expect("read"), rule);
    }
    for wrong in [
        r#"{"kind":"fixed","on":"2026-02-30"}"#,
        r#"{"kind":"after_assignment","working_days":-1}"#,
        r#"{"kind":"after_assignment","working_days":70000}"#,
        r#"{"kind":"fixed","on":"2026-12-31","working_days":5}"#,
        r#"{"kind":"someday"}"#,
    ] {
        assert!(serde_json::from_str::<DeadlineRule>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn reports_fall_on_the_last_working_day_of_a_period() {
    let calendar = WorkCalendar::default();
    for (cadence, last, expected) in [
        (Cadence::Daily, "2026-09-30", Some("2026-10-08")),
        (Cadence::Weekly, "2026-11-23", Some("2026-11-27")),
        (Cadence::Weekly, "2026-11-27", Some("2026-12-04")),
        (Cadence::Weekly, "2026-11-28", Some("2026-12-04")),
        (Cadence::Weekly, "2026-09-14", Some("2026-09-20")), // ends on a working Sunday
        (Cadence::Weekly, "2026-02-13", Some("2026-02-14")),
        (Cadence::Weekly, "2026-02-14", Some("2026-02-28")), // the week of Spring Festival has no working day
        (Cadence::Monthly, "2024-02-01", Some("2024-02-29")),
        (Cadence::Monthly, "2025-01-31", Some("2025-02-28")),
        (Cadence::Monthly, "2026-01-31", Some("2026-02-28")),
        (Cadence::Monthly, "2026-11-30", Some("2026-12-31")),
        (Cadence::Quarterly, "2026-11-23", Some("2026-12-31")),
        (Cadence::Quarterly, "2026-02-01", Some("2026-03-31")),
        (Cadence::HalfYearly, "2026-01-01", Some("2026-06-30")),
        (Cadence::HalfYearly, "2024-06-28", Some("2024-12-31")), // 30 June 2024 is a Sunday, 28 its report
        (Cadence::Yearly, "2026-12-31", Some("2027-12-31")),
        (Cadence::Once, "2026-11-23", None),
        (Cadence::Ongoing, "2026-11-23", None),
    ] {
        assert_eq!(cadence.next_report(d(last), &calendar), expected.map(d), "{cadence:?} after {last}");
    }
    assert_eq!(Cadence::Monthly.period(d("2024-02-10")), Some((d("2024-02-01"), d("2024-02-29"))));
    assert_eq!(Cadence::Weekly.period(d("2026-11-29")), Some((d("2026-11-23"), d("2026-11-29"))));
    for cadence in Cadence::ALL {
        assert_eq!(cadence.as_str().parse(), Ok(cadence));
        let json = serde_json::to_string(&cadence).expect("serialised");
        assert_eq!(json.trim_matches('"'), cadence.as_str(), "one name for both");
    }
}

/// Identifiers of the messages in a Fluent file.
fn keys(file: &str) -> Vec<String> {
    use fluent_syntax::ast::Entry;
    let resource = fluent_syntax::parser::parse(file).expect("a Fluent file without faults");
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    });
    messages.collect()
}

#[test]
fn whatever_the_calendar_says_has_words_in_both_languages() {
    use crate::platform::{error::Arg, i18n::Lang};
    let chinese = keys(include_str!("../../templates/locale/zh-CN/calendar.ftl"));
    let english = keys(include_str!("../../templates/locale/en/calendar.ftl"));
    assert_eq!(chinese, english);
    let calendar = WorkCalendar::new(&[own("2027-03-01", DayKind::Holiday)]);
    let mut said: Vec<String> = Cadence::ALL.map(Cadence::key).to_vec();
    said.extend([DayKind::Holiday, DayKind::Workday].map(|kind| kind.key().to_owned()));
    let names = Festival::ALL.map(|festival| DayName::Official(festival).arg());
    for rule in [
        DeadlineRule::Fixed { on: d("2027-06-01") },
        DeadlineRule::Fixed { on: d("2026-11-28") },
        DeadlineRule::Fixed { on: d("2027-03-01") },
        DeadlineRule::AfterAssignment { working_days: 0 },
        DeadlineRule::AfterAssignment { working_days: 30 },
        DeadlineRule::Before { on: d("2026-11-28"), working_days: 0 },
        DeadlineRule::Before { on: d("2026-11-28"), working_days: 3 },
    ] {
        let sentences = rule.compute(d("2026-09-18"), &calendar).explained.sentences();
        said.extend(sentences.iter().map(|sentence| sentence.key.to_owned()));
    }
    // What stands between them.
    said.push("calendar-explained-join".to_owned());
    let explained = DeadlineRule::AfterAssignment { working_days: 3 }.compute(d("2026-11-26"), &calendar).explained;
    assert_eq!(explained.said(Lang::ZhCn), "3 个工作日：自 2026-11-26 起，当日不计；扣除周末 2 天");
    assert_eq!(explained.said(Lang::En).matches("; ").count(), 1, "{}", explained.said(Lang::En));
    said.extend(names.into_iter().filter_map(|arg| if let Arg::Key(key) = arg { Some(key) } else { None }));
    for key in &said {
        assert!(chinese.contains(key), "no words for {key}");
    }
    for key in &chinese {
        assert!(said.contains(key), "{key} is never said");
    }
    // In order: asked for, weekends, holidays, make-up days.
    let sentences = DeadlineRule::AfterAssignment { working_days: 13 }.compute(d("2026-09-18"), &calendar).explained.sentences();
    let order: Vec<&str> = sentences.iter().map(|s| s.key.trim_start_matches("calendar-explained-")).collect();
    assert_eq!(order, ["after", "weekends", "holiday", "holiday", "makeup", "makeup"]);
    assert_eq!(sentences[0].args, [("from", Arg::Text("2026-09-18".to_owned())), ("days", Arg::Number(13.0))]);
}
