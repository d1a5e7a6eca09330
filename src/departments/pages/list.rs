//! The list of departments: tree or flat, who acts for each, and where somebody is missing.

use std::collections::{HashMap, HashSet};

use std::fs::File;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{list_path, path};
use crate::{
    departments::{KEEPERS, alias_key},
    duties,
    platform::{
        db::Conn,
        error::Result,
        http::{Dir, Fault, ListQuery, Pager},
        i18n::{Lang, format, join, t},
        table::book::{About, Cell, Column, EXPORT_MAX, book},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tab, Tabs},
    },
    site::{Member, Site, saved},
    tenancy::{
        DepartmentKind, Function, Scope,
        departments::{self as known, Department, DepartmentPerson, DepartmentState},
    },
};

const SORTS: [&str; 4] = ["position", "code", "name", "load"];

#[derive(Serialize)]
struct View {
    head: Head,
    tabs: Tabs,
    bar: Bar,
    chips: Chips,
    caption: String,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
}

#[derive(Serialize)]
struct Bar {
    action: String,
    kept: Vec<Hidden>,
    q: String,
    kinds: Vec<Choice>,
    gaps: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    code: String,
    name: String,
    /// One sign for each level, for the eye only.
    indent: Option<String>,
    under: Option<String>,
    kind: String,
    liaisons: String,
    deputies: String,
    leaders: String,
    gap: Option<LightView>,
    duties: Option<Link>,
}

/// What the list is made of.
struct Loaded {
    all: Vec<Department>,
    aliases: HashMap<i64, Vec<String>>,
    people: HashMap<i64, Vec<DepartmentPerson>>,
    /// Open duties by department; none for who sees no duties.
    loads: Option<HashMap<i64, i64>>,
}

/// The departments the address asks for, and what the page says of those it shows.
struct Listing {
    query: ListQuery,
    state: DepartmentState,
    loaded: Loaded,
    /// Each with its depth in the tree.
    rows: Vec<(i64, usize)>,
    total: u64,
    without: i64,
}

