//! A publication, its versions, and what may be said of whom. Pure.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    enforcement::model::{Party, citizens_numbers},
    platform::error::{Error, FieldErrors, Message, Result},
};

/// The longest text, in characters, and the longest reason of a correction.
pub const TEXT_MAX: usize = 5_000;

crate::platform::stored_words! {
    /// Where a version stands.
    State, "publication-state" {
        Draft = "draft",
        /// Waits for another person to check it.
        Submitted = "submitted",
        Approved = "approved",
        Published = "published",
        /// Another version took its place.
        Corrected = "corrected",
        Withdrawn = "withdrawn",
        /// Given up before it was published.
        Dropped = "dropped",
        /// Not approved: its writer goes on with a copy.
        Returned = "returned",
    }
}

crate::platform::stored_words! {
    /// What is done with it.
    Verb, "publication-verb" {
        Submit = "submit",
        Approve = "approve",
        Return = "return",
        Publish = "publish",
        /// By publishing the next version.
        Correct = "correct",
        Withdraw = "withdraw",
        Drop = "drop",
    }
}

crate::platform::stored_words! {
    /// What somebody is published for; the words of the kinds of cases, and 严重不合格 apart from other failures.
    Ground, "publication-ground" {
        SamplingFailure = "sampling_failure",
        SeriousFailure = "serious_failure",
        SamplingRefused = "sampling_refused",
        LicenceMisuse = "licence_misuse",
        UnlicensedProduction = "unlicensed_production",
        OpeningWithoutConditions = "opening_without_conditions",
        ObsoleteProducts = "obsolete_products",
        ProcurementOfFailing = "procurement_of_failing",
        UnlawfulRanking = "unlawful_ranking",
        FalseCertification = "false_certification",
        Counterfeit = "counterfeit",
        ProvidingMeans = "providing_means",
        KnowingSaleOrUse = "knowing_sale_or_use",
        Other = "other",
    }
}

crate::platform::stored_words! {
    /// Where it appears.
    Channel, "publication-channel" {
        /// The workspace's own page.
        OpenPage = "open_page",
        Website = "website",
        Newspaper = "newspaper",
        Broadcast = "broadcast",
        Board = "board",
    }
}

impl Ground {
    /// Whether the rule names natural persons: for serious failures (article 18) and for counterfeiting and what helps it (article 23).
    pub fn names_persons(self) -> bool {
        matches!(self, Self::SeriousFailure | Self::Counterfeit | Self::ProvidingMeans | Self::KnowingSaleOrUse)
    }

    /// Whether it goes with a case of the kind of this code; kinds of the workspace's own go with any.
    pub fn fits_case(self, code: &str) -> bool {
        match Self::parse(code) {
            Some(of_case) => self == of_case || (of_case == Self::SamplingFailure && self == Self::SeriousFailure),
            None => true,
        }
    }
}

impl State {
    /// Every transition there is; what is not here is refused.
    pub const TABLE: &'static [(Self, Verb, Self)] = &[
        (Self::Draft, Verb::Submit, Self::Submitted),
        (Self::Submitted, Verb::Approve, Self::Approved),
        (Self::Submitted, Verb::Return, Self::Returned),
        (Self::Approved, Verb::Return, Self::Returned),
        (Self::Approved, Verb::Publish, Self::Published),
        (Self::Published, Verb::Correct, Self::Corrected),
        (Self::Published, Verb::Withdraw, Self::Withdrawn),
        (Self::Draft, Verb::Drop, Self::Dropped),
        (Self::Submitted, Verb::Drop, Self::Dropped),
        (Self::Approved, Verb::Drop, Self::Dropped),
    ];

    pub fn after(self, verb: Verb) -> Option<Self> {
        Self::TABLE.iter().find(|(from, by, _)| *from == self && *by == verb).map(|(_, _, to)| *to)
    }

    /// Not published yet, and not given up.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Approved)
    }
}

/// What is said, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// From 1.
    pub nth: i32,
    pub state: State,
    pub ground: Ground,
    pub title: String,
    pub text: String,
    /// The natural person it names, of those who answer for the party.
    pub person: Option<String>,
    pub channels: Vec<Channel>,
    /// The last day it is shown.
    pub until_on: Option<NaiveDate>,
    /// Why the one before was corrected; empty for the first.
    pub reason: String,
    pub writer_id: i64,
    pub writer: String,
    pub written_at: NaiveDateTime,
    pub checked_by_id: Option<i64>,
    pub checked_by: Option<String>,
    pub checked_at: Option<NaiveDateTime>,
    /// The day it is published on.
    pub published_on: Option<NaiveDate>,
    pub published_by: Option<String>,
    /// When that was said.
    pub published_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub ended_by: Option<String>,
    pub ended_reason: Option<String>,
}

