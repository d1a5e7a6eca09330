//! Confirming: a proposal becomes a duty, and is assigned.

use serde_json::json;

use super::{Seen, correct::unsettled, open_document, proposal_of, settle_clause, tell};
use crate::{
    departments::{self, Department},
    duties::{Assigning, DutyRef, NewDuty, Origin},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Result},
        i18n,
        id::new_id,
    },
    policy::{
        model::{Clause, Document, Proposal, ProposalState},
        store,
    },
    tenancy::Scope,
};

/// Makes the duty a proposal stands for and assigns it; without a lead it stays a draft, which the secretariat's home shows. Several
/// leads that act apart get one duty each.
pub fn confirm(conn: &mut Conn, scope: &Scope, document_id: i64, seen: Seen) -> Result<Vec<DutyRef>> {
    let mut document = open_document(conn, scope, document_id)?;
    let (proposal, mut clause) = proposal_of(conn, scope, &document, seen)?;
    let title = proposal.title.clone();
    let mut batch = Assigning::new();
    let made = confirm_one(conn, scope, &mut batch, &document, &clause, proposal)?;
    batch.tell(conn, scope)?;
    tell(conn, scope, &clause, "confirm", "", json!({ "title": title, "duties": numbers(&made) }))?;
    settle_clause(conn, scope, &mut document, &mut clause)?;
    Ok(made)
}

/// The duties' numbers, as timelines name them.
pub(super) fn numbers(made: &[DutyRef]) -> String {
    made.iter().map(|d| d.number.as_str()).collect::<Vec<_>>().join("、")
}

/// Makes the duties of a proposal; timelines, settling clause and document, and the letters are the caller's.
pub(super) fn confirm_one(
    conn: &mut Conn,
    scope: &Scope,
    batch: &mut Assigning,
    document: &Document,
    clause: &Clause,
    mut proposal: Proposal,
) -> Result<Vec<DutyRef>> {
    let mut errors = FieldErrors::default();
    unsettled(&mut errors, &proposal.content);
    errors.finish(())?;
    let leads = proposal.content.lead_ids.clone();
    let apart = proposal.content.apart && leads.len() > 1;
    let mut made = Vec::new();
    if apart {
        let names = departments::by_ids(conn, scope, &leads)?;
        for (n, lead) in leads.iter().enumerate() {
            let title = titled(&proposal.title, names.iter().find(|d| d.id == *lead));
            let duty = batch.add(conn, scope, new_duty(scope, document, clause, &proposal, title, Some(*lead), &[])).map_err(as_typed)?;
            if n == 0 {
                proposal.duty_id = Some(duty.id);
            } else {
                let mut own = proposal.clone();
                own.content.lead_ids = vec![*lead];
                (own.id, own.duty_id, own.version, own.state) = (new_id(), Some(duty.id), 1, ProposalState::Confirmed);
                store::insert_proposal(conn, scope, &own)?;
            }
            made.push(duty);
        }
        proposal.content.lead_ids.truncate(1);
    } else {
        let (title, others) = (proposal.title.clone(), leads.get(1..).unwrap_or_default());
        let new = new_duty(scope, document, clause, &proposal, title, leads.first().copied(), others);
        let duty = batch.add(conn, scope, new).map_err(as_typed)?;
        proposal.duty_id = Some(duty.id);
        made.push(duty);
    }
    proposal.state = ProposalState::Confirmed;
    store::save_proposal(conn, scope, &mut proposal)?;
    Ok(made)
}

fn titled(title: &str, department: Option<&Department>) -> String {
    department.map_or_else(|| title.to_owned(), |d| format!("{title}（{}）", d.short_name))
}

fn new_duty(
    scope: &Scope,
    document: &Document,
    clause: &Clause,
    proposal: &Proposal,
    title: String,
    lead_id: Option<i64>,
    also: &[i64],
) -> NewDuty {
    let content = &proposal.content;
    let support = also.iter().chain(&content.support_ids).copied();
    NewDuty {
        title,
        requirement: content.requirement.clone(),
        deliverable: content.deliverable.clone(),
        lead_id,
        support_ids: support.filter(|d| Some(*d) != lead_id).collect(),
        rule: content.rule.clone(),
        cadence: content.cadence,
        targets: content.targets.clone(),
        origin: origin(scope, document, clause),
    }
}

/// Where a duty of this clause comes from: document and clause, `第22条` where the number is printed as `22.`
pub(super) fn origin(scope: &Scope, document: &Document, clause: &Clause) -> Origin {
    let plain = clause.path.last().filter(|n| n.chars().all(|c| c.is_ascii_digit()));
    let name = match plain {
        Some(number) => i18n::format(scope.workspace_lang(), "policy-clause-number", &[("number", number.as_str().into())]),
        None => clause.name(),
    };
    Origin { kind: super::CLAUSE.to_owned(), id: Some(clause.id), label: format!("{} {name}", document.short()).trim().to_owned() }
}

/// The duty's fields as the review form calls them: targets stand on one line there.
fn as_typed(error: Error) -> Error {
    match error {
        Error::Invalid(mut errors) => {
            for error in errors.0.iter_mut().filter(|e| e.field.starts_with("target-")) {
                error.field = "targets".to_owned();
            }
            Error::Invalid(errors)
        }
        other => other,
    }
}
