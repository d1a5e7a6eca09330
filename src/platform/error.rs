//! What can go wrong, as the rest of the program says it. Each edge (pages, command line) turns it into its own form in one place.
//!
//! Policy: a person's mistake is `Invalid` or `Refused` and carries a Fluent key, never a sentence; somebody else's object is
//! `NotFound`, the same as none at all; a fault of the database is `Unavailable` (try again) or `Internal`, never an empty list.

use std::fmt;

pub type Result<T> = std::result::Result<T, Error>;

/// A sentence to be said in the reader's language: a Fluent key and its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub key: &'static str,
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a [`Message`].
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// A number, formatted and pluralised by the language.
    Number(f64),
    /// Text shown as it is (a name, what was typed).
    Text(String),
    /// Another key, translated before it is put in (a state's name, a role's name).
    Key(String),
    /// Keys translated and joined as a list (“secretariat or administrator”).
    Keys(Vec<String>),
}

impl Message {
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    pub fn number(mut self, name: &'static str, value: impl Into<f64>) -> Self {
        self.args.push((name, Arg::Number(value.into())));
        self
    }

    pub fn key(mut self, name: &'static str, key: impl Into<String>) -> Self {
        self.args.push((name, Arg::Key(key.into())));
        self
    }

    pub fn keys(mut self, name: &'static str, keys: impl IntoIterator<Item = String>) -> Self {
        self.args.push((name, Arg::Keys(keys.into_iter().collect())));
        self
    }
}

/// A message about one field of a form; `field` is the input's name.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    pub field: String,
    pub message: Message,
}

/// Collects what is wrong with a form, so that a person sees all of it at once.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    pub fn add(&mut self, field: impl Into<String>, message: Message) {
        self.0.push(FieldError { field: field.into(), message });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was done, when nothing was wrong before it either; else everything that is wrong with the form at once. A field is judged once:
    /// what could not be read stands before what a rule says of its absence.
    pub fn with<T>(mut self, done: Result<T>) -> Result<T> {
        match done {
            Err(Error::Invalid(more)) => {
                let new = more.0.into_iter().filter(|e| self.0.iter().all(|had| had.field != e.field)).collect::<Vec<_>>();
                self.0.extend(new);
                Err(Error::Invalid(self))
            }
            Ok(value) => self.finish(value),
            Err(other) => Err(other),
        }
    }

    /// `value` when nothing was wrong, else [`Error::Invalid`].
    pub fn finish<T>(self, value: T) -> Result<T> {
        if self.0.is_empty() { Ok(value) } else { Err(Error::Invalid(self)) }
    }
}

/// A fault as the domain sees it.
#[derive(Debug)]
pub enum Error {
    /// No such object, or one of another workspace: 404.
    NotFound,
    /// The person is a member but lacks the right: 403. The message says who may.
    Forbidden(Message),
    /// The object's state or a rule does not allow it: 409 with the reason and what could be done instead.
    Refused(Message),
    /// What was typed is wrong: 422, by field.
    Invalid(FieldErrors),
    /// Somebody else saved in between (optimistic locking): 409. Pages show both versions.
    Conflict,
    /// The database is locked, full or away: 503, worth trying again.
    Unavailable(Box<dyn std::error::Error + Send + Sync>),
    /// A fault of the program: 500 with a request id.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    pub fn refused(key: &'static str) -> Self {
        Self::Refused(Message::new(key))
    }

    pub fn forbidden(key: &'static str) -> Self {
        Self::Forbidden(Message::new(key))
    }

    /// One wrong field.
    pub fn invalid(field: impl Into<String>, message: Message) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        Self::Invalid(errors)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => write!(f, "not found"),
            Self::Forbidden(m) => write!(f, "forbidden: {}", m.key),
            Self::Refused(m) => write!(f, "refused: {}", m.key),
            Self::Invalid(e) => {
                write!(f, "invalid:")?;
                e.0.iter().try_for_each(|x| write!(f, " {}={}", x.field, x.message.key))
            }
            Self::Conflict => write!(f, "conflict: saved by somebody else in between"),
            Self::Unavailable(e) => write!(f, "unavailable: {e}"),
            Self::Internal(e) => write!(f, "internal: {e}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<diesel::result::Error> for Error {
    /// `NotFound` is only produced by queries that ask for exactly one row; a lost or locked database is `Unavailable`.
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error as E};
        match error {
            E::NotFound => Self::NotFound,
            E::DatabaseError(kind, ref info) => {
                let text = info.message();
                let away = [
                    "locked",
                    "busy",
                    "disk is full",
                    "disk I/O",
                    "readonly database",
                    "unable to open",
                    "terminating connection",
                    "No space left",
                ];
                match kind {
                    Kind::ClosedConnection | Kind::SerializationFailure | Kind::UnableToSendCommand => Self::Unavailable(Box::new(error)),
                    _ if away.iter().any(|w| text.contains(w)) => Self::Unavailable(Box::new(error)),
                    _ => Self::Internal(Box::new(error)),
                }
            }
            E::BrokenTransactionManager => Self::Unavailable(Box::new(error)),
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<serde_json::Error> for Error {
    /// JSON is only read back from our own rows, so a failure is ours.
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}
