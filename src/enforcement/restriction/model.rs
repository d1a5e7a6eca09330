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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    pub fn restriction(term: Term, from_on: NaiveDate) -> Restriction {
        let until_on = term.until(from_on, from_on);
        Restriction {
            id: 1,
            number: "2026-0001".into(),
            party_id: 2,
            named: "甲厂".into(),
            case_id: None,
            kind: Kind::NoProcurement,
            on_party: true,
            people: Vec::new(),
            basis: String::new(),
            reason: String::new(),
            department_id: 3,
            imposed_by: String::new(),
            found_on: from_on,
            from_on,
            term,
            until_on,
            last_on: until_on.unwrap_or(FOREVER),
            state: State::InForce,
            ended_on: None,
            ended_by: None,
            ended_reason: None,
            created_at: NaiveDateTime::default(),
            version: 1,
        }
    }

    #[test]
    fn the_end_follows_from_the_rule() {
        let (found, from) = (day(2026, 3, 2), day(2026, 3, 10));
        for (term, until) in [
            (Term::YearEnd, Some(day(2026, 12, 31))),
            (Term::Months(1), Some(day(2026, 4, 9))),
            (Term::Months(12), Some(day(2027, 3, 9))),
            (Term::Day(day(2026, 6, 1)), Some(day(2026, 6, 1))),
            (Term::Inspection, None),
            (Term::Unlimited, None),
        ] {
            assert_eq!(term.until(found, from), until, "{term:?}");
        }
        assert_eq!(Term::Months(1).until(found, day(2026, 1, 31)), Some(day(2026, 2, 27)), "a short month");
    }

    #[test]
    fn days_and_rules_that_do_not_go_together_are_said() {
        let wrong = |kind, term, found, from| {
            let mut errors = FieldErrors::default();
            last_day(&mut errors, kind, term, found, from, day(2026, 11, 26));
            errors.0.into_iter().map(|e| (e.field, e.message.key)).collect::<Vec<_>>()
        };
        let (found, from) = (day(2026, 11, 2), day(2026, 11, 10));
        assert_eq!(wrong(Kind::NoAward, Term::YearEnd, found, from), []);
        assert_eq!(wrong(Kind::NoAward, Term::Months(3), found, from), [("term".into(), "restriction-term-wrong")]);
        assert_eq!(wrong(Kind::NoProcurement, Term::Unlimited, found, from), [("term".into(), "restriction-term-wrong")]);
        assert_eq!(wrong(Kind::NoAward, Term::YearEnd, day(2025, 12, 30), from), [("from_on".into(), "restriction-year-is-over")]);
        assert_eq!(
            wrong(Kind::NoProcurement, Term::Day(day(2026, 11, 9)), found, from),
            [("until".into(), "restriction-until-before-from")]
        );
        assert_eq!(wrong(Kind::NoProcurement, Term::Inspection, from, found), [("from_on".into(), "restriction-from-before-found")]);
        assert_eq!(
            wrong(Kind::NoProcurement, Term::Inspection, day(2026, 11, 27), day(2026, 11, 27)),
            [("found_on".into(), "restriction-found-future")]
        );
    }

    #[test]
    fn it_holds_from_its_first_day_to_its_last_and_then_expires() {
        let one = restriction(Term::Day(day(2026, 6, 30)), day(2026, 3, 10));
        for (on, standing, holds) in [
            (day(2026, 3, 9), Standing::Coming, false),
            (day(2026, 3, 10), Standing::InForce, true),
            (day(2026, 6, 30), Standing::InForce, true),
            (day(2026, 7, 1), Standing::Expired, false),
        ] {
            assert_eq!((one.standing(on), one.holds_on(on)), (standing, holds), "{on}");
        }
        assert!(one.after(Verb::Lift, day(2026, 7, 1)).is_err(), "what has expired need not be lifted");
        assert!(one.after(Verb::Fulfil, day(2026, 4, 1)).is_err(), "no re-inspection ends it");
        assert_eq!(one.after(Verb::Quash, day(2026, 7, 1)).ok(), Some(State::Quashed));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever is done in whatever order: only what the table lists happens, and it never holds again after it ended.
        #[test]
        fn nothing_but_the_table_happens(verbs in proptest::collection::vec(0usize..3, 0..5), starts in 0u64..40) {
            let today = day(2026, 11, 26);
            let mut one = restriction(Term::Inspection, day(2026, 11, 1));
            for at in verbs {
                let (verb, before) = (Verb::ALL[at], one.state);
                match one.after(verb, today) {
                    Ok(to) => {
                        // The same rules said again.
                        let wanted = match (before, verb) {
                            (State::InForce, Verb::Fulfil) => State::Fulfilled,
                            (State::InForce, Verb::Lift) => State::Lifted,
                            (State::InForce | State::Fulfilled | State::Lifted, Verb::Quash) => State::Quashed,
                            other => panic!("{other:?} is allowed"),
                        };
                        prop_assert_eq!(to, wanted);
                        one.end(to, today, "周敏", "理由");
                        prop_assert!(!one.holds_on(today) && !one.holds_on(today + Days::new(starts)));
                    }
                    Err(_) => prop_assert!(before == State::Quashed || (before != State::InForce && verb != Verb::Quash)),
                }
            }
            prop_assert_eq!(one.holds_on(day(2026, 11, 10)), one.state != State::Quashed);
        }
    }
}
