//! The list of members and open invitations.

use std::fs::File;

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::Answer;
use crate::{
    people::{
        model::{INDISPENSABLE, Invitation, InvitationState, MANAGERS, Member, READERS},
        queries::{self, Asked, Counts, Page, Which},
        store::{self, OpenDepartment},
    },
    platform::{
        clock::local,
        db::Conn,
        error::Result,
        http::{Dir, ListQuery, Pager},
        i18n::{Lang, format, format_day, join, t},
        table::book::{About, Cell, Column, EXPORT_MAX, book},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, Notice, SortHead, Tab, Tabs},
    },
    site::{self, Site},
    tenancy::{Role, Scope},
};

const SORTS: [&str; 2] = ["name", "since"];

#[derive(Serialize)]
struct Body {
    head: Head,
    notice: Option<Notice>,
    tabs: Tabs,
    action: String,
    kept: Vec<Hidden>,
    q: String,
    roles: Vec<Choice>,
    departments: Vec<Choice>,
    chips: Chips,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    email: String,
    roles: String,
    departments: String,
    departments_full: String,
    since: String,
    light: Option<LightView>,
}

/// What the address asks for.
fn asked(query: &ListQuery) -> Asked {
    let which = match query.filter("tab") {
        Some("invitations") => Which::Invitations,
        Some("former") => Which::Former,
        _ => Which::Members,
    };
    Asked {
        which,
        words: query.filter("q").map(|q| q.chars().take(100).collect()),
        role: query.filter("role").and_then(Role::parse),
        department: query.filter("department").and_then(|d| d.parse().ok()),
        by_date: query.sort == Some("since"),
        descending: query.dir == Dir::Desc,
        limit: query.limit(),
        offset: query.offset(),
    }
}

struct Loaded {
    query: ListQuery,
    asked: Asked,
    counts: Counts,
    total: u64,
    page: Page,
    departments: Vec<OpenDepartment>,
    /// A role that nobody has and somebody should.
    missing: Option<Role>,
}

fn load(conn: &mut Conn, scope: &Scope, mut query: ListQuery) -> Result<Loaded> {
    scope.require(&READERS)?;
    let total = u64::try_from(queries::total(conn, scope, &asked(&query))?).unwrap_or(0);
    query.clamp(total);
    let asked = asked(&query);
    let mut missing = None;
    for role in INDISPENSABLE {
        if missing.is_none() && store::holders(conn, scope, role, 0)? == 0 {
            missing = Some(role);
        }
    }
    Ok(Loaded {
        page: queries::page(conn, scope, &asked)?,
        counts: queries::counts(conn, scope)?,
        departments: store::open_departments(conn, scope)?,
        query,
        asked,
        total,
        missing,
    })
}

/// `GET /w/{slug}/people`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, query)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let Loaded { query, asked, departments, .. } = &loaded;
    let rows: Vec<Row> = match &loaded.page {
        Page::Members(members) => members.iter().map(|m| joined(scope, m)).collect(),
        Page::Invitations(all) => all.iter().map(|i| invited(scope, i, departments)).collect(),
    };
    let body = Body {
        head: head(scope, lang, query, loaded.total),
        notice: loaded.missing.map(|role| missing_notice(lang, role)),
        tabs: tabs(lang, query, asked.which, loaded.counts),
        action: format!("{}/people", scope.base()),
        kept: query.kept(&["tab", "sort", "dir", "size"]),
        q: query.filter("q").unwrap_or_default().to_owned(),
        roles: Role::ALL.map(|r| Choice::new(r.as_str(), t(lang, r.key()), query.filter("role") == Some(r.as_str()))).to_vec(),
        departments: departments
            .iter()
            .map(|d| Choice::new(d.id, &d.short_name, query.filter("department") == Some(&d.id.to_string())))
            .collect(),
        chips: chips(lang, query, departments),
        heads: heads(lang, query, asked.which),
        rows,
        empty: empty(scope, lang, asked.which, query),
        pager: query.pager(lang, loaded.total),
    };
    Ok(member.page(&req, "people/list", t(lang, "people-title"), body)?)
}

