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
    schema::{links, memberships, people},
    tenancy::{Actor, Scope},
};

/// Makes a link and returns its secret, which is not kept. `purpose` names what it opens, `subject_id` which one.
pub fn new_link(
    conn: &mut Conn,
    scope: &Scope,
    person_id: i64,
    purpose: &str,
    subject_id: i64,
    expires_at: NaiveDateTime,
) -> Result<String> {
    let secret = secret::new_secret();
    diesel::insert_into(links::table)
        .values((
            links::workspace_id.eq(scope.workspace_id()),
            links::id.eq(new_id()),
            links::person_id.eq(person_id),
            links::purpose.eq(purpose),
            links::subject_id.eq(subject_id),
            links::secret_hash.eq(secret::hash(&secret)),
            links::created_at.eq(scope.now()),
            links::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(secret)
}

/// The scope of the person a link was made for, with the rights they have now, and the object it opens. `workspace` is the program's
/// own scope there. `NotFound` when the link is unknown, for something else, expired or revoked, or the person no member any more.
pub fn signed_link_scope(conn: &mut Conn, workspace: &Scope, secret: &str, purpose: &str) -> Result<(Scope, i64)> {
    let now = workspace.now();
    let (person_id, subject_id, name, language, membership_id): (i64, i64, String, Option<String>, i64) = links::table
        .inner_join(people::table.on(people::id.eq(links::person_id)))
        .inner_join(
            memberships::table.on(memberships::workspace_id.eq(links::workspace_id).and(memberships::person_id.eq(links::person_id))),
        )
        .filter(links::workspace_id.eq(workspace.workspace_id()))
        .filter(links::secret_hash.eq(secret::hash(secret)))
        .filter(links::purpose.eq(purpose))
        .filter(links::expires_at.gt(now))
        .filter(links::revoked_at.is_null())
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .select((links::person_id, links::subject_id, people::name, people::language, memberships::id))
        .first(conn)?;
    let mut scope = workspace.clone();
    scope.actor = Actor::Person { id: person_id, name };
    scope.lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang);
    fill_rights(conn, &mut scope, membership_id)?;
    Ok((scope, subject_id))
}

/// The program's own scope in the open workspace `slug`, for signed links and the command line.
pub fn workspace_scope_all_workspaces(conn: &mut Conn, slug: &str, now: NaiveDateTime) -> Result<Scope> {
    workspace_by_slug(conn, slug)?.ok_or(Error::NotFound)?.system_scope(now)
}

/// Removes links of this purpose that have expired.
pub fn remove_expired_links(conn: &mut Conn, scope: &Scope, purpose: &str) -> Result<usize> {
    let expired = links::table
        .filter(links::workspace_id.eq(scope.workspace_id()))
        .filter(links::purpose.eq(purpose))
        .filter(links::expires_at.le(scope.now()));
    Ok(diesel::delete(expired).execute(conn)?)
}
