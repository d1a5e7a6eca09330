//! `GET /w/{slug}/meetings/items`: items of all meetings as far as one sees them, with tabs, filter and search; and the same as a
//! workbook.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{department, item_home, light, short_names},
};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        model::{Asked, Item},
        queries::search::{self, Filter, Items, Tab},
    },
    platform::{
        clock,
        http::{ListQuery, Pager, total},
        i18n::{Lang, format_day, t},
        table::book::Cell,
        view::parts::{Chips, Choice, DepartmentView, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::Scope,
};

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

/// The filter bar.
#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    departments: Vec<Choice>,
    asked: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    title: String,
    href: String,
    meeting: String,
    day: String,
    department: Option<DepartmentView>,
    asked: String,
    restricted: bool,
}

fn asked(list: &ListQuery) -> (Tab, Filter) {
    let tab = list.filter("tab").and_then(Tab::parse).unwrap_or(Tab::All);
    let filter = Filter {
        typed: list.filter("q").unwrap_or_default().chars().take(100).collect(),
        department_id: list.filter("dept").and_then(|d| d.parse().ok()),
        asked: list.filter("asked").and_then(Asked::parse),
    };
    (tab, filter)
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut list = ListQuery::of(&req, &[]);
    let (tab, filter) = asked(&list);
    let wanted = filter.clone();
    let (counts, items, open, list) = site
        .read(&member, move |conn, scope| {
            let counts = search::counts(conn, scope, &wanted)?;
            list.clamp(total(&counts, tab));
            let items = search::items(conn, scope, tab, &wanted, list.limit(), list.offset())?;
            Ok((counts, items, duties::queries::open_departments(conn, scope)?, list))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let mut head = Head::new(t(lang, "items-title")).crumb(format!("{}/meetings", scope.base()), t(lang, "meetings-title"));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: head.title.clone() });
    if !items.items.is_empty() {
        head = head.action(list.export_link(&format!("{}/meetings/items.xlsx", scope.base())), t(lang, "items-export"), false);
    }
    let body = Body {
        head,
        tabs: tabs(lang, &list, tab, &counts),
        chips: chips(lang, &list, &filter, &open),
        bar: bar(scope, &filter, tab, &open),
        heads: heads(lang, &list),
        rows: items.items.iter().map(|i| row(scope, &items, i)).collect(),
        empty: empty(scope, &filter),
        pager: list.pager(lang, total(&counts, tab)),
    };
    Ok(member.page(&req, "meetings/items", t(lang, "items-title"), body)?)
}

fn tabs(lang: Lang, list: &ListQuery, tab: Tab, counts: &[(Tab, i64)]) -> Tabs {
    let items =
        counts.iter().map(|(of, n)| list.tab("tab", Some(of.as_str()), t(lang, &format!("items-tab-{}", of.as_str())), *n, *of == tab));
    Tabs { name: t(lang, "items-tabs").into_owned(), items: items.collect() }
}

fn bar(scope: &Scope, filter: &Filter, tab: Tab, open: &[DepartmentName]) -> Bar {
    let lang = scope.lang();
    Bar {
        action: format!("{}/meetings/items", scope.base()),
        kept: vec![Hidden::new("tab", tab.as_str())],
        q: filter.typed.clone(),
        departments: open.iter().map(|d| Choice::new(d.id, &d.short_name, filter.department_id == Some(d.id))).collect(),
        asked: Asked::ALL.iter().map(|a| Choice::new(a.as_str(), t(lang, &a.key()), filter.asked == Some(*a))).collect(),
    }
}

fn chips(lang: Lang, list: &ListQuery, filter: &Filter, open: &[DepartmentName]) -> Chips {
    let mut set = Vec::new();
    let mut chip = |name, label: String| set.push((name, label));
    if !filter.typed.is_empty() {
        chip("q", filter.typed.clone());
    }
    if let Some(id) = filter.department_id {
        chip("dept", open.iter().find(|d| d.id == id).map_or_else(|| id.to_string(), |d| d.short_name.clone()));
    }
    if let Some(asked) = filter.asked {
        chip("asked", t(lang, &asked.key()).into_owned());
    }
    list.chips(set)
}

