//! A hand-over 移送: of a case to another department, to justice or another body outside, and notices about one. Each is receipted by a
//! deadline, or refused with a reason; what came of it is reported back.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    calendar::WorkCalendar,
    duties::{Light, LightReason},
    enforcement::model::Case,
    platform::error::{Error, Message, Result},
    tenancy::{Role, Scope, Settings},
};

/// The purpose of the link by which somebody without an account answers; its subject is the hand-over.
pub const HAND_OVER_LINK: &str = "hand_over";

crate::platform::stored_words! {
    /// What is handed over.
    HandOverKind, "hand-over-kind" {
        /// The case, to another department of the workspace.
        Transfer = "transfer",
        /// The case, to justice or another body outside; whoever hands it over follows it up.
        Referral = "referral",
        /// Word of it: to the local government of the place, to those who grant awards, procure or register.
        Notice = "notice",
    }
}

crate::platform::stored_words! {
    /// Where it stands.
    HandOverState, "hand-over-state" {
        /// Not yet receipted.
        Sent = "sent",
        Received = "received",
        /// Refused, with a reason.
        Rejected = "rejected",
        /// Taken back before it was received.
        Withdrawn = "withdrawn",
        /// What came of it was reported back.
        Reported = "reported",
    }
}

crate::platform::stored_words! {
    /// What can be done to it, in the order a page offers it.
    HandOverAction, "hand-over-action" {
        Receive = "receive",
        Reject = "reject",
        Report = "report",
        Withdraw = "withdraw",
    }
}

crate::platform::stored_words! {
    /// In what capacity somebody acts on it.
    HandOverBy, "hand-over-by" {
        /// Of the department, or by the link of the body, it goes to.
        Receiver = "receiver",
        /// Of the department it comes from.
        Sender = "sender",
        /// The secretariat, which may write down what a body outside said.
        Office = "office",
    }
}

use HandOverAction as A;
use HandOverBy::{Office, Receiver, Sender};
use HandOverState as S;

/// The state machine: in this state, this action leads to that state when done by one of these.
pub const HAND_OVER_TRANSITIONS: &[(HandOverState, HandOverAction, HandOverState, &[HandOverBy])] = &[
    (S::Sent, A::Receive, S::Received, &[Receiver]),
    (S::Sent, A::Reject, S::Rejected, &[Receiver]),
    (S::Sent, A::Withdraw, S::Withdrawn, &[Sender, Office]),
    (S::Received, A::Report, S::Reported, &[Receiver]),
];

/// Where `action` leads from `state` when done in `capacity`.
///
/// # Errors
/// `Refused` when the state does not allow it to anybody, naming state, action and what could be done instead; `Forbidden` when others may.
pub fn decide_hand_over(state: HandOverState, action: HandOverAction, capacity: &[HandOverBy]) -> Result<HandOverState> {
    let rows = HAND_OVER_TRANSITIONS.iter().filter(|(from, ..)| *from == state);
    let Some((_, _, to, by)) = rows.clone().find(|(_, a, ..)| *a == action) else {
        let instead: Vec<String> = rows.map(|(_, a, ..)| a.key()).collect();
        let message = Message::new(if instead.is_empty() { "hand-over-refused-over" } else { "hand-over-refused" });
        return Err(Error::Refused(message.key("state", state.key()).key("action", action.key()).keys("instead", instead)));
    };
    if by.iter().any(|b| capacity.contains(b)) {
        return Ok(*to);
    }
    let message = Message::new("hand-over-forbidden").key("action", action.key()).keys("who", by.iter().map(|b| b.key()));
    Err(Error::Forbidden(message))
}

/// A hand-over as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOver {
    pub id: i64,
    /// `2026-0007`.
    pub number: String,
    pub case_id: i64,
    pub kind: HandOverKind,
    pub from_id: i64,
    /// The department that receives it; none for a body outside.
    pub to_id: Option<i64>,
    /// The body outside, and where it is written to.
    pub outside_name: String,
    pub outside_email: String,
    pub reason: String,
    pub legal_basis: String,
    /// The material enclosed, a line each.
    pub enclosures: String,
    /// What the receiver is asked to do.
    pub asked: String,
    pub sent_at: NaiveDateTime,
    pub sent_by: String,
    pub receipt_due_on: NaiveDate,
    pub state: HandOverState,
    pub answered_at: Option<NaiveDateTime>,
    pub answered_by: String,
    /// A remark to the receipt, the reason of a refusal or of taking it back.
    pub answer: String,
    /// Where the receiver says it belongs.
    pub should_go_to: String,
    /// Until when what came of it is to be reported; none where nothing is asked.
    pub result_due_on: Option<NaiveDate>,
    pub result: String,
    pub reported_at: Option<NaiveDateTime>,
    pub reported_by: String,
    /// When silence was last told.
    pub reminded_on: Option<NaiveDate>,
    pub version: i64,
    /// The working days it was given for the receipt and for the result; a day without them stays as it is.
    pub receipt_days: Option<i32>,
    pub result_days: Option<i32>,
}

