//! Reads of attachments.

use std::collections::HashMap;

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

/// The files of several subjects of a kind, by subject. The caller knows that this person sees them.
pub fn lists(conn: &mut Conn, scope: &Scope, kind: &str, ids: &[i64]) -> Result<HashMap<i64, Vec<FileLine>>> {
    let mut found: HashMap<i64, Vec<Attachment>> = HashMap::new();
    for (id, version) in store::of_several(conn, scope, kind, ids, MOST * 4)? {
        found.entry(id).or_default().push(version);
    }
    Ok(found.into_iter().map(|(id, versions)| (id, FileLine::group(versions))).collect())
}

/// The files of a subject go on as another's, when that takes its place. The caller knows that this person may do so.
pub fn hand_over(conn: &mut Conn, scope: &Scope, from: Subject, to: Subject) -> Result<()> {
    store::hand_over(conn, scope, from, to)
}

/// One version; `NotFound` when it is of another subject.
pub fn one(conn: &mut Conn, scope: &Scope, subject: Subject, id: i64) -> Result<Attachment> {
    store::one(conn, scope, subject, id)
}

/// Bytes the workspace has in the store, against its quota.
pub fn used_bytes(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    store::used(conn, scope)
}
