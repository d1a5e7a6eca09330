//! What a duty comes from can be succeeded by something newer.

use serde_json::json;

use super::SUBJECT;
use crate::{
    duties::{model::Origin, store},
    platform::{db::Conn, error::Result},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Puts every duty of one origin under its successor; each timeline tells from what to what. Returns how many.
pub fn move_origin(conn: &mut Conn, scope: &Scope, kind: &str, from: i64, to: &Origin, from_label: &str) -> Result<usize> {
    scope.require(&[Role::Secretariat])?;
    let duties = store::of_origins(conn, scope, kind, &[from])?;
    for duty in &duties {
        store::set_origin(conn, scope, duty.id, to)?;
        let data = json!({ "from": from_label, "to": to.label });
        timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, duty.id), "move_origin").data(data))?;
    }
    Ok(duties.len())
}

/// Keeps the confidential duties of one origin from these members, though they are of the secretariat: who calls knows that they stand
/// back from what the duties come from.
pub fn keep_from(conn: &mut Conn, scope: &Scope, kind: &str, id: i64, membership_ids: &[i64]) -> Result<()> {
    let ids: Vec<i64> = store::of_origins(conn, scope, kind, &[id])?.into_iter().map(|duty| duty.id).collect();
    store::bar(conn, scope, &ids, membership_ids)
}
