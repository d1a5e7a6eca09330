//! Major incidents (article 25): against the head of the local government of the place, with the record as it stands.

use super::{Found, Ground, More, Source, campaign::head};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule},
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

impl Found for Incident {
    /// Figures that rise are a new fact; any other correction is none.
    fn key(&self) -> String {
        format!("major_incident:{}:{}", self.id, self.most.height())
    }
}

impl Source for Major {
    type Fact = Incident;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, _: &Ground, _: &Rule, after: Option<&i64>) -> Result<(Vec<Incident>, More<i64>)> {
        let found = queries::recorded_after(conn, scope, after.copied().unwrap_or(0), PIECE)?;
        let next = found.last().filter(|_| found.len() as i64 == PIECE).map(|i| i.id);
        Ok((found, next.map_or(More::Done, More::From)))
    }

    fn freeze(conn: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, fact: &Incident) -> Result<Option<NewMatter>> {
        let incident = queries::by_id(conn, scope, fact.id)?;
        // Withdrawn, or corrected again, since it was looked for.
        if incident.state == IncidentState::Withdrawn || incident.key() != fact.key() {
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
