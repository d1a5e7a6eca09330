//! `GET /w/{slug}/samplings`: the rounds, and the same as a workbook.

use std::fs::File;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, days, list_path, path, share};
use crate::{
    enforcement::{
        KEEPERS,
        sampling::{
            model::{Round, SampleLevel, Tally},
            queries::{self, Page, RoundFilter, RoundOrder},
        },
    },
    platform::{
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, t},
        table::book::Cell,
        view::parts::{Chips, Choice, DepartmentView, Empty, Head, Hidden, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

const SORTS: [&str; 2] = ["name", "day"];

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
    departments: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    days: String,
    level: String,
    department: Option<DepartmentView>,
    all: String,
    failed: Figure,
    refused: Figure,
    share: String,
    /// All of it in one line, for a phone.
    brief: String,
}

/// A count that leads into what it counts.
#[derive(Serialize)]
struct Figure {
    n: String,
    href: Option<String>,
}

/// What the address asks for.
fn asked(query: &ListQuery) -> (RoundFilter, Option<SampleLevel>, Page<RoundOrder>) {
    let filter = RoundFilter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        department_id: query.filter("department").and_then(|d| d.parse().ok()),
    };
    let order = if query.sort == Some("name") { RoundOrder::Name } else { RoundOrder::Day };
    // The newest come first, unless somebody asks for another order.
    let descending = query.sort.is_none() || query.dir == Dir::Desc;
    let level = query.filter("level").and_then(SampleLevel::parse);
    (filter, level, Page { order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rounds, all, query) = site
        .read(&member, move |conn, scope| {
            let (filter, level, _) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, level));
            let rounds = queries::rounds(conn, scope, &filter, level, asked(&query).2)?;
            Ok((counts, rounds, departments::all(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (filter, level, _) = asked(&query);
    let body = Body {
        head: list_head(scope, &query, total(&counts, level)),
        tabs: tabs(lang, &query, level, &counts),
        bar: bar(&query, &filter, &all),
        chips: chips(lang, &query, &filter, &all),
        heads: heads(lang, &query),
        rows: rounds.iter().map(|(round, tally)| row(scope, round, *tally, &all)).collect(),
        empty: empty(scope, &filter, level),
        pager: query.pager(lang, total(&counts, level)),
    };
    Ok(member.page(&req, "enforcement/sampling_list", t(lang, "samplings-title"), body)?)
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "samplings-title")).under(t(lang, "samplings-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    match scope.roles().has_any(&KEEPERS) {
        true => head.action(format!("{}/new", list_path(scope)), t(lang, "samplings-new"), true),
        false => head,
    }
}

fn tabs(lang: Lang, query: &ListQuery, level: Option<SampleLevel>, counts: &[(Option<SampleLevel>, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| {
        query.tab(
            "level",
            of.map(SampleLevel::as_str),
            of.map_or_else(|| t(lang, "samplings-tab-all").into_owned(), |l| t(lang, &l.key()).into_owned()),
            *n,
            *of == level,
        )
    });
    Tabs { name: t(lang, "samplings-tabs").into_owned(), items: items.collect() }
}

fn bar(query: &ListQuery, filter: &RoundFilter, all: &[Department]) -> Bar {
    use crate::tenancy::departments::DepartmentState::Open;
    let kept = query.kept(&["level", "sort", "dir", "size"]);
    let open = all.iter().filter(|d| d.state == Open);
    Bar {
        action: query.path().to_owned(),
        kept,
        q: filter.typed.clone(),
        departments: open.map(|d| Choice::new(d.id, &d.short_name, filter.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &RoundFilter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        let label = format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())]);
        set.push(("q", label));
    }
    if let Some(id) = filter.department_id {
        let gone = || t(lang, "samplings-department-gone").into_owned();
        let name = all.iter().find(|d| d.id == id).map_or_else(gone, |d| d.short_name.clone());
        set.push(("department", name));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, Some("name"), "sampling-field-name", None),
        query.head(lang, None, "sampling-field-level", Some("extra")),
        query.head(lang, None, "sampling-field-department", Some("extra")),
        query.head(lang, Some("day"), "sampling-field-days", Some("extra wide")),
        query.head(lang, None, "sampling-field-all", Some("amount extra")),
        query.head(lang, None, "sampling-result-failed", Some("amount extra")),
        query.head(lang, None, "sampling-result-refused", Some("amount extra")),
        query.head(lang, None, "sampling-field-share", Some("amount extra")),
    ]
}

fn row(scope: &Scope, round: &Round, tally: Tally, all: &[Department]) -> Row {
    let lang = scope.lang();
    let department = all.iter().find(|d| d.id == round.department_id);
    let figure =
        |n: i64, result: &str| Figure { n: n.to_string(), href: (n > 0).then(|| format!("{}?result={result}", path(scope, round.id))) };
    let level = t(lang, &round.level.key()).into_owned();
    let short = department.map(|d| d.short_name.clone()).unwrap_or_default();
    let args = [
        ("level", level.as_str().into()),
        ("department", short.into()),
        ("all", (tally.all() as f64).into()),
        ("failed", (tally.failed as f64).into()),
        ("refused", (tally.refused as f64).into()),
    ];
    Row {
        href: path(scope, round.id),
        name: round.name.clone(),
        days: days(lang, round),
        brief: format(lang, "samplings-brief", &args),
        level,
        department: department.map(|d| DepartmentView { short: d.short_name.clone(), name: d.name.clone() }),
        all: tally.all().to_string(),
        failed: figure(tally.failed, "failed"),
        refused: figure(tally.refused, "refused"),
        share: share(tally.passed_per_mille()),
    }
}

fn empty(scope: &Scope, filter: &RoundFilter, level: Option<SampleLevel>) -> Empty {
    let lang = scope.lang();
    if *filter != RoundFilter::default() || level.is_some() {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "samplings-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let keeps = scope.roles().has_any(&KEEPERS);
    Empty {
        title: t(lang, "samplings-none").into_owned(),
        text: Some(t(lang, "samplings-none-text").into_owned()),
        action: keeps.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "samplings-new"))),
    }
}

/// `GET /w/{slug}/samplings.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "samplings", "samplings-file")?)
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("sampling-field-name", 40.0),
    ("sampling-field-level", 10.0),
    ("sampling-field-department", 18.0),
    ("sampling-field-first", 14.0),
    ("sampling-field-last", 14.0),
    ("sampling-field-all", 10.0),
    ("sampling-result-passed", 10.0),
    ("sampling-result-failed", 10.0),
    ("sampling-result-refused", 10.0),
    ("sampling-field-share", 12.0),
];

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    let lang = scope.lang();
    let (filter, level, page) = asked(query);
    let found = queries::rounds(conn, scope, &filter, level, Page { limit: SHEET_ASKED, offset: 0, ..page })?;
    let all = departments::all(conn, scope)?;
    let figure = |n: i64| Cell::Figure(n as f64);
    let cells = |(round, tally): &(Round, Tally)| {
        let department = all.iter().find(|d| d.id == round.department_id);
        vec![
            Cell::text(&round.name),
            Cell::text(t(lang, &round.level.key())),
            Cell::text(department.map_or("", |d| d.short_name.as_str())),
            Cell::Day(round.first_on),
            Cell::Day(round.last_on),
            figure(tally.all()),
            figure(tally.passed),
            figure(tally.failed),
            figure(tally.refused),
            Cell::text(share(tally.passed_per_mille())),
        ]
    };
    sheet(scope, &t(scope.lang(), "samplings-title"), &COLUMNS, found.iter().map(cells))
}
