//! The list of members and open invitations.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::Answer;
use crate::{
    people::{
        model::{INDISPENSABLE, Invitation, InvitationState, MANAGERS, Member, READERS},
        store::{self, OpenDepartment},
    },
    platform::{
        http::{Dir, ListQuery, Pager},
        i18n::{Lang, format_day, join, t},
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, Notice, SortHead, Tab, Tabs},
    },
    site::{self, Site},
    tenancy::{Role, Scope},
};

const SORTS: [&str; 4] = ["name", "roles", "departments", "since"];

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

#[derive(Clone, Copy, PartialEq)]
enum Which {
    Members,
    Invitations,
    Former,
}

/// `GET /w/{slug}/people`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    member.scope.require(&READERS)?;
    let mut query = ListQuery::of(&req, &SORTS);
    let (members, invitations, departments) = site
        .read(&member, |conn, scope| {
            Ok((store::members(conn, scope)?, store::open_invitations(conn, scope)?, store::open_departments(conn, scope)?))
        })
        .await?;
    let which = match query.filter("tab") {
        Some("invitations") => Which::Invitations,
        Some("former") => Which::Former,
        _ => Which::Members,
    };
    let (scope, lang) = (&member.scope, member.lang());
    let missing = INDISPENSABLE.into_iter().find(|role| !members.iter().any(|m| m.is_active() && m.roles.has(*role)));
    let tabs = tabs(lang, &query, which, &members, &invitations);
    let mut rows = match which {
        Which::Invitations => invited(scope, &query, &invitations, &departments),
        _ => joined(scope, &query, &members, which == Which::Former),
    };
    sort(&mut rows, &query);
    let total = rows.len() as u64;
    query.clamp(total);
    let rows = rows.into_iter().skip(usize::try_from(query.offset()).unwrap_or(0)).take(query.size as usize).map(|(_, row)| row).collect();
    let body = Body {
        head: head(scope, lang),
        notice: missing.map(|role| missing_notice(lang, role)),
        tabs,
        action: format!("{}/people", scope.base()),
        kept: ["tab", "sort", "dir", "size"].iter().filter_map(|n| query.filter(n).map(|v| Hidden::new(*n, v))).collect(),
        q: query.filter("q").unwrap_or_default().to_owned(),
        roles: Role::ALL.map(|r| Choice::new(r.as_str(), t(lang, r.key()), query.filter("role") == Some(r.as_str()))).to_vec(),
        departments: departments
            .iter()
            .map(|d| Choice::new(d.id, &d.short_name, query.filter("department") == Some(&d.id.to_string())))
            .collect(),
        chips: chips(lang, &query, &departments),
        heads: heads(lang, &query, which),
        rows,
        empty: empty(scope, lang, which, &query),
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "people/list", t(lang, "people-title"), body)?)
}

fn head(scope: &Scope, lang: Lang) -> Head {
    let head = Head::new(t(lang, "people-title")).under(t(lang, "people-about"));
    if scope.require(&MANAGERS).is_ok() {
        head.action(format!("{}/people/invite", scope.base()), t(lang, "people-invite"), true)
    } else {
        head
    }
}

fn missing_notice(lang: Lang, role: Role) -> Notice {
    let text = crate::platform::i18n::format(lang, "people-nobody-has", &[("role", t(lang, role.key()).into_owned().into())]);
    Notice { tone: "yellow", title: None, text, link: None }
}

fn tabs(lang: Lang, query: &ListQuery, which: Which, members: &[Member], invitations: &[Invitation]) -> Tabs {
    let active = members.iter().filter(|m| m.is_active()).count();
    let tab = |value: Option<&str>, key: &str, count: usize, of: Which| Tab {
        href: query.link_with(&[("tab", value), ("sort", None), ("dir", None)]),
        label: t(lang, key).into_owned(),
        count: Some(count.to_string()),
        current: which == of,
    };
    Tabs {
        name: t(lang, "people-tabs").into_owned(),
        items: vec![
            tab(None, "people-tab-members", active, Which::Members),
            tab(Some("invitations"), "people-tab-invitations", invitations.len(), Which::Invitations),
            tab(Some("former"), "people-tab-former", members.len() - active, Which::Former),
        ],
    }
}

/// A row with what it is sorted by.
type Sortable = ([String; 4], Row);

