//! Reads of incidents; everybody who reads cases reads them.

pub use super::store::Order;
use super::{
    INCIDENT,
    model::{Incident, IncidentState},
    store::{self, Which},
};
use crate::{
    duties::search_key,
    enforcement::{READERS, queries::with_below},
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::Result,
    },
    tenancy::{Scope, departments},
    timeline::{self, Event, Subject},
};

/// The tabs of the list; none is all of them.
pub const TABS: [Option<IncidentState>; 3] = [Some(IncidentState::Recorded), Some(IncidentState::Withdrawn), None];

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub typed: String,
    pub region_id: Option<i64>,
}

/// A page of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub tab: Option<IncidentState>,
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

fn which(conn: &mut Conn, scope: &Scope, filter: &Filter, state: Option<IncidentState>) -> Result<Which> {
    let words = filter.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    let regions = match filter.region_id {
        Some(id) => with_below(&departments::all(conn, scope)?, id),
        None => Vec::new(),
    };
    Ok(Which { state, regions, words })
}

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Incident> {
    scope.require(&READERS)?;
    store::by_number(conn, scope, number)
}

/// One by its id; the program asks.
pub fn by_id(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Incident> {
    store::get(conn, scope, id)
}

/// Those of a case, the oldest first.
pub fn of_case(conn: &mut Conn, scope: &Scope, case_id: i64) -> Result<Vec<Incident>> {
    scope.require(&READERS)?;
    store::of_case(conn, scope, case_id)
}

/// The next ones that count, in the order they were recorded; the program asks.
pub fn recorded_after(conn: &mut Conn, scope: &Scope, after: i64, limit: i64) -> Result<Vec<Incident>> {
    store::recorded_after(conn, scope, after, limit)
}

/// How many there are under each tab, counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Option<IncidentState>, i64)>> {
    scope.require(&READERS)?;
    let mut which = which(conn, scope, filter, None)?;
    let mut counts = Vec::new();
    for tab in TABS {
        which.state = tab;
        counts.push((tab, store::count(conn, scope, &which, COUNT_LIMIT)?));
    }
    Ok(counts)
}

/// Those that fit.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, page: Page) -> Result<Vec<Incident>> {
    scope.require(&READERS)?;
    let which = which(conn, scope, filter, page.tab)?;
    store::list(conn, scope, &which, (page.order, page.descending), page.limit, page.offset)
}

/// Those whose words hold all that was typed, the latest first.
pub fn search(conn: &mut Conn, scope: &Scope, typed: &str, limit: i64) -> Result<Vec<Incident>> {
    let filter = Filter { typed: typed.to_owned(), region_id: None };
    list(conn, scope, &filter, Page { tab: None, order: Order::Day, descending: true, limit, offset: 0 })
}

/// What happened to one, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(INCIDENT, id), before, limit)
}
