//! What was decided about a matter, by whom, and what an objection made of it.

use chrono::{NaiveDate, NaiveDateTime};

crate::platform::stored_words! {
    /// The form of a decision (问责方式).
    Form, "matter-form" {
        /// 约谈
        Interview = "interview",
        /// 责令检查
        WrittenReview = "written_review",
        /// 通报批评
        Criticism = "criticism",
        /// 取消评优
        NoAward = "no_award",
        /// 移送有权机关
        Refer = "refer",
        Other = "other",
        /// 不予问责
        Nothing = "nothing",
    }
}

crate::platform::stored_words! {
    /// Who decided.
    Body, "matter-body" {
        /// The joint meeting, by one of its decisions.
        Meeting = "meeting",
        /// A department that is competent.
        Department = "department",
    }
}

crate::platform::stored_words! {
    /// What a decision is to the ones before it.
    Ruling, "matter-ruling" {
        First = "first",
        /// On an objection: the one before stands.
        Upheld = "upheld",
        /// On an objection: this one takes its place.
        Changed = "changed",
        /// On an objection: there is none any more.
        Quashed = "quashed",
    }
}

/// A decision as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub id: i64,
    pub matter_id: i64,
    pub ruling: Ruling,
    pub form: Form,
    pub basis: String,
    pub text: String,
    pub body: Body,
    /// Of the meeting that settled it.
    pub decision_id: Option<i64>,
    /// The competent department.
    pub department_id: Option<i64>,
    /// The body as it was called then: the meeting with its number, or the department.
    pub body_label: String,
    pub decided_on: NaiveDate,
    /// Who wrote it down.
    pub membership_id: Option<i64>,
    pub by: String,
    pub at: NaiveDateTime,
}

impl Decision {
    /// Whether both were decided by the same body: a workspace has one joint meeting, whatever the session; a merged department is the
    /// one it lives on in.
    pub fn is_of_same_body(&self, other: &Self) -> bool {
        match (self.body, other.body) {
            (Body::Meeting, Body::Meeting) => true,
            (Body::Department, Body::Department) => self.department_id == other.department_id,
            _ => false,
        }
    }
}
