//! What an operator says about a workspace; no I/O.

use crate::platform::{
    error::{FieldErrors, Message},
    i18n::Lang,
};

/// Who fills a role of a new workspace first.
#[derive(Clone, Debug, PartialEq)]
pub enum First {
    /// The operator who makes it.
    Myself,
    /// Somebody invited by mail.
    Invited { name: String, email: String },
}

/// A workspace to be made, as typed.
#[derive(Clone, Debug)]
pub struct NewWorkspace {
    pub name: String,
    pub slug: String,
    pub language: String,
    pub time_zone: String,
    pub administrator: First,
    pub secretariat: First,
}

/// Longest name, in characters, and longest short name in addresses.
const MAX_NAME: usize = 80;
const MAX_SLUG: usize = 40;

impl NewWorkspace {
    /// Adds what is wrong with name, `slug`, `language` and `time_zone`.
    pub fn check(&self, errors: &mut FieldErrors) {
        let name = self.name.trim();
        if name.is_empty() {
            errors.add("name", Message::new("operator-name-missing"));
        } else if name.chars().count() > MAX_NAME {
            errors.add("name", Message::new("operator-name-long").number("max", MAX_NAME as f64));
        }
        if !is_slug(&self.slug) {
            errors.add("slug", Message::new("operator-slug-wrong").number("max", MAX_SLUG as f64));
        }
        if Lang::ALL.into_iter().all(|l| l.code() != self.language) {
            errors.add("language", Message::new("operator-language-wrong"));
        }
        if self.time_zone.parse::<chrono_tz::Tz>().is_err() {
            errors.add("time_zone", Message::new("operator-zone-wrong"));
        }
    }
}

/// Lower-case letters, digits and single hyphens inside; two characters at least.
fn is_slug(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (2..=MAX_SLUG).contains(&text.len())
        && text.chars().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for good in ["js-quality", "a1", "2026"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "a", "-a", "a-", "a--b", "A1", "质量", "a/b", "a b", &"a".repeat(41)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