fn heads(lang: Lang, list: &ListQuery) -> Vec<SortHead> {
    let head = |key, class| list.head(lang, None, key, class);
    vec![
        head("items-head-state", None),
        head("item-field-title", None),
        head("item-fact-meeting", None),
        head("item-field-department", None),
        head("item-field-asked", Some("extra")),
    ]
}

fn row(scope: &Scope, items: &Items, item: &Item) -> Row {
    let lang = scope.lang();
    let meeting = items.meetings.get(&item.meeting_id);
    Row {
        light: light(lang, item),
        title: item.title.clone(),
        href: meeting.map(|m| item_home(scope, m, item)).unwrap_or_default(),
        meeting: meeting.map(|m| format!("{} {}", m.number, m.title)).unwrap_or_default(),
        day: meeting.map(|m| format_day(lang, m.day(scope))).unwrap_or_default(),
        department: department(&items.names, item.department_id),
        asked: t(lang, &item.asked.key()).into_owned(),
        restricted: item.restricted,
    }
}

fn empty(scope: &Scope, filter: &Filter) -> Empty {
    let lang = scope.lang();
    let base = scope.base();
    if *filter != Filter::default() {
        let action = Some(Link::new(format!("{base}/meetings/items"), t(lang, "part-chip-clear")));
        return Empty { title: t(lang, "items-empty-filter").into_owned(), text: None, action };
    }
    Empty {
        title: t(lang, "items-empty").into_owned(),
        text: Some(t(lang, "items-empty-text").into_owned()),
        action: Some(Link::new(format!("{base}/meetings"), t(lang, "meetings-title"))),
    }
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 12] = [
    ("items-head-state", 12.0),
    ("item-field-title", 40.0),
    ("items-head-number", 12.0),
    ("item-fact-meeting", 30.0),
    ("items-head-day", 12.0),
    ("item-field-department", 16.0),
    ("item-field-asked", 10.0),
    ("item-field-departments", 30.0),
    ("item-field-background", 60.0),
    ("item-field-proposed-decision", 50.0),
    ("item-fact-submitted", 18.0),
    ("item-fact-outcome", 12.0),
];

/// `GET …/items.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (tab, filter) = asked(&ListQuery::of(&req, &[]));
    let file = site
        .read(&member, move |conn, scope| {
            let items = search::items(conn, scope, tab, &filter, SHEET_ASKED, 0)?;
            sheet(scope, &t(scope.lang(), "items-title"), &COLUMNS, items.items.iter().map(|item| cells(scope, &items, item)))
        })
        .await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "agenda-items", "items-file")?)
}

fn cells(scope: &Scope, items: &Items, item: &Item) -> Vec<Cell> {
    let lang = scope.lang();
    let meeting = items.meetings.get(&item.meeting_id);
    let office = || t(lang, "meeting-by-office").into_owned();
    vec![
        Cell::text(t(lang, &item.state.key())),
        Cell::text(&item.title),
        Cell::text(meeting.map(|m| m.number.clone()).unwrap_or_default()),
        Cell::text(meeting.map(|m| m.title.clone()).unwrap_or_default()),
        Cell::day(meeting.map(|m| m.day(scope))),
        Cell::text(item.department_id.map_or_else(office, |id| short_names(lang, &items.names, &[id]))),
        Cell::text(t(lang, &item.asked.key())),
        Cell::text(short_names(lang, &items.names, &item.concerned)),
        Cell::text(&item.background),
        Cell::text(&item.proposed_decision),
        Cell::moment(item.submitted_at.map(|at| clock::local(at, scope.zone()))),
        Cell::text(item.outcome.map(|o| t(lang, &o.key()).into_owned()).unwrap_or_default()),
    ]
}
