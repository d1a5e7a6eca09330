//! Reads for the pages on which a document is reviewed.

use std::collections::HashMap;

use super::{READERS, duties_of};
use crate::{
    duties::queries::FromOrigin,
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    policy::{
        actions::Directory,
        model::{Clause, Document, Proposal, ProposalState},
        store::{self, Only, Undecided, Waiting, Which},
    },
    tenancy::Scope,
};

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

/// Those of these proposals of the document that are decided.
pub fn decided(conn: &mut Conn, scope: &Scope, document_id: i64, ids: &[i64]) -> Result<Vec<Proposal>> {
    scope.require(&READERS)?;
    let found: Vec<Proposal> = store::proposals(conn, scope, ids)?.into_iter().filter(|p| p.state != ProposalState::Proposed).collect();
    let clauses = store::clauses_by_ids(conn, scope, &found.iter().map(|p| p.clause_id).collect::<Vec<_>>())?;
    let here = |p: &Proposal| clauses.iter().any(|c| c.id == p.clause_id && c.document_id == document_id);
    Ok(found.into_iter().filter(|p| here(p)).collect())
}

/// What may be confirmed together, in the order of the clauses.
pub fn to_confirm(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Undecided, limit: i64) -> Result<Vec<Waiting>> {
    scope.require(&READERS)?;
    store::undecided(conn, scope, document_id, which, limit)
}

/// A printed name nobody is known by, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenBody {
    pub printed: String,
    /// Clauses that name it: id, number, the words around the name.
    pub clauses: Vec<(i64, String, String)>,
}

/// The most proposals that are looked through for names at once.
const NAMES_FROM: i64 = 1000;

/// Each printed name of a document that nobody is known by, once, those that stand in most clauses first.
pub fn open_bodies(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Vec<OpenBody>> {
    scope.require(&READERS)?;
    let mut found: Vec<OpenBody> = Vec::new();
    let mut place: HashMap<String, usize> = HashMap::new();
    for waiting in store::with_open_bodies(conn, scope, document_id, NAMES_FROM)? {
        let content = &waiting.proposal.content;
        for mention in content.mentions.iter().filter(|m| m.is_open()) {
            let at = *place.entry(mention.printed.clone()).or_insert_with(|| {
                found.push(OpenBody { printed: mention.printed.clone(), clauses: Vec::new() });
                found.len() - 1
            });
            let clauses = &mut found[at].clauses;
            if clauses.last().is_none_or(|(id, _, _)| *id != waiting.proposal.clause_id) {
                clauses.push((waiting.proposal.clause_id, waiting.clause.clone(), around(&content.requirement, &mention.printed)));
            }
        }
    }
    found.sort_by_key(|body| std::cmp::Reverse(body.clauses.len()));
    Ok(found)
}

/// The words around a name; the beginning where the name does not stand as printed.
fn around(text: &str, name: &str) -> String {
    const BEFORE: usize = 10;
    const AFTER: usize = 24;
    let at = text.find(name).unwrap_or(0);
    let before: Vec<char> = text[..at].chars().rev().take(BEFORE).collect();
    let mut words: String = before.iter().rev().collect();
    let rest = &text[at..];
    words.extend(rest.chars().take(name.chars().count() + AFTER));
    let (cut_before, cut_after) = (text[..at].chars().nth(BEFORE).is_some(), rest.chars().nth(name.chars().count() + AFTER).is_some());
    format!("{}{}{}", if cut_before { "…" } else { "" }, words.replace('\n', " ").trim(), if cut_after { "…" } else { "" })
}

/// Where somebody goes on after a clause: the next one nobody has looked at, from the beginning again after the last; none when all
/// are. `which.section` bounds the search.
pub fn next_open(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, after: i64) -> Result<Option<(i64, i64)>> {
    let open = Which { only: Only::Open, section: which.section.clone() };
    match store::first_after(conn, scope, document_id, &open, after)? {
        Some(next) => Ok(Some(next)),
        None => store::first_after(conn, scope, document_id, &open, i64::MIN),
    }
}

/// How many clauses of this choice stand before a position.
pub fn before(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, position: i64) -> Result<i64> {
    store::clauses_before(conn, scope, document_id, which, position)
}

/// How many clauses each choice holds, below this heading.
pub fn counts(conn: &mut Conn, scope: &Scope, document_id: i64, section: Option<&str>) -> Result<Vec<(Only, i64)>> {
    let counted = Only::ALL.into_iter().map(|only| {
        let which = Which { only, section: section.map(str::to_owned) };
        Ok((only, store::count_clauses(conn, scope, document_id, &which)?))
    });
    counted.collect()
}

/// A clause's place in its document.
pub fn position(conn: &mut Conn, scope: &Scope, clause_id: i64) -> Result<Option<i64>> {
    match store::clause(conn, scope, clause_id) {
        Ok(clause) => Ok(Some(clause.position)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
