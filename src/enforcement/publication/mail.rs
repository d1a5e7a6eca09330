//! Mails about publications: to whoever may check one, and to whoever wrote it.

use super::{
    model::{Publication, Verb, Version},
    pages::path,
};
use crate::{
    duties::queries::{Recipient, recipients_of_departments},
    enforcement::{
        restriction::mail::{News, deciders, write},
        store as parties,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, t},
    },
    tenancy::{Scope, departments},
};

/// Tells whoever has to go on after a step: others, when a version waits to be checked; its writer, what became of it.
pub(super) fn stepped(conn: &mut Conn, scope: &Scope, one: &Publication, verb: Verb, reason: &str) -> Result<()> {
    let version = one.latest()?;
    let mut to = match verb {
        Verb::Submit | Verb::Approve | Verb::Return => deciders(conn, scope, one.department_id)?,
        _ => return Ok(()),
    };
    to.retain(|r| (r.person_id == version.writer_id) == (verb != Verb::Submit));
    tell(conn, scope, one, version, verb.as_str(), &to, reason)
}

/// Tells those who act for the department that publishes that what it said, or was going to say, went with the case.
pub(super) fn ended_with_case(
    conn: &mut Conn,
    scope: &Scope,
    one: &Publication,
    version: &Version,
    verb: Verb,
    reason: &str,
) -> Result<()> {
    let to = recipients_of_departments(conn, scope, &[one.department_id])?;
    tell(conn, scope, one, version, verb.as_str(), &to, reason)
}

fn tell(conn: &mut Conn, scope: &Scope, one: &Publication, version: &Version, what: &str, to: &[Recipient], reason: &str) -> Result<()> {
    let party = parties::get(conn, scope, one.party_id)?.name;
    let department = departments::by_ids(conn, scope, &[one.department_id])?.pop().map(|d| d.name).unwrap_or_default();
    let title = |lang: Lang| format(lang, &format!("mail-publication-{what}"), &[("title", version.title.as_str().into())]);
    let facts = |lang: Lang| {
        let fact = |key: &'static str, value: &str| (t(lang, key).into_owned(), value.to_owned());
        let mut facts = vec![
            fact("mail-publication-party", &party),
            fact("mail-publication-department", &department),
            fact("mail-publication-writer", &version.writer),
        ];
        facts.extend(version.checked_by.as_deref().map(|who| fact("mail-publication-checker", who)));
        facts
    };
    let news = News {
        cause: format!("publication-{what}:{}:{}", one.id, one.version),
        sort: "mail-publication",
        number: &one.number,
        href: path(scope, &one.number),
        title: &title,
        facts: &facts,
        said: reason,
    };
    write(conn, scope, to, &news)
}
