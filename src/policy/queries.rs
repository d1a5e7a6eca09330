//! Reads of policies for pages, other rooms and digests. The secretariat, liaisons, leaders and auditors read them.

use std::collections::HashMap;

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
        actions::{CLAUSE, DOCUMENT, Directory},
        model::{Change, Clause, Document, DocumentState, Pair, Proposal},
        store::{self, Tally},
    },
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

pub use store::{Filter, Listed, Sort, Which};

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

/// A document in the list.
#[derive(Clone, Debug)]
pub struct ListItem {
    pub document: Document,
    pub clauses: i64,
    pub reviewed: i64,
    pub tally: Tally,
}

/// The documents that fit the filter, with how far each is, and how many there are.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<(Vec<ListItem>, i64)> {
    scope.require(&READERS)?;
    let listed = store::list_documents(conn, scope, filter)?;
    let mut items = Vec::new();
    for document in listed.documents {
        let (clauses, reviewed) = progress(&store::sections(conn, scope, document.id)?);
        let tally = store::tally(conn, scope, document.id)?;
        items.push(ListItem { document, clauses, reviewed, tally });
    }
    Ok((items, listed.total))
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
    pub older: Option<Document>,
    pub newer: Option<Document>,
}

/// A document's overview; `NotFound` when the workspace has none of this id.
pub fn overview(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Overview> {
    scope.require(&READERS)?;
    let document = store::document(conn, scope, id)?;
    Ok(Overview {
        sections: store::sections(conn, scope, id)?,
        tally: store::tally(conn, scope, id)?,
        older: document.supersedes_id.map(|older| store::document(conn, scope, older)).transpose()?,
        newer: store::superseding(conn, scope, id)?,
        document,
    })
}

/// A stretch of clauses with everything that hangs on them.
pub struct Clauses {
    pub clauses: Vec<Clause>,
    pub total: i64,
    /// By clause.
    pub proposals: HashMap<i64, Vec<Proposal>>,
    pub duties: HashMap<i64, Vec<FromOrigin>>,
    pub directory: Directory,
}

/// Clauses of a document in order.
pub fn clauses(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, limit: i64, offset: i64) -> Result<Clauses> {
    scope.require(&READERS)?;
    let total = store::count_clauses(conn, scope, document_id, which)?;
    let clauses = store::clauses(conn, scope, document_id, which, limit, offset)?;
    with_duties(conn, scope, clauses, total)
}

fn with_duties(conn: &mut Conn, scope: &Scope, clauses: Vec<Clause>, total: i64) -> Result<Clauses> {
    let ids: Vec<i64> = clauses.iter().map(|c| c.id).collect();
    let mut proposals: HashMap<i64, Vec<Proposal>> = HashMap::new();
    for proposal in store::of_clauses(conn, scope, &ids)? {
        proposals.entry(proposal.clause_id).or_default().push(proposal);
    }
    let duties = duties_of(conn, scope, &clauses)?;
    Ok(Clauses { clauses, total, proposals, duties, directory: Directory::load(conn, scope)? })
}

/// One clause with its document and everything that hangs on it.
pub fn clause(conn: &mut Conn, scope: &Scope, document_id: i64, id: i64) -> Result<(Document, Clauses)> {
    scope.require(&READERS)?;
    let document = store::document(conn, scope, document_id)?;
    let clause = store::clause(conn, scope, id)?;
    if clause.document_id != document.id {
        return Err(Error::NotFound);
    }
    Ok((document, with_duties(conn, scope, vec![clause], 1)?))
}

/// A proposal with its clause and document.
pub fn proposal(conn: &mut Conn, scope: &Scope, document_id: i64, id: i64) -> Result<(Document, Clause, Proposal)> {
    scope.require(&READERS)?;
    let document = store::document(conn, scope, document_id)?;
    let proposal = store::proposal(conn, scope, id)?;
    let clause = store::clause(conn, scope, proposal.clause_id)?;
    if clause.document_id == document.id { Ok((document, clause, proposal)) } else { Err(Error::NotFound) }
}

/// What may be confirmed together: what is sure, or everything below one heading. With the number of each one's clause.
pub fn to_confirm(conn: &mut Conn, scope: &Scope, document_id: i64, section: Option<&str>, limit: i64) -> Result<Vec<(Proposal, String)>> {
    scope.require(&READERS)?;
    store::undecided(conn, scope, document_id, section.is_none(), section, limit)
}

/// The document's timeline, newest first.
pub fn document_timeline(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    timeline::of(conn, scope, Subject::new(DOCUMENT, id), before, limit)
}

/// A clause's timeline, newest first.
pub fn clause_timeline(conn: &mut Conn, scope: &Scope, id: i64, limit: i64) -> Result<Vec<Event>> {
    timeline::of(conn, scope, Subject::new(CLAUSE, id), None, limit)
}

/// What a clause lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nobody has looked at it.
    Unseen,
    /// Said to need no duty, without a reason.
    Unexplained,
    /// A duty of it has no lead.
    Department,
    /// A duty of it has neither deadline nor cadence.
    Date,
}

