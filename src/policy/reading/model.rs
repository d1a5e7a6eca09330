//! What a reading consists of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One leaf of the outline and what it seems to ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadClause {
    /// Numbers from the outermost level inwards, bare: `["四", "15"]`.
    pub path: Vec<String>,
    /// The clause's own number as printed: `（三）`, `第十二条`, `15.`.
    pub label: String,
    /// Headings of the enclosing levels, outermost first.
    pub section: Vec<String>,
    pub heading: Option<String>,
    pub text: String,
    pub span: Range<usize>,
    pub lead: Vec<Body>,
    pub support: Vec<Body>,
    pub due: Option<Found<NaiveDate>>,
    pub cadence: Option<Found<Cadence>>,
    pub targets: Vec<Found<Target>>,
    pub kind: ClauseKind,
}

/// A body named in a clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The department's name where it is known, else as printed.
    pub name: String,
    pub printed: String,
    /// The known department's id.
    pub department: Option<i64>,
    pub span: Range<usize>,
    pub sure: Sureness,
}

/// Something read, where, and how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    pub value: T,
    pub span: Range<usize>,
    pub sure: Sureness,
}

/// How sure the reader is; the order goes from guess to sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    Guess,
    Likely,
    Sure,
}

/// How often something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    Once,
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    Ongoing,
}

/// A number to be reached, in the unit printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    pub value: f64,
    pub unit: String,
    pub comparison: Comparison,
    pub per: Option<Per>,
    /// A short phrase naming what is counted, for a label.
    pub what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    AtLeast,
    AtMost,
    About,
    Exactly,
}

/// The period a target is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// What a clause is, as a proposal: only a duty is assigned to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    Duty,
    /// Tells how things stand or why they matter.
    Background,
    /// Lays down aims, scope or terms, and charges nobody.
    Principle,
}
