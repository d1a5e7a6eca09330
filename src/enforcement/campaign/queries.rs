//! Reads of campaigns for pages, homes, exports and rules.

use std::collections::HashMap;

use chrono::NaiveDate;

pub use super::store::{Order, Which};
use super::{
    CAMPAIGN, REGION,
    model::{Campaign, CampaignState, CaseDays, Known, Period, Places, Region, RegionStanding, Report, Standing},
    store,
};
use crate::{
    calendar,
    duties::{Light, search_key},
    enforcement::READERS,
    platform::{
        db::{COUNT_LIMIT, Conn},
        error::{Error, Result},
    },
    tenancy::{Role, Scope, departments},
    timeline::{self, Event, Subject},
};

/// A campaign that ended longer ago raises nothing any more.
pub const DAYS_LOOKED_BACK: i64 = 731;
/// So many that are under way are looked at for what waits on somebody, and offered for a case.
const UNDER_WAY: i64 = 50;

/// One by its number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Campaign> {
    scope.require(&READERS)?;
    store::by_number(conn, scope, number)
}

/// These, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Campaign>> {
    scope.require(&READERS)?;
    store::by_ids(conn, scope, ids)
}

/// A campaign's region of a department, wherever that lives on; `NotFound` when it has none.
pub fn region(conn: &mut Conn, scope: &Scope, campaign: &Campaign, department_id: i64) -> Result<Region> {
    scope.require(&READERS)?;
    match store::region(conn, scope, campaign.id, department_id) {
        Err(Error::NotFound) => {
            let into = departments::by_ids(conn, scope, &[department_id])?.pop().and_then(|d| d.merged_into_id);
            store::region(conn, scope, campaign.id, into.ok_or(Error::NotFound)?)
        }
        found => found,
    }
}

/// What a region reported, the earliest period first.
pub fn reports(conn: &mut Conn, scope: &Scope, region: &Region) -> Result<Vec<Report>> {
    scope.require(&READERS)?;
    store::reports(conn, scope, region.id)
}

/// What happened to a campaign, newest first.
pub fn events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(CAMPAIGN, id), before, limit)
}

/// What happened to one of its regions, newest first.
pub fn region_events(conn: &mut Conn, scope: &Scope, id: i64, before: Option<i64>, limit: i64) -> Result<Vec<Event>> {
    scope.require(&READERS)?;
    timeline::of(conn, scope, Subject::new(REGION, id), before, limit)
}

