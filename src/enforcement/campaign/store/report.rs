//! Reports of regions.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::taken;
use crate::{
    enforcement::campaign::model::{Figures, Report},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    schema::campaign_reports,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = campaign_reports, primary_key(workspace_id, id))]
struct Row {
    workspace_id: i64,
    id: i64,
    region_id: i64,
    first_on: NaiveDate,
    inspected: i64,
    value: i64,
    reopened: i64,
    note: String,
    reported_at: NaiveDateTime,
    reported_by: String,
    by_office: bool,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, report: &Report) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: report.id,
            region_id: report.region_id,
            first_on: report.first_on,
            inspected: report.figures.inspected,
            value: report.figures.value,
            reopened: report.figures.reopened,
            note: report.note.clone(),
            reported_at: report.reported_at,
            reported_by: report.reported_by.clone(),
            by_office: report.by_office,
            version: report.version,
        }
    }

    fn into_model(self) -> Report {
        Report {
            id: self.id,
            region_id: self.region_id,
            first_on: self.first_on,
            figures: Figures { inspected: self.inspected, value: self.value, reopened: self.reopened },
            note: self.note,
            reported_at: self.reported_at,
            reported_by: self.reported_by,
            by_office: self.by_office,
            version: self.version,
        }
    }
}

/// All of a region, the earliest period first.
pub fn reports(conn: &mut Conn, scope: &Scope, region_id: i64) -> Result<Vec<Report>> {
    let own = campaign_reports::table.filter(campaign_reports::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_reports::region_id.eq(region_id)).order(campaign_reports::first_on);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    Ok(rows.into_iter().map(Row::into_model).collect())
}

/// What these regions reported, period by period, without the words.
pub fn figures(conn: &mut Conn, scope: &Scope, region_ids: &[i64]) -> Result<Vec<(i64, NaiveDate, Figures)>> {
    use campaign_reports::{first_on, inspected, region_id, reopened, value};
    let own = campaign_reports::table.filter(campaign_reports::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(among(region_id, region_ids)).order((region_id, first_on));
    let rows: Vec<(i64, NaiveDate, i64, i64, i64)> = own.select((region_id, first_on, inspected, value, reopened)).load(conn)?;
    let one = |(region, on, a, b, c): (i64, NaiveDate, i64, i64, i64)| (region, on, Figures { inspected: a, value: b, reopened: c });
    Ok(rows.into_iter().map(one).collect())
}

/// Writes a new one down; `Conflict` when the region has one of this period by now.
pub fn insert_report(conn: &mut Conn, scope: &Scope, report: &Report) -> Result<()> {
    taken(diesel::insert_into(campaign_reports::table).values(Row::of(scope, report)).execute(conn))?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_report(conn: &mut Conn, scope: &Scope, report: &mut Report) -> Result<()> {
    let loaded = report.version;
    report.version += 1;
    let own = campaign_reports::table.filter(campaign_reports::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_reports::id.eq(report.id)).filter(campaign_reports::version.eq(loaded));
    if taken(diesel::update(own).set(Row::of(scope, report)).execute(conn))? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

pub fn delete_report(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = campaign_reports::table.filter(campaign_reports::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(campaign_reports::id.eq(id))).execute(conn)?;
    Ok(())
}
