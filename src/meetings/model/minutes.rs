//! Minutes (会议纪要): their sections, who countersigns them with what answer, and what departments want otherwise.

use chrono::{NaiveDate, NaiveDateTime};

crate::platform::stored_words! {
    /// Minutes, or what corrects them once they are issued.
    MinutesKind, "minutes-kind" {
        Minutes = "minutes",
        Corrigendum = "corrigendum",
    }
}

crate::platform::stored_words! {
    /// Where minutes stand.
    MinutesState, "minutes-state" {
        Draft = "draft",
        /// With the departments, to be countersigned.
        Circulating = "circulating",
        /// Numbered and frozen.
        Issued = "issued",
    }
}

crate::platform::stored_words! {
    /// What a section is about.
    SectionKind, "minutes-section" {
        Opening = "opening",
        /// A line each: label, colon, names.
        Attendance = "attendance",
        /// An item, with its decisions below the text.
        Item = "item",
        Closing = "closing",
    }
}

crate::platform::stored_words! {
    /// A countersigner's answer.
    ReviewAnswer, "review-answer" {
        Agree = "agree",
        /// Agrees, with other words.
        Wording = "wording",
        Disagree = "disagree",
        /// Said nothing until the deadline, which counts as consent.
        Silent = "silent",
    }
}

crate::platform::stored_words! {
    /// What the office made of a difference.
    Verdict, "verdict" {
        Taken = "taken",
        Rejected = "rejected",
    }
}

/// Minutes as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Minutes {
    pub id: i64,
    pub meeting_id: i64,
    pub kind: MinutesKind,
    /// 0; of corrigenda from 1.
    pub nth: i32,
    pub state: MinutesState,
    /// 〔2026〕3号; none before they are issued.
    pub number: Option<String>,
    /// How often they went to the departments.
    pub round: i32,
    /// What they were drawn up by.
    pub template: String,
    pub created_at: NaiveDateTime,
    pub created_by: String,
    pub issued_at: Option<NaiveDateTime>,
    pub issued_by: String,
    /// What was issued ([`super::Content`] as JSON), and its SHA-256; empty before.
    pub content: String,
    pub sha256: String,
    /// Which attachment holds which version.
    pub files: Vec<IssuedFile>,
    pub version: i64,
}

/// A version of what was issued, as a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct IssuedFile {
    pub attachment_id: i64,
    /// Restricted items that are in it; none in the general version.
    pub items: Vec<i64>,
}

/// A section as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub id: i64,
    pub minutes_id: i64,
    pub position: i64,
    pub kind: SectionKind,
    pub item_id: Option<i64>,
    pub heading: String,
    pub text: String,
    /// What it was drawn up from, to be compared with.
    pub recorded: String,
    /// As departments were asked about it last.
    pub circulated: Option<String>,
    pub saved_at: NaiveDateTime,
    pub saved_by: String,
    pub version: i64,
}

impl Section {
    /// Whether its wording is another one than departments were asked about.
    pub fn is_changed(&self) -> bool {
        self.circulated.as_ref().is_some_and(|c| *c != self.text)
    }
}

/// A department asked to countersign in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub id: i64,
    pub minutes_id: i64,
    pub round: i32,
    pub department_id: i64,
    pub asked_at: NaiveDateTime,
    /// The last day to answer.
    pub due_on: NaiveDate,
    pub answer: Option<ReviewAnswer>,
    pub text: String,
    pub answered_by: String,
    pub answered_at: Option<NaiveDateTime>,
    pub reminded_at: Option<NaiveDateTime>,
}

impl Review {
    /// Whether its day is over without an answer.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.answer.is_none() && today > self.due_on
    }
}

/// What a department wants otherwise: another wording of a section or a decision, or, without either, an objection.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub id: i64,
    pub minutes_id: i64,
    pub review_id: i64,
    pub section_id: Option<i64>,
    pub decision_id: Option<i64>,
    /// The wording it is about, as it was then.
    pub before: String,
    pub wording: String,
    pub reason: String,
    pub verdict: Option<Verdict>,
    pub verdict_reason: String,
    pub decided_by: String,
    pub decided_at: Option<NaiveDateTime>,
}
