//! Mails about one duty: who is told what, one letter a person and cause, in that person's language.

use serde_json::json;

use super::{
    model::Duty,
    store::{self, DepartmentName, Recipient},
};
use crate::{
    outbox::{Letter, enqueue},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, join, t},
    },
    tenancy::Scope,
};

/// What happened, as the mail says it; the Fluent keys are `mail-duty-{…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    Assigned,
    Refused,
    PartRefused,
    Submitted,
    Returned,
    Closed,
    Reopened,
    Suspended,
    Resumed,
    Cancelled,
    Withdrawn,
    Shared,
    Changed,
    DeadlineChanged,
    ExtensionRequested,
    ExtensionGranted,
    ExtensionDenied,
    Reminded,
}

impl News {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Refused => "refused",
            Self::PartRefused => "part-refused",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Cancelled => "cancelled",
            Self::Withdrawn => "withdrawn",
            Self::Shared => "shared",
            Self::Changed => "changed",
            Self::DeadlineChanged => "deadline-changed",
            Self::ExtensionRequested => "extension-requested",
            Self::ExtensionGranted => "extension-granted",
            Self::ExtensionDenied => "extension-denied",
            Self::Reminded => "reminded",
        }
    }
}

/// Writes a letter to each of `to`, except whoever did it. `text`: the reason or report given; empty for none.
///
/// The cause holds the duty's version, which the change has just raised, so that the same thing happening again is told again.
pub(super) fn tell(conn: &mut Conn, scope: &Scope, duty: &Duty, news: News, to: &[Recipient], text: &str) -> Result<()> {
    if to.iter().all(|r| Some(r.person_id) == scope.person_id()) {
        return Ok(());
    }
    let ids: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
    let names = store::department_names(conn, scope, &ids)?;
    for recipient in to.iter().filter(|r| Some(r.person_id) != scope.person_id()) {
        let letter = Letter {
            person_id: Some(recipient.person_id),
            address: &recipient.email,
            recipient: &recipient.name,
            cause: &format!("duty-{}:{}:{}:{}", news.as_str(), duty.id, duty.version, recipient.person_id),
            template: "duty-news",
            lang: recipient.lang,
            payload: payload(scope, duty, news, &names, recipient.lang, text),
        };
        enqueue(conn, scope, &letter)?;
    }
    Ok(())
}

/// Lines of a section before it says how many more there are.
const MOST: usize = 30;

/// One letter about several duties this person's departments are charged with in one sitting.
pub(super) fn tell_of_many(conn: &mut Conn, scope: &Scope, to: &Recipient, duties: &[&Duty]) -> Result<()> {
    let Some(first) = duties.first().filter(|_| Some(to.person_id) != scope.person_id()) else { return Ok(()) };
    let mut leads: Vec<i64> = duties.iter().filter_map(|d| d.lead_id).collect();
    leads.sort_unstable();
    leads.dedup();
    let names = store::department_names(conn, scope, &leads)?;
    let letter = Letter {
        person_id: Some(to.person_id),
        address: &to.email,
        recipient: &to.name,
        cause: &format!("duties-assigned:{}:{}:{}", first.id, duties.len(), to.person_id),
        template: "duties-assigned",
        lang: to.lang,
        payload: many(scope, duties, &names, to.lang),
    };
    enqueue(conn, scope, &letter)?;
    Ok(())
}

