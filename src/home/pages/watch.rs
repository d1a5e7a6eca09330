//! What is wrong and where: for leaders of the departments they are in charge of or of all, for auditors of all, with what was
//! done last.

use super::{
    LatestView, View, cases, finding, first,
    grid::grid,
    item::Maker,
    matters, meetings,
    secretariat::{group, how_quiet, overdue, quiet},
    today,
};
use crate::{
    duties::{
        pages::sentence,
        queries::{self, Filter, Load, Marks, Whose},
    },
    enforcement::pending,
    home::queries::latest,
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        http::ListQuery,
        i18n::{join, t},
        view::parts::{Empty, Head},
    },
    tenancy::Scope,
};

/// Entries of the timeline an auditor sees.
const LATEST: i64 = 20;

pub fn view(conn: &mut Conn, scope: &Scope, leader: bool, list: &ListQuery) -> Result<View> {
    let (lang, base) = (scope.lang(), scope.base());
    let departments = queries::departments(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let marks = Marks::of(scope, &calendar);
    let mut led: Vec<i64> = if leader { scope.leads().collect() } else { Vec::new() };
    led.sort_unstable();
    led.dedup();
    let whose = if led.is_empty() { Whose::Everybody } else { Whose::Departments(led.clone()) };
    let filter = Filter { whose, ..Filter::default() };
    let dept = if led.is_empty() { "" } else { "&dept=mine" };
    let (late, silent) = (overdue(conn, scope, marks, &filter)?, quiet(conn, scope, marks, &filter)?);
    let loads = queries::overview(conn, scope, marks)?;
    let events = if leader { Vec::new() } else { latest(conn, scope, LATEST)? };
    let held = crate::meetings::queries::waiting(conn, scope)?;
    let held_to = crate::accountability::queries::waiting(conn, scope)?;
    let (late_cases, late_count) = pending::late(conn, scope, &led, cases::SHOWN)?;
    let mut make = Maker::new(scope, &calendar, &departments);
    let reminded = queries::reminded(conn, scope, &late.0.iter().chain(&silent.0).map(|r| r.id).collect::<Vec<_>>())?;
    let mut groups = vec![
        group(&mut make, "home-late", &late, &reminded, None, format!("{base}/duties?tab=overdue{dept}"))?,
        group(&mut make, "home-silent", &silent, &reminded, None, format!("{base}/duties?silent=1{dept}"))?,
    ];
    groups.extend(cases::late(&mut make, "home-stuck", cases::By::Reader, &late_cases, late_count));
    if leader {
        groups.splice(0..0, meetings::group(&mut make, &held));
    }
    // An auditor too may be named to look into one, or be its subject.
    groups.splice(0..0, matters::group(&mut make, &held_to));
    groups.retain(|g| !g.items.is_empty());
    let all = Load::sum(loads.iter().filter(|(id, _)| led.is_empty() || led.contains(id)).map(|(_, load)| load));
    let names: Vec<String> = departments.iter().filter(|d| led.contains(&d.id)).map(|d| d.short_name.clone()).collect();
    let rest = [
        ("home-finding-matters", held_to.len() as i64),
        ("home-finding-soon", all.yellow),
        ("home-finding-stuck", late_count),
        ("home-finding-silent", how_quiet(conn, scope, marks, &filter)?),
        ("home-finding-not-received", all.waiting),
        ("home-finding-active", all.active),
    ];
    let unused = loads.is_empty() && !queries::any_given_out(conn, scope)?;
    let first = if leader && unused && groups.is_empty() { first::leader(conn, &make)? } else { None };
    let title = t(lang, if leader { "home-title-leader" } else { "home-title-auditor" });
    let head = Head::new(title).under(make.line(&[&today(scope), &join(lang, &names)])).action(
        format!("{base}/duties?tab=all{dept}"),
        t(lang, "home-all-duties"),
        false,
    );
    let latest: Vec<LatestView> = events
        .iter()
        .map(|l| {
            let wall = local(l.event.at, scope.zone());
            LatestView {
                when: wall.format("%m-%d %H:%M").to_string(),
                iso: wall.format("%Y-%m-%dT%H:%M").to_string(),
                who: l.event.actor.clone(),
                what: sentence(lang, &l.event),
                href: format!("{base}/duties/{}", l.number),
                object: l.title.clone(),
            }
        })
        .collect();
    Ok(View {
        head,
        finding: (!unused || !held_to.is_empty())
            .then(|| finding(lang, ("home-finding-overdue", all.red), &rest, "home-finding-watch-none", None)),
        empty: (groups.is_empty() && first.is_none()).then(|| empty(scope, unused)),
        first,
        groups,
        grid: (!loads.is_empty()).then(|| grid(scope, &departments, &loads, &led, list)),
        latest,
        ..View::default()
    })
}

fn empty(scope: &Scope, unused: bool) -> Empty {
    let lang = scope.lang();
    let (title, text) = if unused { ("duties-empty-all", "duties-empty-all-text") } else { ("home-watch-empty", "home-watch-empty-text") };
    Empty { title: t(lang, title).into_owned(), text: Some(t(lang, text).into_owned()), action: None }
}
