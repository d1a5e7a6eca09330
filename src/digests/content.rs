//! What a digest says, as its mail and its page show it. Texts are translated already; addresses are paths.

use serde::{Deserialize, Serialize};

/// The members a mail's templates see, and what is kept for reading it again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    pub subject: String,
    pub head: Heading,
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
    /// One sentence where there is nothing to list.
    pub closing: Option<String>,
    pub button: Button,
    pub foot: Foot,
    /// Headers of a periodic mail; set when it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
}

impl Content {
    /// The numbers of all duties told of.
    pub fn duties(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|s| &s.items).filter_map(|i| i.duty.as_deref())
    }

    /// What anybody but its addressee reads: nothing of accountability matters, nor that there are any. `plain`: the first line where
    /// none was kept for others.
    pub fn for_others(mut self, plain: &str) -> Self {
        // `/w/{slug}/matters…`: a workspace may be called so as well.
        let tells = |href: Option<&str>| href.is_some_and(|h| h.split(['/', '?', '#']).nth(3) == Some("matters"));
        let is_own = |s: &Section| s.items.iter().any(|i| tells(i.href.as_deref())) || tells(s.more.as_ref().map(|m| m.href.as_str()));
        let before = self.sections.len();
        self.sections.retain(|s| !is_own(s));
        if self.head.shared.is_some() || self.sections.len() < before {
            self.head.title = self.head.shared.take().unwrap_or_else(|| plain.to_owned());
            self.subject.clone_from(&self.head.title);
        }
        self
    }
}

/// `mail/part/top`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    pub kicker: String,
    /// The finding.
    pub title: String,
    /// The same for anybody else who reads the digest, where it says what only its addressee is to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<String>,
}

/// One of `mail/part/figures`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub value: String,
    pub label: String,
    pub was: Option<String>,
    pub tone: Option<String>,
}

/// `mail/part/list`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub title: String,
    pub tone: Option<String>,
    pub items: Vec<Item>,
    pub more: Option<Button>,
    /// Every line leads to the mail's one link, which plain text need not say again and again.
    #[serde(default)]
    pub one_link: bool,
}

/// One line of a section, with a quieter one under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub text: String,
    pub href: Option<String>,
    pub note: Option<String>,
    /// The number of the duty it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub href: String,
    pub label: String,
}

/// `mail/part/bottom`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Foot {
    pub text: String,
    pub links: Vec<Button>,
}

/// What mail programs are told of a periodic mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    pub name: String,
    /// The first part of the list's identifier.
    pub id: String,
    pub unsubscribe: Option<String>,
    /// Whether a bare POST there ends it at once (RFC 8058).
    #[serde(default)]
    pub one_click: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section whose lines and whose rest lead there.
    fn section(item: &str, more: &str) -> Section {
        let item = Item { text: String::new(), href: Some(item.into()), note: None, duty: None };
        let more = Some(Button { href: more.into(), label: String::new() });
        Section { title: format!("{item:?}"), tone: None, items: vec![item], more, one_link: false }
    }

    #[test]
    fn others_read_all_but_matters_whatever_the_workspace_is_called() {
        for slug in ["ours", "matters", "matters-js", "js-matters"] {
            let base = format!("/w/{slug}");
            let own = [
                section(&format!("{base}/matters/2026-0001"), &format!("{base}/duties")),
                section(&format!("{base}/duties/1"), &format!("{base}/matters?tab=open")),
                section(&format!("{base}/duties/1"), &format!("{base}/matters")),
            ];
            let all = [section(&format!("{base}/duties/2026-0001"), &format!("{base}/duties?q=/matters")), section(&base, &base)];
            let sections = own.into_iter().chain(all.clone()).collect();
            let content = Content { subject: "主送".into(), sections, ..Content::default() };
            let read = content.for_others("共同");
            assert_eq!((read.sections, &*read.subject), (all.to_vec(), "共同"), "{slug}");
            let content = Content { subject: "主送".into(), sections: all.to_vec(), ..Content::default() };
            assert_eq!(content.clone().for_others("共同"), content, "{slug}");
        }
    }
}