impl HandOver {
    /// Moves the case itself.
    pub fn moves(&self) -> bool {
        self.kind != HandOverKind::Notice
    }

    /// The key of words that differ for a notice.
    pub fn said(&self, key: &str) -> String {
        if self.moves() { key.to_owned() } else { format!("{key}-notice") }
    }

    /// What is enclosed, a piece each.
    pub fn enclosed(&self) -> Vec<String> {
        self.enclosures.lines().map(str::trim).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
    }

    /// Whether the case was referred by it, and that was neither refused nor taken back.
    pub fn is_standing_referral(&self) -> bool {
        self.kind == HandOverKind::Referral && !matches!(self.state, S::Rejected | S::Withdrawn)
    }

    pub fn is_outside(&self) -> bool {
        self.to_id.is_none()
    }

    /// What it waits for, until when: its receipt, or its result.
    pub fn due_on(&self) -> Option<NaiveDate> {
        match self.state {
            S::Sent => Some(self.receipt_due_on),
            S::Received => self.result_due_on,
            S::Rejected | S::Withdrawn | S::Reported => None,
        }
    }

    /// Its light and why. Spans are working days.
    pub fn light(&self, today: NaiveDate, settings: &Settings, calendar: &WorkCalendar) -> (Light, LightReason) {
        let Some(due) = self.due_on() else {
            let waits = self.state == S::Received && self.moves() && !self.is_outside();
            return if waits { (Light::Green, LightReason::OnTrack) } else { (Light::Grey, LightReason::AtRest) };
        };
        if due < today {
            return (Light::Red, LightReason::Overdue(calendar.working_days_between(due, today)));
        }
        let left = calendar.working_days_between(today, due);
        if left <= settings.due_soon_days { (Light::Yellow, LightReason::DueSoon(left)) } else { (Light::Green, LightReason::OnTrack) }
    }

    /// In what capacities this person, or whoever the link is for, may act on it.
    fn capacities(&self, scope: &Scope, sends: bool) -> Vec<HandOverBy> {
        let mut found = Vec::new();
        let office = scope.has(Role::Secretariat);
        let receives = match self.to_id {
            Some(id) => scope.acts_for_department(id),
            // A paper receipt is written down by who has it.
            None => scope.outside(HAND_OVER_LINK) == Some(self.id) || office || sends,
        };
        if receives {
            found.push(Receiver);
        }
        if sends {
            found.push(Sender);
        }
        if office {
            found.push(Office);
        }
        found
    }

    /// Where `action` leads, for whoever asks; the gate every answer passes. The department whose officers the case is about may have given
    /// it away, but neither takes it back nor says what a body outside answered.
    pub fn permit(&self, scope: &Scope, case: &Case, action: HandOverAction) -> Result<HandOverState> {
        let to = decide_hand_over(self.state, action, &self.capacities(scope, scope.acts_for_department(self.from_id)))?;
        if decide_hand_over(self.state, action, &self.capacities(scope, self.is_followed_up_by(scope, case))).is_err() {
            return Err(Error::Forbidden(Message::new("case-own-officers").key("action", action.key())));
        }
        Ok(to)
    }

    /// Whether this person acts for the department it comes from, and the case is not about officers of theirs.
    pub fn is_followed_up_by(&self, scope: &Scope, case: &Case) -> bool {
        scope.acts_for_department(self.from_id) && !case.is_of_own_officers(scope)
    }
}

crate::platform::stored_words! {
    /// The tabs of the register.
    Tab, "hand-overs-tab" {
        /// What one's own departments have to receive or to report on.
        Mine = "mine",
        /// What they gave away and hear nothing of yet.
        Given = "given",
        /// Silent beyond the deadline.
        Silent = "silent",
        /// All that waits.
        Open = "open",
        All = "all",
    }
}

/// What the register is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the case, of the number, or of what a body outside is called.
    pub typed: String,
    pub kind: Option<HandOverKind>,
    /// Whoever gave or got it.
    pub department_id: Option<i64>,
}

/// The order of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By what is waited for, [`HandOver::due_on`].
    Due,
    Sent,
}

/// A page of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub tab: Tab,
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

/// How often a case was handed back: refused by whom it was handed to, or handed to a department that had handed it on before.
pub fn handed_back(case: &Case, all: &[HandOver]) -> usize {
    let mut held: Vec<i64> = Vec::new();
    let mut back = 0;
    for h in all.iter().filter(|h| h.case_id == case.id && h.moves()) {
        match h.state {
            S::Rejected => back += 1,
            S::Received | S::Reported => back += usize::from(h.to_id.is_some_and(|id| held.contains(&id))),
            S::Sent | S::Withdrawn => {}
        }
        held.push(h.from_id);
    }
    back
}

/// Handed back so often, it is a matter for the meeting.
pub const PING_PONG: usize = 2;

#[cfg(test)]
mod tests;
