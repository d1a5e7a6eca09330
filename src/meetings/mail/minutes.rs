//! Mails about minutes: please countersign, the day is near, issued, corrected.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::letter::{Addressee, enqueue, facts};
use crate::{
    meetings::{
        model::{Meeting, Review},
        store,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, t},
    },
    tenancy::Scope,
};

fn title(lang: Lang, key: &str, meeting: &Meeting) -> String {
    format(lang, key, &[("title", meeting.title.as_str().into())])
}

fn said(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!({ "text": text, "source": null }) }
}

/// Asks departments to countersign: everybody who acts for one of them, each person once.
pub fn countersign(
    conn: &mut Conn,
    scope: &Scope,
    meeting: &Meeting,
    departments: &[i64],
    (minutes_id, round): (i64, i32),
    due_on: NaiveDate,
    text: &str,
) -> Result<()> {
    let cause = format!("minutes-countersign:{minutes_id}:{round}");
    ask(conn, scope, meeting, departments, ("mail-minutes-countersign", &cause), due_on, text)
}

/// Says to who has not answered that the day is near.
pub fn countersign_reminder(conn: &mut Conn, scope: &Scope, meeting: &Meeting, department_id: i64, review: &Review) -> Result<()> {
    let cause = format!("minutes-reminder:{}", review.id);
    ask(conn, scope, meeting, &[department_id], ("mail-minutes-reminder", &cause), review.due_on, "")
}

fn ask(
    conn: &mut Conn,
    scope: &Scope,
    meeting: &Meeting,
    departments: &[i64],
    (key, cause): (&'static str, &str),
    due_on: NaiveDate,
    text: &str,
) -> Result<()> {
    let mut told: Vec<i64> = Vec::new();
    for (_, member) in store::members_of_departments(conn, scope, departments, false)? {
        if told.contains(&member.person_id) {
            continue;
        }
        told.push(member.person_id);
        let lang = member.lang;
        let mut facts = facts(scope, meeting, lang);
        facts.insert(0, json!({ "label": t(lang, "mail-minutes-answer-by"), "value": format_day(lang, due_on) }));
        let to = Addressee { name: member.name.clone(), email: member.email.clone(), lang, participants: Vec::new(), member: Some(member) };
        let payload = json!({
            "head": { "title": title(lang, key, meeting) },
            "facts": { "items": facts },
            "said": said(text),
            "after": [{ "text": t(lang, "mail-minutes-silence") }],
            "button": {
                "href": format!("{}/meetings/{}/minutes", scope.base(), meeting.number),
                "label": t(lang, "mail-minutes-open"),
            },
        });
        enqueue(conn, scope, meeting, &to, cause, payload)?;
    }
    Ok(())
}

/// Sends what was issued. `key`: `mail-minutes-issued` or `mail-minutes-corrected`; `files` as the outbox takes them.
pub fn issued(
    conn: &mut Conn,
    scope: &Scope,
    meeting: &Meeting,
    to: &Addressee,
    (key, cause): (&'static str, &str),
    number: &str,
    files: Value,
) -> Result<()> {
    let lang = to.lang;
    let mut facts = facts(scope, meeting, lang);
    facts.insert(0, json!({ "label": t(lang, "minutes-fact-number"), "value": number }));
    let mut payload = json!({
        "head": { "title": title(lang, key, meeting) },
        "facts": { "items": facts },
        "after": [{ "text": t(lang, "mail-minutes-attached") }],
        "files": files,
    });
    if to.member.is_some() {
        payload["button"] = json!({
            "href": format!("{}/meetings/{}/minutes", scope.base(), meeting.number),
            "label": t(lang, "mail-minutes-open"),
        });
    }
    enqueue(conn, scope, meeting, to, cause, payload)
}
