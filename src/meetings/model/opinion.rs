//! Written opinions of departments on an item before the meeting, or instead of one.

use chrono::{NaiveDate, NaiveDateTime};

crate::platform::stored_words! {
    /// What a department says: 同意, 修改后同意, 不同意, 无意见.
    OpinionAnswer, "opinion" {
        Agree = "agree",
        AgreeWithChanges = "agree_with_changes",
        Disagree = "disagree",
        NoRemark = "no_remark",
    }
}

impl OpinionAnswer {
    /// Whether words must be given with it.
    pub fn needs_text(self) -> bool {
        matches!(self, Self::AgreeWithChanges | Self::Disagree)
    }
}

/// An opinion asked of a department.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    pub id: i64,
    pub item_id: i64,
    pub department_id: i64,
    pub asked_at: NaiveDateTime,
    /// Working days it was given.
    pub days: i32,
    /// The last day in time; grows by the working days the clock stood still.
    pub due_on: NaiveDate,
    pub answer: Option<OpinionAnswer>,
    pub text: String,
    pub answered_at: Option<NaiveDateTime>,
    pub answered_by: String,
    pub is_late: bool,
    /// Since when the clock stands still, and why.
    pub stopped_on: Option<NaiveDate>,
    pub stop_reason: String,
    pub reminded_at: Option<NaiveDateTime>,
    pub withdrawn_at: Option<NaiveDateTime>,
    pub version: i64,
}

impl Opinion {
    /// Still waited for.
    pub fn is_waiting(&self) -> bool {
        self.answer.is_none() && self.withdrawn_at.is_none()
    }

    /// Waited for beyond its day; a stopped clock is never late.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_waiting() && self.stopped_on.is_none() && today > self.due_on
    }
}

/// What the answers come to: nothing where somebody disagrees or has not answered, else passed, or passed with changes. People decide.
pub fn proposed_outcome(opinions: &[Opinion]) -> Option<super::Outcome> {
    let asked: Vec<&Opinion> = opinions.iter().filter(|o| o.withdrawn_at.is_none()).collect();
    let said = |answer| asked.iter().any(|o| o.answer == Some(answer));
    if asked.is_empty() || asked.iter().any(|o| o.answer.is_none()) || said(OpinionAnswer::Disagree) {
        return None;
    }
    Some(if said(OpinionAnswer::AgreeWithChanges) { super::Outcome::Amended } else { super::Outcome::Passed })
}
