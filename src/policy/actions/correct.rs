//! Correcting proposals.

use serde_json::json;

use super::{Directory, Seen, clause_of, open_document, proposal_of, settle_clause, settle_document, tell};
use crate::{
    calendar::{Cadence, DeadlineRule},
    departments::{self, NewDepartment},
    duties::{
        NewTarget,
        words::{TEXT_MAX, TITLE_MAX, optional, required},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    policy::{
        model::{Clause, Content, Document, Proposal, ProposalState, title_of},
        store,
    },
    tenancy::{DepartmentKind, Scope},
};

/// Whom a printed name means.
#[derive(Clone, Debug, PartialEq)]
pub enum Settle {
    /// These departments, by names; `remember`: the printed name is an alias from now on, if they are one.
    As { names: String, remember: bool },
    /// A department that is not in the list yet.
    Create(DepartmentKind),
    /// Nobody in particular.
    Nobody,
}

/// Departments as they came from a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Bodies {
    /// On a line, separated.
    Names(String),
    /// Ticked.
    Ids(Vec<i64>),
}

impl Bodies {
    fn resolve(&self, errors: &mut FieldErrors, field: &str, directory: &Directory) -> Vec<i64> {
        match self {
            Self::Names(line) => directory.parse(errors, field, line),
            Self::Ids(ids) => {
                if ids.iter().any(|id| directory.get(*id).is_none()) {
                    errors.add(field, Message::new("field-department-unknown"));
                }
                let mut seen = std::collections::HashSet::new();
                ids.iter().copied().filter(|id| seen.insert(*id)).collect()
            }
        }
    }
}

/// A proposal as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub title: String,
    /// None: as it is.
    pub requirement: Option<String>,
    pub deliverable: Option<String>,
    pub lead: Bodies,
    pub support: Bodies,
    /// None where it was not asked: local governments act apart, others together.
    pub apart: Option<bool>,
    pub rule: Option<DeadlineRule>,
    pub cadence: Option<Cadence>,
    pub targets: Vec<NewTarget>,
    /// By the mention's place in the proposal.
    pub settle: Vec<(usize, Settle)>,
}

/// Saves a correction. Fields: `title`, `requirement`, `deliverable`, `lead`, `support`, `mention-{n}`.
pub fn correct(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen, new: &Correction) -> Result<Proposal> {
    let document = open_document(conn, scope, document_id)?;
    let (mut proposal, clause) = proposal_of(conn, scope, &document, seen)?;
    let before = proposal.clone();
    let directory = Directory::load(conn, scope)?;
    let mut errors = FieldErrors::default();
    proposal.title = required(&mut errors, "title", &new.title, TITLE_MAX);
    let content = &mut proposal.content;
    for (field, typed, kept) in
        [("requirement", &new.requirement, &mut content.requirement), ("deliverable", &new.deliverable, &mut content.deliverable)]
    {
        if let Some(typed) = typed {
            *kept = optional(&mut errors, field, typed, TEXT_MAX);
        }
    }
    content.lead_ids = new.lead.resolve(&mut errors, "lead", &directory);
    content.support_ids = new.support.resolve(&mut errors, "support", &directory);
    let locals = content.lead_ids.iter().filter(|d| directory.is_local(**d)).count();
    content.apart = content.lead_ids.len() > 1 && new.apart.unwrap_or(locals > 1);
    content.cadence = new.cadence;
    (content.rule, content.targets) = (new.rule.clone(), new.targets.clone());
    for (n, settle) in &new.settle {
        settle_mention(conn, scope, &mut errors, &directory, content, *n, settle)?;
    }
    errors.finish(())?;
    let leads = content.lead_ids.clone();
    content.support_ids.retain(|d| !leads.contains(d));
    if proposal == before {
        return Ok(proposal);
    }
    proposal.content.by_hand = true;
    proposal.sure = proposal.content.is_sure(scope.today());
    store::save_proposal(conn, scope, &mut proposal)?;
    tell(conn, scope, &clause, "correct", "", json!({ "title": proposal.title }))?;
    for (n, settle) in &new.settle {
        if matches!(settle, Settle::As { remember: true, .. } | Settle::Create(_)) {
            spread(conn, scope, &document, &proposal, *n)?;
        }
    }
    Ok(proposal)
}

fn settle_mention(
    conn: &mut Conn,
    scope: &Scope,
    errors: &mut FieldErrors,
    directory: &Directory,
    content: &mut Content,
    n: usize,
    settle: &Settle,
) -> Result<()> {
    let Some(mention) = content.mentions.get(n).filter(|m| m.is_open()) else { return Ok(()) };
    let printed = mention.printed.clone();
    if let Some(found) = settle_name(conn, scope, errors, directory, &format!("mention-{n}"), &printed, settle)? {
        content.settle(&printed, &found.departments, found.known_as);
    }
    Ok(())
}

/// Whom a printed name was found to mean.
pub(super) struct Settled {
    pub departments: Vec<i64>,
    /// The one department that goes by this name from now on.
    pub known_as: Option<i64>,
    /// A local government was made of it.
    pub made_local: bool,
}

