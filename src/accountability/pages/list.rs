//! `GET /w/{slug}/matters`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, list_path, path, subject_name};
use crate::{
    accountability::{
        model::{Cause, Matter},
        queries::{self, Order, Tab, Which},
    },
    platform::{
        clock,
        error::Error,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
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
    let items = counts.iter().map(|(of, n)| query.tab("tab", (*of != Tab::Open).then(|| of.as_str()), t(lang, &of.key()), *n, *of == tab));
    Tabs { name: t(lang, "matters-tabs").into_owned(), items: items.collect() }
}

fn bar(lang: Lang, query: &ListQuery, asked: &Asked, all: &[Department]) -> Bar {
    let kept = query.kept(&["tab", "sort", "dir", "size", "overdue"]);
    let cause = |c: &Cause| Choice::new(c.as_str(), t(lang, &c.key()), asked.which.cause == Some(*c));
    Bar {
        action: query.path().to_owned(),
        kept,
        q: asked.typed.clone(),
        causes: Cause::ALL.iter().map(cause).collect(),
        departments: all.iter().map(|d| Choice::new(d.id, &d.short_name, asked.which.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, asked: &Asked, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !asked.typed.is_empty() {
        let label = format(lang, "matters-chip-words", &[("words", asked.typed.as_str().into())]);
        set.push(("q", label));
    }
    if let Some(cause) = asked.which.cause {
        set.push(("cause", t(lang, &cause.key()).into_owned()));
    }
    if let Some(id) = asked.which.department_id {
        let name =
            all.iter().find(|d| d.id == id).map_or_else(|| t(lang, "matters-department-gone").into_owned(), |d| d.short_name.clone());
        set.push(("department", name));
    }
    if asked.which.overdue {
        set.push(("overdue", t(lang, "matters-overdue").into_owned()));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, Some("number"), "matter-field-number", None),
        query.head(lang, None, "matter-field-title", None),
        query.head(lang, None, "matter-field-state", None),
        query.head(lang, None, "matter-field-subject", None),
        query.head(lang, None, "matter-field-cause", Some("extra")),
        query.head(lang, None, "matter-field-due", None),
        query.head(lang, Some("age"), "matter-field-raised", Some("extra wide")),
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
