//! What was proposed, and what people make of it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Fact, Rule};
use crate::{
    enforcement::MeasureKind,
    platform::error::{Error, Message, Result},
};

crate::platform::stored_words! {
    /// Where a proposal stands.
    ProposalState, "ladder-proposal" {
        /// With the competent department.
        Open = "open",
        Imposed = "imposed",
        /// Declined once, with a reason; the secretariat may ask again.
        Declined = "declined",
        /// Declined a second time: the secretariat decides.
        WithOffice = "with_office",
        /// Given up for good.
        Dropped = "dropped",
        /// What it rested on is no more so.
        Stale = "stale",
    }
}

/// What is decided of a proposal without imposing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The competent department does not follow it.
    Decline,
    /// The secretariat asks again.
    Insist,
    /// The secretariat gives it up.
    Drop,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Decline, Self::Insist, Self::Drop];
}

/// The state a verdict leads to; `declines`: how often its measures were declined before. A second refusal is the secretariat's to settle.
///
/// # Errors
/// `Refused` names the state that does not allow it.
pub fn decide_proposal(state: ProposalState, declines: i32, verdict: Verdict) -> Result<ProposalState> {
    use ProposalState as S;
    match (state, verdict) {
        (S::Open, Verdict::Decline) if declines == 0 => Ok(S::Declined),
        (S::Open, Verdict::Decline) => Ok(S::WithOffice),
        (S::Declined | S::WithOffice, Verdict::Insist) => Ok(S::Open),
        (S::Declined | S::WithOffice, Verdict::Drop) => Ok(S::Dropped),
        (state, _) => Err(Error::Refused(Message::new("proposal-refused").key("state", state.key()))),
    }
}

/// A proposal as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: i64,
    pub case_id: i64,
    pub ladder_id: i64,
    pub fact_key: String,
    /// As it was.
    pub rule: Rule,
    pub facts: Vec<Fact>,
    /// Who is competent.
    pub department_id: i64,
    pub proposed_at: NaiveDateTime,
    pub due_on: NaiveDate,
    pub state: ProposalState,
    /// How often a proposal of these measures was declined in this case.
    pub declines: i32,
    pub decided_at: Option<NaiveDateTime>,
    pub decided_by: String,
    pub reason: String,
    pub version: i64,
}

impl Proposal {
    /// Waits for somebody.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ProposalState::Open | ProposalState::WithOffice)
    }

    /// Not settled yet: it waits, or the secretariat may ask again.
    pub fn is_unsettled(&self) -> bool {
        self.is_open() || self.state == ProposalState::Declined
    }

    /// The number of the hand-over by which it was done, if it was done by referring the case.
    pub fn referred_by(&self) -> Option<&str> {
        let is_referral = self.state == ProposalState::Imposed && self.rule.measures.contains(&MeasureKind::ReferToJustice);
        Some(self.reason.as_str()).filter(|number| is_referral && !number.is_empty())
    }
}
