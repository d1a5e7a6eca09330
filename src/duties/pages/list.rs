//! The duty list: `GET /w/{slug}/duties`.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use serde::Serialize;

use super::{
    list_filter::{AskedFor, Bar, chips},
    list_words::{Left, Words, light_word, stage},
};
use crate::{
    calendar::WorkCalendar,
    duties::{
        model::require_sight,
        queries::{self, Asked, Count, Department, Marks, OFFSET_CAP, Order, Row, Tab},
    },
    platform::{
        error::Result,
        http::{Dir, Fault, ListQuery, Pager},
        i18n::{Lang, format, format_day, t},
        view::parts::{Chips, Empty, Head, Link, SortHead, Tab as TabView, Tabs},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

const SORTS: [&str; 3] = ["due", "number", "reported"];

/// A row as the template shows it; few and ready-made texts, since it is rendered up to a hundred times a page.
#[derive(Debug, Serialize)]
struct RowView {
    tone: &'static str,
    word: String,
    number: String,
    title: String,
    origin: String,
    lead: Option<String>,
    lead_name: Option<String>,
    support: Option<String>,
    iso: Option<NaiveDate>,
    date: String,
    left: Option<String>,
    late: bool,
    stage: String,
    reported: Option<String>,
}

/// The line under a list whose end is not counted.
#[derive(Debug, Serialize)]
struct OpenPager {
    text: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Serialize)]
struct View {
    head: Head,
    base: String,
    tabs: Tabs,
    bar: Bar,
    chips: Chips,
    caption: String,
    /// On paper only: whose list, which part of it, of which day.
    printed: String,
    heads: Vec<SortHead>,
    rows: Vec<RowView>,
    pager: Option<Pager>,
    open: Option<OpenPager>,
    empty: Option<Empty>,
}

/// What the page reads, in one transaction.
struct Loaded {
    asked: AskedFor,
    bar: Bar,
    counts: Vec<(Tab, Count)>,
    rows: Vec<RowView>,
    more: bool,
    list: ListQuery,
}

/// `GET /w/{slug}/duties`
pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let list = ListQuery::of(&req, &SORTS);
    // Words may have to be looked for in many rows; all else is the range of an index.
    let searched = list.filter("q").is_some();
    let work = move |conn: &mut _, scope: &_| load(conn, scope, list);
    let loaded = if searched { site.read(&member, work).await? } else { site.glance(&member, work).await? };
    let lang = member.lang();
    let view = view(&member.scope, loaded);
    Ok(member.page(&req, "duties/list", t(lang, "duties-title"), view)?)
}

/// The order an address asks for.
pub fn order(list: &ListQuery) -> (Order, bool) {
    let order = match list.sort {
        Some("number") => Order::Number,
        Some("reported") => Order::Reported,
        _ => Order::Due,
    };
    (order, list.dir == Dir::Desc)
}

fn load(conn: &mut crate::platform::db::Conn, scope: &Scope, mut list: ListQuery) -> Result<Loaded> {
    require_sight(scope)?;
    let departments = queries::departments(conn, scope)?;
    let documents = queries::documents(conn, scope)?;
    let calendar = queries::calendar(conn, scope)?;
    let asked = AskedFor::read(&list, scope, &departments);
    let marks = Marks::of(scope, &calendar);
    let counts = queries::counts(conn, scope, marks, &asked.filter, tabs_of(scope))?;
    let total = of(&counts, asked.tab);
    list.clamp(if is_open(total) { OFFSET_CAP } else { total.n }.unsigned_abs());
    let (order, descending) = order(&list);
    let page = Asked { tab: asked.tab, filter: asked.filter.clone(), order, descending, offset: list.offset(), limit: list.limit() };
    let (rows, more) = queries::rows(conn, scope, marks, &page)?;
    // Of others' duties a liaison sees the outline, which has no reports.
    let own: HashSet<i64> = if scope.reads_all() {
        HashSet::new()
    } else {
        let ids: Vec<i64> = rows.iter().map(|r| r.id).collect();
        let departments: Vec<i64> = scope.acts_for().chain(scope.leads()).collect();
        queries::charging(conn, scope, &departments, &ids)?
    };
    let rows = row_views(scope, &calendar, &departments, &rows, &own)?;
    let bar = Bar::new(&list, &asked, scope, &departments, &documents);
    Ok(Loaded { asked, bar, counts, rows, more, list })
}