impl Version {
    /// Whether it corrects what was published before.
    pub fn is_correction(&self) -> bool {
        !self.reason.is_empty()
    }

    /// Whether it is to be seen on a day.
    pub fn is_shown_on(&self, day: NaiveDate) -> bool {
        self.state == State::Published && self.published_on.is_some_and(|on| on <= day) && self.until_on.is_none_or(|until| day <= until)
    }

    pub fn has_expired(&self, today: NaiveDate) -> bool {
        self.state == State::Published && self.until_on.is_some_and(|until| until < today)
    }
}

/// A publication as stored, with all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    pub id: i64,
    /// `2026-0003`, unique in the workspace.
    pub number: String,
    pub party_id: i64,
    pub case_id: Option<i64>,
    pub department_id: i64,
    /// The version that is worked on, else the one that is or was published.
    pub latest: i32,
    /// The version that is published.
    pub shown: Option<i32>,
    /// Of the latest.
    pub state: State,
    pub created_at: NaiveDateTime,
    pub version: i64,
    pub versions: Vec<Version>,
}

impl Publication {
    pub fn version_of(&self, nth: i32) -> Option<&Version> {
        self.versions.iter().find(|v| v.nth == nth)
    }

    /// The version that is worked on or was last.
    pub fn latest(&self) -> Result<&Version> {
        self.version_of(self.latest).ok_or_else(|| Error::internal(format!("publication {}: no version {}", self.number, self.latest)))
    }

    /// Moves a version along the table; refuses what is not in it, saying how it stands.
    pub fn step(&mut self, nth: i32, verb: Verb) -> Result<&mut Version> {
        let number = self.number.clone();
        let version = self.versions.iter_mut().find(|v| v.nth == nth).ok_or(Error::NotFound)?;
        let Some(to) = version.state.after(verb) else {
            let message = Message::new("publication-not-now").text("number", number);
            return Err(Error::Refused(message.key("state", version.state.key()).key("verb", verb.key())));
        };
        version.state = to;
        Ok(version)
    }

    /// Begins the version that takes the place of one that was returned: the same words, for its writer to rewrite.
    pub fn go_on_from(&mut self, nth: i32) {
        let next = self.versions.iter().map(|v| v.nth).max().unwrap_or_default() + 1;
        let Some(returned) = self.version_of(nth) else { return };
        let copy = Version {
            nth: next,
            state: State::Draft,
            checked_by_id: None,
            checked_by: None,
            checked_at: None,
            ended_at: None,
            ended_by: None,
            ended_reason: None,
            ..returned.clone()
        };
        self.versions.push(copy);
    }

    /// What was returned before a version took its place.
    pub fn returned_before(&self, nth: i32) -> Option<&Version> {
        self.version_of(nth - 1).filter(|v| v.state == State::Returned)
    }

    /// What follows from the states of the versions: which one is latest, which is shown.
    pub fn settle(&mut self) {
        self.shown = self.versions.iter().find(|v| v.state == State::Published).map(|v| v.nth);
        let pending = self.versions.iter().find(|v| v.state.is_pending()).map(|v| v.nth);
        let last = self
            .versions
            .iter()
            .rev()
            .find(|v| !matches!(v.state, State::Dropped | State::Returned))
            .or(self.versions.last())
            .map(|v| v.nth);
        self.latest = pending.or(self.shown).or(last).unwrap_or(self.latest);
        self.state = self.version_of(self.latest).map_or(self.state, |v| v.state);
    }
}

/// What must not be said of persons. A natural person is named only where the rule says so, and no citizen's number ever is.
pub fn check_persons(
    errors: &mut FieldErrors,
    party: &Party,
    ground: Ground,
    person: Option<&str>,
    said: [(&'static str, &str); 2],
    today: NaiveDate,
) {
    let refuse = |field: &'static str, errors: &mut FieldErrors, name: &str| {
        errors.add(field, Message::new("publication-person-not-named").text("name", name).key("ground", ground.key()));
    };
    if party.is_person() && !ground.names_persons() {
        refuse("ground", errors, &party.name);
    }
    if let Some(name) = person {
        if !ground.names_persons() {
            refuse("person", errors, name);
        }
        if party.people.iter().all(|p| p.name != name) {
            errors.add("person", Message::new("restriction-person-unknown").text("name", name));
        }
    }
    for (field, said) in said {
        let named = party.people.iter().find(|p| p.name.chars().count() > 1 && Some(p.name.as_str()) != person && said.contains(&p.name));
        if let Some(named) = named {
            errors.add(field, Message::new("publication-names-person").text("name", &named.name));
        }
        if !citizens_numbers(said, today).is_empty() {
            errors.add(field, Message::new("publication-has-id"));
        }
    }
}

#[cfg(test)]
mod tests;
