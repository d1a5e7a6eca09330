//! The pieces searches go by, and how rare they are.

use std::collections::BTreeSet;

use diesel::{prelude::*, sql_types as sql};

use crate::{
    duties::{Sought, grams, sought},
    platform::{
        db::{Conn, Statement},
        error::Result,
    },
    schema::party_grams,
    tenancy::Scope,
};

/// A piece that more of them have is common: a list read in its own order meets enough of them soon.
const COMMON: i64 = 5_000;
/// A piece of a name that no more have is looked no further than.
const SCARCE: i64 = 500;
/// So many pieces are weighed against each other.
const WEIGHED: usize = 24;
/// A name is compared with those that share its rarest pieces, so many pieces and so many names.
const RARE: usize = 6;
const COMPARED: i64 = 100;

/// A table of pieces and its column that says whose they are.
#[derive(Clone, Copy, Debug)]
pub struct Pieces {
    table: &'static str,
    of: &'static str,
}

pub const PARTIES: Pieces = Pieces { table: "party_grams", of: "party_id" };
pub const CASES: Pieces = Pieces { table: "case_grams", of: "case_id" };

/// The rows of a list of texts, one of which is `value`.
fn push_values(out: &mut Statement<()>, conn: &Conn, texts: &BTreeSet<&str>) -> Result<()> {
    let json = serde_json::to_string(texts)?;
    match conn {
        Conn::Sqlite(_) => out.push("json_each(").text(json).push(")"),
        Conn::Postgres(_) => out.push("json_array_elements_text(CAST(").text(json).push(" AS json))"),
    };
    Ok(())
}

/// Makes the pieces of `new` those of `id`, which had those of `old`.
pub(super) fn set_pieces(conn: &mut Conn, scope: &Scope, pieces: Pieces, id: i64, old: &str, new: &str) -> Result<()> {
    let (had, has) = (grams(old), grams(new));
    let gone: BTreeSet<&str> = had.difference(&has).copied().collect();
    if !gone.is_empty() {
        let mut out: Statement<()> = Statement::new("DELETE FROM ");
        out.push(pieces.table).push(" WHERE workspace_id = ").int(scope.workspace_id());
        out.push(" AND ").push(pieces.of).push(" = ").int(id).push(" AND gram IN (SELECT value FROM ");
        push_values(&mut out, conn, &gone)?;
        out.push(")");
        out.execute(conn)?;
    }
    let fresh: BTreeSet<&str> = has.difference(&had).copied().collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let mut out: Statement<()> = Statement::new("INSERT INTO ");
    out.push(pieces.table).push(" (workspace_id, gram, ").push(pieces.of).push(") SELECT CAST(");
    out.int(scope.workspace_id()).push(" AS BIGINT), value, CAST(").int(id).push(" AS BIGINT) FROM ");
    push_values(&mut out, conn, &fresh)?;
    // A piece that is there already is no reason not to save. (SQLite reads ON as a join's without the condition.)
    out.push(" WHERE true ON CONFLICT DO NOTHING");
    out.execute(conn)?;
    Ok(())
}

/// How many have each of these pieces, counted to one more than `most`.
fn weigh(conn: &mut Conn, scope: &Scope, of: Pieces, pieces: &[Sought], most: i64) -> Result<Vec<i64>> {
    if pieces.is_empty() {
        return Ok(Vec::new());
    }
    let mut out: Statement<(sql::BigInt, sql::BigInt)> = Statement::default();
    for (index, piece) in pieces.iter().enumerate() {
        out.push(if index == 0 { "SELECT CAST(" } else { " UNION ALL SELECT CAST(" }).int(index as i64).push(" AS BIGINT), ");
        out.push("CAST((SELECT count(*) FROM (SELECT 1 AS one FROM ").push(of.table);
        out.push(" WHERE workspace_id = ").int(scope.workspace_id());
        match piece {
            Sought::Whole(gram) => out.push(" AND gram = ").text(gram.as_str()),
            Sought::Range(from, to) => out.push(" AND gram >= ").text(from.as_str()).push(" AND gram < ").text(to.as_str()),
        };
        out.push(" LIMIT ").int(most + 1).push(") counted) AS BIGINT)");
    }
    let mut counts: Vec<(i64, i64)> = out.load(conn)?;
    counts.sort_unstable();
    Ok(counts.into_iter().map(|(_, n)| n).collect())
}

/// At most `most` of these, evenly, should a whole sentence have been pasted.
fn spread(pieces: BTreeSet<Sought>, most: usize) -> Vec<Sought> {
    let step = pieces.len().div_ceil(most).max(1);
    pieces.into_iter().step_by(step).collect()
}

/// How those that hold some words are found.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Found {
    /// Along the list.
    #[default]
    InOrder,
    /// Among those that have this piece, which few have.
    By(Sought),
}

/// The best way to those that hold all these words.
pub fn found(conn: &mut Conn, scope: &Scope, of: Pieces, words: &[String]) -> Result<Found> {
    let pieces = spread(words.iter().flat_map(|word| sought(word)).collect(), WEIGHED);
    let counts = weigh(conn, scope, of, &pieces, COMMON)?;
    let rarest = pieces.into_iter().zip(counts).min_by_key(|(_, n)| *n).filter(|(_, n)| *n <= COMMON);
    Ok(rarest.map_or(Found::InOrder, |(piece, _)| Found::By(piece)))
}

/// The rarest of these pieces that somebody has and no more than `most` have.
fn rarest(conn: &mut Conn, scope: &Scope, pieces: &[Sought], most: i64) -> Result<Vec<String>> {
    let counts = weigh(conn, scope, PARTIES, pieces, most)?;
    let mut rare: Vec<(i64, &String)> = pieces
        .iter()
        .zip(counts)
        .filter_map(|(piece, n)| match piece {
            Sought::Whole(gram) if n > 0 && n <= most => Some((n, gram)),
            _ => None,
        })
        .collect();
    rare.sort_unstable();
    Ok(rare.into_iter().take(RARE).map(|(_, gram)| gram.clone()).collect())
}

/// The parties that share most of a name's rarest pieces: the only ones worth comparing it with.
pub fn candidates(conn: &mut Conn, scope: &Scope, core: &str) -> Result<Vec<i64>> {
    let pieces = spread(sought(core), WEIGHED);
    // Counting is what takes time: only a name of nothing but common pieces is counted any further.
    let mut rare = rarest(conn, scope, &pieces, SCARCE)?;
    if rare.len() < RARE / 2 {
        rare = rarest(conn, scope, &pieces, COMMON)?;
    }
    if rare.is_empty() {
        return Ok(Vec::new());
    }
    let ids = party_grams::table
        .filter(party_grams::workspace_id.eq(scope.workspace_id()))
        .filter(party_grams::gram.eq_any(rare))
        .group_by(party_grams::party_id)
        .order((diesel::dsl::count_star().desc(), party_grams::party_id.desc()))
        .limit(COMPARED)
        .select(party_grams::party_id)
        .load(conn)?;
    Ok(ids)
}
