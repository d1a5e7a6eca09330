//! The record of a hearing.

use chrono::NaiveDate;
use serde_json::json;

use super::{Seen, begin, finish, paper, people::require_clear};
use crate::{
    accountability::{
        model::{Action, Paper, PaperKind},
        store,
    },
    duties::words,
    platform::{
        clock,
        db::Conn,
        error::{FieldErrors, Message, Result},
    },
    tenancy::Scope,
};

/// A hearing as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hearing {
    pub day: Option<NaiveDate>,
    /// Who was there.
    pub present: String,
    pub record: String,
}

/// Writes down a hearing that was held. Errors by field: `day`, `present`, `record`.
pub fn hear(conn: &mut Conn, scope: &Scope, seen: &Seen, typed: &Hearing) -> Result<Paper> {
    let mut begun = begin(conn, scope, seen, Action::Hear)?;
    require_clear(&begun)?;
    let mut errors = FieldErrors::default();
    match typed.day {
        None => errors.add("day", Message::new("field-required")),
        Some(day) if day > scope.today() => errors.add("day", Message::new("matter-future")),
        Some(day) => {
            let told = begun.matter.notified_at.map(|at| clock::local(at, scope.zone()).date());
            if let Some(told) = told.filter(|told| day < *told) {
                errors.add("day", Message::new("matter-heard-early").text("day", told.to_string()));
            }
        }
    }
    let present = words::required(&mut errors, "present", &typed.present, words::REASON_MAX);
    let record = words::required(&mut errors, "record", &typed.record, words::TEXT_MAX);
    errors.finish(())?;
    let paper = Paper { day: typed.day, present, ..paper(scope, &begun.matter, PaperKind::Hearing, record) };
    store::insert_paper(conn, scope, &paper)?;
    let day = paper.day.map(|d| d.to_string()).unwrap_or_default();
    finish(conn, scope, &mut begun, Action::Hear, &paper.text, json!({ "day": day, "present": paper.present }))?;
    Ok(paper)
}
