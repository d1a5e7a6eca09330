//! Reads of attachments.

use super::{Attachment, FileLine, store};
use crate::{
    platform::{db::Conn, error::Result},
    tenancy::Scope,
    timeline::Subject,
};

/// No more versions of one subject's files are read.
pub(super) const MOST: i64 = 500;

/// The files of a subject with their versions, the file added last first. The caller knows that this person sees the subject.
pub fn list(conn: &mut Conn, scope: &Scope, subject: Subject) -> Result<Vec<FileLine>> {
    Ok(FileLine::group(store::of(conn, scope, subject, MOST)?))
}

/// One version; `NotFound` when it is of another subject.
pub fn one(conn: &mut Conn, scope: &Scope, subject: Subject, id: i64) -> Result<Attachment> {
    store::one(conn, scope, subject, id)
}

/// Bytes the workspace has in the store, against its quota.
pub fn used_bytes(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    store::used(conn, scope)
}
