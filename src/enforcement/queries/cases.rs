//! Reads of cases; everybody who reads parties reads cases.

pub use crate::enforcement::store::cases::{CaseLink, CaseOrder};
use crate::{
    duties::search_key,
    enforcement::{
        CASE, READERS,
        campaign::{self, Counted},
        model::{Case, CaseBrief, CaseKind, CaseState, Informer, NextWhat, Reward},
        store::{self, cases as rows},
    },
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::{Scope, departments},
    timeline::{self, Event, Subject},
};

/// So many of one party are shown at once.
const OF_PARTY: i64 = 100;

/// One by its id; `NotFound` when there is none.
pub fn one(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Case> {
    scope.require(&READERS)?;
    rows::get(conn, scope, id)
}

/// One by its plain number, as in addresses; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Case> {
    scope.require(&READERS)?;
    rows::by_number(conn, scope, number)
}

/// These, without their long texts, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<CaseBrief>> {
    scope.require(&READERS)?;
    rows::by_ids(conn, scope, ids)
}

/// The one whose plain or formal number was typed, word for word.
pub fn find(conn: &mut Conn, scope: &Scope, typed: &str) -> Result<Option<CaseBrief>> {
    scope.require(&READERS)?;
    let typed = typed.trim();
    // What holds no figure is no number.
    if typed.is_empty() || !typed.chars().any(|c| c.is_ascii_digit()) {
        return Ok(None);
    }
    rows::find(conn, scope, typed)
}

/// Those whose numbers, titles, products, places or parties hold all words, the newest first, in whatever state.
pub fn search(conn: &mut Conn, scope: &Scope, typed: &str, most: i64) -> Result<Vec<CaseBrief>> {
    scope.require(&READERS)?;
    let which = which(conn, scope, &CaseFilter { typed: typed.to_owned(), ..CaseFilter::default() })?;
    rows::list(conn, scope, &which, CaseOrder::Age, false, most, 0)
}

/// Those against a party and against those that live on in it, the newest first.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64) -> Result<Vec<CaseBrief>> {
    scope.require(&READERS)?;
    let absorbed = store::absorbed(conn, scope, party_id)?;
    let ids: Vec<i64> = std::iter::once(party_id).chain(absorbed.iter().map(|p| p.id)).collect();
    rows::of_parties(conn, scope, &ids, OF_PARTY)
}

