//! Cases that wait, as a group of a home: for whoever holds them what is due soon, for the secretariat what is overdue anywhere.

use super::{Group, how_many, item::Maker};
use crate::{
    calendar::WorkCalendar,
    enforcement::{
        CaseBrief, NextWhat,
        pages::cases::{case_light_view, deadline, path},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::t,
        view::parts::{Link, NextAction, NextItem},
    },
    tenancy::Scope,
};

/// The most entries at once; the list has the rest.
const SHOWN: i64 = 8;

/// What waits, and how much it is in all.
pub struct Waiting {
    cases: Vec<CaseBrief>,
    pub count: i64,
}

pub fn waiting(conn: &mut Conn, scope: &Scope, calendar: &WorkCalendar) -> Result<Waiting> {
    Ok(Waiting { cases: queries::pressing(conn, scope, calendar, SHOWN)?, count: queries::count_pressing(conn, scope, calendar)? })
}

/// The group; nothing where nothing waits.
pub fn group(make: &mut Maker<'_>, waiting: &Waiting) -> Option<Group> {
    let (scope, lang) = (make.scope, make.scope.lang());
    let items: Vec<NextItem> = waiting.cases.iter().map(|c| item(make, c)).collect();
    let shown = i64::try_from(items.len()).unwrap_or(i64::MAX);
    (!items.is_empty()).then(|| Group {
        title: t(lang, "cases-title").into_owned(),
        note: how_many(lang, items.len(), waiting.count > shown),
        items,
        more: vec![Link::new(format!("{}/cases", scope.base()), t(lang, "nav-cases"))],
    })
}

fn item(make: &Maker<'_>, case: &CaseBrief) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let href = path(scope, &case.number);
    let what = case.next_what.map(|w| t(lang, &w.key()).into_owned()).unwrap_or_default();
    let acts = scope.acts_for_department(case.holder_id);
    let file = acts && case.next_what == Some(NextWhat::File);
    NextItem {
        light: case_light_view(scope, make.calendar, case.state, (case.next_due_on, case.next_what), false),
        title: case.title.clone(),
        why: vec![make.line(&[case.shown_number(), make.short(case.holder_id), &what])],
        deadline: Some(deadline(scope, make.calendar, case.next_due_on)),
        action: Some(NextAction {
            href: if file { format!("{href}/file") } else { href.clone() },
            label: t(lang, if file { "case-do-file" } else { "home-case-open" }).into_owned(),
            post: false,
            main: false,
        }),
        href,
    }
}