/// What `mail/duties-assigned` shows: the earliest deadline first, those without one last.
fn many(scope: &Scope, duties: &[&Duty], names: &[DepartmentName], lang: Lang) -> serde_json::Value {
    let mut sorted = duties.to_vec();
    sorted.sort_by_key(|d| (d.due_on().is_none(), d.due_on()));
    let items = sorted.iter().take(MOST).map(|duty| {
        let lead = names.iter().find(|n| Some(n.id) == duty.lead_id).map(|n| n.short_name.as_str()).unwrap_or_default();
        let due = match (duty.due_on(), duty.cadence) {
            (Some(day), _) => format_day(lang, day),
            (None, Some(cadence)) => t(lang, &cadence.key()).into_owned(),
            (None, None) => t(lang, "part-deadline-none").into_owned(),
        };
        let note = format(lang, "mail-duties-line", &[("number", duty.number.as_str().into()), ("lead", lead.into()), ("due", due.into())]);
        json!({ "text": duty.title, "href": format!("{}/duties/{}", scope.base(), duty.number), "note": note })
    });
    let items: Vec<serde_json::Value> = items.collect();
    let more = sorted.len() - items.len();
    let more = (more > 0).then(|| json!({ "href": scope.base(), "label": format(lang, "mail-duties-more", &[("n", more.into())]) }));
    let args = [("n", sorted.len().into()), ("workspace", scope.workspace_name().into()), ("who", scope.actor_name().into())];
    json!({
        "subject": format(lang, "mail-duties-subject", &args),
        "head": { "title": format(lang, "mail-duties-title", &args), "kicker": format(lang, "mail-duties-kicker", &args) },
        "section": { "title": t(lang, "mail-duties-section"), "tone": null, "items": items, "more": more },
        "button": { "href": scope.base(), "label": t(lang, "mail-duties-open") },
        "foot": { "text": t(lang, "mail-duty-foot"), "links": [] },
    })
}

/// What `mail/duty-news` shows, said in the recipient's language.
fn payload(scope: &Scope, duty: &Duty, news: News, names: &[DepartmentName], lang: Lang, text: &str) -> serde_json::Value {
    let short = |id: i64| names.iter().find(|n| n.id == id).map(|n| n.short_name.clone()).unwrap_or_default();
    let support: Vec<String> = duty.support().map(|p| short(p.department_id)).collect();
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(json!({ "label": t(lang, key), "value": value }));
        }
    };
    fact("mail-duty-lead", duty.lead_id.map(short).unwrap_or_default());
    fact("mail-duty-support", join(lang, &support));
    fact("mail-duty-due", duty.due_on().map(|day| format_day(lang, day)).unwrap_or_default());
    fact("mail-duty-actor", scope.actor_name().to_owned());
    let kicker = [("workspace", scope.workspace_name().into()), ("number", duty.number.as_str().into())];
    json!({
        "head": {
            "title": format(lang, &format!("mail-duty-{}", news.as_str()), &[("title", duty.title.as_str().into())]),
            "kicker": format(lang, "mail-duty-kicker", &kicker),
        },
        "facts": { "items": facts },
        "said": (!text.is_empty()).then(|| json!({ "text": text, "source": null })),
        "button": { "href": format!("{}/duties/{}", scope.base(), duty.number), "label": t(lang, "mail-duty-open") },
        "foot": { "text": t(lang, "mail-duty-foot"), "links": [] },
    })
}

/// Tells liaisons and deputies of all departments charged.
pub(super) fn tell_parties(conn: &mut Conn, scope: &Scope, duty: &Duty, news: News, text: &str) -> Result<()> {
    let ids: Vec<i64> = duty.parties.iter().filter(|p| p.is_charged()).map(|p| p.department_id).collect();
    tell_departments(conn, scope, duty, news, &ids, text)
}

/// Tells liaisons and deputies of these departments.
pub(super) fn tell_departments(conn: &mut Conn, scope: &Scope, duty: &Duty, news: News, ids: &[i64], text: &str) -> Result<()> {
    let to = store::recipients_of_departments(conn, scope, ids)?;
    tell(conn, scope, duty, news, &to, text)
}

/// Tells the secretariat.
pub(super) fn tell_secretariat(conn: &mut Conn, scope: &Scope, duty: &Duty, news: News, text: &str) -> Result<()> {
    let mut to = store::secretariat(conn, scope)?;
    let barred = store::barred_people(conn, scope)?;
    to.retain(|r| !barred.contains(&(duty.id, r.person_id)));
    tell(conn, scope, duty, news, &to, text)
}
