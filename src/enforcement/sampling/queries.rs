//! Reads of rounds and samplings for pages, exports and rules that count.

use std::collections::{BTreeSet, HashMap};

pub use super::store::{Order, RoundOrder, Which, WhichRounds};
use super::{
    ROUND,
    model::{Round, SampleLevel, Sampled, Sampling, SamplingResult, Tally},
    store,
};
use crate::{
    duties::search_key,
    enforcement::{
        READERS,
        model::{CaseBrief, Party, name_key},
        store as parties,
    },
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::Scope,
    timeline::{self, Event, Subject},
};

/// What the list of rounds is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoundFilter {
    pub typed: String,
    pub department_id: Option<i64>,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page<O> {
    pub order: O,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

fn which_rounds(filter: &RoundFilter, level: Option<SampleLevel>) -> WhichRounds {
    let words = filter.typed.split_whitespace().map(name_key).filter(|w| !w.is_empty()).take(8).collect();
    WhichRounds { level, department_id: filter.department_id, words }
}

/// Rounds with how much was sampled in each.
pub fn rounds(
    conn: &mut Conn,
    scope: &Scope,
    filter: &RoundFilter,
    level: Option<SampleLevel>,
    page: Page<RoundOrder>,
) -> Result<Vec<(Round, Tally)>> {
    scope.require(&READERS)?;
    let which = which_rounds(filter, level);
    let rounds = store::rounds(conn, scope, &which, page.order, page.descending, page.limit, page.offset)?;
    let tallies: HashMap<i64, Tally> = store::tallies(conn, scope, &rounds.iter().map(|r| r.id).collect::<Vec<_>>())?;
    Ok(rounds.into_iter().map(|r| (tallies.get(&r.id).copied().unwrap_or_default(), r)).map(|(tally, r)| (r, tally)).collect())
}

/// How many rounds there are of each level, and of all (none), counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &RoundFilter) -> Result<Vec<(Option<SampleLevel>, i64)>> {
    scope.require(&READERS)?;
    let levels = std::iter::once(None).chain(SampleLevel::ALL.iter().rev().copied().map(Some));
    let count = |level| Ok((level, store::count_rounds(conn, scope, &which_rounds(filter, level), COUNT_LIMIT)?));
    levels.map(count).collect()
}

/// One; `NotFound` when there is none.
pub fn round(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Round> {
    scope.require(&READERS)?;
    store::round(conn, scope, id)
}

/// What happened to a round, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(ROUND, id), before, limit)
}

/// What a round's list is narrowed to, as typed.
pub fn which(round_id: i64, result: Option<SamplingResult>, typed: &str) -> Which {
    let words = typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    Which { round_id, result, words }
}

/// Samplings of a round.
pub fn samplings(conn: &mut Conn, scope: &Scope, which: &Which, page: Page<Order>) -> Result<Vec<Sampling>> {
    scope.require(&READERS)?;
    store::list(conn, scope, which, page.order, page.descending, page.limit, page.offset)
}

/// A sampling as a list shows it: whose it is now, and the case it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub sampling: Sampling,
    pub party: Party,
    pub case: Option<CaseBrief>,
}

/// As [`samplings`], each with its party, where that lives on, and its case.
pub fn listed(conn: &mut Conn, scope: &Scope, which: &Which, page: Page<Order>) -> Result<Vec<Listed>> {
    let all = samplings(conn, scope, which, page)?;
    let cases: Vec<i64> = all.iter().filter_map(|s| s.case_id).collect::<BTreeSet<_>>().into_iter().collect();
    let cases: HashMap<i64, CaseBrief> = parties::cases::by_ids(conn, scope, &cases)?.into_iter().map(|c| (c.id, c)).collect();
    let ids: Vec<i64> = all.iter().map(|s| s.party_id).collect::<BTreeSet<_>>().into_iter().collect();
    let mut owners: HashMap<i64, Party> = parties::by_ids(conn, scope, &ids)?.into_iter().map(|p| (p.id, p)).collect();
    for party in owners.values_mut().filter(|p| p.merged_into_id.is_some()) {
        *party = parties::alive(conn, scope, party.id)?;
    }
    let whole = |sampling: Sampling| {
        let party = owners.get(&sampling.party_id).cloned().ok_or(Error::NotFound)?;
        let case = sampling.case_id.and_then(|id| cases.get(&id).cloned());
        Ok(Listed { sampling, party, case })
    };
    all.into_iter().map(whole).collect()
}

/// How many of a round fit, by result; the result it is narrowed to is left aside.
pub fn tally(conn: &mut Conn, scope: &Scope, which: &Which) -> Result<Tally> {
    scope.require(&READERS)?;
    store::tally(conn, scope, which)
}

/// All samplings of these parties, in the order of their days. Parties that live on in another one keep what was sampled of them: give
/// their ids as well, or ask [`of_party`].
pub fn of_parties(conn: &mut Conn, scope: &Scope, party_ids: &[i64]) -> Result<Vec<Sampled>> {
    scope.require(&READERS)?;
    store::of_parties(conn, scope, party_ids)
}

/// All samplings of a party and of those that live on in it, in the order of their days.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64) -> Result<Vec<Sampled>> {
    scope.require(&READERS)?;
    let absorbed = parties::absorbed(conn, scope, party_id)?;
    let ids: Vec<i64> = std::iter::once(party_id).chain(absorbed.iter().map(|p| p.id)).collect();
    store::of_parties(conn, scope, &ids)
}

/// The samplings that led to a case or were added to it, in the order of their days.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Sampled>> {
    scope.require(&READERS)?;
    store::of_case(conn, scope, case_id)
}