/// The tabs a member has.
fn tabs_of(scope: &Scope) -> &'static [Tab] {
    if scope.reads_all() { &Tab::ALL } else { &Tab::ALL[..Tab::ALL.len() - 1] }
}

fn row_views(scope: &Scope, calendar: &WorkCalendar, departments: &[Department], rows: &[Row], own: &HashSet<i64>) -> Result<Vec<RowView>> {
    let lang = scope.lang();
    let mut words = Words::new(scope);
    rows.iter()
        .map(|row| {
            let full = scope.reads_all() || own.contains(&row.id);
            let lead = row.lead_id.and_then(|id| departments.iter().find(|d| d.id == id));
            let (light, reason) = row.light(scope, calendar)?;
            let left = Left::of(row, scope, calendar)?;
            Ok(RowView {
                tone: light.as_str(),
                word: light_word(lang, row.state()?, light, reason).into_owned(),
                number: row.number.clone(),
                title: row.title.clone(),
                origin: row.origin_label.clone(),
                lead: lead.map(|d| d.short_name.clone()),
                lead_name: lead.map(|d| d.name.clone()),
                support: (row.support_count > 0).then(|| words.support(row.support_count)),
                iso: row.due_on(),
                date: row.due_on().map(|d| words.day(d)).unwrap_or_default(),
                left: left.map(|l| words.left(l)),
                late: left.is_some_and(Left::is_late),
                stage: stage(lang, row)?.into_owned(),
                reported: row.reported_at.filter(|_| full).map(|at| words.ago(at)),
            })
        })
        .collect()
}

/// “143”, or “500+” where counting stopped.
fn said(count: Count) -> String {
    if count.cut { format!("{}+", count.n) } else { count.n.to_string() }
}

fn of(counts: &[(Tab, Count)], tab: Tab) -> Count {
    counts.iter().find(|(other, _)| *other == tab).map_or(Count::default(), |(_, count)| *count)
}

/// Whether the list's last page cannot be gone to: its end is not counted, or too far away.
fn is_open(total: Count) -> bool {
    total.cut || total.n > OFFSET_CAP
}

fn view(scope: &Scope, loaded: Loaded) -> View {
    let Loaded { asked, bar, counts, rows, more, list } = loaded;
    let (lang, base) = (scope.lang(), scope.base());
    let total = of(&counts, asked.tab);
    let mut head = Head::new(t(lang, "duties-title"));
    head.under = under(lang, &counts);
    if !rows.is_empty() {
        let query = list.link_with(&[]);
        let query = query.split_once('?').map_or(String::new(), |(_, q)| format!("?{q}"));
        head = head.action(format!("{base}/duties.xlsx{query}"), t(lang, "duties-export"), false);
    }
    if scope.has(Role::Secretariat) {
        head = head.action(format!("{base}/duties/new"), t(lang, "duties-new"), true);
    }
    let empty = rows.is_empty().then(|| empty(scope, &asked, &list));
    View {
        chips: chips(&list, &asked, &bar, lang),
        tabs: tabs(lang, &list, &asked, &counts),
        heads: heads(lang, &list),
        caption: t(lang, "duties-caption").into_owned(),
        printed: printed(scope, asked.tab, total),
        pager: (!is_open(total)).then(|| list.pager(lang, total.n.unsigned_abs())),
        open: is_open(total).then(|| open_pager(lang, &list, rows.len(), more, total)),
        head,
        base,
        bar,
        rows,
        empty,
    }
}

/// “质量工作联席会议 · 在办 26 项 · 2026-11-25（周三）”
fn printed(scope: &Scope, tab: Tab, total: Count) -> String {
    let lang = scope.lang();
    let args = [
        ("workspace", scope.workspace_name().into()),
        ("tab", t(lang, &format!("duties-tab-{}", tab.as_str())).into()),
        ("n", said(total).into()),
        ("day", format_day(lang, scope.today()).into()),
    ];
    format(lang, "duties-printed", &args)
}

