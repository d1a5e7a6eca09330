//! Mails about restrictions; and how a letter about a restriction or a publication is written.

use serde_json::json;

use super::{
    model::{Lifting, Restriction, Verb},
    pages::path,
};
use crate::{
    duties::queries::{Recipient, recipients_of_departments, secretariat},
    enforcement::store,
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, t},
    },
    tenancy::Scope,
};

/// What a letter says in the reader's language.
pub(in crate::enforcement) struct News<'a> {
    /// Unique with the person: the same thing is told once.
    pub cause: String,
    /// The beginning of the keys of what every letter of its sort says: kicker, button, foot.
    pub sort: &'a str,
    pub number: &'a str,
    pub href: String,
    pub title: &'a dyn Fn(Lang) -> String,
    pub facts: &'a dyn Fn(Lang) -> Vec<(String, String)>,
    pub said: &'a str,
}

/// Writes to each of them, never to whoever did it.
pub(in crate::enforcement) fn write(conn: &mut Conn, scope: &Scope, to: &[Recipient], news: &News<'_>) -> Result<()> {
    for to in to.iter().filter(|r| Some(r.person_id) != scope.person_id()) {
        let lang = to.lang;
        let word = |what: &str| t(lang, &format!("{}-{what}", news.sort)).into_owned();
        let kicker = [("workspace", scope.workspace_name().into()), ("number", news.number.into())];
        let facts: Vec<_> = (news.facts)(lang).into_iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
        let letter = Letter {
            person_id: Some(to.person_id),
            address: &to.email,
            recipient: &to.name,
            cause: &format!("{}:{}", news.cause, to.person_id),
            template: "duty-news",
            lang,
            payload: json!({
                "head": { "title": (news.title)(lang), "kicker": format(lang, &format!("{}-kicker", news.sort), &kicker) },
                "facts": { "items": facts },
                "said": (!news.said.is_empty()).then(|| json!({ "text": news.said, "source": null })),
                "button": { "href": news.href, "label": word("open") },
                "foot": { "text": word("foot"), "links": [] },
            }),
        };
        outbox::enqueue(conn, scope, &letter)?;
    }
    Ok(())
}

/// Those who act for a department, and the secretariat, each once.
pub(in crate::enforcement) fn deciders(conn: &mut Conn, scope: &Scope, department_id: i64) -> Result<Vec<Recipient>> {
    let mut to = recipients_of_departments(conn, scope, &[department_id])?;
    to.extend(secretariat(conn, scope)?);
    to.sort_by_key(|r| r.person_id);
    to.dedup_by_key(|r| r.person_id);
    Ok(to)
}

/// Tells whoever may decide that somebody proposes to end one: early, or as void.
pub(super) fn proposed(conn: &mut Conn, scope: &Scope, one: &Restriction, lifting: &Lifting) -> Result<()> {
    let cause = format!("restriction-proposed:{}", lifting.id);
    tell(conn, scope, one, cause, lifting.verb, scope.actor_name(), &lifting.reason)
}

/// Tells whoever has to decide on a proposal about one that its case was quashed meanwhile.
pub(super) fn case_quashed(conn: &mut Conn, scope: &Scope, one: &Restriction, open: &Lifting, reason: &str) -> Result<()> {
    tell(conn, scope, one, format!("restriction-case-quashed:{}", open.id), Verb::Quash, scope.actor_name(), reason)
}

fn tell(conn: &mut Conn, scope: &Scope, one: &Restriction, cause: String, verb: Verb, who: &str, reason: &str) -> Result<()> {
    let to = deciders(conn, scope, one.department_id)?;
    let party = store::get(conn, scope, one.party_id)?.name;
    let title = |lang: Lang| {
        let args = [("kind", t(lang, &one.kind.key()).into_owned().into()), ("party", party.as_str().into())];
        format(lang, &format!("mail-restriction-{}", verb.as_str()), &args)
    };
    let facts = |lang: Lang| {
        let fact = |key: &'static str, value: &str| (t(lang, key).into_owned(), value.to_owned());
        vec![fact("mail-restriction-by", who), fact("mail-restriction-basis", &one.basis)]
    };
    let news = News {
        cause,
        sort: "mail-restriction",
        number: &one.number,
        href: path(scope, &one.number),
        title: &title,
        facts: &facts,
        said: reason,
    };
    write(conn, scope, &to, &news)
}
