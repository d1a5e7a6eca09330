//! Pages of major incidents: the list, one of them with its files, and the forms that record, correct and withdraw one.

mod edit;
mod files;
mod form;
mod list;
mod sheet;
mod show;
mod withdraw;

use actix_web::HttpRequest;

use super::{
    actions::SeenIncident,
    model::{Figures, Incident, IncidentState, wan},
};
use crate::{
    attachments,
    enforcement::pages::Answer,
    platform::{
        http::{Access, Fields, Routes, path_part},
        i18n::{Lang, format, t},
        view::parts::{Head, LightView},
    },
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/incidents", Access::Workspace, list::list)
        .get("/w/{slug}/incidents.xlsx", Access::Workspace, sheet::export)
        .get("/w/{slug}/incidents/new", Access::Workspace, edit::new_form)
        .post("/w/{slug}/incidents/new", Access::Workspace, edit::create)
        .get("/w/{slug}/incidents/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/incidents/{number}/correct", Access::Workspace, edit::form)
        .post("/w/{slug}/incidents/{number}/correct", Access::Workspace, edit::save)
        .get("/w/{slug}/incidents/{number}/withdraw", Access::Workspace, withdraw::form)
        .post("/w/{slug}/incidents/{number}/withdraw", Access::Workspace, withdraw::perform)
        .merge(attachments::pages::routes::<files::IncidentFiles>())
}

fn number_in(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

fn seen(req: &HttpRequest, fields: &Fields) -> SeenIncident {
    SeenIncident { number: number_in(req), version: fields.trimmed("version").parse().unwrap_or(0) }
}

fn list_path(scope: &Scope) -> String {
    format!("{}/incidents", scope.base())
}

/// The page of one by its number.
pub fn path(scope: &Scope, number: &str) -> String {
    format!("{}/{number}", list_path(scope))
}

/// The head of a page below the list; below an incident with one.
fn head(scope: &Scope, incident: Option<&Incident>, title: &str) -> Head {
    let one = incident.map(|i| (path(scope, &i.number), i.number.clone()));
    Head::below((list_path(scope), t(scope.lang(), "incidents-title")), one, title)
}

pub fn light(lang: Lang, state: IncidentState) -> LightView {
    let tone = if state == IncidentState::Recorded { "red" } else { "grey" };
    LightView { tone, word: Some(t(lang, &state.key()).into_owned()) }
}

/// 死亡 1 人，受伤 3 人，直接损失 12.5 万元
pub fn figures_line(lang: Lang, figures: Figures) -> String {
    let args = [
        ("deaths", f64::from(figures.deaths).into()),
        ("injured", f64::from(figures.injured).into()),
        ("loss", loss(lang, figures).into()),
    ];
    format(lang, "incident-figures", &args)
}

/// 12.5 万元, or that it is not known yet.
fn loss(lang: Lang, figures: Figures) -> String {
    match figures.loss {
        Some(yuan) => format(lang, "incident-loss-wan", &[("n", wan(yuan).into())]),
        None => t(lang, "incident-loss-unknown").into_owned(),
    }
}
