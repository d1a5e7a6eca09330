//! The morning's mail: everything one person is reminded of, the most urgent first.

use serde_json::{Value, json};

use super::owed::{Owed, What};
use crate::{
    duties::store::Recipient,
    outbox::Letter,
    platform::{
        error::Result,
        i18n::{Lang, format, format_day, t},
    },
    tenancy::Scope,
};

/// Lines a section shows before it says how many more there are.
const MOST: usize = 15;

/// A letter that still lacks its cause.
pub struct Draft<'a> {
    to: &'a Recipient,
    payload: Value,
}

impl<'a> Draft<'a> {
    pub fn with_cause(&self, cause: &'a str) -> Letter<'a> {
        Letter {
            person_id: Some(self.to.person_id),
            address: &self.to.email,
            recipient: &self.to.name,
            cause,
            template: "reminder",
            lang: self.to.lang,
            payload: self.payload.clone(),
        }
    }
}

/// The sections in order of urgency: what they hold, title, tone, words in the finding.
type Kind = (fn(&Owed, chrono::NaiveDate) -> bool, &'static str, Option<&'static str>, &'static str);

const KINDS: [Kind; 4] = [
    (|o, today| o.what == What::End && o.is_overdue(today), "reminder-section-overdue", Some("red"), "reminder-finding-overdue"),
    (|o, _| o.what == What::Verification, "reminder-section-verify", Some("yellow"), "reminder-finding-verify"),
    (|o, _| o.what == What::Receipt, "reminder-section-receive", Some("yellow"), "reminder-finding-receive"),
    (|o, today| o.what == What::End && !o.is_overdue(today), "reminder-section-due", Some("yellow"), "reminder-finding-due"),
];

/// `owed` sorted, each with whether it is new this morning.
pub fn letter<'a>(scope: &Scope, to: &'a Recipient, owed: &[(Owed, bool)]) -> Result<Draft<'a>> {
    let lang = to.lang;
    let (mut sections, mut finding) = (Vec::new(), Vec::new());
    for (test, title, tone, words) in KINDS {
        let of: Vec<&(Owed, bool)> = owed.iter().filter(|(o, _)| test(o, scope.today())).collect();
        if of.is_empty() {
            continue;
        }
        finding.push(format(lang, words, &[("n", of.len().into())]));
        let items: Vec<Value> = of.iter().take(MOST).map(|(o, new)| line(scope, lang, o, *new)).collect();
        let more = of.len() - items.len();
        let more = (more > 0).then(|| json!({ "href": scope.base(), "label": format(lang, "reminder-more", &[("n", more.into())]) }));
        sections.push(json!({ "title": t(lang, title), "tone": tone, "items": items, "more": more }));
    }
    let finding = finding.join(&t(lang, "reminder-finding-and"));
    let name = scope.workspace_name();
    let payload = json!({
        "subject": format(lang, "reminder-subject", &[("finding", finding.as_str().into()), ("workspace", name.into())]),
        "head": {
            "title": finding,
            "kicker": format(lang, "reminder-kicker", &[("workspace", name.into()), ("day", format_day(lang, scope.today()).into())]),
        },
        "sections": sections,
        "button": { "href": scope.base(), "label": t(lang, "reminder-open") },
        "foot": { "text": t(lang, "reminder-foot"), "links": [] },
    });
    Ok(Draft { to, payload })
}

fn line(scope: &Scope, lang: Lang, owed: &Owed, new: bool) -> Value {
    let day = format_day(lang, owed.due_on);
    let key = match owed.what {
        What::End => "reminder-due-on",
        What::Receipt => "reminder-receive-by",
        What::Verification => "reminder-verify-by",
    };
    let left = match owed.left {
        0 if owed.is_overdue(scope.today()) => t(lang, "reminder-just-over").into_owned(),
        0 => t(lang, "part-deadline-today").into_owned(),
        n if n > 0 => format(lang, "part-deadline-left", &[("days", n.into())]),
        n => format(lang, "part-deadline-over", &[("days", (-n).into())]),
    };
    let lead = (!owed.lead.is_empty()).then(|| format(lang, "reminder-lead", &[("lead", owed.lead.as_str().into())]));
    let unreceived = (owed.unreceived && owed.what == What::End).then(|| t(lang, "reminder-unreceived").into_owned());
    let new = (!new).then(|| t(lang, "reminder-before").into_owned());
    let parts = [lead, Some(format(lang, key, &[("day", day.into())])), Some(left), unreceived, new];
    let note: Vec<String> = parts.into_iter().flatten().collect();
    json!({ "text": owed.title, "href": format!("{}/duties/{}", scope.base(), owed.number), "note": note.join(" · ") })
}
