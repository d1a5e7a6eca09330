//! Rows of proposals.

use std::collections::HashMap;

use diesel::prelude::*;

use super::unknown;
use crate::{
    each_backend,
    platform::{
        db::{Conn, among},
        error::{Error, Result},
    },
    policy::model::{Proposal, ProposalState},
    schema::{clauses, proposals},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = proposals)]
struct Row {
    workspace_id: i64,
    id: i64,
    clause_id: i64,
    position: i64,
    title: String,
    content: String,
    sure: bool,
    state: String,
    duty_id: Option<i64>,
    version: i64,
    has_lead: bool,
    has_date: bool,
    open_bodies: i64,
}

impl Row {
    fn into_proposal(self) -> Result<Proposal> {
        Ok(Proposal {
            id: self.id,
            clause_id: self.clause_id,
            position: self.position,
            title: self.title,
            content: serde_json::from_str(&self.content)?,
            sure: self.sure,
            state: ProposalState::parse(&self.state).ok_or_else(|| unknown("proposal state", &self.state))?,
            duty_id: self.duty_id,
            version: self.version,
        })
    }

    fn of(scope: &Scope, proposal: &Proposal) -> Result<Self> {
        Ok(Self {
            workspace_id: scope.workspace_id(),
            id: proposal.id,
            clause_id: proposal.clause_id,
            position: proposal.position,
            title: proposal.title.clone(),
            content: serde_json::to_string(&proposal.content)?,
            sure: proposal.sure,
            state: proposal.state.as_str().to_owned(),
            duty_id: proposal.duty_id,
            version: proposal.version,
            has_lead: !proposal.content.lead_ids.is_empty(),
            has_date: proposal.content.has_date(),
            open_bodies: i64::try_from(proposal.content.open_bodies()).unwrap_or(i64::MAX),
        })
    }
}

/// Writes new proposals, many in a statement.
pub fn insert_proposals(conn: &mut Conn, scope: &Scope, all: &[Proposal]) -> Result<()> {
    for some in all.chunks(200) {
        let rows = some.iter().map(|p| Row::of(scope, p)).collect::<Result<Vec<Row>>>()?;
        each_backend!(conn, c => diesel::insert_into(proposals::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// Writes one new proposal.
pub fn insert_proposal(conn: &mut Conn, scope: &Scope, proposal: &Proposal) -> Result<()> {
    insert_proposals(conn, scope, std::slice::from_ref(proposal))
}

/// A proposal of this workspace, or `NotFound`.
pub fn proposal(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Proposal> {
    let row: Row = proposals::table
        .filter(proposals::workspace_id.eq(scope.workspace_id()))
        .filter(proposals::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.into_proposal()
}

/// Those of these proposals that exist in the workspace, in no particular order.
pub fn proposals(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Proposal>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        let rows: Vec<Row> = proposals::table
            .filter(proposals::workspace_id.eq(scope.workspace_id()))
            .filter(among(proposals::id, ids))
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_proposal()?);
        }
    }
    Ok(found)
}

/// The proposals of these clauses, in order.
pub fn of_clauses(conn: &mut Conn, scope: &Scope, clause_ids: &[i64]) -> Result<Vec<Proposal>> {
    let mut found = Vec::new();
    for ids in clause_ids.chunks(1000) {
        let rows: Vec<Row> = proposals::table
            .filter(proposals::workspace_id.eq(scope.workspace_id()))
            .filter(among(proposals::clause_id, ids))
            .order((proposals::clause_id, proposals::position, proposals::id))
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_proposal()?);
        }
    }
    Ok(found)
}

/// A proposal with the clause it belongs to, as far as a list names it.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub proposal: Proposal,
    /// The clause's number as printed; its path where there is none.
    pub clause: String,
}

/// Which of a document's undecided proposals are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Undecided {
    /// What can go through in bulk.
    Sure,
    /// Everything below this heading, as stored.
    Section(String),
    /// These.
    Ids(Vec<i64>),
    /// Those with a printed name nobody is known by.
    OpenBodies,
}

