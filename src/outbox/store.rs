//! Rows of the outbox.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::{
    carried::carried,
    promises::{self, Secrets},
};
use crate::{
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::Lang,
        id::new_id,
    },
    schema::outbox,
    tenancy::{self, Scope},
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
    /// An object whose members the templates see beside `lang`, `base`, `recipient` and `workspace`; every member called `href`
    /// that is a path (`/w/…`) is made absolute. `list` ({name, id, unsubscribe}) makes it a periodic mail with list headers. A link
    /// that needs no log-in is promised ([`super::promise`]), so that its secret is never in the database. A calendar is carried
    /// ([`super::carry_calendar`]), and so are files ([`super::carry_file`]).
    pub payload: serde_json::Value,
}

/// Puts a mail into the outbox of the scope's workspace; false when one of that cause was there already.
pub fn enqueue(conn: &mut Conn, scope: &Scope, letter: &Letter<'_>) -> Result<bool> {
    insert(conn, scope.workspace_id(), scope.now(), letter)
}

/// Adds to a mail of this cause that still waits to be sent, by `join(its payload, the new one)`; else puts a new one into the outbox,
/// which waits for `hold` for more to come: one sitting makes one mail. `letter.cause` needs to be no longer unique in time.
pub fn gather(
    conn: &mut Conn,
    scope: &Scope,
    letter: &Letter<'_>,
    hold: Duration,
    join: impl FnOnce(&mut serde_json::Value, &serde_json::Value),
) -> Result<()> {
    let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::state.eq("queued"));
    let waiting: Option<(i64, String)> = own
        .filter(outbox::cause.like(format!("{}:%", letter.cause.replace('%', ""))))
        .filter(outbox::lease_until.is_null())
        .filter(outbox::attempts.eq(0))
        .filter(outbox::due_at.gt(scope.now()))
        .order(outbox::id.desc())
        .select((outbox::id, outbox::payload))
        .first(conn)
        .optional()?;
    if let Some((id, before)) = waiting {
        let mut payload = serde_json::from_str(&before)?;
        join(&mut payload, &letter.payload);
        // Compare and set: one that is being sent, or was added to at the same time, is left alone.
        let row = own.filter(outbox::id.eq(id)).filter(outbox::lease_until.is_null()).filter(outbox::payload.eq(before));
        if diesel::update(row).set(outbox::payload.eq(payload.to_string())).execute(conn)? == 1 {
            return Ok(());
        }
    }
    let cause = format!("{}:{}", letter.cause, new_id());
    let letter = Letter { cause: &cause, ..letter.clone() };
    insert_at(conn, scope.workspace_id(), scope.now(), scope.now() + hold, &letter)?;
    Ok(())
}

/// As [`enqueue`], for mail of the installation itself (password reset); needs a transaction over `Tenant::All`.
pub fn enqueue_for_installation(conn: &mut Conn, now: NaiveDateTime, letter: &Letter<'_>) -> Result<bool> {
    insert(conn, 0, now, letter)
}

fn insert(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime, letter: &Letter<'_>) -> Result<bool> {
    insert_at(conn, workspace_id, now, now, letter)
}

fn insert_at(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime, due_at: NaiveDateTime, letter: &Letter<'_>) -> Result<bool> {
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
        outbox::due_at.eq(due_at),
        outbox::created_at.eq(now),
        outbox::carries.eq(carried(&letter.payload)),
    );
    let inserted = each_backend!(conn, c => diesel::insert_into(outbox::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(inserted == 1)
}

/// How long a worker holds the mails it took; longer than the longest sending of one.
const LEASE: Duration = Duration::minutes(5);

/// A mail that waits.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub(super) struct Queued {
    pub workspace_id: i64,
    pub id: i64,
    pub address: String,
    pub recipient: String,
    pub template: String,
    pub language: String,
    pub payload: String,
    pub message_id: String,
    pub attempts: i32,
    pub created_at: NaiveDateTime,
}

/// A mail this worker holds, with the secrets of its links; without, when a link in it would open nothing any more.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub mail: Queued,
    pub secrets: Option<Secrets>,
}

