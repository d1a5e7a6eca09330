//! `GET /w/{slug}/matters`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, list_path, path, subject_name};
use crate::{
    accountability::{
        model::{Cause, Matter},
        queries::{self, COUNT_LIMIT, Order, Tab, Which},
    },
    platform::{
        clock,
        error::Error,
        http::{Dir, ListQuery, Pager},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tab as TabView, Tabs},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
};

pub(super) const SORTS: [&str; 2] = ["number", "age"];

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
    bar: Bar,
    chips: Chips,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    causes: Vec<Choice>,
    departments: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    number: String,
    title: String,
    light: LightView,
    subject: String,
    cause: String,
    due: Option<String>,
    late: bool,
    when: String,
}

/// What the address asks for.
pub(super) struct Asked {
    pub which: Which,
    typed: String,
    pub tab: Tab,
    pub order: (Order, bool),
}

pub(super) fn asked(query: &ListQuery) -> Asked {
    let typed: String = query.filter("q").unwrap_or_default().chars().take(100).collect();
    let which = Which {
        words: queries::words(&typed),
        cause: query.filter("cause").and_then(Cause::parse),
        department_id: query.filter("department").and_then(|d| d.parse().ok()),
        overdue: query.filter("overdue").is_some(),
    };
    // By age the newest come first, unless somebody asks for the other way round.
    let order = match query.sort {
        Some("number") => (Order::Number, query.dir == Dir::Desc),
        Some(_) => (Order::Age, query.dir == Dir::Asc),
        None => (Order::Age, false),
    };
    Asked { which, typed, tab: query.filter("tab").and_then(Tab::parse).unwrap_or(Tab::Open), order }
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, all, query) = site
        .read(&member, move |conn, scope| {
            // Whoever knows of none has no such page.
            if !queries::has_place(conn, scope)? {
                return Err(Error::NotFound);
            }
            let asked = asked(&query);
            let counts = queries::counts(conn, scope, &asked.which)?;
            query.clamp(total(&counts, asked.tab));
            let rows = queries::list(conn, scope, &asked.which, asked.tab, asked.order, query.limit(), query.offset())?;
            Ok((counts, rows, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let asked = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, asked.tab)),
        tabs: tabs(lang, &query, asked.tab, &counts),
        bar: bar(lang, &query, &asked, &all),
        chips: chips(lang, &query, &asked, &all),
        heads: heads(lang, &query),
        rows: rows.iter().map(|m| row(scope, m, &all)).collect(),
        empty: empty(scope, &asked),
        pager: query.pager(lang, total(&counts, asked.tab)),
    };
    Ok(member.page(&req, "accountability/list", t(lang, "matters-title"), body)?)
}

fn total(counts: &[(Tab, i64)], tab: Tab) -> u64 {
    counts.iter().find(|(of, _)| *of == tab).map_or(0, |(_, n)| n.unsigned_abs())
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "matters-title")).under(t(lang, "matters-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    head = head.action(format!("{}/board", list_path(scope)), t(lang, "matters-board"), false);
    if scope.has(Role::Secretariat) || scope.has(Role::Auditor) {
        head = head.action(format!("{}/rules", list_path(scope)), t(lang, "matter-rules"), false);
    }
    if scope.has(Role::Secretariat) {
        head = head.action(format!("{}/new", list_path(scope)), t(lang, "matters-new"), true);
    }
    head
}

fn tabs(lang: Lang, query: &ListQuery, tab: Tab, counts: &[(Tab, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| TabView {
        href: query.link_with(&[("tab", (*of != Tab::Open).then(|| of.as_str()))]),
        label: t(lang, &of.key()).into_owned(),
        count: Some(if *n >= COUNT_LIMIT { format!("{}+", COUNT_LIMIT - 1) } else { n.to_string() }),
        current: *of == tab,
    });
    Tabs { name: t(lang, "matters-tabs").into_owned(), items: items.collect() }
}

fn bar(lang: Lang, query: &ListQuery, asked: &Asked, all: &[Department]) -> Bar {
    let kept = ["tab", "sort", "dir", "size", "overdue"].into_iter().filter_map(|n| Some(Hidden::new(n, query.filter(n)?)));
    let cause = |c: &Cause| Choice::new(c.as_str(), t(lang, &c.key()), asked.which.cause == Some(*c));
    Bar {
        action: query.link_with(&[]).split('?').next().unwrap_or_default().to_owned(),
        kept: kept.collect(),
        q: asked.typed.clone(),
        causes: Cause::ALL.iter().map(cause).collect(),
        departments: all.iter().map(|d| Choice::new(d.id, &d.short_name, asked.which.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, asked: &Asked, all: &[Department]) -> Chips {
    let mut items = Vec::new();
    if !asked.typed.is_empty() {
        let label = format(lang, "matters-chip-words", &[("words", asked.typed.as_str().into())]);
        items.push(Link::new(query.link_with(&[("q", None)]), label));
    }
    if let Some(cause) = asked.which.cause {
        items.push(Link::new(query.link_with(&[("cause", None)]), t(lang, &cause.key())));
    }
    if let Some(id) = asked.which.department_id {
        let name =
            all.iter().find(|d| d.id == id).map_or_else(|| t(lang, "matters-department-gone").into_owned(), |d| d.short_name.clone());
        items.push(Link::new(query.link_with(&[("department", None)]), name));
    }
    if asked.which.overdue {
        items.push(Link::new(query.link_with(&[("overdue", None)]), t(lang, "matters-overdue")));
    }
    let all = ["q", "cause", "department", "overdue"].map(|name| (name, None));
    let clear = (items.len() > 1).then(|| query.link_with(&all));
    Chips { items, clear }
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    let dir = |key| (query.sort == Some(key)).then_some(if query.dir == Dir::Asc { "asc" } else { "desc" });
    let sortable = |key: &'static str, label, class| SortHead {
        label: t(lang, label).into_owned(),
        href: Some(query.sort_link(key)),
        dir: dir(key),
        class,
    };
    let plain = |label, class| SortHead { label: t(lang, label).into_owned(), href: None, dir: None, class };
    vec![
        sortable("number", "matter-field-number", None),
        plain("matter-field-title", None),
        plain("matter-field-state", None),
        plain("matter-field-subject", None),
        plain("matter-field-cause", Some("extra")),
        plain("matter-field-due", None),
        sortable("age", "matter-field-raised", Some("extra wide")),
    ]
}

fn row(scope: &Scope, matter: &Matter, all: &[Department]) -> Row {
    let lang = scope.lang();
    let department = all.iter().find(|d| d.id == matter.subject.department_id);
    let due = matter.due_on();
    Row {
        href: path(scope, matter),
        number: matter.number.clone(),
        title: matter.title.clone(),
        light: light(scope, matter),
        subject: subject_name(lang, matter, department),
        cause: t(lang, &matter.cause.key()).into_owned(),
        due: due.map(|day| format_day(lang, day)),
        late: due.is_some_and(|day| day < scope.today()),
        when: format_day(lang, clock::local(matter.created_at, scope.zone()).date()),
    }
}

fn empty(scope: &Scope, asked: &Asked) -> Empty {
    let lang = scope.lang();
    if asked.which != Which::default() || asked.tab != Tab::Open {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "matters-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let may_raise = scope.has(Role::Secretariat);
    Empty {
        title: t(lang, "matters-none").into_owned(),
        text: may_raise.then(|| t(lang, "matters-none-text").into_owned()),
        action: may_raise.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "matters-new"))),
    }
}
