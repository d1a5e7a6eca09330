//! Saying whom a document's printed names mean, all of them at once and for all its proposals.

use serde_json::json;

use super::{
    CLAUSE, DOCUMENT, Directory, Settle,
    correct::{Settled, settle_name},
    open_document,
};
use crate::{
    platform::{
        db::Conn,
        error::{FieldErrors, Result},
    },
    policy::store,
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Names matched by hand, and the proposals they stood in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    pub names: usize,
    pub proposals: usize,
}

/// A printed name and whom it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub printed: String,
    pub settle: Settle,
    /// The field of an error about it.
    pub field: String,
}

/// Settles these names wherever they stand in what is still to be decided, and reckons anew how sure each proposal is. A name somebody
/// else settled meanwhile stands nowhere any more and changes nothing.
pub fn match_bodies(conn: &mut Conn, scope: &Scope, document_id: i64, matches: &[Match]) -> Result<Matched> {
    let document = open_document(conn, scope, document_id)?;
    let mut waiting = store::with_open_bodies(conn, scope, document.id, i64::MAX)?;
    let directory = Directory::load(conn, scope)?;
    let mut errors = FieldErrors::default();
    let mut settled: Vec<(&str, Settled)> = Vec::new();
    for one in matches {
        let stands = |p: &crate::policy::Proposal| p.content.mentions.iter().any(|m| m.is_open() && m.printed == one.printed);
        if waiting.iter().any(|w| stands(&w.proposal))
            && let Some(found) = settle_name(conn, scope, &mut errors, &directory, &one.field, &one.printed, &one.settle)?
        {
            settled.push((&one.printed, found));
        }
    }
    errors.finish(())?;
    let mut matched = Matched { names: settled.len(), proposals: 0 };
    let local = |id: i64| directory.is_local(id) || settled.iter().any(|(_, s)| s.made_local && s.departments.contains(&id));
    for proposal in waiting.iter_mut().map(|w| &mut w.proposal) {
        let changed: usize = settled.iter().map(|(printed, s)| proposal.content.settle(printed, &s.departments, s.known_as)).sum();
        if changed == 0 {
            continue;
        }
        proposal.content.apart |= proposal.content.lead_ids.iter().filter(|id| local(**id)).count() > 1;
        proposal.sure = proposal.content.is_sure(scope.today());
        store::save_proposal(conn, scope, proposal)?;
        let data = json!({ "title": proposal.title });
        timeline::record(conn, scope, Entry::new(Subject::new(CLAUSE, proposal.clause_id), "match_bodies").data(data))?;
        matched.proposals += 1;
    }
    if matched.proposals > 0 {
        let names = settled.iter().map(|(printed, _)| *printed).collect::<Vec<_>>().join("、");
        let data = json!({ "names": names, "n": matched.proposals });
        timeline::record(conn, scope, Entry::new(Subject::new(DOCUMENT, document.id), "match_bodies").data(data))?;
    }
    Ok(matched)
}
