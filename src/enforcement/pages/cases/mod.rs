//! Pages of cases: the list, one of them, and the forms that register, correct, file, close, join, link; who reported one; kinds of cases.

mod board;
mod choose;
mod edit;
mod facts;
mod file;
pub(in crate::enforcement) mod forms;
mod informer;
mod kind_form;
mod kinds;
mod links;
mod list;
mod list_bar;
mod list_export;
mod new;
mod next;
mod party;
mod reward;
pub(super) mod sections;
mod show;
mod verb;
pub(super) mod words;

use actix_web::HttpRequest;

use super::Answer;
pub(in crate::enforcement) use party::{PartyCases, of_party};
pub use words::{case_light_view, deadline};

use crate::{
    enforcement::{
        actions::cases::SeenCase,
        model::{Case, CaseAction},
    },
    platform::{
        http::{Access, Fields, Routes, path_part},
        i18n::t,
        view::parts::Head,
    },
    tenancy::Scope,
};

/// A form page and what it posts to, one a verb.
const VERBS: &[(CaseAction, &str)] = &[
    (CaseAction::File, "/w/{slug}/cases/{number}/file"),
    (CaseAction::NotFile, "/w/{slug}/cases/{number}/not-file"),
    (CaseAction::Close, "/w/{slug}/cases/{number}/close"),
    (CaseAction::Join, "/w/{slug}/cases/{number}/join"),
    (CaseAction::Reopen, "/w/{slug}/cases/{number}/reopen"),
];

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/cases", Access::Workspace, list::list)
        .get("/w/{slug}/cases.xlsx", Access::Workspace, list_export::export)
        .get("/w/{slug}/cases/board", Access::Workspace, board::board)
        .get("/w/{slug}/cases/board.xlsx", Access::Workspace, board::export)
        .get("/w/{slug}/cases/new", Access::Workspace, new::form)
        .post("/w/{slug}/cases/new", Access::Workspace, new::create)
        .get("/w/{slug}/cases/kinds", Access::Workspace, kinds::list)
        .post("/w/{slug}/cases/kinds", Access::Workspace, kinds::ship)
        .get("/w/{slug}/cases/kinds/new", Access::Workspace, kinds::new_form)
        .post("/w/{slug}/cases/kinds/new", Access::Workspace, kinds::create)
        .get("/w/{slug}/cases/kinds/{id}/edit", Access::Workspace, kinds::edit_form)
        .post("/w/{slug}/cases/kinds/{id}/edit", Access::Workspace, kinds::save)
        .get("/w/{slug}/cases/kinds/{id}/turn", Access::Workspace, kinds::turn_form)
        .post("/w/{slug}/cases/kinds/{id}/turn", Access::Workspace, kinds::turn)
        .get("/w/{slug}/cases/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/cases/{number}/file.docx", Access::Workspace, file::file)
        .get("/w/{slug}/cases/{number}/edit", Access::Workspace, edit::form)
        .post("/w/{slug}/cases/{number}/edit", Access::Workspace, edit::save);
    for (action, pattern) in VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes
        .get("/w/{slug}/cases/{number}/links", Access::Workspace, links::page)
        .post("/w/{slug}/cases/{number}/links", Access::Workspace, links::save)
        .get("/w/{slug}/cases/{number}/informer", Access::Workspace, informer::form)
        .post("/w/{slug}/cases/{number}/informer", Access::Workspace, informer::record)
        .get("/w/{slug}/cases/{number}/informer/reveal", Access::Workspace, informer::reveal_form)
        .post("/w/{slug}/cases/{number}/informer/reveal", Access::Workspace, informer::reveal)
        .get("/w/{slug}/cases/{number}/informer/viewers", Access::Workspace, informer::viewers_form)
        .post("/w/{slug}/cases/{number}/informer/viewers", Access::Workspace, informer::set_viewers)
        .get("/w/{slug}/cases/{number}/reward", Access::Workspace, reward::form)
        .post("/w/{slug}/cases/{number}/reward", Access::Workspace, reward::propose)
        .get("/w/{slug}/cases/{number}/reward/{id}", Access::Workspace, reward::decision)
        .post("/w/{slug}/cases/{number}/reward/{id}", Access::Workspace, reward::decide)
}

/// The plain number in the path.
pub(super) fn number_in(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

/// The case in the path, as the form that was sent saw it.
pub(super) fn seen(req: &HttpRequest, fields: &Fields) -> SeenCase {
    SeenCase { number: number_in(req), version: fields.trimmed("version").parse().unwrap_or(0) }
}

fn list_path(scope: &Scope) -> String {
    format!("{}/cases", scope.base())
}

/// The page of a case by its plain number.
pub fn path(scope: &Scope, number: &str) -> String {
    format!("{}/cases/{number}", scope.base())
}

/// The head of a page below the list; below a case with one.
pub(super) fn head(scope: &Scope, case: Option<&Case>, title: &str) -> Head {
    let one = case.map(|case| (path(scope, &case.number), case.shown_number().to_owned()));
    Head::below((list_path(scope), t(scope.lang(), "cases-title")), one, title)
}
