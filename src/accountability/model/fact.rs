//! What a matter is raised for: a copy of the facts, which stays as it was however the things it tells of go on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Cause;
use crate::tenancy::departments::alias_key;

/// A fact with a figure, and where it is from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactLine {
    /// Names the Fluent key of its label: `matter-fact-{key}`.
    pub key: String,
    pub value: String,
    /// Below the workspace: `/duties/2026-0031`.
    pub path: Option<String>,
}

impl FactLine {
    pub fn new(key: &str, value: impl ToString) -> Self {
        Self { key: key.to_owned(), value: value.to_string(), path: None }
    }

    pub fn at(self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self }
    }
}

/// Facts as they stood on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// In words, of what was entered by hand.
    pub text: String,
    pub lines: Vec<FactLine>,
    /// The day of the copy.
    pub on: NaiveDate,
}

/// What makes two entries by hand the same fact: what happened when, and to whom it is put.
pub fn hand_key(cause: Cause, department_id: i64, who: &str, on: NaiveDate, title: &str) -> String {
    format!("{}:{department_id}:{}:{on}:{}", cause.as_str(), alias_key(who), alias_key(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_makes_no_new_fact() {
        let on = NaiveDate::default();
        let key = |title| hand_key(Cause::MajorIncident, 1, "王 伟", on, title);
        assert_eq!(key("压力锅 爆炸"), key("压力锅爆炸"));
        assert_ne!(key("压力锅爆炸"), key("压力锅再爆炸"));
        assert_ne!(key("压力锅爆炸"), hand_key(Cause::MajorIncident, 1, "王伟", NaiveDate::MAX, "压力锅爆炸"));
    }
}
