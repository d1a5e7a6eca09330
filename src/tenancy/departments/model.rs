//! What a department is.

use chrono::NaiveDate;

pub use crate::platform::text::alias_key;
use crate::tenancy::{DepartmentKind, Function};

/// What has become of a department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DepartmentState {
    /// Takes duties.
    Open,
    /// Exists in past records only.
    Closed,
    /// Lives on in another one, which took over its names, people and duties.
    Merged,
}

impl DepartmentState {
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Merged];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Merged => "merged",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "department-state-open",
            Self::Closed => "department-state-closed",
            Self::Merged => "department-state-merged",
        }
    }
}

/// A member department as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Department {
    pub id: i64,
    /// Unique in the workspace, upper and lower case being the same.
    pub code: String,
    pub name: String,
    /// What lists show; the full name where there is no shorter one.
    pub short_name: String,
    pub kind: DepartmentKind,
    pub parent_id: Option<i64>,
    pub state: DepartmentState,
    /// Where it lives on, when merged.
    pub merged_into_id: Option<i64>,
    /// Order among departments; equal positions are ordered by code.
    pub position: i64,
    /// For optimistic locking.
    pub version: i64,
}

/// This department, and all that live on in it: what concerned one of them concerns it.
pub fn with_merged(all: &[Department], id: i64) -> Vec<i64> {
    let (mut found, mut at) = (vec![id], 0);
    while let Some(into) = found.get(at).copied() {
        let merged = all.iter().filter(|d| d.merged_into_id == Some(into)).map(|d| d.id);
        let more: Vec<i64> = merged.filter(|id| !found.contains(id)).collect();
        found.extend(more);
        at += 1;
    }
    found
}

/// A person with a function in a department.
#[derive(Clone, Debug, PartialEq)]
pub struct DepartmentPerson {
    pub department_id: i64,
    pub membership_id: i64,
    pub person_id: i64,
    pub name: String,
    pub function: Function,
    /// The membership of the liaison a deputy stands in for; none where that liaison has gone.
    pub deputy_of_id: Option<i64>,
    /// First and last day of a deputy, where they are given.
    pub from_on: Option<NaiveDate>,
    pub until_on: Option<NaiveDate>,
}

impl DepartmentPerson {
    /// Whether it holds on this day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on.is_none_or(|from| from <= day) && self.until_on.is_none_or(|until| day <= until)
    }
}
