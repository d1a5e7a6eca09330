//! What is typed, pasted or uploaded about days.

use chrono::NaiveDate;

use super::model::{EDITS_MAX, Edit, day, kind_of, name};
use crate::{
    calendar::{DayKind, DayOverride},
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::Fields,
        table::{self, Row},
    },
};

/// Longest run of days entered at once.
const RUN_MAX: i64 = 60;

/// Reads the form of one day or a run of days.
pub fn read_days(fields: &Fields) -> Result<Vec<Edit>> {
    let mut errors = FieldErrors::default();
    let mut date = |field: &str| match day(fields.trimmed(field)) {
        Ok(day) => Some(day),
        Err(message) => {
            errors.add(field, message);
            None
        }
    };
    let first = date("day");
    let last = if fields.trimmed("until").is_empty() { first } else { date("until") };
    let kind = kind_of(fields.trimmed("kind"));
    if kind.is_none() {
        errors.add("kind", Message::new("workdays-kind-missing"));
    }
    let name = match name(fields.trimmed("name")) {
        Ok(name) => name,
        Err(message) => {
            errors.add("name", message);
            String::new()
        }
    };
    let run = match first.zip(last) {
        Some((first, last)) if last < first => {
            errors.add("until", Message::new("workdays-until-before"));
            Vec::new()
        }
        Some((first, last)) if (last - first).num_days() >= RUN_MAX => {
            errors.add("until", Message::new("workdays-run-long").text("limit", RUN_MAX.to_string()));
            Vec::new()
        }
        Some((first, last)) => first.iter_days().take_while(|d| *d <= last).collect(),
        None => Vec::new(),
    };
    let kind = kind.unwrap_or(DayKind::Holiday);
    errors.finish(run.into_iter().map(|day| Edit::Set(DayOverride { day, kind, name: name.clone() })).collect())
}

/// Reads a pasted or uploaded list: day, off or worked, name; the errors name the rows.
pub fn read_list(fields: &Fields) -> Result<Vec<Edit>> {
    let rows = match (fields.file("file"), fields.get("list").filter(|l| !l.trim().is_empty())) {
        (Some(upload), _) => table::read_upload("file", upload)?,
        (None, Some(text)) => table::read_text("list", text)?,
        (None, None) => return Err(Error::invalid("list", Message::new("workdays-list-missing"))),
    };
    let mut errors = FieldErrors::default();
    let mut edits: Vec<Edit> = Vec::new();
    let has_heads = rows.first().is_some_and(|r| day(&r.cells[0]).is_err() && is_head(&r.cells[0]));
    for row in rows.iter().skip(usize::from(has_heads)) {
        match edit_of(row) {
            Ok(own) if edits.iter().any(|e| e.day() == own.day) => {
                errors.add("list", at(row, Message::new("workdays-day-twice").text("day", own.day.to_string())));
            }
            Ok(own) => edits.push(Edit::Set(own)),
            Err(message) => errors.add("list", at(row, message)),
        }
        if errors.0.len() == 20 {
            break;
        }
    }
    if edits.len() > EDITS_MAX {
        errors.add("list", Message::new("workdays-too-many").text("limit", EDITS_MAX.to_string()));
    }
    errors.finish(edits)
}

fn is_head(cell: &str) -> bool {
    ["日期", "日", "date", "day"].contains(&cell.trim().to_lowercase().as_str())
}

/// Names the row before what is wrong with it.
fn at(row: &Row, message: Message) -> Message {
    let outer = Message::new(match message.key {
        "workdays-day-far" => "workdays-row-day-far",
        "workdays-day-twice" => "workdays-row-day-twice",
        "workdays-kind-missing" => "workdays-row-kind",
        "workdays-name-missing" => "workdays-row-name-missing",
        "workdays-name-long" => "workdays-row-name-long",
        _ => "workdays-row-day-wrong",
    });
    Message { args: message.args, ..outer }.text("row", row.number.to_string())
}

fn edit_of(row: &Row) -> std::result::Result<DayOverride, Message> {
    let cell = |at: usize| row.cells.get(at).map(String::as_str).unwrap_or_default();
    let day: NaiveDate = day(cell(0))?;
    let kind = match cell(1).trim().to_lowercase().as_str() {
        "放假" | "休" | "休息" | "假" | "off" | "holiday" | "day off" => DayKind::Holiday,
        "上班" | "班" | "调休" | "调休上班" | "work" | "workday" | "working" => DayKind::Workday,
        _ => return Err(Message::new("workdays-kind-missing")),
    };
    Ok(DayOverride { day, kind, name: name(cell(2))? })
}
