//! Policies in words: how sure a proposal is, deadlines, timelines.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    calendar::{Cadence, DeadlineRule},
    platform::{
        clock,
        i18n::{self, Lang, format, format_day, format_instant, join, t},
        view::parts::{Choice, LightView, TimelineItem, TimelineView},
    },
    policy::model::{Content, DocumentState, Field, Readiness},
    tenancy::Scope,
    timeline::Event,
};

fn fields(lang: Lang, fields: &[Field]) -> String {
    join(lang, &fields.iter().map(|f| t(lang, f.key()).into_owned()).collect::<Vec<_>>())
}

fn quoted(lang: Lang, names: &[String]) -> String {
    join(lang, &names.iter().map(|n| format(lang, "part-quoted", &[("text", n.as_str().into())])).collect::<Vec<_>>())
}

/// How far a proposal is from being assigned, in a word and a line of reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    pub light: LightView,
    pub why: String,
}

/// “待补充：文中未写明牵头单位；指标有把握”
pub fn standing(lang: Lang, content: &Content, today: NaiveDate) -> Standing {
    let standing = content.standing(today);
    let mut said = Vec::new();
    let mut say = |key: &'static str, what: String| {
        if !what.is_empty() {
            said.push(format(lang, key, &[("what", what.into())]));
        }
    };
    say("policy-unknown-bodies", quoted(lang, &standing.open));
    let lead = standing.lead_missing.then_some(if standing.open.is_empty() { "policy-no-lead" } else { "policy-lead-unsettled" });
    say("policy-said", lead.map(|key| t(lang, key).into_owned()).unwrap_or_default());
    say("policy-past-due", standing.past.map(|day| format_day(lang, day)).unwrap_or_default());
    if content.by_hand {
        say("policy-said", t(lang, "policy-corrected").into_owned());
    } else {
        say("policy-sure-of", fields(lang, &standing.sure));
        say("policy-doubtful-of", fields(lang, &standing.doubtful));
        say("policy-by-alias", quoted(lang, &standing.by_alias));
    }
    say("policy-said", if standing.undated { t(lang, "policy-undated").into_owned() } else { String::new() });
    let (tone, key) = match standing.readiness {
        Readiness::Ready => ("green", "policy-ready"),
        Readiness::Check => ("yellow", "policy-check"),
        Readiness::Lacking => ("blue", "policy-lacking"),
    };
    Standing { light: LightView { tone, word: Some(t(lang, key).into_owned()) }, why: said.join(&t(lang, "policy-semicolon")) }
}

/// The deadline's rule and the cadence: `2005-12-31（周六），每年`.
pub fn due(lang: Lang, rule: Option<&DeadlineRule>, cadence: Option<Cadence>) -> String {
    let rule = rule.map(|rule| match rule {
        DeadlineRule::Fixed { on } => format_day(lang, *on),
        DeadlineRule::AfterAssignment { working_days } => format(lang, "policy-rule-after", &[("days", i64::from(*working_days).into())]),
        DeadlineRule::Before { on, working_days } => {
            format(lang, "policy-rule-before", &[("on", on.to_string().into()), ("days", i64::from(*working_days).into())])
        }
    });
    let cadence = cadence.map(|c| t(lang, &c.key()).into_owned());
    join(lang, &rule.into_iter().chain(cadence).collect::<Vec<_>>())
}

/// The cadences to choose from.
pub fn cadences(lang: Lang, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", t(lang, "policy-cadence-none"), chosen.is_empty());
    let all = Cadence::ALL.into_iter().map(|c| Choice::new(c.as_str(), t(lang, &c.key()), c.as_str() == chosen));
    std::iter::once(none).chain(all).collect()
}

/// A day, or that there is none.
pub fn day(lang: Lang, day: Option<NaiveDate>) -> String {
    day.map_or_else(|| t(lang, "policy-no-date").into_owned(), |d| format_day(lang, d))
}

/// A clause inside a sentence: `第22条` where the document prints `22.`, and no mark that ends a heading.
pub fn clause_said(lang: Lang, label: &str) -> String {
    let bare = label.trim().trim_end_matches(['.', '．', '、']);
    match !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit()) {
        true => i18n::format(lang, "policy-clause-number", &[("number", bare.into())]),
        false => bare.to_owned(),
    }
}

/// Events as `part/timeline` shows them; sentences are `timeline-{kind}-{action}`.
pub fn timeline(scope: &Scope, kind: &str, events: &[Event], more: Option<String>) -> TimelineView {
    let lang = scope.lang();
    let items = events.iter().map(|event| {
        let data: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
        let args: Vec<(&str, fluent_bundle::FluentValue<'_>)> = data
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| {
                let value = match value {
                    serde_json::Value::Number(n) => n.as_f64().unwrap_or_default().into(),
                    serde_json::Value::String(text) if name == "kind" => t(lang, &format!("clause-kind-{text}")).into_owned().into(),
                    serde_json::Value::String(text) if matches!(name.as_str(), "clause" | "other" | "from") => {
                        clause_said(lang, text).into()
                    }
                    serde_json::Value::String(text) => text.clone().into(),
                    other => other.to_string().into(),
                };
                (name.as_str(), value)
            })
            .collect();
        let state = |name: &Option<String>| name.as_deref().and_then(DocumentState::parse).map(|s| t(lang, s.key()).into_owned());
        TimelineItem {
            when: format_instant(lang, event.at, scope.zone()),
            iso: clock::local(event.at, scope.zone()).format("%Y-%m-%dT%H:%M").to_string(),
            who: (!event.actor.is_empty()).then(|| event.actor.clone()),
            what: i18n::format(lang, &format!("timeline-{kind}-{}", event.action.replace('_', "-")), &args),
            from: state(&event.from_state),
            to: state(&event.to_state),
            text: event.text.clone(),
        }
    });
    TimelineView { items: items.collect(), more }
}
