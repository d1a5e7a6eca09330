//! What waits in accountability matters, as a group of a home.

use super::{Group, how_many, item::Maker};
use crate::{
    accountability::queries::Waiting,
    duties::queries,
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
        view::parts::{DeadlineView, Link, NextAction, NextItem},
    },
    tenancy::Scope,
};

/// So many are listed; the rest are behind the link.
const SHOWN: usize = 20;

/// The group of a home that speaks of no duties; nothing where nothing waits.
pub fn of(conn: &mut Conn, scope: &Scope, waiting: &[Waiting]) -> Result<Option<Group>> {
    if waiting.is_empty() {
        return Ok(None);
    }
    let calendar = queries::calendar(conn, scope)?;
    Ok(group(&mut Maker::new(scope, &calendar, &[]), waiting))
}

/// The group; nothing where nothing waits.
pub fn group(make: &mut Maker<'_>, waiting: &[Waiting]) -> Option<Group> {
    let lang = make.scope.lang();
    let items: Vec<NextItem> = waiting.iter().take(SHOWN).map(|w| item(make, w)).collect();
    (!items.is_empty()).then(|| Group {
        title: t(lang, "home-matters").into_owned(),
        note: how_many(lang, waiting.len(), false),
        items,
        more: vec![Link::new(format!("{}/matters", make.scope.base()), t(lang, "nav-matters"))],
    })
}

fn item(make: &mut Maker<'_>, waiting: &Waiting) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let left = waiting.by.map(|by| make.calendar.working_days_between(scope.today(), by));
    let late = waiting.by.is_some_and(|by| by < scope.today());
    let key = waiting.why.key();
    let href = format!("{}/matters/{}", scope.base(), waiting.number);
    let deadline = waiting.by.zip(left).map(|(by, left)| DeadlineView {
        iso: Some(by.to_string()),
        date: format(lang, "home-meeting-by", &[("day", make.words.day(by).into())]),
        left: Some(match left {
            0 if by == scope.today() => t(lang, "part-deadline-today").into_owned(),
            n if late => format(lang, "part-deadline-over", &[("days", f64::from(n.abs()).into())]),
            n => format(lang, "part-deadline-left", &[("days", f64::from(n).into())]),
        }),
        late,
    });
    NextItem {
        light: make.light(if late { "red" } else { "yellow" }, &key),
        title: waiting.title.clone(),
        why: vec![waiting.number.clone()],
        deadline,
        action: Some(NextAction { href: href.clone(), label: t(lang, "home-matter-open").into_owned(), post: false, main: false }),
        href,
    }
}
