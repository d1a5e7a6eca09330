//! `GET /w/{slug}/publications` and the same as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, list_path, open_path, path};
use crate::{
    enforcement::publication::{
        Channel,
        queries::{self, Filter, Line, Page, Tab},
    },
    platform::{
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, join, t},
        table::book::Cell,
        view::parts::{Chips, Choice, DepartmentView, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Role, Scope,
        departments::{self, Department, DepartmentState},
    },
};

const SORTS: [&str; 1] = ["age"];

#[derive(Serialize)]
struct Body {
    head: Head,
    /// Whether there is a page that anybody may open, and the way to it.
    open: Option<Link>,
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
    departments: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    light: LightView,
    title: String,
    party: String,
    number: String,
    department: Option<DepartmentView>,
    published: String,
    until: String,
}

/// What the address asks for.
fn asked(query: &ListQuery) -> (Filter, Page) {
    let filter = Filter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        department_id: query.filter("department").and_then(|d| d.parse().ok()),
    };
    let tab = query.filter("tab").and_then(Tab::parse).unwrap_or(Tab::All);
    let oldest_first = query.sort.is_some() && query.dir == Dir::Asc;
    (filter, Page { tab, oldest_first, limit: query.limit(), offset: query.offset() })
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
    let count = total(&counts, page.tab);
    let body = Body {
        head: list_head(scope, &query, count),
        open: scope.settings().open_page.then(|| Link::new(open_path(scope), t(lang, "open-page-see"))),
        tabs: tabs(lang, &query, page.tab, &counts),
        bar: bar(&query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: lines.iter().map(|line| row(scope, line, &all)).collect(),
        empty: empty(scope, &filter, page.tab),
        pager: query.pager(lang, count),
    };
    Ok(member.page(&req, "enforcement/publications", t(lang, "publications-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "publications-title")).under(t(lang, "publications-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    if scope.has(Role::Secretariat) {
        head = head.action(format!("{}/open-page", list_path(scope)), t(lang, "open-page-title"), false);
    }
    head
}

fn tabs(lang: Lang, query: &ListQuery, tab: Tab, counts: &[(Tab, i64)]) -> Tabs {
    let items = counts
        .iter()
        .map(|(of, n)| query.tab("tab", Some(of.as_str()).filter(|_| *of != Tab::All), t(lang, &of.key()).into_owned(), *n, *of == tab));
    Tabs { name: t(lang, "publications-tabs").into_owned(), items: items.collect() }
}

fn bar(query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let kept = query.kept(&["tab", "sort", "dir", "size"]);
    let open = all.iter().filter(|d| d.state == DepartmentState::Open || filter.department_id == Some(d.id));
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        departments: open.map(|d| Choice::new(d.id, &d.short_name, filter.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        let label = format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]);
        set.push(("q", label));
    }
    if let Some(id) = filter.department_id {
        let gone = || t(lang, "restriction-department-gone").into_owned();
        let name = all.iter().find(|d| d.id == id).map_or_else(gone, |d| d.short_name.clone());
        set.push(("department", name));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "publication-field-state", None),
        query.head(lang, None, "publication-field-title", None),
        query.head(lang, Some("age"), "publication-field-number", None),
        query.head(lang, None, "publication-field-department", Some("extra")),
        query.head(lang, None, "publication-field-published", None),
        query.head(lang, None, "publication-field-until", Some("date")),
    ]
}

fn row(scope: &Scope, line: &Line, all: &[Department]) -> Row {
    let lang = scope.lang();
    let department = all.iter().find(|d| d.id == line.department_id);
    Row {
        href: path(scope, &line.number),
        light: light(scope, &line.version),
        title: line.version.title.clone(),
        party: line.party.clone(),
        number: line.number.clone(),
        department: department.map(|d| DepartmentView { short: d.short_name.clone(), name: d.name.clone() }),
        published: line.version.published_on.map(|day| format_day(lang, day)).unwrap_or_default(),
        until: line.version.until_on.map(|day| format_day(lang, day)).unwrap_or_default(),
    }
}

fn empty(scope: &Scope, filter: &Filter, tab: Tab) -> Empty {
    let lang = scope.lang();
    if *filter != Filter::default() || tab != Tab::All {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "publications-none-here").into_owned(), text: None, action: Some(clear) };
    }
    Empty {
        title: t(lang, "publications-none").into_owned(),
        text: Some(t(lang, "publications-none-text").into_owned()),
        action: Some(Link::new(format!("{}/parties", scope.base()), t(lang, "nav-parties"))),
    }
}

/// Channels in words.
pub fn channels(lang: Lang, channels: &[Channel]) -> String {
    join(lang, &channels.iter().map(|c| t(lang, &c.key()).into_owned()).collect::<Vec<_>>())
}

/// `GET /w/{slug}/publications.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "publications", "publications-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("publication-field-state", 10.0),
    ("publication-field-title", 44.0),
    ("publication-field-party", 34.0),
    ("publication-field-number", 12.0),
    ("publication-field-department", 16.0),
    ("publication-field-ground", 18.0),
    ("publication-field-channel", 24.0),
    ("publication-field-published", 12.0),
    ("publication-field-until", 12.0),
    ("publication-field-writer", 14.0),
    ("publication-field-checked", 14.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let lang = scope.lang();
    let (filter, page) = asked(query);
    let found = queries::list(conn, scope, &filter, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    let cells = |line: &Line| {
        let department = all.iter().find(|d| d.id == line.department_id).map_or("", |d| d.short_name.as_str());
        vec![
            Cell::text(light(scope, &line.version).word.unwrap_or_default()),
            Cell::text(&line.version.title),
            Cell::text(&line.party),
            Cell::text(&line.number),
            Cell::text(department),
            Cell::text(t(lang, &line.version.ground.key())),
            Cell::text(channels(lang, &line.version.channels)),
            Cell::day(line.version.published_on),
            Cell::day(line.version.until_on),
            Cell::text(&line.version.writer),
            Cell::text(line.version.checked_by.clone().unwrap_or_default()),
        ]
    };
    sheet(scope, &t(scope.lang(), "publications-title"), &COLUMNS, found.iter().map(cells))
}
