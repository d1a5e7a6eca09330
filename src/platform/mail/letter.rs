//! Writing a letter as an Internet message (RFC 5322, MIME), so that the same letter always gives the same bytes.

use chrono::{Datelike, NaiveDateTime};
use lettre::Message;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};

use super::address::Correspondent;
use super::error::LetterError;
use super::parts::{self, Attached, Invitation};

/// The longest subject written, in characters; more is cut.
const SUBJECT_LIMIT: usize = 200;

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who writes.
    pub from: Correspondent,
    /// Who reads.
    pub to: Correspondent,
    /// Whom an answer goes to, if not to `from`.
    pub reply_to: Option<Correspondent>,
    /// The subject as plain text, never HTML-escaped.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// `something@domain`, with or without angle brackets; the same for every attempt to send this letter.
    pub message_id: String,
    /// When the letter was written, UTC; the same for every attempt.
    pub written_at: NaiveDateTime,
    /// Whether a program wrote it: out-of-office answers then stay away (RFC 3834).
    pub automatic: bool,
    /// The list it belongs to, if it is a periodic one.
    pub list: Option<MailingList>,
    /// A calendar it carries.
    pub invitation: Option<Invitation>,
    /// Files it carries.
    pub files: Vec<Attached>,
}

/// What a mail program is told of a periodic letter (RFC 2919, RFC 2369).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailingList {
    /// The list's name.
    pub name: String,
    /// The list's identifier in the form of a host name, `digest.quality.example.org`.
    pub id: String,
    /// Where to unsubscribe: an `https:`, `http:` or `mailto:` address.
    pub unsubscribe: Option<String>,
    /// Whether a bare POST to that address unsubscribes at once (RFC 8058).
    pub one_click: bool,
}

/// A message ready to be sent, and to be sent again.
#[derive(Clone, Debug)]
pub struct Outgoing {
    envelope: Envelope,
    message_id: String,
    written_at: NaiveDateTime,
    bytes: Vec<u8>,
}

impl Outgoing {
    /// Sender and recipient as the servers see them.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The Message-ID without angle brackets.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// When it was written, UTC.
    pub fn written_at(&self) -> NaiveDateTime {
        self.written_at
    }

    /// The message itself: ASCII, lines ended by CRLF.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Letter {
    /// Writes the letter as a message. No part of it can add a header or a recipient: addresses and identifiers that are
    /// not plain are refused, line breaks in names and the subject become spaces.
    pub fn write(&self) -> Result<Outgoing, LetterError> {
        let message_id = message_id(&self.message_id)?;
        let mut builder = Message::builder()
            .from(self.from.mailbox()?)
            .to(self.to.mailbox()?)
            .subject(subject(&self.subject))
            .message_id(Some(format!("<{message_id}>")))
            .raw_header(plain("Date", date(self.written_at)?));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.mailbox()?);
        }
        if self.automatic {
            builder = builder
                .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()))
                // What Exchange heeds instead.
                .raw_header(plain("X-Auto-Response-Suppress", "All".to_owned()));
        }
        for header in self.list.iter().map(MailingList::headers).collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            builder = builder.raw_header(header);
        }
        let written = parts::finish(builder, self, &message_id);
        let message = written.map_err(|fault| LetterError::Build(fault.to_string()))?;
        let (envelope, bytes) = (message.envelope().clone(), message.formatted());
        Ok(Outgoing { envelope, message_id, written_at: self.written_at, bytes })
    }
}

impl MailingList {
    fn headers(&self) -> Result<Vec<HeaderValue>, LetterError> {
        let fit = |text: &str| text.len() <= 900 && text.chars().all(|c| c.is_ascii_graphic() && !"<>,".contains(c));
        let host = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        if self.id.is_empty() || !fit(&self.id) || !self.id.chars().all(host) {
            return Err(LetterError::ListHeader(self.id.clone()));
        }
        let name = one_line(&self.name).replace(['<', '>', '"'], " ");
        let mut headers = vec![
            HeaderValue::new(HeaderName::new_from_ascii_str("List-Id"), format!("{name} <{}>", self.id).trim().to_owned()),
            plain("Precedence", "bulk".to_owned()),
        ];
        if let Some(address) = &self.unsubscribe {
            let known = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
            if !known || !fit(address) {
                return Err(LetterError::ListHeader(address.clone()));
            }
            headers.push(plain("List-Unsubscribe", format!("<{address}>")));
            if self.one_click {
                headers.push(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
            }
        }
        Ok(headers)
    }
}

/// A header whose value is known to be one line of ASCII and must not be folded or encoded.
fn plain(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// The text on one line: control characters and line separators become single spaces.
pub(super) fn one_line(text: &str) -> String {
    let broken = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}');
    text.split(broken).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn subject(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(SUBJECT_LIMIT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

fn message_id(text: &str) -> Result<String, LetterError> {
    let refuse = || LetterError::MessageId(text.to_owned());
    let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    let (left, right) = bare.split_once('@').ok_or_else(refuse)?;
    // RFC 5322 `atext` and dots.
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let fit = |part: &str| !part.is_empty() && part.chars().all(atom);
    if bare.len() > 250 || !fit(left) || !fit(right) {
        return Err(refuse());
    }
    Ok(bare.to_owned())
}

fn date(at: NaiveDateTime) -> Result<String, LetterError> {
    if !(1970..=9999).contains(&at.year()) {
        return Err(LetterError::Date);
    }
    Ok(at.format("%a, %d %b %Y %H:%M:%S +0000").to_string())
}