fn joined(scope: &Scope, query: &ListQuery, members: &[Member], former: bool) -> Vec<Sortable> {
    let lang = scope.lang();
    let q = query.filter("q").map(str::to_lowercase);
    let department: Option<i64> = query.filter("department").and_then(|d| d.parse().ok());
    members
        .iter()
        .filter(|m| m.is_active() != former)
        .filter(|m| q.as_ref().is_none_or(|q| m.name.to_lowercase().contains(q) || m.email.to_lowercase().contains(q)))
        .filter(|m| query.filter("role").and_then(Role::parse).is_none_or(|r| m.roles.has(r)))
        .filter(|m| department.is_none_or(|d| m.seats.iter().any(|s| s.seat.department_id == d)))
        .map(|m| {
            let roles: Vec<String> = m.roles.iter().map(|r| t(lang, r.key()).into_owned()).collect();
            let named = |short: bool| -> Vec<String> {
                let name = |s: &crate::people::Seated| {
                    if short { s.short_name.clone() } else { format!("{} {}", s.name, t(lang, s.seat.function.key())) }
                };
                m.seats.iter().map(name).collect()
            };
            let since = m.ended_at.unwrap_or(m.joined_at);
            let row = Row {
                href: format!("{}/people/{}", scope.base(), m.id),
                name: m.name.clone(),
                email: m.email.clone(),
                roles: join(lang, &roles),
                departments: join(lang, &named(true)),
                departments_full: join(lang, &named(false)),
                since: format_day(lang, crate::platform::clock::local(since, scope.zone()).date()),
                light: former.then(|| LightView { tone: "grey", word: Some(t(lang, m.state.key()).into_owned()) }),
            };
            ([m.name.clone(), row.roles.clone(), row.departments.clone(), since.to_string()], row)
        })
        .collect()
}

fn invited(scope: &Scope, query: &ListQuery, invitations: &[Invitation], departments: &[OpenDepartment]) -> Vec<Sortable> {
    let lang = scope.lang();
    let q = query.filter("q").map(str::to_lowercase);
    let department: Option<i64> = query.filter("department").and_then(|d| d.parse().ok());
    invitations
        .iter()
        .filter(|i| q.as_ref().is_none_or(|q| i.name.to_lowercase().contains(q) || i.email_key.contains(q)))
        .filter(|i| query.filter("role").and_then(Role::parse).is_none_or(|r| i.rights.roles.has(r)))
        .filter(|i| department.is_none_or(|d| i.rights.seats.iter().any(|s| s.department_id == d)))
        .map(|i| {
            let roles: Vec<String> = i.rights.roles.iter().map(|r| t(lang, r.key()).into_owned()).collect();
            let names = |short: bool| -> Vec<String> {
                let of =
                    |id: i64| departments.iter().find(|d| d.id == id).map(|d| if short { d.short_name.clone() } else { d.name.clone() });
                i.rights.seats.iter().filter_map(|s| of(s.department_id)).collect()
            };
            let (tone, state) = match i.state(scope.now()) {
                InvitationState::Expired => ("yellow", InvitationState::Expired),
                other => ("blue", other),
            };
            let row = Row {
                href: format!("{}/people/invitations/{}", scope.base(), i.id),
                name: i.name.clone(),
                email: i.email.clone(),
                roles: join(lang, &roles),
                departments: join(lang, &names(true)),
                departments_full: join(lang, &names(false)),
                since: format_day(lang, crate::platform::clock::local(i.expires_at, scope.zone()).date()),
                light: Some(LightView { tone, word: Some(t(lang, state.key()).into_owned()) }),
            };
            ([i.name.clone(), row.roles.clone(), row.departments.clone(), i.expires_at.to_string()], row)
        })
        .collect()
}

fn sort(rows: &mut [Sortable], query: &ListQuery) {
    let column = query.sort.and_then(|s| SORTS.iter().position(|known| *known == s)).unwrap_or(0);
    rows.sort_by(|(a, _), (b, _)| a[column].cmp(&b[column]));
    if query.dir == Dir::Desc {
        rows.reverse();
    }
}

fn heads(lang: Lang, query: &ListQuery, which: Which) -> Vec<SortHead> {
    let since = match which {
        Which::Members => "people-since",
        Which::Invitations => "people-until",
        Which::Former => "people-ended",
    };
    let head = |key: &str, column: &'static str, class| SortHead {
        label: t(lang, key).into_owned(),
        href: Some(query.sort_link(column)),
        dir: (query.sort.unwrap_or("name") == column).then_some(if query.dir == Dir::Desc { "desc" } else { "asc" }),
        class,
    };
    let mut heads = vec![
        head("people-name", "name", None),
        head("people-roles", "roles", None),
        head("people-departments", "departments", None),
        head(since, "since", Some("extra")),
    ];
    if which != Which::Members {
        heads.push(SortHead { label: t(lang, "people-state").into_owned(), href: None, dir: None, class: None });
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
