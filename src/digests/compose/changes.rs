//! What changed since somebody was last told: the state then, the state now.

use std::collections::HashSet;

use super::{Audience, Composed, Facts, MOST, facts::Assessed, words::Words};
use crate::{
    digests::{
        content::{Content, Item, Section},
        snapshot::{Figures, Snapshot},
    },
    duties::State,
};

/// What the reader was told last, unpacked.
pub struct Then {
    states: std::collections::HashMap<i64, State>,
    pub overdue: HashSet<i64>,
}

impl Then {
    pub fn of(words: &Words<'_>) -> Option<Self> {
        let last = words.last?;
        Some(Self { states: last.snapshot.states(), overdue: last.snapshot.overdue() })
    }
}

/// What changed: the section that says so, and the counts.
#[derive(Default)]
pub struct Changes {
    pub section: Option<Section>,
    /// From one open state to another, cancelled, or taken up again.
    pub moved: usize,
    pub closed: usize,
    pub fresh: usize,
}

impl Changes {
    pub fn count(&self) -> usize {
        self.moved + self.closed + self.fresh
    }
}

/// Compares what is open now with what was told last; without a last time nothing has changed.
pub fn section(facts: &Facts, words: &Words<'_>, open: &[&Assessed], then: Option<&Then>) -> Changes {
    let (Some(then), Some(last)) = (then, words.last) else { return Changes::default() };
    let mut items = Vec::new();
    let (mut moved, mut fresh) = (0usize, 0usize);
    for assessed in open {
        let duty = &assessed.duty;
        let Some(before) = then.states.get(&duty.id) else {
            if duty.is_reopened() {
                moved += 1;
                if items.len() < MOST {
                    let now = words.text("digest-state-reopened");
                    items.push(change(words, &duty.number, &duty.title, State::Closed, &now));
                }
            } else {
                fresh += 1;
            }
            continue;
        };
        let returned = duty.state == State::InProgress && duty.returned_at.is_some_and(|at| at > last.composed_at);
        if *before == duty.state && !returned {
            continue;
        }
        moved += 1;
        if items.len() < MOST {
            let now = if returned { words.text("digest-state-returned") } else { words.text(duty.state.key()) };
            items.push(change(words, &duty.number, &duty.title, *before, &now));
        }
    }
    let mut gone: Vec<_> = then.states.keys().filter_map(|id| Some((facts.ended(*id)?, *then.states.get(id)?))).collect();
    gone.sort_by_key(|(e, _)| e.at);
    let closed = gone.iter().filter(|(e, _)| e.state == State::Closed).count();
    for (ended, before) in gone.iter().filter(|(e, _)| e.state == State::Cancelled) {
        moved += 1;
        if items.len() < MOST {
            items.push(change(words, &ended.number, &ended.title, *before, &words.text(ended.state.key())));
        }
    }
    let shown = items.len();
    let counts = [("digest-changed-closed", closed), ("digest-changed-new", fresh)];
    let counts: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| words.count(key, *n)).collect();
    if !counts.is_empty() {
        items.push(Item { text: super::join_findings(words.lang, &counts), href: None, note: None, duty: None });
    }
    let all = items.len() + moved - shown;
    Changes { section: words.section("digest-section-changed", None, items, all, "/duties"), moved, closed, fresh }
}

fn change(words: &Words<'_>, number: &str, title: &str, before: State, now: &str) -> Item {
    let before = words.text(before.key());
    let note = words.say("digest-from-to", &[("from", before.into()), ("to", now.into())]);
    words.about(number, title.to_owned(), Some(note))
}

/// Counts over an audience's duties; `waiting` is the caller's.
pub fn figures(facts: &Facts, words: &Words<'_>, audience: Audience<'_>, open: &[&Assessed], waiting: usize) -> Figures {
    let since = words.last.map_or_else(|| words.period_began(), |l| l.composed_at);
    let mine = facts.ended.iter().filter(|e| e.state == State::Closed && audience.has_any(e.department_ids.iter().copied()));
    let (mut closed, mut with_deadline, mut in_time) = (0u32, 0u32, 0u32);
    for ended in mine {
        closed += u32::from(ended.at > since);
        if let (Some(due), true) = (ended.due_on, ended.at >= facts.year_began) {
            with_deadline += 1;
            in_time += u32::from(facts.day(ended.submitted_at.unwrap_or(ended.at)) <= due);
        }
    }
    let count = |test: fn(&Assessed) -> bool| u32::try_from(open.iter().filter(|d| test(d)).count()).unwrap_or(u32::MAX);
    let overdue = count(Assessed::is_overdue);
    with_deadline += overdue;
    Figures {
        overdue,
        due_soon: count(Assessed::is_due_soon),
        closed,
        on_time: (with_deadline > 0).then(|| (f64::from(in_time) * 100.0 / f64::from(with_deadline)).round() as u32),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        stuck: None,
        unanswered: None,
    }
}

/// What is kept of a digest, and what it says.
pub fn finish(content: Content, figures: Figures, open: &[&Assessed], is_empty: bool) -> Composed {
    let states = open.iter().map(|d| (d.duty.id, d.duty.state, d.is_overdue()));
    Composed { snapshot: Snapshot::new(figures, states), content, is_empty }
}
