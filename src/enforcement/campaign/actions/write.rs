//! Writing a campaign down, and changing what is written.

use chrono::NaiveDate;
use serde_json::json;

use super::{OFFICE, Seen, begin, record};
use crate::{
    duties::words,
    enforcement::campaign::{
        CAMPAIGN,
        model::{
            Campaign, CampaignAction, CampaignState, DAYS_MAX, LEADS_MAX, LIST_MAX, NAME_MAX, REGIONS_MAX, REPORT_DAYS_MAX, Region, Rhythm,
            TEXT_MAX,
        },
        store,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        id::new_id,
        text::one_line,
    },
    tenancy::{
        self, DepartmentKind, Scope,
        departments::{self, Department, DepartmentState},
    },
};

/// A campaign as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignContent {
    pub name: String,
    pub purpose: String,
    pub products: String,
    pub markets: String,
    pub first_on: Option<NaiveDate>,
    pub last_on: Option<NaiveDate>,
    /// None where nothing was chosen.
    pub rhythm: Option<Rhythm>,
    pub report_days: Option<u16>,
    /// The body that comes first.
    pub lead_id: Option<i64>,
    /// The others that lead it.
    pub lead_ids: Vec<i64>,
    pub region_ids: Vec<i64>,
    /// Why it is changed while it is under way.
    pub reason: String,
}

impl CampaignContent {
    /// Writes what was typed into the campaign; everything wrong is said at once, by field.
    fn put(&self, scope: &Scope, campaign: &mut Campaign, errors: &mut FieldErrors) {
        campaign.name = words::line(errors, "name", &one_line(&self.name), NAME_MAX);
        campaign.purpose = words::optional(errors, "purpose", &self.purpose, TEXT_MAX);
        campaign.products = words::optional(errors, "products", &one_line(&self.products), LIST_MAX);
        campaign.markets = words::optional(errors, "markets", &one_line(&self.markets), LIST_MAX);
        let was = campaign.last_on;
        if campaign.state == CampaignState::Draft {
            self.put_rhythm(campaign, errors);
            match self.first_on {
                Some(day) => campaign.first_on = day,
                None => errors.add("first_on", Message::new("field-date")),
            }
        }
        let Some(last) = self.last_on else { return errors.add("last_on", Message::new("field-date")) };
        campaign.last_on = last;
        let is_new = campaign.state == CampaignState::Draft || last != was;
        if campaign.state == CampaignState::Running && is_new && was < scope.today() {
            errors.add("last_on", Message::new("campaign-last-over"));
        } else if campaign.state == CampaignState::Draft && self.first_on.is_none() {
            // Its length can only be judged with both.
        } else if last < campaign.first_on {
            errors.add("last_on", Message::new("campaign-days-turned"));
        } else if (last - campaign.first_on).num_days() >= DAYS_MAX {
            errors.add("last_on", Message::new("campaign-days-many"));
        } else if is_new && last < scope.today() {
            errors.add("last_on", Message::new("campaign-last-past"));
        }
    }

    fn put_rhythm(&self, campaign: &mut Campaign, errors: &mut FieldErrors) {
        match self.rhythm {
            Some(rhythm) => campaign.rhythm = rhythm,
            None => errors.add("rhythm", Message::new("field-choose")),
        }
        match self.report_days {
            Some(days) if (1..=REPORT_DAYS_MAX).contains(&days) => campaign.report_days = days,
            _ => errors.add("report_days", Message::new("campaign-report-days").number("max", f64::from(REPORT_DAYS_MAX))),
        }
    }

    /// The bodies that lead it, the first first. Another workspace's department is like none at all.
    fn leads(&self, all: &[Department], before: &[i64], errors: &mut FieldErrors) -> Vec<i64> {
        let fits = |id: i64| all.iter().any(|d| d.id == id && (d.state == DepartmentState::Open || before.contains(&id)));
        match self.lead_id {
            None => errors.add("lead", Message::new("field-choose")),
            Some(id) if !fits(id) => errors.add("lead", Message::new("field-department-unknown")),
            Some(_) => {}
        }
        if !self.lead_ids.iter().all(|id| fits(*id)) {
            errors.add("leads", Message::new("field-department-unknown"));
        }
        let mut leads: Vec<i64> = self.lead_id.into_iter().collect();
        leads.extend(self.lead_ids.iter().copied().filter(|id| Some(*id) != self.lead_id));
        let mut seen = std::collections::HashSet::new();
        leads.retain(|id| seen.insert(*id));
        if leads.len() > LEADS_MAX {
            errors.add("leads", Message::new("campaign-leads-many").number("max", LEADS_MAX as f64));
        }
        leads
    }

    /// Its regions, local governments all of them.
    fn check_regions(&self, all: &[Department], before: &[Region], errors: &mut FieldErrors) {
        let is_there = |id: i64| before.iter().any(|r| r.department_id == id);
        let fits = |d: &Department| d.kind == DepartmentKind::LocalGovernment && (d.state == DepartmentState::Open || is_there(d.id));
        let mut seen = std::collections::HashSet::new();
        let (mut twice, mut unknown) = (false, false);
        for id in &self.region_ids {
            twice |= !seen.insert(*id);
            unknown |= !all.iter().any(|d| d.id == *id && fits(d));
        }
        if unknown {
            errors.add("regions", Message::new("campaign-region-unknown"));
        } else if twice {
            errors.add("regions", Message::new("campaign-region-twice"));
        } else if self.region_ids.is_empty() {
            errors.add("regions", Message::new("campaign-regions-none"));
        } else if self.region_ids.len() > REGIONS_MAX {
            errors.add("regions", Message::new("campaign-regions-many").number("max", REGIONS_MAX as f64));
        }
    }
}

