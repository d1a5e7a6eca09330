//! Parties of the demonstration, by the program's own actions.

use chrono::NaiveDate;
use serde::Deserialize;

use super::live::Stage;
use crate::{
    enforcement::{
        PartyKind, Post,
        actions::{self, Content, Outcome},
        queries,
    },
    platform::error::{Error, Result},
};

const JIANGSU: &str = include_str!("jiangsu-parties.toml");

/// The parties of a workspace. All days are working days from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    party: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    day: i64,
    /// Code of the department that registers it.
    by: String,
    kind: PartyKind,
    name: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    registration: String,
    #[serde(default)]
    id: String,
    /// Code of the local government.
    region: Option<String>,
    #[serde(default)]
    address: String,
    #[serde(default)]
    products: String,
    #[serde(default)]
    legal_representative: String,
    #[serde(default)]
    in_charge: String,
    #[serde(default)]
    directly_responsible: String,
    #[serde(default)]
    former_names: String,
    #[serde(default)]
    founded: String,
    renamed: Option<Renamed>,
    merged: Option<Merged>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Renamed {
    day: i64,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Merged {
    day: i64,
    into: String,
    reason: String,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Register> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Register::default()) }
}

impl Stage<'_> {
    /// What becomes of parties on a day, after the morning's meetings.
    pub(super) fn parties(&self, day: NaiveDate) -> Result<()> {
        for entry in &self.register.party {
            let wrong = |e: Error| Error::internal(format!("{}: {e}", entry.name));
            if self.day(entry.day) == day {
                self.go_to(self.moment(day, 10, 20).max(self.site.clock.now()));
                self.enter(entry).map_err(wrong)?;
            }
            if let Some(renamed) = entry.renamed.as_ref().filter(|r| self.day(r.day) == day) {
                self.go_to(self.moment(day, 10, 40).max(self.site.clock.now()));
                let scope = self.scope_of(Some(&entry.by))?;
                let (id, version) = self.party(&entry.name)?;
                self.by(&scope, |conn, scope| actions::rename(conn, scope, id, version, &renamed.name, Some(scope.today())))
                    .map_err(wrong)?;
            }
            if let Some(merged) = entry.merged.as_ref().filter(|m| self.day(m.day) == day) {
                self.go_to(self.moment(day, 10, 50).max(self.site.clock.now()));
                let (from, into) = (self.party(&entry.name)?, self.party(&merged.into)?);
                self.by(&self.scope_of(None)?, |conn, scope| actions::merge(conn, scope, from, into, &merged.reason)).map_err(wrong)?;
            }
        }
        Ok(())
    }

    /// Id and version of a party by its name.
    pub(super) fn party(&self, name: &str) -> Result<(i64, i64)> {
        let filter = queries::Filter { typed: name.to_owned(), region_id: None };
        let page = queries::Page { kind: None, order: queries::Order::Age, descending: false, limit: 9, offset: 0 };
        let found = self.by(&self.scope_of(None)?, |conn, scope| queries::list(conn, scope, &filter, page))?;
        let party = found.into_iter().find(|p| p.name == name).ok_or_else(|| Error::internal(format!("no party {name}")))?;
        Ok((party.id, party.version))
    }

    fn enter(&self, entry: &Entry) -> Result<()> {
        let content = Content {
            kind: Some(entry.kind),
            name: entry.name.clone(),
            credit_code: entry.code.clone(),
            registration_number: entry.registration.clone(),
            id_number: entry.id.clone(),
            region_id: entry.region.as_deref().map(|code| self.code(code)).transpose()?,
            address: entry.address.clone(),
            products: entry.products.clone(),
            people: [
                (Some(Post::LegalRepresentative), entry.legal_representative.clone()),
                (Some(Post::InCharge), entry.in_charge.clone()),
                (Some(Post::DirectlyResponsible), entry.directly_responsible.clone()),
            ],
            former_names: entry.former_names.clone(),
            founded_on: entry.founded.clone(),
            forget: Vec::new(),
        };
        let scope = self.scope_of(Some(&entry.by))?;
        let register = |apart: &[i64]| self.by(&scope, |conn, scope| actions::register(conn, scope, &content, apart));
        let done = match register(&[])? {
            Outcome::Alike(alike) => register(&alike.iter().map(|p| p.id).collect::<Vec<_>>())?,
            other => other,
        };
        match done {
            Outcome::Done(_) => Ok(()),
            other => Err(Error::internal(format!("not registered: {other:?}"))),
        }
    }
}
