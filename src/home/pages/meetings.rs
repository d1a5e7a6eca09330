//! What waits about meetings, as a group of a home.

use super::{Group, how_many, item::Maker};
use crate::{
    meetings::queries::{Waiting, Why},
    platform::{
        i18n::{format, format_instant, t},
        view::parts::{DeadlineView, Link, NextAction, NextItem},
    },
};

/// A day this near asks to be seen.
const NEAR: i32 = 2;

/// The group; nothing where nothing waits.
pub fn group(make: &mut Maker<'_>, waiting: &[Waiting]) -> Option<Group> {
    let lang = make.scope.lang();
    let items: Vec<NextItem> = waiting.iter().map(|w| item(make, w)).collect();
    (!items.is_empty()).then(|| Group {
        title: t(lang, "home-meetings").into_owned(),
        note: how_many(lang, items.len(), false),
        items,
        more: vec![Link::new(format!("{}/meetings", make.scope.base()), t(lang, "nav-meetings"))],
    })
}

fn item(make: &mut Maker<'_>, waiting: &Waiting) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let left = waiting.by.map(|by| make.calendar.working_days_between(scope.today(), by));
    let tone = match left {
        _ if waiting.is_late(scope.today()) => "red",
        Some(left) if left <= NEAR => "yellow",
        _ => "blue",
    };
    let when = format_instant(lang, waiting.starts_at, scope.zone());
    // Nobody comes to a written circulation, and its last day is said already.
    let starts = if waiting.is_written { String::new() } else { format(lang, "home-meeting-starts", &[("when", when.into())]) };
    let items = (waiting.why == Why::Screen).then(|| format(lang, "home-meeting-items", &[("n", (waiting.n as f64).into())]));
    let about = if waiting.item.is_some() { waiting.title.as_str() } else { "" };
    let href = format!("{}{}", scope.base(), waiting.path());
    let deadline = waiting.by.zip(left).filter(|_| waiting.why != Why::Answer).map(|(by, left)| DeadlineView {
        iso: Some(by.to_string()),
        date: format(lang, "home-meeting-by", &[("day", make.words.day(by).into())]),
        left: Some(match left {
            0 if by == scope.today() => t(lang, "part-deadline-today").into_owned(),
            n if waiting.is_late(scope.today()) => format(lang, "part-deadline-over", &[("days", f64::from(n.abs()).into())]),
            n => format(lang, "part-deadline-left", &[("days", f64::from(n).into())]),
        }),
        late: waiting.is_late(scope.today()),
    });
    let key = waiting.why.as_str();
    NextItem {
        light: make.light(tone, &format!("home-meeting-{key}")),
        title: waiting.item.as_ref().map_or_else(|| waiting.title.clone(), |(_, title)| title.clone()),
        why: vec![make.line(&[&waiting.number, about, &starts, items.as_deref().unwrap_or_default()])],
        deadline,
        action: Some(NextAction {
            href: href.clone(),
            label: t(lang, &format!("home-meeting-act-{key}")).into_owned(),
            post: false,
            main: false,
        }),
        href,
    }
}

/// What the finding counts: an open call for items presses nobody.
pub fn pressing(waiting: &[Waiting]) -> i64 {
    i64::try_from(waiting.iter().filter(|w| w.why != Why::Propose).count()).unwrap_or(i64::MAX)
}
