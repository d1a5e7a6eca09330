//! Names of public bodies in running text: those that are known, and those that are built like one.

use super::collective::{collective, is_bare, is_collective, is_told_to_pay};
use super::endings::{by_its_end, place};
use super::flow::is_space;
use super::grammar::{by_grammar, continues_name, ends_name, is_modal};
use super::lexicon::{LISTED_ENDS, SUFFIXES};
use std::collections::HashMap;

/// The most characters a name has.
pub(super) const LONGEST: usize = 26;

/// The most names that begin with one character and are kept.
const MOST_ALIKE: usize = 2000;

/// The names that a document or a directory makes known, and the grammar of names.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<char, Vec<String>>,
}

impl Names {
    /// Adds a name that is known to be one.
    pub fn learn(&mut self, name: &str) {
        let Some(first) = name.chars().next() else { return };
        let length = name.chars().count();
        if !(2..=LONGEST).contains(&length) {
            return;
        }
        let list = self.known.entry(first).or_default();
        // Longest first, so that a name is found before one that it begins with.
        let at = list.binary_search_by(|n| name.len().cmp(&n.len()).then_with(|| n.as_str().cmp(name)));
        if let (Err(at), true) = (at, list.len() < MOST_ALIKE) {
            list.insert(at, name.to_owned());
        }
    }

    fn known_at(&self, s: &str) -> Option<usize> {
        let list = self.known.get(&s.chars().next()?)?;
        list.iter().find(|n| s.starts_with(n.as_str())).map(String::len)
    }

    /// The length of the name a text opens with.
    pub fn at(&self, s: &str) -> Option<usize> {
        let window = s.char_indices().nth(LONGEST + 14).map_or(s, |(i, _)| &s[..i]);
        let known = self.known_at(window);
        if let Some(len) = known.filter(|&len| ends_name(&window[len..])) {
            return Some(len);
        }
        let together = collective(window).filter(|&len| !continues_name(&window[len..]));
        let together =
            together.filter(|&len| !is_bare(&window[..len]) || is_modal(&window[len..]) || is_told_to_pay(&window[..len], &window[len..]));
        if let Some(len) = together.filter(|&len| ends_name(&window[len..])) {
            return Some(len);
        }
        let built = by_grammar(window).or_else(|| by_its_end(window)).or_else(|| place(window));
        match (known, together, built) {
            (Some(k), _, Some(b)) => Some(k.max(b)),
            (k, c, b) => b.or(k).or(c),
        }
    }
}

/// Whether a listed item is a body's name by its end.
pub(super) fn is_body(name: &str) -> bool {
    let count = name.chars().count();
    let bare = name.strip_suffix('）').and_then(|n| n.rfind('（').map(|i| &n[..i])).unwrap_or(name);
    (2..=34).contains(&count)
        && !name.contains(['。', '，', '；', '：', '《'])
        && (SUFFIXES.closes(bare) || LISTED_ENDS.closes(bare) || is_collective(name))
}

/// Whether a text is a body's name by an end that no part of a longer word has.
pub(super) fn is_surely_body(name: &str) -> bool {
    SUFFIXES.closing(name).any(|s| name.len() > s.len()) || is_collective(name)
}

/// Whether white space between two texts stands between two names rather than within one: `市甲局 市乙局`.
pub(super) fn parts_names(before: &str, after: &str) -> bool {
    const SEPARATORS: [char; 10] = ['、', '，', '；', '：', '。', '（', '）', '\n', ' ', '\t'];
    // A look at the last character keeps white space elsewhere cheap.
    if !before.ends_with(['厅', '局', '委', '办', '部', '署', '府', '会', '院', '联', '关', '行', '室', '队', '团', '司', '站'])
    {
        return false;
    }
    let near = before.char_indices().rev().nth(LONGEST).map_or(before, |(i, _)| &before[i..]);
    let last = near.rsplit(SEPARATORS).next().unwrap_or("");
    let far = after.char_indices().nth(LONGEST).map_or(after, |(i, _)| &after[..i]);
    let next = far.split(|c: char| SEPARATORS.contains(&c) || c == ':' || is_space(c)).next().unwrap_or("");
    is_surely_body(last) && is_body(next)
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
