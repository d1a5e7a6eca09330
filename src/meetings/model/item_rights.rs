//! Who may do what to an agenda item, and when.

use super::{By, Item, ItemAction, ItemKind, ItemState, Meeting, Sight, State};
use crate::{
    platform::error::{Error, Message, Result},
    tenancy::Scope,
};

crate::platform::stored_words! {
    /// In what capacity somebody acts on an item.
    ItemHand, "item-hand" {
        /// Who acts for its department; of the office's own items the office.
        Proposer = "proposer",
        Office = "office",
    }
}

use ItemAction as A;
use ItemHand::{Office, Proposer};
use ItemState as S;

/// Who may do what to items of which state. Concluding is the session's.
const HANDS: &[(ItemAction, ItemHand, &[ItemState])] = &[
    (A::Edit, Proposer, &[S::Draft, S::Returned, S::Proposed]),
    (A::Edit, Office, &[S::Proposed, S::Accepted]),
    (A::Submit, Proposer, &[S::Draft, S::Returned]),
    (A::Withdraw, Proposer, &[S::Draft, S::Returned, S::Proposed]),
    (A::Consent, Office, &[S::Proposed]),
    (A::Accept, Office, &[S::Proposed]),
    (A::Return, Office, &[S::Proposed, S::Accepted]),
    (A::Defer, Office, &[S::Proposed, S::Accepted]),
    (A::Merge, Office, &[S::Proposed, S::Accepted]),
];

/// Whether the meeting is in a state in which this can still be done to its items.
fn is_time(meeting: &Meeting, item: &Item, action: ItemAction) -> bool {
    match action {
        A::Withdraw => true,
        // What a meeting did not reach, and what one that is off had before it, goes on at another.
        A::Defer if item.state == S::Accepted => {
            meeting.state.is_ahead()
                || matches!(meeting.state, State::InSession | State::Minuting | State::Countersigning | State::Cancelled)
        }
        A::Defer => meeting.state.is_ahead() || meeting.state == State::Cancelled,
        A::Submit if item.department_id.is_some() => matches!(meeting.state, State::Collecting | State::Announced),
        _ => meeting.state.is_ahead(),
    }
}

/// Where `action` leads, when this person may do it now. The caller has seen to it that they see the item.
///
/// # Errors
/// `Refused` when nobody may in this state of item or meeting, `Forbidden` when others may, naming them.
pub fn permit_item(scope: &Scope, sight: &Sight, meeting: &Meeting, item: &Item, action: ItemAction) -> Result<ItemState> {
    let to = item.state.after(action)?;
    if item.kind == ItemKind::FollowUp && matches!(action, A::Withdraw | A::Return | A::Defer | A::Merge) {
        return Err(Error::refused("item-follow-up-stays"));
    }
    if !is_time(meeting, item, action) {
        let message = Message::new("item-meeting-refused").key("state", meeting.state.key()).key("action", action.key());
        return Err(Error::Refused(message));
    }
    let is_proposer = if item.department_id.is_some() { item.is_own(scope) } else { sight.is_office() };
    let also = |by: By| match action {
        // The consent to a late item is the chair's; the office writes down what it was told.
        A::Consent => by == By::Chair,
        // Whoever adjourns says where the rest goes on.
        A::Defer => matches!(meeting.state, State::InSession | State::Minuting),
        _ => false,
    };
    let has = |hand: ItemHand| match hand {
        Proposer => is_proposer,
        Office => sight.is_office() || sight.by.iter().any(|by| also(*by)),
    };
    let rows = HANDS.iter().filter(|(a, _, states)| *a == action && states.contains(&item.state));
    let hands: Vec<ItemHand> = rows.map(|(_, hand, _)| *hand).collect();
    if hands.iter().any(|hand| has(*hand)) {
        return Ok(to);
    }
    if hands.is_empty() {
        let message = Message::new("item-refused").key("state", item.state.key()).key("action", action.key());
        return Err(Error::Refused(message));
    }
    let message = Message::new("item-forbidden").key("action", action.key()).keys("who", hands.iter().map(|h| h.key()));
    Err(Error::Forbidden(message))
}

/// Whether this person may propose an item for one of the meeting's departments now, or as the office.
///
/// # Errors
/// As [`permit_item`].
pub fn permit_proposal(sight: &Sight, meeting: &Meeting) -> Result<()> {
    let refused = || Err(Error::Refused(Message::new("item-no-proposals").key("state", meeting.state.key())));
    match meeting.state {
        State::Draft | State::Collecting | State::Announced if sight.is_office() => Ok(()),
        State::Collecting | State::Announced if !sight.departments.is_empty() => Ok(()),
        State::Collecting | State::Announced => Err(Error::forbidden("item-proposals-by-invited")),
        _ => refused(),
    }
}
