//! Confirming several proposals that a person has just seen on one list.

use super::{Seen, confirm::confirm_one, open_document, proposal_of, settle_clause};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// What became of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// Duties made.
    pub duties: usize,
    /// Proposals that somebody else changed or decided since, or that lack something.
    pub left: usize,
}

/// Confirms those that are still as they were seen; the others are left, and counted.
pub fn confirm_many(conn: &mut Conn, scope: &Scope, document_id: i64, seen: &[Seen]) -> Result<Bulk> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut bulk = Bulk::default();
    for one in seen {
        let done = proposal_of(conn, scope, &document, *one).and_then(|(proposal, mut clause)| {
            let made = confirm_one(conn, scope, &document, &clause, proposal)?;
            settle_clause(conn, scope, &mut document, &mut clause)?;
            Ok(made.len())
        });
        match done {
            Ok(duties) => bulk.duties += duties,
            Err(Error::Conflict | Error::Refused(_) | Error::Invalid(_) | Error::NotFound) => bulk.left += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(bulk)
}
