//! Correcting, filling in and judging several at once, as they stand in a table: all of it, or nothing.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::{DOCUMENT, Directory, Seen, judge::judge_one, open_document, settle_document, tell};
use crate::{
    calendar::{Cadence, DeadlineRule},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
    },
    policy::{
        model::{Clause, Content, Document, Proposal, ProposalState, kind_name},
        reading::ClauseKind,
        store,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// A proposal as somebody typed it into its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub seen: Seen,
    pub lead: String,
    pub support: String,
    /// None: as it is.
    pub rule: Option<Option<DeadlineRule>>,
    pub cadence: Option<Cadence>,
}

/// What is filled into several at once; what is none or empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fill {
    pub lead: String,
    pub support: String,
    pub rule: Option<DeadlineRule>,
    pub cadence: Option<Cadence>,
}

impl Fill {
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.support.is_empty() && self.rule.is_none() && self.cadence.is_none()
    }
}

/// Saves the rows and then fills the ticked ones; returns how many proposals changed. `Conflict` when any of them was changed or decided
/// since it was seen. Fields: `lead-{id}`, `support-{id}`, `fill-lead`, `fill-support`.
pub fn save_rows(conn: &mut Conn, scope: &Scope, document_id: i64, rows: &[Row], ticked: &[Seen], fill: &Fill) -> Result<usize> {
    let document = open_document(conn, scope, document_id)?;
    let directory = Directory::load(conn, scope)?;
    let seen: Vec<Seen> = rows.iter().map(|r| r.seen).chain(ticked.iter().copied()).collect();
    let (mut proposals, clauses) = as_seen(conn, scope, &document, &seen)?;
    let before = proposals.clone();
    let mut errors = FieldErrors::default();
    for row in rows {
        let Some(proposal) = proposals.get_mut(&row.seen.id) else { continue };
        let content = &mut proposal.content;
        content.lead_ids = directory.parse(&mut errors, &format!("lead-{}", row.seen.id), &row.lead);
        content.support_ids = directory.parse(&mut errors, &format!("support-{}", row.seen.id), &row.support);
        content.cadence = row.cadence;
        if let Some(rule) = &row.rule {
            content.rule.clone_from(rule);
        }
    }
    let leads = directory.parse(&mut errors, "fill-lead", &fill.lead);
    let support = directory.parse(&mut errors, "fill-support", &fill.support);
    errors.finish(())?;
    for one in ticked.iter().filter(|_| !fill.is_empty()) {
        if let Some(proposal) = proposals.get_mut(&one.id) {
            fill_in(&mut proposal.content, fill, &leads, &support);
        }
    }
    let mut changed: Vec<Proposal> = proposals.into_values().filter(|p| before.get(&p.id) != Some(p)).collect();
    changed.sort_by_key(|p| p.id);
    for proposal in &mut changed {
        tidy(proposal, before.get(&proposal.id).map(|p| &p.content), &directory);
        proposal.sure = proposal.content.is_sure(scope.today());
        store::save_proposal(conn, scope, proposal)?;
        if let Some(clause) = clauses.get(&proposal.clause_id) {
            tell(conn, scope, clause, "correct", "", json!({ "title": proposal.title }))?;
        }
    }
    Ok(changed.len())
}

fn fill_in(content: &mut Content, fill: &Fill, leads: &[i64], support: &[i64]) {
    if !leads.is_empty() {
        content.lead_ids = leads.to_vec();
    }
    if !support.is_empty() {
        content.support_ids = support.to_vec();
    }
    if fill.rule.is_some() {
        content.rule.clone_from(&fill.rule);
    }
    content.cadence = fill.cadence.or(content.cadence);
}

/// Nobody supports what they lead; local governments that were put in the lead act apart, others together.
fn tidy(proposal: &mut Proposal, before: Option<&Content>, directory: &Directory) {
    let content = &mut proposal.content;
    let leads = content.lead_ids.clone();
    content.support_ids.retain(|d| !leads.contains(d));
    if before.is_none_or(|b| b.lead_ids != leads) {
        content.apart = leads.iter().filter(|d| directory.is_local(**d)).count() > 1;
    }
    content.by_hand = true;
}

type Loaded = (HashMap<i64, Proposal>, HashMap<i64, Clause>);

/// The proposals with their clauses, if all of them are as they were seen and belong to this document.
fn as_seen(conn: &mut Conn, scope: &Scope, document: &Document, seen: &[Seen]) -> Result<Loaded> {
    let ids: HashSet<i64> = seen.iter().map(|s| s.id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let proposals: HashMap<i64, Proposal> = store::proposals(conn, scope, &ids)?.into_iter().map(|p| (p.id, p)).collect();
    let clause_ids: Vec<i64> = proposals.values().map(|p| p.clause_id).collect();
    let clauses: HashMap<i64, Clause> = store::clauses_by_ids(conn, scope, &clause_ids)?.into_iter().map(|c| (c.id, c)).collect();
    for one in seen {
        let proposal = proposals.get(&one.id).ok_or(Error::NotFound)?;
        if clauses.get(&proposal.clause_id).is_none_or(|c| c.document_id != document.id) {
            return Err(Error::NotFound);
        }
        if proposal.version != one.version || proposal.state != ProposalState::Proposed {
            return Err(Error::Conflict);
        }
    }
    Ok((proposals, clauses))
}

/// Judges these clauses alike, all for one reason. Field: `tick`, for one that cannot be judged so, since
/// it has duties or has none; `reason`.
pub fn judge_several(conn: &mut Conn, scope: &Scope, document_id: i64, clauses: &[Seen], kind: ClauseKind, reason: &str) -> Result<usize> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut done = HashSet::new();
    for seen in clauses.iter().filter(|s| done.insert(s.id)) {
        judge_one(conn, scope, &document, *seen, kind, reason, false).map_err(|error| match error {
            Error::Refused(message) => Error::invalid("tick", message),
            other => other,
        })?;
    }
    let data = json!({ "n": done.len(), "kind": kind_name(kind) });
    if done.is_empty() {
        return Err(Error::invalid("tick", Message::new("policy-nothing-ticked")));
    }
    let action = if kind == ClauseKind::Duty { "settle_several" } else { "judge_several" };
    timeline::record(conn, scope, Entry::new(Subject::new(DOCUMENT, document.id), action).text(reason).data(data))?;
    settle_document(conn, scope, &mut document)?;
    Ok(done.len())
}
