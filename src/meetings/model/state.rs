//! States of a meeting, what can be done to it, and the one table that says from where to where and by whom.

use crate::platform::error::{Error, Message, Result};

crate::platform::stored_words! {
    /// Where a meeting stands; stored and shown.
    State, "meeting-state" {
        /// Planned; nobody was asked for items yet.
        Draft = "draft",
        /// Departments propose items until the cut-off.
        Collecting = "collecting",
        /// Notice was given, receipts come in; of a written circulation: the questions are out.
        Announced = "announced",
        InSession = "in_session",
        /// Held (or all answers are in); the minutes are drawn up.
        Minuting = "minuting",
        Countersigning = "countersigning",
        Issued = "issued",
        Cancelled = "cancelled",
    }
}

impl State {
    /// Not issued, not cancelled.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Issued | Self::Cancelled)
    }

    /// Before it was held: its agenda and people can still change.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Draft | Self::Collecting | Self::Announced)
    }
}

crate::platform::stored_words! {
    /// What can be done to a meeting.
    Action, "meeting-action" {
        Edit = "edit",
        /// Asks departments for agenda items.
        Call = "call",
        /// Gives notice, with the invitation.
        Announce = "announce",
        /// Tells people what changed since.
        Update = "update",
        /// Another time; announced ones get a new notice.
        Postpone = "postpone",
        Cancel = "cancel",
        Open = "open",
        /// Writes down attendance, notes, outcomes, decisions.
        Record = "record",
        /// Ends a session, or a written circulation.
        Adjourn = "adjourn",
        /// Writes the minutes.
        Minute = "minute",
        Circulate = "circulate",
        Issue = "issue",
        /// A numbered corrigendum.
        Correct = "correct",
    }
}

crate::platform::stored_words! {
    /// In what capacity somebody acts on a meeting.
    By, "meeting-by" {
        /// The secretariat.
        Office = "office",
        Chair = "chair",
        NoteTaker = "note_taker",
    }
}

use Action as A;
use By::{Chair, NoteTaker, Office};
use State as S;

/// The state machine: in this state, this action leads to that state when done by one of these.
pub const TRANSITIONS: &[(State, Action, State, &[By])] = &[
    (S::Draft, A::Edit, S::Draft, &[Office]),
    (S::Draft, A::Call, S::Collecting, &[Office]),
    (S::Draft, A::Postpone, S::Draft, &[Office]),
    (S::Draft, A::Cancel, S::Cancelled, &[Office]),
    (S::Collecting, A::Edit, S::Collecting, &[Office]),
    (S::Collecting, A::Announce, S::Announced, &[Office]),
    (S::Collecting, A::Postpone, S::Collecting, &[Office]),
    (S::Collecting, A::Cancel, S::Cancelled, &[Office]),
    (S::Announced, A::Edit, S::Announced, &[Office]),
    (S::Announced, A::Update, S::Announced, &[Office]),
    (S::Announced, A::Postpone, S::Announced, &[Office]),
    (S::Announced, A::Cancel, S::Cancelled, &[Office]),
    (S::Announced, A::Open, S::InSession, &[Chair, NoteTaker, Office]),
    (S::InSession, A::Record, S::InSession, &[Chair, NoteTaker, Office]),
    (S::InSession, A::Adjourn, S::Minuting, &[Chair, NoteTaker, Office]),
    (S::Minuting, A::Record, S::Minuting, &[NoteTaker, Office]),
    (S::Minuting, A::Minute, S::Minuting, &[NoteTaker, Office]),
    (S::Minuting, A::Circulate, S::Countersigning, &[Office]),
    (S::Countersigning, A::Minute, S::Countersigning, &[NoteTaker, Office]),
    (S::Countersigning, A::Circulate, S::Countersigning, &[Office]),
    (S::Countersigning, A::Issue, S::Issued, &[Office]),
    (S::Issued, A::Correct, S::Issued, &[Office]),
];

/// Where `action` leads from `state` when done in `capacity`.
///
/// A written circulation has no session: it is not opened, and `Adjourn` ends it from `Announced`, by the office.
///
/// # Errors
/// `Refused` when the state does not allow it to anybody, naming state, action and what could be done instead; `Forbidden` when it is
/// others who may, naming them.
pub fn decide(state: State, is_written: bool, action: Action, capacity: &[By]) -> Result<State> {
    const END_OF_ANSWERS: (State, Action, State, &[By]) = (S::Announced, A::Adjourn, S::Minuting, &[Office]);
    let extra = is_written.then_some(&END_OF_ANSWERS);
    let rows = TRANSITIONS.iter().chain(extra).filter(|(_, a, _, _)| !(is_written && *a == A::Open));
    let mut others: Vec<By> = Vec::new();
    for (_, _, to, by) in rows.clone().filter(|(from, a, _, _)| *from == state && *a == action) {
        if by.iter().any(|b| capacity.contains(b)) {
            return Ok(*to);
        }
        others.extend(*by);
    }
    if !others.is_empty() {
        let message = Message::new("meeting-forbidden").key("action", action.key()).keys("who", others.iter().map(|b| b.key()));
        return Err(Error::Forbidden(message));
    }
    let instead: Vec<String> = rows.filter(|(from, a, _, _)| *from == state && *a != A::Edit).map(|(_, a, _, _)| a.key()).collect();
    let message = Message::new(if instead.is_empty() { "meeting-refused-at-end" } else { "meeting-refused" });
    Err(Error::Refused(message.key("state", state.key()).key("action", action.key()).keys("instead", instead)))
}
