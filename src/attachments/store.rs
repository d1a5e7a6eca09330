//! Rows of attachments and of the contents they have; every function filters by the scope's workspace.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::{Arrived, Attachment, Media, Removed};
use crate::{
    each_backend,
    platform::{
        db::{Conn, among},
        error::{Error, Result},
        id::new_id,
    },
    schema::{attachments, blobs},
    tenancy::Scope,
    timeline::Subject,
};

/// Whoever throws a content away and has not come to an end after this is gone.
const LEAVES_WITHIN: Duration = Duration::minutes(30);

#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments)]
struct Row {
    id: i64,
    file_id: i64,
    nth: i32,
    name: String,
    media: String,
    size: i64,
    sha256: String,
    added_by_id: Option<i64>,
    added_by: String,
    added_at: NaiveDateTime,
    removed_by: Option<String>,
    removed_at: Option<NaiveDateTime>,
    removed_reason: Option<String>,
}

impl Row {
    fn read(self) -> Result<Attachment> {
        let removed = self.removed_at.map(|at| Removed {
            by: self.removed_by.unwrap_or_default(),
            at,
            reason: self.removed_reason.unwrap_or_default(),
        });
        Ok(Attachment {
            id: self.id,
            file_id: self.file_id,
            nth: self.nth,
            media: Media::parse(&self.media).ok_or_else(|| Error::internal(format!("media {}", self.media)))?,
            name: self.name,
            size: self.size,
            sha256: self.sha256,
            added_by_id: self.added_by_id,
            added_by: self.added_by,
            added_at: self.added_at,
            removed,
        })
    }
}

