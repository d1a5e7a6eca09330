//! The coverage of a document, a page at a time: clauses with their duties, and duties with their clauses.

use super::{READERS, duties_of};
use crate::{
    duties::{State, queries::FromOrigin},
    platform::{db::Conn, error::Result},
    policy::{
        actions::Directory,
        model::{Clause, Cover},
        reading::ClauseKind,
        store,
    },
    tenancy::Scope,
};

/// A clause with its duties and what is missing.
#[derive(Clone, Debug)]
pub struct Covered {
    pub clause: Clause,
    pub duties: Vec<FromOrigin>,
    /// The gravest thing that is missing, or how it is covered.
    pub cover: Cover,
}

/// A duty with the clause it comes from.
#[derive(Clone, Debug)]
pub struct DutyOf {
    pub duty: FromOrigin,
    pub clause: Clause,
}

/// Some of what there is, and whom the duties name.
pub struct Found<T> {
    pub rows: Vec<T>,
    pub directory: Directory,
}

/// How many clauses of a document there are of each kind.
pub fn coverage_counts(conn: &mut Conn, scope: &Scope, document_id: i64, by_duty: bool) -> Result<Vec<(Cover, i64)>> {
    scope.require(&READERS)?;
    if by_duty {
        return Cover::OF_DUTIES.into_iter().map(|c| Ok((c, store::count_duties(conn, scope, document_id, c)?))).collect();
    }
    Cover::ALL.into_iter().map(|c| Ok((c, store::count_covered(conn, scope, document_id, c)?))).collect()
}

/// Clauses of a document with their duties, in order.
pub fn coverage(conn: &mut Conn, scope: &Scope, document_id: i64, cover: Cover, limit: i64, offset: i64) -> Result<Found<Covered>> {
    scope.require(&READERS)?;
    let clauses = store::covered(conn, scope, document_id, cover, limit, offset)?;
    let mut duties = duties_of(conn, scope, &clauses)?;
    let rows = clauses.into_iter().map(|clause| {
        let duties = duties.remove(&clause.id).unwrap_or_default();
        Covered { cover: cover_of(&clause, &duties), clause, duties }
    });
    Ok(Found { rows: rows.collect(), directory: Directory::load(conn, scope)? })
}

/// The same rules as the database's, for one clause.
fn cover_of(clause: &Clause, duties: &[FromOrigin]) -> Cover {
    let open = || duties.iter().filter(|d| d.state.is_open());
    let judged = clause.kind.is_some_and(|k| k != ClauseKind::Duty);
    let holds = |gap: &Cover| match gap {
        Cover::Unseen => clause.kind.is_none() && duties.is_empty(),
        Cover::Unexplained => judged && duties.is_empty() && clause.no_duty_reason.is_empty(),
        Cover::Cancelled => !duties.is_empty() && duties.iter().all(|d| d.state == State::Cancelled),
        Cover::Department => open().any(|d| d.lead_id.is_none()),
        Cover::Date => open().any(|d| !d.is_dated()),
        Cover::All | Cover::Duties | Cover::Exempt => false,
    };
    let missing = Cover::GAPS.into_iter().find(holds);
    missing.unwrap_or(if duties.is_empty() { Cover::Exempt } else { Cover::Duties })
}

/// Duties of a document's clauses in the order of the clauses, with the clause of each.
pub fn covered_duties(conn: &mut Conn, scope: &Scope, document_id: i64, cover: Cover, limit: i64, offset: i64) -> Result<Found<DutyOf>> {
    scope.require(&READERS)?;
    let ids = store::duties_of_document(conn, scope, document_id, cover, limit, offset)?;
    let mut clause_ids: Vec<i64> = ids.iter().map(|(_, clause)| *clause).collect();
    clause_ids.dedup();
    let clauses = store::clauses_by_ids(conn, scope, &clause_ids)?;
    let duties = duties_of(conn, scope, &clauses)?;
    let rows = ids.into_iter().filter_map(|(duty, clause)| {
        let duty = duties.get(&clause)?.iter().find(|d| d.id == duty)?.clone();
        Some(DutyOf { duty, clause: clauses.iter().find(|c| c.id == clause)?.clone() })
    });
    Ok(Found { rows: rows.collect(), directory: Directory::load(conn, scope)? })
}
