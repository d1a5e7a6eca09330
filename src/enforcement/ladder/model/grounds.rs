//! What rules ask about a case, and what a proposal rests on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::enforcement::{
    MeasureKind,
    measure::{FindingKind, MeasureState},
    sampling::{SampleLevel, Sampled},
};

/// A measure of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposed {
    pub id: i64,
    pub kind: MeasureKind,
    pub in_force_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub state: MeasureState,
    /// The day of the re-inspection that failed.
    pub failed_on: Option<NaiveDate>,
}

/// All that rules ask about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    pub case_id: i64,
    pub kind_code: String,
    pub registered_on: NaiveDate,
    /// Whether its product is made under a licence.
    pub has_licence: bool,
    /// Of the case's party and of those that live on in it, by day, the oldest first.
    pub sampled: Vec<Sampled>,
    pub imposed: Vec<Imposed>,
    pub findings: Vec<(FindingKind, NaiveDate)>,
    /// Number and day of other cases of the same kind against the same party.
    pub others: Vec<(String, NaiveDate)>,
}

/// Something a proposal rests on, as it was when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub on: NaiveDate,
    #[serde(flatten)]
    pub what: What,
}

/// What a fact is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Sampling {
        id: i64,
        round_id: i64,
        round: String,
        product: String,
        party: String,
        level: SampleLevel,
        /// Refused, which counts as failed.
        #[serde(default)]
        refused: bool,
    },
    /// Its re-inspection failed.
    Failed {
        measure: MeasureKind,
    },
    /// Its deadline passed.
    Overdue {
        measure: MeasureKind,
    },
    Finding {
        finding: FindingKind,
    },
    Case {
        number: String,
    },
}

impl Grounds {
    /// Samplings that belong to the case itself.
    pub(super) fn own(&self) -> impl Iterator<Item = &Sampled> {
        self.sampled.iter().filter(|s| s.sampling.case_id == Some(self.case_id))
    }
}
