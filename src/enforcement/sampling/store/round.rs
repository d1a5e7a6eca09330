//! Rounds.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::taken;
use crate::{
    enforcement::sampling::model::{Round, SampleLevel},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
        text,
    },
    schema::sampling_rounds,
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sampling_rounds, primary_key(workspace_id, id))]
pub(super) struct Row {
    workspace_id: i64,
    id: i64,
    name: String,
    name_key: String,
    level: String,
    department_id: i64,
    first_on: NaiveDate,
    last_on: NaiveDate,
    created_at: NaiveDateTime,
    version: i64,
    imported_at: Option<NaiveDateTime>,
}

impl Row {
    fn of(scope: &Scope, round: &Round) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: round.id,
            name: round.name.clone(),
            name_key: Round::name_key(&round.name),
            level: round.level.as_str().into(),
            department_id: round.department_id,
            first_on: round.first_on,
            last_on: round.last_on,
            created_at: round.created_at,
            version: round.version,
            imported_at: round.imported_at,
        }
    }

    pub(super) fn into_model(self) -> Result<Round> {
        Ok(Round {
            id: self.id,
            name: self.name,
            level: SampleLevel::stored(&self.level)?,
            department_id: self.department_id,
            first_on: self.first_on,
            last_on: self.last_on,
            created_at: self.created_at,
            version: self.version,
            imported_at: self.imported_at,
        })
    }
}

/// One; `NotFound` when there is none.
pub fn round(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Round> {
    rounds_by_ids(conn, scope, &[id])?.pop().ok_or(Error::NotFound)
}

/// These, by id.
pub fn rounds_by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Round>> {
    let own = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id()));
    let rows: Vec<Row> = own.filter(among(sampling_rounds::id, ids)).order(sampling_rounds::id).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::into_model).collect()
}

/// The one of this name, however it is spelt.
pub fn round_named(conn: &mut Conn, scope: &Scope, name: &str) -> Result<Option<Round>> {
    let own = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id()));
    let row: Option<Row> =
        own.filter(sampling_rounds::name_key.eq(Round::name_key(name))).select(Row::as_select()).first(conn).optional()?;
    row.map(Row::into_model).transpose()
}

/// Writes a new one down; `Conflict` when there is one of its name by now.
pub fn insert_round(conn: &mut Conn, scope: &Scope, round: &Round) -> Result<()> {
    taken(diesel::insert_into(sampling_rounds::table).values(Row::of(scope, round)).execute(conn))?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save_round(conn: &mut Conn, scope: &Scope, round: &mut Round) -> Result<()> {
    let loaded = round.version;
    round.version += 1;
    let own = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(sampling_rounds::id.eq(round.id)).filter(sampling_rounds::version.eq(loaded));
    if taken(diesel::update(own).set(Row::of(scope, round)).execute(conn))? != 1 {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// Keeps others from writing of a round until this transaction ends: whoever comes second plans on what the first has done.
pub fn hold_round(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let own = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id())).filter(sampling_rounds::id.eq(id));
    diesel::update(own).set(sampling_rounds::version.eq(sampling_rounds::version)).execute(conn)?;
    Ok(())
}

/// What a list of rounds is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhichRounds {
    pub level: Option<SampleLevel>,
    pub department_id: Option<i64>,
    /// Words the name must hold.
    pub words: Vec<String>,
}

/// The order of a list of rounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoundOrder {
    /// By the last day, the newest first.
    #[default]
    Day,
    Name,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &WhichRounds) = ($scope, $which);
        let mut query = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id())).into_boxed();
        if let Some(level) = which.level {
            query = query.filter(sampling_rounds::level.eq(level.as_str()));
        }
        if let Some(department) = which.department_id {
            query = query.filter(sampling_rounds::department_id.eq(department));
        }
        for word in &which.words {
            query = query.filter(sampling_rounds::name_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit.
pub fn rounds(
    conn: &mut Conn,
    scope: &Scope,
    which: &WhichRounds,
    order: RoundOrder,
    descending: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<Round>> {
    use sampling_rounds::{id, last_on, name};
    let query = of!(scope, which).select(Row::as_select()).limit(limit).offset(offset);
    let rows: Vec<Row> = match (order, descending) {
        (RoundOrder::Day, false) => query.order((last_on.asc(), id.asc())).load(conn)?,
        (RoundOrder::Day, true) => query.order((last_on.desc(), id.desc())).load(conn)?,
        (RoundOrder::Name, false) => query.order((name.asc(), id.asc())).load(conn)?,
        (RoundOrder::Name, true) => query.order((name.desc(), id.desc())).load(conn)?,
    };
    rows.into_iter().map(Row::into_model).collect()
}

/// How many fit, counted to `most`.
pub fn count_rounds(conn: &mut Conn, scope: &Scope, which: &WhichRounds, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(sampling_rounds::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// Rounds of a department go with it to the one it lives on in. Whoever saves one of them as they loaded it before has to look again.
pub fn move_rounds(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    let own = sampling_rounds::table.filter(sampling_rounds::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(sampling_rounds::department_id.eq(from));
    let moved = (sampling_rounds::department_id.eq(into), sampling_rounds::version.eq(sampling_rounds::version + 1));
    diesel::update(own).set(moved).execute(conn)?;
    Ok(())
}
