//! What waits about cases and hand-overs: for a department's people among what they have to do, for the secretariat what it has to settle,
//! what is silent and what is stuck, for leaders what is overdue.

use super::{Group, how_many, item::Maker};
use crate::{
    enforcement::pending::{Back, Office, OfficeCount, Pending, Step},
    platform::{
        i18n::{format, t},
        view::parts::{DeadlineView, LightView, Link, NextAction, NextItem},
    },
    tenancy::Scope,
};

/// The most entries of a group at once; the lists have the rest.
pub const SHOWN: i64 = 8;

/// What is overdue, or stuck, as a group with the lists behind it; nothing where nothing is.
pub fn late(make: &mut Maker<'_>, title: &str, by: By, pending: &[Pending], count: i64) -> Option<Group> {
    let items: Vec<NextItem> = pending.iter().map(|p| item(make, p, by)).collect();
    let lang = make.scope.lang();
    (!items.is_empty()).then(|| Group {
        title: t(lang, title).into_owned(),
        note: how_many(lang, usize::try_from(count).unwrap_or_default(), count >= crate::enforcement::pending::COUNTED),
        items,
        more: vec![Link::new(format!("{}/cases?overdue=1", make.scope.base()), t(lang, "nav-cases"))],
    })
}

/// What the secretariat has to settle, bring before the meeting, or press for.
pub fn office(make: &mut Maker<'_>, office: &Office, count: OfficeCount) -> Option<Group> {
    let mut items: Vec<NextItem> = office.settle.iter().map(|p| item(make, p, By::Doer)).collect();
    items.extend(office.back.iter().map(|b| back(make, b)));
    items.extend(office.silent.iter().map(|p| item(make, p, By::Office)));
    let lang = make.scope.lang();
    let near = office.silent.iter().filter(|p| !p.is_late(make.scope.today())).count();
    let all = usize::try_from(count.settle + count.back + count.silent).unwrap_or_default() + near;
    (!items.is_empty()).then(|| Group {
        title: t(lang, "home-handing").into_owned(),
        note: how_many(lang, all, false),
        items,
        more: vec![Link::new(format!("{}/hand-overs?tab=silent", make.scope.base()), t(lang, "home-all-silent"))],
    })
}

/// Who looks at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who has to take it.
    Doer,
    /// Who presses for it.
    Office,
    /// Who only reads.
    Reader,
}

/// One step, as it is shown to whom.
pub fn item(make: &mut Maker<'_>, p: &Pending, by: By) -> NextItem {
    let (scope, lang, acts) = (make.scope, make.scope.lang(), by == By::Doer);
    let from = make.short(p.from_id).to_owned();
    let who = p.who_id.map_or(p.outside.clone(), |id| make.short(id).to_owned());
    let about = match p.step {
        Step::Receive | Step::Report if acts => {
            format(lang, if p.is_notice { "home-notified-by" } else { "home-handed-by" }, &[("from", from.into())])
        }
        Step::Receive | Step::Report => format(lang, "home-handed-to", &[("from", from.into()), ("to", who.into())]),
        Step::PressReceipt | Step::PressResult => format(lang, "home-waits-for", &[("to", receiver(make, p).into())]),
        _ => who,
    };
    let what = t(lang, &p.key()).into_owned();
    let mut why = vec![make.line(&[&what, &p.shown_number, &about, &p.measures_called(lang)])];
    if p.step == Step::Settle {
        why.push(t(lang, "home-settle-why").into_owned());
    }
    let base = scope.base();
    let (key, to) = if acts { (format!("{}-do", p.key()), p.doing_path()) } else { ("home-act-look".into(), p.path()) };
    let action = NextAction { href: format!("{base}{to}"), label: t(lang, &key).into_owned(), post: false, main: false };
    NextItem {
        light: LightView { tone: tone(make, p), word: Some(t(lang, &word(p, acts)).into_owned()) },
        title: p.title.clone(),
        why,
        // The day a proposal was to be decided on by the department says nothing to the office.
        deadline: (p.step != Step::Settle).then(|| deadline(make, p)),
        action: (by != By::Reader).then_some(action),
        href: format!("{base}{}", p.path()),
    }
}

/// The key of the light's word: for who acts what to do, for others what is not done.
fn word(p: &Pending, acts: bool) -> String {
    match p.step {
        Step::Receive if !acts => format!("{}-short", Step::PressReceipt.key()),
        Step::Report if !acts => format!("{}-short", Step::PressResult.key()),
        _ => format!("{}-short", p.key()),
    }
}

/// Who is silent: a department, or a body outside.
fn receiver(make: &Maker<'_>, p: &Pending) -> String {
    p.to_id.map_or_else(|| p.outside.clone(), |id| make.short(id).to_owned())
}

fn tone(make: &Maker<'_>, p: &Pending) -> &'static str {
    let left = make.calendar.working_days_between(make.scope.today(), p.due_on);
    match p.step {
        Step::Settle => "red",
        _ if p.is_late(make.scope.today()) => "red",
        _ if left <= make.scope.settings().due_soon_days => "yellow",
        _ => "blue",
    }
}

fn deadline(make: &mut Maker<'_>, p: &Pending) -> DeadlineView {
    crate::enforcement::pages::cases::deadline(make.scope, make.calendar, Some(p.due_on))
}

/// A case nobody wants to hold.
fn back(make: &Maker<'_>, back: &Back) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let href = format!("{}/cases/{}", scope.base(), back.case_number);
    let times = format(lang, "home-handed-back", &[("times", f64::from(back.times).into())]);
    NextItem {
        light: make.light("red", "home-light-back"),
        title: back.title.clone(),
        why: vec![make.line(&[&back.shown_number, make.short(back.holder_id), &times])],
        deadline: None,
        action: Some(NextAction { href: format!("{href}/raise"), label: t(lang, "home-act-raise").into_owned(), post: false, main: false }),
        href,
    }
}

/// Puts steps of cases among duties: each before the first duty that is less urgent. `duty`: whether it is overdue, was returned, and by when
/// it is due.
pub fn merge(duties: Vec<(Urgency, NextItem)>, steps: Vec<(Urgency, NextItem)>) -> Vec<NextItem> {
    let mut steps = steps.into_iter().peekable();
    let mut all = Vec::new();
    for (urgency, duty) in duties {
        while let Some((_, step)) = steps.next_if(|(of, _)| *of < urgency) {
            all.push(step);
        }
        all.push(duty);
    }
    all.extend(steps.map(|(_, step)| step));
    all
}

/// What comes first: what is overdue by its day, what was sent back, what is due by its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Overdue(chrono::NaiveDate),
    Returned,
    Due(chrono::NaiveDate),
}

impl Urgency {
    pub fn of(scope: &Scope, due: chrono::NaiveDate) -> Self {
        if due < scope.today() { Self::Overdue(due) } else { Self::Due(due) }
    }
}
