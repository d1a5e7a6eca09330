//! Mails about agenda items: handed in (to the office, and to the chair for a late one), screened (to the proposers), and opinions on
//! them (to those asked).

use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};

use super::letter::{Addressee, facts, letter};
use crate::{
    duties,
    meetings::{
        model::{Item, ItemAction, Meeting, Opinion},
        queries::Ground,
        store::{self, Member},
    },
    outbox,
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, t},
    },
    tenancy::Scope,
};

/// How long a letter to proposers waits for more decisions of the same sitting.
const SITTING: Duration = Duration::minutes(10);

fn addressee(member: Member) -> Addressee {
    Addressee { name: member.name.clone(), email: member.email.clone(), lang: member.lang, member: Some(member), participants: Vec::new() }
}

fn href(scope: &Scope, meeting: &Meeting, item: &Item) -> String {
    format!("{}/meetings/{}/items/{}", scope.base(), meeting.number, item.id)
}

/// Tells the office of an item handed in, once a submission; the chair where it is late and needs a consent.
pub fn submitted(conn: &mut Conn, scope: &Scope, ground: &Ground, item: &Item) -> Result<()> {
    let Some(department_id) = item.department_id else { return Ok(()) };
    let meeting = &ground.meeting;
    let name = duties::queries::department_short_names(conn, scope)?.remove(&department_id).unwrap_or_default();
    let at = item.submitted_at.unwrap_or(item.created_at).and_utc().timestamp();
    for to in duties::queries::secretariat(conn, scope)? {
        let member = Member { membership_id: 0, person_id: to.person_id, name: to.name, email: to.email, lang: to.lang };
        let to = addressee(member);
        let title = if item.is_late { "mail-item-submitted-late" } else { "mail-item-submitted" };
        let payload = proposal(scope, to.lang, meeting, item, &name, title);
        super::enqueue(conn, scope, meeting, &to, &format!("item-submitted:{}:{at}", item.id), payload)?;
    }
    if item.lacks_consent()
        && let Some(chair) = meeting.chair_id
        && let Some(member) = store::members_by_ids(conn, scope, &[chair])?.pop()
    {
        let to = addressee(member);
        let payload = proposal(scope, to.lang, meeting, item, &name, "mail-item-consent");
        super::enqueue(conn, scope, meeting, &to, &format!("item-consent:{}:{at}", item.id), payload)?;
    }
    Ok(())
}

fn proposal(scope: &Scope, lang: Lang, meeting: &Meeting, item: &Item, department: &str, title: &str) -> Value {
    let args = [("department", department.into()), ("title", item.title.as_str().into())];
    let said = if item.is_late { &item.late_reason } else { &item.background };
    let mut facts = facts(scope, meeting, lang);
    facts.insert(0, json!({ "label": t(lang, "item-asked"), "value": t(lang, &item.asked.key()) }));
    facts.insert(0, json!({ "label": t(lang, "mail-item-meeting"), "value": meeting.title }));
    json!({
        "head": { "title": format(lang, title, &args) },
        "facts": { "items": facts },
        "said": if said.is_empty() { Value::Null } else { json!({ "text": said, "source": null }) },
        "button": { "href": href(scope, meeting, item), "label": t(lang, "mail-item-open") },
    })
}

/// Tells the proposers what became of an item, and those whose items were merged into it: one letter a person and sitting.
pub fn screened(conn: &mut Conn, scope: &Scope, ground: &Ground, item: &Item, action: ItemAction, said: &str) -> Result<()> {
    let meeting = &ground.meeting;
    let mut items = vec![item.clone()];
    if action != ItemAction::Merge {
        items.extend(store::taken_in(conn, scope, item)?);
    }
    for own in items {
        let Some(department_id) = own.department_id else { continue };
        for (_, member) in store::members_of_departments(conn, scope, &[department_id], false)? {
            let to = addressee(member);
            let lang = to.lang;
            let verb = t(lang, &format!("mail-item-{}", action.as_str()));
            let args = [("title", own.title.as_str().into()), ("what", verb.into())];
            let line = json!({
                "text": format(lang, "mail-item-line", &args),
                "href": href(scope, meeting, &own),
                "note": if said.is_empty() { Value::Null } else { json!(said) },
            });
            let payload = json!({
                "head": { "title": format(lang, "mail-items-screened", &[("title", meeting.title.as_str().into())]) },
                "facts": { "items": facts(scope, meeting, lang) },
                "sections": [{ "title": t(lang, "mail-items-yours"), "tone": null, "items": [line], "more": null }],
            });
            letter(scope, meeting, &to, &format!("items-screened:{}", meeting.id), payload, |letter| {
                outbox::gather(conn, scope, letter, SITTING, add_lines)
            })?;
        }
    }
    Ok(())
}

