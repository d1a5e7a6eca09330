//! Rows of incidents.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Figures, Incident, IncidentState};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        text,
    },
    schema::incidents,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = incidents, primary_key(workspace_id, id), treat_none_as_null = true)]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    title: String,
    happened_on: NaiveDate,
    region_id: i64,
    place: String,
    product: String,
    party_id: Option<i64>,
    case_id: Option<i64>,
    deaths: i32,
    injured: i32,
    loss: Option<i64>,
    most_deaths: i32,
    most_injured: i32,
    most_loss: i64,
    text: String,
    source: String,
    department_id: Option<i64>,
    recorded_at: NaiveDateTime,
    recorded_by: String,
    state: String,
    reason: String,
    search_key: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, i: &Incident) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: i.id,
            number: i.number.clone(),
            title: i.title.clone(),
            happened_on: i.happened_on,
            region_id: i.region_id,
            place: i.place.clone(),
            product: i.product.clone(),
            party_id: i.party_id,
            case_id: i.case_id,
            deaths: i.figures.deaths,
            injured: i.figures.injured,
            loss: i.figures.loss,
            most_deaths: i.most.deaths,
            most_injured: i.most.injured,
            most_loss: i.most.loss.unwrap_or_default(),
            text: i.text.clone(),
            source: i.source.clone(),
            department_id: i.department_id,
            recorded_at: i.recorded_at,
            recorded_by: i.recorded_by.clone(),
            state: i.state.as_str().into(),
            reason: i.reason.clone(),
            search_key: i.search_key(),
            version: i.version,
        }
    }

    fn into_model(self) -> Result<Incident> {
        Ok(Incident {
            id: self.id,
            number: self.number,
            title: self.title,
            happened_on: self.happened_on,
            region_id: self.region_id,
            place: self.place,
            product: self.product,
            party_id: self.party_id,
            case_id: self.case_id,
            figures: Figures { deaths: self.deaths, injured: self.injured, loss: self.loss },
            most: Figures { deaths: self.most_deaths, injured: self.most_injured, loss: Some(self.most_loss) },
            text: self.text,
            source: self.source,
            department_id: self.department_id,
            recorded_at: self.recorded_at,
            recorded_by: self.recorded_by,
            state: IncidentState::stored(&self.state)?,
            reason: self.reason,
            version: self.version,
        })
    }
}

fn models(rows: Vec<Row>) -> Result<Vec<Incident>> {
    rows.into_iter().map(Row::into_model).collect()
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Incident> {
    let own = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id())).filter(incidents::number.eq(number));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

/// One by its id; `NotFound` when there is none.
pub fn get(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Incident> {
    let own = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id())).filter(incidents::id.eq(id));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.ok_or(Error::NotFound)?.into_model()
}

/// Those that led to or came of a case, the oldest first.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Incident>> {
    let own = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id()));
    models(own.filter(incidents::case_id.eq(case_id)).order(incidents::id).select(Row::as_select()).load(conn)?)
}

/// The next ones that were not withdrawn, in the order they were recorded.
pub fn recorded_after(conn: &mut Conn, scope: &Scope, after: i64, limit: i64) -> Result<Vec<Incident>> {
    let own = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(incidents::state.eq(IncidentState::Recorded.as_str())).filter(incidents::id.gt(after));
    models(own.order(incidents::id).limit(limit).select(Row::as_select()).load(conn)?)
}

pub fn insert(conn: &mut Conn, scope: &Scope, incident: &Incident) -> Result<()> {
    diesel::insert_into(incidents::table).values(Row::of(scope, incident)).execute(conn)?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, incident: &mut Incident) -> Result<()> {
    let loaded = incident.version;
    incident.version += 1;
    let own = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id())).filter(incidents::id.eq(incident.id));
    let saved = diesel::update(own.filter(incidents::version.eq(loaded))).set(Row::of(scope, incident)).execute(conn)?;
    if saved == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    pub state: Option<IncidentState>,
    /// Those of one of these places; all where there are none.
    pub regions: Vec<i64>,
    /// Words its search key must hold.
    pub words: Vec<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the day it happened.
    #[default]
    Day,
    Number,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &Which) = ($scope, $which);
        let mut query = incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id())).into_boxed();
        if let Some(state) = which.state {
            query = query.filter(incidents::state.eq(state.as_str()));
        }
        if !which.regions.is_empty() {
            query = query.filter(incidents::region_id.eq_any(which.regions.clone()));
        }
        for word in &which.words {
            query = query.filter(incidents::search_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    which: &Which,
    (order, descending): (Order, bool),
    limit: i64,
    offset: i64,
) -> Result<Vec<Incident>> {
    use incidents::{happened_on, id, number};
    let query = of!(scope, which).select(Row::as_select()).limit(limit).offset(offset);
    models(match (order, descending) {
        (Order::Day, false) => query.order((happened_on.asc(), id.asc())).load(conn)?,
        (Order::Day, true) => query.order((happened_on.desc(), id.desc())).load(conn)?,
        (Order::Number, false) => query.order((number.asc(), id.asc())).load(conn)?,
        (Order::Number, true) => query.order((number.desc(), id.desc())).load(conn)?,
    })
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: &Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(incidents::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// Incidents go with their place, and with whoever recorded them, to the department it lives on in.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = || incidents::table.filter(incidents::workspace_id.eq(scope.workspace_id()));
    let later = incidents::version.eq(incidents::version + 1);
    diesel::update(own().filter(incidents::region_id.eq(from))).set((incidents::region_id.eq(into), later)).execute(conn)?;
    diesel::update(own().filter(incidents::department_id.eq(from))).set((incidents::department_id.eq(into), later)).execute(conn)?;
    Ok(())
}
