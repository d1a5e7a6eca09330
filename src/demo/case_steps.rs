//! What is imposed in the demonstration's cases, found of them, and to whom they go.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{cases::Entry, live::Stage};
use crate::{
    calendar::DeadlineRule,
    enforcement::{
        MeasureKind,
        hand_over::{
            self, HandOverAction, HandOverKind,
            actions::{Answer, NewHandOver, SeenHandOver},
        },
        measure::{
            self, FindingKind,
            actions::{NewInspection, NewMeasure, SeenMeasure},
        },
        queries::cases as cases_of,
    },
    platform::error::{Error, Result},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imposed {
    day: i64,
    kind: String,
    basis: String,
    /// Working days.
    days: u16,
    conditions: String,
    inspected: Option<Inspected>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inspected {
    day: i64,
    passed: bool,
    inspectors: String,
    figures: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Found {
    day: i64,
    kind: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Handed {
    day: i64,
    /// Code of the department that hands it over.
    by: String,
    kind: String,
    /// Code of the receiver; none: a body outside.
    to: Option<String>,
    #[serde(default)]
    outside: String,
    #[serde(default)]
    email: String,
    reason: String,
    basis: String,
    #[serde(default)]
    enclosures: String,
    receipt_days: u16,
    result_days: Option<u16>,
    #[serde(default)]
    answered: Vec<Answered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    day: i64,
    action: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    goes_to: String,
}

fn known<T>(found: Option<T>, word: &str) -> Result<T> {
    found.ok_or_else(|| Error::internal(format!("no such word: {word}")))
}

impl Stage<'_> {
    /// What is done in a case on a day, after it was filed.
    pub(super) fn case_steps(&self, entry: &Entry, day: NaiveDate) -> Result<()> {
        let is = |offset: i64| self.day(offset) == day;
        let at = |minute| self.go_to(self.moment(day, 14, minute).max(self.site.clock.now()));
        for imposed in &entry.measures {
            if is(imposed.day) {
                at(0);
                self.impose_measure(entry, imposed)?;
            }
            if let Some(inspected) = imposed.inspected.as_ref().filter(|i| is(i.day)) {
                at(20);
                self.inspect_again(entry, imposed, inspected)?;
            }
        }
        for found in entry.findings.iter().filter(|f| is(f.day)) {
            at(10);
            let (scope, seen) = self.seen(entry)?;
            let kind = known(FindingKind::parse(&found.kind), &found.kind)?;
            self.by(&scope, |conn, scope| measure::actions::find(conn, scope, &seen, Some(kind), Some(day), &found.text))?;
        }
        for handed in &entry.handed {
            if is(handed.day) {
                at(30);
                self.hand_over(entry, handed)?;
            }
            for answered in handed.answered.iter().filter(|a| is(a.day)) {
                at(40);
                self.answer_hand_over(entry, handed, answered)?;
            }
        }
        Ok(())
    }

    fn impose_measure(&self, entry: &Entry, imposed: &Imposed) -> Result<()> {
        let (scope, seen) = self.seen(entry)?;
        let new = NewMeasure {
            kind: Some(known(MeasureKind::parse(&imposed.kind), &imposed.kind)?),
            legal_basis: imposed.basis.clone(),
            department_id: Some(self.code(&entry.by)?),
            in_force_on: Some(self.day(imposed.day)),
            rule: Some(DeadlineRule::AfterAssignment { working_days: imposed.days }),
            conditions: imposed.conditions.clone(),
            ..NewMeasure::default()
        };
        self.by(&scope, |conn, scope| measure::actions::impose(conn, scope, &seen, &new).map(|_| ()))
    }

    fn inspect_again(&self, entry: &Entry, imposed: &Imposed, inspected: &Inspected) -> Result<()> {
        let (scope, seen) = self.seen(entry)?;
        let kind = known(MeasureKind::parse(&imposed.kind), &imposed.kind)?;
        let new = NewInspection {
            inspected_on: Some(self.day(inspected.day)),
            inspectors: inspected.inspectors.clone(),
            passed: Some(inspected.passed),
            figures: inspected.figures.clone(),
        };
        self.by(&scope, |conn, scope| {
            let id = cases_of::by_number(conn, scope, &seen.number)?.id;
            let all = measure::of_case(conn, scope, id)?;
            let (found, _) = all.into_iter().find(|(m, _)| m.kind == kind && m.is_live()).ok_or(Error::NotFound)?;
            let seen = SeenMeasure { number: seen.number.clone(), id: found.id, version: found.version };
            measure::actions::inspect(conn, scope, &seen, &new).map(|_| ())
        })
    }

    fn hand_over(&self, entry: &Entry, handed: &Handed) -> Result<()> {
        let (scope, seen) = (self.scope_of(Some(&handed.by))?, self.case(&entry.title)?);
        let new = NewHandOver {
            kind: Some(known(HandOverKind::parse(&handed.kind), &handed.kind)?),
            to_id: handed.to.as_deref().map(|code| self.code(code)).transpose()?,
            outside_name: handed.outside.clone(),
            outside_email: handed.email.clone(),
            reason: handed.reason.clone(),
            legal_basis: handed.basis.clone(),
            enclosures: handed.enclosures.clone(),
            receipt_days: Some(handed.receipt_days),
            result_days: handed.result_days,
            ..NewHandOver::default()
        };
        self.by(&scope, |conn, scope| hand_over::actions::send(conn, scope, &seen, &new).map(|_| ()))
    }

    /// By the receiver; for a body outside its paper is written down by who sent it.
    fn answer_hand_over(&self, entry: &Entry, handed: &Handed, answered: &Answered) -> Result<()> {
        let scope = self.scope_of(Some(handed.to.as_ref().unwrap_or(&handed.by)))?;
        let number = self.case(&entry.title)?.number;
        let action = known(HandOverAction::parse(&answered.action), &answered.action)?;
        let said = Answer { text: answered.text.clone(), should_go_to: answered.goes_to.clone(), name: handed.outside.clone() };
        self.by(&scope, |conn, scope| {
            let id = cases_of::by_number(conn, scope, &number)?.id;
            let last = hand_over::of_case(conn, scope, id)?.pop().ok_or(Error::NotFound)?;
            hand_over::actions::answer(conn, scope, SeenHandOver { id: last.id, version: last.version }, action, &said).map(|_| ())
        })
    }
}
