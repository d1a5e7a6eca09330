//! `GET /w/{slug}/cases`: what is due first stands on top.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    list_bar::{Bar, bar, chips, heads, tabs},
    list_path, path, words,
};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        KEEPERS,
        campaign::Counted,
        model::{CaseBrief, CaseKind, CaseState, NextWhat, Party},
        queries::cases::{self as queries, CaseFilter, CaseOrder, CasePage},
    },
    platform::{
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager},
        i18n::{format, format_day, t},
        view::parts::{Chips, DeadlineView, DepartmentView, Empty, Head, LightView, Link, SortHead, Tabs},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
};

/// What the filter by place says for those without one.
pub(super) const NO_REGION: &str = "none";

pub(super) const SORTS: [&str; 3] = ["due", "age", "found"];

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
struct Row {
    light: LightView,
    href: String,
    title: String,
    /// Party and product.
    under: String,
    number: String,
    kind: String,
    holder: Option<DepartmentView>,
    region: Option<DepartmentView>,
    next: Option<String>,
    deadline: DeadlineView,
    state: String,
    found: String,
}

/// What rows are named by.
pub(super) struct Names {
    pub kinds: Vec<CaseKind>,
    pub parties: Vec<Party>,
    pub departments: Vec<Department>,
}

impl Names {
    pub fn of(conn: &mut Conn, scope: &Scope, rows: &[CaseBrief]) -> Result<Self> {
        let mut ids: Vec<i64> = rows.iter().map(|c| c.party_id).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self {
            kinds: queries::kinds(conn, scope)?,
            parties: crate::enforcement::queries::by_ids(conn, scope, &ids)?,
            departments: departments::all(conn, scope)?,
        })
    }

    pub fn kind(&self, id: i64) -> &str {
        self.kinds.iter().find(|k| k.id == id).map_or("", |k| k.name.as_str())
    }

    pub fn party(&self, id: i64) -> Option<&Party> {
        self.parties.iter().find(|p| p.id == id)
    }

    pub fn department(&self, id: i64) -> Option<&Department> {
        self.departments.iter().find(|d| d.id == id)
    }
}

/// What the address asks for.
pub(super) fn asked(query: &ListQuery) -> (CaseFilter, CasePage) {
    let id = |name: &str| query.filter(name).and_then(|r| r.parse().ok());
    let filter = CaseFilter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        kind_id: id("kind"),
        holder_id: id("holder"),
        region_id: id("region"),
        no_region: query.filter("region") == Some(NO_REGION),
        next: query.filter("next").and_then(NextWhat::parse),
        overdue: query.filter("overdue").is_some(),
        campaign: query.filter("campaign").map(|n| n.chars().take(40).collect()),
        counted: query.filter("campaign").and_then(|_| Counted::parse(query.filter("counted")?)),
    };
    let tab = query.filter("state").and_then(CaseState::parse);
    let (order, descending) = match query.sort {
        // The newest come first, unless somebody asks for the other way round.
        Some("age") => (CaseOrder::Age, query.dir == Dir::Asc),
        Some("found") => (CaseOrder::Found, query.dir == Dir::Desc),
        Some(_) => (CaseOrder::Due, query.dir == Dir::Desc),
        // Of those that are closed nothing is due.
        None if tab == Some(CaseState::Closed) => (CaseOrder::Age, false),
        None => (CaseOrder::Due, false),
    };
    (filter, CasePage { tab, order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, names, calendar, query) = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(&query);
            let counts = queries::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, page.tab));
            let rows = queries::list(conn, scope, &filter, asked(&query).1)?;
            let names = Names::of(conn, scope, &rows)?;
            Ok((counts, rows, names, calendar::load(conn, scope)?, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let (filter, page) = asked(&query);
    let total = total(&counts, page.tab);
    let body = Body {
        head: list_head(scope, &query, total),
        tabs: tabs(lang, &query, &filter, page.tab, &counts),
        bar: bar(lang, &query, &filter, &names),
        chips: chips(lang, &query, &filter, &names),
        heads: heads(lang, &query),
        rows: rows.iter().map(|c| row(scope, &calendar, c, &names)).collect(),
        empty: empty(scope, &filter, &names, page.tab),
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "enforcement/case_list", t(lang, "cases-title"), body)?)
}

fn total(counts: &[(Option<CaseState>, i64)], tab: Option<CaseState>) -> u64 {
    counts.iter().find(|(of, _)| *of == tab).map_or(0, |(_, n)| n.unsigned_abs())
}

fn list_head(scope: &Scope, query: &ListQuery, total: u64) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(t(lang, "cases-title")).under(t(lang, "cases-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    head = head.action(format!("{}/board", list_path(scope)), t(lang, "case-board-title"), false);
    head = head.action(format!("{}/kinds", list_path(scope)), t(lang, "case-kinds-title"), false);
    if !scope.roles().has_any(&KEEPERS) {
        return head;
    }
    head.action(format!("{}/new", list_path(scope)), t(lang, "cases-new"), true)
}

pub(super) fn department_view(d: &Department) -> DepartmentView {
    DepartmentView { short: d.short_name.clone(), name: d.name.clone() }
}

fn row(scope: &Scope, calendar: &WorkCalendar, case: &CaseBrief, names: &Names) -> Row {
    let lang = scope.lang();
    let product = match case.is_main_product {
        true => format(lang, "case-main-product", &[("product", case.product.as_str().into())]),
        false => case.product.clone(),
    };
    let party = names.party(case.party_id).map(|p| p.name.clone()).unwrap_or_default();
    Row {
        light: words::case_light_view(scope, calendar, case.state, (case.next_due_on, case.next_what), false),
        href: path(scope, &case.number),
        title: case.title.clone(),
        under: [party, product].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
        number: case.shown_number().to_owned(),
        kind: names.kind(case.kind_id).to_owned(),
        holder: names.department(case.holder_id).map(department_view),
        region: case.region_id.and_then(|id| names.department(id)).map(department_view),
        next: case.next_what.map(|what| t(lang, &what.key()).into_owned()),
        deadline: words::deadline(scope, calendar, case.next_due_on),
        state: match case.outcome {
            Some(outcome) => t(lang, &outcome.key()).into_owned(),
            None => t(lang, &case.state.key()).into_owned(),
        },
        found: format_day(lang, case.found_on),
    }
}

fn empty(scope: &Scope, filter: &CaseFilter, names: &Names, tab: Option<CaseState>) -> Empty {
    let lang = scope.lang();
    if *filter != CaseFilter::default() || tab.is_some() {
        let clear = Link::new(list_path(scope), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "cases-none-here").into_owned(), text: None, action: Some(clear) };
    }
    let (keeps, office) = (scope.roles().has_any(&KEEPERS), scope.has(Role::Secretariat));
    let action = match names.kinds.is_empty() {
        true => office.then(|| Link::new(format!("{}/kinds", list_path(scope)), t(lang, "case-kinds-title"))),
        false => keeps.then(|| Link::new(format!("{}/new", list_path(scope)), t(lang, "cases-new"))),
    };
    Empty { title: t(lang, "cases-none").into_owned(), text: Some(t(lang, "cases-none-text").into_owned()), action }
}
