//! Cases of the demonstration, by the program's own actions.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    case_steps::{Found, Handed, Imposed},
    live::Stage,
};
use crate::{
    enforcement::{
        Came, Outcome,
        actions::cases::{self as actions, CaseContent, InformerContent, SeenCase},
        queries::{self, cases as cases_of},
    },
    platform::error::{Error, Result},
    tenancy::Scope,
};

const JIANGSU: &str = include_str!("jiangsu-cases.toml");

/// The cases of a workspace. All days are working days from today.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Docket {
    case: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    day: i64,
    /// Code of the department that registers and holds it.
    pub(super) by: String,
    kind: String,
    party: String,
    pub(super) title: String,
    facts: String,
    #[serde(default)]
    product: String,
    #[serde(default)]
    main: bool,
    /// Code of the local government.
    region: Option<String>,
    #[serde(default)]
    place: String,
    came: Came,
    found: i64,
    #[serde(default)]
    extra: BTreeMap<String, String>,
    filed: Option<i64>,
    closed: Option<Closed>,
    joined: Option<Joined>,
    #[serde(default)]
    pub(super) measures: Vec<Imposed>,
    #[serde(default)]
    pub(super) findings: Vec<Found>,
    #[serde(default)]
    pub(super) handed: Vec<Handed>,
    informer: Option<Informer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    day: i64,
    /// None: it was not filed.
    outcome: Option<Outcome>,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Joined {
    day: i64,
    /// The title of the case it goes on in.
    into: String,
    reason: String,
}

/// Who reported it, and the reward proposed for that.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Informer {
    name: String,
    contact: String,
    reward: Option<Reward>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reward {
    day: i64,
    amount: String,
    basis: String,
    /// When the secretariat approved it.
    approved: Option<i64>,
}

/// Those of a workspace, if it has any.
pub(super) fn of(slug: &str) -> Result<Docket> {
    if slug == "jszl" { toml::from_str(JIANGSU).map_err(Error::internal) } else { Ok(Docket::default()) }
}

impl Stage<'_> {
    /// What becomes of cases on a day, after the morning's parties.
    pub(super) fn cases(&self, day: NaiveDate) -> Result<()> {
        for entry in &self.docket.case {
            self.live(entry, day).map_err(|e| Error::internal(format!("{}: {e}", entry.title)))?;
        }
        Ok(())
    }

    fn live(&self, entry: &Entry, day: NaiveDate) -> Result<()> {
        let is = |offset: Option<i64>| offset.is_some_and(|d| self.day(d) == day);
        let at = |hour, minute| self.go_to(self.moment(day, hour, minute).max(self.site.clock.now()));
        if is(Some(entry.day)) {
            at(11, 0);
            self.register(entry)?;
        }
        if is(entry.filed) {
            at(11, 20);
            let (scope, seen) = self.seen(entry)?;
            self.by(&scope, |conn, scope| actions::file(conn, scope, &seen, ""))?;
        }
        self.case_steps(entry, day)?;
        if let Some(joined) = entry.joined.as_ref().filter(|j| is(Some(j.day))) {
            at(11, 30);
            let (scope, seen) = self.seen(entry)?;
            let into = self.case(&joined.into)?.number;
            self.by(&scope, |conn, scope| actions::join(conn, scope, &seen, &into, &joined.reason))?;
        }
        if let Some(closed) = entry.closed.as_ref().filter(|c| is(Some(c.day))) {
            at(11, 40);
            let (scope, seen) = self.seen(entry)?;
            self.by(&scope, |conn, scope| match closed.outcome {
                Some(outcome) => actions::close(conn, scope, &seen, Some(outcome), &closed.reason),
                None => actions::not_file(conn, scope, &seen, &closed.reason),
            })?;
        }
        let reward = entry.informer.as_ref().and_then(|i| i.reward.as_ref());
        if let Some(reward) = reward.filter(|r| is(Some(r.day))) {
            at(11, 45);
            let (scope, seen) = self.seen(entry)?;
            self.by(&scope, |conn, scope| actions::propose_reward(conn, scope, &seen.number, &reward.amount, &reward.basis))?;
        }
        if reward.is_some_and(|r| is(r.approved)) {
            at(11, 50);
            let number = self.case(&entry.title)?.number;
            self.by(&self.scope_of(None)?, |conn, scope| {
                let id = cases_of::by_number(conn, scope, &number)?.id;
                let reward = cases_of::rewards(conn, scope, id)?.pop().ok_or(Error::NotFound)?;
                actions::decide_reward(conn, scope, &number, reward.id, true, "")
            })?;
        }
        Ok(())
    }

    fn register(&self, entry: &Entry) -> Result<()> {
        let scope = self.scope_of(Some(&entry.by))?;
        let content = CaseContent {
            title: entry.title.clone(),
            facts: entry.facts.clone(),
            extra: entry.extra.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
            product: entry.product.clone(),
            is_main_product: entry.main,
            region_id: entry.region.as_deref().map(|code| self.code(code)).transpose()?,
            place: entry.place.clone(),
            holder_id: Some(self.code(&entry.by)?),
            came: Some(entry.came),
            found_on: Some(self.day(entry.found)),
            officers_of_id: None,
            campaign_id: None,
        };
        self.by(&scope, |conn, scope| {
            let kinds = cases_of::kinds(conn, scope)?;
            let kind = kinds.iter().find(|k| k.code == entry.kind).ok_or_else(|| Error::internal("no such kind"))?;
            let filter = queries::Filter { typed: entry.party.clone(), region_id: None };
            let page = queries::Page { kind: None, order: queries::Order::Age, descending: false, limit: 9, offset: 0 };
            let party = queries::list(conn, scope, &filter, page)?.into_iter().find(|p| p.name == entry.party);
            let party = party.ok_or_else(|| Error::internal("no such party"))?;
            let case = actions::register(conn, scope, kind.id, party.id, &content, None)?;
            let Some(informer) = &entry.informer else { return Ok(()) };
            let content = InformerContent {
                is_anonymous: false,
                name: informer.name.clone(),
                contact: informer.contact.clone(),
                note: String::new(),
                reported_on: Some(case.found_on),
                viewers: scope.membership_id().into_iter().collect(),
            };
            actions::record_informer(conn, scope, &case.number, &content).map(|_| ())
        })
    }

    /// A case by its title.
    pub(super) fn case(&self, title: &str) -> Result<SeenCase> {
        self.by(&self.scope_of(None)?, |conn, scope| {
            let found = cases_of::search(conn, scope, title, 20)?.into_iter().find(|c| c.title == title).ok_or(Error::NotFound)?;
            let case = cases_of::one(conn, scope, found.id)?;
            Ok(SeenCase { number: case.number, version: case.version })
        })
    }

    /// Whoever acts for its department, and the case as it stands.
    pub(super) fn seen(&self, entry: &Entry) -> Result<(Scope, SeenCase)> {
        Ok((self.scope_of(Some(&entry.by))?, self.case(&entry.title)?))
    }
}
