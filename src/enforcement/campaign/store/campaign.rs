//! Campaigns themselves, and the bodies that lead them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::taken;
use crate::{
    enforcement::campaign::model::{Campaign, CampaignState, Rhythm},
    platform::{
        db::{Conn, among},
        error::{Error, Result},
        text,
    },
    schema::{campaign_leads, campaign_regions, campaigns},
    tenancy::Scope,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = campaigns, primary_key(workspace_id, id))]
struct Row {
    workspace_id: i64,
    id: i64,
    number: String,
    name: String,
    search_key: String,
    purpose: String,
    products: String,
    markets: String,
    first_on: NaiveDate,
    last_on: NaiveDate,
    rhythm: String,
    report_days: i32,
    state: String,
    reason: String,
    created_at: NaiveDateTime,
    created_by: String,
    version: i64,
}

impl Row {
    fn of(scope: &Scope, campaign: &Campaign) -> Self {
        Self {
            workspace_id: scope.workspace_id(),
            id: campaign.id,
            number: campaign.number.clone(),
            name: campaign.name.clone(),
            search_key: campaign.search_key(),
            purpose: campaign.purpose.clone(),
            products: campaign.products.clone(),
            markets: campaign.markets.clone(),
            first_on: campaign.first_on,
            last_on: campaign.last_on,
            rhythm: campaign.rhythm.as_str().into(),
            report_days: campaign.report_days.into(),
            state: campaign.state.as_str().into(),
            reason: campaign.reason.clone(),
            created_at: campaign.created_at,
            created_by: campaign.created_by.clone(),
            version: campaign.version,
        }
    }

    fn into_model(self) -> Result<Campaign> {
        Ok(Campaign {
            id: self.id,
            number: self.number,
            name: self.name,
            purpose: self.purpose,
            products: self.products,
            markets: self.markets,
            first_on: self.first_on,
            last_on: self.last_on,
            rhythm: Rhythm::stored(&self.rhythm)?,
            report_days: u16::try_from(self.report_days).map_err(Error::internal)?,
            state: CampaignState::stored(&self.state)?,
            reason: self.reason,
            created_at: self.created_at,
            created_by: self.created_by,
            version: self.version,
        })
    }
}

fn models(rows: Vec<Row>) -> Result<Vec<Campaign>> {
    rows.into_iter().map(Row::into_model).collect()
}

/// By its readable number; `NotFound` when there is none.
pub fn by_number(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Campaign> {
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id())).filter(campaigns::number.eq(number));
    own.select(Row::as_select()).first(conn).map_err(Error::from)?.into_model()
}

/// These, by id.
pub fn by_ids(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<Vec<Campaign>> {
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id())).filter(among(campaigns::id, ids));
    models(own.order(campaigns::id).select(Row::as_select()).load(conn)?)
}

pub fn insert(conn: &mut Conn, scope: &Scope, campaign: &Campaign) -> Result<()> {
    taken(diesel::insert_into(campaigns::table).values(Row::of(scope, campaign)).execute(conn))?;
    Ok(())
}

/// Saves it as changed since it was loaded; `Conflict` when somebody else did so meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, campaign: &mut Campaign) -> Result<()> {
    let loaded = campaign.version;
    campaign.version += 1;
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaigns::id.eq(campaign.id)).filter(campaigns::version.eq(loaded));
    if diesel::update(own).set(Row::of(scope, campaign)).execute(conn)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Keeps it as it is until this transaction ends; `Conflict` when it is no longer in this version.
pub fn hold(conn: &mut Conn, scope: &Scope, campaign: &Campaign) -> Result<()> {
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaigns::id.eq(campaign.id)).filter(campaigns::version.eq(campaign.version));
    let held = diesel::update(own).set(campaigns::version.eq(campaigns::version)).execute(conn)?;
    if held == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Which {
    pub state: Option<CampaignState>,
    /// Led by this body.
    pub lead_id: Option<i64>,
    /// With this region.
    pub region_id: Option<i64>,
    /// Words its search key must hold.
    pub words: Vec<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By the deadline.
    #[default]
    Day,
    Name,
}