/// `GET /w/{slug}/people.xlsx`: what the list shows, all its pages.
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site
        .read(&member, move |conn, scope| {
            scope.require(&READERS)?;
            let asked = Asked { limit: EXPORT_MAX as i64, offset: 0, ..asked(&query) };
            let cut = queries::total(conn, scope, &asked)? > asked.limit;
            let page = queries::page(conn, scope, &asked)?;
            sheet(scope, asked.which, &page, &store::open_departments(conn, scope)?, cut)
        })
        .await?;
    Ok(site::saved(&member.scope, file, "people", "people-file")?)
}

fn sheet(scope: &Scope, which: Which, page: &Page, departments: &[OpenDepartment], cut: bool) -> Result<File> {
    let lang = scope.lang();
    let mut heads = vec![("people-name", 14.0), ("account-email", 28.0), ("people-roles", 26.0), ("people-departments", 40.0)];
    heads.push((since_key(which), 18.0));
    if which != Which::Members {
        heads.push(("people-state", 12.0));
    }
    let columns: Vec<Column> = heads.iter().map(|(key, width)| Column::new(t(lang, key), *width)).collect();
    let cells = |row: Row, since: chrono::NaiveDateTime| -> Vec<Cell> {
        let texts = [row.name, row.email, row.roles, row.departments_full].into_iter().map(Cell::Text);
        let state = row.light.and_then(|light| light.word).map(Cell::Text);
        texts.chain([Cell::Moment(local(since, scope.zone()))]).chain(state).collect()
    };
    let rows: Vec<Vec<Cell>> = match page {
        Page::Members(all) => all.iter().map(|m| cells(joined(scope, m), m.ended_at.unwrap_or(m.joined_at))).collect(),
        Page::Invitations(all) => all.iter().map(|i| cells(invited(scope, i, departments), i.expires_at)).collect(),
    };
    let note = cut.then(|| format(lang, "part-export-cut", &[("limit", EXPORT_MAX.to_string().into())]));
    let title = t(lang, "people-title");
    book(&About { title: &title, company: scope.workspace_name(), made: scope.now() }, &columns, &rows, note.as_deref())
}

fn head(scope: &Scope, lang: Lang, query: &ListQuery, total: u64) -> Head {
    let mut head = Head::new(t(lang, "people-title")).under(t(lang, "people-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}/people.xlsx", scope.base())), t(lang, "part-export"), false);
    }
    if scope.require(&MANAGERS).is_ok() {
        head.action(format!("{}/people/invite", scope.base()), t(lang, "people-invite"), true)
    } else {
        head
    }
}

fn missing_notice(lang: Lang, role: Role) -> Notice {
    let text = format(lang, "people-nobody-has", &[("role", t(lang, role.key()).into_owned().into())]);
    Notice { tone: "yellow", title: None, text, link: None }
}

fn tabs(lang: Lang, query: &ListQuery, which: Which, counts: Counts) -> Tabs {
    let tab = |value: Option<&str>, key: &str, count: i64, of: Which| Tab {
        href: query.link_with(&[("tab", value), ("sort", None), ("dir", None)]),
        label: t(lang, key).into_owned(),
        count: Some(count.to_string()),
        current: which == of,
    };
    Tabs {
        name: t(lang, "people-tabs").into_owned(),
        items: vec![
            tab(None, "people-tab-members", counts.members, Which::Members),
            tab(Some("invitations"), "people-tab-invitations", counts.invitations, Which::Invitations),
            tab(Some("former"), "people-tab-former", counts.former, Which::Former),
        ],
    }
}

fn joined(scope: &Scope, m: &Member) -> Row {
    let lang = scope.lang();
    let roles: Vec<String> = m.roles.iter().map(|r| t(lang, r.key()).into_owned()).collect();
    let short: Vec<String> = m.seats.iter().map(|s| s.short_name.clone()).collect();
    let full: Vec<String> = m.seats.iter().map(|s| format!("{} {}", s.name, t(lang, s.seat.function.key()))).collect();
    let since = m.ended_at.unwrap_or(m.joined_at);
    Row {
        href: format!("{}/people/{}", scope.base(), m.id),
        name: m.name.clone(),
        email: m.email.clone(),
        roles: join(lang, &roles),
        departments: join(lang, &short),
        departments_full: join(lang, &full),
        since: format_day(lang, local(since, scope.zone()).date()),
        light: (!m.is_active()).then(|| LightView { tone: "grey", word: Some(t(lang, m.state.key()).into_owned()) }),
    }
}

