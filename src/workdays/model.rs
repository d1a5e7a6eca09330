//! Changes of a workspace's own days, as values and as lines of text that travel through the confirming form.

use chrono::{Datelike, NaiveDate};

use crate::{
    calendar::{DayKind, DayOverride},
    platform::error::Message,
};

/// Days a workspace may set: between these years, both included.
pub const YEARS: (i32, i32) = (2000, 2100);
/// Longest name of a day, in characters; most days changed at once.
pub const NAME_MAX: usize = 30;
pub const EDITS_MAX: usize = 400;

/// One change of the workspace's own days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// This day is off, or worked, whatever the notices say.
    Set(DayOverride),
    /// The notices hold again for this day.
    Remove(NaiveDate),
}

impl Edit {
    pub fn day(&self) -> NaiveDate {
        match self {
            Self::Set(own) => own.day,
            Self::Remove(day) => *day,
        }
    }
}

/// As stored and sent.
pub fn kind_text(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Holiday => "holiday",
        DayKind::Workday => "workday",
    }
}

pub fn kind_of(text: &str) -> Option<DayKind> {
    [DayKind::Holiday, DayKind::Workday].into_iter().find(|k| kind_text(*k) == text)
}

/// A day between the years a workspace may set.
pub fn day(text: &str) -> Result<NaiveDate, Message> {
    let level = text.trim().replace(['/', '.', '年', '月'], "-").replace('日', "");
    match NaiveDate::parse_from_str(&level, "%Y-%m-%d") {
        Ok(day) if (YEARS.0..=YEARS.1).contains(&day.year()) => Ok(day),
        Ok(_) => Err(Message::new("workdays-day-far").text("first", YEARS.0.to_string()).text("last", YEARS.1.to_string())),
        Err(_) => Err(Message::new("workdays-day-wrong")),
    }
}

/// A day's name on one line; it must say something.
pub fn name(text: &str) -> Result<String, Message> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Message::new("workdays-name-missing")),
        n if n > NAME_MAX => Err(Message::new("workdays-name-long").text("limit", NAME_MAX.to_string())),
        _ => Ok(name),
    }
}

/// The edits as lines: `2027-02-08 holiday 春节`, `2027-02-08 -`.
pub fn to_lines(edits: &[Edit]) -> String {
    let line = |edit: &Edit| match edit {
        Edit::Set(own) => format!("{} {} {}", own.day, kind_text(own.kind), own.name),
        Edit::Remove(day) => format!("{day} -"),
    };
    edits.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads [`to_lines`] back; none for lines that were tampered with.
pub fn of_lines(text: &str) -> Option<Vec<Edit>> {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    let edits: Option<Vec<Edit>> = lines
        .map(|line| {
            let (date, rest) = line.split_once(' ')?;
            let day = day(date).ok()?;
            if rest.trim() == "-" {
                return Some(Edit::Remove(day));
            }
            let (kind, own_name) = rest.split_once(' ')?;
            Some(Edit::Set(DayOverride { day, kind: kind_of(kind)?, name: name(own_name).ok()? }))
        })
        .collect();
    edits.filter(|e| e.len() <= EDITS_MAX)
}

/// The edits that change something, and the days as they leave them.
pub fn applied(own: &[DayOverride], edits: &[Edit]) -> (Vec<Edit>, Vec<DayOverride>) {
    let mut days = own.to_vec();
    let mut real = Vec::new();
    for edit in edits {
        let at = days.iter().position(|d| d.day == edit.day());
        match (edit, at) {
            (Edit::Set(new), Some(at)) if days[at] == *new => continue,
            (Edit::Set(new), Some(at)) => days[at] = new.clone(),
            (Edit::Set(new), None) => days.push(new.clone()),
            (Edit::Remove(_), Some(at)) => drop(days.remove(at)),
            (Edit::Remove(_), None) => continue,
        }
        real.push(edit.clone());
    }
    days.sort_by_key(|d| d.day);
    (real, days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(date: &str, kind: DayKind, name: &str) -> Edit {
        Edit::Set(DayOverride { day: day(date).expect("a day"), kind, name: name.into() })
    }

    #[test]
    fn edits_travel_as_lines() {
        let edits = vec![set("2027-02-08", DayKind::Holiday, "春节 假"), Edit::Remove(day("2027/2/9").expect("a day"))];
        assert_eq!(of_lines(&to_lines(&edits)), Some(edits));
        for rubbish in ["2027-02-08", "2027-02-30 -", "2027-02-08 party x", "1999-01-01 -", "2027-02-08 holiday  "] {
            assert_eq!(of_lines(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2027, 2, 8).expect("a date");
        for text in ["2027-02-08", "2027/2/8", "2027.2.8", " 2027年2月8日 "] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        assert!(day("8 Feb").is_err() && day("12027-02-08").is_err());
    }

    #[test]
    fn only_what_changes_something_counts() {
        let Edit::Set(one) = set("2027-02-08", DayKind::Holiday, "春节") else { panic!() };
        let edits = [Edit::Set(one.clone()), Edit::Remove(day("2027-03-01").expect("a day")), set("2027-02-07", DayKind::Workday, "调休")];
        let (real, days) = applied(std::slice::from_ref(&one), &edits);
        assert_eq!(real, [edits[2].clone()]);
        assert_eq!(days.iter().map(|d| d.day.to_string()).collect::<Vec<_>>(), ["2027-02-07", "2027-02-08"]);
    }
}
