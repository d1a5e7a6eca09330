//! A restriction, how long it holds by its rule, and how it ends. Pure.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

use crate::{
    enforcement::model::Post,
    platform::error::{Error, FieldErrors, Message, Result},
};

/// The longest legal basis, in characters.
pub const BASIS_MAX: usize = 300;
/// The longest term that is counted in months, and how far ahead it may begin, in days.
pub const MONTHS_MAX: u32 = 120;
pub const AHEAD_MAX: u64 = 366;

/// The last day of what has no end: greater than any other.
pub const FOREVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");

crate::platform::stored_words! {
    /// What must not be done.
    Kind, "restriction-kind" {
        /// 当年不得评优
        NoAward = "no_award",
        /// 不得参加政府采购
        NoProcurement = "no_procurement",
        /// 不得申办新企业: falls on natural persons.
        NoRegistration = "no_registration",
    }
}

crate::platform::stored_words! {
    /// The rule its end is computed by.
    TermKind, "restriction-term" {
        YearEnd = "year_end",
        Months = "months",
        Day = "day",
        Inspection = "inspection",
        Unlimited = "unlimited",
    }
}

crate::platform::stored_words! {
    /// What has become of it; that it has expired is never stored.
    State, "restriction-state" {
        InForce = "in_force",
        /// Its condition was met: the re-inspection was passed.
        Fulfilled = "fulfilled",
        /// Ended early by what two people decided.
        Lifted = "lifted",
        /// Should not have been: void as a whole.
        Quashed = "quashed",
    }
}

crate::platform::stored_words! {
    /// How it stands on a day.
    Standing, "restriction-standing" {
        Coming = "coming",
        InForce = "in_force",
        Expired = "expired",
        Fulfilled = "fulfilled",
        Lifted = "lifted",
        Quashed = "quashed",
    }
}

crate::platform::stored_words! {
    /// What ends one before its time.
    Verb, "restriction-verb" {
        Fulfil = "fulfil",
        Lift = "lift",
        Quash = "quash",
    }
}

crate::platform::stored_words! {
    /// A proposal to lift one early or to quash it.
    LiftingState, "lifting-state" {
        Open = "open",
        Approved = "approved",
        Refused = "refused",
    }
}

/// How long it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// To 31 December of the year of the finding.
    YearEnd,
    Months(u32),
    Day(NaiveDate),
    /// Until a re-inspection is passed.
    Inspection,
    /// Until somebody lifts it.
    Unlimited,
}

impl Term {
    pub fn kind(self) -> TermKind {
        match self {
            Self::YearEnd => TermKind::YearEnd,
            Self::Months(_) => TermKind::Months,
            Self::Day(_) => TermKind::Day,
            Self::Inspection => TermKind::Inspection,
            Self::Unlimited => TermKind::Unlimited,
        }
    }

    pub fn months(self) -> Option<u32> {
        if let Self::Months(n) = self { Some(n) } else { None }
    }

    /// The last day it holds by this rule; none where no day is known.
    pub fn until(self, found_on: NaiveDate, from_on: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::YearEnd => NaiveDate::from_ymd_opt(found_on.year(), 12, 31),
            // From 10 March for a month is to 9 April: the day before the same day of the last month.
            Self::Months(n) => from_on.checked_add_months(Months::new(n)).and_then(|day| day.checked_sub_days(Days::new(1))),
            Self::Day(day) => Some(day),
            Self::Inspection | Self::Unlimited => None,
        }
    }
}

impl Kind {
    /// The rules its end may be stated by, the usual one first.
    pub fn terms(self) -> &'static [TermKind] {
        match self {
            Self::NoAward => &[TermKind::YearEnd],
            Self::NoProcurement => &[TermKind::Inspection, TermKind::Months, TermKind::Day],
            Self::NoRegistration => &[TermKind::Unlimited, TermKind::Months, TermKind::Day],
        }
    }

    /// Whether it may fall on people who answer for the party, and whether it can fall on a party that is no person at all.
    pub fn falls_on_people(self) -> bool {
        self != Self::NoProcurement
    }

    pub fn falls_on_enterprises(self) -> bool {
        self != Self::NoRegistration
    }
}

impl State {
    /// Every transition there is; what is not here is refused.
    pub const TABLE: &'static [(Self, Verb, Self)] = &[
        (Self::InForce, Verb::Fulfil, Self::Fulfilled),
        (Self::InForce, Verb::Lift, Self::Lifted),
        (Self::InForce, Verb::Quash, Self::Quashed),
        // What ended otherwise may turn out never to have been right.
        (Self::Fulfilled, Verb::Quash, Self::Quashed),
        (Self::Lifted, Verb::Quash, Self::Quashed),
    ];

    pub fn after(self, verb: Verb) -> Option<Self> {
        Self::TABLE.iter().find(|(from, by, _)| *from == self && *by == verb).map(|(_, _, to)| *to)
    }
}

/// A natural person it falls on, as they answered for the party then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    pub name: String,
    pub post: Post,
}