/// `most`: rows at once; none for what the address says.
fn load(conn: &mut Conn, scope: &Scope, mut query: ListQuery, most: Option<usize>) -> Result<Listing> {
    let state = query.filter("state").and_then(DepartmentState::parse).unwrap_or(DepartmentState::Open);
    let all = known::all(conn, scope)?;
    let open: Vec<i64> = all.iter().filter(|d| d.state == DepartmentState::Open).map(|d| d.id).collect();
    // Who acts for whom is asked of all departments only where that decides which are shown.
    let by_gap = query.filter("gap").is_some();
    let aliases = if query.filter("q").is_some() { known::aliases(conn, scope)? } else { HashMap::new() };
    let loads = if scope.reads_all() { Some(duties::queries::department_loads(conn, scope)?) } else { None };
    let mut loaded = Loaded { all, aliases, people: HashMap::new(), loads };
    if by_gap {
        loaded.people = people(conn, scope, &open)?;
    }
    let rows: Vec<(i64, usize)> = chosen(&loaded, &query, state).into_iter().map(|(d, depth)| (d.id, depth)).collect();
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    query.clamp(total);
    let skip = if most.is_some() { 0 } else { usize::try_from(query.offset()).unwrap_or(usize::MAX) };
    let rows: Vec<(i64, usize)> = rows.into_iter().skip(skip).take(most.unwrap_or(query.size as usize)).collect();
    if !by_gap {
        loaded.people = people(conn, scope, &rows.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    }
    let without = known::count_without_liaison(conn, scope)?;
    Ok(Listing { query, state, loaded, rows, total, without })
}

fn people(conn: &mut Conn, scope: &Scope, ids: &[i64]) -> Result<HashMap<i64, Vec<DepartmentPerson>>> {
    let mut people: HashMap<i64, Vec<DepartmentPerson>> = HashMap::new();
    for person in known::people(conn, scope, ids)? {
        people.entry(person.department_id).or_default().push(person);
    }
    Ok(people)
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let query = ListQuery::of(&req, &SORTS);
    let listing = site.read(&member, move |conn, scope| load(conn, scope, query, None)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let Listing { query, state, loaded, total, .. } = &listing;
    let view = View {
        head: list_head(scope, &listing),
        tabs: tabs(lang, query, &loaded.all, *state),
        bar: bar(lang, query),
        chips: chips(lang, query),
        caption: t(lang, "departments-title").into_owned(),
        heads: heads(lang, query, loaded.loads.is_some()),
        rows: listing.shown().map(|(d, depth)| row(scope, loaded, d, depth)).collect(),
        empty: (*total == 0).then(|| empty(scope, query, loaded.all.is_empty())),
        pager: query.pager(lang, *total),
    };
    Ok(member.page(&req, "departments/list", t(lang, "departments-title"), view)?)
}

impl Listing {
    fn shown(&self) -> impl Iterator<Item = (&Department, usize)> {
        let by_id: HashMap<i64, &Department> = self.loaded.all.iter().map(|d| (d.id, d)).collect();
        self.rows.iter().filter_map(move |(id, depth)| Some((*by_id.get(id)?, *depth)))
    }
}

/// `GET /w/{slug}/departments.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let query = ListQuery::of(&req, &SORTS);
    let file = site
        .read(&member, move |conn, scope| {
            let aliases = known::aliases(conn, scope)?;
            sheet(scope, &load(conn, scope, query, Some(EXPORT_MAX))?, &aliases)
        })
        .await?;
    Ok(saved(&member.scope, file, "departments", "departments-file")?)
}

fn sheet(scope: &Scope, listing: &Listing, aliases: &HashMap<i64, Vec<String>>) -> Result<File> {
    let lang = scope.lang();
    let loaded = &listing.loaded;
    let mut heads = vec![
        ("department-field-code", 12.0),
        ("department-field-name", 34.0),
        ("department-field-short-name", 16.0),
        ("department-field-kind", 12.0),
        ("department-field-parent", 24.0),
        ("department-field-aliases", 30.0),
        ("function-liaison", 20.0),
        ("function-deputy", 20.0),
        ("function-leader", 20.0),
        ("departments-sheet-state", 12.0),
    ];
    if loaded.loads.is_some() {
        heads.push(("departments-load", 12.0));
    }
    let columns: Vec<Column> = heads.into_iter().map(|(key, width)| Column::new(t(lang, key), width)).collect();
    let rows: Vec<Vec<Cell>> = listing
        .shown()
        .map(|(d, depth)| {
            let row = row(scope, loaded, d, depth);
            let parent = d.parent_id.and_then(|id| loaded.all.iter().find(|p| p.id == id)).map(|p| p.name.clone());
            let names = join(lang, aliases.get(&d.id).map(Vec::as_slice).unwrap_or_default());
            let state = t(lang, d.state.key()).into_owned();
            let texts = [
                row.code,
                row.name,
                d.short_name.clone(),
                row.kind,
                parent.unwrap_or_default(),
                names,
                row.liaisons,
                row.deputies,
                row.leaders,
                state,
            ];
            let load = loaded.loads.as_ref().map(|l| Cell::Figure(l.get(&d.id).copied().unwrap_or(0) as f64));
            texts.into_iter().map(Cell::Text).chain(load).collect()
        })
        .collect();
    let cut = listing.total > EXPORT_MAX as u64;
    let note = cut.then(|| format(lang, "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    let title = t(lang, "departments-title");
    book(&About { title: &title, company: scope.workspace_name(), made: scope.now() }, &columns, &rows, note.as_deref())
}

fn list_head(scope: &Scope, listing: &Listing) -> Head {
    let lang = scope.lang();
    let open = listing.loaded.all.iter().filter(|d| d.state == DepartmentState::Open).count();
    let mut head = Head::new(t(lang, "departments-title"));
    if open > 0 {
        let count = open as f64;
        head = head.under(format(lang, "departments-under", &[("count", count.into()), ("without", (listing.without as f64).into())]));
    }
    if listing.total > 0 {
        head = head.action(listing.query.export_link(&format!("{}.xlsx", list_path(scope))), t(lang, "part-export"), false);
    }
    if !scope.roles().has_any(&KEEPERS) {
        return head;
    }
    head.action(format!("{}/import", list_path(scope)), t(lang, "departments-import"), false).action(
        format!("{}/new", list_path(scope)),
        t(lang, "departments-new"),
        true,
    )
}

fn has(loaded: &Loaded, id: i64, function: Function) -> bool {
    loaded.people.get(&id).is_some_and(|all| all.iter().any(|p| p.function == function))
}

/// Which light a gap shows: nobody to turn to is worse than nobody to stand in.
fn gap(loaded: &Loaded, department: &Department) -> Option<&'static str> {
    match department.state {
        DepartmentState::Open if !has(loaded, department.id, Function::Liaison) => Some("liaison"),
        DepartmentState::Open if !has(loaded, department.id, Function::Deputy) => Some("deputy"),
        _ => None,
    }
}

/// The departments the address asks for, in order, each with its depth in the tree (0 when the list is flat).
fn chosen<'a>(loaded: &'a Loaded, query: &ListQuery, state: DepartmentState) -> Vec<(&'a Department, usize)> {
    let words = alias_key(query.filter("q").unwrap_or_default());
    let kind = query.filter("kind").and_then(DepartmentKind::parse);
    let wanted_gap = query.filter("gap");
    let fits = |d: &&Department| {
        d.state == state
            && kind.is_none_or(|k| d.kind == k)
            && wanted_gap.is_none_or(|g| gap(loaded, d) == Some(g))
            && (words.is_empty() || spellings(loaded, d).any(|s| alias_key(s).contains(&words)))
    };
    let mut found: Vec<&Department> = loaded.all.iter().filter(fits).collect();
    let narrowed = !words.is_empty() || kind.is_some() || wanted_gap.is_some();
    if query.sort.is_none_or(|s| s == "position") && query.dir == Dir::Asc && !narrowed {
        return tree(&found);
    }
    match query.sort {
        Some("code") => found.sort_by(|a, b| a.code.cmp(&b.code)),
        Some("name") => found.sort_by(|a, b| a.name.cmp(&b.name)),
        Some("load") => found.sort_by_key(|d| loaded.loads.as_ref().and_then(|l| l.get(&d.id)).copied().unwrap_or(0)),
        _ => {}
    }
    if query.dir == Dir::Desc {
        found.reverse();
    }
    found.into_iter().map(|d| (d, 0)).collect()
}

fn spellings<'a>(loaded: &'a Loaded, d: &'a Department) -> impl Iterator<Item = &'a str> {
    let aliases = loaded.aliases.get(&d.id).map(Vec::as_slice).unwrap_or_default();
    [d.code.as_str(), &d.name, &d.short_name].into_iter().chain(aliases.iter().map(String::as_str))
}

/// Each department after the one it belongs to; who belongs to none that is shown stands at the top.
fn tree<'a>(found: &[&'a Department]) -> Vec<(&'a Department, usize)> {
    let shown: HashSet<i64> = found.iter().map(|d| d.id).collect();
    let mut below: HashMap<Option<i64>, Vec<&'a Department>> = HashMap::new();
    for department in found {
        below.entry(department.parent_id.filter(|p| shown.contains(p))).or_default().push(department);
    }
    let mut out = Vec::with_capacity(found.len());
    let mut waiting: Vec<(&Department, usize)> = below.remove(&None).unwrap_or_default().into_iter().rev().map(|d| (d, 0)).collect();
    while let Some((department, depth)) = waiting.pop() {
        out.push((department, depth));
        let children = below.remove(&Some(department.id)).unwrap_or_default();
        waiting.extend(children.into_iter().rev().map(|d| (d, depth + 1)));
    }
    out
}

