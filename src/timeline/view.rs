//! Entries as `part/timeline` shows them, for rooms whose sentences need nothing but the arguments kept.

use fluent_bundle::FluentValue;
use serde_json::{Map, Value};

use super::Event;
use crate::{
    platform::{
        clock,
        i18n::{Lang, format, join, t},
        view::parts::{TimelineItem, TimelineView},
    },
    tenancy::Scope,
};

/// An argument, or a member of one, that is said in the reader's language: the Fluent key of a word.
pub fn word(key: impl Into<String>) -> Value {
    serde_json::json!({ "key": key.into() })
}

fn named(lang: Lang, value: &Value) -> String {
    value.get("key").and_then(Value::as_str).map(|key| t(lang, key).into_owned()).unwrap_or_default()
}

/// The events of one subject of this kind; sentences are `timeline-{kind}-{action}`, states `{kind}-state-{state}`, and the members of
/// a list among the arguments `{kind}-field-{member}`; what [`common`] says is the same for all. `more`: where earlier entries are.
pub fn timeline_view(scope: &Scope, kind: &str, events: &[Event], more: Option<String>) -> TimelineView {
    let lang = scope.lang();
    let state = |text: &Option<String>| text.as_deref().map(|s| t(lang, &format!("{kind}-state-{}", s.replace('_', "-"))).into_owned());
    let items = events.iter().map(|event| {
        let wall = clock::local(event.at, scope.zone());
        TimelineItem {
            when: wall.format("%Y-%m-%d %H:%M").to_string(),
            iso: wall.format("%Y-%m-%dT%H:%M").to_string(),
            who: Some(event.actor.clone()).filter(|a| !a.is_empty()),
            what: sentence(lang, kind, event),
            from: state(&event.from_state),
            to: state(&event.to_state),
            text: event.text.clone(),
        }
    });
    TimelineView { items: items.collect(), more }
}

/// What happened to a thing of any kind, as everybody says it: files that were added, renewed, removed.
pub fn common(lang: Lang, event: &Event) -> Option<String> {
    let key = match event.action.as_str() {
        "file_add" => "timeline-file-add",
        "file_version" => "timeline-file-version",
        "file_remove" => "timeline-file-remove",
        _ => return None,
    };
    let data: Map<String, Value> = serde_json::from_str(&event.data).unwrap_or_default();
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let args = ["name", "nth", "size"].map(|name| (name, FluentValue::from(text(name))));
    Some(format(lang, key, &args))
}

fn sentence(lang: Lang, kind: &str, event: &Event) -> String {
    if let Some(said) = common(lang, event) {
        return said;
    }
    let data: Map<String, Value> = serde_json::from_str(&event.data).unwrap_or_default();
    let args: Vec<(&str, FluentValue<'_>)> = data
        .iter()
        .map(|(name, value)| {
            let said: FluentValue<'_> = match value {
                Value::String(text) => text.as_str().into(),
                Value::Number(n) => n.as_f64().unwrap_or_default().into(),
                Value::Array(list) => {
                    let word = |m: &Value| match m.as_str() {
                        Some(m) => t(lang, &format!("{kind}-field-{}", m.replace('_', "-"))).into_owned(),
                        None => named(lang, m),
                    };
                    join(lang, &list.iter().map(word).collect::<Vec<_>>()).into()
                }
                Value::Object(_) => named(lang, value).into(),
                other => other.to_string().into(),
            };
            (name.as_str(), said)
        })
        .collect();
    format(lang, &format!("timeline-{kind}-{}", event.action), &args)
}
