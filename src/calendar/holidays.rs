//! The State Council's yearly notices on days off and make-up working days, shipped as data: one file a year.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::DayKind;

/// The yearly files. A new year is one more file and one more line here.
const FILES: [&str; 3] = [include_str!("holidays/2024.csv"), include_str!("holidays/2025.csv"), include_str!("holidays/2026.csv")];

/// A festival the notices arrange days off for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Festival {
    /// 元旦
    NewYear,
    /// 春节
    SpringFestival,
    /// 清明节
    Qingming,
    /// 劳动节
    LabourDay,
    /// 端午节
    DragonBoat,
    /// 中秋节
    MidAutumn,
    /// 国庆节
    NationalDay,
    /// 国庆节、中秋节, in a year whose notice joins them
    NationalDayAndMidAutumn,
}

impl Festival {
    /// Every festival, in the order of the year.
    pub const ALL: [Festival; 8] = [
        Festival::NewYear,
        Festival::SpringFestival,
        Festival::Qingming,
        Festival::LabourDay,
        Festival::DragonBoat,
        Festival::MidAutumn,
        Festival::NationalDay,
        Festival::NationalDayAndMidAutumn,
    ];

    /// The festival's code in the data files and, after `calendar-festival-`, in the message files.
    pub fn code(self) -> &'static str {
        match self {
            Festival::NewYear => "new-year",
            Festival::SpringFestival => "spring-festival",
            Festival::Qingming => "qingming",
            Festival::LabourDay => "labour-day",
            Festival::DragonBoat => "dragon-boat",
            Festival::MidAutumn => "mid-autumn",
            Festival::NationalDay => "national-day",
            Festival::NationalDayAndMidAutumn => "national-day-and-mid-autumn",
        }
    }

    fn from_code(code: &str) -> Option<Festival> {
        Festival::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// One notice of the State Council's General Office (国务院办公厅) and what it arranges.
#[derive(Debug, PartialEq, Eq)]
pub struct Notice {
    /// The year arranged.
    pub year: i32,
    /// The notice's title.
    pub title: String,
    /// The notice's document number (文号).
    pub number: String,
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// Where the government publishes it.
    pub address: String,
    /// Days off: first day, last day, for which festival.
    pub off: Vec<(NaiveDate, NaiveDate, Festival)>,
    /// Days worked instead (调休): the day and the festival it makes up for.
    pub work: Vec<(NaiveDate, Festival)>,
}

impl Notice {
    /// Every single day the notice speaks of.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, DayKind, Festival)> {
        let off = self.off.iter().flat_map(|&(first, last, festival)| {
            first.iter_days().take_while(move |day| *day <= last).map(move |day| (day, DayKind::Holiday, festival))
        });
        let work = self.work.iter().map(|&(day, festival)| (day, DayKind::Workday, festival));
        off.chain(work)
    }
}

/// The notices shipped with the program, oldest first, without a gap between years.
pub fn notices() -> &'static [Notice] {
    static NOTICES: LazyLock<Vec<Notice>> = LazyLock::new(|| {
        FILES
            .iter()
            .map(|text| match parse(text) {
                Ok(notice) => notice,
                // The files are part of the program and a test reads them all.
                Err(fault) => unreachable!("holiday data shipped with the program: {fault}"),
            })
            .collect()
    });
    &NOTICES
}

/// The years the shipped notices cover.
pub(super) fn years() -> RangeInclusive<i32> {
    let all = notices();
    let first = all.first().map_or(0, |n| n.year);
    let last = all.last().map_or(0, |n| n.year);
    first..=last
}

/// Reads one yearly file; the error names the line.
pub(super) fn parse(text: &str) -> Result<Notice, String> {
    let mut notice: Option<Notice> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split(',').collect();
        read_line(&fields, &mut notice).map_err(|fault| format!("line {}: {fault}", index + 1))?;
    }
    notice.ok_or_else(|| "no notice line".to_owned())
}

fn read_line(fields: &[&str], notice: &mut Option<Notice>) -> Result<(), String> {
    match (fields, notice) {
        (["notice", year, title, number, issued_on, address], none @ None) => {
            *none = Some(Notice {
                year: year.parse().map_err(|_| format!("year {year}"))?,
                title: (*title).to_owned(),
                number: (*number).to_owned(),
                issued_on: date(issued_on)?,
                address: (*address).to_owned(),
                off: Vec::new(),
                work: Vec::new(),
            });
        }
        (["off", first, last, code], Some(notice)) => {
            let (first, last) = (date(first)?, date(last)?);
            if last < first {
                return Err(format!("{last} before {first}"));
            }
            notice.off.push((first, last, festival(code)?));
        }
        (["work", day, code], Some(notice)) => notice.work.push((date(day)?, festival(code)?)),
        _ => return Err(format!("cannot be read: {}", fields.join(","))),
    }
    Ok(())
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("date {text}"))
}

fn festival(code: &str) -> Result<Festival, String> {
    Festival::from_code(code).ok_or_else(|| format!("festival {code}"))
}
