//! What a meeting settled (议定事项).

use chrono::{NaiveDate, NaiveDateTime};

/// A decision as stored; its duty comes from it as [`crate::duties::Origin`] of kind `decision`.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub id: i64,
    pub meeting_id: i64,
    pub item_id: i64,
    /// Order within its item, from 1.
    pub position: i64,
    pub text: String,
    pub lead_id: Option<i64>,
    pub support: Vec<i64>,
    pub due_on: Option<NaiveDate>,
    /// Why it has no deadline.
    pub no_due_reason: String,
    /// Why nobody is charged with it.
    pub no_duty_reason: String,
    /// The duty it became; a draft while `is_assigned` is false.
    pub duty_id: Option<i64>,
    pub is_assigned: bool,
    /// Struck out in session; kept for the record.
    pub removed_at: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
    pub version: i64,
}

impl Decision {
    /// Whether minutes can be issued with it: somebody is charged or it is said why nobody, and there is a deadline or a reason.
    pub fn is_complete(&self) -> bool {
        let charged = self.lead_id.is_some() && (self.due_on.is_some() || !self.no_due_reason.is_empty());
        !self.text.trim().is_empty() && (charged || !self.no_duty_reason.is_empty())
    }
}
