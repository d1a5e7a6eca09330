//! Cell values and number formats of an XLSX.

use super::Refusal;
use super::archive::{Part, attribute};
use chrono::{Datelike, Days, NaiveDate};
use quick_xml::events::Event;

/// The texts that cells refer to by number, one after the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }

    /// Reads `xl/sharedStrings.xml`.
    pub fn parse(mut part: Part) -> Result<Strings, Refusal> {
        let mut strings = Strings::default();
        let (mut inside, mut phonetic) = (false, false);
        part.each(|event| {
            match event {
                Event::Start(e) => match e.local_name().as_ref() {
                    b"t" => inside = !phonetic,
                    b"rPh" => phonetic = true,
                    _ => {}
                },
                Event::Empty(e) if e.local_name().as_ref() == b"si" => strings.end(),
                Event::End(e) => match e.local_name().as_ref() {
                    b"si" => strings.end(),
                    b"t" => inside = false,
                    b"rPh" => phonetic = false,
                    _ => {}
                },
                event if inside => push_text(event, &mut strings.text),
                _ => {}
            }
            Ok(())
        })?;
        Ok(strings)
    }

    fn end(&mut self) {
        self.ends.push(self.text.len() as u32);
    }
}

/// Appends an event's text, entities resolved.
pub(super) fn push_text(event: &Event, out: &mut String) {
    match event {
        Event::Text(t) => out.push_str(&String::from_utf8_lossy(t)),
        Event::CData(t) => out.push_str(&String::from_utf8_lossy(t)),
        Event::GeneralRef(r) => match r.resolve_char_ref() {
            Ok(Some(c)) => out.push(c),
            _ => out.push_str(match &**r {
                b"amp" => "&",
                b"lt" => "<",
                b"gt" => ">",
                b"quot" => "\"",
                b"apos" => "'",
                _ => "",
            }),
        },
        _ => {}
    }
}

/// How a cell style shows its number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shown {
    Plain,
    Date,
    /// A month without its day.
    Month,
    Percent,
}

/// What each cell style shows, by its index.
pub(super) fn shown(mut part: Part) -> Result<Vec<Shown>, Refusal> {
    let (mut codes, mut out, mut inside) = (std::collections::HashMap::new(), Vec::new(), false);
    part.each(|event| {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"numFmt" => {
                    let id = attribute(e, "numFmtId").unwrap_or_default();
                    codes.insert(id, attribute(e, "formatCode").unwrap_or_default());
                }
                b"cellXfs" => inside = true,
                b"xf" if inside => {
                    let id = attribute(e, "numFmtId").unwrap_or_default();
                    out.push(kind_of(&id, codes.get(&id).map(String::as_str)));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == b"cellXfs" => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(out)
}

fn kind_of(id: &str, code: Option<&str>) -> Shown {
    if let Some(code) = code {
        let code = code.to_ascii_lowercase();
        let has = |c| code.contains(c);
        return match () {
            () if has('%') => Shown::Percent,
            () if has('y') && has('d') => Shown::Date,
            () if has('m') && has('d') => Shown::Date,
            () if has('y') && has('m') => Shown::Month,
            () => Shown::Plain,
        };
    }
    match id.parse::<u32>() {
        Ok(9 | 10) => Shown::Percent,
        Ok(27 | 57) => Shown::Month,
        Ok(14..=17 | 22 | 28..=36 | 50..=58) => Shown::Date,
        _ => Shown::Plain,
    }
}

/// A number as its cell shows it; days count from 1899-12-30.
pub(super) fn number(raw: &str, shown: Shown) -> String {
    let Ok(value) = raw.trim().parse::<f64>() else { return raw.trim().to_owned() };
    let day = || {
        let days = (1.0..200_000.0).contains(&value).then_some(value as u64)?;
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
    };
    match (shown, day()) {
        (Shown::Date, Some(day)) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        (Shown::Month, Some(day)) => format!("{}年{}月", day.year(), day.month()),
        (Shown::Percent, _) => format!("{}%", tidy(value * 100.0)),
        _ => tidy(value),
    }
}

/// A number without the noise of binary fractions.
fn tidy(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    format!("{rounded}")
}
