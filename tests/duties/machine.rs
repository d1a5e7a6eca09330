//! The table of transitions against a model written down independently, from the product's words.

use lianxi::{
    duties::{Action, By, State, decide},
    platform::error::Error,
};

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

/// The machine and the model agree everywhere, for whoever acts in one capacity or several, and a refusal says why and what instead.
/// Whole lives are in `life.rs`.
#[test]
fn the_machine_agrees_with_the_model() {
    const ALL: [By; 3] = [By::Secretariat, By::Lead, By::Support];
    for state in State::ALL {
        for action in Action::ALL {
            for chosen in 0..8u8 {
                let acting: Vec<By> = (0..3).filter(|n| chosen & (1 << n) != 0).map(|n| ALL[n]).collect();
                let expected = acting.iter().find_map(|by| model(state, action, *by));
                let anybody = ALL.iter().any(|by| model(state, action, *by).is_some());
                match (decide(state, action, &acting), expected) {
                    (Ok(to), Some(_)) => {
                        assert!(acting.iter().any(|by| model(state, action, *by) == Some(to)), "{state:?} {action:?} {acting:?}: {to:?}")
                    }
                    (Err(Error::Forbidden(m)), None) => {
                        assert!(anybody, "{state:?} {action:?} {acting:?}: forbidden, though nobody may");
                        assert!(m.args.iter().any(|(name, _)| *name == "who"));
                    }
                    (Err(Error::Refused(m)), None) => {
                        assert!(!anybody, "{state:?} {action:?} {acting:?}: refused, though others may");
                        let args: Vec<&str> = m.args.iter().map(|(name, _)| *name).collect();
                        assert!(args.contains(&"state") && args.contains(&"action"), "{args:?}");
                        assert_eq!(args.contains(&"instead"), state != State::Cancelled);
                    }
                    (got, expected) => panic!("{state:?} {action:?} {acting:?}: {got:?}, expected {expected:?}"),
                }
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
