//! A search key in pieces an index can hold: a word anywhere in a text is then found by its own pieces, Chinese without being
//! divided into words. Two characters a piece; three where the first is ASCII, whose pairs are too common.
//!
//! The migration that made the index cuts in the same way.

use std::collections::BTreeSet;

/// Characters of the piece that begins with `first`.
fn length(first: char) -> usize {
    if first.is_ascii() { 3 } else { 2 }
}

/// All pieces of a key made by [`super::search_key`]; at the end of a run without spaces they are shorter.
pub fn grams(key: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for run in key.split(' ') {
        for (at, first) in run.char_indices() {
            let end = run[at..].char_indices().nth(length(first)).map_or(run.len(), |(more, _)| at + more);
            found.insert(&run[at..end]);
        }
    }
    found
}

/// What a duty that holds a word has among its pieces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sought {
    /// This piece.
    Whole(String),
    /// A piece from here on and before there: the word is shorter than a piece.
    Range(String, String),
}

/// Pieces every text with this word has. None for a word without characters.
pub fn sought(word: &str) -> BTreeSet<Sought> {
    let whole: BTreeSet<Sought> = grams(word)
        .into_iter()
        .filter(|g| g.chars().next().is_some_and(|first| g.chars().count() == length(first)))
        .map(|g| Sought::Whole(g.to_owned()))
        .collect();
    if whole.is_empty() { after(word).map(|end| Sought::Range(word.to_owned(), end)).into_iter().collect() } else { whole }
}

/// The first text after all that begin with `prefix`, by code point.
fn after(prefix: &str) -> Option<String> {
    let last = prefix.chars().next_back()?;
    let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32)?;
    Some(prefix[..prefix.len() - last.len_utf8()].chars().chain([next]).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds(grams: &BTreeSet<&str>, sought: &Sought) -> bool {
        match sought {
            Sought::Whole(g) => grams.contains(g.as_str()),
            Sought::Range(from, to) => grams.iter().any(|g| *g >= from.as_str() && *g < to.as_str()),
        }
    }

    #[test]
    fn pieces_are_two_or_three_characters_and_shorter_at_the_end() {
        assert_eq!(grams("质量月 gb/t"), BTreeSet::from(["质量", "量月", "月", "gb/", "b/t", "/t", "t"]));
        assert_eq!(sought("质量月"), BTreeSet::from([Sought::Whole("质量".into()), Sought::Whole("量月".into())]));
        assert_eq!(sought("月"), BTreeSet::from([Sought::Range("月".into(), "有".into())]));
        assert_eq!(sought("gb"), BTreeSet::from([Sought::Range("gb".into(), "gc".into())]));
        assert_eq!(sought("2026-0123").len(), 7);
        assert!(sought("").is_empty());
        assert_eq!(after("\u{d7ff}").as_deref(), Some("\u{e000}"), "surrogates are no characters");
        assert_eq!(after("\u{10ffff}"), None);
    }

    proptest! {
        /// Whatever stands in a text is found by its pieces, wherever it begins and ends.
        #[test]
        fn every_part_of_a_run_is_found(text in "[a-c质量月0-2/%ａ𠀀é ]{1,30}", from in 0usize..30, length in 1usize..10) {
            let key = super::super::search_key(&text);
            let grams = grams(&key);
            for run in key.split(' ') {
                let word: String = run.chars().skip(from % run.chars().count().max(1)).take(length).collect();
                for piece in sought(&word) {
                    prop_assert!(holds(&grams, &piece), "{:?} in {:?}: {:?}", word, key, piece);
                }
            }
        }
    }
}
