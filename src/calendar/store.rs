//! Rows of the days a workspace has entered itself.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{DayKind, DayOverride, WorkCalendar};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::calendar_days,
    tenancy::Scope,
};

/// The working days of the scope's workspace: the shipped notices with its own days over them. The shipped ones alone are made once
/// for the process.
pub fn load(conn: &mut Conn, scope: &Scope) -> Result<Arc<WorkCalendar>> {
    static SHIPPED: LazyLock<Arc<WorkCalendar>> = LazyLock::new(|| Arc::new(WorkCalendar::default()));
    let own = own_days(conn, scope)?;
    Ok(if own.is_empty() { Arc::clone(&SHIPPED) } else { Arc::new(WorkCalendar::new(&own)) })
}

/// The days the workspace has entered itself, in order.
pub fn own_days(conn: &mut Conn, scope: &Scope) -> Result<Vec<DayOverride>> {
    let rows: Vec<(NaiveDate, String, String)> = calendar_days::table
        .filter(calendar_days::workspace_id.eq(scope.workspace_id()))
        .order(calendar_days::day)
        .select((calendar_days::day, calendar_days::kind, calendar_days::name))
        .load(conn)?;
    rows.into_iter()
        .map(|(day, kind, name)| {
            let kind = match kind.as_str() {
                "holiday" => DayKind::Holiday,
                "workday" => DayKind::Workday,
                other => return Err(Error::internal(format!("unknown kind of day in the database: {other}"))),
            };
            Ok(DayOverride { day, kind, name })
        })
        .collect()
}
