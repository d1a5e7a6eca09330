//! The deadline's rule as fields: `due` (none, fixed, after, before), `due_on`, `due_days`.

use chrono::NaiveDate;

use super::fields::{choices, field};
use crate::{
    calendar::DeadlineRule,
    platform::{
        error::{FieldErrors, Message},
        http::Fields,
        i18n::{Lang, t},
        view::parts::FieldView,
    },
};

/// The most working days that can be asked for: some eight years.
const DAYS_MAX: u16 = 2_000;

/// The three fields, filled from `stored` or what was typed.
pub fn fields(lang: Lang, typed: Option<&Fields>, stored: Option<&DeadlineRule>) -> Vec<FieldView> {
    let (kind, on, days) = match stored {
        None => ("none", None, None),
        Some(DeadlineRule::Fixed { on }) => ("fixed", Some(*on), None),
        Some(DeadlineRule::AfterAssignment { working_days }) => ("after", None, Some(*working_days)),
        Some(DeadlineRule::Before { on, working_days }) => ("before", Some(*on), Some(*working_days)),
    };
    let kinds = ["fixed", "after", "before", "none"].map(|k| (k.to_owned(), t(lang, &format!("duty-form-due-{k}")).into_owned()));
    let kind = field(lang, typed, "radio", "due", "duty-form-due", "").options(choices(typed, "due", kind, kinds));
    let day = on.map(|d| d.to_string()).unwrap_or_default();
    let mut on = field(lang, typed, "date", "due_on", "duty-form-due-on", day).hint(t(lang, "duty-form-due-on-hint")).optional();
    on.size = Some("medium");
    let days = days.map(|n| n.to_string()).unwrap_or_default();
    let mut days = field(lang, typed, "number", "due_days", "duty-form-due-days", days).hint(t(lang, "duty-form-due-days-hint")).optional();
    days.size = Some("short");
    days.unit = Some(t(lang, "duty-form-days-unit").into_owned());
    vec![kind, on, days]
}

/// Reads the rule back; none for “no deadline”.
pub fn read(fields: &Fields, errors: &mut FieldErrors) -> Option<DeadlineRule> {
    match fields.trimmed("due") {
        "none" => None,
        "fixed" => day(fields, "due_on", errors).map(|on| DeadlineRule::Fixed { on }),
        "after" => days(fields, errors).map(|working_days| DeadlineRule::AfterAssignment { working_days }),
        "before" => {
            let (on, working_days) = (day(fields, "due_on", errors), days(fields, errors));
            on.zip(working_days).map(|(on, working_days)| DeadlineRule::Before { on, working_days })
        }
        _ => {
            errors.add("due", Message::new("field-choose"));
            None
        }
    }
}

/// A date that must be given.
pub fn day(fields: &Fields, name: &str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    if fields.trimmed(name).is_empty() {
        errors.add(name, Message::new("field-date"));
    }
    fields.day(name, errors)
}

fn days(fields: &Fields, errors: &mut FieldErrors) -> Option<u16> {
    let days = fields.trimmed("due_days").parse().ok().filter(|n| *n <= DAYS_MAX);
    if days.is_none() {
        errors.add("due_days", Message::new("field-whole-number").number("max", DAYS_MAX));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> (Option<DeadlineRule>, Vec<String>) {
        let mut errors = FieldErrors::default();
        let rule = read(&Fields::from_pairs(pairs.iter().copied()), &mut errors);
        (rule, errors.0.into_iter().map(|e| e.field).collect())
    }

    #[test]
    fn every_rule_comes_back_as_it_was_shown() {
        let on = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let rules = [
            None,
            Some(DeadlineRule::Fixed { on }),
            Some(DeadlineRule::AfterAssignment { working_days: 10 }),
            Some(DeadlineRule::Before { on, working_days: 3 }),
        ];
        for rule in rules {
            let shown = fields(Lang::ZhCn, None, rule.as_ref());
            let due = shown[0].options.iter().find(|o| o.chosen).map(|o| o.value.clone()).unwrap();
            let (read, wrong) = of(&[("due", &due), ("due_on", &shown[1].value), ("due_days", &shown[2].value)]);
            assert_eq!((read, wrong), (rule, vec![]));
        }
    }

    #[test]
    fn what_is_missing_or_absurd_is_named() {
        assert_eq!(of(&[]).1, ["due"]);
        assert_eq!(of(&[("due", "fixed"), ("due_on", "0026-12-01")]).1, ["due_on"]);
        assert_eq!(of(&[("due", "before"), ("due_on", "明天"), ("due_days", "-1")]).1, ["due_on", "due_days"]);
        assert_eq!(of(&[("due", "after"), ("due_days", "99999")]).1, ["due_days"]);
    }
}
