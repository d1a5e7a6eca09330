//! How far a proposal is from being assigned, and why.

use chrono::NaiveDate;

use super::{Content, Field};
use crate::{calendar::DeadlineRule, duties::Part, policy::reading::Sureness};

/// What a proposal needs before it can go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Somebody leads, everybody named is known, nothing read is a guess: it can be confirmed from a list.
    Ready,
    /// Complete, but something of it should be looked at.
    Check,
    /// Nobody leads yet, or a name nobody is known by stands in it.
    Lacking,
}

/// How sure a proposal is, field by field.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub readiness: Readiness,
    pub sure: Vec<Field>,
    pub doubtful: Vec<Field>,
    pub lead_missing: bool,
    /// Printed names that were matched by an alias.
    pub by_alias: Vec<String>,
    /// Printed names nobody is known by.
    pub open: Vec<String>,
    /// A deadline that lies before today.
    pub past: Option<NaiveDate>,
    /// Neither deadline nor cadence.
    pub undated: bool,
}

impl Content {
    /// How sure each field that was read is; a field is only as sure as its least sure words.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
        for field in Field::ALL {
            let least = self.marks.iter().filter(|m| m.field == field).map(|m| m.sure).min();
            let open = self.mentions.iter().any(|m| m.is_open() && field_of(m.part) == field);
            match least {
                Some(Sureness::Sure) if !open => sure.push(field),
                Some(_) => doubtful.push(field),
                None => {}
            }
        }
        let (mut by_alias, mut open) = (Vec::new(), Vec::new());
        for mention in &self.mentions {
            let list = if mention.is_open() { &mut open } else { &mut by_alias };
            if (mention.is_open() || mention.by_alias) && !list.contains(&mention.printed) {
                list.push(mention.printed.clone());
            }
        }
        let past = match &self.rule {
            Some(DeadlineRule::Fixed { on } | DeadlineRule::Before { on, .. }) if *on < today => Some(*on),
            _ => None,
        };
        let lead_missing = self.lead_ids.is_empty();
        let readiness = if lead_missing || !open.is_empty() {
            Readiness::Lacking
        } else if past.is_some() || !self.by_hand && self.holds_a_guess() {
            Readiness::Check
        } else {
            Readiness::Ready
        };
        Standing { readiness, sure, doubtful, lead_missing, by_alias, open, past, undated: !self.has_date() }
    }

    /// Whether it can be confirmed without a second look.
    pub fn is_sure(&self, today: NaiveDate) -> bool {
        self.standing(today).readiness == Readiness::Ready
    }

    /// Whether who leads was gathered from running text alone, or stands in other words than the clause's, or anything was guessed.
    fn holds_a_guess(&self) -> bool {
        let said = self.marks.iter().any(|m| m.field == Field::Lead);
        !said || self.marks.iter().any(|m| m.sure == Sureness::Guess || m.field == Field::Lead && m.sure != Sureness::Sure)
    }
}

/// The field a body of this part stands in.
fn field_of(part: Part) -> Field {
    match part {
        Part::Lead => Field::Lead,
        Part::Support => Field::Support,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::model::{Mark, Mention};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

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
        let standing = content.standing(today());
        assert_eq!(standing.sure, [Field::Lead]);
        assert_eq!(standing.doubtful, [Field::Support, Field::Due]);
        assert_eq!(standing.open, ["有关部门"]);
        assert_eq!(standing.readiness, Readiness::Lacking);
    }

    #[test]
    fn only_a_known_sure_lead_without_guesses_goes_through_in_bulk() {
        let sure = Content { lead_ids: vec![1], marks: vec![mark(Field::Lead, Sureness::Sure)], ..Content::default() };
        let readiness = |content: Content| content.standing(today()).readiness;
        assert_eq!(readiness(sure.clone()), Readiness::Ready);
        assert_eq!(readiness(Content { lead_ids: vec![], ..sure.clone() }), Readiness::Lacking);
        assert_eq!(readiness(Content { marks: vec![], ..sure.clone() }), Readiness::Check, "its words do not say who leads");
        assert_eq!(readiness(Content { marks: vec![mark(Field::Lead, Sureness::Likely)], ..sure.clone() }), Readiness::Check);
        let guess = Content { marks: vec![mark(Field::Lead, Sureness::Sure), mark(Field::Due, Sureness::Guess)], ..sure.clone() };
        assert_eq!(readiness(guess.clone()), Readiness::Check);
        assert_eq!(readiness(Content { by_hand: true, ..guess }), Readiness::Ready, "a person has looked");
    }

    #[test]
    fn a_deadline_that_has_passed_needs_a_look_whoever_wrote_it() {
        let on = |day: &str| Some(DeadlineRule::Fixed { on: day.parse().unwrap() });
        let content = Content { lead_ids: vec![1], by_hand: true, rule: on("2005-12-31"), ..Content::default() };
        assert_eq!(content.standing(today()).readiness, Readiness::Check);
        assert!(Content { rule: on("2026-11-23"), ..content.clone() }.is_sure(today()), "today is not past");
        assert!(Content { rule: Some(DeadlineRule::AfterAssignment { working_days: 5 }), ..content }.is_sure(today()));
    }
}
