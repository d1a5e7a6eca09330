//! Links in mails that open one thing without a login: bound to a person, a purpose and an object, and to nothing else.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{fill_rights, workspace_by_slug};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::Lang,
        id::new_id,
        secret,
    },
    schema::{invitations, links, memberships, people},
    tenancy::{Actor, Scope},
};

/// The purpose of links that open one digest to the leader it was written for.
pub const DIGEST_LINK: &str = "digest";

/// What a link opens, and for whom and how long.
#[derive(Clone, Copy, Debug)]
pub struct NewLink<'a> {
    /// None for somebody without an account.
    pub person_id: Option<i64>,
    /// Names what it opens.
    pub purpose: &'a str,
    /// Which one.
    pub subject_id: i64,
    pub expires_at: NaiveDateTime,
}

/// Makes a link and returns its secret, which is not kept. `purpose` names what it opens, `subject_id` which one. A mail is not
/// given the secret but promised it, so that it never stands in the outbox.
pub fn new_link(
    conn: &mut Conn,
    scope: &Scope,
    person_id: i64,
    purpose: &str,
    subject_id: i64,
    expires_at: NaiveDateTime,
) -> Result<String> {
    new_link_all_workspaces(
        conn,
        scope.workspace_id(),
        &NewLink { person_id: Some(person_id), purpose, subject_id, expires_at },
        scope.now(),
    )
}

/// As [`new_link`], for whoever takes mails of all workspaces to send them.
pub fn new_link_all_workspaces(conn: &mut Conn, workspace_id: i64, link: &NewLink<'_>, now: NaiveDateTime) -> Result<String> {
    let secret = secret::new_secret();
    diesel::insert_into(links::table)
        .values((
            links::workspace_id.eq(workspace_id),
            links::id.eq(new_id()),
            links::person_id.eq(link.person_id),
            links::purpose.eq(link.purpose),
            links::subject_id.eq(link.subject_id),
            links::secret_hash.eq(secret::hash(&secret)),
            links::created_at.eq(now),
            links::expires_at.eq(link.expires_at),
        ))
        .execute(conn)?;
    Ok(secret)
}

/// Whether an invitation waits to be accepted.
pub fn invitation_is_open_all_workspaces(conn: &mut Conn, workspace_id: i64, id: i64, now: NaiveDateTime) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::workspace_id.eq(workspace_id))
        .filter(invitations::id.eq(id))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now));
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(conn)?)
}

/// The secret of an open invitation's link, made as its mail is taken; the one of an earlier try to send it goes on working.
pub fn new_invitation_secret_all_workspaces(conn: &mut Conn, workspace_id: i64, id: i64) -> Result<String> {
    let secret = secret::new_secret();
    diesel::update(invitations::table.filter(invitations::workspace_id.eq(workspace_id)).filter(invitations::id.eq(id)))
        .set((invitations::earlier_secret_hash.eq(invitations::secret_hash.nullable()), invitations::secret_hash.eq(secret::hash(&secret))))
        .execute(conn)?;
    Ok(secret)
}

/// The scope of the person a link was made for, with the rights they have now, and the object it opens. `workspace` is the program's
/// own scope there. `NotFound` when the link is unknown, for something else, expired or revoked, or the person no member any more.
pub fn signed_link_scope(conn: &mut Conn, workspace: &Scope, secret: &str, purpose: &str) -> Result<(Scope, i64)> {
    let now = workspace.now();
    let (person_id, subject_id, name, language, membership_id): (i64, i64, String, Option<String>, i64) = links::table
        .inner_join(people::table.on(people::id.nullable().eq(links::person_id)))
        .inner_join(
            memberships::table
                .on(memberships::workspace_id.eq(links::workspace_id).and(memberships::person_id.nullable().eq(links::person_id))),
        )
        .filter(links::workspace_id.eq(workspace.workspace_id()))
        .filter(links::secret_hash.eq(secret::hash(secret)))
        .filter(links::purpose.eq(purpose))
        .filter(links::expires_at.gt(now))
        .filter(links::revoked_at.is_null())
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .select((people::id, links::subject_id, people::name, people::language, memberships::id))
        .first(conn)?;
    let mut scope = workspace.clone();
    scope.actor = Actor::Person { id: person_id, name };
    scope.lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang);
    fill_rights(conn, &mut scope, membership_id)?;
    Ok((scope, subject_id))
}

