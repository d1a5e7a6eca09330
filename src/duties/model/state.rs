//! States of a duty, what can be done to it, and the one table that says from where to where and by whom.

use serde::{Deserialize, Serialize};

use crate::platform::error::{Error, Message, Result};

/// Where a duty stands; stored and shown. What follows from dates (overdue, the light) is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written; only the workspace's readers see it.
    Draft,
    /// Given to departments; the lead has not received it yet.
    Assigned,
    InProgress,
    /// Handed in for close-out; waits for the secretariat.
    Submitted,
    /// Verified and closed (办结销号).
    Closed,
    /// The lead refused it; waits for the secretariat.
    Refused,
    Suspended,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 8] =
        [Self::Draft, Self::Assigned, Self::InProgress, Self::Submitted, Self::Closed, Self::Refused, Self::Suspended, Self::Cancelled];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Submitted => "submitted",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "duty-state-draft",
            Self::Assigned => "duty-state-assigned",
            Self::InProgress => "duty-state-in-progress",
            Self::Submitted => "duty-state-submitted",
            Self::Closed => "duty-state-closed",
            Self::Refused => "duty-state-refused",
            Self::Suspended => "duty-state-suspended",
            Self::Cancelled => "duty-state-cancelled",
        }
    }

    /// Neither closed nor cancelled.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether the deadline runs: somebody outside the secretariat still has to act. A submitted duty waits for the
    /// secretariat, a suspended one for nobody, so neither becomes overdue.
    pub fn deadline_runs(self) -> bool {
        matches!(self, Self::Assigned | Self::InProgress | Self::Refused)
    }
}

/// What can be done to a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Edit,
    Assign,
    Accept,
    Refuse,
    Reassign,
    Share,
    Report,
    Submit,
    Return,
    Close,
    Reopen,
    Suspend,
    Resume,
    Cancel,
    RequestExtension,
    DecideExtension,
    Remind,
    ChangeParties,
    ChangeDeadline,
}

impl Action {
    /// In the order a page offers them.
    pub const ALL: [Self; 19] = [
        Self::Accept,
        Self::Report,
        Self::Submit,
        Self::Close,
        Self::Return,
        Self::Assign,
        Self::Reassign,
        Self::DecideExtension,
        Self::RequestExtension,
        Self::Refuse,
        Self::Remind,
        Self::Share,
        Self::Edit,
        Self::ChangeParties,
        Self::ChangeDeadline,
        Self::Suspend,
        Self::Resume,
        Self::Reopen,
        Self::Cancel,
    ];

    /// As in addresses, in the timeline and in Fluent keys (`duty-action-{…}`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Assign => "assign",
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Reassign => "reassign",
            Self::Share => "share",
            Self::Report => "report",
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Cancel => "cancel",
            Self::RequestExtension => "extend",
            Self::DecideExtension => "decide-extension",
            Self::Remind => "remind",
            Self::ChangeParties => "parties",
            Self::ChangeDeadline => "deadline",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == text)
    }

    /// The Fluent key of the verb.
    pub fn key(self) -> String {
        format!("duty-action-{}", self.as_str())
    }
}

/// In what capacity somebody acts on a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Secretariat,
    /// Liaison or deputy of the lead department.
    Lead,
    /// Liaison or deputy of a supporting department.
    Support,
}

impl By {
    fn key(self) -> &'static str {
        match self {
            Self::Secretariat => "duty-by-secretariat",
            Self::Lead => "duty-by-lead",
            Self::Support => "duty-by-support",
        }
    }
}

use Action as A;
use By::{Lead, Secretariat, Support};
use State as S;

