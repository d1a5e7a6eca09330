//! Pages of publications: the list, one of them, the forms that write, check, publish, correct and withdraw, and the page that anybody may
//! open.

mod list;
mod open;
mod show;
mod step;
mod switch;
mod write;

use serde::Serialize;

use crate::{
    enforcement::{
        pages::Answer,
        publication::{State, Version, queries::Line},
    },
    platform::{
        http::{Access, Routes},
        i18n::{Lang, format_day, t},
        view::parts::{Head, LightView},
    },
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/publications", Access::Workspace, list::list)
        .get("/w/{slug}/publications.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/publications/open-page", Access::Workspace, switch::form)
        .post("/w/{slug}/publications/open-page", Access::Workspace, switch::save)
        .get("/w/{slug}/publications/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/parties/{id}/publish", Access::Workspace, write::new_form)
        .post("/w/{slug}/parties/{id}/publish", Access::Workspace, write::create)
        .get("/w/{slug}/publications/{number}/edit", Access::Workspace, write::edit_form)
        .post("/w/{slug}/publications/{number}/edit", Access::Workspace, write::edit)
        .get("/w/{slug}/publications/{number}/correct", Access::Workspace, write::correct_form)
        .post("/w/{slug}/publications/{number}/correct", Access::Workspace, write::correct)
        .post("/w/{slug}/publications/{number}/submit", Access::Workspace, step::submit)
        .get("/w/{slug}/publications/{number}/check", Access::Workspace, step::check_form)
        .post("/w/{slug}/publications/{number}/check", Access::Workspace, step::check)
        .get("/w/{slug}/publications/{number}/return", Access::Workspace, step::return_form)
        .post("/w/{slug}/publications/{number}/return", Access::Workspace, step::give_back)
        .get("/w/{slug}/publications/{number}/publish", Access::Workspace, step::publish_form)
        .post("/w/{slug}/publications/{number}/publish", Access::Workspace, step::publish)
        .get("/w/{slug}/publications/{number}/withdraw", Access::Workspace, step::withdraw_form)
        .post("/w/{slug}/publications/{number}/withdraw", Access::Workspace, step::withdraw)
        .get("/w/{slug}/publications/{number}/drop", Access::Workspace, step::drop_form)
        .post("/w/{slug}/publications/{number}/drop", Access::Workspace, step::drop)
        .get("/open/{slug}", Access::Public, open::show)
}

fn list_path(scope: &Scope) -> String {
    format!("{}/publications", scope.base())
}

/// Where a publication is read.
pub(super) fn path(scope: &Scope, number: &str) -> String {
    format!("{}/publications/{number}", scope.base())
}

/// Where anybody may read what is published.
fn open_path(scope: &Scope) -> String {
    format!("/open/{}", scope.slug())
}

/// The head of a page below the list; below one of them with its number.
fn head(scope: &Scope, number: Option<&str>, title: &str) -> Head {
    let one = number.map(|number| (path(scope, number), number.to_owned()));
    Head::below((list_path(scope), t(scope.lang(), "publications-title")), one, title)
}

/// How a version stands, with its word; what has expired says so.
fn light(scope: &Scope, version: &Version) -> LightView {
    let lang: Lang = scope.lang();
    let expired = version.has_expired(scope.today());
    let tone = match version.state {
        _ if expired => "grey",
        State::Published => "green",
        State::Submitted => "yellow",
        State::Draft | State::Approved => "blue",
        State::Corrected | State::Withdrawn | State::Dropped | State::Returned => "grey",
    };
    let word = if expired { t(lang, "publication-expired").into_owned() } else { t(lang, &version.state.key()).into_owned() };
    LightView { tone, word: Some(word) }
}

/// A line about one on another object's page.
#[derive(Serialize)]
pub(in crate::enforcement) struct PublicationView {
    pub light: LightView,
    pub href: String,
    pub title: String,
    /// Number, and the days it is to be seen.
    pub about: String,
}

pub(in crate::enforcement) fn publication_line(scope: &Scope, line: &Line) -> PublicationView {
    let lang = scope.lang();
    let days = [line.version.published_on, line.version.until_on].into_iter().flatten().map(|day| format_day(lang, day));
    let days: Vec<String> = days.collect();
    PublicationView {
        light: light(scope, &line.version),
        href: path(scope, &line.number),
        title: line.version.title.clone(),
        about: [line.number.clone(), days.join(" – ")].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}