/// Those that go on in this one and those taken out of it, by id.
pub fn relatives(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<CaseBrief>> {
    scope.require(&READERS)?;
    rows::relatives(conn, scope, id)
}

/// What it is linked with.
pub fn links(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<CaseLink>> {
    scope.require(&READERS)?;
    rows::links(conn, scope, id)
}

/// The rewards proposed for it, the oldest first.
pub fn rewards(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Vec<Reward>> {
    scope.require(&READERS)?;
    rows::rewards(conn, scope, id)
}

/// Who reported it, for pages that say that there is somebody; who it is, they may not show.
pub(in crate::enforcement) fn informer(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Option<Informer>> {
    scope.require(&READERS)?;
    rows::informer(conn, scope, id)
}

/// Membership and name of everybody who may be named to see informers.
pub(in crate::enforcement) fn members(conn: &mut Conn, scope: &Scope) -> Result<Vec<(i64, String)>> {
    scope.require(&READERS)?;
    rows::members(conn, scope)
}

/// Names of those who may look, as long as they are active.
pub(in crate::enforcement) fn viewer_names(conn: &mut Conn, scope: &Scope, informer: &Informer) -> Result<Vec<String>> {
    let named = members(conn, scope)?.into_iter().filter(|(id, _)| informer.viewers.contains(id));
    Ok(named.map(|(_, name)| name).collect())
}

/// All kinds in the workspace's order, the retired ones among them.
pub fn kinds(conn: &mut Conn, scope: &Scope) -> Result<Vec<CaseKind>> {
    scope.require(&READERS)?;
    rows::kinds(conn, scope)
}

/// One kind; `NotFound` when there is none.
pub fn kind(conn: &mut Conn, scope: &Scope, id: i64) -> Result<CaseKind> {
    scope.require(&READERS)?;
    rows::kind(conn, scope, id)
}

/// The next cases about officers that were filed and did not come to nothing, with whose officers they are, and where the next ones are;
/// the program asks.
pub fn filed_against_officers(conn: &mut Conn, scope: &Scope, after: i64, limit: i64) -> Result<(Vec<rows::Against>, Option<i64>)> {
    rows::filed_against_officers(conn, scope, after, limit)
}

/// What was found of these cases and in re-inspections of their measures, each with what makes it one, and when; the program asks.
pub fn found_of(conn: &mut Conn, scope: &Scope, case_ids: &[i64]) -> Result<Vec<rows::Found>> {
    rows::found_of(conn, scope, case_ids)
}

/// What happened to a case, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(CASE, id), before, limit)
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseFilter {
    pub typed: String,
    pub kind_id: Option<i64>,
    pub holder_id: Option<i64>,
    pub region_id: Option<i64>,
    /// Only those without a place.
    pub no_region: bool,
    /// What is due next.
    pub next: Option<NextWhat>,
    /// Only what is overdue today.
    pub overdue: bool,
    /// The number of a campaign; a region is then one of its own.
    pub campaign: Option<String>,
    /// Only what the campaign counts by this.
    pub counted: Option<Counted>,
}

impl CaseFilter {
    /// Whether the first tab holds the closed ones as well: what counts for a campaign counts whatever became of it.
    pub fn is_of_all(&self) -> bool {
        self.campaign.is_some()
    }
}

/// The tabs of the list: all that are not closed, each state.
pub const TABS: [Option<CaseState>; 6] = [
    None,
    Some(CaseState::Registered),
    Some(CaseState::Open),
    Some(CaseState::HandedOver),
    Some(CaseState::Referred),
    Some(CaseState::Closed),
];

fn which(conn: &mut Conn, scope: &Scope, filter: &CaseFilter) -> Result<rows::CaseWhich> {
    let words: Vec<String> = filter.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    let found = if words.is_empty() { store::Found::InOrder } else { store::found(conn, scope, store::CASES, &words)? };
    // An unknown one has no cases.
    let campaign = match &filter.campaign {
        Some(number) => campaign::queries::by_number(conn, scope, number).map(Some).or_else(|e| match e {
            Error::NotFound => Ok(None),
            other => Err(other),
        })?,
        None => None,
    };
    let mut regions = match (filter.region_id, &campaign) {
        (Some(id), Some(campaign)) => campaign::queries::places(conn, scope, campaign.id, id)?,
        _ => Vec::new(),
    };
    if let Some(id) = filter.region_id.filter(|_| regions.is_empty()) {
        regions = super::with_below(&departments::all(conn, scope)?, id);
    }
    let days = campaign.as_ref().map(|c| (c.first_on, c.last_on));
    Ok(rows::CaseWhich {
        campaign_id: filter.campaign.as_ref().map(|_| campaign.as_ref().map_or(-1, |c| c.id)),
        filed: days.filter(|_| filter.counted == Some(Counted::Filed)),
        closed: days.filter(|_| filter.counted == Some(Counted::Closed)),
        state: rows::InState::Any,
        kind_id: filter.kind_id,
        holders: filter.holder_id.into_iter().collect(),
        regions,
        no_region: filter.no_region,
        next: filter.next,
        due_before: filter.overdue.then(|| scope.today()),
        words,
        found,
    })
}

/// The first tab holds what is not closed, or all where the filter is of all.
fn state_of(filter: &CaseFilter, tab: Option<CaseState>) -> rows::InState {
    match tab {
        Some(state) => rows::InState::One(state),
        None if filter.is_of_all() => rows::InState::Any,
        None => rows::InState::Live,
    }
}

/// How many there are under each tab, counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &CaseFilter) -> Result<Vec<(Option<CaseState>, i64)>> {
    scope.require(&READERS)?;
    let mut which = which(conn, scope, filter)?;
    let mut counts = Vec::new();
    for tab in TABS {
        which.state = state_of(filter, tab);
        counts.push((tab, rows::count(conn, scope, &which, COUNT_LIMIT)?));
    }
    Ok(counts)
}

/// A page of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CasePage {
    pub tab: Option<CaseState>,
    pub order: CaseOrder,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

/// Those that fit.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &CaseFilter, page: CasePage) -> Result<Vec<CaseBrief>> {
    scope.require(&READERS)?;
    let which = rows::CaseWhich { state: state_of(filter, page.tab), ..which(conn, scope, filter)? };
    rows::list(conn, scope, &which, page.order, page.descending, page.limit, page.offset)
}
