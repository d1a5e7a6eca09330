//! Why a document is not read.

use thiserror::Error;

/// A reason for not reading what was handed in. The words for people are in the locale under [`Refusal::key`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {bytes} bytes, more than the {limit} that are read")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("the file is not text in UTF-8, UTF-16 or GB18030")]
    NotText,
    #[error("the file is encrypted")]
    Encrypted,
    #[error("the file carries macros")]
    Macros,
    #[error("the file declares or refers to content outside itself")]
    ExternalEntity,
    #[error("the file unpacks to far more than it should")]
    Bomb,
    #[error("the file is damaged: {part}")]
    Damaged { part: String },
    #[error("files of this kind are not read: {kind}")]
    UnsupportedKind { kind: String },
}

impl Refusal {
    /// The stable Fluent key of the message for people.
    pub fn key(&self) -> &'static str {
        match self {
            Refusal::Empty => "reading-refused-empty",
            Refusal::TooLarge { .. } => "reading-refused-too-large",
            Refusal::NotText => "reading-refused-not-text",
            Refusal::Encrypted => "reading-refused-encrypted",
            Refusal::Macros => "reading-refused-macros",
            Refusal::ExternalEntity => "reading-refused-external",
            Refusal::Bomb => "reading-refused-bomb",
            Refusal::Damaged { .. } => "reading-refused-damaged",
            Refusal::UnsupportedKind { .. } => "reading-refused-kind",
        }
    }

    /// The arguments its message takes, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Refusal::TooLarge { bytes, limit } => {
                vec![("megabytes", format!("{:.1}", *bytes as f64 / 1e6)), ("limit", format!("{:.0}", *limit as f64 / 1e6))]
            }
            Refusal::Damaged { part } => vec![("part", part.clone())],
            Refusal::UnsupportedKind { kind } => vec![("kind", kind.clone())],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "refusal_tests.rs"]
mod tests;
