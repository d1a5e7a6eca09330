//! The fates page's reads.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    platform::{db::Conn, error::Result},
    schema::outbox,
    tenancy::{Role, Scope},
};

/// A mail and what became of it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct MailFate {
    pub id: i64,
    pub recipient: String,
    pub address: String,
    pub template: String,
    pub state: String,
    pub attempts: i32,
    pub due_at: NaiveDateTime,
    pub last_error: Option<String>,
    pub created_at: NaiveDateTime,
    pub sent_at: Option<NaiveDateTime>,
}

/// How far a tab's count goes; beyond it shows “999+”, so that a page costs the same however much mail there was.
pub const COUNT_LIMIT: i64 = 1000;

/// Mails of the workspace in `state` (all when none), newest first.
pub fn fates(conn: &mut Conn, scope: &Scope, state: Option<&str>, limit: i64, offset: i64) -> Result<Vec<MailFate>> {
    scope.require(&[Role::Administrator])?;
    let mut query = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state.to_owned()));
    }
    Ok(query.order(outbox::id.desc()).limit(limit).offset(offset).select(MailFate::as_select()).load(conn)?)
}

/// How many mails are in `state`, at most [`COUNT_LIMIT`].
pub fn count(conn: &mut Conn, scope: &Scope, state: Option<&str>) -> Result<i64> {
    scope.require(&[Role::Administrator])?;
    let mut query = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).into_boxed();
    if let Some(state) = state {
        query = query.filter(outbox::state.eq(state.to_owned()));
    }
    let ids: Vec<i64> = query.select(outbox::id).limit(COUNT_LIMIT).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(COUNT_LIMIT))
}

/// Mails given up, at most [`COUNT_LIMIT`], for an administrator's home.
pub fn count_failed(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    count(conn, scope, Some("failed"))
}
