//! Two people saved the same thing: both versions beside each other.

use actix_web::HttpRequest;

use super::{Answer, head};
use crate::{
    platform::{
        clock,
        i18n::{Lang, format_time, t},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{FieldView, FormView},
        },
    },
    policy::model::Document,
    site::Member,
    timeline::Event,
};

/// The fields of one form as this person sent them, and as they are stored now.
pub fn both(lang: Lang, mine: Vec<FieldView>, stored: &[FieldView]) -> Vec<Both> {
    let theirs = |name: &str| stored.iter().find(|f| f.name == name).map(|f| in_words(lang, f)).unwrap_or_default();
    mine.into_iter().map(|mine| Both::new(lang, theirs(&mine.name), mine)).collect()
}

/// Who did it, and when.
pub fn who(member: &Member, last: Option<&Event>) -> (String, String) {
    let who = last.map(|e| e.actor.clone()).filter(|a| !a.is_empty());
    let when = last.map(|e| format_time(clock::local(e.at, member.scope.zone())));
    (who.unwrap_or_else(|| t(member.lang(), "timeline-system").into_owned()), when.unwrap_or_default())
}

/// What differs; `form` already carries the new version. `last`: the event that came between.
pub fn between(member: &Member, last: Option<&Event>, form: FormView, fields: Vec<Both>) -> Conflict {
    let (who, when) = who(member, last);
    Conflict::new(member.lang(), who, when, form, fields)
}

/// The page that shows it.
pub fn page(req: &HttpRequest, member: &Member, document: &Document, conflict: Conflict) -> Answer {
    let title = t(member.lang(), "policy-conflict").into_owned();
    Ok(member.conflict(req, head(member, document, title), conflict)?)
}
