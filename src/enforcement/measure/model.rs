//! A measure 处置措施 that was imposed, its re-inspections, and how it ends; and what was found of a case as a whole.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    calendar::{DeadlineRule, WorkCalendar},
    duties::{Light, LightReason},
    enforcement::MeasureKind,
    platform::error::{Error, Message, Result},
    tenancy::Settings,
};

crate::platform::stored_words! {
    /// Where a measure stands.
    MeasureState, "measure-state" {
        InForce = "in_force",
        /// Done, as a re-inspection showed or the department confirmed.
        Fulfilled = "fulfilled",
        /// The re-inspection failed.
        Failed = "failed",
        /// Taken back for the time to come.
        Lifted = "lifted",
        /// Found to be wrong from the start.
        Quashed = "quashed",
    }
}

crate::platform::stored_words! {
    /// What can be done to a measure, in the order a page offers it.
    MeasureAction, "measure-action" {
        Inspect = "inspect",
        /// What the party said to it.
        Reply = "reply",
        /// Done, without an inspection.
        Fulfil = "fulfil",
        Lift = "lift",
        Quash = "quash",
    }
}

use MeasureAction as A;
use MeasureState as S;

/// The state machine: in this state, this action leads to that state. An inspection leads to `Fulfilled` or `Failed`.
pub const MEASURE_TRANSITIONS: &[(MeasureState, MeasureAction, MeasureState)] = &[
    (S::InForce, A::Inspect, S::Fulfilled),
    (S::InForce, A::Inspect, S::Failed),
    (S::InForce, A::Reply, S::InForce),
    (S::InForce, A::Fulfil, S::Fulfilled),
    (S::InForce, A::Lift, S::Lifted),
    (S::InForce, A::Quash, S::Quashed),
    (S::Fulfilled, A::Quash, S::Quashed),
    (S::Failed, A::Quash, S::Quashed),
];

/// Where `action` leads from `state`; `passed`: how an inspection ended.
///
/// # Errors
/// `Refused` names the state, the action and what can be done instead.
pub fn decide_measure(state: MeasureState, action: MeasureAction, passed: bool) -> Result<MeasureState> {
    let wanted = if passed { S::Fulfilled } else { S::Failed };
    let rows = MEASURE_TRANSITIONS.iter().filter(|(from, ..)| *from == state);
    let mut fits = rows.clone().filter(|(_, a, to)| *a == action && (action != A::Inspect || *to == wanted));
    if let Some((.., to)) = fits.next() {
        return Ok(*to);
    }
    let mut instead: Vec<String> = rows.map(|(_, a, _)| a.key()).collect();
    instead.dedup();
    let message = Message::new(if instead.is_empty() { "measure-refused-over" } else { "measure-refused" });
    Err(Error::Refused(message.key("state", state.key()).key("action", action.key()).keys("instead", instead)))
}

crate::platform::stored_words! {
    /// What is found of a case as a whole 认定.
    FindingKind, "case-finding" {
        /// 情节严重
        Serious = "serious",
        /// 查证属实
        Proven = "proven",
        /// 涉嫌犯罪
        Criminal = "criminal",
    }
}

/// A finding as stored; one of each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: FindingKind,
    pub found_on: NaiveDate,
    pub text: String,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
}

/// A measure as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub id: i64,
    pub case_id: i64,
    pub kind: MeasureKind,
    /// Of other ones.
    pub name: String,
    pub legal_basis: String,
    /// Who imposed it.
    pub department_id: i64,
    pub imposed_by: String,
    pub imposed_at: NaiveDateTime,
    pub in_force_on: NaiveDate,
    pub rule: Option<DeadlineRule>,
    pub due_on: Option<NaiveDate>,
    pub conditions: String,
    /// The party's.
    pub reply: String,
    pub replied_on: Option<NaiveDate>,
    pub state: MeasureState,
    pub ended_on: Option<NaiveDate>,
    /// Why it was lifted, quashed, or is said to be done.
    pub reason: String,
    pub proposal_id: Option<i64>,
    pub version: i64,
    /// The publication or the notice that did it, where it is done by telling somebody.
    pub told_by: Option<String>,
}