fn invited(scope: &Scope, i: &Invitation, departments: &[OpenDepartment]) -> Row {
    let lang = scope.lang();
    let roles: Vec<String> = i.rights.roles.iter().map(|r| t(lang, r.key()).into_owned()).collect();
    let seats: Vec<(&OpenDepartment, String)> = i
        .rights
        .seats
        .iter()
        .filter_map(|s| Some((departments.iter().find(|d| d.id == s.department_id)?, t(lang, s.function.key()).into_owned())))
        .collect();
    let short: Vec<String> = seats.iter().map(|(d, _)| d.short_name.clone()).collect();
    let full: Vec<String> = seats.iter().map(|(d, function)| format!("{} {function}", d.name)).collect();
    let (tone, state) = match i.state(scope.now()) {
        InvitationState::Expired => ("yellow", InvitationState::Expired),
        other => ("blue", other),
    };
    Row {
        href: format!("{}/people/invitations/{}", scope.base(), i.id),
        name: i.name.clone(),
        email: i.email.clone(),
        roles: join(lang, &roles),
        departments: join(lang, &short),
        departments_full: join(lang, &full),
        since: format_day(lang, local(i.expires_at, scope.zone()).date()),
        light: Some(LightView { tone, word: Some(t(lang, state.key()).into_owned()) }),
    }
}

/// What the column of dates is called.
fn since_key(which: Which) -> &'static str {
    match which {
        Which::Members => "people-since",
        Which::Invitations => "people-until",
        Which::Former => "people-ended",
    }
}

fn heads(lang: Lang, query: &ListQuery, which: Which) -> Vec<SortHead> {
    let head = |key: &str, column: &'static str, class| SortHead {
        label: t(lang, key).into_owned(),
        href: Some(query.sort_link(column)),
        dir: (query.sort.unwrap_or("name") == column).then_some(if query.dir == Dir::Desc { "desc" } else { "asc" }),
        class,
    };
    let plain = |key: &str| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class: None };
    let mut heads = vec![
        head("people-name", "name", None),
        plain("people-roles"),
        plain("people-departments"),
        head(since_key(which), "since", Some("extra")),
    ];
    if which != Which::Members {
        heads.push(plain("people-state"));
    }
    heads
}

fn chips(lang: Lang, query: &ListQuery, departments: &[OpenDepartment]) -> Chips {
    let mut items = Vec::new();
    let mut chip = |name: &str, label: Option<String>| {
        if let Some(label) = label {
            items.push(Link::new(query.link_with(&[(name, None)]), label));
        }
    };
    chip("q", query.filter("q").map(str::to_owned));
    chip("role", query.filter("role").and_then(Role::parse).map(|r| t(lang, r.key()).into_owned()));
    let of = |id: &str| departments.iter().find(|d| d.id.to_string() == id).map(|d| d.short_name.clone());
    chip("department", query.filter("department").and_then(of));
    let clear = (items.len() > 1).then(|| query.link_with(&[("q", None), ("role", None), ("department", None)]));
    Chips { items, clear }
}

fn empty(scope: &Scope, lang: Lang, which: Which, query: &ListQuery) -> Empty {
    let filtered = ["q", "role", "department"].iter().any(|n| query.filter(n).is_some());
    let key = match which {
        _ if filtered => "people-empty-filtered",
        Which::Members => "people-empty",
        Which::Invitations => "people-empty-invitations",
        Which::Former => "people-empty-former",
    };
    let invite = which != Which::Former && !filtered && scope.require(&MANAGERS).is_ok();
    let action = invite.then(|| Link::new(format!("{}/people/invite", scope.base()), t(lang, "people-invite")));
    Empty { title: t(lang, key).into_owned(), text: None, action }
}
