//! Handing messages to a mail server, many over one connection.

use std::fmt::{self, Display};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Noop, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::{Instant, timeout};

use super::error::SendError;
use super::letter::Outgoing;
use super::smtp_url::SmtpSettings;
use super::stream;

/// How long to wait for a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Finding the server, connecting, encrypting, being greeted and let in.
    pub connect: Duration,
    /// One command and its reply.
    pub command: Duration,
    /// The message's content and the reply that takes it over. Servers check contents before they reply.
    pub content: Duration,
    /// One message altogether, connecting included.
    pub message: Duration,
    /// A connection idle for longer is asked whether it still lives before it is used.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(20),
            command: Duration::from_secs(30),
            content: Duration::from_secs(120),
            message: Duration::from_secs(180),
            idle: Duration::from_secs(30),
        }
    }
}

/// A mail server to send to.
#[derive(Clone, Debug)]
pub struct SmtpSender {
    settings: Arc<SmtpSettings>,
    limits: Limits,
}

impl SmtpSender {
    /// A sender with the usual limits.
    pub fn new(settings: SmtpSettings) -> SmtpSender {
        SmtpSender { settings: Arc::new(settings), limits: Limits::default() }
    }

    /// The same with other limits.
    pub fn with_limits(self, limits: Limits) -> SmtpSender {
        SmtpSender { limits, ..self }
    }

    /// The server.
    pub fn settings(&self) -> &SmtpSettings {
        &self.settings
    }

    pub(super) fn session(&self) -> SmtpSession {
        SmtpSession { sender: self.clone(), kept: None }
    }

    /// Connects, encrypts and logs in. All that fails here has nothing to do with the message, so it is temporary.
    async fn open(&self) -> Result<AsyncSmtpConnection, SendError> {
        let fault = |text: String| SendError::temporary(format!("{}: {text}", self.settings));
        let opened = timeout(self.limits.connect, async {
            let hello = ClientId::default();
            let stream = stream::connect(&self.settings, &hello.to_string(), self.limits.connect).await.map_err(|e| e.to_string())?;
            let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await.map_err(|e| e.to_string())?;
            if let Some((user, password)) = &self.settings.credentials {
                let login = Credentials::new(user.clone(), password.clone());
                let entered = connection.auth(&[Mechanism::Plain, Mechanism::Login], &login).await;
                entered.map_err(|e| format!("login refused: {e}"))?;
            }
            Ok::<_, String>(connection)
        });
        match opened.await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(text)) => Err(fault(text)),
            Err(_) => Err(fault(format!("no connection within {:?}", self.limits.connect))),
        }
    }
}

/// A connection kept for the next message.
struct Kept {
    connection: AsyncSmtpConnection,
    used: Instant,
}

/// Sends messages one after the other over one connection, which it makes, checks and remakes as needed.
pub(super) struct SmtpSession {
    sender: SmtpSender,
    /// Taken out while in use: a send that is cut short leaves none behind that is out of step.
    kept: Option<Kept>,
}

impl fmt::Debug for SmtpSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSession").field("sender", &self.sender).field("connected", &self.kept.is_some()).finish()
    }
}

impl SmtpSession {
    pub(super) async fn send(&mut self, message: &Outgoing) -> Result<(), SendError> {
        let limit = self.sender.limits.message;
        match timeout(limit, self.deliver(message)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(SendError::temporary(format!("{}: not sent within {limit:?}", self.sender.settings))),
        }
    }

    async fn deliver(&mut self, message: &Outgoing) -> Result<(), SendError> {
        let limits = self.sender.limits;
        let mut live = self.still_alive().await;
        loop {
            let reused = live.is_some();
            let mut connection = match live.take() {
                Some(connection) => connection,
                None => self.sender.open().await?,
            };
            match converse(&mut connection, message, &limits).await {
                Ok(()) => {
                    self.keep(connection);
                    return Ok(());
                }
                Err(fault) => {
                    // A server that has merely refused is ready for the next message once the transaction is reset.
                    if !fault.gone && say(&mut connection, limits.command, Rset).await.is_ok() {
                        self.keep(connection);
                    }
                    // A kept connection the server had given up meanwhile: nothing was handed over yet, so begin anew.
                    if reused && fault.gone && !fault.handed_over {
                        continue;
                    }
                    return Err(fault.error);
                }
            }
        }
    }

    /// The kept connection, if it is in use or answers when asked.
    async fn still_alive(&mut self) -> Option<AsyncSmtpConnection> {
        let limits = self.sender.limits;
        let mut kept = self.kept.take()?;
        if kept.used.elapsed() > limits.idle && say(&mut kept.connection, limits.command, Noop).await.is_err() {
            return None;
        }
        Some(kept.connection)
    }

    fn keep(&mut self, connection: AsyncSmtpConnection) {
        self.kept = Some(Kept { connection, used: Instant::now() });
    }

    pub(super) async fn close(mut self) {
        if let Some(mut kept) = self.kept.take() {
            // The server ends the connection whether or not it answers; there is nothing to do about a failure.
            if let Err(fault) = say(&mut kept.connection, Duration::from_secs(2), Quit).await {
                tracing::debug!(error = fault.error.text(), "mail server did not take leave");
            }
        }
    }
}

/// A failure while a message was being sent.
struct Fault {
    error: SendError,
    /// The connection is of no more use.
    gone: bool,
    /// The server may have the message.
    handed_over: bool,
}

/// One mail transaction. A refused recipient refuses the message: each message has one.
async fn converse(connection: &mut AsyncSmtpConnection, message: &Outgoing, limits: &Limits) -> Result<(), Fault> {
    let envelope = message.envelope();
    say(connection, limits.command, Mail::new(envelope.from().cloned(), Vec::new())).await?;
    for recipient in envelope.to() {
        say(connection, limits.command, Rcpt::new(recipient.clone(), Vec::new())).await?;
    }
    say(connection, limits.command, Data).await?;
    let taken = within(limits.content, connection.message(message.bytes())).await;
    taken.map_err(|fault| Fault { handed_over: true, ..fault })
}

async fn say(connection: &mut AsyncSmtpConnection, limit: Duration, command: impl Display) -> Result<(), Fault> {
    within(limit, connection.command(command)).await
}

/// Waits for a reply and sorts what comes instead.
async fn within<T>(limit: Duration, reply: impl Future<Output = Result<T, lettre::transport::smtp::Error>>) -> Result<(), Fault> {
    let lost = |text: String| Fault { error: SendError::temporary(text), gone: true, handed_over: false };
    let refused = match timeout(limit, reply).await {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(refused)) => refused,
        Err(_) => return Err(lost(format!("no reply within {limit:?}"))),
    };
    let text = refused.to_string();
    let Some(code) = refused.status().map(|code| code.to_string()) else { return Err(lost(text)) };
    // A 5xx about logging in is a matter of configuration; the message is not to blame and goes out once that is mended.
    let about_login = ["530", "534", "535", "538"].contains(&code.as_str());
    let error = match refused.is_permanent() && !about_login {
        true => SendError::Permanent { text },
        false => SendError::Temporary { text },
    };
    // 421: the server takes leave.
    Err(Fault { error, gone: code == "421", handed_over: false })
}