fn tabs(lang: Lang, query: &ListQuery, all: &[Department], state: DepartmentState) -> Tabs {
    let tab = |of: DepartmentState| {
        let open = of == DepartmentState::Open;
        Tab {
            href: query.link_with(&[("state", (!open).then(|| of.as_str()))]),
            label: t(lang, of.key()).into_owned(),
            count: Some(all.iter().filter(|d| d.state == of).count().to_string()),
            current: of == state,
        }
    };
    Tabs { name: t(lang, "departments-tabs").into_owned(), items: DepartmentState::ALL.map(tab).into() }
}

fn kind_choices(lang: Lang, chosen: Option<&str>) -> Vec<Choice> {
    [DepartmentKind::Department, DepartmentKind::LocalGovernment]
        .map(|k| Choice::new(k.as_str(), t(lang, k.key()), chosen == Some(k.as_str())))
        .into()
}

fn bar(lang: Lang, query: &ListQuery) -> Bar {
    let kept = ["state", "sort", "dir", "size"].into_iter().filter_map(|n| Some(Hidden::new(n, query.filter(n)?)));
    let gap = |g: &'static str| Choice::new(g, t(lang, &format!("departments-gap-{g}")), query.filter("gap") == Some(g));
    Bar {
        action: query.link_with(&[]).split('?').next().unwrap_or_default().to_owned(),
        kept: kept.collect(),
        q: query.filter("q").unwrap_or_default().to_owned(),
        kinds: kind_choices(lang, query.filter("kind")),
        gaps: vec![gap("liaison"), gap("deputy")],
    }
}

