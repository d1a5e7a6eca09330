//! Which actions a page offers: those this person may do now, and the next ones that are refused, with why.

use super::{Action, By, Duty, Part, State, TRANSITIONS, capacities, permit};
use crate::{
    platform::error::{Error, Message},
    tenancy::Scope,
};

/// An action offered to one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub action: Action,
    /// The department acted for; none for the secretariat.
    pub department_id: Option<i64>,
    /// Why it cannot be done now; none when it can.
    pub refused: Option<Message>,
}

/// What a refused offer is shown for: the steps people look for. Everything else is simply not offered.
fn is_next_step(state: State, action: Action, by: By) -> bool {
    match by {
        // Before receipt one line says enough.
        By::Lead if state == State::Assigned => action == Action::Report,
        By::Lead => matches!(action, Action::Report | Action::Submit | Action::RequestExtension),
        By::Support => action == Action::Report,
        By::Secretariat => action == Action::Close && state == State::InProgress,
    }
}

/// The actions for this person, the most wanted first. `extension_waits`: a request for extension has no answer yet.
pub fn offers(scope: &Scope, duty: &Duty, extension_waits: bool) -> Vec<Offer> {
    let mut acting: Vec<(Option<i64>, By)> = Vec::new();
    if capacities(scope, duty, None).contains(&By::Secretariat) {
        acting.push((None, By::Secretariat));
    }
    for party in duty.parties.iter().filter(|p| p.is_charged() && scope.acts_for_department(p.department_id)) {
        acting.push((Some(party.department_id), if party.part == Part::Lead { By::Lead } else { By::Support }));
    }
    let mut found = Vec::new();
    for action in Action::ALL {
        for (department_id, by) in &acting {
            found.extend(offer(scope, duty, action, *department_id, *by, extension_waits));
        }
    }
    found.sort_by_key(|o: &Offer| o.refused.is_some());
    found
}

fn offer(scope: &Scope, duty: &Duty, action: Action, department_id: Option<i64>, by: By, extension_waits: bool) -> Option<Offer> {
    let ever = TRANSITIONS.iter().any(|(_, a, _, who)| *a == action && who.contains(&by));
    if !ever || (action == Action::DecideExtension && !extension_waits) {
        return None;
    }
    let no_support = duty.support().next().is_none();
    if action == Action::Share && no_support {
        return None;
    }
    let refused = match permit(scope, duty, action, department_id) {
        Ok(_) if action == Action::RequestExtension && extension_waits => Some(Message::new("extension-waits-already")),
        Ok(_) if action == Action::RequestExtension && duty.due_on().is_none() => return None,
        Ok(_) => None,
        Err(Error::Refused(message)) if is_next_step(duty.state, action, by) && duty.state.is_open() && duty.state != State::Draft => {
            Some(message)
        }
        Err(_) => return None,
    };
    Some(Offer { action, department_id, refused })
}
