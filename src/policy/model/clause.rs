//! A clause: the smallest numbered unit of a document.

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use crate::policy::reading::ClauseKind;

/// A clause as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    pub id: i64,
    pub document_id: i64,
    /// Orders the clauses of a document; leaves gaps for those that are split.
    pub position: i64,
    /// Numbers from the outermost level inwards, bare: `四`, `15`.
    pub path: Vec<String>,
    /// The number as printed: `第十二条`.
    pub label: String,
    /// Headings of the enclosing levels, outermost first.
    pub section: Vec<String>,
    pub heading: String,
    /// The original words, lines as printed; marks of proposals are byte offsets into this.
    pub text: String,
    /// Bytes in the document's text.
    pub span: std::ops::Range<usize>,
    /// What it is; none until somebody has looked.
    pub kind: Option<ClauseKind>,
    /// What the reader took it for.
    pub proposed_kind: ClauseKind,
    /// Why it needs no duty; may be empty.
    pub no_duty_reason: String,
    pub reviewed_by: Option<String>,
    pub reviewed_at: Option<NaiveDateTime>,
    /// The clause of the older version it continues.
    pub follows_id: Option<i64>,
    /// What becomes of the duties of that clause, once somebody has said so.
    pub take_over: Option<TakeOver>,
    pub version: i64,
}

/// What becomes of a clause's duties when a newer wording takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeOver {
    /// They go on unchanged.
    Keep,
    /// They go on, and the newer clause is reviewed anew beside them.
    Adjust,
}

impl TakeOver {
    pub const ALL: [Self; 2] = [Self::Adjust, Self::Keep];

    /// As stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Adjust => "adjust",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == text)
    }
}

impl Clause {
    /// `四 15`, for people.
    pub fn number(&self) -> String {
        self.path.join(" ")
    }

    /// The words without the number they open with.
    pub fn wording(&self) -> &str {
        let text = self.text.trim_start();
        text.strip_prefix(self.label.trim()).unwrap_or(text).trim_start_matches(['、', '.', '．', '　', ' ', '\t']).trim_end()
    }

    /// Whether both say the same, white space and number aside.
    pub fn same_wording(&self, other: &Self) -> bool {
        self.wording_key() == other.wording_key()
    }

    /// The same for two clauses that say the same, white space and number aside; never empty.
    pub fn wording_key(&self) -> String {
        let mut hasher = Sha256::new();
        for part in self.wording().split_whitespace() {
            hasher.update(part);
        }
        hex::encode(&hasher.finalize()[..16])
    }

    /// `第二十二条`, with the enclosing numbers where its own says too little.
    pub fn name(&self) -> String {
        if self.label.is_empty() { self.number() } else { self.label.clone() }
    }
}

/// As stored.
pub fn kind_name(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Duty => "duty",
        ClauseKind::Background => "background",
        ClauseKind::Principle => "principle",
    }
}

/// The kind of a stored or sent name.
pub fn parse_kind(text: &str) -> Option<ClauseKind> {
    [ClauseKind::Duty, ClauseKind::Background, ClauseKind::Principle].into_iter().find(|k| kind_name(*k) == text)
}

/// The Fluent key of a kind's name.
pub fn kind_key(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Duty => "clause-kind-duty",
        ClauseKind::Background => "clause-kind-background",
        ClauseKind::Principle => "clause-kind-principle",
    }
}
