//! What a document is, as people correct it, and taking it back.

use chrono::NaiveDate;
use serde_json::json;

use super::{DOCUMENT, Seen, open_document};
use crate::{
    duties::words::{REASON_MAX, optional, required},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    policy::{model::DocumentState, store},
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 300;
/// The longest number or issuer.
pub const LINE_MAX: usize = 120;

/// Title, number, issuer and day of issue as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    pub title: String,
    pub document_number: String,
    pub issuer: String,
    pub issued_on: Option<NaiveDate>,
}

/// Corrects what was read about the document as a whole.
pub fn describe(conn: &mut Conn, scope: &Scope, seen: Seen, new: &Description) -> Result<()> {
    let mut document = open_document(conn, scope, seen.id)?;
    if document.version != seen.version {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    document.title = required(&mut errors, "title", &new.title, TITLE_MAX);
    document.document_number = optional(&mut errors, "document_number", &new.document_number, LINE_MAX);
    document.issuer = optional(&mut errors, "issuer", &new.issuer, LINE_MAX);
    document.issued_on = new.issued_on;
    if new.issued_on.is_some_and(|day| day > scope.today()) {
        errors.add("issued_on", Message::new("policy-issued-in-future"));
    }
    errors.finish(())?;
    store::save_document(conn, scope, &mut document)?;
    let data = json!({ "title": document.title, "number": document.document_number });
    timeline::record(conn, scope, Entry::new(Subject::new(DOCUMENT, document.id), "describe").data(data))
}

/// Takes a document back: read in by mistake, or repealed. Its duties stay what they are.
pub fn withdraw(conn: &mut Conn, scope: &Scope, seen: Seen, reason: &str) -> Result<()> {
    let mut document = open_document(conn, scope, seen.id)?;
    if document.version != seen.version {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let reason = required(&mut errors, "reason", reason, REASON_MAX);
    errors.finish(())?;
    let from = std::mem::replace(&mut document.state, DocumentState::Withdrawn);
    store::save_document(conn, scope, &mut document)?;
    let entry = Entry::new(Subject::new(DOCUMENT, document.id), "withdraw").states(from.as_str(), document.state.as_str()).text(&reason);
    timeline::record(conn, scope, entry)
}
