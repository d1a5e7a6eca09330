//! States of a matter, what can be done to it, and the one table that says from where to where and by whom.

use crate::platform::error::{Error, Message, Result};

crate::platform::stored_words! {
    /// Where a matter stands; stored and shown.
    State, "matter-state" {
        /// Raised by a rule or by hand; nobody has said yet that it is one.
        Proposed = "proposed",
        /// Taken up: looked into by people without an interest in it.
        UnderReview = "under_review",
        /// The subject knows, and has until a date to reply.
        Hearing = "hearing",
        /// Decided; the decision holds.
        InForce = "in_force",
        /// The subject has said what was done about it.
        Responded = "responded",
        Closed = "closed",
        Dismissed = "dismissed",
    }
}

impl State {
    /// Neither closed nor dismissed.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Dismissed)
    }
}

crate::platform::stored_words! {
    /// What can be done to a matter.
    Action, "matter-action" {
        /// Takes it up.
        Accept = "accept",
        /// Names people who look into it, and who may read it to decide.
        Appoint = "appoint",
        /// Says that one has no interest in it, or stands back.
        Declare = "declare",
        /// Writes an investigation note.
        Note = "note",
        /// Says whom it is put to, where that was unknown or wrong; once decided, where they are reached alone.
        Correct = "correct",
        /// Tells the subject, who may reply from then on.
        Notify = "notify",
        Reply = "reply",
        AskHearing = "ask_hearing",
        AskExtension = "ask_extension",
        /// Grants or denies what the subject asked for.
        Answer = "answer",
        /// Writes down a hearing that was held.
        Hear = "hear",
        /// Enters what was decided.
        Decide = "decide",
        /// Enters that nobody is held to account.
        Acquit = "acquit",
        /// Charges a department with putting things right.
        Charge = "charge",
        Respond = "respond",
        /// Sends the response back.
        Return = "return",
        /// Has seen that it was put right.
        Verify = "verify",
        Object = "object",
        /// Enters what another body said to an objection: upheld or changed.
        Rule = "rule",
        /// The same, where the decision falls.
        Quash = "quash",
        /// What was put right was not.
        Reopen = "reopen",
        Dismiss = "dismiss",
    }
}

crate::platform::stored_words! {
    /// In what capacity somebody acts on a matter.
    By, "matter-by" {
        /// The secretariat.
        Office = "office",
        /// Who looks into it.
        Handler = "handler",
        /// Named of the body that decides.
        Decider = "decider",
        /// Whom it is about.
        Subject = "subject",
    }
}

use Action as A;
use By::{Decider, Handler, Office, Subject};
use State as S;

/// The state machine: in this state, this action leads to that state when done by one of these.
pub const TRANSITIONS: &[(State, Action, State, &[By])] = &[
    (S::Proposed, A::Accept, S::UnderReview, &[Office]),
    (S::Proposed, A::Correct, S::Proposed, &[Office]),
    (S::Proposed, A::Dismiss, S::Dismissed, &[Office]),
    (S::UnderReview, A::Declare, S::UnderReview, &[Handler, Decider]),
    (S::UnderReview, A::Appoint, S::UnderReview, &[Office]),
    (S::UnderReview, A::Note, S::UnderReview, &[Handler]),
    (S::UnderReview, A::Notify, S::Hearing, &[Office, Handler]),
    (S::UnderReview, A::Correct, S::UnderReview, &[Office]),
    (S::UnderReview, A::Dismiss, S::Dismissed, &[Office]),
    (S::Hearing, A::Declare, S::Hearing, &[Handler, Decider]),
    (S::Hearing, A::Appoint, S::Hearing, &[Office]),
    (S::Hearing, A::Note, S::Hearing, &[Handler]),
    (S::Hearing, A::Reply, S::Hearing, &[Subject]),
    (S::Hearing, A::AskHearing, S::Hearing, &[Subject]),
    (S::Hearing, A::AskExtension, S::Hearing, &[Subject]),
    (S::Hearing, A::Answer, S::Hearing, &[Office]),
    (S::Hearing, A::Hear, S::Hearing, &[Office, Handler]),
    (S::Hearing, A::Decide, S::InForce, &[Office, Decider]),
    (S::Hearing, A::Acquit, S::Closed, &[Office, Decider]),
    (S::Hearing, A::Correct, S::Hearing, &[Office]),
    (S::Hearing, A::Dismiss, S::Dismissed, &[Office]),
    (S::InForce, A::Declare, S::InForce, &[Handler, Decider]),
    (S::InForce, A::Appoint, S::InForce, &[Office]),
    (S::InForce, A::Charge, S::InForce, &[Office]),
    (S::InForce, A::Respond, S::Responded, &[Subject]),
    (S::InForce, A::Object, S::InForce, &[Subject]),
    (S::InForce, A::Rule, S::InForce, &[Office, Decider]),
    (S::InForce, A::Quash, S::Closed, &[Office, Decider]),
    (S::InForce, A::Correct, S::InForce, &[Office]),
    (S::Responded, A::Declare, S::Responded, &[Handler, Decider]),
    (S::Responded, A::Appoint, S::Responded, &[Office]),
    (S::Responded, A::Verify, S::Closed, &[Office, Handler]),
    (S::Responded, A::Return, S::InForce, &[Office, Handler]),
    (S::Responded, A::Object, S::Responded, &[Subject]),
    (S::Responded, A::Rule, S::Responded, &[Office, Decider]),
    (S::Responded, A::Quash, S::Closed, &[Office, Decider]),
    (S::Responded, A::Correct, S::Responded, &[Office]),
    (S::Closed, A::Reopen, S::InForce, &[Office]),
];