/// The scope of somebody without an account whom a link was made for: without any right, and without a name until the caller gives
/// them one ([`Scope::outside_called`]). `NotFound` as for [`signed_link_scope`].
pub fn outside_link_scope(conn: &mut Conn, workspace: &Scope, secret: &str, purpose: &str) -> Result<(Scope, i64)> {
    let subject_id: i64 = links::table
        .filter(links::workspace_id.eq(workspace.workspace_id()))
        .filter(links::secret_hash.eq(secret::hash(secret)))
        .filter(links::person_id.is_null())
        .filter(links::purpose.eq(purpose))
        .filter(links::expires_at.gt(workspace.now()))
        .filter(links::revoked_at.is_null())
        .select(links::subject_id)
        .first(conn)?;
    let mut scope = workspace.clone();
    scope.actor = Actor::Outside { purpose: purpose.to_owned(), subject_id, name: String::new() };
    Ok((scope, subject_id))
}

/// The program's own scope in the open workspace `slug`, for signed links and the command line.
pub fn workspace_scope_all_workspaces(conn: &mut Conn, slug: &str, now: NaiveDateTime) -> Result<Scope> {
    workspace_by_slug(conn, slug)?.ok_or(Error::NotFound)?.system_scope(now)
}

/// Since when a person has a link of this purpose that is good.
pub fn link_since(conn: &mut Conn, scope: &Scope, person_id: i64, purpose: &str) -> Result<Option<NaiveDateTime>> {
    let own = links::table.filter(links::workspace_id.eq(scope.workspace_id())).filter(links::person_id.eq(person_id));
    let good = own.filter(links::purpose.eq(purpose)).filter(links::revoked_at.is_null()).filter(links::expires_at.gt(scope.now()));
    Ok(good.order(links::created_at.desc()).select(links::created_at).first(conn).optional()?)
}

/// Makes a person's links in this workspace good for nothing: all of them, or those of one purpose.
pub fn revoke_links(conn: &mut Conn, scope: &Scope, person_id: i64, purpose: Option<&str>) -> Result<()> {
    let own = links::table
        .filter(links::workspace_id.eq(scope.workspace_id()))
        .filter(links::person_id.eq(person_id))
        .filter(links::revoked_at.is_null());
    let set = links::revoked_at.eq(scope.now());
    match purpose {
        Some(purpose) => diesel::update(own.filter(links::purpose.eq(purpose))).set(set).execute(conn)?,
        None => diesel::update(own).set(set).execute(conn)?,
    };
    Ok(())
}

/// Makes the links to one thing that went to people without an account good for nothing.
pub fn revoke_outside_links(conn: &mut Conn, scope: &Scope, purpose: &str, subject_id: i64) -> Result<()> {
    let own = links::table
        .filter(links::workspace_id.eq(scope.workspace_id()))
        .filter(links::person_id.is_null())
        .filter(links::purpose.eq(purpose))
        .filter(links::subject_id.eq(subject_id))
        .filter(links::revoked_at.is_null());
    diesel::update(own).set(links::revoked_at.eq(scope.now())).execute(conn)?;
    Ok(())
}

/// Removes links that have expired.
pub fn remove_expired_links(conn: &mut Conn, scope: &Scope) -> Result<usize> {
    let expired = links::table.filter(links::workspace_id.eq(scope.workspace_id())).filter(links::expires_at.le(scope.now()));
    Ok(diesel::delete(expired).execute(conn)?)
}
