//! The call for items, and the notice with what becomes of it: changed, postponed, cancelled.

use serde_json::{Value, json};

use super::{
    invitation::{carry, dress},
    letter::{Addressee, addressees, enqueue, facts},
};
use crate::{
    meetings::{
        model::{Meeting, Participant, Sight, may_see_item, start_times},
        store,
    },
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, format_time, t},
        ics::Method,
    },
    tenancy::Scope,
};

/// What happened, as the mail says it; the Fluent keys are `mail-meeting-{…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Announced,
    Changed,
    Postponed,
    Cancelled,
}

impl News {
    fn key(self) -> &'static str {
        match self {
            Self::Announced => "mail-meeting-announced",
            Self::Changed => "mail-meeting-changed",
            Self::Postponed => "mail-meeting-postponed",
            Self::Cancelled => "mail-meeting-cancelled",
        }
    }
}

fn title(lang: Lang, key: &str, meeting: &Meeting) -> String {
    format(lang, key, &[("title", meeting.title.as_str().into())])
}

fn said(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!({ "text": text, "source": null }) }
}

/// Asks liaisons and deputies of the departments invited for agenda items.
pub fn call(conn: &mut Conn, scope: &Scope, meeting: &Meeting, people: &[Participant]) -> Result<()> {
    let departments: Vec<Participant> = people.iter().filter(|p| p.department_id.is_some()).cloned().collect();
    for to in addressees(conn, scope, &departments)? {
        let lang = to.lang;
        let mut facts = facts(scope, meeting, lang);
        if let Some(cutoff) = meeting.cutoff_on {
            facts.insert(0, json!({ "label": t(lang, "mail-meeting-cutoff"), "value": format_day(lang, cutoff) }));
        }
        let payload = json!({
            "head": { "title": title(lang, "mail-meeting-called", meeting) },
            "facts": { "items": facts },
            "said": said(&meeting.note),
            "button": {
                "href": format!("{}/meetings/{}/items/new", scope.base(), meeting.number),
                "label": t(lang, "mail-meeting-propose"),
            },
        });
        enqueue(conn, scope, meeting, &to, &format!("meeting-called:{}", meeting.id), payload)?;
    }
    Ok(())
}

/// Tells those who were asked for items that the meeting will not take place.
pub fn call_off(conn: &mut Conn, scope: &Scope, meeting: &Meeting, people: &[Participant], reason: &str) -> Result<()> {
    for to in addressees(conn, scope, people)? {
        let payload = json!({
            "head": { "title": title(to.lang, News::Cancelled.key(), meeting) },
            "facts": { "items": facts(scope, meeting, to.lang) },
            "said": said(reason),
        });
        enqueue(conn, scope, meeting, &to, &format!("meeting-cancelled:{}", meeting.id), payload)?;
    }
    Ok(())
}

/// Gives notice to everybody invited, or tells them what became of a notice given. `text`: what changed, or why.
pub fn notice(conn: &mut Conn, scope: &Scope, meeting: &Meeting, people: &[Participant], news: News, text: &str) -> Result<()> {
    let items: Vec<_> = store::items(conn, scope, meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
    let starts = start_times(meeting.starts_at, &items);
    for to in addressees(conn, scope, people)? {
        let lang = to.lang;
        let seen = reader(conn, scope, &to)?;
        let mut lines = Vec::new();
        for (n, (item, at)) in items.iter().zip(&starts).enumerate() {
            let visible = match &seen {
                Some(reader) => Sight::of(reader, meeting, people).is_some_and(|sight| may_see_item(reader, &sight, item)),
                None => !item.restricted,
            };
            let at = format_time(local(*at, scope.zone()));
            // A restricted item keeps its place and time; what it is about is nobody else's business.
            let text = if visible { item.title.clone() } else { t(lang, "meeting-item-restricted").into_owned() };
            let note = if meeting.is_written() { Value::Null } else { json!(at) };
            lines.push(json!({ "text": format!("{}. {text}", n + 1), "href": null, "note": note }));
        }
        let section = (!lines.is_empty() && news != News::Cancelled)
            .then(|| json!([{ "title": t(lang, "mail-meeting-agenda"), "tone": null, "items": lines, "more": null }]));
        let mut payload = json!({
            "head": { "title": title(lang, news.key(), meeting) },
            "facts": { "items": facts(scope, meeting, lang) },
            "said": said(if text.is_empty() && news == News::Announced { &meeting.note } else { text }),
            "sections": section,
        });
        dress(scope, meeting, people, &to, news, &mut payload)?;
        let cause = format!("{}:{}:{}", news.key(), meeting.id, meeting.sequence);
        enqueue(conn, scope, meeting, &to, &cause, payload)?;
    }
    Ok(())
}

/// The rights of somebody written to; none for a guest.
fn reader(conn: &mut Conn, scope: &Scope, to: &Addressee) -> Result<Option<Scope>> {
    match &to.member {
        Some(member) => {
            crate::tenancy::scope_of_member(conn, scope, member.membership_id, member.person_id, &member.name, member.lang).map(Some)
        }
        None => Ok(None),
    }
}

/// Tells those who are no longer invited; whoever still is in another way hears nothing.
pub fn uninvited(conn: &mut Conn, scope: &Scope, meeting: &Meeting, people: &[Participant], gone: &Participant) -> Result<()> {
    let still = addressees(conn, scope, people)?;
    for to in addressees(conn, scope, std::slice::from_ref(gone))? {
        if still.iter().any(|a| a.email == to.email) {
            continue;
        }
        let mut payload = json!({
            "head": { "title": title(to.lang, "mail-meeting-uninvited", meeting) },
            "facts": { "items": facts(scope, meeting, to.lang) },
            // The page is no longer theirs to open.
            "button": null,
        });
        carry(scope, meeting, std::slice::from_ref(gone), &to, Method::Cancel, &mut payload)?;
        enqueue(conn, scope, meeting, &to, &format!("meeting-uninvited:{}:{}", meeting.id, meeting.sequence), payload)?;
    }
    Ok(())
}
