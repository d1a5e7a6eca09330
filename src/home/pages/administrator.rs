//! An administrator's home: what keeps others from working.

use chrono::Datelike;

use super::{Group, View, finding, first, first_is_main, how_many, matters, today};
use crate::{
    duties::queries,
    outbox,
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
        view::parts::{Empty, Head, LightView, NextAction, NextItem},
    },
    tenancy::{
        Function, Scope,
        departments::{self, Department, DepartmentState},
    },
};

pub fn view(conn: &mut Conn, scope: &Scope) -> Result<View> {
    let (lang, base) = (scope.lang(), scope.base());
    let all = departments::all(conn, scope)?;
    let open: Vec<&Department> = all.iter().filter(|d| d.state == DepartmentState::Open).collect();
    let people = departments::people(conn, scope, &open.iter().map(|d| d.id).collect::<Vec<_>>())?;
    let today_acts = |p: &departments::DepartmentPerson| p.function != Function::Leader && p.holds_on(scope.today());
    let acts = |d: &&Department| people.iter().any(|p| p.department_id == d.id && today_acts(p));
    let alone: Vec<&Department> = open.iter().copied().filter(|d| !acts(d)).collect();
    // Until anybody has a department to act for, all is still to be set up.
    let unused = people.is_empty();
    let failed = outbox::count_failed(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    // The next year's holidays are announced in November; deadlines reach into it long before.
    let behind = calendar.known_until() <= scope.today().year();
    let mut items = Vec::new();
    if failed > 0 {
        let text = format(lang, "home-admin-failed", &[("n", (failed as f64).into())]);
        items.push(entry(scope, "red", "home-light-mail", text, "home-admin-failed-why", format!("{base}/outbox?state=failed")));
    }
    if behind {
        let text = format(lang, "home-admin-calendar", &[("year", (calendar.known_until() + 1).to_string().into())]);
        items.push(entry(scope, "yellow", "home-light-calendar", text, "home-admin-calendar-why", format!("{base}/calendar")));
    }
    for d in alone.iter().filter(|_| !unused) {
        let text = format(lang, "home-admin-alone", &[("department", d.name.as_str().into())]);
        items.push(entry(scope, "yellow", "home-light-people", text, "home-admin-alone-why", format!("{base}/departments/{}", d.id)));
    }
    let held_to = crate::accountability::queries::waiting(conn, scope)?;
    // Whoever is named in a matter, or is its subject, sees so whatever else they are.
    let mut groups: Vec<Group> = matters::of(conn, scope, &held_to)?.into_iter().collect();
    groups.push(Group { title: t(lang, "home-admin").into_owned(), note: how_many(lang, items.len(), false), items, more: Vec::new() });
    groups.retain(|g| !g.items.is_empty());
    first_is_main(&mut groups);
    let rest = [
        ("home-finding-matters", held_to.len() as i64),
        ("home-finding-alone", alone.len() as i64),
        ("home-finding-departments", open.len() as i64),
    ];
    let head = Head::new(t(lang, "home-title-administrator"))
        .under(today(scope))
        .action(format!("{base}/people"), t(lang, "nav-people"), false)
        .action(format!("{base}/departments"), t(lang, "nav-departments"), false);
    let empty = (groups.is_empty() && !unused).then(|| Empty {
        title: t(lang, "home-admin-empty").into_owned(),
        text: Some(t(lang, "home-admin-empty-text").into_owned()),
        action: None,
    });
    Ok(View {
        head,
        finding: (!unused || failed > 0 || !held_to.is_empty())
            .then(|| finding(lang, ("home-finding-failed", failed), &rest, "home-finding-admin-none", None)),
        first: unused.then(|| first::administrator(scope)),
        groups,
        empty,
        ..View::default()
    })
}

fn entry(scope: &Scope, tone: &'static str, word: &str, title: String, why: &str, href: String) -> NextItem {
    let lang = scope.lang();
    NextItem {
        light: LightView { tone, word: Some(t(lang, word).into_owned()) },
        title,
        why: vec![t(lang, why).into_owned()],
        deadline: None,
        action: Some(NextAction { href: href.clone(), label: t(lang, "home-act-see").into_owned(), post: false, main: false }),
        href,
    }
}
