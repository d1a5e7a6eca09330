//! What an administrator may do with a mail.

use super::store;
use crate::{
    platform::{db::Conn, error::Result},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Sends a mail that was given up once more. Refused unless it was given up.
pub fn retry(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    scope.require(&[Role::Administrator])?;
    let address = store::requeue(conn, scope, id)?;
    let entry = Entry::new(Subject::new("mail", id), "retry").states("failed", "queued").data(serde_json::json!({ "address": address }));
    timeline::record(conn, scope, entry)
}
