//! Rows of duties by their origin.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    duty::{load, unknown},
    search::set_pieces,
};
use crate::{
    duties::model::{Origin, State},
    platform::{db::Conn, error::Result},
    schema::duties,
    tenancy::Scope,
};

/// A duty as the room it comes from lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct FromOrigin {
    pub id: i64,
    pub number: String,
    pub title: String,
    pub state: State,
    pub lead_id: Option<i64>,
    pub due_on: Option<NaiveDate>,
    pub cadence: Option<String>,
    /// A deadline is set that is counted only once it is assigned.
    pub has_rule: bool,
    pub origin_id: i64,
}

impl FromOrigin {
    /// Whether it has a deadline, one to be counted, or a cadence.
    pub fn is_dated(&self) -> bool {
        self.due_on.is_some() || self.has_rule || self.cadence.is_some()
    }
}

/// How many open duties lack something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    pub department: i64,
    /// Neither deadline nor cadence.
    pub date: i64,
}

type Row = (i64, String, String, String, Option<i64>, Option<NaiveDate>, Option<String>, bool, Option<i64>);

pub fn of_origins(conn: &mut Conn, scope: &Scope, kind: &str, ids: &[i64]) -> Result<Vec<FromOrigin>> {
    let mut found = Vec::new();
    // Both databases bound the number of values in one statement.
    for ids in ids.chunks(1000) {
        let mut rows: Vec<Row> = duties::table
            .filter(duties::workspace_id.eq(scope.workspace_id()))
            .filter(duties::origin_kind.eq(kind))
            .filter(duties::origin_id.eq_any(ids.to_vec()))
            .select((
                duties::id,
                duties::number,
                duties::title,
                duties::state,
                duties::lead_id,
                duties::due_on,
                duties::cadence,
                duties::due_rule.is_not_null(),
                duties::origin_id,
            ))
            .load(conn)?;
        rows.sort_unstable_by_key(|row| row.0);
        for (id, number, title, state, lead_id, due_on, cadence, has_rule, origin_id) in rows {
            let state = State::parse(&state).ok_or_else(|| unknown("state", &state))?;
            let origin_id = origin_id.unwrap_or_default();
            found.push(FromOrigin { id, number, title, state, lead_id, due_on, cadence, has_rule, origin_id });
        }
    }
    Ok(found)
}

pub fn lacking(conn: &mut Conn, scope: &Scope, kind: &str) -> Result<Lacking> {
    let open: Vec<&str> = State::ALL.into_iter().filter(|s| s.is_open()).map(State::as_str).collect();
    let own = || {
        duties::table
            .filter(duties::workspace_id.eq(scope.workspace_id()))
            .filter(duties::origin_kind.eq(kind.to_owned()))
            .filter(duties::state.eq_any(open.clone()))
    };
    let department = own().filter(duties::lead_id.is_null()).count().get_result(conn)?;
    let date = own().filter(duties::due_on.is_null()).filter(duties::cadence.is_null()).filter(duties::due_rule.is_null());
    Ok(Lacking { department, date: date.count().get_result(conn)? })
}

/// Puts a duty under another origin, where searches find it from now on; its version stays, since nothing a person edits has
/// changed.
pub fn set_origin(conn: &mut Conn, scope: &Scope, duty_id: i64, origin: &Origin) -> Result<()> {
    let mut duty = load(conn, scope, duty_id)?;
    duty.origin = origin.clone();
    let key = duty.searchable();
    let own = duties::table.filter(duties::workspace_id.eq(scope.workspace_id())).filter(duties::id.eq(duty_id));
    let set = (
        duties::origin_kind.eq(&origin.kind),
        duties::origin_id.eq(origin.id),
        duties::origin_label.eq(&origin.label),
        duties::search_key.eq(&key),
        duties::outline_key.eq(duty.outline()),
        duties::updated_at.eq(scope.now()),
    );
    diesel::update(own).set(set).execute(conn)?;
    set_pieces(conn, scope, duty_id, &duty.search_key, &key)
}
