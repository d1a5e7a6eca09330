//! Pages of meetings: list, one of them, its forms, who is invited, series.

pub mod agenda;
mod annexes;
mod attendance;
mod carry;
mod countersign;
mod decisions;
mod differences;
mod feed;
mod forms;
mod item_files;
mod item_form;
mod item_links;
mod item_routes;
mod item_show;
mod item_verbs;
mod items;
mod list;
mod live;
mod live_decision;
mod live_events;
mod live_field;
mod live_view;
mod minutes;
mod minutes_edit;
mod minutes_issue;
mod new;
mod opinion;
mod opinion_answer;
mod opinion_files;
mod opinion_table;
mod order;
mod pack;
mod pack_docx;
mod people;
mod proposals;
mod receipt;
mod screen;
mod series;
mod series_form;
mod session;
mod show;
mod show_people;
mod verb;

pub use live_events::say;

use super::model::{Meeting, State};
use crate::{
    platform::{
        http::{Access, Fault, Routes},
        i18n::{Lang, format_day, format_instant, t},
        view::parts::{Head, LightView},
    },
    tenancy::Scope,
};

pub(super) type Answer = std::result::Result<actix_web::HttpResponse, Fault>;

pub fn routes() -> Routes {
    let mut routes = live::routes()
        .merge(minutes::routes())
        .get("/w/{slug}/meetings", Access::Workspace, list::list)
        .get("/w/{slug}/meetings.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/meetings/decisions", Access::Workspace, decisions::list)
        .get("/w/{slug}/meetings/decisions.xlsx", Access::Workspace, decisions::export)
        .get("/w/{slug}/meetings/new", Access::Workspace, new::form)
        .post("/w/{slug}/meetings/new", Access::Workspace, new::create)
        .get("/w/{slug}/meetings/series", Access::Workspace, series::list)
        .get("/w/{slug}/meetings/series/new", Access::Workspace, series_form::new_form)
        .post("/w/{slug}/meetings/series/new", Access::Workspace, series_form::create)
        .get("/w/{slug}/meetings/series/{id}", Access::Workspace, series::show)
        .get("/w/{slug}/meetings/series/{id}/edit", Access::Workspace, series_form::edit_form)
        .post("/w/{slug}/meetings/series/{id}/edit", Access::Workspace, series_form::save)
        .get("/w/{slug}/meetings/series/{id}/end", Access::Workspace, series::end_form)
        .post("/w/{slug}/meetings/series/{id}/end", Access::Workspace, series::end)
        .get("/w/{slug}/meetings/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/meetings/{number}/edit", Access::Workspace, new::edit_form)
        .post("/w/{slug}/meetings/{number}/edit", Access::Workspace, new::save)
        .get("/w/{slug}/meetings/{number}/people", Access::Workspace, people::page)
        .post("/w/{slug}/meetings/{number}/people/departments", Access::Workspace, people::invite)
        .post("/w/{slug}/meetings/{number}/people/member", Access::Workspace, people::add)
        .post("/w/{slug}/meetings/{number}/people/guest", Access::Workspace, people::guest)
        .get("/w/{slug}/meetings/{number}/people/{participant}", Access::Workspace, people::name_form)
        .post("/w/{slug}/meetings/{number}/people/{participant}", Access::Workspace, people::name)
        .get("/w/{slug}/meetings/{number}/people/{participant}/remove", Access::Workspace, people::remove_form)
        .post("/w/{slug}/meetings/{number}/people/{participant}/remove", Access::Workspace, people::remove);
    for (action, pattern) in verb::VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes.merge(item_routes::routes()).merge(receipt::routes()).merge(feed::routes())
}

/// A meeting's state as a light.
pub fn light(lang: Lang, meeting: &Meeting) -> LightView {
    let tone = match meeting.state {
        State::Draft => "blue",
        State::Collecting | State::Minuting | State::Countersigning => "yellow",
        State::Announced | State::InSession => "green",
        State::Issued | State::Cancelled => "grey",
    };
    LightView { tone, word: Some(t(lang, &meeting.state.key()).into_owned()) }
}

/// `2026-12-10（周四）14:30`; of a written circulation the day alone.
pub fn when(scope: &Scope, meeting: &Meeting) -> String {
    let lang = scope.lang();
    if meeting.is_written() { format_day(lang, meeting.day(scope)) } else { format_instant(lang, meeting.starts_at, scope.zone()) }
}

/// The address of a meeting.
pub fn path(scope: &Scope, meeting: &Meeting) -> String {
    format!("{}/meetings/{}", scope.base(), meeting.number)
}

/// The head of a page below a meeting.
pub(super) fn head_below(scope: &Scope, meeting: &Meeting, title: &str) -> Head {
    let lang = scope.lang();
    let mut head = Head::new(title)
        .crumb(format!("{}/meetings", scope.base()), t(lang, "meetings-title"))
        .crumb(path(scope, meeting), &meeting.number)
        .under(format!("{} · {}", meeting.title, when(scope, meeting)));
    head.crumbs.push(crate::platform::view::parts::Crumb { href: None, label: title.to_owned() });
    head
}