/// Where `action` leads from `state` when done in one of these capacities.
///
/// # Errors
/// `Refused` when the state does not allow it to anybody, naming state, action and what could be done instead; `Forbidden` when it is
/// others who may, naming them.
pub fn decide(state: State, action: Action, capacity: &[By]) -> Result<State> {
    let mut others: Vec<By> = Vec::new();
    for (_, _, to, by) in TRANSITIONS.iter().filter(|(from, a, _, _)| *from == state && *a == action) {
        if by.iter().any(|b| capacity.contains(b)) {
            return Ok(*to);
        }
        others.extend(*by);
    }
    if !others.is_empty() {
        let message = Message::new("matter-forbidden").key("action", action.key()).keys("who", others.iter().map(|b| b.key()));
        return Err(Error::Forbidden(message));
    }
    let instead: Vec<String> = TRANSITIONS.iter().filter(|(from, ..)| *from == state).map(|(_, a, _, _)| a.key()).collect();
    let message = Message::new(if instead.is_empty() { "matter-refused-at-end" } else { "matter-refused" });
    Err(Error::Refused(message.key("state", state.key()).key("action", action.key()).keys("instead", instead)))
}

/// What somebody in these capacities may do in this state, in the order of the table.
pub fn offered(state: State, capacity: &[By]) -> Vec<Action> {
    let fits = |(from, _, _, by): &&(State, Action, State, &[By])| *from == state && by.iter().any(|b| capacity.contains(b));
    TRANSITIONS.iter().filter(fits).map(|(_, action, _, _)| *action).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What product.md says, written another way: the steps along the main road, and what may happen at each without leaving it.
    fn model(state: State, action: Action, by: By) -> Option<State> {
        let before_in_force = matches!(state, S::Proposed | S::UnderReview | S::Hearing);
        let (looked_into, decided) = (matches!(state, S::UnderReview | S::Hearing), matches!(state, S::InForce | S::Responded));
        let rules = matches!(by, Office | Decider);
        match action {
            A::Dismiss if before_in_force && by == Office => Some(S::Dismissed),
            A::Correct if (before_in_force || decided) && by == Office => Some(state),
            A::Accept if state == S::Proposed && by == Office => Some(S::UnderReview),
            A::Notify if state == S::UnderReview && matches!(by, Office | Handler) => Some(S::Hearing),
            A::Decide if state == S::Hearing && rules => Some(S::InForce),
            A::Acquit if state == S::Hearing && rules => Some(S::Closed),
            A::Respond if state == S::InForce && by == Subject => Some(S::Responded),
            A::Return if state == S::Responded && matches!(by, Office | Handler) => Some(S::InForce),
            A::Verify if state == S::Responded && matches!(by, Office | Handler) => Some(S::Closed),
            A::Quash if decided && rules => Some(S::Closed),
            A::Reopen if state == S::Closed && by == Office => Some(S::InForce),
            A::Appoint if (looked_into || decided) && by == Office => Some(state),
            A::Declare if (looked_into || decided) && matches!(by, Handler | Decider) => Some(state),
            A::Note if looked_into && by == Handler => Some(state),
            A::Reply | A::AskHearing | A::AskExtension if state == S::Hearing && by == Subject => Some(state),
            A::Answer if state == S::Hearing && by == Office => Some(state),
            A::Hear if state == S::Hearing && matches!(by, Office | Handler) => Some(state),
            A::Charge if state == S::InForce && by == Office => Some(state),
            A::Object | A::Rule if decided && (if action == A::Rule { rules } else { by == Subject }) => Some(state),
            _ => None,
        }
    }

    fn any<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
        (0..all.len()).prop_map(move |n| all[n])
    }

    #[test]
    fn the_table_is_the_model() {
        for state in State::ALL {
            for action in Action::ALL {
                for by in By::ALL {
                    let found = decide(*state, *action, &[*by]).ok();
                    assert_eq!(found, model(*state, *action, *by), "{state:?} {action:?} {by:?}");
                    assert_eq!(offered(*state, &[*by]).contains(action), found.is_some(), "what is offered can be done");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Nothing is decided on whoever was not told, nothing closes unverified, and nobody decides or verifies for themselves.
        #[test]
        fn nothing_is_decided_unheard(steps in proptest::collection::vec((any(Action::ALL), any(By::ALL)), 1..60)) {
            let (mut state, mut told, mut decided, mut responded) = (State::Proposed, false, false, false);
            for (action, by) in steps {
                let Ok(to) = decide(state, action, &[by]) else { continue };
                told |= action == A::Notify;
                decided |= action == A::Decide;
                responded = action == A::Respond || (responded && action != A::Return);
                if matches!(action, A::Decide | A::Acquit) {
                    prop_assert!(told, "nobody decides about somebody who was not told");
                }
                if to == S::Closed && state != S::Closed {
                    prop_assert!(matches!(action, A::Acquit | A::Quash) || (decided && responded));
                }
                if to == S::Dismissed {
                    prop_assert!(!decided);
                }
                if matches!(action, A::Decide | A::Acquit | A::Answer | A::Verify | A::Rule | A::Quash | A::Dismiss | A::Correct) {
                    prop_assert_ne!(by, Subject);
                }
                state = to;
            }
        }
    }

    #[test]
    fn refusals_say_what_could_be_done_instead_and_by_whom() {
        let Err(Error::Refused(message)) = decide(S::Proposed, A::Decide, &[Office]) else { panic!("refused") };
        assert_eq!(message.key, "matter-refused");
        let Err(Error::Forbidden(message)) = decide(S::Hearing, A::Decide, &[Subject]) else { panic!("forbidden") };
        assert_eq!(message.key, "matter-forbidden");
        let Err(Error::Refused(message)) = decide(S::Dismissed, A::Accept, &[Office]) else { panic!("refused") };
        assert_eq!(message.key, "matter-refused-at-end");
    }
}
