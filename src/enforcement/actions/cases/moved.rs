//! Cases follow their party and the departments that hold them.

use serde_json::json;

use crate::{
    enforcement::{
        CASE, hand_over, ladder, measure,
        model::{CaseState, Party},
        sampling,
        store::{self, cases as rows},
    },
    platform::{db::Conn, error::Result},
    tenancy::{Scope, departments},
    timeline::{self, Entry, Subject},
};

/// A party's cases are found by the names it has now.
pub(in crate::enforcement) fn party_renamed(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<()> {
    rows::rename_party(conn, scope, party)
}

/// The cases of a party that lives on in another one are against that one; each says so in its timeline.
pub(in crate::enforcement) fn party_moved(conn: &mut Conn, scope: &Scope, gone: &Party, into: &Party) -> Result<()> {
    for id in rows::move_party(conn, scope, gone.id, into)? {
        let data = json!({ "from": gone.name, "to": into.name });
        timeline::record(conn, scope, Entry::new(Subject::new(CASE, id), "party").data(data))?;
    }
    // What was sampled of one of the two now counts for the other.
    for brief in rows::of_parties(conn, scope, &[into.id], LOOKED_AT)?.into_iter().filter(|c| c.state != CaseState::Closed) {
        let mut case = rows::get(conn, scope, brief.id)?;
        if ladder::evaluate(conn, scope, &case)? {
            super::resettled(conn, scope, &mut case)?;
        }
    }
    Ok(())
}

/// Cases of one party that the ladder is asked about when it takes another one in.
const LOOKED_AT: i64 = 100;

/// Cases of a department moved in one statement.
const MOVED_AT_ONCE: i64 = 200;

/// Parties and cases of a department that lives on in another one go with it.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<()> {
    store::move_department(conn, scope, from, into)?;
    sampling::move_rounds(conn, scope, from, into)?;
    measure::move_department(conn, scope, from, into)?;
    ladder::move_department(conn, scope, from, into)?;
    hand_over::move_department(conn, scope, from, into)?;
    rows::move_place(conn, scope, from, into)?;
    let all = departments::by_ids(conn, scope, &[from, into])?;
    let name = |id: i64| all.iter().find(|d| d.id == id).map(|d| d.short_name.clone()).unwrap_or_default();
    let data = json!({ "from": name(from), "to": name(into) });
    // One transaction, whose memory does not grow with what the department held.
    loop {
        let held = rows::move_held(conn, scope, from, into, MOVED_AT_ONCE)?;
        if held.is_empty() {
            return Ok(());
        }
        for id in held {
            timeline::record(conn, scope, Entry::new(Subject::new(CASE, id), "holder").data(data.clone()))?;
        }
    }
}
