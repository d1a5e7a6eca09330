//! A look at what is not shown to everybody.

use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        KEEPERS, PARTY,
        model::{Party, Personal},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The party with all that is known of it, for one who says why; who looked at what, and why, stands in its timeline from then on.
/// Errors by field: `reason`.
pub fn reveal(conn: &mut Conn, scope: &Scope, id: i64, reason: &str) -> Result<Party> {
    scope.require(&KEEPERS)?;
    let party = store::get(conn, scope, id)?;
    party.require_active()?;
    let what: Vec<&str> = party.personal().into_iter().map(Personal::as_str).collect();
    if what.is_empty() {
        return Err(Error::refused("party-nothing-hidden"));
    }
    let reason = words::reason(reason)?;
    let entry = Entry::new(Subject::new(PARTY, id), "reveal").text(&reason).data(json!({ "what": what }));
    timeline::record(conn, scope, entry)?;
    Ok(party)
}
