//! Major incidents (article 25): against the head of the local government of the place, with the record as it stands.

use super::{Found, Ground, More, Source, campaign::head};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule},
        store,
    },
    enforcement::{
        incident::{Incident, IncidentState, pages::figures_line, queries},
        queries as parties,
    },
    platform::{db::Conn, error::Result, i18n::format},
    tenancy::Scope,
};

/// Incidents looked at in one read.
const PIECE: i64 = 500;

pub struct Major;

/// An incident as a fact.
pub struct Placed {
    id: i64,
    region_id: i64,
    height: String,
    key: String,
}

/// The key of an incident, its figures and its place. Those raised first name no place.
fn key(incident: &Incident, region_id: Option<i64>) -> String {
    let of = region_id.map(|id| format!(":of:{id}")).unwrap_or_default();
    format!("major_incident:{}:{}{of}", incident.id, incident.most.height())
}

impl Found for Placed {
    /// Figures that rise are a new fact, and so is another place; any other correction is none.
    fn key(&self) -> String {
        self.key.clone()
    }
}

impl Source for Major {
    type Fact = Placed;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, ground: &Ground, _: &Rule, after: Option<&i64>) -> Result<(Vec<Placed>, More<i64>)> {
        let found = queries::recorded_after(conn, scope, after.copied().unwrap_or(0), PIECE)?;
        let next = found.last().filter(|_| found.len() as i64 == PIECE).map(|i| i.id);
        let keys_of = |incident: &Incident| -> Vec<String> {
            let places = ground.with_merged(incident.region_id).into_iter().map(Some).chain([None]);
            places.map(|region| key(incident, region)).collect()
        };
        let keys: Vec<String> = found.iter().flat_map(keys_of).collect();
        let raised = store::raised(conn, scope, &keys)?;
        let placed = |incident: Incident| {
            let is_own = |key: &String| raised.get(key).is_some_and(|r| r.department_id == incident.region_id);
            let known = keys_of(&incident).into_iter().find(is_own);
            let key = known.unwrap_or_else(|| key(&incident, Some(incident.region_id)));
            Placed { id: incident.id, region_id: incident.region_id, height: incident.most.height(), key }
        };
        Ok((found.into_iter().map(placed).collect(), next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &Placed) -> Result<Option<NewMatter>> {
        let incident = queries::by_id(conn, scope, fact.id)?;
        // Withdrawn, or corrected again, since it was looked for.
        let is_same = incident.region_id == fact.region_id && incident.most.height() == fact.height;
        if incident.state == IncidentState::Withdrawn || !is_same {
            return Ok(None);
        }
        let Some((_, department)) = ground.subject(incident.region_id) else { return Ok(None) };
        let lang = scope.workspace_lang();
        let mut lines = vec![
            FactLine::new("incident", format!("{} {}", incident.number, incident.title)).at(format!("/incidents/{}", incident.number)),
            FactLine::new("region", &department.name),
            FactLine::new("happened", incident.happened_on),
            FactLine::new("figures", figures_line(lang, incident.figures)),
        ];
        let words = [("place", &incident.place), ("product", &incident.product), ("source", &incident.source)];
        lines.extend(words.into_iter().filter(|(_, said)| !said.is_empty()).map(|(key, said)| FactLine::new(key, said)));
        if let Some(id) = incident.party_id {
            let party = parties::alive(conn, &scope.on_behalf_of_office(), id)?;
            lines.push(FactLine::new("party", &party.name).at(format!("/parties/{}", party.id)));
        }
        if let Some(id) = incident.case_id {
            let case = parties::cases::one(conn, &scope.on_behalf_of_office(), id)?;
            lines.push(FactLine::new("case", case.shown_number()).at(format!("/cases/{}", case.number)));
        }
        let name = [("title", incident.title.as_str().into()), ("region", department.short_name.as_str().into())];
        Ok(Some(NewMatter {
            title: format(lang, "matter-title-incident", &name),
            cause: rule.cause,
            fact_key: fact.key(),
            edition: ground.edition.number,
            subject: head(conn, scope, incident.region_id)?,
            basis: rule.basis.clone(),
            facts: Facts { text: incident.text, lines, on: scope.today() },
        }))
    }
}
