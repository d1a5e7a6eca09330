//! `GET /w/{slug}/parties` and the same as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, list_path, path};
use crate::{
    enforcement::{
        KEEPERS,
        model::{Party, PartyKind, Post},
        queries::{self, Filter, Order, Page},
    },
    platform::{
        clock,
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, join, t},
        table::book::Cell,
        view::parts::{Chips, Choice, DepartmentView, Empty, Head, Hidden, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

const SORTS: [&str; 2] = ["name", "age"];

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
    name: String,
    /// Former names, or products where there are none.
    under: Option<String>,
    code: String,
    kind: String,
    region: Option<DepartmentView>,
    people: String,
    when: String,
}

/// What the address asks for.
fn asked(query: &ListQuery) -> (Filter, Page) {
    let filter = Filter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        region_id: query.filter("region").and_then(|r| r.parse().ok()),
    };
    let order = if query.sort == Some("name") { Order::Name } else { Order::Age };
    let kind = query.filter("kind").and_then(PartyKind::parse);
    // By age the newest come first, unless somebody asks for the other way round.
    let descending = match query.sort {
        Some("name") => query.dir == Dir::Desc,
        Some(_) => query.dir == Dir::Asc,
        None => false,
    };
    (filter, Page { kind, order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, all, query) = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, page.kind));
            let rows = queries::list(conn, scope, &filter, asked(&query).1)?;
            Ok((counts, rows, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let (filter, page) = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, page.kind)),
        tabs: tabs(lang, &query, page.kind, &counts),
        bar: bar(&query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: rows.iter().map(|p| row(scope, p, &all)).collect(),
        empty: empty(scope, &filter, page.kind),
        pager: query.pager(lang, total(&counts, page.kind)),
    };
    Ok(member.page(&req, "enforcement/list", t(lang, "parties-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "parties-title")).under(t(lang, "parties-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    if !scope.roles().has_any(&KEEPERS) {
        return head;
    }
    head.action(format!("{}/import", list_path(scope)), t(lang, "parties-import"), false).action(
        format!("{}/new", list_path(scope)),
        t(lang, "parties-new"),
        true,
    )
}

fn tabs(lang: Lang, query: &ListQuery, kind: Option<PartyKind>, counts: &[(Option<PartyKind>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab(
            "kind",
            of.map(PartyKind::as_str),
            of.map_or_else(|| t(lang, "parties-tab-all").into_owned(), |k| t(lang, &k.key()).into_owned()),
            *n,
            *of == kind,
        )
    });
    Tabs { name: t(lang, "parties-tabs").into_owned(), items: items.collect() }
}

fn bar(query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let kept = query.kept(&["kind", "sort", "dir", "size"]);
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        regions: regions(all).map(|d| Choice::new(d.id, &d.short_name, filter.region_id == Some(d.id))).collect(),
    }
}

fn regions(all: &[Department]) -> impl Iterator<Item = &Department> {
    use crate::tenancy::{DepartmentKind::LocalGovernment, departments::DepartmentState::Open};
    all.iter().filter(|d| d.kind == LocalGovernment && d.state == Open)
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        let label = format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]);
        set.push(("q", label));
    }
    if let Some(id) = filter.region_id {
        let name = all.iter().find(|d| d.id == id).map_or_else(|| t(lang, "parties-region-gone").into_owned(), |d| d.short_name.clone());
        set.push(("region", name));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, Some("name"), "party-field-name", None),
        query.head(lang, None, "party-field-code", None),
        query.head(lang, None, "party-field-kind", None),
        query.head(lang, None, "party-field-region", None),
        query.head(lang, None, "party-post-legal-representative", Some("extra")),
        query.head(lang, Some("age"), "party-field-registered", Some("extra wide")),
    ]
}

fn row(scope: &Scope, party: &Party, all: &[Department]) -> Row {
    let lang = scope.lang();
    let former: Vec<String> = party.former_names.iter().map(|f| f.name.clone()).collect();
    let under = match former.is_empty() {
        false => Some(format(lang, "parties-formerly", &[("names", join(lang, &former).into())])),
        true => Some(party.products.clone()).filter(|p| !p.is_empty()),
    };
    let region = party.region_id.and_then(|id| all.iter().find(|d| d.id == id));
    Row {
        href: path(scope, party.id),
        name: party.name.clone(),
        under,
        code: party.shown_code(),
        kind: t(lang, &party.kind.key()).into_owned(),
        region: region.map(|d| DepartmentView { short: d.short_name.clone(), name: d.name.clone() }),
        people: join(lang, &party.people_of(Post::LegalRepresentative)),
        when: format_day(lang, clock::local(party.created_at, scope.zone()).date()),
    }
}

fn empty(scope: &Scope, filter: &Filter, kind: Option<PartyKind>) -> Empty {
    let lang = scope.lang();
    let keeps = scope.roles().has_any(&KEEPERS);
    if *filter != Filter::default() || kind.is_some() {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "parties-none-here").into_owned(), text: None, action: Some(clear) };
    }
    Empty {
        title: t(lang, "parties-none").into_owned(),
        text: Some(t(lang, "parties-none-text").into_owned()),
        action: keeps.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "parties-new"))),
    }
}

/// `GET /w/{slug}/parties.xlsx`: what the list shows, all its pages; personal data masked as there.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "parties", "parties-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 13] = [
    ("party-field-name", 34.0),
    ("party-field-kind", 12.0),
    ("party-field-credit-code", 22.0),
    ("party-field-registration-number", 18.0),
    ("party-field-id-number", 22.0),
    ("party-field-region", 16.0),
    ("party-field-address", 36.0),
    ("party-field-products", 30.0),
    ("party-post-legal-representative", 16.0),
    ("party-post-in-charge", 16.0),
    ("party-post-directly-responsible", 16.0),
    ("party-field-former-names", 34.0),
    ("party-field-registered", 18.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let (filter, page) = asked(query);
    let found = queries::list(conn, scope, &filter, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    sheet(scope, &t(scope.lang(), "parties-title"), &COLUMNS, found.iter().map(|p| cells(scope, p, &all)))
}

fn cells(scope: &Scope, party: &Party, all: &[Department]) -> Vec<Cell> {
    let lang = scope.lang();
    let text = |text: Option<&str>| Cell::text(text.unwrap_or_default());
    let region = party.region_id.and_then(|id| all.iter().find(|d| d.id == id));
    let former: Vec<String> = party.former_names.iter().map(|f| f.name.clone()).collect();
    let people = |post| Cell::text(join(lang, &party.people_of(post)));
    vec![
        Cell::text(&party.name),
        Cell::text(t(lang, &party.kind.key())),
        text(party.credit_code.as_ref().map(|c| c.as_str())),
        text(party.registration_number.as_ref().map(|n| n.as_str())),
        Cell::text(party.id_number.as_ref().map(|n| n.masked()).unwrap_or_default()),
        text(region.map(|d| d.short_name.as_str())),
        Cell::text(party.open_address()),
        Cell::text(&party.products),
        people(Post::LegalRepresentative),
        people(Post::InCharge),
        people(Post::DirectlyResponsible),
        Cell::text(join(lang, &former)),
        Cell::Moment(clock::local(party.created_at, scope.zone())),
    ]
}
