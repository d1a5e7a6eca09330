//! What waits about meetings, as a section of a digest.

use super::{Facts, MOST, words::Words};
use crate::{
    digests::content::{Item, Section},
    meetings::queries::{Waiting, Why, of_whom},
    platform::i18n::{format_day, format_instant, t},
};

/// The section, and how many of its lines ask for something: an open call for items presses nobody.
pub fn section(facts: &Facts, words: &Words<'_>, departments: &[i64], membership_id: i64) -> (Option<Section>, usize) {
    let waiting = of_whom(&facts.meetings, Some(membership_id), false, |id| departments.contains(&id));
    let pressing = waiting.iter().filter(|w| w.why != Why::Propose).count();
    let items = waiting.iter().take(MOST).map(|w| line(words, w)).collect();
    let tone = waiting.iter().any(|w| w.is_late(facts.today)).then_some("yellow");
    (words.section("digest-section-meetings", tone, items, waiting.len(), "/meetings"), pressing)
}

fn line(words: &Words<'_>, waiting: &Waiting) -> Item {
    let scope = words.scope;
    let when = format_instant(words.lang, waiting.starts_at, scope.zone());
    let by = waiting.by.filter(|_| waiting.why != Why::Answer);
    let by = by.map(|day| words.say("home-meeting-by", &[("day", format_day(words.lang, day).into())]));
    let what = t(words.lang, &format!("home-meeting-{}", waiting.why.as_str())).into_owned();
    let starts = (!waiting.is_written).then(|| words.say("home-meeting-starts", &[("when", when.into())]));
    let title = waiting.item.as_ref().map_or(&waiting.title, |(_, title)| title);
    Item {
        text: words.say("digest-meeting-line", &[("what", what.into()), ("title", title.as_str().into())]),
        href: Some(format!("{}{}", scope.base(), waiting.path())),
        note: words.line([by, starts]),
        duty: None,
    }
}
