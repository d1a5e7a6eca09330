//! What mails about people and accounts say: one shape, each message with its own templates.

use serde_json::{Value, json};

use crate::{
    outbox::{self, Promise},
    platform::{
        error::Result,
        i18n::{Lang, format, t},
    },
};

/// The name of the secret behind the button.
const BUTTON: &str = "button";

/// A mail before it is queued: texts translated, links as paths of ours (made absolute when it is sent).
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The quiet line above the headline: workspace or product.
    pub kicker: String,
    /// What happened; also the subject.
    pub title: String,
    pub paragraphs: Vec<String>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Path and label of the one button.
    pub button: Option<(String, String)>,
    /// What the button opens without a log-in.
    pub opens: Option<Promise>,
    /// For whom this is and how long it is valid.
    pub foot: String,
}

impl Draft {
    /// A mail of the installation itself; a workspace sets its own kicker.
    pub fn new(lang: Lang, title: String) -> Self {
        Self {
            kicker: t(lang, "part-product-line").into_owned(),
            title,
            foot: t(lang, "mail-account-foot").into_owned(),
            ..Self::default()
        }
    }

    pub fn kicker(mut self, text: impl Into<String>) -> Self {
        self.kicker = text.into();
        self
    }

    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(text.into());
        self
    }

    pub fn fact(mut self, label: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.push((label.into(), value.into()));
        self
    }

    pub fn button(mut self, path: impl Into<String>, label: impl Into<String>) -> Self {
        self.button = Some((path.into(), label.into()));
        self
    }

    /// A button that needs no log-in: `path` is completed by a secret that is made as the mail is sent.
    pub fn opening(mut self, path: &str, promise: Promise, label: impl Into<String>) -> Self {
        self.opens = Some(promise);
        self.button(format!("{path}{}", outbox::secret_place(BUTTON)), label)
    }

    pub fn foot(mut self, text: impl Into<String>) -> Self {
        self.foot = text.into();
        self
    }

    /// The payload of the outbox row.
    pub fn payload(&self) -> Result<Value> {
        let mut payload = json!({
            "head": { "kicker": self.kicker, "title": self.title, "preview": self.paragraphs.first() },
            "paragraphs": self.paragraphs.iter().map(|text| json!({ "text": text })).collect::<Vec<_>>(),
            "facts": { "items": self.facts.iter().map(|(label, value)| json!({ "label": label, "value": value })).collect::<Vec<_>>() },
            "button": self.button.as_ref().map(|(href, label)| json!({ "href": href, "label": label })),
            "foot": { "text": self.foot, "links": [] },
        });
        self.opens.as_ref().map_or(Ok(()), |promise| outbox::promise(&mut payload, BUTTON, promise))?;
        Ok(payload)
    }
}

/// The greeting line: “周敏同志：”.
pub fn greeting(lang: Lang, name: &str) -> String {
    format(lang, "mail-greeting", &[("name", name.into())])
}
