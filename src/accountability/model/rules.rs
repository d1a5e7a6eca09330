//! The rules that raise matters, as editions of one set: the shipped one, and those the secretariat wrote since.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::Cause;
use crate::platform::error::{FieldErrors, Message, Result};

/// The longest term, in working days.
pub const DAYS_MAX: u16 = 250;

/// Characters of a legal basis.
pub const BASIS_MAX: usize = 500;

/// When one kind of fact raises a matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub cause: Cause,
    /// Looked for by the program; what cannot be read from what is recorded is entered by hand alone.
    pub on: bool,
    /// Working days beyond the deadline, or periods in a row.
    pub after: u16,
    /// How often it was reminded of before.
    pub reminders: u16,
    /// The legal basis a proposal states.
    pub basis: String,
}

impl Rule {
    /// Whether the program looks for it by itself; other neglect of duty is entered by hand alone.
    pub fn is_looked_for(&self) -> bool {
        self.cause != Cause::Misconduct
    }

    /// Whether it waits for days or periods: what is recorded is a fact at once.
    pub fn waits(&self) -> bool {
        self.is_looked_for() && !matches!(self.cause, Cause::MajorIncident | Cause::UnlawfulEnforcement)
    }

    /// Whether it counts periods instead of days.
    pub fn counts_periods(&self) -> bool {
        self.cause == Cause::TargetSlide
    }
}

/// A set of rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Working days the subject has to reply.
    pub reply_days: u16,
    /// To object to a decision.
    pub objection_days: u16,
    /// To say what was done about it.
    pub response_days: u16,
    pub rules: Vec<Rule>,
}

impl Rules {
    /// The shipped ones.
    pub fn shipped() -> Self {
        let rule = |cause, on, after, reminders, article: &str| Rule {
            cause,
            on,
            after,
            reminders,
            basis: if article.is_empty() { String::new() } else { format!("苏政发〔2000〕84号第{article}条") },
        };
        Self {
            reply_days: 10,
            objection_days: 15,
            response_days: 20,
            rules: vec![
                rule(Cause::DutyOverdue, true, 10, 2, "二十五"),
                rule(Cause::TargetSlide, true, 2, 0, "二十五"),
                rule(Cause::HandOverSilent, true, 10, 0, "二十三"),
                // Later than the last reports of a campaign are usually due.
                rule(Cause::CampaignMissed, true, 5, 0, "二十二"),
                rule(Cause::MajorIncident, true, 0, 0, "二十五"),
                rule(Cause::UnlawfulEnforcement, true, 0, 0, "二十三"),
                rule(Cause::Misconduct, false, 0, 0, "二十五"),
            ],
        }
    }

    /// The rule for a cause.
    pub fn of(&self, cause: Cause) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.cause == cause)
    }

    /// What people enter: what the rules look for by themselves they raise themselves, each fact once; and what a rule that is off speaks
    /// of can be seen by people too, where it is no matter of days or figures.
    pub fn by_hand(&self) -> Vec<Cause> {
        let is_off = |cause: &Cause| self.of(*cause).is_none_or(|rule| !rule.on || !rule.is_looked_for());
        [Cause::MajorIncident, Cause::UnlawfulEnforcement, Cause::Misconduct].into_iter().filter(is_off).collect()
    }

    /// Errors by field: `reply_days`, `after-{cause}` …
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        let limit = || Message::new("matter-rule-days").number("max", f64::from(DAYS_MAX));
        for (name, days) in
            [("reply_days", self.reply_days), ("objection_days", self.objection_days), ("response_days", self.response_days)]
        {
            if !(1..=DAYS_MAX).contains(&days) {
                errors.add(name, limit());
            }
        }
        for rule in &self.rules {
            let least = u16::from(rule.counts_periods()) * 2;
            if !(least..=DAYS_MAX).contains(&rule.after) {
                let wrong = if rule.counts_periods() { Message::new("matter-rule-periods") } else { limit() };
                errors.add(format!("after-{}", rule.cause.as_str()), wrong);
            }
            if rule.reminders > 50 {
                errors.add(format!("reminders-{}", rule.cause.as_str()), Message::new("matter-rule-reminders"));
            }
            let basis = format!("basis-{}", rule.cause.as_str());
            let length = rule.basis.chars().count();
            if rule.on && rule.basis.trim().is_empty() {
                errors.add(basis, Message::new("field-required"));
            } else if length > BASIS_MAX {
                errors.add(basis, Message::new("field-too-long").number("max", BASIS_MAX as f64).number("length", length as f64));
            }
        }
        errors.finish(())
    }
}

/// A set with its number; the shipped one is number 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    pub number: i32,
    pub rules: Rules,
    /// Why it was written.
    pub note: String,
    /// Empty of the shipped one.
    pub made_by: String,
    pub made_at: Option<NaiveDateTime>,
}

impl Edition {
    pub fn shipped() -> Self {
        Self { number: 1, rules: Rules::shipped(), note: String::new(), made_by: String::new(), made_at: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::error::Error;

    /// Of a shipped rule: whether it is looked for, after how many working days or periods, after how many reminders, by which article.
    fn shipped(cause: Cause) -> (bool, u16, u16, String) {
        let rules = Rules::shipped();
        let rule = rules.of(cause).expect("shipped");
        (rule.on, rule.after, rule.reminders, rule.basis.clone())
    }

    fn article(n: &str, on: bool, after: u16, reminders: u16) -> (bool, u16, u16, String) {
        (on, after, reminders, format!("苏政发〔2000〕84号第{n}条"))
    }

    /// Goals of a campaign that are missed at their deadline fall on the head of the place.
    #[test]
    fn article_22_local_governments() {
        assert_eq!(shipped(Cause::CampaignMissed), article("二十二", true, 5, 0));
    }

    /// Referrals are followed up, and unlawful enforcement is answered for.
    #[test]
    fn article_23_hand_overs_and_officers() {
        assert_eq!(shipped(Cause::HandOverSilent), article("二十三", true, 10, 0));
        assert_eq!(shipped(Cause::UnlawfulEnforcement), article("二十三", true, 0, 0));
    }

    /// Weak leadership is answered for where quality slides or a major incident happens.
    #[test]
    fn article_25_leadership() {
        assert_eq!(shipped(Cause::TargetSlide), article("二十五", true, 2, 0), "a slide: two periods running");
        assert_eq!(shipped(Cause::MajorIncident), article("二十五", true, 0, 0), "an incident: at once");
        assert_eq!(shipped(Cause::DutyOverdue), article("二十五", true, 10, 2), "监管不力: long after its day and two reminders");
        assert_eq!(shipped(Cause::Misconduct), article("二十五", false, 0, 0), "entered by hand alone");
    }

    #[test]
    fn the_shipped_rules_hold_and_speak_of_every_cause() {
        let rules = Rules::shipped();
        rules.check().expect("shipped");
        assert!(Cause::ALL.iter().all(|c| rules.of(*c).is_some()));
    }

    #[test]
    fn wrong_terms_are_said_by_field() {
        let mut rules = Rules::shipped();
        (rules.reply_days, rules.response_days) = (0, 251);
        rules.rules[1].after = 1;
        rules.rules[0].basis.clear();
        // Cut off, it would be another basis.
        rules.rules[2].basis = "第".repeat(BASIS_MAX + 1);
        let Err(Error::Invalid(errors)) = rules.check() else { panic!("wrong") };
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["reply_days", "response_days", "basis-duty_overdue", "after-target_slide", "basis-hand_over_silent"]);
    }
}