/// A restriction as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Restriction {
    pub id: i64,
    /// `2026-0003`, unique in the workspace.
    pub number: String,
    /// Whom it counts for now: where the party lives on.
    pub party_id: i64,
    /// What the party was called when it was imposed.
    pub named: String,
    pub case_id: Option<i64>,
    pub kind: Kind,
    /// Whether it falls on the party itself, or on the people alone.
    pub on_party: bool,
    pub people: Vec<Carrier>,
    pub basis: String,
    /// What was found.
    pub reason: String,
    pub department_id: i64,
    /// Who recorded it.
    pub imposed_by: String,
    pub found_on: NaiveDate,
    pub from_on: NaiveDate,
    pub term: Term,
    /// By the rule.
    pub until_on: Option<NaiveDate>,
    /// The last day it holds, whatever ended it; [`FOREVER`] while no day is known.
    pub last_on: NaiveDate,
    pub state: State,
    pub ended_on: Option<NaiveDate>,
    pub ended_by: Option<String>,
    pub ended_reason: Option<String>,
    pub created_at: NaiveDateTime,
    pub version: i64,
}

impl Restriction {
    /// How it stands on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        match self.state {
            State::Fulfilled => Standing::Fulfilled,
            State::Lifted => Standing::Lifted,
            State::Quashed => Standing::Quashed,
            State::InForce if self.last_on < today => Standing::Expired,
            State::InForce if self.from_on > today => Standing::Coming,
            State::InForce => Standing::InForce,
        }
    }

    /// Whether it forbids something on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.last_on && self.state != State::Quashed
    }

    /// Whether it may still forbid something on a day or later.
    pub fn matters(&self, today: NaiveDate) -> bool {
        matches!(self.standing(today), Standing::InForce | Standing::Coming)
    }

    /// The state a verb leads to; refuses what is not in the table, and what has expired already, saying what it is.
    pub fn after(&self, verb: Verb, today: NaiveDate) -> Result<State> {
        let standing = self.standing(today);
        let is_late = standing == Standing::Expired && verb != Verb::Quash;
        let fits = verb != Verb::Fulfil || self.term == Term::Inspection;
        match self.state.after(verb) {
            Some(_) if !fits => Err(Error::refused("restriction-not-by-inspection")),
            Some(to) if !is_late => Ok(to),
            _ => Err(Error::Refused(
                Message::new("restriction-is-over").text("number", &self.number).key("state", standing.key()).key("verb", verb.key()),
            )),
        }
    }

    /// Whether what is proposed can still be done; not once it ended otherwise.
    pub fn may_still(&self, open: &Lifting, today: NaiveDate) -> bool {
        self.after(open.verb, today).is_ok()
    }

    /// Ends it from this day on. What is quashed never held.
    pub fn end(&mut self, to: State, on: NaiveDate, by: &str, reason: &str) {
        let before = |day: NaiveDate| day.checked_sub_days(Days::new(1)).unwrap_or(day);
        self.last_on = if to == State::Quashed { before(self.from_on).min(before(on)) } else { self.last_on.min(before(on)) };
        self.state = to;
        self.ended_on = Some(on);
        self.ended_by = Some(by.to_owned());
        self.ended_reason = Some(reason.to_owned());
    }
}

/// The days of a new one, checked against each other: the last day by its rule. Errors by field: `term`, `until`, `found_on`, `from_on`.
pub fn last_day(
    errors: &mut FieldErrors,
    kind: Kind,
    term: Term,
    found: NaiveDate,
    from: NaiveDate,
    today: NaiveDate,
) -> Option<NaiveDate> {
    if !kind.terms().contains(&term.kind()) {
        errors.add("term", Message::new("restriction-term-wrong").key("kind", kind.key()).key("term", term.kind().key()));
    }
    if found > today {
        errors.add("found_on", Message::new("restriction-found-future"));
    }
    if from < found {
        errors.add("from_on", Message::new("restriction-from-before-found"));
    } else if from > today + Days::new(AHEAD_MAX) {
        errors.add("from_on", Message::new("restriction-from-far"));
    }
    let until = term.until(found, from);
    match until {
        Some(day) if day < from && term == Term::YearEnd => {
            errors.add("from_on", Message::new("restriction-year-is-over").text("year", found.year().to_string()));
        }
        Some(day) if day < from => errors.add("until", Message::new("restriction-until-before-from")),
        None if matches!(term, Term::Months(_)) => errors.add("months", Message::new("restriction-months-wrong")),
        _ => {}
    }
    until
}

/// A proposal to lift one early or to quash it, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifting {
    pub id: i64,
    pub restriction_id: i64,
    /// To lift or to quash.
    pub verb: Verb,
    pub reason: String,
    pub proposed_by_id: i64,
    pub proposed_by: String,
    pub proposed_at: NaiveDateTime,
    pub state: LiftingState,
    pub decided_by: Option<String>,
    pub decided_at: Option<NaiveDateTime>,
    pub decision: Option<String>,
}

#[cfg(test)]
mod tests;
