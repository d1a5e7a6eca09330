//! Campaigns that wait, as a group of a home: reports that are due for whoever acts for a region, regions that are silent or behind for the
//! secretariat.

use super::{Group, how_many, item::Maker};
use crate::{
    calendar::WorkCalendar,
    duties::Light,
    enforcement::{
        campaign::{
            Standing,
            pages::{self, days},
            queries::{self, Owed},
        },
        pages::cases::deadline,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
        view::parts::{Link, NextAction, NextItem},
    },
    tenancy::Scope,
};

/// The most entries at once; the pages behind have the rest.
const SHOWN: usize = 8;

/// Reports the departments this person acts for owe; nothing where none is due.
pub fn due(make: &Maker<'_>, owed: &[Owed]) -> Option<Group> {
    let items: Vec<NextItem> = owed.iter().take(SHOWN).map(|o| report(make, o)).collect();
    group(make.scope, items, owed.len())
}

/// Campaigns the secretariat looks after; nothing where all go well.
pub fn troubled(conn: &mut Conn, make: &Maker<'_>) -> Result<Option<Group>> {
    let found = queries::troubled(conn, make.scope)?;
    let items: Vec<NextItem> = found.iter().take(SHOWN).map(|s| campaign(make, s)).collect();
    Ok(group(make.scope, items, found.len()))
}

fn group(scope: &Scope, items: Vec<NextItem>, all: usize) -> Option<Group> {
    let lang = scope.lang();
    (!items.is_empty()).then(|| Group {
        title: t(lang, "home-campaigns").into_owned(),
        note: how_many(lang, all, false),
        more: vec![Link::new(format!("{}/campaigns", scope.base()), t(lang, "nav-campaigns"))],
        items,
    })
}

fn report(make: &Maker<'_>, owed: &Owed) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let home = pages::region_path(scope, &owed.number, owed.department_id);
    let period = days(lang, owed.period.first_on, owed.period.last_on);
    let args = [("region", make.short(owed.department_id).into()), ("period", period.into())];
    let (tone, key) = if owed.overdue { ("red", "home-campaign-late") } else { ("yellow", "home-campaign-owed") };
    NextItem {
        light: make.light(tone, key),
        title: owed.name.clone(),
        why: vec![format(lang, "home-campaign-period", &args)],
        deadline: Some(deadline(scope, make.calendar, Some(owed.period.due_on))),
        action: Some(NextAction {
            href: format!("{home}/report?period={}", owed.period.first_on),
            label: t(lang, "home-campaign-report").into_owned(),
            post: false,
            main: false,
        }),
        href: home,
    }
}

fn campaign(make: &Maker<'_>, standing: &Standing) -> NextItem {
    let (scope, lang, calendar): (_, _, &WorkCalendar) = (make.scope, make.scope.lang(), make.calendar);
    let href = pages::path(scope, &standing.campaign.number);
    let n = |n: usize| (n as f64).into();
    let silent = standing.regions.iter().filter(|r| !r.overdue.is_empty()).count();
    let args = [("behind", n(standing.count(Light::Yellow))), ("missed", n(standing.count(Light::Red))), ("silent", n(silent))];
    let mut why = vec![make.line(&[&standing.campaign.number, &format(lang, "home-campaign-behind", &args)])];
    if standing.pace.over {
        why.push(t(lang, "home-campaign-over").into_owned());
    }
    NextItem {
        light: pages::light(lang, standing),
        title: standing.campaign.name.clone(),
        why,
        deadline: Some(deadline(scope, calendar, Some(standing.campaign.last_on))),
        action: Some(NextAction { href: href.clone(), label: t(lang, "home-campaign-open").into_owned(), post: false, main: false }),
        href,
    }
}
