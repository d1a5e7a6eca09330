//! Two versions of a document beside each other, a page at a time.

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
        model::{Change, Clause, Document},
        store::{self, Versions},
    },
    tenancy::Scope,
};

/// A clause of the older version and the one that continues it.
#[derive(Clone, Debug)]
pub struct PairRow {
    pub old: Option<Clause>,
    pub new: Option<Clause>,
    pub change: Change,
}

/// A page of two versions beside each other.
pub struct Comparison {
    pub older: Document,
    pub newer: Document,
    pub pairs: Vec<PairRow>,
    /// How many clauses fared how.
    pub counts: Vec<(Change, i64)>,
    /// How many pairs this page is one of.
    pub total: i64,
    /// Changed clauses with duties of which nobody has said what becomes of these.
    pub unchosen: i64,
    /// By clause: of the older version while it is in place, of the newer one after.
    pub duties: HashMap<i64, Vec<FromOrigin>>,
    pub directory: Directory,
}

const CHANGES: [Change; 4] = [Change::Changed, Change::New, Change::Gone, Change::Same];

/// Compares a document with the older version it replaces; `NotFound` when it replaces none. `change` none: everything that is not the
/// same, first the newer version's clauses in their order, then those that are gone. `page` gives the stretch once the total is known.
pub fn comparison(
    conn: &mut Conn,
    scope: &Scope,
    id: i64,
    change: Option<Change>,
    page: impl FnOnce(i64) -> (i64, i64),
) -> Result<Comparison> {
    scope.require(&READERS)?;
    let newer = store::document(conn, scope, id)?;
    let older = store::document(conn, scope, newer.supersedes_id.ok_or(Error::NotFound)?)?;
    let versions = Versions { older: older.id, newer: newer.id };
    let counted = CHANGES.into_iter().map(|c| Ok((c, store::count_fared(conn, scope, versions, Some(c))?)));
    let counts = counted.collect::<Result<Vec<_>>>()?;
    let of = |wanted: Change| counts.iter().find(|(c, _)| *c == wanted).map_or(0, |(_, n)| *n);
    let total = change.map_or(of(Change::Changed) + of(Change::New) + of(Change::Gone), of);
    let (limit, offset) = page(total);
    let mut clauses = store::fared(conn, scope, versions, change, limit, offset)?;
    let mut gone = Vec::new();
    if change == Some(Change::Gone) {
        gone = std::mem::take(&mut clauses);
    } else if change.is_none() {
        let left = limit - i64::try_from(clauses.len()).unwrap_or(limit);
        let before = (offset - of(Change::Changed) - of(Change::New)).max(0);
        gone = if left > 0 { store::fared(conn, scope, versions, Some(Change::Gone), left, before)? } else { gone };
    }
    let old_ids: Vec<i64> = clauses.iter().filter_map(|c| c.follows_id).collect();
    let old = store::clauses_by_ids(conn, scope, &old_ids)?;
    let mut duties = duties_of(conn, scope, &old)?;
    duties.extend(duties_of(conn, scope, &clauses)?);
    duties.extend(duties_of(conn, scope, &gone)?);
    let pairs = clauses.into_iter().map(|new| pair(versions, &old, new));
    let pairs = pairs.chain(gone.into_iter().map(|c| PairRow { old: Some(c), new: None, change: Change::Gone })).collect();
    let unchosen = store::unchosen(conn, scope, versions)?;
    Ok(Comparison { older, newer, pairs, counts, total, unchosen, duties, directory: Directory::load(conn, scope)? })
}

fn pair(versions: Versions, old: &[Clause], new: Clause) -> PairRow {
    let before = new.follows_id.and_then(|id| old.iter().find(|c| c.id == id && c.document_id == versions.older)).cloned();
    let change = match &before {
        Some(before) if before.same_wording(&new) => Change::Same,
        Some(_) => Change::Changed,
        None => Change::New,
    };
    PairRow { old: before, new: Some(new), change }
}
