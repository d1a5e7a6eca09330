//! The parts of a message: text, HTML, a calendar, files.

use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, MessageBuilder, MultiPart, SinglePart};
use sha2::{Digest, Sha256};

use super::letter::{Letter, one_line};

/// The longest name of a file, in characters: so many fit into the 255 octets that file systems take.
const NAME_LIMIT: usize = 80;

/// A calendar that mail programs answer with buttons (iMIP, RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// As the calendar says it, `REQUEST`.
    pub method: &'static str,
    /// The calendar.
    pub text: String,
}

/// A file with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// What it is called; made harmless when the letter is written.
    pub name: String,
    /// `application/pdf`; what cannot be read as one is sent as mere bytes.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Ends a message with the letter's parts: what is read, as alternatives of one another, then what is attached.
///
/// The calendar stands among the alternatives, where Outlook, Gmail and Apple Mail look for it, and once more as a file for
/// programs that only open those.
pub(super) fn finish(builder: MessageBuilder, letter: &Letter, message_id: &str) -> Result<Message, lettre::error::Error> {
    let text = SinglePart::plain(body(&letter.text));
    if letter.html.is_none() && letter.invitation.is_none() && letter.files.is_empty() {
        return builder.singlepart(text);
    }
    let mut read = MultiPart::alternative().boundary(boundary(message_id, "")).singlepart(text);
    if let Some(html) = &letter.html {
        read = read.singlepart(SinglePart::html(body(html)));
    }
    if let Some(Invitation { method, text }) = &letter.invitation {
        read = read.singlepart(part(&format!("text/calendar; method={method}; charset=UTF-8"), text));
    }
    if letter.invitation.is_none() && letter.files.is_empty() {
        return builder.multipart(read);
    }
    let mut all = MultiPart::mixed().boundary(boundary(message_id, "mixed")).multipart(read);
    if let Some(Invitation { method, text }) = &letter.invitation {
        let file = Attachment::new("invite.ics".to_owned());
        all = all.singlepart(file.body(base64(text.as_bytes()), media_type(&format!("application/ics; method={method}; name=invite.ics"))));
    }
    for file in &letter.files {
        all = all.singlepart(Attachment::new(file_name(&file.name)).body(base64(&file.bytes), media_type(&file.media_type)));
    }
    builder.multipart(all)
}

fn part(kind: &str, text: &str) -> SinglePart {
    SinglePart::builder().header(media_type(kind)).body(text.to_owned())
}

/// Every octet as it is: line ends too.
fn base64(bytes: &[u8]) -> Body {
    // Anything can be written as base64; were it refused, the library would choose it by itself.
    Body::new_with_encoding(bytes.to_vec(), ContentTransferEncoding::Base64).unwrap_or_else(Body::new)
}

fn media_type(text: &str) -> ContentType {
    ContentType::parse(text).unwrap_or_else(|_| octets())
}

fn octets() -> ContentType {
    ContentType::parse("application/octet-stream").unwrap_or(ContentType::TEXT_PLAIN)
}

/// A name without folders, and of a length file systems take, its ending kept.
fn file_name(name: &str) -> String {
    let flat: String = one_line(name).chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let flat = flat.trim_matches(['.', ' ']);
    if flat.is_empty() {
        return "file".to_owned();
    }
    let count = flat.chars().count();
    if count <= NAME_LIMIT {
        return flat.to_owned();
    }
    let ending = flat.rsplit_once('.').map_or("", |(_, e)| e);
    let ending = if ending.is_empty() || ending.chars().count() > 10 { String::new() } else { format!(".{ending}") };
    flat.chars().take(NAME_LIMIT - ending.chars().count()).chain(ending.chars()).collect()
}

/// One kind of line break, no NUL: what transfer encodings take.
fn body(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// A boundary that depends on the Message-ID alone, so that a message is the same bytes each time it is written.
fn boundary(message_id: &str, level: &str) -> String {
    let digest = hex::encode(Sha256::digest(format!("{message_id}{level}").as_bytes()));
    format!("=_{}", digest.get(..32).unwrap_or(&digest))
}
