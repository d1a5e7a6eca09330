//! What is said in a matter: by its subject, at a hearing, by those who look into it.

use chrono::{NaiveDate, NaiveDateTime};

crate::platform::stored_words! {
    /// What a paper is.
    PaperKind, "matter-paper" {
        Reply = "reply",
        /// The subject wants to be heard.
        HearingRequest = "hearing_request",
        /// The subject wants more time; the paper's day is the one wished for.
        ExtensionRequest = "extension_request",
        /// The record of a hearing; the paper's day is the hearing's.
        Hearing = "hearing",
        /// An investigation note: those who look into it alone read it.
        Note = "note",
        Response = "response",
        Objection = "objection",
    }
}

impl PaperKind {
    /// Whether it asks for something that is granted or denied.
    pub fn is_request(self) -> bool {
        matches!(self, Self::HearingRequest | Self::ExtensionRequest | Self::Objection)
    }
}

crate::platform::stored_words! {
    /// What was answered to a request.
    Answered, "matter-answered" {
        /// Asks for nothing.
        Nothing = "nothing",
        Waiting = "waiting",
        Granted = "granted",
        Denied = "denied",
    }
}

/// A paper as stored; none is ever changed but by its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    pub id: i64,
    pub matter_id: i64,
    pub kind: PaperKind,
    pub at: NaiveDateTime,
    /// Who wrote it, by the name they had.
    pub by: String,
    pub text: String,
    /// Who took part in a hearing.
    pub present: String,
    pub day: Option<NaiveDate>,
    /// When and where the hearing is held that was granted.
    pub held_at: Option<NaiveDateTime>,
    pub place: String,
    pub answered: Answered,
    pub answer: String,
    pub answered_by: String,
    pub answered_at: Option<NaiveDateTime>,
}
