//! Accountability matters that wait for a decision, in the digest of those named to make it and of nobody else.

use super::{Facts, MOST, words::Words};
use crate::{
    accountability::queries::{ToDecide, Why},
    digests::content::{Item, Section},
    platform::i18n::format_day,
};

/// The section, and how many matters it tells of.
pub fn section(facts: &Facts, words: &Words<'_>, membership_id: i64) -> (Option<Section>, usize) {
    let own = facts.decides(membership_id);
    let line = |m: &&ToDecide| Item {
        text: format!("{} {}", m.number, m.title),
        href: Some(format!("{}/matters/{}", words.scope.base(), m.number)),
        note: match m.why {
            Why::Decide => m.reply_due_on.map(|day| words.say("digest-matter-reply-by", &[("day", format_day(words.lang, day).into())])),
            why => Some(words.text(&why.key()).into_owned()),
        },
        duty: None,
    };
    let items = own.iter().take(MOST).map(line).collect();
    (words.section("digest-section-matters", Some("yellow"), items, own.len(), "/matters"), own.len())
}
