//! What was typed into the table.

use super::row::Cells;
use crate::{
    calendar::{Cadence, DeadlineRule},
    platform::{
        error::{FieldErrors, Message},
        http::Fields,
    },
    policy::{
        actions::{Fill, Row, Seen},
        pages::proposal,
    },
};

/// The most rows a page sends.
const ROWS_MAX: usize = 200;

/// The proposals whose rows were touched, as typed. Fields: `due-{id}`, `cadence-{id}`.
pub fn rows(errors: &mut FieldErrors, fields: &Fields) -> Vec<Row> {
    row_ids(fields).into_iter().filter_map(|id| row(errors, fields, id)).collect()
}

fn row(errors: &mut FieldErrors, fields: &Fields, id: i64) -> Option<Row> {
    let cells = Cells::typed(fields, id);
    if cells.joined() == fields.trimmed(&format!("was-{id}")) {
        return None;
    }
    let due = format!("due-{id}");
    // A deadline that is another rule stays until a date is typed over it.
    let rule = match (cells.due.is_empty(), fields.has(&format!("rule-{id}"))) {
        (true, true) => None,
        (true, false) => Some(None),
        (false, _) => day(errors, &due, &cells.due).map(|on| Some(DeadlineRule::Fixed { on })),
    };
    let cadence = proposal::cadence(errors, &format!("cadence-{id}"), &cells.cadence);
    Some(Row { seen: seen(fields, id)?, lead: cells.lead, support: cells.support, rule, cadence })
}

fn day(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<chrono::NaiveDate> {
    let day = typed.parse().ok();
    if day.is_none() {
        errors.add(field, Message::new("policy-not-a-day"));
    }
    day
}

fn seen(fields: &Fields, id: i64) -> Option<Seen> {
    Some(Seen { id, version: fields.trimmed(&format!("version-{id}")).parse().ok()? })
}

/// The proposals whose rows were sent.
pub fn row_ids(fields: &Fields) -> Vec<i64> {
    fields.all("row").into_iter().take(ROWS_MAX).filter_map(|id| id.parse().ok()).collect()
}

/// The ticked proposals as they were seen.
pub fn ticked(fields: &Fields) -> Vec<Seen> {
    let ids = fields.all("tick").into_iter().filter_map(|t| t.strip_prefix('p')?.parse().ok());
    ids.filter_map(|id| seen(fields, id)).collect()
}

/// The clauses of all that is ticked, as they were seen.
pub fn ticked_clauses(fields: &Fields) -> Vec<Seen> {
    let of = |tick: &str| -> Option<i64> {
        match tick.strip_prefix('p') {
            Some(proposal) => fields.trimmed(&format!("of-{proposal}")).parse().ok(),
            None => tick.strip_prefix('c')?.parse().ok(),
        }
    };
    let ids = fields.all("tick").into_iter().filter_map(of);
    ids.filter_map(|id| Some(Seen { id, version: fields.trimmed(&format!("clause-{id}")).parse().ok()? })).collect()
}

/// What is to be filled into the ticked ones. Fields: `fill-due`, `fill-days`, `fill-cadence`.
pub fn fill(errors: &mut FieldErrors, fields: &Fields) -> Fill {
    let (due, days) = (fields.trimmed("fill-due"), fields.trimmed("fill-days"));
    let rule = match (due.is_empty(), days.is_empty()) {
        (true, true) => None,
        (false, true) => day(errors, "fill-due", due).map(|on| DeadlineRule::Fixed { on }),
        (true, false) => working_days(errors, days).map(|working_days| DeadlineRule::AfterAssignment { working_days }),
        (false, false) => {
            errors.add("fill-due", Message::new("policy-fill-one-rule"));
            None
        }
    };
    let cadence: Option<Cadence> = proposal::cadence(errors, "fill-cadence", fields.trimmed("fill-cadence"));
    Fill { lead: fields.trimmed("fill-lead").to_owned(), support: fields.trimmed("fill-support").to_owned(), rule, cadence }
}

fn working_days(errors: &mut FieldErrors, typed: &str) -> Option<u16> {
    let days = typed.parse::<u16>().ok().filter(|d| *d <= 2000);
    if days.is_none() {
        errors.add("fill-days", Message::new("policy-not-days"));
    }
    days
}