/// Takes up to `limit` mails that are due and that nobody holds, and makes the secrets of their links; returns them with the end of
/// the lease.
pub(super) fn lease_all_workspaces(conn: &mut Conn, now: NaiveDateTime, owner: &str, limit: i64) -> Result<(Vec<Held>, NaiveDateTime)> {
    let until = now + LEASE;
    let found: Vec<(Queued, Option<NaiveDateTime>)> = outbox::table
        .filter(outbox::state.eq("queued"))
        .filter(outbox::due_at.le(now))
        .filter(outbox::lease_until.is_null().or(outbox::lease_until.lt(now).assume_not_null()))
        .order(outbox::due_at)
        .limit(limit)
        .select((Queued::as_select(), outbox::lease_until))
        .load(conn)?;
    let mut taken = Vec::with_capacity(found.len());
    for (mail, lease) in found {
        // Compare and set: only the worker that finds the lease as it was read gets the mail, and only with what is promised still.
        let row = outbox::table
            .filter(outbox::workspace_id.eq(mail.workspace_id))
            .filter(outbox::id.eq(mail.id))
            .filter(outbox::state.eq("queued"))
            .filter(outbox::payload.eq(&mail.payload));
        let set = (outbox::lease_owner.eq(owner), outbox::lease_until.eq(until));
        let count = match lease {
            None => diesel::update(row.filter(outbox::lease_until.is_null())).set(set).execute(conn)?,
            Some(old) => diesel::update(row.filter(outbox::lease_until.eq(old))).set(set).execute(conn)?,
        };
        if count == 1 {
            let secrets = promises::make_all_workspaces(conn, mail.workspace_id, &mail.payload, now)?;
            taken.push(Held { mail, secrets });
        }
    }
    Ok((taken, until))
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fate {
    Sent,
    /// Try again then.
    Again(NaiveDateTime, String),
    /// Given up.
    Failed(String),
}

/// Writes down the fate of a mail this worker holds, and lets go of it.
pub(super) fn settle_all_workspaces(conn: &mut Conn, mail: &Queued, owner: &str, fate: &Fate, now: NaiveDateTime) -> Result<()> {
    let (state, due_at, error, sent_at) = match fate {
        Fate::Sent => ("sent", now, None, Some(now)),
        Fate::Again(at, error) => ("queued", *at, Some(error), None),
        Fate::Failed(error) => ("failed", now, Some(error), None),
    };
    let mine = outbox::table
        .filter(outbox::workspace_id.eq(mail.workspace_id))
        .filter(outbox::id.eq(mail.id))
        .filter(outbox::lease_owner.eq(owner));
    diesel::update(mine)
        .set((
            outbox::state.eq(state),
            outbox::due_at.eq(due_at),
            outbox::attempts.eq(mail.attempts + 1),
            outbox::last_error.eq(error),
            outbox::sent_at.eq(sent_at),
            outbox::lease_owner.eq(None::<String>),
            outbox::lease_until.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}

/// Hands back everything this worker holds.
pub(super) fn release_all_workspaces(conn: &mut Conn, owner: &str) -> Result<()> {
    diesel::update(outbox::table.filter(outbox::state.eq("queued")).filter(outbox::lease_owner.eq(owner)))
        .set((outbox::lease_owner.eq(None::<String>), outbox::lease_until.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    Ok(())
}

/// Takes back the links to one thing of people without an account: mails that promise one and have not been sent are given up and cannot
/// be tried again, and what was sent opens nothing any more. The promises go first: a worker that takes such a mail at this moment
/// either finds it changed, or has made the link that is revoked then.
pub fn revoke_links(conn: &mut Conn, scope: &Scope, purpose: &str, subject_id: i64) -> Result<()> {
    let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id()));
    let unsent: Vec<(i64, String)> = own
        .filter(outbox::state.eq_any(["queued", "failed"]))
        .filter(outbox::payload.like(format!("%\"subject_id\":{subject_id}%")))
        .select((outbox::id, outbox::payload))
        .load(conn)?;
    for (id, payload) in unsent {
        if let Some(without) = promises::without_link(&payload, purpose, subject_id, scope.now())? {
            diesel::update(own.filter(outbox::id.eq(id))).set(outbox::payload.eq(without)).execute(conn)?;
        }
    }
    tenancy::revoke_outside_links(conn, scope, purpose, subject_id)
}

/// Why a mail was given up whose link would open nothing any more; a Fluent key.
pub(super) const LINK_OVER: &str = "outbox-link-over";

/// Puts a mail that was given up back into the queue, with all its attempts before it. Its links get new secrets as it is taken.
pub(super) fn requeue(conn: &mut Conn, scope: &Scope, id: i64) -> Result<String> {
    let row = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::id.eq(id));
    let (state, address, payload): (String, String, String) = row.select((outbox::state, outbox::address, outbox::payload)).first(conn)?;
    if state == "failed" && !promises::all_hold(conn, scope.workspace_id(), &payload, scope.now())? {
        return Err(Error::refused("outbox-link-over-retry"));
    }
    let set = (outbox::state.eq("queued"), outbox::due_at.eq(scope.now()), outbox::attempts.eq(0));
    let count = diesel::update(row.filter(outbox::state.eq("failed"))).set(set).execute(conn)?;
    if count == 1 { Ok(address) } else { Err(Error::refused(if state == "sent" { "outbox-was-sent" } else { "outbox-is-queued" })) }
}
