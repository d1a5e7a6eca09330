//! Who reported a case 举报人, kept apart from it, and the reward for it.

use chrono::{NaiveDate, NaiveDateTime};

/// Who reported a case; shown to those named alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Informer {
    pub case_id: i64,
    /// Gave no name; there may still be a way to reach them.
    pub is_anonymous: bool,
    pub name: String,
    pub contact: String,
    pub note: String,
    pub reported_on: NaiveDate,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
    pub version: i64,
    /// Memberships of those who may look.
    pub viewers: Vec<i64>,
}

crate::platform::stored_words! {
    /// Where a reward stands.
    RewardState, "case-reward-state" {
        Proposed = "proposed",
        Approved = "approved",
        Refused = "refused",
    }
}

/// A reward 举报奖励, decided by another person than the one who proposed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reward {
    pub id: i64,
    pub case_id: i64,
    /// In fen.
    pub amount: i64,
    pub basis: String,
    pub state: RewardState,
    pub proposed_at: NaiveDateTime,
    pub proposed_by: i64,
    pub proposed_by_name: String,
    pub decided_at: Option<NaiveDateTime>,
    pub decided_by: Option<i64>,
    pub decided_by_name: String,
    /// Why it was decided so.
    pub reason: String,
    pub version: i64,
}
