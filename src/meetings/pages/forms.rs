//! What forms about meetings have in common: reading dates, times and choices, and coming back with what was wrong.

use actix_web::http::StatusCode;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;

use crate::{
    duties::{self, DepartmentName},
    meetings::store,
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message},
        http::Fields,
        i18n::{Lang, t},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    tenancy::{DepartmentKind, Scope},
};

/// `meetings/form`: a head, what will happen, one form.
#[derive(Serialize)]
pub struct FormPage {
    pub head: Head,
    /// What will happen; empty for everyday steps.
    pub what: Vec<String>,
    pub form: FormView,
}

impl FormPage {
    /// Short fields stand two beside each other; everything else has its own line.
    pub fn new(head: Head, what: Vec<String>, mut form: FormView) -> Self {
        for field in &mut form.fields {
            field.whole = field.size != Some("short");
        }
        Self { head, what, form }
    }
}

/// As [`http::again`].
pub fn again(lang: Lang, form: FormView, error: Error) -> Result<(StatusCode, FormView), Error> {
    crate::platform::http::again(lang, form, error, "meeting-conflict")
}

/// A date that must be there.
pub fn date(errors: &mut FieldErrors, fields: &Fields, name: &'static str) -> NaiveDate {
    match optional_date(errors, fields, name) {
        Some(day) => day,
        None => {
            if fields.trimmed(name).is_empty() {
                errors.add(name, Message::new("field-required"));
            }
            NaiveDate::default()
        }
    }
}

pub fn optional_date(errors: &mut FieldErrors, fields: &Fields, name: &'static str) -> Option<NaiveDate> {
    fields.day(name, errors)
}

/// A time of day, `14:30`.
pub fn time(errors: &mut FieldErrors, fields: &Fields, name: &'static str) -> NaiveTime {
    let typed = fields.trimmed(name);
    let read = NaiveTime::parse_from_str(typed, "%H:%M").or_else(|_| NaiveTime::parse_from_str(typed, "%H:%M:%S"));
    read.unwrap_or_else(|_| {
        errors.add(name, Message::new(if typed.is_empty() { "field-required" } else { "field-time-wrong" }));
        NaiveTime::MIN
    })
}

/// Day and time together.
pub fn instant(errors: &mut FieldErrors, fields: &Fields) -> NaiveDateTime {
    let day = date(errors, fields, "day");
    day.and_time(time(errors, fields, "time"))
}

/// A whole number; `empty` when nothing was typed.
pub fn number(errors: &mut FieldErrors, fields: &Fields, name: &'static str, empty: i32) -> i32 {
    match fields.trimmed(name) {
        "" => empty,
        typed => typed.parse().unwrap_or_else(|_| {
            errors.add(name, Message::new("field-number-wrong"));
            empty
        }),
    }
}

/// The id a select holds; none when nothing is chosen. What is no id names nothing.
pub fn chosen(fields: &Fields, name: &str) -> Option<i64> {
    match fields.trimmed(name) {
        "" => None,
        typed => Some(typed.parse().unwrap_or(-1)),
    }
}

/// The ids a list of boxes holds.
pub fn ids(fields: &Fields, name: &str) -> Vec<i64> {
    fields.all(name).into_iter().map(|v| v.parse().unwrap_or(-1)).collect()
}

/// Members to choose one of; the first choice is nobody.
pub fn member_choices(lang: Lang, members: &[store::Member], chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", t(lang, "meeting-nobody-yet"), chosen.is_empty());
    let one = |m: &store::Member| Choice::new(m.membership_id, &*m.name, m.membership_id.to_string() == chosen);
    std::iter::once(none).chain(members.iter().map(one)).collect()
}

/// Departments a full meeting invites unless somebody says otherwise: the members, not the local governments they look after.
pub fn member_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>, Error> {
    let own = |d: &duties::queries::Department| d.is_open() && d.kind == DepartmentKind::Department.as_str();
    Ok(duties::queries::departments(conn, scope)?.into_iter().filter(own).map(|d| d.id).collect())
}

/// Departments to tick.
pub fn departments(lang: Lang, name: &str, label: &'static str, open: &[DepartmentName], chosen: &[String]) -> FieldView {
    let one = |d: &DepartmentName| Choice {
        find: Some(d.name.clone()),
        ..Choice::new(d.id, &*d.short_name, chosen.iter().any(|c| *c == d.id.to_string()))
    };
    FieldView { whole: true, ..FieldView::new("departments", name, t(lang, label)).options(open.iter().map(one).collect()) }
}
