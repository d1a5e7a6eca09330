//! The state machine against a model written down independently, from the product's words.

use lianxi::{
    duties::{Action, By, State, decide},
    platform::error::Error,
};
use proptest::prelude::*;

/// Where an action leads, by the product's page; `None`: not for this person now.
fn model(state: State, action: Action, by: By) -> Option<State> {
    use By::{Lead, Secretariat, Support};
    let open = !matches!(state, State::Closed | State::Cancelled);
    let at_work = state == State::InProgress;
    match (action, by) {
        (Action::Assign, Secretariat) => (state == State::Draft).then_some(State::Assigned),
        (Action::Accept, Lead) => match state {
            State::Assigned => Some(State::InProgress),
            // A new lead of a duty at work receives it without moving it.
            State::InProgress | State::Suspended => Some(state),
            _ => None,
        },
        (Action::Accept, Support) => {
            matches!(state, State::Assigned | State::InProgress | State::Submitted | State::Suspended).then_some(state)
        }
        (Action::Refuse, Lead) => (state == State::Assigned).then_some(State::Refused),
        (Action::Refuse, Support) => matches!(state, State::Assigned | State::InProgress).then_some(state),
        (Action::Reassign, Secretariat) => (state == State::Refused).then_some(State::Assigned),
        (Action::Report, Lead | Support) => at_work.then_some(state),
        (Action::Submit, Lead) => at_work.then_some(State::Submitted),
        (Action::Close, Secretariat) => (state == State::Submitted).then_some(State::Closed),
        (Action::Return, Secretariat) => (state == State::Submitted).then_some(State::InProgress),
        (Action::Reopen, Secretariat) => (state == State::Closed).then_some(State::InProgress),
        (Action::Suspend, Secretariat) => at_work.then_some(State::Suspended),
        (Action::Resume, Secretariat) => (state == State::Suspended).then_some(State::InProgress),
        (Action::Cancel, Secretariat) => open.then_some(State::Cancelled),
        (Action::Share, Lead | Secretariat) => at_work.then_some(state),
        (Action::RequestExtension, Lead) => at_work.then_some(state),
        (Action::DecideExtension, Secretariat) => matches!(state, State::InProgress | State::Submitted | State::Suspended).then_some(state),
        (Action::Remind, Secretariat) => matches!(state, State::Assigned | State::InProgress).then_some(state),
        (Action::Edit, Secretariat) => (open && state != State::Submitted).then_some(state),
        (Action::ChangeParties | Action::ChangeDeadline, Secretariat) => {
            matches!(state, State::Assigned | State::InProgress | State::Suspended).then_some(state)
        }
        _ => None,
    }
}

proptest! {
    /// Any walk of any people: the machine and the model agree at every step, and a refusal says why and what instead.
    #[test]
    fn the_machine_agrees_with_the_model(steps in prop::collection::vec((0..Action::ALL.len(), 0usize..3), 1..60)) {
        let mut state = State::Draft;
        for (action, by) in steps {
            let (action, by) = (Action::ALL[action], [By::Secretariat, By::Lead, By::Support][by]);
            match (decide(state, action, &[by]), model(state, action, by)) {
                (Ok(to), Some(expected)) => {
                    prop_assert_eq!(to, expected);
                    state = to;
                }
                (Err(Error::Forbidden(m)), None) => {
                    let others = [By::Secretariat, By::Lead, By::Support].into_iter().any(|b| model(state, action, b).is_some());
                    prop_assert!(others, "{:?} {:?} {:?}: forbidden, though nobody may", state, action, by);
                    prop_assert!(m.args.iter().any(|(name, _)| *name == "who"));
                }
                (Err(Error::Refused(m)), None) => {
                    let others = [By::Secretariat, By::Lead, By::Support].into_iter().any(|b| model(state, action, b).is_some());
                    prop_assert!(!others, "{:?} {:?} {:?}: refused, though others may", state, action, by);
                    let args: Vec<&str> = m.args.iter().map(|(name, _)| *name).collect();
                    prop_assert!(args.contains(&"state") && args.contains(&"action"), "{:?}", args);
                    prop_assert_eq!(args.contains(&"instead"), state != State::Cancelled);
                }
                (got, expected) => prop_assert!(false, "{:?} {:?} {:?}: {:?}, expected {:?}", state, action, by, got, expected),
            }
        }
    }
}

#[test]
fn states_and_actions_are_read_back_as_stored() {
    for state in State::ALL {
        assert_eq!(State::parse(state.as_str()), Some(state));
    }
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(action));
    }
}
