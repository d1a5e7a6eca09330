//! Pages of campaigns: the list, one of them with its regions, one region, and the forms.

mod chart;
mod edit;
mod form;
mod goals;
mod list;
mod list_export;
mod region;
mod region_rows;
mod report;
mod sheet;
mod show;
mod show_rows;
mod verb;
mod words;

use actix_web::HttpRequest;

pub use words::{amount, days, light, share};

use super::{
    actions::Seen,
    model::{Campaign, CampaignAction},
};
use crate::{
    enforcement::pages::Answer,
    platform::{
        error::{Error, Result},
        http::{Access, Fields, Routes, path_part},
        i18n::t,
        view::parts::Head,
    },
    tenancy::Scope,
};

/// A page that asks first, and what it posts to, one a verb.
const VERBS: &[(CampaignAction, &str)] = &[
    (CampaignAction::Start, "/w/{slug}/campaigns/{number}/start"),
    (CampaignAction::Close, "/w/{slug}/campaigns/{number}/close"),
    (CampaignAction::Cancel, "/w/{slug}/campaigns/{number}/cancel"),
];

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/campaigns", Access::Workspace, list::list)
        .get("/w/{slug}/campaigns.xlsx", Access::Workspace, list_export::export)
        .get("/w/{slug}/campaigns/new", Access::Workspace, edit::new_form)
        .post("/w/{slug}/campaigns/new", Access::Workspace, edit::create)
        .get("/w/{slug}/campaigns/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/campaigns/{number}/regions.xlsx", Access::Workspace, sheet::export)
        .get("/w/{slug}/campaigns/{number}/edit", Access::Workspace, edit::form)
        .post("/w/{slug}/campaigns/{number}/edit", Access::Workspace, edit::save)
        .get("/w/{slug}/campaigns/{number}/regions", Access::Workspace, goals::form)
        .post("/w/{slug}/campaigns/{number}/regions", Access::Workspace, goals::save);
    for (action, pattern) in VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes
        .get("/w/{slug}/campaigns/{number}/regions/{id}", Access::Workspace, region::show)
        .get("/w/{slug}/campaigns/{number}/regions/{id}/report", Access::Workspace, report::form)
        .post("/w/{slug}/campaigns/{number}/regions/{id}/report", Access::Workspace, report::save)
}

fn number_in(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

/// The region's department in the path; what is none names nothing.
fn region_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// The campaign in the path, as the form that was sent saw it.
fn seen(req: &HttpRequest, fields: &Fields) -> Seen {
    Seen { number: number_in(req), version: fields.trimmed("version").parse().unwrap_or(0) }
}

fn list_path(scope: &Scope) -> String {
    format!("{}/campaigns", scope.base())
}

/// The page of a campaign by its number.
pub fn path(scope: &Scope, number: &str) -> String {
    format!("{}/{number}", list_path(scope))
}

/// The page of one of its regions.
pub fn region_path(scope: &Scope, number: &str, department_id: i64) -> String {
    format!("{}/regions/{department_id}", path(scope, number))
}

/// The head of a page below the list; below a campaign with one.
fn head(scope: &Scope, campaign: Option<&Campaign>, title: &str) -> Head {
    let one = campaign.map(|campaign| (path(scope, &campaign.number), campaign.name.clone()));
    Head::below((list_path(scope), t(scope.lang(), "campaigns-title")), one, title)
}