/// A boxed query of those that fit.
macro_rules! of {
    ($scope:expr, $which:expr) => {{
        let (scope, which): (&Scope, &Which) = ($scope, $which);
        let mut query = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id())).into_boxed();
        if let Some(state) = which.state {
            query = query.filter(campaigns::state.eq(state.as_str()));
        }
        if let Some(id) = which.lead_id {
            let leads = campaign_leads::table.filter(campaign_leads::workspace_id.eq(scope.workspace_id()));
            query =
                query.filter(campaigns::id.eq_any(leads.filter(campaign_leads::department_id.eq(id)).select(campaign_leads::campaign_id)));
        }
        if let Some(id) = which.region_id {
            let own = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
            let own = own.filter(campaign_regions::department_id.eq(id));
            query = query.filter(campaigns::id.eq_any(own.select(campaign_regions::campaign_id)));
        }
        for word in &which.words {
            query = query.filter(campaigns::search_key.like(text::anywhere(word)).escape('\\'));
        }
        query
    }};
}

/// Those that fit.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    which: &Which,
    order: Order,
    descending: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<Campaign>> {
    let query = of!(scope, which).select(Row::as_select()).limit(limit).offset(offset);
    models(match (order, descending) {
        (Order::Day, false) => query.order((campaigns::last_on.asc(), campaigns::id.asc())).load(conn)?,
        (Order::Day, true) => query.order((campaigns::last_on.desc(), campaigns::id.desc())).load(conn)?,
        (Order::Name, false) => query.order((campaigns::name.asc(), campaigns::id.asc())).load(conn)?,
        (Order::Name, true) => query.order((campaigns::name.desc(), campaigns::id.desc())).load(conn)?,
    })
}

/// How many fit, counted to `most`.
pub fn count(conn: &mut Conn, scope: &Scope, which: &Which, most: i64) -> Result<i64> {
    let ids: Vec<i64> = of!(scope, which).select(campaigns::id).limit(most).load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(most))
}

/// Those under way with one of these regions, the first deadline first.
pub fn running_in(conn: &mut Conn, scope: &Scope, department_ids: &[i64], limit: i64) -> Result<Vec<Campaign>> {
    let regions = campaign_regions::table.filter(campaign_regions::workspace_id.eq(scope.workspace_id()));
    let regions = regions.filter(among(campaign_regions::department_id, department_ids)).select(campaign_regions::campaign_id);
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaigns::state.eq(CampaignState::Running.as_str())).filter(campaigns::id.eq_any(regions));
    models(own.order((campaigns::last_on, campaigns::id)).limit(limit).select(Row::as_select()).load(conn)?)
}

/// Those that count and whose deadline lies between these days, after this id, in the order of their ids.
pub fn ended(conn: &mut Conn, scope: &Scope, from: NaiveDate, before: NaiveDate, after: i64, limit: i64) -> Result<Vec<Campaign>> {
    let own = campaigns::table.filter(campaigns::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaigns::state.eq_any([CampaignState::Running.as_str(), CampaignState::Closed.as_str()]));
    let own = own.filter(campaigns::last_on.ge(from)).filter(campaigns::last_on.lt(before)).filter(campaigns::id.gt(after));
    models(own.order(campaigns::id).limit(limit).select(Row::as_select()).load(conn)?)
}

/// The bodies that lead these, the first of each first.
pub fn leads(conn: &mut Conn, scope: &Scope, campaign_ids: &[i64]) -> Result<Vec<(i64, i64)>> {
    let own = campaign_leads::table.filter(campaign_leads::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(among(campaign_leads::campaign_id, campaign_ids));
    let own = own.order((campaign_leads::campaign_id, campaign_leads::position, campaign_leads::department_id));
    Ok(own.select((campaign_leads::campaign_id, campaign_leads::department_id)).load(conn)?)
}

/// These lead it, the first of them first.
pub fn set_leads(conn: &mut Conn, scope: &Scope, campaign_id: i64, department_ids: &[i64]) -> Result<()> {
    let own = campaign_leads::table.filter(campaign_leads::workspace_id.eq(scope.workspace_id()));
    diesel::delete(own.filter(campaign_leads::campaign_id.eq(campaign_id))).execute(conn)?;
    for (position, id) in (0i32..).zip(department_ids) {
        let row = (
            campaign_leads::workspace_id.eq(scope.workspace_id()),
            campaign_leads::campaign_id.eq(campaign_id),
            campaign_leads::department_id.eq(id),
            campaign_leads::position.eq(position),
        );
        diesel::insert_into(campaign_leads::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The campaigns a body leads.
pub fn led_by(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<i64>> {
    let own = campaign_leads::table.filter(campaign_leads::workspace_id.eq(scope.workspace_id()));
    let own = own.filter(campaign_leads::department_id.eq(department_id)).order(campaign_leads::campaign_id);
    Ok(own.select(campaign_leads::campaign_id).load(conn)?)
}
