//! Targets (指标): a number to reach, and how far measured values are from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a measured value is held against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    AtLeast,
    AtMost,
    /// Within a twentieth of the value either way; more is reached too.
    About,
    Exactly,
}

impl Comparison {
    pub const ALL: [Self; 4] = [Self::AtLeast, Self::AtMost, Self::About, Self::Exactly];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::About => "about",
            Self::Exactly => "exactly",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast => "target-at-least",
            Self::AtMost => "target-at-most",
            Self::About => "target-about",
            Self::Exactly => "target-exactly",
        }
    }
}

/// A number to reach, as written; `per` names the period it is counted over (`year`, `month` …) where it recurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewTarget {
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub comparison: Comparison,
    pub per: Option<String>,
}

/// A target of a duty.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub id: i64,
    pub what: NewTarget,
}

/// A value a department reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub target_id: i64,
    pub department_id: i64,
    pub as_of: NaiveDate,
    pub value: f64,
}

impl NewTarget {
    /// Whether `value` reaches it.
    pub fn is_reached(&self, value: f64) -> bool {
        let near = f64::EPSILON * self.value.abs().max(1.0) * 4.0;
        match self.comparison {
            Comparison::AtLeast => value >= self.value - near,
            Comparison::AtMost => value <= self.value + near,
            Comparison::About => value >= self.value - self.value.abs() * 0.05 - near,
            Comparison::Exactly => (value - self.value).abs() <= near,
        }
    }

    /// The share reached, 0 to 1, for a bar; none where a share says nothing (a ceiling, a target of 0).
    pub fn share(&self, value: f64) -> Option<f64> {
        if self.comparison == Comparison::AtMost || self.value <= 0.0 {
            return None;
        }
        Some((value / self.value).clamp(0.0, 1.0))
    }
}

/// What a department says was done by a date.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    pub department_id: i64,
    pub as_of: NaiveDate,
    pub text: String,
    /// Target and value.
    pub figures: Vec<(i64, f64)>,
}

/// A value with its unit: “80%”, “40 个”.
pub fn with_unit(value: f64, unit: &str) -> String {
    match unit {
        "" => value.to_string(),
        "%" | "％" | "‰" => format!("{value}{unit}"),
        _ => format!("{value} {unit}"),
    }
}

/// The value that counts for a target: the lead's latest, or where the lead gave none, the latest of anybody. `measured` in
/// the order reported.
pub fn in_force(target_id: i64, lead_id: Option<i64>, measured: &[Measured]) -> Option<&Measured> {
    let of_target = || measured.iter().filter(|m| m.target_id == target_id).rev();
    of_target().find(|m| Some(m.department_id) == lead_id).or_else(|| of_target().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(comparison: Comparison, value: f64) -> NewTarget {
        NewTarget { name: String::new(), value, unit: String::new(), comparison, per: None }
    }

    #[test]
    fn each_comparison_has_its_own_sense_of_reached() {
        assert!(target(Comparison::AtLeast, 80.0).is_reached(80.0));
        assert!(!target(Comparison::AtLeast, 80.0).is_reached(79.9));
        assert!(target(Comparison::AtMost, 3.0).is_reached(2.0));
        assert!(!target(Comparison::AtMost, 3.0).is_reached(3.1));
        assert!(target(Comparison::About, 500.0).is_reached(475.0));
        assert!(!target(Comparison::About, 500.0).is_reached(474.0));
        assert!(target(Comparison::Exactly, 0.3).is_reached(0.1 + 0.2));
    }

    #[test]
    fn shares_stay_between_nothing_and_all() {
        assert_eq!(target(Comparison::AtLeast, 40.0).share(31.0), Some(0.775));
        assert_eq!(target(Comparison::AtLeast, 40.0).share(90.0), Some(1.0));
        assert_eq!(target(Comparison::AtLeast, 40.0).share(-1.0), Some(0.0));
        assert_eq!(target(Comparison::AtMost, 40.0).share(3.0), None);
        assert_eq!(target(Comparison::AtLeast, 0.0).share(3.0), None);
    }

    #[test]
    fn the_leads_figure_counts_before_anybody_elses() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let m = |department_id, value| Measured { target_id: 1, department_id, as_of: day, value };
        let all = [m(7, 3.0), m(8, 9.0)];
        assert_eq!(in_force(1, Some(7), &all).map(|m| m.value), Some(3.0));
        assert_eq!(in_force(1, Some(9), &all).map(|m| m.value), Some(9.0));
        assert_eq!(in_force(2, Some(7), &all), None);
    }
}
