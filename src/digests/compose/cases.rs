//! What waits about cases and hand-overs, as sections of a digest: for leaders what is stuck and who is silent, for liaisons what to do.

use super::{Audience, Facts, MOST, words::Words};
use crate::{
    digests::content::{Item, Section},
    enforcement::pending::{Pending, Step},
};

/// What a leader is told: sections and how many there are of each.
#[derive(Default)]
pub struct Troubles {
    pub stuck: (Option<Section>, usize),
    pub silent: (Option<Section>, usize),
}

/// Cases with a step overdue, and hand-overs whose receipt or result is; each case once.
pub fn troubles(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> Troubles {
    let late = || facts.pending.iter().filter(|p| p.is_late(facts.today));
    let mut stuck: Vec<&Pending> = late().filter(|p| !p.step.is_of_hand_over() && p.who_id.is_some_and(|id| audience.has(id))).collect();
    let mut seen = std::collections::HashSet::new();
    stuck.retain(|p| seen.insert(p.case_id));
    // Whoever gave it away waits as well.
    let concerned = |p: &&Pending| p.who_id.is_some_and(|id| audience.has(id)) || audience.has(p.from_id);
    let silent: Vec<&Pending> = late().filter(|p| p.step.is_of_hand_over()).filter(concerned).collect();
    let items =
        |all: &[&Pending], line: fn(&Facts, &Words<'_>, &Pending) -> Item| all.iter().take(MOST).map(|p| line(facts, words, p)).collect();
    Troubles {
        stuck: (
            words.section("digest-section-stuck", Some("red"), items(&stuck, stuck_line), stuck.len(), "/cases?overdue=1"),
            stuck.len(),
        ),
        silent: (
            words.section("digest-section-unanswered", Some("red"), items(&silent, silent_line), silent.len(), "/hand-overs?tab=silent"),
            silent.len(),
        ),
    }
}

/// “省质监局 · 应复查：责令限期整改 · 超 3 个工作日”
fn stuck_line(facts: &Facts, words: &Words<'_>, p: &Pending) -> Item {
    let what = words.text(&format!("digest-stuck-{}", p.word())).into_owned();
    let note = [Some(facts.name(p.who_id).to_owned()), Some(what), Some(p.measures_called(words.lang)), Some(words.until(facts, p.due_on))];
    line(words, p, p.title.clone(), note.into(), &p.path())
}

/// “省公安厅未签收（省质监局移送） · 超 3 个工作日”
fn silent_line(facts: &Facts, words: &Words<'_>, p: &Pending) -> Item {
    let key = if p.step == Step::Receive { "digest-unreceipted" } else { "digest-unreported" };
    let key = if p.is_notice { format!("{key}-notice") } else { key.into() };
    let what = words.say(&key, &[("to", receiver(facts, p).into()), ("from", facts.name(Some(p.from_id)).into())]);
    line(words, p, p.title.clone(), vec![Some(what), Some(words.until(facts, p.due_on))], &p.path())
}

fn receiver<'a>(facts: &'a Facts, p: &'a Pending) -> &'a str {
    if p.who_id.is_some() { facts.name(p.who_id) } else { &p.outside }
}

fn line(words: &Words<'_>, p: &Pending, text: String, mut note: Vec<Option<String>>, path: &str) -> Item {
    note.push(Some(p.shown_number.clone()));
    Item { text, href: Some(format!("{}{path}", words.scope.base())), note: words.line(note), duty: None }
}

/// What a liaison has to do.
pub struct ToDo {
    /// What is overdue, and the rest.
    pub late: Option<Section>,
    pub rest: Option<Section>,
    /// Keys of the finding with their counts.
    pub counts: Vec<(&'static str, usize)>,
}

/// Kinds of steps that a finding counts apart; of more it says the sum.
const TOLD_APART: usize = 2;

/// The receipts of hand-overs; those of notices are counted apart.
const RECEIPTS: &str = "digest-finding-hand-over-receive";

/// Steps as a finding counts them.
const COUNTED: [(&str, &[Step]); 5] = [
    (RECEIPTS, &[Step::Receive]),
    ("digest-finding-hand-over-report", &[Step::Report]),
    ("digest-finding-inspect", &[Step::Inspect]),
    ("digest-finding-escalate", &[Step::Decide]),
    ("digest-finding-cases", &[Step::File, Step::Measure, Step::Close]),
];

/// What these departments have to receive, report, decide, inspect, file or close, and whom they gave something that is silent: the
/// first due first.
pub fn to_do(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> ToDo {
    let is_own = |p: &Pending| p.who_id.is_some_and(|id| audience.has(id));
    let is_given = |p: &Pending| p.step.is_of_hand_over() && audience.has(p.from_id) && p.is_late(facts.today);
    let own: Vec<&Pending> = facts.pending.iter().filter(|p| is_own(p) || is_given(p)).collect();
    let is_notified = |p: &Pending| p.step == Step::Receive && p.is_notice;
    let several = matches!(audience, Audience::Departments(ids) if ids.len() > 1);
    let section = |title: &str, tone: &'static str, late: bool| {
        let fit: Vec<&&Pending> = own.iter().filter(|p| p.is_late(facts.today) == late).collect();
        let item = |p: &&&Pending| if is_own(p) { do_line(facts, words, p, several) } else { silent_line(facts, words, p) };
        let items = fit.iter().take(MOST).map(item).collect();
        words.section(title, Some(tone), items, fit.len(), "")
    };
    let count = |(key, steps): &(&'static str, &[Step])| {
        (*key, own.iter().filter(|p| is_own(p) && steps.contains(&p.step) && !is_notified(p)).count())
    };
    let mut counts: Vec<(&'static str, usize)> = COUNTED.iter().map(count).collect();
    counts.insert(1, ("digest-finding-notice-receive", own.iter().filter(|p| is_own(p) && is_notified(p)).count()));
    counts.push(("digest-finding-unanswered", own.iter().filter(|p| !is_own(p)).count()));
    counts.retain(|(_, n)| *n > 0);
    // A first line is no list.
    if counts.len() > TOLD_APART {
        counts = vec![("digest-finding-steps", own.len())];
    }
    ToDo { late: section("digest-section-cases-late", "red", true), rest: section("digest-section-cases", "yellow", false), counts }
}

/// “签收移送：假冒饮料”, leading to the page that offers it: the form itself would refuse whoever opens an old mail, or looks at somebody
/// else's digest.
fn do_line(facts: &Facts, words: &Words<'_>, p: &Pending, several: bool) -> Item {
    let what = words.text(&p.key()).into_owned();
    let text = words.say("digest-case-do", &[("what", what.into()), ("title", p.title.as_str().into())]);
    let who = several.then(|| facts.name(p.who_id).to_owned());
    let from = p.step.is_of_hand_over().then(|| {
        words.say(if p.is_notice { "digest-notified-by" } else { "digest-handed-by" }, &[("from", facts.name(Some(p.from_id)).into())])
    });
    let note = vec![who, from, Some(p.measures_called(words.lang)), Some(words.deadline(p.due_on)), Some(words.until(facts, p.due_on))];
    line(words, p, text, note, &p.path())
}
