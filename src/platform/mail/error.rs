//! What can go wrong with mail. These texts are for administrators, as what a server or the program said. They may hold
//! a person's address; mask it before they go into a log.

use thiserror::Error;

/// Why a message was not delivered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SendError {
    /// Worth repeating later: the server said so (4xx), was not reached, did not let us in, or was lost on the way.
    #[error("{text}")]
    Temporary {
        /// What happened; may quote the server's reply.
        text: String,
    },
    /// The server refused this message for good (5xx).
    #[error("{text}")]
    Permanent {
        /// The server's reply.
        text: String,
    },
}

impl SendError {
    /// Whether repeating is worth it.
    pub fn is_temporary(&self) -> bool {
        matches!(self, SendError::Temporary { .. })
    }

    /// What happened.
    pub fn text(&self) -> &str {
        match self {
            SendError::Temporary { text } | SendError::Permanent { text } => text,
        }
    }

    pub(super) fn temporary(text: impl Into<String>) -> SendError {
        SendError::Temporary { text: text.into() }
    }
}

impl From<LetterError> for SendError {
    /// A letter that cannot be written never will be.
    fn from(fault: LetterError) -> SendError {
        SendError::Permanent { text: fault.to_string() }
    }
}

/// Why a letter cannot be written. Repeating it does not help.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LetterError {
    /// The address is none, or one that mail servers do not carry everywhere.
    #[error("not an e-mail address that can be written to: {0:?}")]
    Address(String),
    /// The Message-ID is not of the form `something@domain`.
    #[error("not a Message-ID: {0:?}")]
    MessageId(String),
    /// The List-Id or the List-Unsubscribe address cannot stand in a header.
    #[error("not fit for a list header: {0:?}")]
    ListHeader(String),
    /// The instant lies outside of the years a mail header can express.
    #[error("not an instant a mail can carry")]
    Date,
    /// The message could not be put together.
    #[error("the message cannot be put together: {0}")]
    Build(String),
}

/// What is wrong with an SMTP URL. Never quotes it, since it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SmtpUrlError {
    /// Neither `smtp://` nor `smtps://`.
    #[error("the mail server's address must begin with smtp:// or smtps://")]
    Scheme,
    /// The URL cannot be read at all.
    #[error("the mail server's address cannot be read ({0}); it has the form smtp://[user:password@]host[:port]")]
    Form(String),
    /// No host.
    #[error("the mail server's address names no host")]
    Host,
    /// Port 0.
    #[error("the mail server's port must lie between 1 and 65535")]
    Port,
    /// A user without a password, or the other way round.
    #[error("the mail server's address must name both user and password, or neither")]
    Credentials,
    /// User or password are not percent-encoded UTF-8.
    #[error("the user or the password in the mail server's address is not percent-encoded UTF-8")]
    Encoding,
    /// Something follows the host and the port.
    #[error("the mail server's address ends after host and port; in a password write / as %2F, ? as %3F, # as %23")]
    Trailing,
    /// A setting other than `tls`, or a value it does not know.
    #[error("after the mail server's address only ?tls=required, ?tls=opportunistic or ?tls=none may follow")]
    Setting,
    /// `tls=` on an `smtps://` address.
    #[error("smtps:// always encrypts; leave the tls setting out")]
    TlsTwice,
}
