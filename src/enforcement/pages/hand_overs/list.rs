//! `GET /w/{slug}/hand-overs`: the register 移送登记; what waits for this person's departments comes first.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light, list_path, path, receiver, short};
use crate::{
    calendar::{self, WorkCalendar},
    enforcement::{
        hand_over::{self, Filter, HandOver, HandOverKind, Order, Page, Tab as Which},
        model::CaseBrief,
        queries::cases as queries,
    },
    platform::{
        clock,
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager, total},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Choice, DeadlineView, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
};

pub(super) const SORTS: [&str; 2] = ["due", "sent"];

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
pub(super) struct Names {
    cases: Vec<CaseBrief>,
    pub departments: Vec<Department>,
    pub calendar: std::sync::Arc<WorkCalendar>,
}

impl Names {
    pub fn of(conn: &mut Conn, scope: &Scope, rows: &[HandOver]) -> Result<Self> {
        let mut ids: Vec<i64> = rows.iter().map(|h| h.case_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let cases = if ids.is_empty() { Vec::new() } else { queries::by_ids(conn, scope, &ids)? };
        Ok(Self { cases, departments: departments::all(conn, scope)?, calendar: calendar::load(conn, scope)? })
    }

    pub fn case(&self, id: i64) -> (&str, &str) {
        self.cases.iter().find(|c| c.id == id).map_or(("", ""), |c| (c.title.as_str(), c.shown_number()))
    }
}

/// What the address asks for: without a choice what waits for one's own departments, or all that is open for who has none. What waits
/// stands by its deadline, all of them by age, the newest first, unless somebody asks for another order.
pub(super) fn asked(scope: &Scope, query: &ListQuery) -> (Filter, Page) {
    let filter = Filter {
        typed: query.filter("q").unwrap_or_default().chars().take(100).collect(),
        kind: query.filter("kind").and_then(HandOverKind::parse),
        department_id: query.filter("department").and_then(|d| d.parse().ok()),
    };
    let first = if scope.acts_for().next().is_some() { Which::Mine } else { Which::Open };
    let tab = query.filter("tab").and_then(Which::parse).unwrap_or(first);
    let (order, descending) = match (query.sort, tab) {
        (Some("sent"), _) => (Order::Sent, query.dir == Dir::Desc),
        (Some(_), _) => (Order::Due, query.dir == Dir::Desc),
        (None, Which::All) => (Order::Sent, true),
        (None, _) => (Order::Due, false),
    };
    (filter, Page { tab, order, descending, limit: query.limit(), offset: query.offset() })
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, names, query) = site
        .read(&member, move |conn, scope| {
            let (filter, page) = asked(scope, &query);
            let counts = hand_over::counts(conn, scope, &filter)?;
            query.clamp(total(&counts, page.tab));
            let rows = hand_over::list(conn, scope, &filter, asked(scope, &query).1)?;
            let names = Names::of(conn, scope, &rows)?;
            Ok((counts, rows, names, query))
        })
        .await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let (filter, page) = asked(scope, &query);
    let total = total(&counts, page.tab);
    let mut head = Head::new(t(lang, "hand-overs-title")).under(t(lang, "hand-overs-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    let body = Body {
        head,
        tabs: tabs(lang, &query, page.tab, &counts),
        bar: bar(lang, &query, &filter, &names.departments),
        chips: chips(lang, &query, &filter, &names.departments),
        heads: heads(lang, &query),
        rows: rows.iter().map(|h| row(scope, h, &names)).collect(),
        empty: empty(scope, &filter, page.tab),
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "enforcement/hand_over_list", t(lang, "hand-overs-title"), body)?)
}

fn empty(scope: &Scope, filter: &Filter, tab: Which) -> Empty {
    let lang = scope.lang();
    if *filter != Filter::default() {
        let clear = Link::new(format!("{}?tab={}", list_path(scope), tab.as_str()), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "hand-overs-none-here").into_owned(), text: None, action: Some(clear) };
    }
    Empty {
        title: t(lang, &format!("hand-overs-none-{}", tab.as_str())).into_owned(),
        text: Some(t(lang, "hand-overs-none-text").into_owned()),
        action: None,
    }
}

fn tabs(lang: Lang, query: &ListQuery, tab: Which, counts: &[(Which, i64)]) -> Tabs {
    let items = counts.iter().map(|(of, n)| query.tab("tab", Some(of.as_str()), t(lang, &of.key()).into_owned(), *n, *of == tab));
    Tabs { name: t(lang, "hand-overs-tabs").into_owned(), items: items.collect() }
}

fn bar(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Bar {
    let open = all.iter().filter(|d| d.state == DepartmentState::Open || filter.department_id == Some(d.id));
    Bar {
        action: query.path().to_owned(),
        kept: query.kept(&["tab", "sort", "dir", "size"]),
        q: filter.typed.clone(),
        kinds: HandOverKind::ALL.iter().map(|k| Choice::new(k.as_str(), t(lang, &k.key()), filter.kind == Some(*k))).collect(),
        departments: open.map(|d| Choice::new(d.id, &d.short_name, filter.department_id == Some(d.id))).collect(),
    }
}

fn chips(lang: Lang, query: &ListQuery, filter: &Filter, all: &[Department]) -> Chips {
    let mut set = Vec::new();
    if !filter.typed.is_empty() {
        set.push(("q", format(lang, "parties-chip-words", &[("words", filter.typed.as_str().into())])));
    }
    if let Some(kind) = filter.kind {
        set.push(("kind", t(lang, &kind.key()).into_owned()));
    }
    if let Some(id) = filter.department_id {
        let gone = || t(lang, "samplings-department-gone").into_owned();
        set.push(("department", all.iter().find(|d| d.id == id).map_or_else(gone, |d| d.short_name.clone())));
    }
    query.chips(set)
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    vec![
        query.head(lang, None, "cases-light", None),
        query.head(lang, None, "hand-over-field-case", None),
        query.head(lang, None, "hand-over-field-number", None),
        query.head(lang, None, "hand-over-field-kind", Some("extra")),
        query.head(lang, None, "hand-over-field-from", None),
        query.head(lang, None, "hand-over-field-to", None),
        query.head(lang, Some("due"), "hand-over-field-due", None),
        query.head(lang, Some("sent"), "hand-over-field-sent", Some("extra")),
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
