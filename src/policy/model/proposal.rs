//! A proposal: what was read from a clause, corrected by people, until it becomes a duty.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Cadence, DeadlineRule},
    duties::{NewTarget, Part},
    policy::reading::Sureness,
};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalState {
    Proposed,
    /// A duty was made of it.
    Confirmed,
    /// No duty comes of it.
    Dropped,
}

impl ProposalState {
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Confirmed, Self::Dropped];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Dropped => "dropped",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// What of a proposal was read from some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Lead,
    Support,
    Due,
    Cadence,
    Targets,
}

impl Field {
    pub const ALL: [Self; 5] = [Self::Lead, Self::Support, Self::Due, Self::Cadence, Self::Targets];

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lead => "policy-field-lead",
            Self::Support => "policy-field-support",
            Self::Due => "policy-field-due",
            Self::Cadence => "policy-field-cadence",
            Self::Targets => "policy-field-targets",
        }
    }
}

/// Words of the clause a field was read from: bytes into the clause's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub field: Field,
    pub start: usize,
    pub end: usize,
    pub sure: Sureness,
}

/// A body named in the clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    pub printed: String,
    pub part: Part,
    /// The department it is known as.
    pub department: Option<i64>,
    /// Somebody said whom it means, or that it counts for nobody.
    pub settled: bool,
    /// Known by another spelling than its name.
    pub by_alias: bool,
}

impl Mention {
    /// Whether it still has to be said whom it means.
    pub fn is_open(&self) -> bool {
        self.department.is_none() && !self.settled
    }
}

/// The body of a proposal; stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    pub requirement: String,
    pub deliverable: String,
    pub lead_ids: Vec<i64>,
    pub support_ids: Vec<i64>,
    /// With several leads: each gets a duty of its own; else the first leads and the others support.
    pub apart: bool,
    pub rule: Option<DeadlineRule>,
    pub cadence: Option<Cadence>,
    pub targets: Vec<NewTarget>,
    pub mentions: Vec<Mention>,
    pub marks: Vec<Mark>,
    /// Somebody has corrected or made it.
    pub by_hand: bool,
}

impl Content {
    /// Whether it has a deadline or a cadence.
    pub fn has_date(&self) -> bool {
        self.rule.is_some() || self.cadence.is_some()
    }

    /// Printed names of whom it still has to be said whom they mean.
    pub fn open_bodies(&self) -> usize {
        self.mentions.iter().filter(|m| m.is_open()).count()
    }

    /// Says whom a printed name means, wherever it stands and is still open; returns in how many places. `known_as`: the department that
    /// goes by this name from now on.
    pub fn settle(&mut self, printed: &str, departments: &[i64], known_as: Option<i64>) -> usize {
        let mut parts = Vec::new();
        for mention in self.mentions.iter_mut().filter(|m| m.is_open() && m.printed == printed) {
            mention.settled = true;
            mention.department = known_as;
            mention.by_alias = known_as.is_some();
            parts.push(mention.part);
        }
        for part in &parts {
            departments.iter().for_each(|id| self.charge(*part, *id));
        }
        parts.len()
    }

    /// Adds a department where the mention stood, once.
    pub fn charge(&mut self, part: Part, department_id: i64) {
        if self.lead_ids.contains(&department_id) {
            return;
        }
        match part {
            Part::Lead => {
                self.support_ids.retain(|d| *d != department_id);
                self.lead_ids.push(department_id);
            }
            Part::Support if !self.support_ids.contains(&department_id) => self.support_ids.push(department_id),
            Part::Support => {}
        }
    }
}

/// A proposal as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: i64,
    pub clause_id: i64,
    pub position: i64,
    pub title: String,
    pub content: Content,
    pub sure: bool,
    pub state: ProposalState,
    pub duty_id: Option<i64>,
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_leads_and_supports_at_once() {
        let mut content = Content::default();
        content.charge(Part::Support, 1);
        content.charge(Part::Lead, 1);
        content.charge(Part::Support, 1);
        assert_eq!((content.lead_ids, content.support_ids), (vec![1], vec![]));
    }
}
