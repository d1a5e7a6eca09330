//! `GET /w/{slug}/incidents`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, figures_line, light, list_path, path};
use crate::{
    enforcement::{
        KEEPERS,
        incident::{
            model::{Incident, IncidentState},
            queries::{self, Filter, Order, Page},
        },
    },
    platform::{
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, Site},
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department},
    },
};

pub(super) const SORTS: [&str; 2] = ["number", "day"];

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
    regions: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    number: String,
    title: String,
    light: LightView,
    day: String,
    region: String,
    product: String,
    figures: String,
}

/// What the address asks for.
pub(super) fn asked(query: &ListQuery) -> (Filter, Page) {
    let filter = Filter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        region_id: query.filter("region").and_then(|d| d.parse().ok()),
    };
    let order = if query.sort == Some("number") { Order::Number } else { Order::Day };
    // The newest come first, unless somebody asks for another order.
    let descending = query.sort.is_none() || query.dir == Dir::Desc;
    let tab = match query.filter("tab") {
        Some("all") => None,
        other => Some(other.and_then(IncidentState::parse).unwrap_or(IncidentState::Recorded)),
    };
    (filter, Page { tab, order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, all, query) = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, page.tab));
            let rows = queries::list(conn, scope, &filter, asked(&query).1)?;
            Ok((counts, rows, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (filter, page) = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, page.tab)),
        tabs: tabs(lang, &query, page.tab, &counts),
        bar: bar(&query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: rows.iter().map(|incident| row(scope, incident, &all)).collect(),
        empty: empty(scope, &filter, page.tab),
        pager: query.pager(lang, total(&counts, page.tab)),
    };
    Ok(member.page(&req, "enforcement/incident_list", t(lang, "incidents-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "incidents-title")).under(t(lang, "incidents-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    match scope.roles().has_any(&KEEPERS) {
        true => head.action(format!("{}/new", list_path(scope)), t(lang, "incidents-new"), true),
        false => head,
    }
}

fn tabs(lang: Lang, query: &ListQuery, tab: Option<IncidentState>, counts: &[(Option<IncidentState>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        let value = of.map_or(Some("all"), |s| (s != IncidentState::Recorded).then(|| s.as_str()));
        query.tab("tab", value, of.map_or_else(|| t(lang, "incidents-tab-all"), |s| t(lang, &s.key())), *n, *of == tab)
    });
    Tabs { name: t(lang, "incidents-tabs").into_owned(), items: items.collect() }
}

fn bar(query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let places = all.iter().filter(|d| d.kind == DepartmentKind::LocalGovernment);
    Bar {
        action: query.path().to_owned(),
        kept: query.kept(&["tab", "sort", "dir", "size"]),
        q: filter.typed.clone(),
        regions: places.map(|d| Choice::new(d.id, &d.short_name, filter.region_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        set.push(("q", format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())])));
    }
    if let Some(id) = filter.region_id {
        let gone = || t(lang, "samplings-department-gone").into_owned();
        set.push(("region", all.iter().find(|d| d.id == id).map_or_else(gone, |d| d.short_name.clone())));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, Some("number"), "incident-field-number", None),
        query.head(lang, None, "incident-field-title", None),
        query.head(lang, None, "incident-field-state", None),
        query.head(lang, Some("day"), "incident-field-happened-on", None),
        query.head(lang, None, "incident-field-region", None),
        query.head(lang, None, "incident-field-product", Some("extra wide")),
        query.head(lang, None, "incident-field-figures", Some("extra")),
    ]
}

fn row(scope: &Scope, incident: &Incident, all: &[Department]) -> Row {
    let lang = scope.lang();
    Row {
        href: path(scope, &incident.number),
        number: incident.number.clone(),
        title: incident.title.clone(),
        light: light(lang, incident.state),
        day: format_day(lang, incident.happened_on),
        region: all.iter().find(|d| d.id == incident.region_id).map(|d| d.short_name.clone()).unwrap_or_default(),
        product: incident.product.clone(),
        figures: figures_line(lang, incident.figures),
    }
}

fn empty(scope: &Scope, filter: &Filter, tab: Option<IncidentState>) -> Empty {
    let lang = scope.lang();
    if *filter != Filter::default() || tab != Some(IncidentState::Recorded) {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "incidents-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let keeps = scope.roles().has_any(&KEEPERS);
    Empty {
        title: t(lang, "incidents-none").into_owned(),
        text: Some(t(lang, "incidents-none-text").into_owned()),
        action: keeps.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "incidents-new"))),
    }
}
