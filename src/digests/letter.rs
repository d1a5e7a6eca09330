//! A digest as a letter: where its links lead, what stands at its foot, and what mail programs are told.

use chrono::NaiveDate;
use serde_json::{Value, json};

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
        i18n::{Lang, format, t},
    },
    tenancy::Scope,
};

/// The links of one letter that need no login; none in a preview.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Opens the digest to its leader, until a day.
    pub open: Option<(String, NaiveDate)>,
    /// Ends the digest.
    pub stop: Option<String>,
}

/// Where a line about a duty stands on the page a link opens.
pub fn anchor(number: &str) -> String {
    format!("duty-{number}")
}

/// The mail's payload, as the templates see it.
pub fn payload(scope: &Scope, kind: Kind, lang: Lang, name: &str, content: &Content, links: &Links) -> Result<Value> {
    let mut content = content.clone();
    let change = format!("{}/digests", scope.base());
    content.foot.links = vec![Button { href: change, label: t(lang, "digest-change").into_owned() }];
    content.foot.links.extend(links.stop.clone().map(|href| Button { href, label: t(lang, "digest-stop").into_owned() }));
    content.list = Some(List {
        name: [scope.workspace_name(), &t(lang, kind.key())].join(" "),
        id: format!("{}.{}", kind.template(), scope.slug()),
        one_click: links.stop.is_some(),
        unsubscribe: links.stop.clone(),
    });
    if let Some((href, until)) = &links.open {
        lead_to(&mut content, href);
        content.button = Button { href: href.clone(), label: t(lang, "digest-open-and-instruct").into_owned() };
        let args = [("name", name.into()), ("day", crate::platform::i18n::format_day(lang, *until).into())];
        content.foot.text = format(lang, "digest-foot-link", &args) + &content.foot.text;
    }
    let mut payload = serde_json::to_value(&content)?;
    // Parts are called with an object: named values would make the renderer copy all of this.
    payload["figures"] = if content.figures.is_empty() { Value::Null } else { json!({ "items": in_rows(payload["figures"].take()) }) };
    payload["closing"] = content.closing.map_or(Value::Null, |text| json!({ "text": text }));
    Ok(payload)
}

/// Figures, four of which fit into a row; more of them stand in rows of three.
fn in_rows(mut figures: Value) -> Value {
    if let Some(all) = figures.as_array_mut().filter(|all| all.len() > 4) {
        for figure in all.iter_mut().skip(3).step_by(3) {
            figure["breaks"] = Value::Bool(true);
        }
    }
    figures
}

/// Lets every line lead to its place on the page behind the link, where no login is asked for.
fn lead_to(content: &mut Content, href: &str) {
    for section in &mut content.sections {
        section.one_link = true;
        for item in &mut section.items {
            if let Some(number) = &item.duty {
                item.href = Some(format!("{href}#{}", anchor(number)));
            }
        }
        if let Some(more) = &mut section.more {
            more.href = href.to_owned();
        }
    }
}

/// The message a member would be sent, without links of its own.
pub fn preview(config: &Config, scope: &Scope, kind: Kind, member: &Member, content: &Content) -> Result<Vec<u8>> {
    let letter = Letter {
        person_id: Some(member.person_id),
        address: &member.email,
        recipient: &member.name,
        cause: "preview",
        template: kind.template(),
        lang: member.lang,
        payload: payload(scope, kind, member.lang, &member.name, content, &Links::default())?,
    };
    outbox::preview(config, &letter, scope.now())
}
