//! Mail: building a message, and handing it over to a server, a directory or a test.
//!
//! A [`Letter`] is written into an [`Outgoing`] message; a [`Session`] of a [`Transport`] delivers many of them, one after
//! the other. Failures are sorted into those worth repeating and those that are final; repeating is the caller's business.

mod address;
mod directory;
mod error;
mod letter;
mod parts;
mod smtp;
mod smtp_url;
mod stream;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub use address::{Correspondent, ascii_address};
pub use error::{LetterError, SendError, SmtpUrlError};
pub use letter::{Letter, MailingList, Outgoing};
pub use parts::{Attached, Invitation};
pub use smtp::{Limits, SmtpSender};
pub use smtp_url::{SmtpSettings, Tls};

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum Transport {
    /// To a mail server.
    Smtp(SmtpSender),
    /// Into a directory, one `.eml` file a message.
    Directory(PathBuf),
    /// Into a list, for tests.
    Memory(Arc<Mutex<Vec<Outgoing>>>),
}

impl Transport {
    /// A transport to the server an SMTP URL names; see [`SmtpSettings`].
    pub fn smtp(url: &str) -> Result<Transport, SmtpUrlError> {
        Ok(Transport::Smtp(SmtpSender::new(url.parse()?)))
    }

    /// A transport into an empty list.
    pub fn memory() -> Transport {
        Transport::Memory(Arc::default())
    }

    /// A session that delivers messages one after the other. It connects when the first one is sent.
    pub fn session(&self) -> Session {
        Session(match self {
            Transport::Smtp(sender) => Inner::Smtp(Box::new(sender.session())),
            Transport::Directory(path) => Inner::Directory(directory::Directory::new(path.clone())),
            Transport::Memory(list) => Inner::Memory(Arc::clone(list)),
        })
    }

    /// The same for a thread outside of any async runtime, such as the worker's. Fails if the system refuses to make one.
    pub fn blocking_session(&self) -> io::Result<BlockingSession> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(BlockingSession { runtime, session: self.session() })
    }

    /// Where mail goes, for the log; without any password.
    pub fn describe(&self) -> String {
        match self {
            Transport::Smtp(sender) => sender.settings().to_string(),
            Transport::Directory(path) => path.display().to_string(),
            Transport::Memory(_) => "memory".to_owned(),
        }
    }
}

/// Delivers messages one after the other, over one connection where that is possible.
#[derive(Debug)]
pub struct Session(Inner);

#[derive(Debug)]
enum Inner {
    Smtp(Box<smtp::SmtpSession>),
    Directory(directory::Directory),
    Memory(Arc<Mutex<Vec<Outgoing>>>),
}

impl Session {
    /// Delivers one message. After any failure the session stays usable.
    ///
    /// `Ok` means the other side has taken it over. An error does not always mean it has not: a connection lost after the
    /// message was handed over is [`SendError::Temporary`], and repeating it sends the same Message-ID twice.
    pub async fn send(&mut self, message: &Outgoing) -> Result<(), SendError> {
        match &mut self.0 {
            Inner::Smtp(session) => session.send(message).await,
            Inner::Directory(directory) => directory.write(message).await,
            Inner::Memory(list) => {
                // A list is whole after every push, even if another test thread panicked while holding it.
                list.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                Ok(())
            }
        }
    }

    /// Takes leave of the server. Dropping a session instead only cuts the connection.
    pub async fn close(self) {
        if let Inner::Smtp(session) = self.0 {
            session.close().await;
        }
    }
}

/// A [`Session`] for a thread outside of any async runtime; it must not be used inside of one.
#[derive(Debug)]
pub struct BlockingSession {
    runtime: tokio::runtime::Runtime,
    session: Session,
}

impl BlockingSession {
    /// As [`Session::send`].
    pub fn send(&mut self, message: &Outgoing) -> Result<(), SendError> {
        self.runtime.block_on(self.session.send(message))
    }

    /// As [`Session::close`].
    pub fn close(self) {
        self.runtime.block_on(self.session.close());
    }
}
