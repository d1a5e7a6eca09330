//! What a form brought: text fields in order, files, nothing a database would choke on.

use std::{
    future::{Ready, ready},
    ops::Deref,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Bytes};
use chrono::{Datelike, NaiveDate};

use super::Fault;
use crate::platform::error::{Error, FieldErrors, Message};

/// A file that was uploaded, whole in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Name of the input.
    pub field: String,
    /// The file's own name, without directories; what the browser said, not to be trusted as a path.
    pub name: String,
    /// What the browser said it is; not to be trusted.
    pub content_type: String,
    pub bytes: Bytes,
}

/// The fields of a form, in the order they came. Line ends are `\n`; other control characters are gone.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Fields {
    pub(super) text: Vec<(String, String)>,
    pub(super) files: Vec<Upload>,
}

impl Fields {
    /// From pairs, for tests and for query strings.
    pub fn from_pairs<K: Into<String>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        Self { text: pairs.into_iter().map(|(k, v)| (k.into(), clean(v.as_ref()))).collect(), files: Vec::new() }
    }

    /// The fields of a GET form.
    pub fn of_query(req: &HttpRequest) -> Self {
        Self::from_pairs(url::form_urlencoded::parse(req.query_string().as_bytes()).map(|(k, v)| (k.into_owned(), v.into_owned())))
    }

    /// The first value, as typed; `None` when the field was not sent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.text.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The first value without surrounding white space; empty when the field was not sent.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).map(str::trim).unwrap_or_default()
    }

    /// All values in order (checkboxes, repeated rows).
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.text.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// A day; none where nothing was typed. What is no day, or lies so far off that a finger slipped, is said beside the field: it is
    /// never taken for nothing.
    pub fn day(&self, name: &str, errors: &mut FieldErrors) -> Option<NaiveDate> {
        let typed = self.trimmed(name);
        let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok().filter(|d| (1949..2200).contains(&d.year()));
        if day.is_none() && !typed.is_empty() {
            errors.add(name, Message::new("field-date-wrong"));
        }
        day
    }

    /// A whole number up to `most`; none where nothing was typed. What is none is said beside the field.
    pub fn whole(&self, name: &str, most: u16, errors: &mut FieldErrors) -> Option<u16> {
        let typed = self.trimmed(name);
        let number = typed.parse().ok().filter(|n| *n <= most);
        if number.is_none() && !typed.is_empty() {
            errors.add(name, Message::new("field-whole-number").number("max", most));
        }
        number
    }

    /// The id a select holds; none where nothing is chosen. What is no id is one that names nothing.
    pub fn chosen(&self, name: &str) -> Option<i64> {
        match self.trimmed(name) {
            "" => None,
            typed => Some(typed.parse().unwrap_or(-1)),
        }
    }

    /// Whether a checkbox was ticked or a button of this name pressed.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The first file chosen for this input.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|f| f.field == name)
    }

    /// All files chosen for this input, in order.
    pub fn files(&self, name: &str) -> Vec<&Upload> {
        self.files.iter().filter(|f| f.field == name).collect()
    }

    /// All text fields in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.text.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }
}

/// Extractor of the fields of a POST; its CSRF token has been checked. One a handler.
#[derive(Debug, Default)]
pub struct Form(pub Fields);

impl Form {
    pub fn into_inner(self) -> Fields {
        self.0
    }
}

impl Deref for Form {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl FromRequest for Form {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let fields = req.extensions_mut().remove::<Fields>();
        ready(fields.map(Form).ok_or_else(|| Error::internal("Form needs a POST route of http::Routes, once").into()))
    }
}

/// Line ends to `\n`, control characters (which PostgreSQL, XML and terminals refuse) out.
pub(super) fn clean(text: &str) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    let bad = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(bad) { text.chars().filter(|c| !bad(*c)).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_never_taken_for_nothing() {
        let fields =
            Fields::from_pairs([("a", " 2026-12-01 "), ("b", "tomorrow"), ("c", "0026-12-01"), ("d", "7"), ("e", "-7"), ("f", "71")]);
        let mut errors = FieldErrors::default();
        assert_eq!(fields.day("a", &mut errors), NaiveDate::from_ymd_opt(2026, 12, 1));
        assert_eq!((fields.day("none", &mut errors), fields.whole("none", 70, &mut errors), fields.chosen("none")), (None, None, None));
        assert_eq!((fields.whole("d", 70, &mut errors), fields.chosen("d"), fields.chosen("b")), (Some(7), Some(7), Some(-1)));
        assert!(errors.is_empty());
        assert_eq!((fields.day("b", &mut errors), fields.day("c", &mut errors)), (None, None));
        assert_eq!((fields.whole("e", 70, &mut errors), fields.whole("f", 70, &mut errors)), (None, None));
        assert_eq!(errors.0.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["b", "c", "e", "f"]);
    }
}
