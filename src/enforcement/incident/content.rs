//! What is typed of an incident, and the incident it makes.

use chrono::NaiveDate;

use super::model::{Figures, Incident, yuan_of_wan};
use crate::{
    duties::words,
    enforcement::{
        model::{CreditCode, Party, PartyKind, RegistrationNumber, TEXT_MAX, name_key},
        queries::cases,
        store as parties,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        text::one_line,
    },
    tenancy::{
        DepartmentKind, Role, Scope,
        departments::{self, DepartmentState},
    },
};

/// An incident as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentContent {
    pub title: String,
    pub happened_on: Option<NaiveDate>,
    pub region_id: Option<i64>,
    pub place: String,
    pub product: String,
    /// Its name or its unified code.
    pub party: String,
    /// Its plain or formal number.
    pub case: String,
    pub deaths: Option<u16>,
    pub injured: Option<u16>,
    /// In 万元; empty where it is not known yet.
    pub loss: String,
    pub text: String,
    pub source: String,
    /// The department it is recorded for; of a new one by somebody who acts for several.
    pub department_id: Option<i64>,
}

impl IncidentContent {
    /// Writes what was typed into the incident; everything wrong is said at once, by field.
    pub(super) fn put(&self, conn: &mut Conn, scope: &Scope, incident: &mut Incident, mut errors: FieldErrors) -> Result<()> {
        incident.title = words::line(&mut errors, "title", &one_line(&self.title), words::TITLE_MAX);
        incident.place = words::optional(&mut errors, "place", &one_line(&self.place), TEXT_MAX);
        incident.product = words::optional(&mut errors, "product", &one_line(&self.product), words::TITLE_MAX);
        incident.text = words::required(&mut errors, "text", &self.text, words::TEXT_MAX);
        incident.source = words::line(&mut errors, "source", &one_line(&self.source), TEXT_MAX);
        match self.happened_on {
            None => errors.add("happened_on", Message::new("field-required")),
            Some(day) if day > scope.today() => errors.add("happened_on", Message::new("incident-future")),
            Some(day) => incident.happened_on = day,
        }
        self.put_region(conn, scope, incident, &mut errors)?;
        let typed = one_line(&self.case);
        let case = cases::find(conn, scope, &typed)?;
        let known = [incident.party_id, case.as_ref().map(|case| case.party_id)];
        incident.party_id = self.party(conn, scope, known.into_iter().flatten(), &mut errors)?;
        if case.is_none() && !typed.is_empty() {
            errors.add("case", Message::new("incident-case-unknown"));
        }
        incident.case_id = case.map(|case| case.id);
        incident.figures = self.figures(&mut errors);
        errors.finish(())
    }

    fn put_region(&self, conn: &mut Conn, scope: &Scope, incident: &mut Incident, errors: &mut FieldErrors) -> Result<()> {
        let Some(id) = self.region_id else {
            errors.add("region", Message::new("field-required"));
            return Ok(());
        };
        let stays = incident.version > 0 && incident.region_id == id;
        let found = departments::by_ids(conn, scope, &[id])?.pop().filter(|d| d.kind == DepartmentKind::LocalGovernment);
        if stays || found.is_some_and(|d| d.state == DepartmentState::Open) {
            incident.region_id = id;
        } else {
            // Another workspace's department is like none at all.
            errors.add("region", Message::new("party-region-unknown"));
        }
        Ok(())
    }

    /// The one party of this number or exactly this name. `known`: whose name the form showed, which says who is meant, however many go by it
    /// now.
    fn party(&self, conn: &mut Conn, scope: &Scope, known: impl Iterator<Item = i64>, errors: &mut FieldErrors) -> Result<Option<i64>> {
        let typed = one_line(&self.party);
        if typed.is_empty() {
            return Ok(None);
        }
        let mut sought = Party::new(0, PartyKind::Enterprise, &typed, scope.now());
        sought.credit_code = CreditCode::parse(&typed).ok();
        sought.registration_number = RegistrationNumber::parse(&typed).ok();
        let ids: Vec<i64> = if sought.credit_code.is_some() || sought.registration_number.is_some() {
            parties::with_numbers_of(conn, scope, &sought)?.into_iter().map(|p| p.id).collect()
        } else {
            for id in known {
                let party = parties::alive(conn, scope, id)?;
                if name_key(&party.name) == name_key(&typed) {
                    return Ok(Some(party.id));
                }
            }
            parties::with_keys(conn, scope, &[name_key(&typed)])?
        };
        match ids.as_slice() {
            [one] => return parties::alive(conn, scope, *one).map(|p| Some(p.id)),
            [] => errors.add("party", Message::new("incident-party-unknown")),
            _ => errors.add("party", Message::new("incident-party-several")),
        }
        Ok(None)
    }

    fn figures(&self, errors: &mut FieldErrors) -> Figures {
        for (field, typed) in [("deaths", self.deaths), ("injured", self.injured)] {
            if typed.is_none() {
                errors.add(field, Message::new("field-required"));
            }
        }
        let typed = one_line(&self.loss);
        let loss = yuan_of_wan(&typed);
        if loss.is_none() && !typed.is_empty() {
            errors.add("loss", Message::new("incident-loss-wrong"));
        }
        let people = |n: Option<u16>| i32::from(n.unwrap_or_default());
        Figures { deaths: people(self.deaths), injured: people(self.injured), loss }
    }

    /// For whom it is recorded: a department of whoever does it; the secretariat's own are of none.
    pub(super) fn recorder(&self, scope: &Scope, errors: &mut FieldErrors) -> Option<i64> {
        if scope.has(Role::Secretariat) {
            return None;
        }
        let mut own = scope.acts_for();
        let (first, second) = (own.next(), own.next());
        match self.department_id {
            Some(id) if scope.acts_for_department(id) => Some(id),
            None if second.is_none() && first.is_some() => first,
            None if first.is_some() => {
                errors.add("department", Message::new("field-required"));
                None
            }
            _ => {
                errors.add("department", Message::new("case-holder-not-yours"));
                None
            }
        }
    }
}

/// The names of the fields two versions differ in.
pub(super) fn changed(old: &Incident, new: &Incident) -> Vec<&'static str> {
    let all = [
        (old.title != new.title, "title"),
        (old.happened_on != new.happened_on, "happened_on"),
        (old.region_id != new.region_id, "region"),
        (old.place != new.place, "place"),
        (old.product != new.product, "product"),
        (old.party_id != new.party_id, "party"),
        (old.case_id != new.case_id, "case"),
        (old.figures != new.figures, "figures"),
        (old.text != new.text, "text"),
        (old.source != new.source, "source"),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect()
}
