//! Who is written to, and the letter all mails about meetings have in common (`mail/meeting`).

use serde_json::{Value, json};

use crate::{
    meetings::{
        model::{Meeting, Participant},
        store::{self, Member},
    },
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, format_instant, t},
    },
    tenancy::Scope,
};

/// Somebody a mail about a meeting goes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressee {
    /// The account; none for a guest.
    pub member: Option<Member>,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    /// Participants they are or answer for.
    pub participants: Vec<i64>,
}

/// Everybody invited, each person once: liaisons and deputies of departments, the people named, guests with an address.
pub fn addressees(conn: &mut Conn, scope: &Scope, people: &[Participant]) -> Result<Vec<Addressee>> {
    let departments: Vec<i64> = people.iter().filter_map(|p| p.department_id).collect();
    let named: Vec<i64> = people.iter().filter_map(|p| p.membership_id).collect();
    let acting = store::members_of_departments(conn, scope, &departments, false)?;
    let members = store::members_by_ids(conn, scope, &named)?;
    let mut found: Vec<Addressee> = Vec::new();
    for person in people {
        let own = members.iter().filter(|m| Some(m.membership_id) == person.membership_id);
        let for_department = acting.iter().filter(|(id, _)| Some(*id) == person.department_id).map(|(_, m)| m);
        for member in own.chain(for_department) {
            let at = found.iter().position(|a| a.member.as_ref().is_some_and(|m| m.person_id == member.person_id));
            match at {
                Some(at) if found[at].participants.contains(&person.id) => {}
                Some(at) => found[at].participants.push(person.id),
                None => found.push(Addressee {
                    name: member.name.clone(),
                    email: member.email.clone(),
                    lang: member.lang,
                    participants: vec![person.id],
                    member: Some(member.clone()),
                }),
            }
        }
        if person.membership_id.is_none() && !person.email.is_empty() && !found.iter().any(|a| a.email == person.email) {
            let (name, email) = (person.name.clone(), person.email.clone());
            found.push(Addressee { member: None, name, email, lang: scope.workspace_lang(), participants: vec![person.id] });
        }
    }
    Ok(found)
}

/// The facts every mail about a meeting states: when, where, which.
pub fn facts(scope: &Scope, meeting: &Meeting, lang: Lang) -> Vec<Value> {
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push(json!({ "label": t(lang, key), "value": value }));
        }
    };
    if meeting.is_written() {
        fact("mail-meeting-answer-by", format_day(lang, meeting.day(scope)));
    } else {
        fact("mail-meeting-when", format_instant(lang, meeting.starts_at, scope.zone()));
        fact("mail-meeting-length", format(lang, "meeting-minutes", &[("n", f64::from(meeting.minutes).into())]));
    }
    fact("mail-meeting-place", meeting.place.clone());
    facts
}

/// Writes one letter. `payload` holds what is particular: `head.title` (the subject too), `facts`, `said`, `sections`, `after`,
/// `button`, `links`; head and foot are completed here.
///
/// `cause` is what makes one of a kind; the person is added to it.
pub fn enqueue(conn: &mut Conn, scope: &Scope, meeting: &Meeting, to: &Addressee, cause: &str, payload: Value) -> Result<()> {
    letter(scope, meeting, to, cause, payload, |letter| outbox::enqueue(conn, scope, letter).map(|_| ()))
}

/// As [`enqueue`], given to `send`.
pub fn letter<T>(
    scope: &Scope,
    meeting: &Meeting,
    to: &Addressee,
    cause: &str,
    mut payload: Value,
    send: impl FnOnce(&Letter<'_>) -> Result<T>,
) -> Result<T> {
    let lang = to.lang;
    let kicker = [("workspace", scope.workspace_name().into()), ("number", meeting.number.as_str().into())];
    payload["head"]["kicker"] = json!(format(lang, "mail-meeting-kicker", &kicker));
    for (member, none) in [("said", Value::Null), ("links", Value::Null), ("sections", json!([])), ("after", json!([]))] {
        if payload.get(member).is_none_or(Value::is_null) {
            payload[member] = none;
        }
    }
    if payload.get("button").is_none() {
        // A guest has no account to open anything with.
        payload["button"] = match to.member {
            Some(_) => json!({ "href": format!("{}/meetings/{}", scope.base(), meeting.number), "label": t(lang, "mail-meeting-open") }),
            None => Value::Null,
        };
    }
    payload["foot"] = json!({ "text": t(lang, "mail-meeting-foot"), "links": [] });
    let who = to.member.as_ref().map_or_else(|| to.email.clone(), |m| m.person_id.to_string());
    send(&Letter {
        person_id: to.member.as_ref().map(|m| m.person_id),
        address: &to.email,
        recipient: &to.name,
        cause: &format!("{cause}:{who}"),
        template: "meeting",
        lang,
        payload,
    })
}
