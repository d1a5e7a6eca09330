//! Campaigns of the demonstration, by the program's own actions.

use chrono::NaiveDate;
use serde::Deserialize;

use super::live::Stage;
use crate::{
    enforcement::{
        actions::cases,
        campaign::{
            CAMPAIGN, Campaign, Figures, Rhythm, What,
            actions::{self, CampaignContent, Goal, NewReport, Seen},
            queries,
        },
    },
    platform::error::{Error, Result},
};

const JIANGSU: &str = include_str!("jiangsu-campaigns.toml");

/// The campaigns of a workspace. All days are working days from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Campaigns {
    campaign: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// When it was written and started.
    day: i64,
    name: String,
    purpose: String,
    products: String,
    markets: String,
    first: i64,
    last: i64,
    rhythm: Rhythm,
    report_days: u16,
    /// Codes of the bodies that lead it, the first first.
    leads: Vec<String>,
    /// When these cases were linked with it.
    linked: i64,
    cases: Vec<String>,
    region: Vec<Place>,
}

/// A region with its goals, and what it reported period by period until it fell silent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    code: String,
    /// Filed, closed, inspected, value, re-opened; 0 for none.
    goals: [i64; 5],
    /// Inspected, value, re-opened.
    weeks: Vec<[i64; 3]>,
    #[serde(default)]
    note: String,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Campaigns> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Campaigns::default()) }
}

impl Stage<'_> {
    /// What becomes of campaigns on a day, after its cases.
    pub(super) fn campaigns(&self, day: NaiveDate) -> Result<()> {
        for entry in &self.campaigns.campaign {
            self.campaign(entry, day).map_err(|e| Error::internal(format!("{}: {e}", entry.name)))?;
        }
        Ok(())
    }

    fn campaign(&self, entry: &Entry, day: NaiveDate) -> Result<()> {
        let at = |hour, minute| self.go_to(self.moment(day, hour, minute).max(self.site.clock.now()));
        if self.day(entry.day) == day {
            at(14, 0);
            self.launch(entry)?;
        }
        if day <= self.day(entry.day) {
            return Ok(());
        }
        let campaign = self.found(entry)?;
        if self.day(entry.linked) == day {
            at(14, 20);
            for title in &entry.cases {
                let case = self.case(title)?;
                self.by(&self.scope_of(None)?, |conn, scope| cases::link(conn, scope, &case.number, CAMPAIGN, campaign.id))?;
            }
        }
        let periods = campaign.periods(self.calendar());
        for (index, period) in periods.iter().enumerate().filter(|(_, p)| self.calendar().add_working_days(p.last_on, 1) == day) {
            at(15, 10);
            for place in &entry.region {
                let Some([inspected, value, reopened]) = place.weeks.get(index).copied() else { continue };
                let note = if index + 1 == place.weeks.len() { place.note.clone() } else { String::new() };
                let figures = Figures { inspected, value, reopened };
                let new = NewReport { first_on: Some(period.first_on), figures, note, version: 0 };
                let (scope, region) = (self.scope_of(Some(&place.code))?, self.code(&place.code)?);
                self.by(&scope, |conn, scope| actions::report(conn, scope, &campaign.number, region, &new))?;
            }
        }
        Ok(())
    }

    fn found(&self, entry: &Entry) -> Result<Campaign> {
        let found = self.by(&self.scope_of(None)?, queries::under_way)?;
        found.into_iter().find(|c| c.name == entry.name).ok_or_else(|| Error::internal("no such campaign"))
    }

    fn launch(&self, entry: &Entry) -> Result<()> {
        let codes = |codes: &[String]| codes.iter().map(|c| self.code(c)).collect::<Result<Vec<i64>>>();
        let leads = codes(&entry.leads)?;
        let regions = entry.region.iter().map(|r| self.code(&r.code)).collect::<Result<Vec<i64>>>()?;
        let content = CampaignContent {
            name: entry.name.clone(),
            purpose: entry.purpose.clone(),
            products: entry.products.clone(),
            markets: entry.markets.clone(),
            first_on: Some(self.day(entry.first)),
            last_on: Some(self.day(entry.last)),
            rhythm: Some(entry.rhythm),
            report_days: Some(entry.report_days),
            lead_id: leads.first().copied(),
            lead_ids: leads.iter().skip(1).copied().collect(),
            region_ids: regions.clone(),
            reason: String::new(),
        };
        let goals = entry.region.iter().zip(&regions).flat_map(|(place, id)| {
            let of = What::ALL.iter().zip(place.goals).filter(|(_, goal)| *goal > 0);
            of.map(|(what, goal)| Goal { department_id: *id, what: *what, goal })
        });
        let goals: Vec<Goal> = goals.collect();
        self.by(&self.scope_of(None)?, |conn, scope| {
            let campaign = actions::create(conn, scope, &content)?;
            let seen = |c: &Campaign| Seen { number: c.number.clone(), version: c.version };
            let campaign = actions::set_targets(conn, scope, &seen(&campaign), &goals, "")?;
            actions::start(conn, scope, &seen(&campaign))
        })?;
        Ok(())
    }
}
