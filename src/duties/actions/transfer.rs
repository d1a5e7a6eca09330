//! When one department takes over another's work.

use serde_json::json;

use super::{SUBJECT, names};
use crate::{
    duties::{
        model::{Duty, Part, Party, PartyState},
        queries, store,
    },
    platform::{db::Conn, error::Result},
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Every duty that is neither closed nor cancelled and charges `from` charges `into` instead, in the same part and as far as it was.
/// Reports and ended duties keep the name they were made under. Returns how many moved of those this person may learn of.
pub fn move_department(conn: &mut Conn, scope: &Scope, from: i64, into: i64) -> Result<usize> {
    scope.require(&[Role::Administrator, Role::Secretariat])?;
    let (ids, kept) = (store::ids_charging(conn, scope, from)?, queries::kept_ids(conn, scope)?);
    let (was, now) = (names(conn, scope, &[from])?, names(conn, scope, &[into])?);
    for id in &ids {
        let mut duty = store::load(conn, scope, *id)?;
        hand_over(&mut duty, from, into);
        store::save(conn, scope, &mut duty)?;
        let entry = Entry::new(Subject::new(SUBJECT, duty.id), "transfer");
        timeline::record(conn, scope, entry.data(json!({ "department": was, "departments": now })))?;
    }
    Ok(ids.iter().filter(|id| !kept.contains(id)).count())
}

fn hand_over(duty: &mut Duty, from: i64, into: i64) {
    let Some(old) = duty.party(from).cloned() else { return };
    if let Some(party) = duty.party_mut(from) {
        party.state = PartyState::Withdrawn;
    }
    if duty.lead_id == Some(from) {
        duty.lead_id = Some(into);
    }
    match duty.parties.iter_mut().find(|p| p.department_id == into) {
        // Charged already: what it leads wins over what it supports, and both shares stay.
        Some(party) if party.is_charged() => {
            if old.part == Part::Lead {
                (party.part, party.state, party.position) = (Part::Lead, old.state, old.position);
                party.received_at = old.received_at.or(party.received_at);
                party.reason = old.reason;
            }
            party.reported_at = party.reported_at.max(old.reported_at);
            let shares: Vec<&str> = [party.share.as_str(), old.share.as_str()].into_iter().filter(|s| !s.is_empty()).collect();
            party.share = shares.join("\n");
        }
        Some(party) => *party = Party { department_id: into, ..old },
        None => duty.parties.push(Party { department_id: into, ..old }),
    }
}