/// “共 143 项，2 项逾期”
fn under(lang: Lang, counts: &[(Tab, Count)]) -> Option<String> {
    let (all, overdue) = (of(counts, Tab::All), of(counts, Tab::Overdue));
    let key = if overdue.n > 0 { "duties-under-overdue" } else { "duties-under" };
    (all.n > 0).then(|| format(lang, key, &[("all", said(all).into()), ("overdue", said(overdue).into())]))
}

fn tabs(lang: Lang, list: &ListQuery, asked: &AskedFor, counts: &[(Tab, Count)]) -> Tabs {
    // Rare states have a tab only while there is something in it.
    let shown = |(tab, count): &&(Tab, Count)| count.n > 0 || *tab == asked.tab || !matches!(tab, Tab::Refused | Tab::Draft);
    let items = counts.iter().filter(shown).map(|(tab, count)| TabView {
        href: list.link_with(&[("tab", Some(tab.as_str())), ("state", None)]),
        label: t(lang, &format!("duties-tab-{}", tab.as_str())).into_owned(),
        count: Some(said(*count)),
        current: *tab == asked.tab,
    });
    Tabs { name: t(lang, "duties-tabs").into_owned(), items: items.collect() }
}

fn heads(lang: Lang, list: &ListQuery) -> Vec<SortHead> {
    let (order, descending) = order(list);
    let sorted = |key: &str| match (order, key) {
        (Order::Due, "due") | (Order::Number, "number") | (Order::Reported, "reported") => Some(if descending { "desc" } else { "asc" }),
        _ => None,
    };
    let head = |key: &'static str, sort: Option<&'static str>, class: Option<&'static str>| SortHead {
        label: t(lang, &format!("duties-head-{key}")).into_owned(),
        // The default order needs no parameter to be turned round.
        href: sort.map(|s| {
            if sorted(s) == Some("asc") {
                list.link_with(&[("sort", Some(s)), ("dir", Some("desc"))])
            } else {
                list.link_with(&[("sort", Some(s)), ("dir", Some("asc"))])
            }
        }),
        dir: sort.and_then(sorted),
        class,
    };
    vec![
        head("light", None, None),
        head("number", Some("number"), Some("extra")),
        head("title", None, None),
        head("origin", None, Some("extra")),
        head("departments", None, None),
        head("due", Some("due"), None),
        head("stage", None, Some("extra")),
        head("reported", Some("reported"), Some("extra")),
    ]
}

fn open_pager(lang: Lang, list: &ListQuery, shown: usize, more: bool, total: Count) -> OpenPager {
    let from = list.offset() + 1;
    let to = list.offset() + i64::try_from(shown).unwrap_or_default();
    let link = |page: u64| list.link_with(&[("page", Some(&page.to_string()))]);
    OpenPager {
        text: format(
            lang,
            "duties-pager-open",
            &[("from", from.to_string().into()), ("to", to.to_string().into()), ("cap", said(total).into())],
        ),
        previous: (list.page > 1).then(|| link(list.page - 1)),
        next: (more && list.offset() + list.limit() < OFFSET_CAP).then(|| link(list.page + 1)),
    }
}

fn empty(scope: &Scope, asked: &AskedFor, list: &ListQuery) -> Empty {
    let lang = scope.lang();
    if asked.is_narrowed(list) {
        let action = Link::new(format!("{}/duties?tab={}", scope.base(), asked.tab.as_str()), t(lang, "duties-empty-clear"));
        return Empty {
            title: t(lang, "duties-empty-filter").into_owned(),
            text: Some(t(lang, "duties-empty-filter-text").into_owned()),
            action: Some(action),
        };
    }
    let title = t(lang, &format!("duties-empty-{}", asked.tab.as_str())).into_owned();
    let all = Link::new(format!("{}/duties?tab=all", scope.base()), t(lang, "duties-empty-all-link"));
    let action = match (asked.tab, scope.has(Role::Secretariat)) {
        (Tab::All, true) => Some(Link::new(format!("{}/policies", scope.base()), t(lang, "duties-empty-read"))),
        (Tab::All, false) => None,
        _ => Some(all),
    };
    let text = (asked.tab == Tab::All).then(|| t(lang, "duties-empty-all-text").into_owned());
    Empty { title, text, action }
}
