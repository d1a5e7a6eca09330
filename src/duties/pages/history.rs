//! The timeline of a duty in words.

use chrono::{Datelike, NaiveDate};
use fluent_bundle::FluentValue;
use serde_json::{Map, Value};

use crate::{
    duties::model::State,
    platform::{
        clock,
        i18n::{Lang, format, format_day, join, t},
        view::parts::TimelineItem,
    },
    tenancy::Scope,
    timeline::{self, Event},
};

/// An entry as the page shows it.
pub fn item(scope: &Scope, event: &Event) -> TimelineItem {
    let lang = scope.lang();
    let wall = clock::local(event.at, scope.zone());
    let state = |text: &Option<String>| text.as_deref().and_then(State::parse).map(|s| t(lang, s.key()).into_owned());
    TimelineItem {
        // Within the year the day and the hour, before it the day: the column is narrow, the whole instant is in `iso`.
        when: match wall.date().year() == scope.today().year() {
            true => wall.format("%m-%d %H:%M").to_string(),
            false => wall.format("%Y-%m-%d").to_string(),
        },
        iso: wall.format("%Y-%m-%dT%H:%M").to_string(),
        who: Some(event.actor.clone()).filter(|a| !a.is_empty()),
        what: sentence(lang, event),
        from: state(&event.from_state),
        to: state(&event.to_state),
        text: event.text.clone(),
    }
}

/// What was done, without who did it.
pub fn sentence(lang: Lang, event: &Event) -> String {
    if let Some(said) = timeline::common(lang, event) {
        return said;
    }
    let data: Map<String, Value> = serde_json::from_str(&event.data).unwrap_or_default();
    let said = Said { lang, data };
    match event.action.as_str() {
        "draft" => said.of("timeline-duty-draft"),
        "assign" => {
            said.of("timeline-duty-assign") + &said.also("support", "timeline-duty-with-support") + &said.also("due", "timeline-duty-until")
        }
        "reassign" => {
            said.of("timeline-duty-reassign")
                + &said.also("support", "timeline-duty-with-support")
                + &said.also("due", "timeline-duty-until")
        }
        "accept" => said.of("timeline-duty-accept"),
        "refuse" => said.of("timeline-duty-refuse"),
        "report" => said.of("timeline-duty-report") + &said.also("figures", "timeline-duty-figures"),
        "submit" => said.of("timeline-duty-submit"),
        "return" => said.of("timeline-duty-return"),
        "close" => said.of("timeline-duty-close"),
        "reopen" => said.of("timeline-duty-reopen"),
        "suspend" => said.of("timeline-duty-suspend"),
        "resume" => said.of("timeline-duty-resume"),
        "cancel" => said.of("timeline-duty-cancel"),
        "edit" => said.of("timeline-duty-edit") + &said.changed(),
        "parties" => said.of("timeline-duty-parties") + &said.also("support", "timeline-duty-with-support"),
        "deadline" => said.of("timeline-duty-deadline") + &said.of("timeline-duty-moved"),
        "calendar" => said.of("timeline-duty-calendar") + &said.of("timeline-duty-moved"),
        "move_origin" => said.of("timeline-duty-move-origin"),
        "extend" => said.of("timeline-duty-extend"),
        "grant-extension" => said.of("timeline-duty-grant-extension") + &said.of("timeline-duty-moved"),
        "deny-extension" => said.of("timeline-duty-deny-extension"),
        "instruction_filed" => said.of("timeline-duty-instruction-filed"),
        "instruction_answered" => said.of("timeline-duty-instruction-answered"),
        "share" => said.of("timeline-duty-share"),
        "transfer" => said.of("timeline-duty-transfer"),
        "remind" if said.has("departments") => said.of("timeline-duty-remind"),
        "remind" => said.of("timeline-duty-remind-automatic"),
        other => format(lang, "timeline-duty-other", &[("action", other.into())]),
    }
}

/// The arguments kept with an entry.
struct Said {
    lang: Lang,
    data: Map<String, Value>,
}

impl Said {
    /// Everything a sentence may ask for; what was not kept is empty.
    const NAMES: [&'static str; 16] = [
        "lead",
        "support",
        "due",
        "department",
        "departments",
        "as_of",
        "figures",
        "until",
        "nth",
        "people",
        "before",
        "from",
        "to",
        "author",
        "duty",
        "answer",
    ];

    fn has(&self, name: &str) -> bool {
        self.data.get(name).is_some_and(|v| v.as_str() != Some(""))
    }

    fn text(&self, name: &str) -> String {
        match self.data.get(name) {
            Some(Value::String(text)) => match text.parse::<NaiveDate>() {
                Ok(day) => format_day(self.lang, day),
                Err(_) => text.clone(),
            },
            Some(Value::Number(n)) => n.to_string(),
            _ => String::new(),
        }
    }

    fn of(&self, key: &str) -> String {
        let mut args: Vec<(&str, FluentValue<'_>)> = Self::NAMES.iter().map(|name| (*name, self.text(name).into())).collect();
        for name in ["before", "after"] {
            let date = if self.has(name) { self.text(name) } else { t(self.lang, "timeline-duty-no-date").into_owned() };
            args.push((name, date.into()));
        }
        format(self.lang, key, &args)
    }

    /// The parts that an edit changed.
    fn changed(&self) -> String {
        let text = self.text("changed");
        let parts: Vec<String> = text
            .split(',')
            .filter_map(|part| match part {
                "title" => Some("duty-form-title"),
                "requirement" => Some("duty-form-requirement"),
                "deliverable" => Some("duty-form-deliverable"),
                "cadence" => Some("duty-form-cadence"),
                "targets" => Some("duty-targets"),
                _ => None,
            })
            .map(|key| t(self.lang, key).into_owned())
            .collect();
        match parts.is_empty() {
            true => String::new(),
            false => format(self.lang, "timeline-duty-changed", &[("parts", join(self.lang, &parts).into())]),
        }
    }

    /// A further piece of the sentence, when there is something to say.
    fn also(&self, name: &str, key: &str) -> String {
        if self.has(name) { self.of(key) } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::*;
    use crate::platform::i18n::missing_keys;

    fn event(action: &str, data: Value) -> Event {
        Event {
            id: 1,
            at: NaiveDateTime::default(),
            person_id: None,
            actor: String::new(),
            action: action.into(),
            from_state: None,
            to_state: None,
            text: None,
            data: data.to_string(),
        }
    }

    #[test]
    fn sentences_say_what_was_kept_and_leave_out_what_was_not() {
        let say = |action, data| sentence(Lang::ZhCn, &event(action, data));
        let data = serde_json::json!({"lead": "省工商局", "support": "", "due": "2026-12-07"});
        assert_eq!(say("assign", data), "交办给省工商局，期限 2026-12-07（周一）");
        let data = serde_json::json!({"before": "2026-12-07", "after": ""});
        assert_eq!(say("deadline", data), "调整期限：2026-12-07（周一） → 未定");
        let data = serde_json::json!({"nth": 2, "departments": "省公安厅", "people": "王磊"});
        assert_eq!(say("remind", data), "第 2 次催办省公安厅，送王磊");
        for lang in Lang::ALL {
            for action in crate::duties::Action::ALL {
                sentence(lang, &event(action.as_str(), Value::Null));
            }
        }
        let missing: Vec<String> = missing_keys().into_iter().filter(|k| k.contains("timeline-duty")).collect();
        assert_eq!(missing, Vec::<String>::new());
    }
}
