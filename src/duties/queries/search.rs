//! Which way the words of a search are looked up: from the rarest of their pieces, from those that occur together, or along the
//! list where all are common.
//!
//! The pieces only say which duties may hold a word; the word itself is always looked for in the duty's own text.

use std::collections::BTreeSet;

use diesel::{prelude::*, sql_types as sql};

use crate::{
    duties::model::{Sought, sought},
    platform::{
        db::{Conn, Statement},
        error::Result,
        text,
    },
    tenancy::Scope,
};

/// A piece in more duties than this is common: the list read in its own order meets enough of them soon.
const COMMON: i64 = 5_000;

/// So many pieces of all words are weighed against each other.
const WEIGHED: usize = 24;

/// So many common pieces are looked for together.
const TOGETHER: usize = 4;

/// How duties that hold all words are found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Way {
    /// No words are looked for.
    NoWords,
    /// Among the duties with all these pieces, which no more than [`COMMON`] have.
    From(Vec<Sought>),
    /// Along the list.
    InOrder,
}

/// Weighs the pieces of `words`.
pub(super) fn way(conn: &mut Conn, scope: &Scope, words: &[String]) -> Result<Way> {
    let pieces: BTreeSet<Sought> = words.iter().flat_map(|word| sought(word)).collect();
    if pieces.is_empty() {
        return Ok(if words.is_empty() { Way::NoWords } else { Way::InOrder });
    }
    let weighed = spread(pieces.into_iter().collect(), WEIGHED);
    let alone: Vec<Vec<Sought>> = weighed.iter().map(|piece| vec![piece.clone()]).collect();
    if let Some(found) = rarest(conn, scope, alone)? {
        return Ok(Way::From(found));
    }
    // Each is common by itself; what holds all of them may still be rare.
    let together = spread(weighed, TOGETHER);
    let found = if together.len() > 1 { rarest(conn, scope, vec![together])? } else { None };
    Ok(found.map_or(Way::InOrder, Way::From))
}

/// At most `most` of these, evenly, should a whole sentence have been pasted.
fn spread(pieces: Vec<Sought>, most: usize) -> Vec<Sought> {
    let step = pieces.len().div_ceil(most).max(1);
    pieces.into_iter().step_by(step).collect()
}

/// The one of these sets of pieces that the fewest duties have, unless it is common.
fn rarest(conn: &mut Conn, scope: &Scope, sets: Vec<Vec<Sought>>) -> Result<Option<Vec<Sought>>> {
    let mut out: Statement<(sql::BigInt, sql::BigInt)> = Statement::default();
    for (index, pieces) in sets.iter().enumerate() {
        out.push(if index == 0 { "SELECT CAST(" } else { " UNION ALL SELECT CAST(" }).int(index as i64).push(" AS BIGINT), ");
        out.push("CAST((SELECT count(*) FROM (SELECT 1 AS one ");
        from_pieces(&mut out, scope, pieces);
        out.push(" LIMIT ").int(COMMON + 1).push(") counted) AS BIGINT)");
    }
    let counts: Vec<(i64, i64)> = out.load(conn)?;
    let least = counts.into_iter().min_by_key(|(index, n)| (*n, *index)).filter(|(_, n)| *n <= COMMON);
    Ok(least.and_then(|(index, _)| sets.into_iter().nth(usize::try_from(index).unwrap_or(usize::MAX))))
}

/// Read from the first piece on; the others are looked up for each duty that has it.
fn from_pieces<ST>(out: &mut Statement<ST>, scope: &Scope, pieces: &[Sought]) {
    out.push("FROM duty_grams g WHERE g.workspace_id = ").int(scope.workspace_id());
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            out.push(" AND EXISTS (SELECT 1 FROM duty_grams o WHERE o.workspace_id = g.workspace_id AND o.duty_id = g.duty_id");
        }
        let column = if index == 0 { " AND g.gram" } else { " AND o.gram" };
        match piece {
            Sought::Whole(gram) => out.push(column).push(" = ").text(gram.as_str()),
            Sought::Range(from, to) => out.push(column).push(" >= ").text(from.as_str()).push(column).push(" < ").text(to.as_str()),
        };
        out.push(if index > 0 { ")" } else { "" });
    }
}

/// `WITH hit AS (…) `: the duties that hold all words, with the columns lists and their conditions ask for.
pub(super) fn push_hits<ST>(out: &mut Statement<ST>, scope: &Scope, pieces: &[Sought], words: &[String]) {
    out.push("WITH hit AS MATERIALIZED (SELECT d.workspace_id, d.id, d.number, d.title, d.state, d.lead_id, d.sort_on, d.origin_label, ");
    out.push("d.origin_kind, d.origin_id, d.cadence, d.assigned_at, d.submitted_at, d.returned_at, d.closed_at, d.reported_at, ");
    out.push("d.next_report_on, d.support_count FROM (SELECT DISTINCT g.duty_id ");
    from_pieces(out, scope, pieces);
    out.push(") g CROSS JOIN duties d WHERE d.workspace_id = ").int(scope.workspace_id()).push(" AND d.id = g.duty_id");
    holds(out, words, &Sees::of(scope));
    out.push(") ");
}

/// How much of a duty's words somebody searches: all, or beyond the outline only those of duties these departments are charged
/// with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sees(Option<Vec<i64>>);

impl Sees {
    pub fn of(scope: &Scope) -> Self {
        let own = || {
            let mut own: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
            own.sort_unstable();
            own.dedup();
            own
        };
        Self((!scope.reads_all()).then(own))
    }
}

/// That a duty holds all words, as far as they may be searched.
pub(super) fn holds<ST>(out: &mut Statement<ST>, words: &[String], sees: &Sees) {
    if words.is_empty() {
        return;
    }
    for word in words {
        out.push(" AND d.search_key LIKE ").text(text::anywhere(word)).push(" ESCAPE '\\'");
    }
    let Some(own) = &sees.0 else { return };
    out.push(" AND ((1 = 1");
    for word in words {
        out.push(" AND d.outline_key LIKE ").text(text::anywhere(word)).push(" ESCAPE '\\'");
    }
    out.push(") OR EXISTS (SELECT 1 FROM duty_parties o WHERE o.workspace_id = d.workspace_id AND o.duty_id = d.id");
    out.push(" AND o.department_id IN ").ints(own).push("))");
}
