//! Text for people, in Chinese (default) and English, from the Fluent files under `templates/locale/`.
//!
//! A key that is missing shows as `⟦key⟧` and is logged as an error; tests keep both languages complete.

mod catalog;
mod dates;

use std::{borrow::Cow, fmt};

use fluent_bundle::{FluentArgs, FluentValue};
use serde::{Deserialize, Serialize};

use super::error::{Arg, Message};

pub use catalog::{audit, missing_keys};
pub use dates::{format_day, format_day_short, format_instant, format_time, weekday, zone_label, zone_name};

/// A language the program speaks. As text `zh-CN` and `en`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    #[serde(rename = "en")]
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// `zh-CN` or `en`: in the database, in `lang=` and as directory of the Fluent files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a stored code or a tag like `zh-Hans-CN`, `en-GB`; `None` for others.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The best of an `Accept-Language` header; Chinese when it names none of ours.
    pub fn from_accept_language(header: &str) -> Self {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(32) {
            let mut pieces = part.split(';');
            let Some(lang) = pieces.next().and_then(Self::parse) else {
                continue;
            };
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(b, _)| weight > b) {
                best = Some((weight, lang));
            }
        }
        best.map_or(Self::ZhCn, |(_, lang)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text of a key without arguments. Costs one look-up and no allocation.
pub fn t(lang: Lang, key: &str) -> Cow<'static, str> {
    catalog::current().plain(lang, key)
}

/// The text of a key that is made of stored words and need not exist: another version of the program may have written them.
pub fn find(lang: Lang, key: &str) -> Option<&'static str> {
    catalog::current().find(lang, key)
}

/// The sentence of a message, its inner keys translated first.
pub fn tr(lang: Lang, message: &Message) -> String {
    tr_parts(lang, message.key, message.args.iter().map(|(name, arg)| (*name, arg)))
}

/// As [`tr`], for a key and arguments that were stored (flash messages, outbox payloads).
pub fn tr_parts<'a>(lang: Lang, key: &str, args: impl IntoIterator<Item = (&'a str, &'a Arg)>) -> String {
    let mut values = FluentArgs::new();
    for (name, arg) in args {
        values.set(name.to_owned(), resolve(lang, arg));
    }
    catalog::current().format(lang, key, &values)
}

/// The text of a key with arguments.
pub fn format(lang: Lang, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(*name, value.clone());
    }
    catalog::current().format(lang, key, &values)
}

/// Joins alternatives: “甲、乙或丙”, "a, b or c".
pub fn join_or(lang: Lang, items: &[String]) -> String {
    let (comma, or) = (t(lang, "list-comma"), t(lang, "list-or"));
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{}{or}{last}", head.join(&comma)),
    }
}

/// Joins a list without “or”: “甲、乙、丙”, "a, b, c".
pub fn join(lang: Lang, items: &[String]) -> String {
    items.join(&t(lang, "list-comma"))
}

fn resolve(lang: Lang, arg: &Arg) -> FluentValue<'static> {
    match arg {
        Arg::Number(n) => FluentValue::from(*n),
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Key(key) => FluentValue::from(t(lang, key).into_owned()),
        Arg::Keys(keys) => {
            let items: Vec<String> = keys.iter().map(|k| t(lang, k).into_owned()).collect();
            FluentValue::from(join_or(lang, &items))
        }
    }
}

#[cfg(test)]
mod tests;