/// What the list is narrowed to, as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub typed: String,
    pub lead_id: Option<i64>,
    pub region_id: Option<i64>,
}

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Page {
    pub order: Order,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

fn which(filter: &Filter, state: Option<CampaignState>) -> Which {
    let words = filter.typed.split_whitespace().map(search_key).filter(|w| !w.is_empty()).take(8).collect();
    Which { state, lead_id: filter.lead_id, region_id: filter.region_id, words }
}

/// Those that fit, each with where it stands today.
pub fn list(conn: &mut Conn, scope: &Scope, filter: &Filter, state: Option<CampaignState>, page: Page) -> Result<Vec<Standing>> {
    scope.require(&READERS)?;
    let found = store::list(conn, scope, &which(filter, state), page.order, page.descending, page.limit, page.offset)?;
    standings(conn, scope, found)
}

/// How many there are in each state, and in all (none), counted to [`COUNT_LIMIT`].
pub fn counts(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Vec<(Option<CampaignState>, i64)>> {
    scope.require(&READERS)?;
    let states = std::iter::once(None).chain(CampaignState::ALL.iter().copied().map(Some));
    states.map(|state| Ok((state, store::count(conn, scope, &which(filter, state), COUNT_LIMIT)?))).collect()
}

/// Those whose numbers, names, products or markets hold all words, the newest deadline first.
pub fn search(conn: &mut Conn, scope: &Scope, typed: &str, most: i64) -> Result<Vec<Campaign>> {
    scope.require(&READERS)?;
    let which = which(&Filter { typed: typed.to_owned(), ..Filter::default() }, None);
    if which.words.is_empty() {
        return Ok(Vec::new());
    }
    store::list(conn, scope, &which, Order::Day, true, most, 0)
}

/// Those a case may be linked with: under way, the first deadline first.
pub fn under_way(conn: &mut Conn, scope: &Scope) -> Result<Vec<Campaign>> {
    scope.require(&READERS)?;
    let which = Which { state: Some(CampaignState::Running), ..Which::default() };
    store::list(conn, scope, &which, Order::Day, false, UNDER_WAY, 0)
}

/// Those that count, whose deadline lies between these days, after this id, by id; each with where it stands.
pub fn ended(conn: &mut Conn, scope: &Scope, from: NaiveDate, before: NaiveDate, after: i64, limit: i64) -> Result<Vec<Standing>> {
    let found = store::ended(conn, scope, from, before, after, limit)?;
    standings(conn, scope, found)
}

/// Where one stands today.
pub fn standing(conn: &mut Conn, scope: &Scope, campaign: Campaign) -> Result<Standing> {
    standings(conn, scope, vec![campaign])?.pop().ok_or(Error::NotFound)
}

/// Where these stand today, in their order, in as many queries as for one.
pub fn standings(conn: &mut Conn, scope: &Scope, campaigns: Vec<Campaign>) -> Result<Vec<Standing>> {
    if campaigns.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = campaigns.iter().map(|c| c.id).collect();
    let (calendar, all) = (calendar::load(conn, scope)?, departments::all(conn, scope)?);
    let regions = store::regions(conn, scope, &ids)?;
    let region_ids: Vec<i64> = regions.iter().map(|r| r.id).collect();
    let of_campaign: Vec<(i64, i64)> = regions.iter().map(|r| (r.campaign_id, r.id)).collect();
    let new = |region: Region| (region.id, Known { targets: Vec::new(), filed: 0, closed: 0, reported: Vec::new(), region });
    let mut known: HashMap<i64, Known> = regions.into_iter().map(new).collect();
    for (id, target) in store::targets(conn, scope, &region_ids)? {
        known.entry(id).and_modify(|k| k.targets.push(target));
    }
    for (id, on, figures) in store::figures(conn, scope, &region_ids)? {
        known.entry(id).and_modify(|k| k.reported.push((on, figures)));
    }
    let (leads, tallies) = (store::leads(conn, scope, &ids)?, store::tallies(conn, scope, &ids)?);
    let mut standings = Vec::with_capacity(campaigns.len());
    for campaign in campaigns {
        let ids = of_campaign.iter().filter(|(id, _)| *id == campaign.id);
        let mut own: Vec<Known> = ids.filter_map(|(_, id)| known.remove(id)).collect();
        let places = Places::of(&all, &own.iter().map(|k| k.region.department_id).collect::<Vec<_>>());
        let mut elsewhere = 0;
        for tally in tallies.iter().filter(|t| t.campaign_id == campaign.id) {
            let region = tally.place_id.and_then(|place| places.region(place));
            match region.and_then(|id| own.iter_mut().find(|k| k.region.department_id == id)) {
                Some(known) => (known.filed, known.closed) = (known.filed + tally.filed, known.closed + tally.closed),
                None => elsewhere += tally.filed,
            }
        }
        // As departments are ordered everywhere.
        own.sort_by_key(|k| all.iter().position(|d| d.id == k.region.department_id));
        let lead = leads.iter().filter(|(id, _)| *id == campaign.id).map(|(_, lead)| *lead).collect();
        standings.push(Standing::of(campaign, lead, own, elsewhere, scope.today(), &calendar));
    }
    Ok(standings)
}

/// The cases of each region by day, for a course.
pub fn case_days(conn: &mut Conn, scope: &Scope, standing: &Standing) -> Result<HashMap<i64, CaseDays>> {
    scope.require(&READERS)?;
    let regions: Vec<i64> = standing.regions.iter().map(|r| r.known.region.department_id).collect();
    let places = Places::of(&departments::all(conn, scope)?, &regions);
    let (filed, closed) = store::by_day(conn, scope, &standing.campaign)?;
    let mut days: HashMap<i64, CaseDays> = HashMap::new();
    for (place, day, n) in filed {
        if let Some(region) = place.and_then(|p| places.region(p)) {
            days.entry(region).or_default().filed.push((day, n));
        }
    }
    for (place, day, n) in closed {
        if let Some(region) = place.and_then(|p| places.region(p)) {
            days.entry(region).or_default().closed.push((day, n));
        }
    }
    Ok(days)
}

/// The places whose cases count for a region of a campaign; none where it is no region of it.
pub(in crate::enforcement) fn places(conn: &mut Conn, scope: &Scope, campaign_id: i64, region: i64) -> Result<Vec<i64>> {
    let regions: Vec<i64> = store::regions(conn, scope, &[campaign_id])?.into_iter().map(|r| r.department_id).collect();
    Ok(Places::of(&departments::all(conn, scope)?, &regions).places(region))
}

/// A report somebody owes.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    pub number: String,
    pub name: String,
    pub department_id: i64,
    pub period: Period,
    pub overdue: bool,
}

/// What the departments this person acts for owe, the longest due first.
pub fn owed(conn: &mut Conn, scope: &Scope) -> Result<Vec<Owed>> {
    let own: Vec<i64> = scope.acts_for().collect();
    if own.is_empty() || scope.require(&READERS).is_err() {
        return Ok(Vec::new());
    }
    let found = store::running_in(conn, scope, &own, UNDER_WAY)?;
    let mut all = Vec::new();
    for standing in standings(conn, scope, found)? {
        for region in standing.regions.iter().filter(|r| own.contains(&r.known.region.department_id)) {
            all.extend(region.owed.iter().map(|period| Owed {
                number: standing.campaign.number.clone(),
                name: standing.campaign.name.clone(),
                department_id: region.known.region.department_id,
                period: *period,
                overdue: region.overdue.contains(period),
            }));
        }
    }
    all.sort_by_key(|o| (o.period.due_on, o.department_id));
    Ok(all)
}

/// What the secretariat looks after: those under way with regions that are silent, behind, or past the deadline.
pub fn troubled(conn: &mut Conn, scope: &Scope) -> Result<Vec<Standing>> {
    if !scope.has(Role::Secretariat) {
        return Ok(Vec::new());
    }
    let found = under_way(conn, scope)?;
    let pressing = |r: &RegionStanding| matches!(r.light, Light::Red | Light::Yellow);
    let over = |s: &Standing| s.pace.over;
    Ok(standings(conn, scope, found)?.into_iter().filter(|s| over(s) || s.regions.iter().any(pressing)).collect())
}
