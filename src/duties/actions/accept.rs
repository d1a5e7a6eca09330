//! A department receives (签收) or refuses its part.

use serde_json::json;

use super::{Event, begin, finish, names};
use crate::{
    duties::{
        model::{Action, DutyRef, Part, PartyState, Seen, State, words},
        notice::{News, tell_secretariat},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::Scope,
};

/// Receives the duty for a department. The lead's receipt sets the duty to work.
pub fn accept(conn: &mut Conn, scope: &Scope, seen: Seen, department_id: i64) -> Result<DutyRef> {
    let scope = &scope.acting_for(department_id);
    let (mut duty, to) = begin(conn, scope, seen, Action::Accept, Some(department_id))?;
    let party = duty.party_mut(department_id).ok_or(Error::NotFound)?;
    party.state = PartyState::Accepted;
    party.reason = None;
    party.received_at = Some(scope.now());
    if duty.state == State::Assigned && to == State::InProgress {
        duty.accepted_at = Some(scope.now());
        let calendar = store::calendar(conn, scope)?;
        duty.next_report_on = duty.cadence.and_then(|c| c.next_report(scope.today(), &calendar));
    }
    let department = names(conn, scope, &[department_id])?;
    finish(conn, scope, &mut duty, to, Event::new(Action::Accept, "").data(json!({ "department": department })))?;
    Ok(duty.as_ref())
}

/// Refuses the duty for a department. The lead's refusal hands it back to the secretariat; a supporting department's leaves the
/// duty where it is, and the secretariat is told as well.
pub fn refuse(conn: &mut Conn, scope: &Scope, seen: Seen, department_id: i64, reason: &str) -> Result<DutyRef> {
    let scope = &scope.acting_for(department_id);
    let (mut duty, to) = begin(conn, scope, seen, Action::Refuse, Some(department_id))?;
    let reason = words::reason(reason)?;
    let party = duty.party_mut(department_id).ok_or(Error::NotFound)?;
    let part = party.part;
    party.state = PartyState::Refused;
    party.reason = Some(reason.clone());
    let department = names(conn, scope, &[department_id])?;
    finish(conn, scope, &mut duty, to, Event::new(Action::Refuse, &reason).data(json!({ "department": department })))?;
    let news = if part == Part::Lead { News::Refused } else { News::PartRefused };
    tell_secretariat(conn, scope, &duty, news, &reason)?;
    Ok(duty.as_ref())
}
