//! Patterns of words. All of the reader's go through here, so that tests can count how much text is searched.

use regex::{CaptureMatches, Captures, Match, Matches, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A pattern that is compiled when it is first used.
pub(super) type Compiled = LazyLock<Pattern>;

pub(super) struct Pattern {
    regex: Regex,
    /// Looks at the beginning of a text only.
    anchored: bool,
}

/// The pattern a literal stands for.
pub(super) fn pattern(literal: &str) -> Pattern {
    Pattern { regex: Regex::new(literal).expect("a literal"), anchored: literal.starts_with('^') }
}

impl Pattern {
    fn count(&self, text: &str) {
        work::count(if self.anchored { text.len().min(ANCHORED) } else { text.len() });
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.count(text);
        self.regex.is_match(text)
    }

    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.count(text);
        self.regex.find(text)
    }

    pub fn find_at<'t>(&self, text: &'t str, start: usize) -> Option<Match<'t>> {
        self.count(&text[start..]);
        self.regex.find_at(text, start)
    }

    pub fn find_iter<'r, 't>(&'r self, text: &'t str) -> Matches<'r, 't> {
        self.count(text);
        self.regex.find_iter(text)
    }

    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.count(text);
        self.regex.captures(text)
    }

    pub fn captures_iter<'r, 't>(&'r self, text: &'t str) -> CaptureMatches<'r, 't> {
        self.count(text);
        self.regex.captures_iter(text)
    }

    pub fn replace<'t>(&self, text: &'t str, with: &str) -> Cow<'t, str> {
        self.count(text);
        self.regex.replace(text, with)
    }
}

/// What a pattern that is bound to a text's beginning is taken to look at.
const ANCHORED: usize = 64;

/// How many bytes were searched on this thread; counted in tests only.
pub(super) mod work {
    #[cfg(test)]
    thread_local! {
        static BYTES: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }

    #[cfg(test)]
    pub fn count(bytes: usize) {
        BYTES.with(|all| all.set(all.get() + bytes as u64));
    }

    #[cfg(not(test))]
    pub fn count(_: usize) {}

    /// What was counted while something was done.
    #[cfg(test)]
    pub fn of<T>(what: impl FnOnce() -> T) -> (T, u64) {
        let before = BYTES.with(std::cell::Cell::get);
        let done = what();
        (done, BYTES.with(std::cell::Cell::get) - before)
    }
}
