//! What waits about restrictions and publications, as a group of a home.

use super::{Group, how_many, item::Maker};
use crate::{
    enforcement::{
        publication::{State, queries::Waiting},
        restriction::{Verb, queries::WaitingLifting},
    },
    home::queries::Enforcement,
    platform::{
        i18n::{format, t},
        view::parts::{Link, NextAction, NextItem},
    },
};

/// The group; nothing where nothing waits.
pub fn group(make: &Maker<'_>, waits: &Enforcement) -> Option<Group> {
    let lang = make.scope.lang();
    let mut items: Vec<NextItem> = waits.liftings.iter().map(|w| lifting(make, w)).collect();
    items.extend(waits.publications.iter().map(|w| publication(make, w)));
    (!items.is_empty()).then(|| Group {
        title: t(lang, "home-enforcement").into_owned(),
        note: how_many(lang, items.len(), false),
        items,
        more: vec![
            Link::new(format!("{}/restrictions", make.scope.base()), t(lang, "nav-restrictions")),
            Link::new(format!("{}/publications", make.scope.base()), t(lang, "nav-publications")),
        ],
    })
}

fn lifting(make: &Maker<'_>, waiting: &WaitingLifting) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let href = format!("{}/restrictions/{}", scope.base(), waiting.number);
    let title = [("kind", t(lang, &waiting.kind.key()).into_owned().into()), ("party", waiting.party.as_str().into())];
    let who = format(lang, "home-lifting-by", &[("who", waiting.proposed_by.as_str().into())]);
    let why = super::liaison::shortened(&waiting.reason);
    NextItem {
        light: make.light("blue", if waiting.verb == Verb::Quash { "home-quashing" } else { "home-lifting" }),
        title: format(lang, "restriction-title", &title),
        why: vec![make.line(&[&waiting.number, &who, &why])],
        deadline: None,
        action: Some(NextAction { href: format!("{href}/decide"), label: t(lang, "home-decide").into_owned(), post: false, main: false }),
        href,
    }
}

/// To check for whoever did not write it; to rewrite or to publish for whoever did.
fn publication(make: &Maker<'_>, waiting: &Waiting) -> NextItem {
    let (scope, lang, line) = (make.scope, make.scope.lang(), &waiting.line);
    let href = format!("{}/publications/{}", scope.base(), line.number);
    let (light, key, why, verb, label) = match (&waiting.returned, line.version.state) {
        (Some((who, why)), _) => {
            let said = format(lang, "home-publication-returned-by", &[("who", who.as_str().into()), ("why", why.as_str().into())]);
            ("yellow", "home-publication-returned", super::liaison::shortened(&said), "edit", "publication-do-edit")
        }
        (None, State::Approved) => {
            let who = line.version.checked_by.as_deref().unwrap_or_default();
            let said = format(lang, "home-publication-checked-by", &[("who", who.into())]);
            ("blue", "home-publication-approved", said, "publish", "publication-do-publish")
        }
        (None, _) => {
            let who = format(lang, "home-publication-by", &[("who", line.version.writer.as_str().into())]);
            ("blue", "home-publication", who, "check", "home-decide")
        }
    };
    NextItem {
        light: make.light(light, key),
        title: line.version.title.clone(),
        why: vec![make.line(&[&line.number, &line.party, &why])],
        deadline: None,
        action: Some(NextAction { href: format!("{href}/{verb}"), label: t(lang, label).into_owned(), post: false, main: false }),
        href,
    }
}
