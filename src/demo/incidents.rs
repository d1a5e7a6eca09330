//! Major incidents of the demonstration, by the program's own actions.

use chrono::NaiveDate;
use serde::Deserialize;

use super::live::Stage;
use crate::{
    enforcement::incident::{
        Incident,
        actions::{self, IncidentContent, SeenIncident},
        queries,
    },
    platform::error::{Error, Result},
};

const JIANGSU: &str = include_str!("jiangsu-incidents.toml");

/// The incidents of a workspace. All days are working days from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Incidents {
    incident: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    day: i64,
    /// Code of the department that records it.
    by: String,
    title: String,
    happened: i64,
    /// Code of the local government.
    region: String,
    place: String,
    product: String,
    deaths: u16,
    injured: u16,
    /// In 万元.
    loss: String,
    text: String,
    source: String,
    corrected: Option<Corrected>,
    withdrawn: Option<Withdrawn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Corrected {
    day: i64,
    deaths: u16,
    injured: u16,
    loss: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawn {
    day: i64,
    reason: String,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Incidents> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Incidents::default()) }
}

impl Stage<'_> {
    /// What is recorded, corrected and withdrawn on a day.
    pub(super) fn incidents(&self, day: NaiveDate) -> Result<()> {
        for entry in &self.incidents.incident {
            self.incident(entry, day).map_err(|e| Error::internal(format!("{}: {e}", entry.title)))?;
        }
        Ok(())
    }

    fn incident(&self, entry: &Entry, day: NaiveDate) -> Result<()> {
        let at = |hour, minute| self.go_to(self.moment(day, hour, minute).max(self.site.clock.now()));
        if self.day(entry.day) == day {
            at(14, 40);
            let content = self.incident_content(entry)?;
            self.by(&self.scope_of(Some(&entry.by))?, |conn, scope| actions::record(conn, scope, &content))?;
        }
        if let Some(after) = entry.corrected.as_ref().filter(|c| self.day(c.day) == day) {
            at(14, 45);
            let figures = IncidentContent { deaths: Some(after.deaths), injured: Some(after.injured), ..self.incident_content(entry)? };
            let content = IncidentContent { loss: after.loss.clone(), ..figures };
            let seen = self.seen_incident(entry)?;
            self.by(&self.scope_of(Some(&entry.by))?, |conn, scope| actions::correct(conn, scope, &seen, &content, &after.reason))?;
        }
        if let Some(after) = entry.withdrawn.as_ref().filter(|w| self.day(w.day) == day) {
            at(14, 50);
            let seen = self.seen_incident(entry)?;
            self.by(&self.scope_of(None)?, |conn, scope| actions::withdraw(conn, scope, &seen, &after.reason))?;
        }
        Ok(())
    }

    fn seen_incident(&self, entry: &Entry) -> Result<SeenIncident> {
        let found = self.by(&self.scope_of(None)?, |conn, scope| queries::search(conn, scope, &entry.title, 1))?;
        let seen = |incident: Incident| SeenIncident { number: incident.number, version: incident.version };
        found.into_iter().next().map(seen).ok_or_else(|| Error::internal("no such incident"))
    }

    fn incident_content(&self, entry: &Entry) -> Result<IncidentContent> {
        Ok(IncidentContent {
            title: entry.title.clone(),
            happened_on: Some(self.day(entry.happened)),
            region_id: Some(self.code(&entry.region)?),
            place: entry.place.clone(),
            product: entry.product.clone(),
            deaths: Some(entry.deaths),
            injured: Some(entry.injured),
            loss: entry.loss.clone(),
            text: entry.text.clone(),
            source: entry.source.clone(),
            department_id: Some(self.code(&entry.by)?),
            ..IncidentContent::default()
        })
    }
}
