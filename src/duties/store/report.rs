//! Rows of progress reports and their figures.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    duties::model::{Measured, NewReport},
    platform::{db::Conn, error::Result, id::new_id},
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
    let mut rows: Vec<(i64, i64, NaiveDate, f64)> = measures::table
        .inner_join(reports::table.on(reports::workspace_id.eq(measures::workspace_id).and(reports::id.eq(measures::report_id))))
        .filter(reports::workspace_id.eq(scope.workspace_id()))
        .filter(reports::duty_id.eq(duty_id))
        .order((reports::id.desc(), measures::target_id))
        .limit(limit)
        .select((measures::target_id, reports::department_id, reports::as_of, measures::value))
        .load(conn)?;
    rows.reverse();
    Ok(rows.into_iter().map(|(target_id, department_id, as_of, value)| Measured { target_id, department_id, as_of, value }).collect())
}
