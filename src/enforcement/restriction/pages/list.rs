//! `GET /w/{slug}/restrictions` and the same as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, list_path, path, words};
use crate::{
    enforcement::restriction::{
        FOREVER, Kind, State,
        queries::{self, Filter, Line, Order, Page, Tab},
    },
    platform::{
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, t},
        table::book::Cell,
        view::parts::{Chips, Choice, DepartmentView, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
};

const SORTS: [&str; 2] = ["end", "age"];

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
    kinds: Vec<Choice>,
    departments: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    light: LightView,
    party: String,
    /// On which people it falls, or what the party was called when it was imposed.
    under: Option<String>,
    number: String,
    kind: String,
    department: Option<DepartmentView>,
    from: String,
    until: String,
}

/// What the address asks for.
fn asked(query: &ListQuery) -> (Filter, Page) {
    let filter = Filter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        kind: query.filter("kind").and_then(Kind::parse),
        department_id: query.filter("department").and_then(|d| d.parse().ok()),
    };
    let tab = query.filter("tab").and_then(Tab::parse).unwrap_or(Tab::Current);
    let turned = query.dir == Dir::Desc;
    let (order, descending) = match query.sort {
        Some("end") => (Order::End, turned),
        // By number the newest come first, unless somebody asks for the other way round.
        Some(_) => (Order::Age, !turned),
        // What ends next; of what is over, what ended last; of all, the newest.
        None if tab == Tab::Current => (Order::End, false),
        None if tab == Tab::Over => (Order::End, true),
        None => (Order::Age, false),
    };
    (filter, Page { tab, order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, lines, all, query) = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, page.tab));
            let lines = queries::list(conn, scope, &filter, asked(&query).1)?;
            Ok((counts, lines, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (filter, page) = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, page.tab)),
        tabs: tabs(lang, &query, page.tab, &counts),
        bar: bar(lang, &query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: lines.iter().map(|line| row(scope, line, &all)).collect(),
        empty: empty(scope, &filter, page.tab),
        pager: query.pager(lang, total(&counts, page.tab)),
    };
    Ok(member.page(&req, "enforcement/restrictions", t(lang, "restrictions-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "restrictions-title")).under(t(lang, "restrictions-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    head.action(format!("{}/check", scope.base()), t(lang, "nav-check"), true)
}

fn tabs(lang: Lang, query: &ListQuery, tab: Tab, counts: &[(Tab, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab("tab", Some(of.as_str()).filter(|_| *of != Tab::Current), t(lang, &of.key()).into_owned(), *n, *of == tab)
    });
    Tabs { name: t(lang, "restrictions-tabs").into_owned(), items: items.collect() }
}

fn bar(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let kept = query.kept(&["tab", "sort", "dir", "size"]);
    let open = all.iter().filter(|d| d.state == DepartmentState::Open || filter.department_id == Some(d.id));
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        kinds: Kind::ALL.iter().map(|k| Choice::new(k.as_str(), t(lang, &k.key()), filter.kind == Some(*k))).collect(),
        departments: open.map(|d| Choice::new(d.id, &d.short_name, filter.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        let label = format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]);
        set.push(("q", label));
    }
    if let Some(kind) = filter.kind {
        set.push(("kind", t(lang, &kind.key()).into_owned()));
    }
    if let Some(id) = filter.department_id {
        let name =
            all.iter().find(|d| d.id == id).map_or_else(|| t(lang, "restriction-department-gone").into_owned(), |d| d.short_name.clone());
        set.push(("department", name));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "restriction-field-standing", None),
        query.head(lang, None, "restriction-field-party", None),
        query.head(lang, Some("age"), "restriction-field-number", None),
        query.head(lang, None, "restriction-field-kind", None),
        query.head(lang, None, "restriction-field-department", Some("extra")),
        query.head(lang, None, "restriction-field-from", Some("extra wide")),
        query.head(lang, Some("end"), "restriction-field-until", Some("date")),
    ]
}

fn row(scope: &Scope, line: &Line, all: &[Department]) -> Row {
    let lang = scope.lang();
    let one = &line.restriction;
    let formerly = (one.named != line.party).then(|| format(lang, "restriction-then", &[("name", one.named.as_str().into())]));
    let people = words::people(scope, one).map(|people| {
        let key = if one.on_party { "restriction-and-people" } else { "restriction-only-people" };
        format(lang, key, &[("people", people.into())])
    });
    let department = all.iter().find(|d| d.id == one.department_id);
    Row {
        href: path(scope, &one.number),
        light: words::light(scope, one),
        party: line.party.clone(),
        under: people.or(formerly),
        number: one.number.clone(),
        kind: t(lang, &one.kind.key()).into_owned(),
        department: department.map(|d| DepartmentView { short: d.short_name.clone(), name: d.name.clone() }),
        from: format_day(lang, one.from_on),
        until: words::until(scope, one),
    }
}

fn empty(scope: &Scope, filter: &Filter, tab: Tab) -> Empty {
    let lang = scope.lang();
    if *filter != Filter::default() {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "restrictions-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let title = if tab == Tab::Over { "restrictions-none-over" } else { "restrictions-none" };
    Empty {
        title: t(lang, title).into_owned(),
        text: Some(t(lang, "restrictions-none-text").into_owned()),
        action: Some(Link::new(format!("{}/parties", scope.base()), t(lang, "nav-parties"))),
    }
}

/// `GET /w/{slug}/restrictions.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "restrictions", "restrictions-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 15] = [
    ("restriction-field-standing", 10.0),
    ("restriction-field-party", 34.0),
    ("restriction-field-named", 34.0),
    ("restriction-field-falls-on", 34.0),
    ("restriction-field-number", 12.0),
    ("restriction-field-kind", 18.0),
    ("restriction-field-department", 16.0),
    ("restriction-field-basis", 36.0),
    ("restriction-field-reason", 48.0),
    ("restriction-field-found", 12.0),
    ("restriction-field-from", 12.0),
    ("restriction-field-last", 12.0),
    ("restriction-field-rule", 30.0),
    ("restriction-field-ended", 12.0),
    ("restriction-field-ended-reason", 36.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let (filter, page) = asked(query);
    let found = queries::list(conn, scope, &filter, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    sheet(scope, &t(scope.lang(), "restrictions-title"), &COLUMNS, found.iter().map(|line| cells(scope, line, &all)))
}

fn cells(scope: &Scope, line: &Line, all: &[Department]) -> Vec<Cell> {
    let (lang, one) = (scope.lang(), &line.restriction);
    let department = all.iter().find(|d| d.id == one.department_id).map_or("", |d| d.short_name.as_str());
    let holds = one.last_on < FOREVER && one.state != State::Quashed;
    vec![
        Cell::text(t(lang, &one.standing(scope.today()).key())),
        Cell::text(&line.party),
        Cell::text(&one.named),
        Cell::text(words::falls_on(scope, one, &line.party)),
        Cell::text(&one.number),
        Cell::text(t(lang, &one.kind.key())),
        Cell::text(department),
        Cell::text(&one.basis),
        Cell::text(&one.reason),
        Cell::Day(one.found_on),
        Cell::Day(one.from_on),
        if holds { Cell::Day(one.last_on) } else { Cell::text(words::until(scope, one)) },
        Cell::text(words::rule(scope, one)),
        Cell::day(one.ended_on),
        Cell::text(one.ended_reason.clone().unwrap_or_default()),
    ]
}
