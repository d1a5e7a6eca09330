//! Regions of a campaign: what they are to reach, and what they report.

use chrono::{NaiveDate, NaiveDateTime};

crate::platform::stored_words! {
    /// What a region is to reach, in the order it is shown.
    What, "campaign-what" {
        /// Counted from the linked cases.
        CasesFiled = "cases_filed",
        CasesClosed = "cases_closed",
        /// Enterprises and stalls inspected, as reported.
        Inspected = "inspected",
        /// Of goods seized, in yuan.
        Value = "value",
        /// Markets open again after they were put in order.
        Reopened = "reopened",
    }
}

crate::platform::stored_words! {
    /// What cases of a campaign are counted by.
    Counted, "campaign-counted" {
        /// Filed within its days.
        Filed = "filed",
        /// Closed within them.
        Closed = "closed",
    }
}

impl What {
    /// Those a region reports.
    pub const REPORTED: [Self; 3] = [Self::Inspected, Self::Value, Self::Reopened];

    /// The Fluent key of its unit.
    pub fn unit(self) -> &'static str {
        match self {
            Self::CasesFiled | Self::CasesClosed => "campaign-unit-cases",
            Self::Inspected => "campaign-unit-inspected",
            Self::Value => "campaign-unit-value",
            Self::Reopened => "campaign-unit-reopened",
        }
    }
}

/// A region of one, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub id: i64,
    pub campaign_id: i64,
    /// The local government.
    pub department_id: i64,
    /// The first day of the last period whose silence was told.
    pub reminded_on: Option<NaiveDate>,
}

/// What a region is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub what: What,
    pub goal: i64,
}

/// What a region reports of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub id: i64,
    pub region_id: i64,
    /// The first day of the period.
    pub first_on: NaiveDate,
    pub figures: Figures,
    pub note: String,
    pub reported_at: NaiveDateTime,
    pub reported_by: String,
    /// Written down by the secretariat for the region.
    pub by_office: bool,
    pub version: i64,
}

/// What is reported in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub inspected: i64,
    pub value: i64,
    pub reopened: i64,
}

impl Figures {
    pub fn of(self, what: What) -> i64 {
        match what {
            What::Inspected => self.inspected,
            What::Value => self.value,
            What::Reopened => self.reopened,
            What::CasesFiled | What::CasesClosed => 0,
        }
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            inspected: self.inspected.saturating_add(other.inspected),
            value: self.value.saturating_add(other.value),
            reopened: self.reopened.saturating_add(other.reopened),
        }
    }
}
