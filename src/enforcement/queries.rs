//! Reads of parties and cases for pages and exports.

pub mod board;
pub mod cases;
pub mod news;

use std::collections::HashSet;

pub use super::store::Order;
use super::{
    PARTY, READERS,
    model::{Party, PartyKind, core, is_alike, name_key},
    store,
};
use crate::{
    duties::search_key,
    platform::{db::Conn, error::Result},
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department, DepartmentState},
    },
    timeline::{self, Event, Subject},
};

/// No count goes higher.
pub const COUNT_LIMIT: i64 = 1000;

/// So many similar ones are offered.
const OFFERED: usize = 5;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub typed: String,
    pub region_id: Option<i64>,
}

/// A place and the local governments below it.
fn with_below(all: &[Department], id: i64) -> Vec<i64> {
    let mut ids = vec![id];
    let mut at = 0;
    while let Some(above) = ids.get(at).copied() {
        let below: Vec<i64> = all.iter().filter(|d| d.parent_id == Some(above) && !ids.contains(&d.id)).map(|d| d.id).collect();
        ids.extend(below);
        at += 1;
    }
    ids
}

fn which(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<store::Which> {
    let words: Vec<String> = filter.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    let found = if words.is_empty() { store::Found::InOrder } else { store::found(conn, scope, store::PARTIES, &words)? };
    let regions = match filter.region_id {
        Some(id) => with_below(&departments::all(conn, scope)?, id),
        None => Vec::new(),
    };
    Ok(store::Which { kind: None, regions, words, found })
}

/// How many there are of each kind, and of all (none), counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Option<PartyKind>, i64)>> {
    scope.require(&READERS)?;
    let mut which = which(conn, scope, filter)?;
    let kinds = std::iter::once(None).chain(PartyKind::ALL.iter().copied().map(Some));
    let mut counts = Vec::new();
    for kind in kinds {
        which.kind = kind;
        counts.push((kind, store::count(conn, scope, &which, COUNT_LIMIT)?));
    }
    Ok(counts)
}

/// A page of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub kind: Option<PartyKind>,
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

/// The active ones that fit.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<Party>> {
    scope.require(&READERS)?;
    let which = store::Which { kind: page.kind, ..which(conn, scope, filter)? };
    store::list(conn, scope, &which, page.order, page.descending, page.limit, page.offset)
}

/// One in whatever state; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Party> {
    scope.require(&READERS)?;
    store::get(conn, scope, id)
}

/// These, in whatever state, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Party>> {
    scope.require(&READERS)?;
    store::by_ids(conn, scope, ids)
}

/// As [`one`], or the one it lives on in.
pub fn alive(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Party> {
    scope.require(&READERS)?;
    store::alive(conn, scope, id)
}

/// Those that live on in this one.
pub fn absorbed(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<Party>> {
    scope.require(&READERS)?;
    store::absorbed(conn, scope, id)
}

/// Other active parties that may well be this one: of the same name or a former one first, then of similar names. Of natural persons
/// only those of the same name: people are not alike by a character.
pub fn alike(conn: &mut Conn, scope: &Scope, party: &Party) -> Result<Vec<Party>> {
    let keys = party.keys();
    let same = store::with_keys(conn, scope, &keys)?;
    let mut ids = same.clone();
    if !party.is_person() {
        ids.extend(store::candidates(conn, scope, core(&name_key(&party.name)))?);
    }
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| *id != party.id);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let same: HashSet<i64> = same.into_iter().collect();
    let likes = |other: &Party| keys.iter().any(|mine| other.keys().iter().any(|theirs| is_alike(mine, theirs)));
    let mut found: Vec<Party> = store::by_ids(conn, scope, &ids)?
        .into_iter()
        .filter(|other| other.is_person() == party.is_person() && (same.contains(&other.id) || likes(other)))
        .collect();
    found.sort_by_key(|other| !same.contains(&other.id));
    found.truncate(OFFERED);
    Ok(found)
}

/// What happened to a party and to those that live on in it, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, ids: &[i64], before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    let mut all = Vec::new();
    for id in ids {
        all.extend(timeline::of(conn, scope, Subject::new(PARTY, *id), before, limit)?);
    }
    all.sort_by_key(|event| std::cmp::Reverse(event.id));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
}

/// The local governments a party may belong to.
pub fn regions(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    let fits = |d: &Department| d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
    Ok(departments::all(conn, scope)?.into_iter().filter(fits).collect())
}
