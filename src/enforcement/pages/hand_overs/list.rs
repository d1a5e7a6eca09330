//! `GET /w/{slug}/hand-overs`: the register 移送登记; what waits for this person's departments comes first. And as a workbook.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, list_path, path, receiver, short};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        hand_over::{self, HandOver, Tab as Which},
        model::CaseBrief,
        queries::cases as queries,
    },
    platform::{
        clock,
        db::Conn,
        error::Result,
        http::{ListQuery, Pager, total},
        i18n::{Lang, format_day, t},
        table::book::Cell,
        view::parts::{DeadlineView, Empty, Head, LightView, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

#[derive(Serialize)]
struct Body {
    head: Head,
    tabs: Tabs,
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
    case_number: String,
    number: String,
    kind: String,
    from: String,
    to: String,
    deadline: DeadlineView,
    sent: String,
}

/// What rows are named by.
struct Names {
    cases: Vec<CaseBrief>,
    departments: Vec<Department>,
    calendar: std::sync::Arc<WorkCalendar>,
}

impl Names {
    fn of(conn: &mut Conn, scope: &Scope, rows: &[HandOver]) -> Result<Self> {
        let mut ids: Vec<i64> = rows.iter().map(|h| h.case_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let cases = if ids.is_empty() { Vec::new() } else { queries::by_ids(conn, scope, &ids)? };
        Ok(Self { cases, departments: departments::all(conn, scope)?, calendar: calendar::load(conn, scope)? })
    }

    fn case(&self, id: i64) -> (&str, &str) {
        self.cases.iter().find(|c| c.id == id).map_or(("", ""), |c| (c.title.as_str(), c.shown_number()))
    }
}

/// Without a choice what waits for one's own departments, or all that is open for who has none.
fn asked(scope: &Scope, query: &ListQuery) -> Which {
    let first = if scope.acts_for().next().is_some() { Which::Mine } else { Which::Open };
    query.filter("tab").and_then(Which::parse).unwrap_or(first)
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &[]);
    let (counts, rows, names, query) = site
        .read(&member, move |conn, scope| {
            let counts = hand_over::counts(conn, scope)?;
            let tab = asked(scope, &query);
            query.clamp(total(&counts, tab));
            let rows = hand_over::list(conn, scope, tab, query.limit(), query.offset())?;
            let names = Names::of(conn, scope, &rows)?;
            Ok((counts, rows, names, query))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let tab = asked(scope, &query);
    let total = total(&counts, tab);
    let mut head = Head::new(t(lang, "hand-overs-title")).under(t(lang, "hand-overs-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    let body = Body {
        head,
        tabs: tabs(lang, &query, tab, &counts),
        heads: heads(lang, &query),
        rows: rows.iter().map(|h| row(scope, h, &names)).collect(),
        empty: Empty {
            title: t(lang, &format!("hand-overs-none-{}", tab.as_str())).into_owned(),
            text: Some(t(lang, "hand-overs-none-text").into_owned()),
            action: None,
        },
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "enforcement/hand_over_list", t(lang, "hand-overs-title"), body)?)
}

fn tabs(lang: Lang, query: &ListQuery, tab: Which, counts: &[(Which, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| query.tab("tab", Some(of.as_str()), t(lang, &of.key()).into_owned(), *n, *of == tab));
    Tabs { name: t(lang, "hand-overs-tabs").into_owned(), items: items.collect() }
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "cases-light", None),
        query.head(lang, None, "hand-over-field-case", None),
        query.head(lang, None, "hand-over-field-number", None),
        query.head(lang, None, "hand-over-field-kind", Some("extra")),
        query.head(lang, None, "hand-over-field-from", None),
        query.head(lang, None, "hand-over-field-to", None),
        query.head(lang, None, "hand-over-field-due", None),
        query.head(lang, None, "hand-over-field-sent", Some("extra")),
    ]
}

fn row(scope: &Scope, h: &HandOver, names: &Names) -> Row {
    let lang = scope.lang();
    let (title, case_number) = names.case(h.case_id);
    Row {
        light: light(scope, h, &names.calendar),
        href: path(scope, h),
        title: title.to_owned(),
        case_number: case_number.to_owned(),
        number: h.number.clone(),
        kind: t(lang, &h.kind.key()).into_owned(),
        from: short(&names.departments, h.from_id),
        to: receiver(h, &names.departments),
        deadline: crate::enforcement::pages::cases::words::deadline(scope, &names.calendar, h.due_on()),
        sent: format_day(lang, clock::local(h.sent_at, scope.zone()).date()),
    }
}

/// Head key, width in characters.
const COLUMNS: [(&str, f64); 10] = [
    ("cases-light", 18.0),
    ("hand-over-field-case", 40.0),
    ("case-field-number", 22.0),
    ("hand-over-field-number", 14.0),
    ("hand-over-field-kind", 16.0),
    ("hand-over-field-from", 18.0),
    ("hand-over-field-to", 24.0),
    ("hand-over-field-due", 14.0),
    ("hand-over-field-sent", 14.0),
    ("hand-over-field-reason", 50.0),
];

pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let file = site
        .read(&member, move |conn, scope| {
            let found = hand_over::list(conn, scope, asked(scope, &query), SHEET_ASKED, 0)?;
            let names = Names::of(conn, scope, &found)?;
            sheet(scope, &t(scope.lang(), "hand-overs-title"), &COLUMNS, found.iter().map(|h| cells(scope, h, &names)))
        })
        .await?;
    let scope = &member.scope;
    Ok(saved(scope, file, "hand-overs", "hand-overs-file")?)
}

fn cells(scope: &Scope, h: &HandOver, names: &Names) -> Vec<Cell> {
    let lang = scope.lang();
    let (title, case_number) = names.case(h.case_id);
    vec![
        Cell::text(light(scope, h, &names.calendar).word.unwrap_or_default()),
        Cell::text(title),
        Cell::text(case_number),
        Cell::text(&h.number),
        Cell::text(t(lang, &h.kind.key())),
        Cell::text(short(&names.departments, h.from_id)),
        Cell::text(receiver(h, &names.departments)),
        h.due_on().map_or_else(|| Cell::text(""), Cell::Day),
        Cell::Day(clock::local(h.sent_at, scope.zone()).date()),
        Cell::text(&h.reason),
    ]
}