/// Puts the lines of the new letter under those of the one that waits.
fn add_lines(waiting: &mut Value, new: &Value) {
    let lines = new["sections"][0]["items"].as_array().cloned().unwrap_or_default();
    if let Some(list) = waiting["sections"][0]["items"].as_array_mut() {
        list.extend(lines);
    }
}

fn asked(conn: &mut Conn, scope: &Scope, departments: &[i64]) -> Result<Vec<(Addressee, Vec<i64>)>> {
    let mut found: Vec<(Addressee, Vec<i64>)> = Vec::new();
    for (department_id, member) in store::members_of_departments(conn, scope, departments, false)? {
        match found.iter_mut().find(|(a, _)| a.member.as_ref().is_some_and(|m| m.person_id == member.person_id)) {
            Some((_, own)) => own.push(department_id),
            None => found.push((addressee(member), vec![department_id])),
        }
    }
    Ok(found)
}

/// Asks departments for their opinion on an item.
pub fn opinions_asked(
    conn: &mut Conn,
    scope: &Scope,
    meeting: &Meeting,
    item: &Item,
    departments: &[i64],
    due_on: NaiveDate,
) -> Result<()> {
    let at = scope.now().and_utc().timestamp_millis();
    for (to, _) in asked(conn, scope, departments)? {
        let lang = to.lang;
        let mut facts = facts(scope, meeting, lang);
        facts.insert(0, json!({ "label": t(lang, "mail-opinion-due"), "value": format_day(lang, due_on) }));
        facts.insert(1, json!({ "label": t(lang, "mail-item-meeting"), "value": meeting.title }));
        let said = if item.proposed_decision.is_empty() { &item.background } else { &item.proposed_decision };
        let payload = json!({
            "head": { "title": format(lang, "mail-opinion-asked", &[("title", item.title.as_str().into())]) },
            "facts": { "items": facts },
            "said": if said.is_empty() { Value::Null } else { json!({ "text": said, "source": null }) },
            "button": { "href": format!("{}#opinions", href(scope, meeting, item)), "label": t(lang, "mail-opinion-answer") },
        });
        super::enqueue(conn, scope, meeting, &to, &format!("opinion-asked:{}:{at}", item.id), payload)?;
    }
    Ok(())
}

/// Reminds departments of opinions that are due or over: one letter a person.
pub fn opinions_due(conn: &mut Conn, scope: &Scope, meeting: &Meeting, due: &[(Item, Opinion)]) -> Result<()> {
    let departments: Vec<i64> = due.iter().map(|(_, o)| o.department_id).collect();
    let today = scope.today();
    for (to, own) in asked(conn, scope, &departments)? {
        let lang = to.lang;
        let mut lines = Vec::new();
        let mut over = false;
        for (item, opinion) in due.iter().filter(|(_, o)| own.contains(&o.department_id)) {
            over |= today > opinion.due_on;
            let key = if today > opinion.due_on { "mail-opinion-over" } else { "mail-opinion-until" };
            let note = format(lang, key, &[("day", format_day(lang, opinion.due_on).into())]);
            lines.push(json!({ "text": item.title, "href": format!("{}#opinions", href(scope, meeting, item)), "note": note }));
        }
        if lines.is_empty() {
            continue;
        }
        let title = if over { "mail-opinions-over" } else { "mail-opinions-due" };
        let payload = json!({
            "head": { "title": format(lang, title, &[("title", meeting.title.as_str().into())]) },
            "facts": { "items": facts(scope, meeting, lang) },
            "sections": [{ "title": t(lang, "mail-opinions-yours"), "tone": null, "items": lines, "more": null }],
        });
        super::enqueue(conn, scope, meeting, &to, &format!("opinions-due:{}:{today}", meeting.id), payload)?;
    }
    Ok(())
}
