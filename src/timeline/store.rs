//! Rows of the timeline.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result, id::new_id},
    schema::timeline,
    tenancy::Scope,
};

/// What an entry is about. `kind` is the noun's name in the code: `duty`, `policy_document`, `department` …
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subject {
    pub kind: &'static str,
    pub id: i64,
}

impl Subject {
    pub fn new(kind: &'static str, id: i64) -> Self {
        Self { kind, id }
    }
}

/// What happened, to be written. `action` is the verb (`assign`, `report`); its sentence is the Fluent key `timeline-{kind}-{action}`.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub subject: Subject,
    pub action: &'static str,
    pub from_state: Option<&'a str>,
    pub to_state: Option<&'a str>,
    /// What the person wrote: a reason, a report.
    pub text: Option<&'a str>,
    /// Arguments of the sentence (department names, dates, figures) as a flat JSON object of strings and numbers.
    pub data: serde_json::Value,
}

impl<'a> Entry<'a> {
    pub fn new(subject: Subject, action: &'static str) -> Self {
        Self { subject, action, from_state: None, to_state: None, text: None, data: serde_json::json!({}) }
    }

    pub fn states(mut self, from: &'a str, to: &'a str) -> Self {
        self.from_state = Some(from);
        self.to_state = Some(to);
        self
    }

    pub fn text(mut self, text: &'a str) -> Self {
        self.text = Some(text).filter(|t| !t.is_empty());
        self
    }

    pub fn data(mut self, data: serde_json::Value) -> Self {
        self.data = data;
        self
    }
}

/// What happened, as read back, newest first.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = timeline)]
pub struct Event {
    pub id: i64,
    pub at: NaiveDateTime,
    pub person_id: Option<i64>,
    /// The name at that time; empty when the program did it.
    pub actor: String,
    pub action: String,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub text: Option<String>,
    /// JSON object.
    pub data: String,
}

/// Writes an entry in the caller's transaction.
pub fn record(conn: &mut Conn, scope: &Scope, entry: Entry<'_>) -> Result<()> {
    diesel::insert_into(timeline::table)
        .values((
            timeline::workspace_id.eq(scope.workspace_id()),
            timeline::id.eq(new_id()),
            timeline::subject_kind.eq(entry.subject.kind),
            timeline::subject_id.eq(entry.subject.id),
            timeline::at.eq(scope.now()),
            timeline::person_id.eq(scope.person_id()),
            timeline::actor.eq(scope.actor_name()),
            timeline::action.eq(entry.action),
            timeline::from_state.eq(entry.from_state),
            timeline::to_state.eq(entry.to_state),
            timeline::text.eq(entry.text),
            timeline::data.eq(entry.data.to_string()),
        ))
        .execute(conn)?;
    Ok(())
}

/// The workspace's latest entry.
pub fn last(conn: &mut Conn, scope: &Scope) -> Result<Option<i64>> {
    let own = timeline::table.filter(timeline::workspace_id.eq(scope.workspace_id()));
    Ok(own.order(timeline::id.desc()).select(timeline::id).first(conn).optional()?)
}

/// The latest `limit` entries about `subject` that are older than entry `before`, newest first.
pub fn of(conn: &mut Conn, scope: &Scope, subject: Subject, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    let rows = timeline::table
        .filter(timeline::workspace_id.eq(scope.workspace_id()))
        .filter(timeline::subject_kind.eq(subject.kind))
        .filter(timeline::subject_id.eq(subject.id))
        .filter(timeline::id.lt(before.unwrap_or(i64::MAX)))
        .order(timeline::id.desc())
        .limit(limit)
        .select(Event::as_select())
        .load(conn)?;
    Ok(rows)
}
