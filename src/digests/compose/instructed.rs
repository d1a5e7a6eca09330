//! What became of what the reader instructed: until the office has dealt with it, and until the duty made of it has ended.

use super::{Facts, MOST, leader::QUOTE, words::Words, words::shorten};
use crate::{
    digests::content::{Item, Section},
    duties,
    instructions::{Instruction, State},
    platform::i18n::t,
};

/// The section, and how many lines of it are news since the last digest.
pub fn section(facts: &Facts, words: &Words<'_>, own: &[&Instruction]) -> (Option<Section>, usize) {
    let mut lines: Vec<(bool, Item)> = own.iter().filter_map(|i| line(facts, words, i)).collect();
    // What is new first; the rest keeps its order.
    lines.sort_by_key(|(news, _)| !news);
    let (all, news) = (lines.len(), lines.iter().filter(|(news, _)| *news).count());
    let items = lines.into_iter().take(MOST).map(|(_, item)| item).collect();
    (words.section("digest-section-instructed", None, items, all, "/instructions"), news)
}

/// One instruction with what became of it; none once that was told.
fn line(facts: &Facts, words: &Words<'_>, instruction: &Instruction) -> Option<(bool, Item)> {
    let is_news = |at: Option<chrono::NaiveDateTime>| match (at, words.last) {
        (Some(at), Some(last)) => at >= last.composed_at,
        (at, _) => at.is_some(),
    };
    let text = words.say("digest-instructed", &[("text", shorten(&instruction.text, QUOTE).into())]);
    let decided = is_news(instruction.decided_at);
    match (instruction.state, &instruction.duty) {
        (State::Answered, _) => decided.then(|| {
            let answer = instruction.answer.as_deref().unwrap_or_default();
            let note = words.say("digest-instructed-answer", &[("text", shorten(answer, QUOTE * 2).into())]);
            (true, Item { text, href: None, note: Some(note), duty: None })
        }),
        (State::Filed, Some(named)) => {
            let ended = facts.ended(named.id).filter(|e| is_news(Some(e.at)));
            let (state, lead, left, news) = match (facts.duty(named.id), ended) {
                (Some(open), _) => (open.duty.state, open.duty.lead_id, words.left(open), decided),
                (None, Some(ended)) => (ended.state, ended.lead_id, None, true),
                (None, None) if named.state == duties::State::Draft => (duties::State::Draft, None, None, decided),
                (None, None) => return None,
            };
            let filed = words.say("digest-instructed-filed", &[("title", named.title.as_str().into())]);
            let parts = [Some(filed), Some(facts.name(lead).to_owned()), Some(t(words.lang, state.key()).into_owned()), left];
            Some((news, words.about(&named.number, text, words.line(parts))))
        }
        _ => {
            let day = crate::platform::i18n::format_day_short(facts.day(instruction.written_at), facts.today);
            let note = words.say("digest-instructed-waits", &[("day", day.into())]);
            Some((false, Item { text, href: None, note: Some(note), duty: None }))
        }
    }
}
