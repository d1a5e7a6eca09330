//! Attaching, removing, and files the program makes; each in the caller's one write transaction.

use serde_json::json;

use super::{Arrived, Attachment, Media, Received, Shelf, harmless, may_remove, queries::MOST, store, view::size_text};
use crate::{
    platform::{
        blob::Blobs,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// Refuses who may not add files here now, saying why.
pub(super) fn require_add(shelf: &Shelf) -> Result<()> {
    match &shelf.shut {
        Some(why) => Err(Error::Refused(why.clone())),
        None if shelf.may_add => Ok(()),
        None => Err(Error::forbidden("attachments-may-not-add")),
    }
}

/// Attaches what came in. The same content under the same name is attached once, however often it is sent; returns the versions that
/// are in force now. Errors by field: `replaces`.
pub fn add(conn: &mut Conn, scope: &Scope, shelf: &Shelf, received: &Received) -> Result<Vec<Attachment>> {
    require_add(shelf)?;
    let mut added = Vec::new();
    for new in &received.files {
        added.push(attach(conn, scope, (shelf.subject, shelf.told, &shelf.hidden), new, received.replaces)?);
    }
    Ok(added)
}

/// Attaches one content that is in the store to a subject, and says so in a timeline. What is hidden from this person is no earlier
/// version of theirs: they begin a file of their own.
fn attach(
    conn: &mut Conn,
    scope: &Scope,
    (subject, told, hidden): (Subject, Subject, &[i64]),
    new: &Arrived,
    replaces: Option<i64>,
) -> Result<Attachment> {
    let there = store::of(conn, scope, subject, MOST)?;
    let is_hidden = |v: &Attachment| hidden.contains(&v.id);
    // A file with a version they do not know of would tell of it by the number of the next one.
    let goes_on = |id: i64| !there.iter().any(|v| v.file_id == id && is_hidden(v));
    let file_id = match replaces {
        Some(id) => Some(there.iter().find(|v| v.file_id == id && !is_hidden(v)).ok_or(Error::NotFound)?.file_id),
        None => there.iter().rev().find(|v| v.name == new.name && v.removed.is_none() && goes_on(v.file_id)).map(|v| v.file_id),
    };
    let file_id = file_id.filter(|id| goes_on(*id));
    let last = file_id.and_then(|id| there.iter().filter(|v| v.file_id == id).max_by_key(|v| v.nth));
    if let Some(same) = last.filter(|v| v.sha256 == new.sha256 && v.name == new.name && v.removed.is_none()) {
        return Ok(same.clone());
    }
    if i64::try_from(there.len()).unwrap_or(MOST) >= MOST {
        return Err(Error::Refused(Message::new("attachments-too-many").text("limit", MOST.to_string())));
    }
    if !store::touch(conn, scope, &new.sha256)? {
        return Err(Error::Unavailable("a content is gone from the store before it was attached".into()));
    }
    let next = last.map(|v| (v.file_id, v.nth + 1));
    let id = store::insert(conn, scope, subject, next, new)?.ok_or(Error::Conflict)?;
    let nth = next.map_or(1, |(_, nth)| nth);
    let data = json!({ "name": new.name, "nth": nth.to_string(), "size": size_text(new.size) });
    timeline::record(conn, scope, Entry::new(told, if nth == 1 { "file_add" } else { "file_version" }).data(data))?;
    store::one(conn, scope, subject, id)
}

/// Removes a version by the rule of [`may_remove`]. Its row and the timeline keep what it was, who removed it and why. Errors by field:
/// `reason`.
pub fn remove(conn: &mut Conn, scope: &Scope, shelf: &Shelf, id: i64, reason: &str) -> Result<()> {
    let version = store::one(conn, scope, shelf.subject, shelf.require(id)?)?;
    may_remove(scope, shelf, &version)?;
    let reason = reason.trim();
    let length = reason.chars().count();
    let mut errors = FieldErrors::default();
    if reason.is_empty() {
        errors.add("reason", Message::new("field-required"));
    } else if length > REASON_MAX {
        errors.add("reason", Message::new("field-too-long").number("max", REASON_MAX as f64).number("length", length as f64));
    }
    errors.finish(())?;
    store::remove(conn, scope, &version, reason)?;
    // Its week begins now. One that nobody has any more has none.
    store::touch(conn, scope, &version.sha256)?;
    let data = json!({ "name": version.name, "nth": version.nth.to_string() });
    timeline::record(conn, scope, Entry::new(shelf.told, "file_remove").text(reason).data(data))
}

/// A file the program made.
#[derive(Clone, Copy, Debug)]
pub struct MadeFile<'a> {
    pub name: &'a str,
    pub media: Media,
    pub bytes: &'a [u8],
}

/// Stores and attaches a file the program made, in the transaction of the change that makes it. Were that undone afterwards, the content
/// would lie in the store without a row, until the worker finds it there a week later ([`super::jobs::Collect::stray`]). A name that is
/// there already gets a new version, the same content none. No quota and no setting hinders it.
pub fn store_bytes(conn: &mut Conn, scope: &Scope, blobs: &Blobs, subject: Subject, file: MadeFile<'_>) -> Result<Attachment> {
    let mut spool = blobs.spool()?;
    spool.write(file.bytes)?;
    let content = spool.finish()?;
    let size = i64::try_from(content.size).map_err(Error::internal)?;
    let new = Arrived { name: harmless(file.name), media: file.media, size, sha256: content.sha256.clone() };
    store::claim(conn, scope, &new.sha256, size)?;
    blobs.keep(scope.workspace_id(), content)?;
    attach(conn, scope, (subject, subject, &[]), &new, None)
}

/// Announces contents that came in, before they are put into the store, and sees that the quota holds. Errors by field: `file`.
pub(super) fn claim(conn: &mut Conn, scope: &Scope, files: &[Arrived]) -> Result<()> {
    let known = store::known(conn, scope, files.iter().map(|f| f.sha256.clone()).collect())?;
    let mut hashes: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut more = 0;
    for file in files {
        if !hashes.contains(&file.sha256.as_str()) {
            hashes.push(&file.sha256);
            more += file.size;
        }
    }
    if more > 0 && store::used(conn, scope)? + more > quota(scope) {
        return Err(Error::invalid("file", quota_message(scope)));
    }
    files.iter().try_for_each(|file| store::claim(conn, scope, &file.sha256, file.size))
}

/// Bytes this workspace may have in the store.
pub(super) fn quota(scope: &Scope) -> i64 {
    i64::from(scope.settings().attachment_quota_gb) * 1024 * 1024 * 1024
}

pub(super) fn quota_message(scope: &Scope) -> Message {
    Message::new("attachments-quota").text("quota", size_text(quota(scope)))
}
