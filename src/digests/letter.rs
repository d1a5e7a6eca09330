//! A digest as a letter: the links at its foot and what mail programs are told.

use super::{
    content::{Button, Content, List},
    model::Kind,
    store::Member,
};
use crate::{
    outbox::{self, Letter},
    platform::{
        config::Config,
        error::Result,
        i18n::{Lang, t},
    },
    tenancy::Scope,
};

/// The mail's payload. `stop`: the path of the signed link that ends it; none in a preview.
pub fn payload(scope: &Scope, kind: Kind, lang: Lang, content: &Content, stop: Option<String>) -> Result<serde_json::Value> {
    let mut content = content.clone();
    let change = format!("{}/digests", scope.base());
    content.foot.links = vec![Button { href: change, label: t(lang, "digest-change").into_owned() }];
    content.foot.links.extend(stop.clone().map(|href| Button { href, label: t(lang, "digest-stop").into_owned() }));
    content.list = Some(List {
        name: [scope.workspace_name(), &t(lang, kind.key())].join(" "),
        id: format!("{}.{}", kind.template(), scope.slug()),
        one_click: stop.is_some(),
        unsubscribe: stop,
    });
    Ok(serde_json::to_value(&content)?)
}

/// The message a member would be sent, without a link to end it.
pub fn preview(config: &Config, scope: &Scope, kind: Kind, member: &Member, content: &Content) -> Result<Vec<u8>> {
    let letter = Letter {
        person_id: Some(member.person_id),
        address: &member.email,
        recipient: &member.name,
        cause: "preview",
        template: kind.template(),
        lang: member.lang,
        payload: payload(scope, kind, member.lang, content, None)?,
    };
    outbox::preview(config, &letter, scope.now())
}
