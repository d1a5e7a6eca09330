//! The fates page's reads.

use chrono::NaiveDateTime;
use diesel::{prelude::*, sql_types::Text};

use crate::{
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::Result,
    },
    schema::outbox,
    tenancy::{Role, Scope},
};

diesel::define_sql_function! { fn lower(text: Text) -> Text; }

/// A mail and what became of it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct MailFate {
    pub id: i64,
    pub recipient: String,
    pub address: String,
    pub template: String,
    pub carries: String,
    pub state: String,
    pub attempts: i32,
    pub due_at: NaiveDateTime,
    pub last_error: Option<String>,
    pub created_at: NaiveDateTime,
    pub sent_at: Option<NaiveDateTime>,
}

/// What the fates page is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub state: Option<&'static str>,
    /// Part of a recipient's name or address.
    pub words: Option<String>,
    /// The kind of mail.
    pub template: Option<String>,
    /// Oldest first.
    pub ascending: bool,
    pub limit: i64,
    pub offset: i64,
}

type Backend = <Conn as diesel::Connection>::Backend;

fn asked_for(scope: &Scope, asked: &Asked) -> outbox::BoxedQuery<'static, Backend> {
    let mut query = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).into_boxed();
    if let Some(state) = asked.state {
        query = query.filter(outbox::state.eq(state));
    }
    if let Some(template) = &asked.template {
        query = query.filter(outbox::template.eq(template.clone()));
    }
    if let Some(words) = &asked.words {
        let like = format!("%{}%", words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        query = query.filter(lower(outbox::recipient).like(like.clone()).escape('\\').or(lower(outbox::address).like(like).escape('\\')));
    }
    query
}

/// Mails of the workspace, newest first unless asked otherwise.
pub fn fates(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<Vec<MailFate>> {
    scope.require(&[Role::Administrator])?;
    let query = asked_for(scope, asked).limit(asked.limit).offset(asked.offset).select(MailFate::as_select());
    Ok(if asked.ascending { query.order(outbox::id).load(conn)? } else { query.order(outbox::id.desc()).load(conn)? })
}

/// How many mails that is, at most [`COUNT_LIMIT`].
pub fn count(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<i64> {
    scope.require(&[Role::Administrator])?;
    let ids: Vec<i64> = asked_for(scope, asked).select(outbox::id).limit(COUNT_LIMIT).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(COUNT_LIMIT))
}

/// Mails given up, at most [`COUNT_LIMIT`], for an administrator's home.
pub fn count_failed(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    count(conn, scope, &Asked { state: Some("failed"), ..Asked::default() })
}
