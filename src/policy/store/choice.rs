//! Some of a document's clauses: by what is still to be done about them, and below which heading.

use diesel::{dsl::exists, prelude::*};

use super::clause::{Row, into_clauses};
use crate::{
    each_backend,
    platform::{db::Conn, error::Result},
    policy::model::{Clause, ProposalState},
    schema::{clauses, proposals},
    tenancy::Scope,
};

/// Which clauses of a document are meant, by what is still to be done about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    /// Nobody has looked at it.
    Open,
    /// A proposal of it is not sure.
    Unsure,
    /// Nobody leads a proposal of it.
    NoLead,
    /// A proposal of it has neither deadline nor cadence.
    NoDate,
}

impl Only {
    pub const ALL: [Self; 5] = [Self::All, Self::Open, Self::Unsure, Self::NoLead, Self::NoDate];

    /// In an address; none for all.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Open => Some("open"),
            Self::Unsure => Some("unsure"),
            Self::NoLead => Some("nolead"),
            Self::NoDate => Some("nodate"),
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.name() == Some(text))
    }
}

/// Which clauses of a document are meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    pub only: Only,
    /// Those below this enclosing heading, as stored (headings joined by line breaks).
    pub section: Option<String>,
}

impl Which {
    /// Those nobody has looked at.
    pub fn open() -> Self {
        Self { only: Only::Open, section: None }
    }
}

macro_rules! chosen {
    ($scope:expr, $document_id:expr, $which:expr) => {{
        let waiting = || {
            proposals::table
                .filter(proposals::workspace_id.eq(clauses::workspace_id))
                .filter(proposals::clause_id.eq(clauses::id))
                .filter(proposals::state.eq(ProposalState::Proposed.as_str()))
        };
        let query = clauses::table
            .filter(clauses::workspace_id.eq($scope.workspace_id()))
            .filter(clauses::document_id.eq($document_id))
            .into_boxed();
        let query = match $which.only {
            Only::All => query,
            Only::Open => query.filter(clauses::kind.is_null()),
            Only::Unsure => query.filter(exists(waiting().filter(proposals::sure.eq(false)))),
            Only::NoLead => query.filter(exists(waiting().filter(proposals::has_lead.eq(false)))),
            Only::NoDate => query.filter(exists(waiting().filter(proposals::has_date.eq(false)))),
        };
        match &$which.section {
            Some(section) => query.filter(clauses::section.eq(section.clone())),
            None => query,
        }
    }};
}

/// A stretch of a document's clauses in order.
pub fn clauses(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, limit: i64, offset: i64) -> Result<Vec<Clause>> {
    let rows: Vec<Row> = each_backend!(conn, c => chosen!(scope, document_id, which)
        .order((clauses::position, clauses::id))
        .limit(limit)
        .offset(offset)
        .select(Row::as_select())
        .load(c))?;
    into_clauses(rows)
}

/// How many there are.
pub fn count_clauses(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which) -> Result<i64> {
    Ok(each_backend!(conn, c => chosen!(scope, document_id, which).count().get_result(c))?)
}

/// How many of them stand before this position.
pub fn clauses_before(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, position: i64) -> Result<i64> {
    Ok(each_backend!(conn, c => chosen!(scope, document_id, which).filter(clauses::position.lt(position)).count().get_result(c))?)
}

/// The first of them behind this position: id and position.
pub fn first_after(conn: &mut Conn, scope: &Scope, document_id: i64, which: &Which, position: i64) -> Result<Option<(i64, i64)>> {
    Ok(each_backend!(conn, c => chosen!(scope, document_id, which)
        .filter(clauses::position.gt(position))
        .order((clauses::position, clauses::id))
        .select((clauses::id, clauses::position))
        .first(c)
        .optional())?)
}
