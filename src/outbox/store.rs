//! Rows of the outbox.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    each_backend,
    platform::{db::Conn, error::Result, i18n::Lang, id::new_id},
    schema::outbox,
    tenancy::Scope,
};

/// A mail to be sent. Its words are the templates `mail/{template}/{subject.txt,body.txt,body.html}`.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    pub person_id: Option<i64>,
    pub address: &'a str,
    /// The name shown beside the address.
    pub recipient: &'a str,
    /// Unique per workspace: what this mail is for and to whom, e.g. `duty-assigned:17:23`. A second one is dropped.
    pub cause: &'a str,
    pub template: &'a str,
    pub lang: Lang,
    /// The templates' `body`; paths (`/w/…`) are made absolute when rendered.
    pub payload: serde_json::Value,
}

/// Puts a mail into the outbox of the scope's workspace; false when one of that cause was there already.
pub fn enqueue(conn: &mut Conn, scope: &Scope, letter: &Letter<'_>) -> Result<bool> {
    insert(conn, scope.workspace_id(), scope.now(), letter)
}

/// As [`enqueue`], for mail of the installation itself (password reset); needs a transaction over `Tenant::All`.
pub fn enqueue_for_installation(conn: &mut Conn, now: NaiveDateTime, letter: &Letter<'_>) -> Result<bool> {
    insert(conn, 0, now, letter)
}

fn insert(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime, letter: &Letter<'_>) -> Result<bool> {
    let id = new_id();
    // The local part of the Message-ID; it never changes, so a mail that was sent twice is seen to be one.
    let message_id = format!("{workspace_id}.{id}");
    let row = (
        outbox::workspace_id.eq(workspace_id),
        outbox::id.eq(id),
        outbox::person_id.eq(letter.person_id),
        outbox::address.eq(letter.address),
        outbox::recipient.eq(letter.recipient),
        outbox::cause.eq(letter.cause),
        outbox::template.eq(letter.template),
        outbox::language.eq(letter.lang.code()),
        outbox::payload.eq(letter.payload.to_string()),
        outbox::message_id.eq(&message_id),
        outbox::state.eq("queued"),
        outbox::attempts.eq(0),
        outbox::due_at.eq(now),
        outbox::created_at.eq(now),
    );
    let inserted = each_backend!(conn, c => diesel::insert_into(outbox::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}
