//! Rules, and the versions of the ladder they are kept in.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::enforcement::{MeasureKind, measure::FindingKind, sampling::SampleLevel};

crate::platform::stored_words! {
    /// What must be so for a rule to propose something.
    Condition, "ladder-condition" {
        /// The re-inspection of its measure failed.
        FailedReinspection = "failed_reinspection",
        /// So many failed samplings of the main product running, at its level or above.
        TwiceRunning = "twice_running",
        /// A failed sampling of a product that needs a licence, at its level or above.
        LicensedFailure = "licensed_failure",
        /// A sampling was refused.
        Refusal = "refusal",
        /// Its measure is in force and its deadline is over.
        PastDeadline = "past_deadline",
        /// Found to be serious.
        Serious = "serious",
        /// Found to be proven.
        Proven = "proven",
        /// Found to be a crime.
        Criminal = "criminal",
        /// So many cases of its kind within so many months, this one among them.
        Repeated = "repeated",
    }
}

impl Condition {
    /// The finding it is about, if it is one.
    pub fn finding(self) -> Option<FindingKind> {
        match self {
            Self::Serious => Some(FindingKind::Serious),
            Self::Proven => Some(FindingKind::Proven),
            Self::Criminal => Some(FindingKind::Criminal),
            _ => None,
        }
    }

    /// Whether it asks for a measure it follows.
    pub fn asks_after(self) -> bool {
        matches!(self, Self::FailedReinspection | Self::PastDeadline)
    }

    /// Whether it asks for the level of samplings.
    pub fn asks_level(self) -> bool {
        matches!(self, Self::TwiceRunning | Self::LicensedFailure)
    }
}

/// One rule of a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// From 1; the ladder is read in this order.
    pub position: i32,
    /// Codes of the kinds of cases it is for; all where empty.
    pub kinds: Vec<String>,
    pub condition: Condition,
    /// The measure that failed or was not done; any where there is none.
    pub after: Option<MeasureKind>,
    /// The lowest level of samplings that counts.
    pub level: Option<SampleLevel>,
    /// How often, where the condition counts.
    pub times: i32,
    /// Within how many months, where it counts cases.
    pub months: i32,
    /// What it proposes, in this order.
    pub measures: Vec<MeasureKind>,
    /// Working days the party is given; 0: none.
    pub days: i32,
    /// Who decides; whoever holds the case where there is none.
    pub competent_id: Option<i64>,
    /// Where it comes from, in words.
    pub article: String,
}

/// A version of the ladder. A draft is in force from no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    pub id: i64,
    /// From 1.
    pub number: i32,
    pub in_force_on: Option<NaiveDate>,
    pub note: String,
    pub made_at: NaiveDateTime,
    pub made_by: String,
    pub rules: Vec<Rule>,
    pub version: i64,
}

/// The version cases filed on this day follow: the latest in force by then, or else the first there is.
pub fn in_force_at(ladders: &[Ladder], day: NaiveDate) -> Option<&Ladder> {
    let dated = || ladders.iter().filter_map(|l| l.in_force_on.map(|on| ((on, l.number), l)));
    let by_then = dated().filter(|((on, _), _)| *on <= day).max_by_key(|(key, _)| *key);
    by_then.or_else(|| dated().min_by_key(|(key, _)| *key)).map(|(_, ladder)| ladder)
}
