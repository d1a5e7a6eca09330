//! Rows of progress reports and their figures.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    duties::model::{Measured, NewReport},
    platform::{
        db::{Conn, among},
        error::Result,
        id::new_id,
    },
    schema::{measures, reports},
    tenancy::Scope,
};

/// Keeps a report with its figures; returns its id.
pub fn insert_report(conn: &mut Conn, scope: &Scope, duty_id: i64, report: &NewReport) -> Result<i64> {
    let id = new_id();
    diesel::insert_into(reports::table)
        .values((
            reports::workspace_id.eq(scope.workspace_id()),
            reports::id.eq(id),
            reports::duty_id.eq(duty_id),
            reports::department_id.eq(report.department_id),
            reports::person_id.eq(scope.person_id()),
            reports::actor.eq(scope.actor_name()),
            reports::at.eq(scope.now()),
            reports::as_of.eq(report.as_of),
            reports::text.eq(&report.text),
        ))
        .execute(conn)?;
    for (target_id, value) in &report.figures {
        diesel::insert_into(measures::table)
            .values((
                measures::workspace_id.eq(scope.workspace_id()),
                measures::report_id.eq(id),
                measures::target_id.eq(target_id),
                measures::value.eq(value),
            ))
            .execute(conn)?;
    }
    Ok(id)
}

/// The values reported on a duty's targets, the latest `limit`, in the order reported.
pub fn measured(conn: &mut Conn, scope: &Scope, duty_id: i64, limit: i64) -> Result<Vec<Measured>> {
    // Asked one after the other: joined and in order, SQLite walks along the reports of all duties.
    let found: Vec<(i64, i64, NaiveDate)> = reports::table
        .filter(reports::workspace_id.eq(scope.workspace_id()))
        .filter(reports::duty_id.eq(duty_id))
        .order(reports::id.desc())
        .limit(limit)
        .select((reports::id, reports::department_id, reports::as_of))
        .load(conn)?;
    let ids: Vec<i64> = found.iter().map(|(id, ..)| *id).collect();
    let mut rows: Vec<(i64, i64, f64)> = measures::table
        .filter(measures::workspace_id.eq(scope.workspace_id()))
        .filter(among(measures::report_id, &ids))
        .select((measures::report_id, measures::target_id, measures::value))
        .load(conn)?;
    rows.sort_unstable_by_key(|(report_id, target_id, _)| (std::cmp::Reverse(*report_id), *target_id));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows.reverse();
    let of = |(report_id, target_id, value)| {
        let (_, department_id, as_of) = found.iter().find(|(id, ..)| *id == report_id)?;
        Some(Measured { target_id, department_id: *department_id, as_of: *as_of, value })
    };
    Ok(rows.into_iter().filter_map(of).collect())
}
