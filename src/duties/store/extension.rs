//! Rows of extensions (延期).

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
    },
    schema::extensions,
    tenancy::Scope,
};

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtensionState {
    Requested,
    Granted,
    Denied,
}

impl ExtensionState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Granted => "granted",
            Self::Denied => "denied",
        }
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Requested => "extension-requested",
            Self::Granted => "extension-granted",
            Self::Denied => "extension-denied",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Requested, Self::Granted, Self::Denied].into_iter().find(|s| s.as_str() == text)
    }
}

/// A request for a later deadline and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
    pub id: i64,
    pub department_id: i64,
    pub actor: String,
    pub until: NaiveDate,
    pub reason: String,
    pub state: ExtensionState,
    pub requested_at: NaiveDateTime,
    pub decided_at: Option<NaiveDateTime>,
    pub answer: Option<String>,
}

type Row = (i64, i64, String, NaiveDate, String, String, NaiveDateTime, Option<NaiveDateTime>, Option<String>);

pub fn insert_extension(conn: &mut Conn, scope: &Scope, duty_id: i64, department_id: i64, until: NaiveDate, reason: &str) -> Result<i64> {
    let id = new_id();
    diesel::insert_into(extensions::table)
        .values((
            extensions::workspace_id.eq(scope.workspace_id()),
            extensions::id.eq(id),
            extensions::duty_id.eq(duty_id),
            extensions::department_id.eq(department_id),
            extensions::requested_by_id.eq(scope.person_id()),
            extensions::actor.eq(scope.actor_name()),
            extensions::until.eq(until),
            extensions::reason.eq(reason),
            extensions::state.eq(ExtensionState::Requested.as_str()),
            extensions::requested_at.eq(scope.now()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// A duty's extensions, newest first.
pub fn extensions(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Vec<Extension>> {
    let rows: Vec<Row> = extensions::table
        .filter(extensions::workspace_id.eq(scope.workspace_id()))
        .filter(extensions::duty_id.eq(duty_id))
        .order(extensions::id.desc())
        .select((
            extensions::id,
            extensions::department_id,
            extensions::actor,
            extensions::until,
            extensions::reason,
            extensions::state,
            extensions::requested_at,
            extensions::decided_at,
            extensions::answer,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, department_id, actor, until, reason, state, requested_at, decided_at, answer)| {
            let state = ExtensionState::parse(&state).ok_or_else(|| Error::internal(format!("unknown extension state: {state}")))?;
            Ok(Extension { id, department_id, actor, until, reason, state, requested_at, decided_at, answer })
        })
        .collect()
}

/// The request that waits for an answer, if there is one.
pub fn pending_extension(conn: &mut Conn, scope: &Scope, duty_id: i64) -> Result<Option<Extension>> {
    Ok(extensions(conn, scope, duty_id)?.into_iter().find(|e| e.state == ExtensionState::Requested))
}

/// Answers a request that still waits; `Conflict` when somebody has.
pub fn decide_extension(conn: &mut Conn, scope: &Scope, id: i64, state: ExtensionState, answer: &str) -> Result<()> {
    let waiting = extensions::table
        .filter(extensions::workspace_id.eq(scope.workspace_id()))
        .filter(extensions::id.eq(id))
        .filter(extensions::state.eq(ExtensionState::Requested.as_str()));
    let set = (extensions::state.eq(state.as_str()), extensions::decided_at.eq(scope.now()), extensions::answer.eq(answer));
    if diesel::update(waiting).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Denies a request that still waits, because its duty has ended.
pub fn lapse_extension(conn: &mut Conn, scope: &Scope, duty_id: i64, answer: &str) -> Result<()> {
    let waiting = extensions::table
        .filter(extensions::workspace_id.eq(scope.workspace_id()))
        .filter(extensions::duty_id.eq(duty_id))
        .filter(extensions::state.eq(ExtensionState::Requested.as_str()));
    let set =
        (extensions::state.eq(ExtensionState::Denied.as_str()), extensions::decided_at.eq(scope.now()), extensions::answer.eq(answer));
    diesel::update(waiting).set(set).execute(conn)?;
    Ok(())
}

/// Duty, department, day and reason of every request in this state, the oldest first.
pub fn extension_waits(conn: &mut Conn, scope: &Scope, state: ExtensionState) -> Result<Vec<(i64, i64, NaiveDate, String)>> {
    let rows = extensions::table
        .filter(extensions::workspace_id.eq(scope.workspace_id()))
        .filter(extensions::state.eq(state.as_str()))
        .order(extensions::id)
        .select((extensions::duty_id, extensions::department_id, extensions::until, extensions::reason))
        .load(conn)?;
    Ok(rows)
}
