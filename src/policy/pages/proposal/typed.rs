//! What was typed into a proposal's form, as a correction.

use crate::{
    calendar::{Cadence, DeadlineRule},
    platform::{
        error::{FieldErrors, Message, Result},
        http::Fields,
    },
    policy::{
        actions::{Bodies, Correction, Settle},
        model::parse_targets,
    },
    tenancy::DepartmentKind,
};

/// The most bodies of one clause that a form asks about.
const MENTIONS_MAX: usize = 100;

/// Reads the form in the review or the one with everything.
pub fn correction(fields: &Fields) -> Result<Correction> {
    let mut errors = FieldErrors::default();
    let title = fields.trimmed("title").to_owned();
    let text = |name: &str| fields.get(name).map(str::to_owned);
    let correction = Correction {
        requirement: text("requirement"),
        deliverable: text("deliverable"),
        lead: bodies(fields, "lead"),
        support: bodies(fields, "support"),
        apart: fields.has("apart-asked").then(|| fields.has("apart")),
        rule: rule(&mut errors, fields),
        cadence: cadence(&mut errors, "cadence", fields.trimmed("cadence")),
        targets: match parse_targets(fields.get("targets").unwrap_or_default(), &title) {
            Ok(targets) => targets,
            Err(part) => {
                errors.add("targets", Message::new("policy-targets-unreadable").text("part", part));
                Vec::new()
            }
        },
        settle: (0..MENTIONS_MAX).filter_map(|n| Some((n, settle(fields, n)?))).collect(),
        title,
    };
    errors.finish(correction)
}

/// Departments ticked in a picker (`picked`), or names on a line.
fn bodies(fields: &Fields, name: &str) -> Bodies {
    if fields.has("picked") {
        Bodies::Ids(fields.all(name).iter().filter_map(|id| id.trim().parse().ok()).collect())
    } else {
        Bodies::Names(fields.trimmed(name).to_owned())
    }
}

fn rule(errors: &mut FieldErrors, fields: &Fields) -> Option<DeadlineRule> {
    let (due, days) = (fields.trimmed("due"), fields.trimmed("days"));
    let kind = fields.trimmed("rule");
    let on = if due.is_empty() { None } else { due.parse().ok() };
    if !due.is_empty() && on.is_none() {
        errors.add("due", Message::new("policy-not-a-day"));
    }
    let working_days = days.parse::<u16>().ok().filter(|d| *d <= 2000);
    match kind {
        "none" => None,
        "after" | "before" if working_days.is_none() => {
            errors.add("days", Message::new("policy-not-days"));
            None
        }
        "after" => working_days.map(|working_days| DeadlineRule::AfterAssignment { working_days }),
        "before" => match (on, working_days) {
            (Some(on), Some(working_days)) => Some(DeadlineRule::Before { on, working_days }),
            _ => {
                errors.add("due", Message::new("policy-not-a-day"));
                None
            }
        },
        _ => on.map(|on| DeadlineRule::Fixed { on }),
    }
}

/// A cadence as sent; an error of the field when it is none.
pub fn cadence(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<Cadence> {
    if typed.is_empty() {
        return None;
    }
    let cadence = typed.parse().ok();
    if cadence.is_none() {
        errors.add(field, Message::new("policy-not-a-cadence"));
    }
    cadence
}

/// Whom the n-th printed name means, as far as something was chosen.
pub fn settle(fields: &Fields, n: usize) -> Option<Settle> {
    let names = fields.trimmed(&format!("mention-{n}")).to_owned();
    match fields.get(&format!("how-{n}"))?.trim() {
        "create" => Some(Settle::Create(DepartmentKind::Department)),
        "create-local" => Some(Settle::Create(DepartmentKind::LocalGovernment)),
        "nobody" => Some(Settle::Nobody),
        "later" | "" => None,
        how => Some(Settle::As { names, remember: how == "remember" }),
    }
}
