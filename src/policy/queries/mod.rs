//! Reads of policies for pages, other rooms and digests. The secretariat, liaisons, leaders and auditors read them.

mod compare;
mod coverage;
mod review;

use std::collections::{HashMap, hash_map::Entry};

use crate::{
    duties::{
        self,
        queries::{FromOrigin, Lacking},
    },
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    policy::{
        actions::{CLAUSE, DOCUMENT},
        model::{Clause, Document, DocumentState},
        store::{self, Tally},
    },
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

pub use compare::{Comparison, PairRow, comparison};
pub use coverage::{Covered, DutyOf, Found, coverage, coverage_counts, covered_duties};
pub use review::{Clauses, OpenBody, before, clause, clauses, counts, decided, next_open, open_bodies, position, proposal, to_confirm};
pub use store::{Filter, Only, Sort, Undecided, Waiting, Which};

/// Who reads policies.
pub const READERS: [Role; 4] = [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor];

/// What still has to be done about policies, for the secretariat's home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Documents whose review is not finished.
    pub documents_in_review: i64,
    /// Clauses nobody has looked at, in documents in review or in force.
    pub clauses_unreviewed: i64,
    /// Clauses said to need no duty, without a reason.
    pub clauses_unexplained: i64,
    /// Open duties from clauses that nobody leads.
    pub duties_without_department: i64,
    /// Open duties from clauses with neither deadline nor cadence.
    pub duties_without_date: i64,
}

impl Gaps {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Counts the gaps of the workspace.
pub fn gaps(conn: &mut Conn, scope: &Scope) -> Result<Gaps> {
    let states = store::counts_by_state(conn, scope)?;
    let in_review = states.iter().find(|(s, _)| *s == DocumentState::InReview).map_or(0, |(_, n)| *n);
    let (clauses_unreviewed, clauses_unexplained) = store::unexplained(conn, scope)?;
    let Lacking { department, date } = duties::queries::lacking(conn, scope, CLAUSE)?;
    Ok(Gaps {
        documents_in_review: in_review,
        clauses_unreviewed,
        clauses_unexplained,
        duties_without_department: department,
        duties_without_date: date,
    })
}

/// The clause a duty comes from, for the duty's page.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginLink {
    pub href: String,
    /// Title of the document and number of the clause.
    pub label: String,
    /// The clause's own words.
    pub text: String,
}

/// Where a duty's origin of kind `clause` leads; none for a clause that is gone, or for who does not read policies.
pub fn origin_link(conn: &mut Conn, scope: &Scope, clause_id: i64) -> Result<Option<OriginLink>> {
    if scope.require(&READERS).is_err() {
        return Ok(None);
    }
    let clause = match store::clause(conn, scope, clause_id) {
        Ok(clause) => clause,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let document = store::document(conn, scope, clause.document_id)?;
    Ok(Some(OriginLink {
        href: format!("{}/policies/{}/clauses/{}", scope.base(), document.id, clause.id),
        label: format!("{} {}", document.title, clause.name()).trim().to_owned(),
        text: clause.text,
    }))
}

/// The clauses whose number or words hold `words`, of documents that are in force or under review, newest documents first.
pub fn find_clauses(conn: &mut Conn, scope: &Scope, words: &str, limit: i64) -> Result<Vec<FoundClause>> {
    scope.require(&READERS)?;
    let clauses = store::find_clauses(conn, scope, words, limit)?;
    let mut titles: HashMap<i64, String> = HashMap::new();
    let mut found = Vec::new();
    for clause in clauses {
        let title = match titles.entry(clause.document_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::document(conn, scope, clause.document_id)?.title),
        };
        let label = format!("{title} {}", clause.name()).trim().to_owned();
        found.push(FoundClause { id: clause.id, document_id: clause.document_id, label, text: clause.text });
    }
    Ok(found)
}

/// A clause that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundClause {
    pub id: i64,
    pub document_id: i64,
    /// Title of the document and number of the clause.
    pub label: String,
    pub text: String,
}