/// Writes a new one down, as a draft. Errors by field: `name`, `purpose`, `products`, `markets`, `first_on`, `last_on`, `rhythm`,
/// `report_days`, `lead`, `leads`, `regions`.
pub fn create(conn: &mut Conn, scope: &Scope, content: &CampaignContent) -> Result<Campaign> {
    scope.require(&OFFICE)?;
    let (today, all) = (scope.today(), departments::all(conn, scope)?);
    let mut campaign = Campaign {
        id: new_id(),
        number: String::new(),
        name: String::new(),
        purpose: String::new(),
        products: String::new(),
        markets: String::new(),
        first_on: today,
        last_on: today,
        rhythm: Rhythm::Weekly,
        report_days: 1,
        state: CampaignState::Draft,
        reason: String::new(),
        created_at: scope.now(),
        created_by: scope.actor_name().to_owned(),
        version: 1,
    };
    let mut errors = FieldErrors::default();
    content.put(scope, &mut campaign, &mut errors);
    let leads = content.leads(&all, &[], &mut errors);
    content.check_regions(&all, &[], &mut errors);
    errors.finish(())?;
    campaign.number = tenancy::next_number(conn, scope, CAMPAIGN)?;
    store::insert(conn, scope, &campaign)?;
    store::set_leads(conn, scope, campaign.id, &leads)?;
    for department_id in &content.region_ids {
        add_region(conn, scope, &campaign, *department_id)?;
    }
    record(conn, scope, &campaign, "create", "", json!({ "number": campaign.number, "name": campaign.name }))?;
    Ok(campaign)
}

fn add_region(conn: &mut Conn, scope: &Scope, campaign: &Campaign, department_id: i64) -> Result<()> {
    store::insert_region(conn, scope, &Region { id: new_id(), campaign_id: campaign.id, department_id, reminded_on: None })
}

/// Changes what is written of one; while it is under way with a reason, its first day and how it is reported on staying as they are.
/// Errors by field, as [`create`], and `reason`.
pub fn edit(conn: &mut Conn, scope: &Scope, seen: &Seen, content: &CampaignContent) -> Result<Campaign> {
    let (old, _) = begin(conn, scope, seen, CampaignAction::Edit)?;
    // Nobody reports at this moment: what was reported is asked about below.
    store::hold(conn, scope, &old)?;
    let all = departments::all(conn, scope)?;
    let regions = store::regions(conn, scope, &[old.id])?;
    let before: Vec<i64> = store::leads(conn, scope, &[old.id])?.into_iter().map(|(_, id)| id).collect();
    let mut campaign = old.clone();
    let mut errors = FieldErrors::default();
    content.put(scope, &mut campaign, &mut errors);
    let leads = content.leads(&all, &before, &mut errors);
    content.check_regions(&all, &regions, &mut errors);
    let is_running = old.state == CampaignState::Running;
    let reason = if is_running { words::required(&mut errors, "reason", &content.reason, words::REASON_MAX) } else { String::new() };
    let gone: Vec<&Region> = regions.iter().filter(|r| !content.region_ids.contains(&r.department_id)).collect();
    let new: Vec<i64> = content.region_ids.iter().copied().filter(|id| !regions.iter().any(|r| r.department_id == *id)).collect();
    let ids: Vec<i64> = regions.iter().map(|r| r.id).collect();
    let reported = store::figures(conn, scope, &ids)?;
    if reported.iter().any(|(id, ..)| gone.iter().any(|r| r.id == *id)) {
        errors.add("regions", Message::new("campaign-region-reported"));
    }
    if reported.iter().any(|(_, on, _)| *on > campaign.last_on) {
        errors.add("last_on", Message::new("campaign-last-reported"));
    }
    errors.finish(())?;
    let changed = changed(&old, &campaign, before != leads, !gone.is_empty() || !new.is_empty());
    if changed.is_empty() {
        return Ok(old);
    }
    store::save(conn, scope, &mut campaign)?;
    store::set_leads(conn, scope, campaign.id, &leads)?;
    for region in gone {
        store::delete_region(conn, scope, region.id)?;
    }
    for id in new {
        add_region(conn, scope, &campaign, id)?;
    }
    record(conn, scope, &campaign, "edit", &reason, json!({ "changed": changed }))?;
    Ok(campaign)
}

/// The names of the fields two versions differ in.
fn changed(old: &Campaign, new: &Campaign, leads: bool, regions: bool) -> Vec<&'static str> {
    let all = [
        (old.name != new.name, "name"),
        (old.purpose != new.purpose, "purpose"),
        (old.products != new.products, "products"),
        (old.markets != new.markets, "markets"),
        (old.first_on != new.first_on || old.last_on != new.last_on, "days"),
        (old.rhythm != new.rhythm || old.report_days != new.report_days, "rhythm"),
        (leads, "leads"),
        (regions, "regions"),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect()
}
