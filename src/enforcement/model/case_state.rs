//! States of a case, what can be done to it, and the one table that says from where to where and by whom.

use super::Case;
use crate::{
    platform::error::{Error, Message, Result},
    tenancy::{Role, Scope},
};

crate::platform::stored_words! {
    /// Where a case stands; stored and shown.
    CaseState, "enforcement_case-state" {
        /// Written down, with its plain number; not yet taken up.
        Registered = "registered",
        /// Filed 立案, with its formal number.
        Open = "open",
        /// On its way to another department, which has not received it yet; the giver still holds it.
        HandedOver = "handed_over",
        /// With a body outside (justice); the holder follows it up.
        Referred = "referred",
        Closed = "closed",
    }
}

impl CaseState {
    /// Filed and not closed: those the ladder is asked about.
    pub const IN_HAND: [Self; 3] = [Self::Open, Self::HandedOver, Self::Referred];
}

crate::platform::stored_words! {
    /// What can be done to a case, in the order a page offers it.
    CaseAction, "case-action" {
        File = "file",
        /// Receives one that was handed over.
        Receive = "receive",
        /// Gives back one that was handed over or referred.
        Reject = "reject",
        Edit = "edit",
        HandOver = "hand_over",
        Refer = "refer",
        Close = "close",
        /// Closes it without filing.
        NotFile = "not_file",
        /// Lets it go on in another case.
        Join = "join",
        /// Takes a part out of it as a case of its own.
        Sever = "sever",
        Reopen = "reopen",
    }
}

crate::platform::stored_words! {
    /// In what capacity somebody acts on a case.
    CaseBy, "case-by" {
        /// Liaison or deputy of the department that holds it.
        Holder = "holder",
        /// Of the department it was handed over to.
        Receiver = "receiver",
        /// The secretariat.
        Office = "office",
    }
}

use CaseAction as A;
use CaseBy::{Holder, Office, Receiver};
use CaseState as S;

/// The state machine: in this state, this action leads to that state when done by one of these. One that was never filed reopens as
/// registered, every other one as open.
pub const CASE_TRANSITIONS: &[(CaseState, CaseAction, CaseState, &[CaseBy])] = &[
    (S::Registered, A::Edit, S::Registered, &[Holder, Office]),
    (S::Registered, A::File, S::Open, &[Holder, Office]),
    (S::Registered, A::NotFile, S::Closed, &[Holder, Office]),
    (S::Registered, A::Join, S::Closed, &[Holder, Office]),
    (S::Registered, A::Sever, S::Registered, &[Holder, Office]),
    (S::Open, A::Edit, S::Open, &[Holder, Office]),
    (S::Open, A::HandOver, S::HandedOver, &[Holder, Office]),
    (S::Open, A::Refer, S::Referred, &[Holder, Office]),
    (S::Open, A::Close, S::Closed, &[Holder, Office]),
    (S::Open, A::Join, S::Closed, &[Holder, Office]),
    (S::Open, A::Sever, S::Open, &[Holder, Office]),
    (S::HandedOver, A::Receive, S::Open, &[Receiver, Office]),
    (S::HandedOver, A::Reject, S::Open, &[Receiver, Office]),
    (S::Referred, A::Edit, S::Referred, &[Holder, Office]),
    (S::Referred, A::Reject, S::Open, &[Holder, Office]),
    (S::Referred, A::Close, S::Closed, &[Holder, Office]),
    (S::Closed, A::Reopen, S::Open, &[Holder, Office]),
    (S::Closed, A::Reopen, S::Registered, &[Holder, Office]),
];