/// Finds, remembers or creates whom a name means; none where nothing was said, or something wrong, which becomes an error of `field`.
pub(super) fn settle_name(
    conn: &mut Conn,
    scope: &Scope,
    errors: &mut FieldErrors,
    directory: &Directory,
    field: &str,
    printed: &str,
    settle: &Settle,
) -> Result<Option<Settled>> {
    let named = |departments, known_as| Some(Settled { departments, known_as, made_local: false });
    match settle {
        Settle::Nobody => Ok(named(Vec::new(), None)),
        Settle::As { names, remember } => {
            let departments = directory.parse(errors, field, names);
            let known_as = match departments.as_slice() {
                [] => return Ok(None),
                [one] if *remember => {
                    of_field(departments::add_alias(conn, scope, *one, printed), errors, field)?;
                    Some(*one)
                }
                _ => None,
            };
            Ok(named(departments, known_as))
        }
        Settle::Create(kind) => {
            let made = departments::create(conn, scope, &NewDepartment { kind: *kind, ..NewDepartment::named(printed) });
            let Some(id) = of_field(made, errors, field)? else { return Ok(None) };
            let made_local = *kind == DepartmentKind::LocalGovernment;
            Ok(Some(Settled { departments: vec![id], known_as: Some(id), made_local }))
        }
    }
}

/// What the departments' room finds wrong with a name is wrong with this field.
fn of_field<T>(done: Result<T>, errors: &mut FieldErrors, field: &str) -> Result<Option<T>> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(wrong)) => {
            wrong.0.into_iter().for_each(|e| errors.add(field, e.message));
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// What one mention was found to mean holds for the same words in the rest of the document.
fn spread(conn: &mut Conn, scope: &Scope, document: &Document, from: &Proposal, n: usize) -> Result<()> {
    let Some((printed, id)) = from.content.mentions.get(n).and_then(|m| Some((m.printed.clone(), m.department?))) else { return Ok(()) };
    for mut other in store::with_open_bodies(conn, scope, document.id, i64::MAX)?.into_iter().map(|w| w.proposal) {
        if other.id == from.id || other.content.settle(&printed, &[id], Some(id)) == 0 {
            continue;
        }
        other.sure = other.content.is_sure(scope.today());
        store::save_proposal(conn, scope, &mut other)?;
    }
    Ok(())
}

/// No duty comes of this proposal.
pub fn drop_proposal(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen) -> Result<()> {
    let mut document = open_document(conn, scope, document_id)?;
    let (mut proposal, mut clause) = proposal_of(conn, scope, &document, seen)?;
    proposal.state = ProposalState::Dropped;
    store::save_proposal(conn, scope, &mut proposal)?;
    tell(conn, scope, &clause, "drop", "", json!({ "title": proposal.title }))?;
    settle_clause(conn, scope, &mut document, &mut clause)
}

/// Two duties instead of one: a second proposal like this one, to be corrected.
pub fn twin(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen) -> Result<i64> {
    let document = open_document(conn, scope, document_id)?;
    let (proposal, clause) = proposal_of(conn, scope, &document, seen)?;
    let content = Content { by_hand: true, ..proposal.content.clone() };
    let twin = Proposal { id: new_id(), position: proposal.position + 1, sure: false, version: 1, content, ..proposal };
    store::insert_proposal(conn, scope, &twin)?;
    tell(conn, scope, &clause, "twin", "", json!({ "title": twin.title }))?;
    Ok(twin.id)
}

/// One more duty from a clause, to be filled in.
pub fn add_proposal(conn: &mut Conn, scope: &Scope, document_id: i64, clause_id: i64) -> Result<i64> {
    let mut document = open_document(conn, scope, document_id)?;
    let mut clause = clause_of(conn, scope, &document, clause_id)?;
    let last = store::of_clauses(conn, scope, &[clause.id])?.iter().map(|p| p.position).max().unwrap_or(0);
    let proposal = blank(&clause, last + 1000);
    store::insert_proposal(conn, scope, &proposal)?;
    if clause.kind.take().is_some() {
        clause.no_duty_reason.clear();
        store::save_clause(conn, scope, &mut clause)?;
        settle_document(conn, scope, &mut document)?;
    }
    tell(conn, scope, &clause, "add_proposal", "", json!({ "title": proposal.title }))?;
    Ok(proposal.id)
}

/// One more duty from a clause, filled in already: what somebody typed about a proposal that others decided meanwhile.
pub fn add_like(conn: &mut Conn, scope: &Scope, document_id: i64, clause_id: i64, new: &Correction) -> Result<i64> {
    let id = add_proposal(conn, scope, document_id, clause_id)?;
    // Whom a printed name means was asked about the other proposal; this one names only departments.
    correct(conn, scope, document_id, Seen { id, version: 1 }, &Correction { settle: Vec::new(), ..new.clone() })?;
    Ok(id)
}

fn blank(clause: &Clause, position: i64) -> Proposal {
    let requirement = clause.wording().to_owned();
    let title = title_of(&clause.heading, clause.wording());
    let content = Content { requirement, by_hand: true, ..Content::default() };
    let (state, id) = (ProposalState::Proposed, new_id());
    Proposal { id, clause_id: clause.id, position, title, content, sure: false, state, duty_id: None, version: 1 }
}

/// The error of a mention nobody has settled.
pub(super) fn unsettled(errors: &mut FieldErrors, content: &Content) {
    for (n, mention) in content.mentions.iter().enumerate().filter(|(_, m)| m.is_open()) {
        errors.add(format!("mention-{n}"), Message::new("policy-mention-open").text("name", mention.printed.clone()));
    }
}
