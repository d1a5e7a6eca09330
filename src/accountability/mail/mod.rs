//! Mails about matters. Subject lines say nothing: they are read over shoulders, and administrators see them in the outbox.

mod office;
mod subject;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::{Value, json};

use super::{
    MATTER_LINK,
    model::{Matter, Part, State, is_recused},
    store::{self, Member},
};
use crate::{
    outbox::{self, Letter, Promise, promise, secret_place},
    platform::{
        clock,
        db::Conn,
        error::Result,
        i18n::{Lang, format, t},
    },
    tenancy::Scope,
};

pub use office::{Came, proposed, recused, tell_office};
pub use subject::{News, tell_answer, tell_subject};

/// How long a link in a mail opens the matter at least; every further mail has a new one.
const LINK_DAYS: i64 = 90;

/// How long it outlives the last term that was told: a change of the calendar moves terms without a mail.
const LINK_BEYOND_DAYS: i64 = 30;

/// Until when a link that is made now opens the matter.
fn link_until(scope: &Scope, matter: &Matter) -> NaiveDateTime {
    let least = scope.now() + Duration::days(LINK_DAYS);
    let beyond = |day: NaiveDate| day.checked_add_signed(Duration::days(LINK_BEYOND_DAYS));
    let last = matter.last_term().and_then(beyond).map(|day| clock::to_utc(day.and_time(NaiveTime::MIN), scope.zone()));
    last.map_or(least, |last| last.max(least))
}

/// Somebody a mail goes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressee {
    /// None for somebody without an account.
    pub person_id: Option<i64>,
    pub name: String,
    pub email: String,
    pub lang: Lang,
}

impl From<Member> for Addressee {
    fn from(m: Member) -> Self {
        Self { person_id: Some(m.person_id), name: m.name, email: m.email, lang: m.lang }
    }
}

/// Who is told as the subject: the person, or everybody who acts for or is in charge of the body.
pub fn of_subject(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<Vec<Addressee>> {
    let subject = &matter.subject;
    if !subject.kind.is_person() {
        let all = store::in_charge_of(conn, scope, subject.department_id)?;
        return Ok(all.into_iter().map(Addressee::from).collect());
    }
    if let Some(id) = subject.membership_id {
        let member = store::members_by_ids(conn, scope, &[id])?.pop();
        return Ok(member.into_iter().map(Addressee::from).collect());
    }
    let outside = Addressee { person_id: None, name: subject.name.clone(), email: subject.email.clone(), lang: scope.workspace_lang() };
    Ok(Some(outside).filter(|to| !to.email.is_empty()).into_iter().collect())
}

struct Draft {
    cause: String,
    title: String,
    said: Option<String>,
    facts: Vec<Value>,
    after: Vec<String>,
    href: String,
}

/// `linked`: the matter a link is for, where somebody without an account gets one.
fn send(conn: &mut Conn, scope: &Scope, to: &Addressee, linked: Option<&Matter>, draft: Draft) -> Result<()> {
    let lang = to.lang;
    let button = match (to.person_id, linked) {
        (Some(_), _) => json!({ "href": draft.href, "label": t(lang, "mail-matter-open") }),
        (None, Some(_)) => {
            json!({ "href": format!("/matter/{}/{}", scope.slug(), secret_place("link")), "label": t(lang, "mail-matter-open") })
        }
        (None, None) => Value::Null,
    };
    let mut payload = json!({
        "subject": t(lang, "mail-matter-subject"),
        "head": {
            "title": draft.title,
            "kicker": format(lang, "mail-matter-kicker", &[("workspace", scope.workspace_name().into())]),
        },
        "said": draft.said.filter(|s| !s.is_empty()).map(|text| json!({ "text": text, "source": Value::Null })),
        "facts": { "items": draft.facts },
        "after": draft.after.iter().map(|text| json!({ "text": text })).collect::<Vec<_>>(),
        "button": button,
        "foot": { "text": t(lang, "mail-matter-foot"), "links": [] },
    });
    if let (None, Some(matter)) = (to.person_id, linked) {
        let (subject_id, until) = (matter.link_id, link_until(scope, matter));
        promise(&mut payload, "link", &Promise::Link { person_id: None, purpose: MATTER_LINK.to_owned(), subject_id, until })?;
    }
    let who = to.person_id.map_or_else(|| to.email.clone(), |id| id.to_string());
    let letter = Letter {
        person_id: to.person_id,
        address: &to.email,
        recipient: &to.name,
        cause: &format!("{}:{who}", draft.cause),
        template: "notice",
        lang,
        payload,
    };
    outbox::enqueue(conn, scope, &letter)?;
    Ok(())
}

fn fact(lang: Lang, key: &str, value: impl Into<String>) -> Value {
    json!({ "label": t(lang, key), "value": value.into() })
}

fn path(scope: &Scope, matter: &Matter) -> String {
    format!("{}/matters/{}", scope.base(), matter.number)
}

/// The secretariat, without whoever a matter is about or stands back from it.
pub(super) fn office_for(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<Vec<Member>> {
    let mut office = store::office(conn, scope)?;
    // Nobody is named before it is taken up.
    let people = if matter.state == State::Proposed { Vec::new() } else { store::people(conn, scope, matter.id)? };
    let near = if matter.subject.kind.is_person() { Vec::new() } else { store::in_charge_of(conn, scope, matter.subject.department_id)? };
    office.retain(|m| {
        let is_near = near.iter().any(|n| n.membership_id == m.membership_id);
        !is_near && matter.subject.membership_id != Some(m.membership_id) && !is_recused(&people, Some(m.membership_id))
    });
    Ok(office)
}

/// Asks somebody named for their part, and whether they have an interest in the matter.
pub fn named(conn: &mut Conn, scope: &Scope, matter: &Matter, member: &Member, part: Part) -> Result<()> {
    let lang = member.lang;
    let draft = Draft {
        cause: format!("matter-named:{}:{}", matter.id, matter.version),
        title: t(lang, &format!("mail-matter-named-{}", part.as_str())).into_owned(),
        said: None,
        facts: vec![fact(lang, "matter-field-number", &matter.number)],
        after: vec![t(lang, &format!("mail-matter-named-{}-then", part.as_str())).into_owned()],
        href: path(scope, matter),
    };
    send(conn, scope, &member.clone().into(), None, draft)
}