/// Where `action` leads from `state` when done in `capacity`. `was_filed`: whether it has a formal number.
///
/// # Errors
/// `Refused` when the state does not allow it to anybody, naming state, action, what could be done instead and by whom; `Forbidden` when it
/// is others who may, naming them.
pub fn decide_case(state: CaseState, was_filed: bool, action: CaseAction, capacity: &[CaseBy]) -> Result<CaseState> {
    let back = if was_filed { S::Open } else { S::Registered };
    let rows = CASE_TRANSITIONS.iter().filter(|(from, a, to, _)| *from == state && (*a != A::Reopen || *to == back));
    let mut others: Vec<CaseBy> = Vec::new();
    for (_, _, to, by) in rows.clone().filter(|(_, a, ..)| *a == action) {
        if by.iter().any(|b| capacity.contains(b)) {
            return Ok(*to);
        }
        others.extend(*by);
    }
    if !others.is_empty() {
        let message = Message::new("case-forbidden").key("action", action.key()).keys("who", others.iter().map(|b| b.key()));
        return Err(Error::Forbidden(message));
    }
    let mut who: Vec<String> = Vec::new();
    for by in rows.clone().flat_map(|(.., by)| by.iter()) {
        if !who.contains(&by.key()) {
            who.push(by.key());
        }
    }
    let instead = rows.filter(|(_, a, ..)| *a != A::Edit).map(|(_, a, ..)| a.key());
    let message = Message::new("case-refused").key("state", state.key()).key("action", action.key());
    Err(Error::Refused(message.keys("instead", instead).keys("who", who)))
}

/// In what capacities this person may act on the case; `receiver_id`: the department it is on its way to.
pub fn case_capacities(scope: &Scope, case: &Case, receiver_id: Option<i64>) -> Vec<CaseBy> {
    let mut found = Vec::new();
    if scope.acts_for_department(case.holder_id) {
        found.push(Holder);
    }
    if receiver_id.is_some_and(|id| scope.acts_for_department(id)) {
        found.push(Receiver);
    }
    if scope.has(Role::Secretariat) {
        found.push(Office);
    }
    found
}

/// As [`case_capacities`], without those of whoever acts for the department whose officers it is about. The secretariat stays: somebody has
/// to be able to give the case to another department.
fn impartial_capacities(scope: &Scope, case: &Case, receiver_id: Option<i64>) -> Vec<CaseBy> {
    let mut found = case_capacities(scope, case, receiver_id);
    if case.is_of_own_officers(scope) {
        found.retain(|by| *by == Office);
    }
    found
}

/// What the department whose officers a case is about may still do: give it to another one.
const FOR_OTHERS: [CaseAction; 2] = [A::HandOver, A::Reject];

impl Case {
    /// Where `action` leads, for whoever asks; the gate every action passes. `receiver_id`: the department it is on its way to.
    pub fn permit(&self, scope: &Scope, action: CaseAction, receiver_id: Option<i64>) -> Result<CaseState> {
        scope.require(&crate::enforcement::READERS)?;
        let was_filed = self.formal_number.is_some();
        let to = decide_case(self.state, was_filed, action, &case_capacities(scope, self, receiver_id))?;
        let impartial = impartial_capacities(scope, self, receiver_id);
        if !FOR_OTHERS.contains(&action) && decide_case(self.state, was_filed, action, &impartial).is_err() {
            return Err(Error::Forbidden(Message::new("case-own-officers").key("action", action.key())));
        }
        Ok(to)
    }

    /// Whether this person may write anything about it: for the department that holds it, or as the secretariat.
    pub fn is_kept_by(&self, scope: &Scope) -> bool {
        !impartial_capacities(scope, self, None).is_empty()
    }

    /// Whether it is about officers of a department this person acts for.
    pub fn is_of_own_officers(&self, scope: &Scope) -> bool {
        self.officers_of_id.is_some_and(|id| scope.acts_for_department(id))
    }

    /// Refuses whoever acts for the department whose officers it is about: nothing is imposed, found or declined by that one.
    pub fn require_impartial(&self, scope: &Scope) -> Result<()> {
        if self.is_of_own_officers(scope) { Err(Error::forbidden("case-own-officers-keep")) } else { Ok(()) }
    }

    /// Refuses whoever neither acts for the department that holds it nor is the secretariat.
    pub fn require_kept_by(&self, scope: &Scope) -> Result<()> {
        if self.is_kept_by(scope) {
            return Ok(());
        }
        if !case_capacities(scope, self, None).is_empty() {
            return self.require_impartial(scope);
        }
        Err(Error::Forbidden(Message::new("case-forbidden-keep").keys("who", [Holder.key(), Office.key()])))
    }
}

#[cfg(test)]
mod tests;