impl Gap {
    pub const ALL: [Self; 4] = [Self::Unseen, Self::Unexplained, Self::Department, Self::Date];

    /// In the address of the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Unexplained => "unexplained",
            Self::Department => "department",
            Self::Date => "date",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unseen => "policy-gap-unseen",
            Self::Unexplained => "policy-gap-unexplained",
            Self::Department => "policy-gap-department",
            Self::Date => "policy-gap-date",
        }
    }

    /// The light it is shown by.
    pub fn tone(self) -> &'static str {
        if matches!(self, Self::Unseen | Self::Department) { "red" } else { "yellow" }
    }
}

/// A clause with its duties and what is missing.
#[derive(Clone, Debug)]
pub struct Covered {
    pub clause: Clause,
    pub duties: Vec<FromOrigin>,
    pub gaps: Vec<Gap>,
}

/// The coverage of a document.
pub struct Coverage {
    pub rows: Vec<Covered>,
    pub directory: Directory,
}

/// Every clause of a document with its duties, in order.
pub fn coverage(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Coverage> {
    scope.require(&READERS)?;
    let clauses = store::clauses_of(conn, scope, document_id)?;
    let mut duties = duties_of(conn, scope, &clauses)?;
    let rows = clauses.into_iter().map(|clause| covered(duties.remove(&clause.id).unwrap_or_default(), clause)).collect();
    Ok(Coverage { rows, directory: Directory::load(conn, scope)? })
}

fn covered(duties: Vec<FromOrigin>, clause: Clause) -> Covered {
    let open = || duties.iter().filter(|d| d.state.is_open());
    let mut gaps = Vec::new();
    if clause.kind.is_none() && duties.is_empty() {
        gaps.push(Gap::Unseen);
    }
    let judged = clause.kind.is_some_and(|k| k != crate::policy::reading::ClauseKind::Duty);
    if judged && duties.is_empty() && clause.no_duty_reason.is_empty() {
        gaps.push(Gap::Unexplained);
    }
    if open().any(|d| d.lead_id.is_none()) {
        gaps.push(Gap::Department);
    }
    if open().any(|d| d.due_on.is_none() && d.cadence.is_none()) {
        gaps.push(Gap::Date);
    }
    Covered { clause, duties, gaps }
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

/// Two versions beside each other.
pub struct Comparison {
    pub older: Document,
    pub newer: Document,
    pub old: Vec<Clause>,
    pub new: Vec<Clause>,
    pub pairs: Vec<Pair>,
    /// By clause of the older version while it is in place, of the newer one after.
    pub duties: HashMap<i64, Vec<FromOrigin>>,
    pub directory: Directory,
}

/// Compares a document with the older version it replaces, clause by clause; `NotFound` when it replaces none.
pub fn comparison(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Comparison> {
    scope.require(&READERS)?;
    let newer = store::document(conn, scope, id)?;
    let older = store::document(conn, scope, newer.supersedes_id.ok_or(Error::NotFound)?)?;
    let (old, new) = (store::clauses_of(conn, scope, older.id)?, store::clauses_of(conn, scope, newer.id)?);
    let mut duties = duties_of(conn, scope, &old)?;
    duties.extend(duties_of(conn, scope, &new)?);
    let pairs = pairs(&old, &new);
    Ok(Comparison { older, newer, old, new, pairs, duties, directory: Directory::load(conn, scope)? })
}

/// Pairs as the newer clauses were tied when they were read in; merging and splitting have kept that up.
fn pairs(old: &[Clause], new: &[Clause]) -> Vec<Pair> {
    let place: HashMap<i64, usize> = old.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
    let mut taken = vec![false; old.len()];
    let mut found = Vec::new();
    for (n, clause) in new.iter().enumerate() {
        let before = clause.follows_id.and_then(|id| place.get(&id).copied());
        if let Some(o) = before {
            taken[o] = true;
        }
        let change = match before {
            Some(o) if old[o].same_wording(clause) => Change::Same,
            Some(_) => Change::Changed,
            None => Change::New,
        };
        found.push(Pair { old: before, new: Some(n), change });
    }
    let gone = (0..old.len()).filter(|o| !taken[*o]).map(|o| Pair { old: Some(o), new: None, change: Change::Gone });
    found.extend(gone);
    found
}