/// The state machine: in this state, this action leads to that state when done by one of these.
///
/// A supporting department receives, refuses and reports for itself, which leaves the duty where it is; only the lead moves it.
pub const TRANSITIONS: &[(State, Action, State, &[By])] = &[
    (S::Draft, A::Edit, S::Draft, &[Secretariat]),
    (S::Draft, A::Assign, S::Assigned, &[Secretariat]),
    (S::Draft, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::Assigned, A::Accept, S::InProgress, &[Lead]),
    (S::Assigned, A::Accept, S::Assigned, &[Support]),
    (S::Assigned, A::Refuse, S::Refused, &[Lead]),
    (S::Assigned, A::Refuse, S::Assigned, &[Support]),
    (S::Assigned, A::Edit, S::Assigned, &[Secretariat]),
    (S::Assigned, A::ChangeParties, S::Assigned, &[Secretariat]),
    (S::Assigned, A::ChangeDeadline, S::Assigned, &[Secretariat]),
    (S::Assigned, A::Remind, S::Assigned, &[Secretariat]),
    (S::Assigned, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::InProgress, A::Accept, S::InProgress, &[Lead, Support]),
    (S::InProgress, A::Refuse, S::InProgress, &[Support]),
    (S::InProgress, A::Report, S::InProgress, &[Lead, Support]),
    (S::InProgress, A::Submit, S::Submitted, &[Lead]),
    (S::InProgress, A::Share, S::InProgress, &[Lead, Secretariat]),
    (S::InProgress, A::RequestExtension, S::InProgress, &[Lead]),
    (S::InProgress, A::DecideExtension, S::InProgress, &[Secretariat]),
    (S::InProgress, A::Edit, S::InProgress, &[Secretariat]),
    (S::InProgress, A::ChangeParties, S::InProgress, &[Secretariat]),
    (S::InProgress, A::ChangeDeadline, S::InProgress, &[Secretariat]),
    (S::InProgress, A::Remind, S::InProgress, &[Secretariat]),
    (S::InProgress, A::Suspend, S::Suspended, &[Secretariat]),
    (S::InProgress, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::Submitted, A::Accept, S::Submitted, &[Support]),
    (S::Submitted, A::Close, S::Closed, &[Secretariat]),
    (S::Submitted, A::Return, S::InProgress, &[Secretariat]),
    (S::Submitted, A::DecideExtension, S::Submitted, &[Secretariat]),
    (S::Submitted, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::Refused, A::Reassign, S::Assigned, &[Secretariat]),
    (S::Refused, A::Edit, S::Refused, &[Secretariat]),
    (S::Refused, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::Suspended, A::Resume, S::InProgress, &[Secretariat]),
    (S::Suspended, A::Accept, S::Suspended, &[Lead, Support]),
    (S::Suspended, A::Edit, S::Suspended, &[Secretariat]),
    (S::Suspended, A::ChangeParties, S::Suspended, &[Secretariat]),
    (S::Suspended, A::ChangeDeadline, S::Suspended, &[Secretariat]),
    (S::Suspended, A::DecideExtension, S::Suspended, &[Secretariat]),
    (S::Suspended, A::Cancel, S::Cancelled, &[Secretariat]),
    (S::Closed, A::Reopen, S::InProgress, &[Secretariat]),
];

/// Where `action` leads from `state` when done in `capacity`.
///
/// # Errors
/// `Refused` when the state does not allow it to anybody, naming state, action and who could do what instead;
/// `Forbidden` when it is others who may, naming them.
pub fn decide(state: State, action: Action, capacity: &[By]) -> Result<State> {
    let mut others: Vec<By> = Vec::new();
    for (_, _, to, by) in TRANSITIONS.iter().filter(|(from, a, _, _)| *from == state && *a == action) {
        if by.iter().any(|b| capacity.contains(b)) {
            return Ok(*to);
        }
        others.extend(*by);
    }
    if others.is_empty() {
        return Err(Error::Refused(refusal(state, action)));
    }
    let message = Message::new("duty-forbidden").key("action", action.key()).keys("who", others.iter().map(|b| b.key().to_owned()));
    Err(Error::Forbidden(message))
}

/// Why `action` cannot be done in `state`, and who could do what instead.
fn refusal(state: State, action: Action) -> Message {
    let at_end = !TRANSITIONS.iter().any(|(from, ..)| *from == state);
    let message = Message::new(if at_end { "duty-refused-at-end" } else { "duty-refused" });
    let message = message.key("state", state.key()).key("action", action.key());
    if at_end { message } else { message.key("instead", state.key().replace("duty-state-", "duty-instead-")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::i18n::{Lang, t};

    /// Every step that moves a duty, and every report, is named among what could be done instead.
    #[test]
    fn what_could_be_done_instead_is_all_that_moves_the_duty() {
        for lang in Lang::ALL {
            for state in State::ALL.into_iter().filter(|s| *s != State::Cancelled) {
                let said = t(lang, &state.key().replace("duty-state-", "duty-instead-")).to_lowercase();
                for (_, action, to, by) in TRANSITIONS.iter().filter(|(from, ..)| *from == state) {
                    let named = t(lang, &action.key()).to_lowercase();
                    let verb = if lang == Lang::En { named.trim_end_matches(" duty").to_owned() } else { named };
                    let moves = state != *to || *action == Action::Report;
                    assert!(!moves || said.contains(&verb), "{lang:?} {state:?}: {action:?} is missing in “{said}”");
                    let office = said.contains(&*t(lang, "duty-by-secretariat").to_lowercase());
                    assert!(!moves || !by.contains(&By::Secretariat) || office, "{lang:?} {state:?}: by whom");
                }
            }
        }
    }
}
