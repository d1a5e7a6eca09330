//! Rows of series.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;

use crate::{
    meetings::model::{LeadDays, Series, SeriesState, Shift},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    schema::meeting_series,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = meeting_series, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    title: String,
    rrule: String,
    starts_on: NaiveDate,
    starts_at: String,
    minutes: i32,
    place: String,
    chair_id: Option<i64>,
    shift: String,
    call_days: i32,
    cutoff_days: i32,
    notice_days: i32,
    quorum: i32,
    departments: String,
    state: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, s: &Series) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: s.id,
            title: s.title.clone(),
            rrule: s.rrule.clone(),
            starts_on: s.starts_on,
            starts_at: s.starts_at.format("%H:%M").to_string(),
            minutes: s.minutes,
            place: s.place.clone(),
            chair_id: s.chair_id,
            shift: s.shift.as_str().into(),
            call_days: s.lead.call,
            cutoff_days: s.lead.cutoff,
            notice_days: s.lead.notice,
            quorum: s.quorum,
            departments: serde_json::to_string(&s.departments)?,
            state: s.state.as_str().into(),
            version: s.version,
        })
    }

    fn into_model(self) -> Result<Series> {
        Ok(Series {
            id: self.id,
            title: self.title,
            rrule: self.rrule,
            starts_on: self.starts_on,
            starts_at: NaiveTime::parse_from_str(&self.starts_at, "%H:%M").map_err(Error::internal)?,
            minutes: self.minutes,
            place: self.place,
            chair_id: self.chair_id,
            shift: Shift::stored(&self.shift)?,
            lead: LeadDays { call: self.call_days, cutoff: self.cutoff_days, notice: self.notice_days },
            quorum: self.quorum,
            departments: serde_json::from_str(&self.departments)?,
            state: SeriesState::stored(&self.state)?,
            version: self.version,
        })
    }
}

/// One series; `NotFound` when there is none.
pub fn series(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Series> {
    let own = meeting_series::table.filter(meeting_series::workspace_id.eq(scope.workspace_id()));
    own.filter(meeting_series::id.eq(id)).select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// All series, those that go on first.
pub fn all_series(conn: &mut Conn, scope: &Scope) -> Result<Vec<Series>> {
    let own = meeting_series::table.filter(meeting_series::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.order((meeting_series::state, meeting_series::id)).limit(200).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

pub fn insert_series(conn: &mut Conn, scope: &Scope, series: &Series, now: NaiveDateTime) -> Result<()> {
    let row = Row::of(scope, series)?;
    diesel::insert_into(meeting_series::table).values((row, meeting_series::created_at.eq(now))).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_series(conn: &mut Conn, scope: &Scope, series: &mut Series) -> Result<()> {
    let loaded = series.version;
    series.version += 1;
    let own = meeting_series::table.filter(meeting_series::workspace_id.eq(scope.workspace_id())).filter(meeting_series::id.eq(series.id));
    let saved = diesel::update(own.filter(meeting_series::version.eq(loaded))).set(Row::of(scope, series)?).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}
