//! Saying things in the reader's language.

use std::borrow::Cow;

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::facts::{Assessed, Facts};
use crate::{
    digests::{
        content::{Button, Item, Section},
        model::Slot,
        snapshot::Figures,
        store::Last,
    },
    duties::LightReason,
    platform::{
        clock,
        i18n::{self, Lang},
    },
    tenancy::Scope,
};

/// The reader's language, and what “last time” means to them.
pub struct Words<'a> {
    pub scope: &'a Scope,
    pub lang: Lang,
    pub last: Option<&'a Last>,
    pub slot: &'a Slot,
    last_week: bool,
}

impl<'a> Words<'a> {
    pub fn new(scope: &'a Scope, lang: Lang, last: Option<&'a Last>, slot: &'a Slot) -> Self {
        let weekly = slot.frequency == crate::digests::model::Frequency::Weekly;
        let last_week = weekly && last.is_some_and(|l| l.period == slot.previous_period());
        Self { scope, lang, last, slot, last_week }
    }

    pub fn text(&self, key: &str) -> Cow<'static, str> {
        i18n::t(self.lang, key)
    }

    pub fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        i18n::format(self.lang, key, args)
    }

    pub fn count(&self, key: &str, n: usize) -> String {
        self.say(key, &[("n", n.into())])
    }

    pub fn last_figures(&self) -> Option<&'a Figures> {
        self.last.map(|l| &l.snapshot.figures)
    }

    /// The first instant of the days looked back on, for who was never told before.
    pub fn period_began(&self) -> chrono::NaiveDateTime {
        let (first, _) = self.slot.covers();
        clock::to_utc(first.and_time(chrono::NaiveTime::MIN), self.scope.zone())
    }

    /// “上周 3”, or “上次 3” when the last digest was not last week's.
    pub fn was(&self, value: &str) -> String {
        self.say(if self.last_week { "digest-was-last-week" } else { "digest-was-last-time" }, &[("value", value.into())])
    }

    /// “，比上周多 1 项”; nothing without a last time.
    pub fn compared(&self, now: u32, was: Option<u32>) -> String {
        let Some(was) = was else { return String::new() };
        let since = self.text(if self.last_week { "digest-since-last-week" } else { "digest-since-last-time" });
        let key = match now.cmp(&was) {
            std::cmp::Ordering::Greater => "digest-more-than",
            std::cmp::Ordering::Less => "digest-fewer-than",
            std::cmp::Ordering::Equal => "digest-as-many",
        };
        let args: [(&str, FluentValue<'_>); 2] = [("since", since.into()), ("n", now.abs_diff(was).into())];
        self.say(key, if now == was { &args[..1] } else { &args })
    }

    /// “超 3 个工作日”, “剩 5 个工作日”, “今天到期”.
    pub fn left(&self, duty: &Assessed) -> Option<String> {
        Some(match (duty.reason, duty.left?) {
            (LightReason::Overdue(0), _) => self.text("digest-just-over").into_owned(),
            (LightReason::Overdue(days), _) => self.say("part-deadline-over", &[("days", days.into())]),
            (_, 0) => self.text("digest-due-today").into_owned(),
            (_, days) if days < 0 => self.say("part-deadline-over", &[("days", (-days).into())]),
            (_, days) => self.say("part-deadline-left", &[("days", days.into())]),
        })
    }

    /// As [`Self::left`], of a day alone.
    pub fn until(&self, facts: &Facts, due: NaiveDate) -> String {
        let days = facts.calendar.working_days_between(facts.today, due);
        match (due < facts.today, days) {
            (true, 0) => self.text("digest-just-over").into_owned(),
            (true, _) => self.say("part-deadline-over", &[("days", (-days).into())]),
            (false, 0) => self.text("digest-due-today").into_owned(),
            (false, _) => self.say("part-deadline-left", &[("days", days.into())]),
        }
    }

    /// “期限 2026-12-01（周二）”.
    pub fn deadline(&self, day: NaiveDate) -> String {
        self.say("digest-deadline", &[("day", i18n::format_day(self.lang, day).into())])
    }

    /// Facts on one quiet line.
    pub fn line(&self, parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
        let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// A section; what goes beyond its first lines is a number behind a link to `rest`.
    pub fn section(&self, title: &str, tone: Option<&str>, items: Vec<Item>, all: usize, rest: &str) -> Option<Section> {
        let more = all.saturating_sub(items.len());
        let more = (more > 0).then(|| Button { href: format!("{}{rest}", self.scope.base()), label: self.count("digest-more", more) });
        let section = Section { title: self.text(title).into_owned(), tone: tone.map(str::to_owned), items, more, one_link: false };
        (!section.items.is_empty()).then_some(section)
    }

    /// A line about a duty.
    pub fn about(&self, number: &str, text: String, note: Option<String>) -> Item {
        Item { text, href: Some(format!("{}/duties/{number}", self.scope.base())), note, duty: Some(number.to_owned()) }
    }
}

/// The first `most` characters of what somebody wrote, on one line.
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // It stands within a line of ours: its own full stop would stand in the middle of that.
    let line = line.trim_end_matches(['。', '.', '；', ';', '，', ',']);
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