/// All versions of all files of a subject, oldest first.
pub fn of(conn: &mut Conn, scope: &Scope, subject: Subject, limit: i64) -> Result<Vec<Attachment>> {
    let rows: Vec<Row> = attachments::table
        .filter(attachments::workspace_id.eq(scope.workspace_id()))
        .filter(attachments::subject_kind.eq(subject.kind))
        .filter(attachments::subject_id.eq(subject.id))
        .order(attachments::id)
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Versions of the files of several subjects of a kind, each with its subject's id, in the order they were added.
pub fn of_several(conn: &mut Conn, scope: &Scope, kind: &str, ids: &[i64], limit: i64) -> Result<Vec<(i64, Attachment)>> {
    let mut rows: Vec<(i64, Row)> = attachments::table
        .filter(attachments::workspace_id.eq(scope.workspace_id()))
        .filter(attachments::subject_kind.eq(kind))
        .filter(among(attachments::subject_id, ids))
        .select((attachments::subject_id, Row::as_select()))
        .load(conn)?;
    rows.sort_unstable_by_key(|(_, row)| row.id);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    rows.into_iter().map(|(id, row)| Ok((id, row.read()?))).collect()
}

/// Hangs the files of a subject on another one.
pub fn hand_over(conn: &mut Conn, scope: &Scope, from: Subject, to: Subject) -> Result<()> {
    let own = attachments::table
        .filter(attachments::workspace_id.eq(scope.workspace_id()))
        .filter(attachments::subject_kind.eq(from.kind))
        .filter(attachments::subject_id.eq(from.id));
    diesel::update(own).set((attachments::subject_kind.eq(to.kind), attachments::subject_id.eq(to.id))).execute(conn)?;
    Ok(())
}

/// One version; `NotFound` when it is of another subject.
pub fn one(conn: &mut Conn, scope: &Scope, subject: Subject, id: i64) -> Result<Attachment> {
    let row: Row = attachments::table
        .filter(attachments::workspace_id.eq(scope.workspace_id()))
        .filter(attachments::id.eq(id))
        .filter(attachments::subject_kind.eq(subject.kind))
        .filter(attachments::subject_id.eq(subject.id))
        .select(Row::as_select())
        .first(conn)?;
    row.read()
}

/// Adds a version; false when somebody else added that version just now.
pub fn insert(conn: &mut Conn, scope: &Scope, subject: Subject, file: Option<(i64, i32)>, new: &Arrived) -> Result<Option<i64>> {
    let id = new_id();
    let (file_id, nth) = file.unwrap_or((id, 1));
    let row = (
        attachments::workspace_id.eq(scope.workspace_id()),
        attachments::id.eq(id),
        attachments::subject_kind.eq(subject.kind),
        attachments::subject_id.eq(subject.id),
        attachments::file_id.eq(file_id),
        attachments::nth.eq(nth),
        attachments::name.eq(&new.name),
        attachments::media.eq(new.media.as_str()),
        attachments::size.eq(new.size),
        attachments::sha256.eq(&new.sha256),
        attachments::added_by_id.eq(scope.person_id()),
        attachments::added_by.eq(scope.actor_name()),
        attachments::added_at.eq(scope.now()),
    );
    let added = each_backend!(conn, c => diesel::insert_into(attachments::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok((added == 1).then_some(id))
}

/// Marks a version as removed; `Conflict` when it was meanwhile.
pub fn remove(conn: &mut Conn, scope: &Scope, version: &Attachment, reason: &str) -> Result<()> {
    let row = attachments::table
        .filter(attachments::workspace_id.eq(scope.workspace_id()))
        .filter(attachments::id.eq(version.id))
        .filter(attachments::removed_at.is_null());
    let set =
        (attachments::removed_by.eq(scope.actor_name()), attachments::removed_at.eq(scope.now()), attachments::removed_reason.eq(reason));
    if diesel::update(row).set(set).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Announces that a content is about to be put into the store, so that it is not thrown away meanwhile.
pub fn claim(conn: &mut Conn, scope: &Scope, sha256: &str, size: i64) -> Result<()> {
    let row =
        (blobs::workspace_id.eq(scope.workspace_id()), blobs::sha256.eq(sha256), blobs::size.eq(size), blobs::kept_at.eq(scope.now()));
    let added = each_backend!(conn, c => diesel::insert_into(blobs::table).values(row).on_conflict_do_nothing().execute(c))?;
    if added == 1 || touch(conn, scope, sha256)? {
        return Ok(());
    }
    // Somebody is throwing it away at this moment, or died while doing so.
    let stuck = blobs::table
        .filter(blobs::workspace_id.eq(scope.workspace_id()))
        .filter(blobs::sha256.eq(sha256))
        .filter(blobs::leaving_at.lt(scope.now() - LEAVES_WITHIN).assume_not_null());
    let set = (blobs::kept_at.eq(scope.now()), blobs::leaving_at.eq(None::<NaiveDateTime>));
    if diesel::update(stuck).set(set).execute(conn)? == 1 {
        return Ok(());
    }
    Err(Error::Unavailable("the same content is being thrown away".into()))
}

/// Gives a content that lies in the store without one a row, as of one that was used last at this instant; nothing when it has one.
pub fn adopt(conn: &mut Conn, scope: &Scope, sha256: &str, size: i64, kept_at: NaiveDateTime) -> Result<()> {
    let row = (blobs::workspace_id.eq(scope.workspace_id()), blobs::sha256.eq(sha256), blobs::size.eq(size), blobs::kept_at.eq(kept_at));
    each_backend!(conn, c => diesel::insert_into(blobs::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Puts off throwing a content away; false when it is not there, or about to go.
pub fn touch(conn: &mut Conn, scope: &Scope, sha256: &str) -> Result<bool> {
    let own = blobs::table
        .filter(blobs::workspace_id.eq(scope.workspace_id()))
        .filter(blobs::sha256.eq(sha256))
        .filter(blobs::leaving_at.is_null());
    Ok(diesel::update(own).set(blobs::kept_at.eq(scope.now())).execute(conn)? == 1)
}

/// Which of these contents are in the store already.
pub fn known(conn: &mut Conn, scope: &Scope, hashes: Vec<String>) -> Result<Vec<String>> {
    let own = blobs::table.filter(blobs::workspace_id.eq(scope.workspace_id())).filter(blobs::sha256.eq_any(hashes));
    Ok(own.select(blobs::sha256).load(conn)?)
}

/// Bytes in the store.
pub fn used(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    use diesel::{dsl::sql, sql_types::BigInt};
    let own = blobs::table.filter(blobs::workspace_id.eq(scope.workspace_id()));
    Ok(own.select(sql::<BigInt>("CAST(COALESCE(SUM(size), 0) AS BIGINT)")).first(conn)?)
}

/// Contents that no attachment has and that were not touched since `before`.
pub fn orphans(conn: &mut Conn, scope: &Scope, before: NaiveDateTime, limit: i64) -> Result<Vec<String>> {
    let old = blobs::table.filter(blobs::workspace_id.eq(scope.workspace_id())).filter(blobs::kept_at.lt(before));
    let unused = old.filter(diesel::dsl::not(diesel::dsl::exists(users())));
    Ok(unused.order(blobs::kept_at).limit(limit).select(blobs::sha256).load(conn)?)
}

/// Attachments that have the content of the row at hand.
#[diesel::dsl::auto_type]
fn users() -> _ {
    attachments::table
        .filter(attachments::workspace_id.eq(blobs::workspace_id))
        .filter(attachments::sha256.eq(blobs::sha256))
        .filter(attachments::removed_at.is_null())
}

/// Marks a content as leaving, so that nobody uses it any more; false when somebody does, or it was touched.
pub fn doom(conn: &mut Conn, scope: &Scope, sha256: &str, before: NaiveDateTime) -> Result<bool> {
    let own = blobs::table
        .filter(blobs::workspace_id.eq(scope.workspace_id()))
        .filter(blobs::sha256.eq(sha256))
        .filter(blobs::kept_at.lt(before))
        .filter(diesel::dsl::not(diesel::dsl::exists(users())));
    Ok(diesel::update(own).set(blobs::leaving_at.eq(scope.now())).execute(conn)? == 1)
}

/// The content is gone.
pub fn forget(conn: &mut Conn, scope: &Scope, sha256: &str) -> Result<()> {
    let own = blobs::table
        .filter(blobs::workspace_id.eq(scope.workspace_id()))
        .filter(blobs::sha256.eq(sha256))
        .filter(blobs::leaving_at.eq(scope.now()));
    diesel::delete(own).execute(conn)?;
    Ok(())
}