fn chips(lang: Lang, query: &ListQuery) -> Chips {
    let mut items = Vec::new();
    if let Some(words) = query.filter("q") {
        items.push(Link::new(query.link_with(&[("q", None)]), format(lang, "departments-chip-words", &[("words", words.into())])));
    }
    if let Some(kind) = query.filter("kind").and_then(DepartmentKind::parse) {
        items.push(Link::new(query.link_with(&[("kind", None)]), t(lang, kind.key())));
    }
    if let Some(gap) = query.filter("gap").filter(|g| ["liaison", "deputy"].contains(g)) {
        items.push(Link::new(query.link_with(&[("gap", None)]), t(lang, &format!("departments-gap-{gap}"))));
    }
    let clear = (items.len() > 1).then(|| query.link_with(&[("q", None), ("kind", None), ("gap", None)]));
    Chips { items, clear }
}

fn heads(lang: Lang, query: &ListQuery, loads: bool) -> Vec<SortHead> {
    let dir = |key| (query.sort == Some(key)).then_some(if query.dir == Dir::Asc { "asc" } else { "desc" });
    let sortable = |key: &'static str, label, class| SortHead {
        label: t(lang, label).into_owned(),
        href: Some(query.sort_link(key)),
        dir: dir(key),
        class,
    };
    let plain = |label, class| SortHead { label: t(lang, label).into_owned(), href: None, dir: None, class };
    let mut heads = vec![
        sortable("code", "department-field-code", None),
        sortable("name", "department-field-name", None),
        plain("department-field-kind", Some("extra wide")),
        plain("function-liaison", None),
        plain("function-deputy", Some("extra")),
        plain("function-leader", Some("extra")),
    ];
    if loads {
        heads.push(sortable("load", "departments-load", Some("amount")));
    }
    heads
}

fn row(scope: &Scope, loaded: &Loaded, d: &Department, depth: usize) -> Row {
    let lang = scope.lang();
    let names = |function: Function| {
        let of = loaded.people.get(&d.id).map(Vec::as_slice).unwrap_or_default();
        join(lang, &of.iter().filter(|p| p.function == function).map(|p| p.name.clone()).collect::<Vec<_>>())
    };
    let of = |id: Option<i64>| id.and_then(|id| loaded.all.iter().find(|p| p.id == id));
    let under = match d.state {
        DepartmentState::Merged => {
            of(d.merged_into_id).map(|into| format(lang, "departments-merged-into", &[("name", into.name.as_str().into())]))
        }
        _ => (d.short_name != d.name).then(|| d.short_name.clone()),
    };
    let gap = gap(loaded, d);
    let word = |g: &str| t(lang, &format!("departments-gap-{g}")).into_owned();
    let load = loaded.loads.as_ref().map(|l| l.get(&d.id).copied().unwrap_or(0));
    Row {
        href: path(scope, d.id),
        code: d.code.clone(),
        name: d.name.clone(),
        indent: (depth > 0).then(|| format!("{}└ ", "\u{3000}".repeat(depth - 1))),
        under,
        kind: t(lang, d.kind.key()).into_owned(),
        liaisons: names(Function::Liaison),
        deputies: names(Function::Deputy),
        leaders: names(Function::Leader),
        gap: gap.map(|g| LightView { tone: if g == "liaison" { "red" } else { "yellow" }, word: Some(word(g)) }),
        duties: load.map(|n| {
            let label = format(lang, "departments-load-count", &[("count", (n as f64).into())]);
            Link::new(format!("{}/duties?dept={}", scope.base(), d.id), label)
        }),
    }
}

fn empty(scope: &Scope, query: &ListQuery, none_at_all: bool) -> Empty {
    let lang = scope.lang();
    if none_at_all {
        let action = Link::new(format!("{}/import", list_path(scope)), t(lang, "departments-import"));
        return Empty {
            title: t(lang, "departments-none").into_owned(),
            text: Some(t(lang, "departments-none-text").into_owned()),
            action: scope.roles().has_any(&KEEPERS).then_some(action),
        };
    }
    let clear = query.link_with(&[("q", None), ("kind", None), ("gap", None)]);
    let narrowed = ["q", "kind", "gap"].iter().any(|n| query.filter(n).is_some());
    Empty {
        title: t(lang, "departments-none-here").into_owned(),
        text: None,
        action: narrowed.then(|| Link::new(clear, t(lang, "part-chip-clear"))),
    }
}