/// What is still to be decided in a document, in the order of its clauses.
pub fn undecided(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Undecided, limit: i64) -> Result<Vec<Waiting>> {
    let rows: Vec<(Row, String, String)> = each_backend!(conn, c => {
        let query = proposals::table
            .inner_join(clauses::table.on(clauses::workspace_id.eq(proposals::workspace_id).and(clauses::id.eq(proposals::clause_id))))
            .filter(proposals::workspace_id.eq(scope.workspace_id()))
            .filter(clauses::document_id.eq(document_id))
            .filter(proposals::state.eq(ProposalState::Proposed.as_str()))
            .into_boxed();
        let query = match which {
            Undecided::Sure => query.filter(proposals::sure.eq(true)),
            Undecided::Section(section) => query.filter(clauses::section.eq(section.clone())),
            Undecided::Ids(ids) => query.filter(proposals::id.eq_any(ids.clone())),
            Undecided::OpenBodies => query.filter(proposals::open_bodies.gt(0)),
        };
        query
            .order((clauses::position, proposals::position, proposals::id))
            .limit(limit)
            .select((Row::as_select(), clauses::label, clauses::path))
            .load(c)
    })?;
    let waiting = rows.into_iter().map(|(row, label, path)| {
        let clause = if label.is_empty() { path.replace('/', " ") } else { label };
        Ok(Waiting { proposal: row.into_proposal()?, clause })
    });
    waiting.collect()
}

/// The undecided proposals in which a printed name nobody is known by stands.
pub fn with_open_bodies(conn: &mut Conn, scope: &Scope, document_id: i64, limit: i64) -> Result<Vec<Waiting>> {
    undecided(conn, scope, document_id, &Undecided::OpenBodies, limit)
}

/// How many proposals of a document stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub proposed: i64,
    /// Of those: can go through in bulk.
    pub sure: i64,
    /// Of those: with a printed name nobody is known by.
    pub unmatched: i64,
    /// Of those: nobody leads.
    pub without_lead: i64,
}

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    clauses::document_id,
    proposals::state,
    proposals::sure,
    proposals::has_lead,
    proposals::open_bodies,
);

/// Counts the proposals of these documents.
pub fn tallies(conn: &mut Conn, scope: &Scope, document_ids: &[i64]) -> Result<HashMap<i64, Tally>> {
    let rows: Vec<(i64, String, bool, bool, i64, i64)> = proposals::table
        .inner_join(clauses::table.on(clauses::workspace_id.eq(proposals::workspace_id).and(clauses::id.eq(proposals::clause_id))))
        .filter(proposals::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq_any(document_ids.to_vec()))
        .group_by((clauses::document_id, proposals::state, proposals::sure, proposals::has_lead, proposals::open_bodies))
        .select((
            clauses::document_id,
            proposals::state,
            proposals::sure,
            proposals::has_lead,
            proposals::open_bodies,
            diesel::dsl::count(proposals::id),
        ))
        .load(conn)?;
    let mut found: HashMap<i64, Tally> = HashMap::new();
    for (document_id, state, sure, has_lead, open_bodies, n) in rows {
        let tally = found.entry(document_id).or_default();
        match ProposalState::parse(&state) {
            Some(ProposalState::Proposed) => {
                tally.proposed += n;
                tally.sure += if sure { n } else { 0 };
                tally.unmatched += if open_bodies > 0 { n } else { 0 };
                tally.without_lead += if has_lead { 0 } else { n };
            }
            Some(ProposalState::Confirmed | ProposalState::Dropped) => {}
            None => return Err(unknown("proposal state", &state)),
        }
    }
    Ok(found)
}

/// Saves over the version it was loaded with; `Conflict` when somebody saved in between.
pub fn save_proposal(conn: &mut Conn, scope: &Scope, proposal: &mut Proposal) -> Result<()> {
    let row = Row::of(scope, proposal)?;
    let mine = proposals::table
        .filter(proposals::workspace_id.eq(scope.workspace_id()))
        .filter(proposals::id.eq(proposal.id))
        .filter(proposals::version.eq(proposal.version));
    let set = (
        proposals::clause_id.eq(row.clause_id),
        proposals::position.eq(row.position),
        proposals::title.eq(row.title),
        proposals::content.eq(row.content),
        proposals::sure.eq(row.sure),
        proposals::state.eq(row.state),
        proposals::duty_id.eq(row.duty_id),
        proposals::has_lead.eq(row.has_lead),
        proposals::has_date.eq(row.has_date),
        proposals::open_bodies.eq(row.open_bodies),
        proposals::version.eq(proposal.version + 1),
    );
    if diesel::update(mine).set(set).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    proposal.version += 1;
    Ok(())
}
