//! Mails about a case: what waits for a department, and what its department decided.

use serde_json::json;

use super::{ladder::Proposal, model::Case};
use crate::{
    duties::queries::{Recipient, recipients_of_departments, secretariat},
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, join, t},
    },
    tenancy::Scope,
};

/// What a letter says in the reader's language.
struct News<'a> {
    /// Unique with the person: the same thing is told once.
    cause: String,
    title: &'a dyn Fn(Lang) -> String,
    facts: &'a dyn Fn(Lang) -> Vec<(String, String)>,
    said: &'a str,
}

fn tell(conn: &mut Conn, scope: &Scope, case: &Case, to: &[Recipient], news: &News<'_>) -> Result<()> {
    for to in to.iter().filter(|r| Some(r.person_id) != scope.person_id()) {
        let lang = to.lang;
        let kicker = [("workspace", scope.workspace_name().into()), ("number", case.shown_number().into())];
        let facts: Vec<_> = (news.facts)(lang).into_iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
        let letter = Letter {
            person_id: Some(to.person_id),
            address: &to.email,
            recipient: &to.name,
            cause: &format!("{}:{}", news.cause, to.person_id),
            template: "duty-news",
            lang,
            payload: json!({
                "head": { "title": (news.title)(lang), "kicker": format(lang, "mail-case-kicker", &kicker) },
                "facts": { "items": facts },
                "said": (!news.said.is_empty()).then(|| json!({ "text": news.said, "source": null })),
                "button": { "href": format!("{}/cases/{}", scope.base(), case.number), "label": t(lang, "mail-case-open") },
                "foot": { "text": t(lang, "mail-case-foot"), "links": [] },
            }),
        };
        outbox::enqueue(conn, scope, &letter)?;
    }
    Ok(())
}

fn measures(lang: Lang, proposal: &Proposal) -> String {
    join(lang, &proposal.rule.measures.iter().map(|m| t(lang, &m.key()).into_owned()).collect::<Vec<_>>())
}

/// Tells the competent department what the ladder proposes.
pub(super) fn proposed(conn: &mut Conn, scope: &Scope, case: &Case, proposal: &Proposal) -> Result<()> {
    let to = recipients_of_departments(conn, scope, &[proposal.department_id])?;
    let title = |lang: Lang| {
        let args = [("title", case.title.as_str().into()), ("measures", measures(lang, proposal).into())];
        format(lang, "mail-case-proposed", &args)
    };
    let facts = |lang: Lang| {
        vec![
            (t(lang, "mail-case-article").into_owned(), proposal.rule.article.clone()),
            (t(lang, "mail-case-decide-by").into_owned(), format_day(lang, proposal.due_on)),
        ]
    };
    let cause = format!("case-proposed:{}:{}", proposal.id, proposal.version);
    tell(conn, scope, case, &to, &News { cause, title: &title, facts: &facts, said: &proposal.reason })
}

/// Tells the secretariat that the competent department does not follow.
pub(super) fn declined(conn: &mut Conn, scope: &Scope, case: &Case, proposal: &Proposal) -> Result<()> {
    let to = secretariat(conn, scope)?;
    let title = |lang: Lang| {
        let key = if proposal.declines > 1 { "mail-case-declined-again" } else { "mail-case-declined" };
        let args = [("title", case.title.as_str().into()), ("measures", measures(lang, proposal).into())];
        format(lang, key, &args)
    };
    let facts = |lang: Lang| vec![(t(lang, "mail-case-actor").into_owned(), proposal.decided_by.clone())];
    let cause = format!("case-declined:{}:{}", proposal.id, proposal.version);
    tell(conn, scope, case, &to, &News { cause, title: &title, facts: &facts, said: &proposal.reason })
}
