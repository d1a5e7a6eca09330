//! Reading a policy in.

use chrono::NaiveDate;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{DOCUMENT, Directory};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        id::new_id,
    },
    policy::{
        model::{Clause, Compared, Document, DocumentState, Proposal, ProposalState, Read, draft_clause, match_clauses, title_of},
        reading::{ClauseKind, Reading, Refusal, Source, read},
        store,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Clauses stand this far apart, so that one can be put between.
const STEP: i64 = 1000;

/// A text as read, ready to be stored.
pub struct Incoming {
    /// The file's name; empty for pasted text.
    pub source_name: String,
    pub reading: Reading,
    pub hash: String,
    clauses: Vec<Read>,
}

/// What tells a text from others: SHA-256 of it without white space.
pub fn hash(text: &str) -> String {
    let mut hasher = Sha256::new();
    for part in text.split_whitespace() {
        hasher.update(part);
    }
    hex::encode(hasher.finalize())
}

/// Reads a text. Costs time in proportion to its length, so keep it off the web threads.
pub fn incoming(name: &str, bytes: &[u8], directory: &Directory) -> std::result::Result<Incoming, Refusal> {
    let reading = read(&Source { name, bytes })?;
    let local = |id| directory.is_local(id);
    let mut clauses: Vec<Read> = reading.clauses(directory.known()).map(|c| draft_clause(&c, &reading.text, &local)).collect();
    if clauses.is_empty() {
        clauses.push(whole(&reading));
    }
    Ok(Incoming { source_name: name.to_owned(), hash: hash(&reading.text), reading, clauses })
}

/// A text without numbers is one clause, which people may split.
fn whole(reading: &Reading) -> Read {
    Read {
        path: vec!["1".to_owned()],
        label: String::new(),
        section: Vec::new(),
        heading: reading.title.clone().unwrap_or_default(),
        text: reading.text.clone(),
        span: 0..reading.text.len(),
        proposed_kind: ClauseKind::Principle,
        proposal: None,
    }
}

/// Stores a document with its clauses and proposals. `supersedes`: the older version it is to replace; clauses are tied to those they
/// continue, but nothing changes hands until [`super::succeed`].
pub fn add(conn: &mut Conn, scope: &Scope, incoming: Incoming, supersedes: Option<i64>) -> Result<i64> {
    scope.require(&[Role::Secretariat])?;
    let older = supersedes.map(|id| super::open_document(conn, scope, id)).transpose()?;
    if let Some(older) = &older
        && store::superseding(conn, scope, older.id)?.is_some()
    {
        return Err(Error::Refused(Message::new("policy-refused-superseding").text("title", older.title.clone())));
    }
    let document = document(scope, &incoming, supersedes);
    store::insert_document(conn, scope, &document, &incoming.reading.text)?;
    let (mut clauses, mut proposals) = (Vec::new(), Vec::new());
    for (position, read) in (1..).zip(incoming.clauses) {
        let (clause, proposal) = rows(scope.today(), &document, position * STEP, read);
        clauses.push(clause);
        proposals.extend(proposal);
    }
    if let Some(older) = &older {
        tie(&store::clauses_of(conn, scope, older.id)?, &mut clauses);
    }
    store::insert_clauses(conn, scope, &clauses)?;
    store::insert_proposals(conn, scope, &proposals)?;
    let data = json!({ "clauses": clauses.len(), "source": document.source_name });
    let entry = Entry::new(Subject::new(DOCUMENT, document.id), "add").data(data);
    timeline::record(conn, scope, entry)?;
    Ok(document.id)
}

fn document(scope: &Scope, incoming: &Incoming, supersedes: Option<i64>) -> Document {
    let reading = &incoming.reading;
    let stem = incoming.source_name.rsplit_once('.').map_or(incoming.source_name.as_str(), |(stem, _)| stem);
    let title = reading.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| title_of(stem, &reading.text));
    Document {
        id: new_id(),
        title: title.chars().take(super::describe::TITLE_MAX).collect(),
        document_number: reading.document_number.clone().unwrap_or_default().chars().take(super::describe::LINE_MAX).collect(),
        issuer: reading.issuer.clone().unwrap_or_default().chars().take(super::describe::LINE_MAX).collect(),
        issued_on: reading.issued_on,
        state: DocumentState::InReview,
        supersedes_id: supersedes,
        source_name: incoming.source_name.clone(),
        source_hash: incoming.hash.clone(),
        created_at: scope.now(),
        version: 1,
    }
}

fn rows(today: NaiveDate, document: &Document, position: i64, read: Read) -> (Clause, Option<Proposal>) {
    let clause = Clause {
        id: new_id(),
        document_id: document.id,
        position,
        path: read.path,
        label: read.label,
        section: read.section,
        heading: read.heading,
        text: read.text,
        span: read.span,
        kind: None,
        proposed_kind: read.proposed_kind,
        no_duty_reason: String::new(),
        reviewed_by: None,
        reviewed_at: None,
        follows_id: None,
        take_over: None,
        version: 1,
    };
    let proposal = read.proposal.map(|draft| Proposal {
        id: new_id(),
        clause_id: clause.id,
        position: STEP,
        sure: draft.content.is_sure(today),
        title: draft.title,
        content: draft.content,
        state: ProposalState::Proposed,
        duty_id: None,
        version: 1,
    });
    (clause, proposal)
}

/// Ties each clause to the one of the older version it continues.
fn tie(older: &[Clause], newer: &mut [Clause]) {
    fn side(clause: &Clause) -> Compared<'_> {
        Compared { path: clause.path.join("/"), text: clause.wording() }
    }
    let old_sides: Vec<Compared<'_>> = older.iter().map(side).collect();
    let pairs = match_clauses(&old_sides, &newer.iter().map(side).collect::<Vec<_>>());
    for pair in pairs {
        if let (Some(old), Some(new)) = (pair.old, pair.new) {
            newer[new].follows_id = Some(older[old].id);
        }
    }
}
