//! Rows of proposals.

use diesel::prelude::*;

use super::unknown;
use crate::{
    each_backend,
    platform::{
        db::Conn,
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

/// The proposals of these clauses, in order.
pub fn of_clauses(conn: &mut Conn, scope: &Scope, clause_ids: &[i64]) -> Result<Vec<Proposal>> {
    let mut found = Vec::new();
    for ids in clause_ids.chunks(1000) {
        let rows: Vec<Row> = proposals::table
            .filter(proposals::workspace_id.eq(scope.workspace_id()))
            .filter(proposals::clause_id.eq_any(ids.to_vec()))
            .order((proposals::clause_id, proposals::position, proposals::id))
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_proposal()?);
        }
    }
    Ok(found)
}

/// What is still to be decided in a document, in the order of its clauses. `sure`: only what can go through in bulk.
/// `section`: only below this heading, as stored.
pub fn undecided(
    conn: &mut Conn,
    scope: &Scope,
    document_id: i64,
    sure: bool,
    section: Option<&str>,
    limit: i64,
) -> Result<Vec<(Proposal, String)>> {
    let rows: Vec<(Row, String)> = each_backend!(conn, c => {
        let mut query = proposals::table
            .inner_join(clauses::table.on(clauses::workspace_id.eq(proposals::workspace_id).and(clauses::id.eq(proposals::clause_id))))
            .filter(proposals::workspace_id.eq(scope.workspace_id()))
            .filter(clauses::document_id.eq(document_id))
            .filter(proposals::state.eq(ProposalState::Proposed.as_str()))
            .into_boxed();
        if sure {
            query = query.filter(proposals::sure.eq(true));
        }
        if let Some(section) = section {
            query = query.filter(clauses::section.eq(section.to_owned()));
        }
        query
            .order((clauses::position, proposals::position, proposals::id))
            .limit(limit)
            .select((Row::as_select(), clauses::label))
            .load(c)
    })?;
    rows.into_iter().map(|(row, label)| Ok((row.into_proposal()?, label))).collect()
}

/// All proposals of a document still to be decided, whatever they hold.
pub fn of_document(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Vec<Proposal>> {
    Ok(undecided(conn, scope, document_id, false, None, i64::MAX)?.into_iter().map(|(p, _)| p).collect())
}

/// How many proposals of a document stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub proposed: i64,
    /// Of those: can go through in bulk.
    pub sure: i64,
    pub confirmed: i64,
}

/// Counts a document's proposals.
pub fn tally(conn: &mut Conn, scope: &Scope, document_id: i64) -> Result<Tally> {
    let rows: Vec<(String, bool, i64)> = proposals::table
        .inner_join(clauses::table.on(clauses::workspace_id.eq(proposals::workspace_id).and(clauses::id.eq(proposals::clause_id))))
        .filter(proposals::workspace_id.eq(scope.workspace_id()))
        .filter(clauses::document_id.eq(document_id))
        .group_by((proposals::state, proposals::sure))
        .select((proposals::state, proposals::sure, diesel::dsl::count(proposals::id)))
        .load(conn)?;
    let mut tally = Tally::default();
    for (state, sure, n) in rows {
        match ProposalState::parse(&state) {
            Some(ProposalState::Proposed) => {
                tally.proposed += n;
                tally.sure += if sure { n } else { 0 };
            }
            Some(ProposalState::Confirmed) => tally.confirmed += n,
            Some(ProposalState::Dropped) => {}
            None => return Err(unknown("proposal state", &state)),
        }
    }
    Ok(tally)
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
        proposals::version.eq(proposal.version + 1),
    );
    if diesel::update(mine).set(set).execute(conn)? != 1 {
        return Err(Error::Conflict);
    }
    proposal.version += 1;
    Ok(())
}
