//! Who sees and who may do what.
//!
//! One rule: the secretariat, leaders and auditors see every duty in full; who acts for or is in charge of a department sees in
//! full the duties it is charged with, and of every other assigned duty the outline (title, state, departments, deadline), since a
//! joint meeting is collegial; drafts only the former see. A member without any of these (an administrator) sees no duty. Confidential
//! duties exist for the secretariat, auditors and the departments charged alone. Whoever stands back from what they come from knows and
//! does nothing of them by their office, but all that a department of theirs is charged with: that has to be done.

use serde::Serialize;

use super::{Action, By, CONFIDENTIAL_ORIGIN, Duty, Part, PartyState, State, decide};
use crate::{
    platform::error::{Error, Message, Result},
    tenancy::{Actor, Role, Scope},
};

/// How much of a duty somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Title, state, departments, deadline.
    Outline,
    /// Everything, reports and timeline included.
    Full,
}

/// Whether this member sees duties at all.
pub fn sees_duties(scope: &Scope) -> bool {
    scope.reads_all() || scope.has(Role::Liaison) || scope.acts_for().next().is_some() || scope.leads().next().is_some()
}

/// Whether this member reads every confidential duty but those they are barred from; leaders do not.
pub fn reads_confidential(scope: &Scope) -> bool {
    *scope.actor() == Actor::System || scope.has(Role::Secretariat) || scope.has(Role::Auditor)
}

/// Refuses who sees no duties, naming who does.
pub fn require_sight(scope: &Scope) -> Result<()> {
    if sees_duties(scope) {
        return Ok(());
    }
    scope.require(&[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor])
}

/// Whether this member stands back from what the duty comes from: what they would know or do by their office is kept from them, not
/// what their own department is charged with.
fn stands_back(scope: &Scope, duty: &Duty) -> bool {
    scope.membership_id().is_some_and(|me| duty.barred.contains(&me))
}

/// Whether this member acts on the duty for the secretariat.
pub fn acts_as_office(scope: &Scope, duty: &Duty) -> bool {
    scope.has(Role::Secretariat) && !stands_back(scope, duty)
}

/// How much of this duty the scope sees; `Forbidden` when nothing, `NotFound` when it is not to learn that there is one.
pub fn sight(scope: &Scope, duty: &Duty) -> Result<Sight> {
    require_sight(scope)?;
    let charged = |department_id: i64| duty.parties.iter().any(|p| p.department_id == department_id);
    let own = scope.acts_for().chain(scope.leads()).any(charged);
    // Whoever is charged no more is not to learn of it any more; lists say the same.
    let still = |id: i64| duty.parties.iter().any(|p| p.department_id == id && p.state != PartyState::Withdrawn);
    let by_office = reads_confidential(scope) && !stands_back(scope, duty);
    if duty.origin.kind == CONFIDENTIAL_ORIGIN && !by_office && !scope.acts_for().chain(scope.leads()).any(still) {
        return Err(Error::NotFound);
    }
    if scope.reads_all() {
        return Ok(Sight::Full);
    }
    if duty.state == State::Draft {
        return Err(Error::Forbidden(Message::new("duty-draft-hidden")));
    }
    Ok(if own { Sight::Full } else { Sight::Outline })
}

/// In what capacities this person may act on the duty; `department_id` narrows it to acting for that department.
pub fn capacities(scope: &Scope, duty: &Duty, department_id: Option<i64>) -> Vec<By> {
    let mut found = Vec::new();
    if department_id.is_none() && acts_as_office(scope, duty) {
        found.push(By::Secretariat);
    }
    for party in duty.parties.iter().filter(|p| p.is_charged() && scope.acts_for_department(p.department_id)) {
        if department_id.is_none_or(|d| d == party.department_id) {
            found.push(if party.part == Part::Lead { By::Lead } else { By::Support });
        }
    }
    found
}

/// Where `action` leads, for whoever asks; the gate every action passes. `department_id`: acting for that department.
pub fn permit(scope: &Scope, duty: &Duty, action: Action, department_id: Option<i64>) -> Result<State> {
    sight(scope, duty)?;
    let to = decide(duty.state, action, &capacities(scope, duty, department_id))?;
    match department_id.and_then(|d| duty.party(d)) {
        Some(party) => own_step(party.state, action).map(|()| to),
        None => Ok(to),
    }
}

/// A department receives before it does anything else, and once.
fn own_step(state: PartyState, action: Action) -> Result<()> {
    let allowed = match action {
        Action::Accept => matches!(state, PartyState::Pending | PartyState::Refused),
        Action::Refuse => state == PartyState::Pending,
        Action::Report | Action::Submit | Action::RequestExtension | Action::Share => state == PartyState::Accepted,
        _ => true,
    };
    if allowed {
        return Ok(());
    }
    let key = match state {
        PartyState::Accepted => "duty-refused-received-already",
        PartyState::Refused => "duty-refused-declined",
        _ => "duty-refused-not-received",
    };
    Err(Error::Refused(Message::new(key).key("action", action.key())))
}
