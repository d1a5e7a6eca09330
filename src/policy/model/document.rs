//! A policy document and its states.

use chrono::{NaiveDate, NaiveDateTime};

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// Read; people are going through its clauses.
    InReview,
    /// Every clause has been looked at.
    InForce,
    /// A newer version has taken its place.
    Superseded,
    /// Taken back or repealed; its duties stay what they are.
    Withdrawn,
}

impl DocumentState {
    pub const ALL: [Self; 4] = [Self::InReview, Self::InForce, Self::Superseded, Self::Withdrawn];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InReview => "in_review",
            Self::InForce => "in_force",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::InReview => "policy-state-in-review",
            Self::InForce => "policy-state-in-force",
            Self::Superseded => "policy-state-superseded",
            Self::Withdrawn => "policy-state-withdrawn",
        }
    }

    /// Whether its clauses may still be worked on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::InReview | Self::InForce)
    }
}

/// A policy document, without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub id: i64,
    pub title: String,
    /// 文号; empty when it has none.
    pub document_number: String,
    pub issuer: String,
    pub issued_on: Option<NaiveDate>,
    pub state: DocumentState,
    /// The older version this one replaces.
    pub supersedes_id: Option<i64>,
    /// The file's name; empty for pasted text.
    pub source_name: String,
    /// SHA-256 of the text, white space aside.
    pub source_hash: String,
    pub created_at: NaiveDateTime,
    pub version: i64,
}

impl Document {
    /// What a duty's origin calls it: the number where there is one, else the title.
    pub fn short(&self) -> &str {
        if self.document_number.is_empty() { &self.title } else { &self.document_number }
    }
}
