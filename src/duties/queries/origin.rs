//! Duties by what they come from, for the rooms that made them.

use crate::{
    duties::{model::State, store},
    platform::{db::Conn, error::Result},
    tenancy::Scope,
};

pub use store::{FromOrigin, Lacking};

/// The duties that come from these origins, those only whose drafts this member may see; in the order they were made.
pub fn of_origins(conn: &mut Conn, scope: &Scope, kind: &str, ids: &[i64]) -> Result<Vec<FromOrigin>> {
    let mut found = store::of_origins(conn, scope, kind, ids)?;
    if !scope.reads_all() {
        found.retain(|duty| duty.state != State::Draft);
    }
    Ok(found)
}

/// Open duties of this kind of origin that nobody leads, and those that have neither deadline nor cadence.
pub fn lacking(conn: &mut Conn, scope: &Scope, kind: &str) -> Result<Lacking> {
    store::lacking(conn, scope, kind)
}