/// A document in the list.
#[derive(Clone, Debug)]
pub struct ListItem {
    pub document: Document,
    pub clauses: i64,
    pub reviewed: i64,
    pub tally: Tally,
    /// Duties that come of its clauses.
    pub duties: i64,
}

/// The documents that fit the filter, with how far each is.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<ListItem>> {
    scope.require(&READERS)?;
    let documents = store::list_documents(conn, scope, filter)?;
    let ids: Vec<i64> = documents.iter().map(|d| d.id).collect();
    let (progresses, tallies) = (store::progresses(conn, scope, &ids)?, store::tallies(conn, scope, &ids)?);
    let duties = store::duty_counts(conn, scope, &ids)?;
    let items = documents.into_iter().map(|document| {
        let (clauses, reviewed) = progresses.get(&document.id).copied().unwrap_or_default();
        let tally = tallies.get(&document.id).copied().unwrap_or_default();
        let duties = duties.get(&document.id).copied().unwrap_or_default();
        ListItem { document, clauses, reviewed, tally, duties }
    });
    Ok(items.collect())
}

/// How many documents fit the filter.
pub fn list_total(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<i64> {
    scope.require(&READERS)?;
    store::count_documents(conn, scope, filter)
}

/// How many documents there are in each state.
pub fn states(conn: &mut Conn, scope: &Scope) -> Result<Vec<(DocumentState, i64)>> {
    scope.require(&READERS)?;
    store::counts_by_state(conn, scope)
}

/// The document that has this text already.
pub fn same_text(conn: &mut Conn, scope: &Scope, hash: &str) -> Result<Option<Document>> {
    store::document_by_hash(conn, scope, hash)
}

/// Clauses and how many of them were looked at, over all sections.
pub fn progress(sections: &[(String, i64, i64)]) -> (i64, i64) {
    sections.iter().fold((0, 0), |(all, seen), (_, total, done)| (all + total, seen + done))
}

/// A document with how far it is and its relatives.
#[derive(Clone, Debug)]
pub struct Overview {
    pub document: Document,
    /// Enclosing headings as stored, clauses, clauses looked at.
    pub sections: Vec<(String, i64, i64)>,
    pub tally: Tally,
    /// Duties that come of its clauses.
    pub duties: i64,
    pub older: Option<Document>,
    pub newer: Option<Document>,
}

/// A document's overview; `NotFound` when the workspace has none of this id.
pub fn overview(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Overview> {
    scope.require(&READERS)?;
    let document = store::document(conn, scope, id)?;
    Ok(Overview {
        sections: store::sections(conn, scope, id)?,
        tally: store::tallies(conn, scope, &[id])?.remove(&id).unwrap_or_default(),
        duties: store::duty_counts(conn, scope, &[id])?.remove(&id).unwrap_or_default(),
        older: document.supersedes_id.map(|older| store::document(conn, scope, older)).transpose()?,
        newer: store::superseding(conn, scope, id)?,
        document,
    })
}

/// The document's timeline, newest first.
pub fn document_timeline(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    timeline::of(conn, scope, Subject::new(DOCUMENT, id), before, limit)
}

/// A clause's timeline, newest first.
pub fn clause_timeline(conn: &mut Conn, scope: &Scope, id: i64, limit: i64) -> Result<Vec<Event>> {
    timeline::of(conn, scope, Subject::new(CLAUSE, id), None, limit)
}

/// The duties of these clauses, by clause.
fn duties_of(conn: &mut Conn, scope: &Scope, clauses: &[Clause]) -> Result<HashMap<i64, Vec<FromOrigin>>> {
    let ids: Vec<i64> = clauses.iter().map(|c| c.id).collect();
    let mut found: HashMap<i64, Vec<FromOrigin>> = HashMap::new();
    for duty in duties::queries::of_origins(conn, scope, CLAUSE, &ids)? {
        found.entry(duty.origin_id).or_default().push(duty);
    }
    Ok(found)
}
