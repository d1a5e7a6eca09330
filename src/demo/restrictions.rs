//! Restrictions and publications of the demonstration, by the program's own actions.

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::live::Stage;
use crate::{
    enforcement::{
        check::{self, Asked, Purpose},
        publication::{self, Channel, Ground, Verb, actions::Said},
        restriction::{self, Kind, TermKind},
    },
    platform::error::{Error, Result},
    settings,
};

const JIANGSU: &str = include_str!("jiangsu-restrictions.toml");

/// What was imposed and published in a workspace. All days are working days from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Restrictions {
    restriction: Vec<Imposed>,
    publication: Vec<Published>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Imposed {
    day: i64,
    /// Code of the department that imposes it.
    by: String,
    party: String,
    kind: Kind,
    term: Option<TermKind>,
    months: Option<u32>,
    basis: String,
    reason: String,
    #[serde(default)]
    people: Vec<String>,
    lifting: Option<Lifting>,
    passed: Option<Passed>,
}

/// That it was proposed to lift it; nobody has decided.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifting {
    day: i64,
    reason: String,
}

/// A re-inspection that ended it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Passed {
    day: i64,
    note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    /// The day it was written and submitted.
    day: i64,
    by: String,
    party: String,
    ground: Ground,
    title: String,
    text: String,
    channels: Vec<Channel>,
    /// How long it is shown.
    months: u32,
    checked: Option<i64>,
    published: Option<i64>,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Restrictions> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Restrictions::default()) }
}

impl Stage<'_> {
    /// What is imposed, ended, published on a day, after its parties.
    pub(super) fn restrictions(&self, day: NaiveDate) -> Result<()> {
        for one in &self.imposed.restriction {
            let wrong = |e: Error| Error::internal(format!("{} {}: {e}", one.party, one.kind.as_str()));
            if self.day(one.day) == day {
                self.go_to(self.moment(day, 14, 10).max(self.site.clock.now()));
                self.impose(one).map_err(wrong)?;
            }
            if let Some(lifting) = one.lifting.as_ref().filter(|l| self.day(l.day) == day) {
                self.go_to(self.moment(day, 14, 30).max(self.site.clock.now()));
                let (scope, number) = (self.scope_of(Some(&one.by))?, self.number_of(one)?);
                let propose = |conn: &mut _, scope: &_| {
                    restriction::actions::propose(conn, scope, &number, 1, restriction::Verb::Lift, &lifting.reason)
                };
                self.by(&scope, propose).map_err(wrong)?;
            }
            if let Some(passed) = one.passed.as_ref().filter(|p| self.day(p.day) == day) {
                self.go_to(self.moment(day, 14, 40).max(self.site.clock.now()));
                let (scope, number) = (self.scope_of(Some(&one.by))?, self.number_of(one)?);
                let fulfil = |conn: &mut _, scope: &_| restriction::actions::fulfil(conn, scope, &number, 1, Some(day), &passed.note);
                self.by(&scope, fulfil).map_err(wrong)?;
            }
        }
        for one in &self.imposed.publication {
            self.publish(one, day).map_err(|e| Error::internal(format!("{}: {e}", one.title)))?;
        }
        Ok(())
    }

    /// The number it was given.
    fn number_of(&self, one: &Imposed) -> Result<String> {
        let (party, _) = self.party(&one.party)?;
        let found = self.by(&self.scope_of(None)?, |conn, scope| restriction::queries::of_party(conn, scope, party, 50))?;
        found.into_iter().find(|r| r.kind == one.kind).map(|r| r.number).ok_or(Error::NotFound)
    }

    fn impose(&self, one: &Imposed) -> Result<()> {
        let scope = self.scope_of(Some(&one.by))?;
        let (party, _) = self.party(&one.party)?;
        let content = restriction::actions::Content {
            kind: Some(one.kind),
            department_id: Some(self.code(&one.by)?),
            basis: one.basis.replace("{year}", &scope.today().format("%Y").to_string()),
            reason: one.reason.clone(),
            found_on: Some(scope.today()),
            from_on: Some(scope.today()),
            term: one.term,
            months: one.months.map(|n| n.to_string()).unwrap_or_default(),
            people: one.people.clone(),
            ..Default::default()
        };
        self.by(&scope, |conn, scope| restriction::actions::impose(conn, scope, party, &content))?;
        // An award officer asks about it, and finds out.
        let asked = Asked::new(Purpose::Award, one.party.clone());
        let office = self.scope_of(None)?;
        let answer = self.by(&office, |conn, scope| check::queries::answer(conn, scope, &asked))?;
        self.by(&office, |conn, scope| check::actions::record(conn, scope, &answer))
    }

    fn publish(&self, one: &Published, day: NaiveDate) -> Result<()> {
        let step = |by: Option<&str>, version, verb| {
            let said = Said { reason: String::new(), on: Some(day) };
            let (scope, (party, _)) = (self.scope_of(by)?, self.party(&one.party)?);
            let lines = self.by(&scope, |conn, scope| publication::queries::of_party(conn, scope, party, 50))?;
            let line = lines.into_iter().find(|l| l.version.title == one.title).ok_or(Error::NotFound)?;
            self.by(&scope, |conn, scope| publication::actions::step(conn, scope, &line.number, version, verb, &said))
        };
        if self.day(one.day) == day {
            self.go_to(self.moment(day, 15, 10).max(self.site.clock.now()));
            let (party, _) = self.party(&one.party)?;
            let writer = self.scope_of(Some(&one.by))?;
            let content = publication::actions::Content {
                department_id: Some(self.code(&one.by)?),
                ground: Some(one.ground),
                title: one.title.clone(),
                text: one.text.trim().to_owned(),
                channels: one.channels.clone(),
                until: writer.today().checked_add_months(Months::new(one.months)),
                ..Default::default()
            };
            self.by(&writer, |conn, scope| publication::actions::draft(conn, scope, party, &content))?;
            step(Some(&one.by), 1, Verb::Submit)?;
        }
        if one.checked.is_some_and(|checked| self.day(checked) == day) {
            self.go_to(self.moment(day, 15, 40).max(self.site.clock.now()));
            step(None, 2, Verb::Approve)?;
        }
        if one.published.is_some_and(|published| self.day(published) == day) {
            self.go_to(self.moment(day, 16, 0).max(self.site.clock.now()));
            step(Some(&one.by), 3, Verb::Publish)?;
            self.by(&self.scope_of(None)?, |conn, scope| settings::actions::set_open_page(conn, scope, true))?;
        }
        Ok(())
    }
}
