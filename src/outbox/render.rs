//! A row of the outbox becomes a letter: templates, addresses, headers.

use serde_json::{Map, Value};

use super::{
    carried::{take_files, take_invitation},
    jobs::sender,
    promises::{self, Secrets},
    store::{self, Queued},
};
use crate::platform::{
    blob::Blobs,
    config::Config,
    error::{Error, Result},
    i18n::Lang,
    mail::{Correspondent, Letter, MailingList},
    view::Views,
};

/// The three parts of a mail as the templates wrote them.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Renders `mail/{template}/…` for a payload. `base`: the installation's address, without a slash at the end.
pub fn render(views: &Views, base: &str, template: &str, lang: Lang, recipient: &str, payload: &Value) -> Result<Rendered> {
    let members = payload.as_object().cloned().unwrap_or_default();
    render_members(views, base, template, lang, recipient, members)
}

/// As [`render`], of a payload that is used up.
fn render_members(
    views: &Views,
    base: &str,
    template: &str,
    lang: Lang,
    recipient: &str,
    mut members: Map<String, Value>,
) -> Result<Rendered> {
    for (name, value) in [("lang", lang.code()), ("base", base), ("recipient", recipient)] {
        members.entry(name).or_insert_with(|| Value::from(value));
    }
    let mut root = Value::Object(members);
    absolute(&mut root, base);
    let name = |part: &str| format!("mail/{template}/{part}");
    Ok(Rendered {
        subject: views.text(&name("subject.txt"), &root)?.split_whitespace().collect::<Vec<_>>().join(" "),
        text: views.text(&name("body.txt"), &root)?,
        html: views.html(&name("body.html"), &root)?,
    })
}

/// Makes every `href` (and `unsubscribe`) that is a path of ours absolute.
pub(super) fn absolute(value: &mut Value, base: &str) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(path) if (key == "href" || key == "unsubscribe") && path.starts_with('/') => {
                        *path = format!("{base}{path}")
                    }
                    other => absolute(other, base),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| absolute(item, base)),
        _ => {}
    }
}

/// What mails are written with.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub views: &'a Views,
    pub config: &'a Config,
    pub from: &'a Correspondent,
    /// Where files that go with a mail are; without it they stay away.
    pub blobs: Option<&'a Blobs>,
}

/// The letter of a row, the same at every attempt but for the secrets of its links.
pub(super) fn letter(desk: Desk<'_>, mail: &Queued, secrets: &Secrets) -> Result<Letter> {
    let Desk { views, config, from, blobs } = desk;
    let mut payload: Value = serde_json::from_str(&mail.payload)?;
    promises::fill(&mut payload, secrets);
    let base = config.absolute("");
    let invitation = take_invitation(&mut payload, &base, from)?;
    let files = take_files(&mut payload, blobs, mail.workspace_id)?;
    let lang = Lang::parse(&mail.language).unwrap_or_default();
    let host = config.base_url.host_str().unwrap_or("localhost");
    let list = payload.get("list").map(|list| mailing_list(list, &base, host)).transpose()?;
    let members = if let Value::Object(members) = payload { members } else { Map::new() };
    let parts = render_members(views, &base, &mail.template, lang, &mail.recipient, members)?;
    Ok(Letter {
        from: from.clone(),
        to: Correspondent::new(mail.recipient.clone(), mail.address.clone()),
        reply_to: None,
        subject: parts.subject,
        text: parts.text,
        html: Some(parts.html),
        message_id: format!("{}@{host}", mail.message_id),
        written_at: mail.created_at,
        automatic: true,
        list,
        invitation,
        files,
    })
}

/// A letter as the message it would be sent as, for looking at it.
pub fn preview(config: &Config, letter: &store::Letter<'_>, now: chrono::NaiveDateTime) -> Result<Vec<u8>> {
    let mail = Queued {
        workspace_id: 0,
        id: 0,
        address: letter.address.to_owned(),
        recipient: letter.recipient.to_owned(),
        template: letter.template.to_owned(),
        language: letter.lang.code().to_owned(),
        payload: letter.payload.to_string(),
        message_id: "preview".to_owned(),
        attempts: 0,
        created_at: now,
        carries: String::new(),
    };
    let desk = Desk { views: &Views::new(), config, from: &sender(config), blobs: None };
    let written = self::letter(desk, &mail, &Secrets::new())?.write().map_err(Error::internal)?;
    Ok(written.bytes().to_vec())
}

/// `{name, id, unsubscribe?, one_click?}` of a payload.
fn mailing_list(list: &Value, base: &str, host: &str) -> Result<MailingList> {
    let text = |key: &str| list.get(key).and_then(Value::as_str);
    let (Some(name), Some(id)) = (text("name"), text("id")) else { return Err(Error::internal("a mail's list needs name and id")) };
    Ok(MailingList {
        name: name.to_owned(),
        id: format!("{id}.{host}"),
        unsubscribe: text("unsubscribe").map(|u| if u.starts_with('/') { format!("{base}{u}") } else { u.to_owned() }),
        // A bare POST ends it (RFC 8058), which mail programs only send over https.
        one_click: base.starts_with("https://") && list.get("one_click").and_then(Value::as_bool).unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_links_become_absolute() {
        let mut value = json!({"href": "/w/a", "text": "/not/a/link", "lists": [{"items": [{"href": "https://b.cn/"}, {"href": "/c"}]}]});
        absolute(&mut value, "https://lx.cn");
        assert_eq!(
            value,
            json!({"href": "https://lx.cn/w/a", "text": "/not/a/link", "lists": [{"items": [{"href": "https://b.cn/"}, {"href": "https://lx.cn/c"}]}]})
        );
    }
}
