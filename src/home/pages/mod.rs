//! `GET /w/{slug}`: the home of each role a member has.

mod administrator;
mod campaigns;
mod cases;
mod enforcement;
mod first;
mod grid;
mod item;
mod liaison;
mod matters;
mod meetings;
mod office;
mod secretariat;
mod watch;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::{
    duties::sees_duties,
    platform::{
        db::Conn,
        error::Result,
        http::{Access, Fault, ListQuery, Routes},
        i18n::{Lang, format, format_day, t},
        view::{
            grid::Grid,
            parts::{Empty, Head, Link, NextItem, Notice, Tab, Tabs},
        },
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

/// What this room answers.
pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}", Access::Workspace, home)
}

/// Any home: the finding, then groups of what is next, then figures.
#[derive(Debug, Default, Serialize)]
pub(super) struct View {
    pub head: Head,
    pub tabs: Option<Tabs>,
    /// Where a number or words are looked for; for who sees duties.
    pub search: Option<String>,
    pub finding: Option<Finding>,
    pub notices: Vec<Notice>,
    pub groups: Vec<Group>,
    /// What to do first, on the first day.
    pub first: Option<Group>,
    pub grid: Option<Grid>,
    pub latest: Vec<LatestView>,
    pub empty: Option<Empty>,
}

/// The first line: what is worst in red, then the rest.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub worst: Option<String>,
    pub rest: String,
}

/// Things of one kind.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    pub title: String,
    pub note: String,
    pub items: Vec<NextItem>,
    /// The lists behind it.
    pub more: Vec<Link>,
}

/// Something that happened, on an auditor's home.
#[derive(Debug, Serialize)]
pub(super) struct LatestView {
    pub when: String,
    pub iso: String,
    pub who: String,
    pub what: String,
    pub href: String,
    pub object: String,
}

/// The homes in the order offered.
const ORDER: [Role; 5] = [Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor, Role::Administrator];

/// The roles with a home of their own; who acts for a department is a liaison whatever the roles say.
fn homes(scope: &Scope) -> Vec<Role> {
    let is = |role: &Role| match role {
        Role::Liaison => scope.has(Role::Liaison) || scope.acts_for().next().is_some(),
        Role::Leader => scope.has(Role::Leader) || scope.leads().next().is_some(),
        other => scope.has(*other),
    };
    ORDER.into_iter().filter(is).collect()
}

/// `GET /w/{slug}`
pub async fn home(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let homes = homes(&member.scope);
    let list = ListQuery::of(&req, &[]);
    let asked = list.filter("as").and_then(Role::parse).filter(|r| homes.contains(r));
    let chosen = asked.or_else(|| homes.first().copied());
    let work = move |conn: &mut Conn, scope: &Scope| build(conn, scope, chosen, &list);
    // The others look over the whole workspace.
    let mut view = if chosen == Some(Role::Liaison) { site.glance(&member, work).await? } else { site.read(&member, work).await? };
    view.tabs = tabs(&member.scope, &homes, chosen);
    view.search = sees_duties(&member.scope).then(|| format!("{}/search", member.scope.base()));
    let title = view.head.title.clone();
    Ok(member.page(&req, "home/home", title, view)?)
}

fn build(conn: &mut Conn, scope: &Scope, role: Option<Role>, list: &ListQuery) -> Result<View> {
    match role {
        Some(Role::Secretariat) => secretariat::view(conn, scope, list),
        Some(Role::Liaison) => liaison::view(conn, scope),
        Some(Role::Leader) => watch::view(conn, scope, true, list),
        Some(Role::Auditor) => watch::view(conn, scope, false, list),
        Some(Role::Administrator) => administrator::view(conn, scope),
        None => Ok(nothing(scope)),
    }
}

/// A member without any role yet.
fn nothing(scope: &Scope) -> View {
    let lang = scope.lang();
    let empty = Empty { title: t(lang, "home-no-role").into_owned(), text: Some(t(lang, "home-no-role-text").into_owned()), action: None };
    View { head: Head::new(t(lang, "home-title-next")), empty: Some(empty), ..View::default() }
}

fn tabs(scope: &Scope, homes: &[Role], chosen: Option<Role>) -> Option<Tabs> {
    let lang = scope.lang();
    let items = homes.iter().map(|role| Tab {
        href: format!("{}?as={role}", scope.base()),
        label: t(lang, role.key()).into_owned(),
        count: None,
        current: Some(*role) == chosen,
    });
    (homes.len() > 1).then(|| Tabs { name: t(lang, "home-tabs").into_owned(), items: items.collect() })
}

/// The day under the title.
pub(super) fn today(scope: &Scope) -> String {
    format_day(scope.lang(), scope.today())
}

/// A sentence of counts; those of zero are left out, the first is the worst when `red`. A count that reached `cap` may be more.
pub(super) fn finding(lang: Lang, red: (&str, i64), rest: &[(&str, i64)], nothing: &str, cap: Option<i64>) -> Finding {
    // A number where it is one, so that a language can tell one from many.
    let number = |n: i64| if cap.is_some_and(|cap| n >= cap) { format!("{n}+").into() } else { (n as f64).into() };
    let said = |(key, n): &(&str, i64)| format(lang, key, &[("n", number(*n))]);
    let worst = (red.1 > 0).then(|| said(&red));
    let others: Vec<String> = rest.iter().filter(|(_, n)| *n > 0).map(said).collect();
    let (comma, stop) = (t(lang, "home-finding-comma"), t(lang, "home-finding-stop"));
    let rest = match (&worst, others.is_empty()) {
        (None, true) => t(lang, nothing).into_owned(),
        (None, false) => format!("{}{stop}", others.join(&comma)),
        (Some(_), true) => stop.into_owned(),
        (Some(_), false) => format!("{comma}{}{stop}", others.join(&comma)),
    };
    Finding { worst, rest }
}

/// “3 项”, with “30+” when more may follow.
pub(super) fn how_many(lang: Lang, shown: usize, cut: bool) -> String {
    // A number where it is one, so that a language can tell one from many.
    let n = if cut { format!("{shown}+").into() } else { shown.into() };
    format(lang, "home-how-many", &[("n", n)])
}

/// Marks the first action of the page as the main one.
pub(super) fn first_is_main(groups: &mut [Group]) {
    if let Some(action) = groups.iter_mut().flat_map(|g| &mut g.items).find_map(|i| i.action.as_mut()) {
        action.main = true;
    }
}
