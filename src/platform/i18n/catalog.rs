//! The Fluent messages, read once; in debug builds read again when a file changed.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    sync::Mutex,
};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use fluent_syntax::ast;

use super::Lang;
use crate::platform::view::files::{Fresh, Reloading, Templates};

/// Keys asked for that no file has, with the language; for tests that visit every page.
static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

static CATALOG: Reloading<Catalog> = Reloading::new();

pub(super) fn current() -> &'static Catalog {
    CATALOG.get("locale/", Catalog::load)
}

pub(super) struct Catalog {
    languages: [Language; 2],
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, formatted once.
    plain: HashMap<String, String>,
}

impl Catalog {
    fn load(_: Fresh) -> Self {
        Self { languages: Lang::ALL.map(Language::load) }
    }

    fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang as usize]
    }

    pub(super) fn plain(&'static self, lang: Lang, key: &str) -> Cow<'static, str> {
        match self.language(lang).plain.get(key) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.format(lang, key, &FluentArgs::new())),
        }
    }

    pub(super) fn find(&'static self, lang: Lang, key: &str) -> Option<&'static str> {
        self.language(lang).plain.get(key).map(|text| &**text)
    }

    pub(super) fn format(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> String {
        let language = self.language(lang);
        let Some(pattern) = language.bundle.get_message(key).and_then(|m| m.value()) else {
            return missing(lang, key);
        };
        let mut errors = Vec::new();
        let text = language.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(%lang, key, ?errors, "a text could not be formatted");
            note(format!("{lang} {key}: {errors:?}"));
        }
        text
    }
}

fn missing(lang: Lang, key: &str) -> String {
    tracing::error!(%lang, key, "no such text");
    note(format!("{lang} {key}"));
    format!("⟦{key}⟧")
}

fn note(line: String) {
    if let Ok(mut missing) = MISSING.lock() {
        // Bounded: keys come from the program, but a bug could build endless ones.
        if missing.len() < 1000 {
            missing.insert(line);
        }
    }
}

/// What this process asked for and did not find, or found with an argument missing: `language key`.
pub fn missing_keys() -> Vec<String> {
    MISSING.lock().map(|m| m.iter().cloned().collect()).unwrap_or_default()
}

/// The Fluent files of a language: path and text.
fn sources(lang: Lang) -> Vec<(String, String)> {
    let prefix = format!("locale/{}/", lang.code());
    let names = Templates::paths().filter(|n| n.starts_with(&prefix) && n.ends_with(".ftl"));
    let mut files: Vec<_> = names.filter_map(|n| Some((n.to_string(), Templates::text(&n)?))).collect();
    files.sort();
    files
}

impl Language {
    fn load(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        let mut keys = Vec::new();
        for (path, text) in sources(lang) {
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                tracing::error!(path, ?errors, "a Fluent file has mistakes");
                resource
            });
            keys.extend(resource.entries().filter_map(|entry| match entry {
                ast::Entry::Message(m) if m.value.is_some() => Some(m.id.name.to_owned()),
                _ => None,
            }));
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(path, ?errors, "a Fluent file repeats keys");
            }
        }
        let plain = keys.into_iter().filter_map(|key| Some((key.clone(), plain_text(&bundle, &key)?))).collect();
        Self { bundle, plain }
    }
}

/// The text of a message that needs no arguments; `None` when it does.
fn plain_text(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

/// Compares the languages: every line is a mistake in the Fluent files (syntax, repeated keys, keys or arguments that differ).
pub fn audit() -> Vec<String> {
    let mut faults = Vec::new();
    let [zh, en] = Lang::ALL.map(|lang| keys_with_args(lang, &mut faults));
    let all: BTreeSet<&String> = zh.keys().chain(en.keys()).collect();
    for key in all {
        match (zh.get(key), en.get(key)) {
            (Some(a), Some(b)) if a != b => faults.push(format!("{key}: arguments differ: zh-CN {a:?}, en {b:?}")),
            (None, _) => faults.push(format!("{key}: missing in zh-CN")),
            (_, None) => faults.push(format!("{key}: missing in en")),
            _ => {}
        }
    }
    faults
}

fn keys_with_args(lang: Lang, faults: &mut Vec<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (path, text) in sources(lang) {
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
            faults.extend(errors.iter().map(|e| format!("{path}: {e}")));
            resource
        });
        for entry in &resource.body {
            let ast::Entry::Message(message) = entry else {
                continue;
            };
            // The syntax tree has no walker; its debug form names variables reliably enough to compare two languages.
            let mut shown = String::new();
            if write!(shown, "{:?}", message.value).is_err() {
                faults.push(format!("{path}: {} cannot be shown", message.id.name));
            }
            let args = shown.split("VariableReference { id: Identifier { name: \"").skip(1);
            let args = args.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
            if found.insert(message.id.name.clone(), args).is_some() {
                faults.push(format!("{path}: {} is defined twice", message.id.name));
            }
        }
    }
    found
}