impl Measure {
    pub fn is_live(&self) -> bool {
        self.state == MeasureState::InForce
    }

    /// Its light and why. Spans are working days.
    pub fn light(&self, today: NaiveDate, settings: &Settings, calendar: &WorkCalendar) -> (Light, LightReason) {
        let Some(due) = self.due_on.filter(|_| self.is_live()) else {
            return match self.state {
                MeasureState::InForce => (Light::Green, LightReason::OnTrack),
                _ => (Light::Grey, LightReason::AtRest),
            };
        };
        if due < today {
            return (Light::Red, LightReason::Overdue(calendar.working_days_between(due, today)));
        }
        let left = calendar.working_days_between(today, due);
        if left <= settings.due_soon_days { (Light::Yellow, LightReason::DueSoon(left)) } else { (Light::Green, LightReason::OnTrack) }
    }
}

/// A re-inspection 复查 as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    pub id: i64,
    pub measure_id: i64,
    pub department_id: i64,
    pub inspected_on: NaiveDate,
    /// Names of who inspected.
    pub inspectors: String,
    pub passed: bool,
    /// What was measured.
    pub figures: String,
    pub recorded_at: NaiveDateTime,
    pub recorded_by: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same rules said again: what ended stays ended, but for being quashed.
    fn plan(state: S, action: A, passed: bool) -> Option<S> {
        match (state, action) {
            (S::InForce, A::Inspect) => Some(if passed { S::Fulfilled } else { S::Failed }),
            (S::InForce, A::Reply) => Some(S::InForce),
            (S::InForce, A::Fulfil) => Some(S::Fulfilled),
            (S::InForce, A::Lift) => Some(S::Lifted),
            (S::InForce | S::Fulfilled | S::Failed, A::Quash) => Some(S::Quashed),
            _ => None,
        }
    }

    #[test]
    fn the_table_is_the_plan() {
        for state in S::ALL {
            for (action, passed) in A::ALL.iter().flat_map(|a| [(*a, true), (*a, false)]) {
                let found = decide_measure(*state, action, passed);
                let wanted = plan(*state, action, passed);
                if let Err(Error::Refused(m)) = &found {
                    let over = A::ALL.iter().all(|a| plan(*state, *a, true).is_none());
                    assert_eq!(m.key, if over { "measure-refused-over" } else { "measure-refused" }, "{state:?} {action:?}");
                }
                assert_eq!(found.ok(), wanted, "{state:?} {action:?} {passed}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// A life of it, told as two facts: how it ended, once, and whether it was wrong from the start.
        #[test]
        fn a_measure_ends_once_and_may_be_quashed_after(steps in proptest::collection::vec((proptest::sample::select(A::ALL), any::<bool>()), 1..12)) {
            let (mut state, mut ended, mut quashed) = (S::InForce, None, false);
            for (action, passed) in steps {
                let may = match action {
                    A::Quash => !quashed && ended != Some(S::Lifted),
                    _ => !quashed && ended.is_none(),
                };
                let to = decide_measure(state, action, passed);
                prop_assert_eq!(to.is_ok(), may, "{:?} {:?}", state, action);
                let Ok(to) = to else { continue };
                match action {
                    A::Inspect | A::Fulfil => ended = Some(if passed || action == A::Fulfil { S::Fulfilled } else { S::Failed }),
                    A::Lift => ended = Some(S::Lifted),
                    A::Quash => quashed = true,
                    A::Reply => {}
                }
                state = to;
                prop_assert_eq!(state, if quashed { S::Quashed } else { ended.unwrap_or(S::InForce) });
            }
        }
    }
}
