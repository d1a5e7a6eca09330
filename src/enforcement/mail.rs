//! Mails about a case: what waits for a department, and what its department decided.

use serde_json::json;

use super::{
    hand_over::{HAND_OVER_LINK, HandOver, HandOverAction, HandOverKind, HandOverState, actions::receiver_name},
    ladder::{Proposal, words},
    model::Case,
};
use crate::{
    duties::queries::{Recipient, recipients_of_departments, secretariat},
    outbox::{self, Letter, Promise},
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
        let rests_on = proposal.facts.iter().map(|f| format!("{} · {}", words::fact(lang, f), format_day(lang, f.on)));
        let mut facts: Vec<_> = rests_on.map(|said| (t(lang, "ladder-facts").into_owned(), said)).collect();
        facts.push((t(lang, "mail-case-article").into_owned(), proposal.rule.article.clone()));
        facts.push((t(lang, "mail-case-decide-by").into_owned(), format_day(lang, proposal.due_on)));
        facts
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

/// Days the link in a mail to a body outside works: long enough to report what came of it.
const LINK_DAYS: i64 = 365;
/// The name of the promised secret of the link to answer by.
const SECRET: &str = "hand-over";

fn hand_over_facts(lang: Lang, hand_over: &HandOver, from: &str, to: &str) -> Vec<(String, String)> {
    let mut facts = vec![
        (t(lang, "mail-hand-over-kind").into_owned(), t(lang, &hand_over.kind.key()).into_owned()),
        (t(lang, &hand_over.said("mail-hand-over-from")).into_owned(), from.to_owned()),
        (t(lang, "mail-hand-over-to").into_owned(), to.to_owned()),
        (t(lang, "mail-hand-over-basis").into_owned(), hand_over.legal_basis.clone()),
    ];
    if !hand_over.enclosures.is_empty() {
        facts.push((t(lang, "mail-hand-over-enclosures").into_owned(), join(lang, &hand_over.enclosed())));
    }
    if !hand_over.asked.is_empty() {
        facts.push((t(lang, "mail-hand-over-asked").into_owned(), hand_over.asked.clone()));
    }
    if hand_over.state == HandOverState::Sent {
        facts.push((t(lang, "mail-hand-over-receipt-by").into_owned(), format_day(lang, hand_over.receipt_due_on)));
    }
    if let Some(due) = hand_over.result_due_on {
        facts.push((t(lang, "mail-hand-over-result-by").into_owned(), format_day(lang, due)));
    }
    facts
}

/// What a letter to a body outside calls it: the case's own title may name a natural person.
fn letter(lang: Lang, hand_over: &HandOver) -> String {
    format(lang, &hand_over.said("hand-over-letter-title"), &[("number", hand_over.number.as_str().into())])
}

/// Tells whoever receives it: a department by its liaisons, a body outside by a link it answers with.
pub(super) fn handed_over(conn: &mut Conn, scope: &Scope, case: &Case, hand_over: &HandOver) -> Result<()> {
    let from = crate::tenancy::departments::by_ids(conn, scope, &[hand_over.from_id])?.pop().map(|d| d.name).unwrap_or_default();
    let name = receiver_name(conn, scope, hand_over)?;
    let key = if hand_over.kind == HandOverKind::Notice { "mail-notified" } else { "mail-handed-over" };
    let said = |lang: Lang, title: &str| format(lang, key, &[("title", title.into()), ("from", from.as_str().into())]);
    let title = |lang: Lang| said(lang, &case.title);
    let facts = |lang: Lang| hand_over_facts(lang, hand_over, &from, &name);
    let cause = format!("handed-over:{}:{}", hand_over.id, hand_over.version);
    match hand_over.to_id {
        Some(id) => {
            let to = recipients_of_departments(conn, scope, &[id])?;
            tell(conn, scope, case, &to, &News { cause, title: &title, facts: &facts, said: &hand_over.reason })
        }
        None if hand_over.outside_email.is_empty() => Ok(()),
        None => {
            let lang = scope.workspace_lang();
            outside(conn, scope, hand_over, &cause, said(lang, &letter(lang, hand_over)), &facts(lang))
        }
    }
}

/// A letter to a body without an account. It is told what is written to it, and nothing else of the case.
fn outside(conn: &mut Conn, scope: &Scope, hand_over: &HandOver, cause: &str, title: String, facts: &[(String, String)]) -> Result<()> {
    let lang = scope.workspace_lang();
    let facts: Vec<_> = facts.iter().map(|(label, value)| json!({ "label": label, "value": value })).collect();
    let mut payload = json!({
        "head": { "title": title, "kicker": scope.workspace_name() },
        "facts": { "items": facts },
        "said": { "text": hand_over.reason, "source": null },
        "button": {
            "href": format!("/hand-over/{}/{}", scope.slug(), outbox::secret_place(SECRET)),
            "label": t(lang, "mail-hand-over-answer"),
        },
        "foot": { "text": t(lang, "mail-hand-over-foot"), "links": [] },
    });
    let until = scope.now() + chrono::Duration::days(LINK_DAYS);
    let promised = Promise::Link { person_id: None, purpose: HAND_OVER_LINK.to_owned(), subject_id: hand_over.id, until };
    outbox::promise(&mut payload, SECRET, &promised)?;
    let letter = Letter {
        person_id: None,
        address: &hand_over.outside_email,
        recipient: &hand_over.outside_name,
        cause,
        template: "duty-news",
        lang,
        payload,
    };
    outbox::enqueue(conn, scope, &letter)?;
    Ok(())
}

/// Tells whoever handed it over what the receiver says; the receiver, that it was taken back.
pub(super) fn hand_over_answered(
    conn: &mut Conn,
    scope: &Scope,
    case: &Case,
    hand_over: &HandOver,
    action: HandOverAction,
    text: &str,
) -> Result<()> {
    let told = match action {
        HandOverAction::Withdraw => hand_over.to_id,
        HandOverAction::Receive | HandOverAction::Reject | HandOverAction::Report => Some(hand_over.from_id),
    };
    let mut to = recipients_of_departments(conn, scope, &told.into_iter().collect::<Vec<_>>())?;
    if action == HandOverAction::Reject {
        to.extend(secretariat(conn, scope)?);
        to.sort_by_key(|r| r.person_id);
        to.dedup_by_key(|r| r.person_id);
    }
    let name = receiver_name(conn, scope, hand_over)?;
    let title = |lang: Lang| {
        let args = [("title", case.title.as_str().into()), ("to", name.as_str().into())];
        let key = format!("mail-hand-over-{}", action.as_str());
        format(lang, &if action == HandOverAction::Report { key } else { hand_over.said(&key) }, &args)
    };
    let facts = |lang: Lang| {
        let goes = Some(hand_over.should_go_to.clone()).filter(|g| !g.is_empty());
        goes.map(|g| (t(lang, "mail-hand-over-goes").into_owned(), g)).into_iter().collect()
    };
    let cause = format!("hand-over-{}:{}:{}", action.as_str(), hand_over.id, hand_over.version);
    tell(conn, scope, case, &to, &News { cause, title: &title, facts: &facts, said: text })
}

/// Asks again whoever is silent, and tells whoever handed it over and the secretariat.
pub(super) fn hand_over_silent(conn: &mut Conn, scope: &Scope, case: &Case, hand_over: &HandOver) -> Result<()> {
    let from = crate::tenancy::departments::by_ids(conn, scope, &[hand_over.from_id])?.pop().map(|d| d.name).unwrap_or_default();
    let name = receiver_name(conn, scope, hand_over)?;
    let mut to =
        recipients_of_departments(conn, scope, &[Some(hand_over.from_id), hand_over.to_id].into_iter().flatten().collect::<Vec<_>>())?;
    to.extend(secretariat(conn, scope)?);
    to.sort_by_key(|r| r.person_id);
    to.dedup_by_key(|r| r.person_id);
    let key = hand_over.said(if hand_over.state == HandOverState::Sent { "mail-hand-over-silent" } else { "mail-hand-over-unreported" });
    let said = |lang: Lang, title: &str| format(lang, &key, &[("title", title.into()), ("to", name.as_str().into())]);
    let title = |lang: Lang| said(lang, &case.title);
    let facts = |lang: Lang| hand_over_facts(lang, hand_over, &from, &name);
    let cause = format!("hand-over-silent:{}:{}", hand_over.id, hand_over.version);
    if hand_over.is_outside() && !hand_over.outside_email.is_empty() {
        let lang = scope.workspace_lang();
        outside(conn, scope, hand_over, &format!("{cause}:outside"), said(lang, &letter(lang, hand_over)), &facts(lang))?;
    }
    tell(conn, scope, case, &to, &News { cause, title: &title, facts: &facts, said: "" })
}
