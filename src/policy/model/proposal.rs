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

/// How sure a proposal is, field by field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub sure: Vec<Field>,
    pub doubtful: Vec<Field>,
    pub lead_missing: bool,
    /// Printed names that were matched by an alias.
    pub by_alias: Vec<String>,
    /// Printed names nobody is known by.
    pub open: Vec<String>,
}

impl Content {
    /// How sure each field that was read is; a field is only as sure as its least sure words.
    pub fn standing(&self) -> Standing {
        let mut standing = Standing { lead_missing: self.lead_ids.is_empty(), ..Standing::default() };
        for field in Field::ALL {
            let least = self.marks.iter().filter(|m| m.field == field).map(|m| m.sure).min();
            let open = self.mentions.iter().any(|m| m.is_open() && field_of(m.part) == field);
            match least {
                Some(Sureness::Sure) if !open => standing.sure.push(field),
                Some(_) => standing.doubtful.push(field),
                None => {}
            }
        }
        for mention in &self.mentions {
            let list = if mention.is_open() { &mut standing.open } else { &mut standing.by_alias };
            if (mention.is_open() || mention.by_alias) && !list.contains(&mention.printed) {
                list.push(mention.printed.clone());
            }
        }
        standing
    }

    /// Whether it can be confirmed without a second look: somebody leads, everybody named is known, and nothing read is a guess.
    pub fn is_sure(&self) -> bool {
        let bodies_known = self.mentions.iter().all(|m| !m.is_open());
        let lead_sure = self.marks.iter().filter(|m| m.field == Field::Lead).all(|m| m.sure == Sureness::Sure);
        let no_guess = self.marks.iter().all(|m| m.sure > Sureness::Guess);
        !self.lead_ids.is_empty() && bodies_known && (self.by_hand || (lead_sure && no_guess))
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

/// The field a body of this part stands in.
fn field_of(part: Part) -> Field {
    match part {
        Part::Lead => Field::Lead,
        Part::Support => Field::Support,
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

    fn mark(field: Field, sure: Sureness) -> Mark {
        Mark { field, start: 0, end: 0, sure }
    }

    fn mention(printed: &str, part: Part, department: Option<i64>) -> Mention {
        Mention { printed: printed.into(), part, department, settled: false, by_alias: false }
    }

    #[test]
    fn a_field_is_as_sure_as_its_least_sure_words_and_an_unknown_body_makes_it_doubtful() {
        let content = Content {
            lead_ids: vec![1],
            mentions: vec![mention("甲局", Part::Lead, Some(1)), mention("有关部门", Part::Support, None)],
            marks: vec![
                mark(Field::Lead, Sureness::Sure),
                mark(Field::Support, Sureness::Sure),
                mark(Field::Due, Sureness::Sure),
                mark(Field::Due, Sureness::Guess),
            ],
            ..Content::default()
        };
        let standing = content.standing();
        assert_eq!(standing.sure, [Field::Lead]);
        assert_eq!(standing.doubtful, [Field::Support, Field::Due]);
        assert_eq!(standing.open, ["有关部门"]);
        assert!(!content.is_sure());
    }

    #[test]
    fn only_a_known_sure_lead_without_guesses_goes_through_in_bulk() {
        let sure = Content { lead_ids: vec![1], marks: vec![mark(Field::Lead, Sureness::Sure)], ..Content::default() };
        assert!(sure.is_sure());
        assert!(!Content { lead_ids: vec![], ..sure.clone() }.is_sure());
        assert!(!Content { marks: vec![mark(Field::Lead, Sureness::Likely)], ..sure.clone() }.is_sure());
        let guess = Content { marks: vec![mark(Field::Lead, Sureness::Sure), mark(Field::Due, Sureness::Guess)], ..sure };
        assert!(!guess.is_sure());
        assert!(Content { by_hand: true, ..guess }.is_sure(), "a person has looked");
    }

    #[test]
    fn nobody_leads_and_supports_at_once() {
        let mut content = Content::default();
        content.charge(Part::Support, 1);
        content.charge(Part::Lead, 1);
        content.charge(Part::Support, 1);
        assert_eq!((content.lead_ids, content.support_ids), (vec![1], vec![]));
    }
}
