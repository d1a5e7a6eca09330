//! From how duties stand to what one person is told. What a workspace's recipients share is read and judged once a sweep.

mod campaigns;
mod cases;
mod changes;
mod facts;
mod instructed;
mod leader;
mod liaison;
mod matters;
mod meetings;
mod news;
mod words;

pub use facts::Facts;

use std::{collections::HashMap, rc::Rc};

use chrono::{Datelike, Weekday};

use super::{
    content::{Button, Content, Figure, Foot, Heading},
    model::{Frequency, Kind, Slot},
    snapshot::{Figures, Snapshot},
    store::{Last, Member},
};
use crate::{
    platform::{error::Result, i18n::Lang},
    tenancy::Scope,
};
use words::Words;

/// Lines a section shows before it says how many more there are.
const MOST: usize = 8;

/// A digest ready to be sent, or found to have nothing in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    pub content: Content,
    pub snapshot: Snapshot,
    /// Nothing needs the reader and nothing changed.
    pub is_empty: bool,
}

/// Whose duties are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Audience<'a> {
    All,
    Departments(&'a [i64]),
}

impl<'a> Audience<'a> {
    /// What `member` may be told in a digest of this kind, and wishes to be.
    fn of(kind: Kind, member: &'a Member) -> Self {
        match kind {
            Kind::Liaison => Self::Departments(&member.rights.acts_for),
            Kind::Leader if member.rights.reads_all() && (member.subscription.all_departments || member.rights.leads.is_empty()) => {
                Self::All
            }
            Kind::Leader => Self::Departments(&member.rights.leads),
        }
    }

    fn has(self, department_id: i64) -> bool {
        match self {
            Self::All => true,
            Self::Departments(ids) => ids.contains(&department_id),
        }
    }

    fn has_any(self, mut ids: impl Iterator<Item = i64>) -> bool {
        match self {
            Self::All => true,
            Self::Departments(_) => ids.any(|id| self.has(id)),
        }
    }
}

/// What tells one digest of a sweep from another: who are told of the same duties, in the same language, and were told the same before,
/// read the same words. Whoever has instructed something, or is invited by name, reads of that too, and has their own.
#[derive(PartialEq, Eq, Hash)]
struct Alike<'a> {
    kind: Kind,
    lang: Lang,
    audience: Audience<'a>,
    last: Option<&'a Last>,
    slot: &'a Slot,
    own: Option<i64>,
}

/// A digest with its snapshot as it is stored.
pub struct Made {
    pub composed: Composed,
    pub snapshot: String,
}

/// Composes the digests of one sweep, each kind of words once.
pub struct Composer<'a> {
    scope: &'a Scope,
    facts: &'a Facts,
    made: HashMap<Alike<'a>, Rc<Made>>,
}

impl<'a> Composer<'a> {
    pub fn new(scope: &'a Scope, facts: &'a Facts) -> Self {
        Self { scope, facts, made: HashMap::new() }
    }

    /// As [`compose`].
    pub fn of(&mut self, kind: Kind, member: &'a Member, last: Option<&'a Last>, slot: &'a Slot) -> Result<Rc<Made>> {
        let own = Some(member.membership_id).filter(|id| {
            self.facts.invites(*id)
                || (kind == Kind::Leader && (!self.facts.instructions(*id).is_empty() || !self.facts.decides(*id).is_empty()))
        });
        let alike = Alike { kind, lang: member.lang, audience: Audience::of(kind, member), last, slot, own };
        if let Some(made) = self.made.get(&alike) {
            return Ok(Rc::clone(made));
        }
        let composed = compose(self.scope, self.facts, kind, member, last, slot);
        let made = Rc::new(Made { snapshot: serde_json::to_string(&composed.snapshot)?, composed });
        self.made.insert(alike, Rc::clone(&made));
        Ok(made)
    }
}

/// Writes the digest of `kind` for `member`. `last`: what they were told before.
pub fn compose(scope: &Scope, facts: &Facts, kind: Kind, member: &Member, last: Option<&Last>, slot: &Slot) -> Composed {
    let words = Words::new(scope, member.lang, last, slot);
    let audience = Audience::of(kind, member);
    match kind {
        Kind::Leader => leader::compose(facts, &words, audience, member.membership_id),
        Kind::Liaison => liaison::compose(facts, &words, audience, member.membership_id),
    }
}

/// The parts every digest has alike.
fn frame(words: &Words<'_>, kind: Kind, finding: String) -> Content {
    let lang = words.lang;
    let (first, last) = words.slot.covers();
    let name = words.scope.workspace_name();
    let period = match words.slot.frequency {
        Frequency::Weekly if words.slot.on.weekday() == Weekday::Mon => words.say(
            "digest-period-week",
            &[("week", first.iso_week().week().into()), ("from", first.to_string().into()), ("to", last.to_string().into())],
        ),
        Frequency::Weekly => words.say("digest-period-days", &[("from", first.to_string().into()), ("to", last.to_string().into())]),
        _ => crate::platform::i18n::format_day(lang, words.slot.on),
    };
    let kind_name = words.text(kind.key());
    Content {
        subject: words.say("digest-subject", &[("finding", finding.as_str().into()), ("workspace", name.into())]),
        head: Heading {
            kicker: words.say("digest-kicker", &[("workspace", name.into()), ("kind", kind_name.into()), ("period", period.into())]),
            title: finding,
        },
        foot: Foot { text: words.say("digest-foot", &[("workspace", name.into())]), links: Vec::new() },
        button: Button { href: format!("{}/digests", words.scope.base()), label: words.text("digest-open").into_owned() },
        ..Content::default()
    }
}

/// A figure with the last one beside it.
fn figure(words: &Words<'_>, value: u32, label: &str, was: Option<u32>, tone: Option<&str>) -> Figure {
    Figure {
        value: value.to_string(),
        label: words.text(label).into_owned(),
        was: was.map(|n| words.was(&n.to_string())),
        tone: tone.filter(|_| value > 0).map(str::to_owned),
    }
}

/// The share of duties done in time, as a figure; none where there is nothing to count.
fn on_time_figure(words: &Words<'_>, figures: &Figures) -> Option<Figure> {
    let percent = figures.on_time?;
    Some(Figure {
        value: format!("{percent}%"),
        label: words.text("digest-figure-on-time").into_owned(),
        was: words.last_figures().and_then(|f| f.on_time).map(|n| words.was(&format!("{n}%"))),
        tone: None,
    })
}

/// The language-dependent comma of a finding: “；”, "; ".
fn join_findings(lang: Lang, parts: &[String]) -> String {
    parts.join(&crate::platform::i18n::t(lang, "digest-finding-and"))
}
