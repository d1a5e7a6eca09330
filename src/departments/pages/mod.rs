//! The pages of departments.

mod edit;
mod end;
mod import;
mod list;
mod show;

use actix_web::HttpRequest;

use crate::{
    platform::{
        error::{Error, Result},
        http::{Access, Routes, path_part},
        i18n::t,
        view::parts::Head,
    },
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/departments", Access::Workspace, list::list)
        .get("/w/{slug}/departments.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/departments/new", Access::Workspace, edit::new_form)
        .post("/w/{slug}/departments/new", Access::Workspace, edit::create)
        .get("/w/{slug}/departments/import", Access::Workspace, import::form)
        .post("/w/{slug}/departments/import", Access::Workspace, import::submit)
        .get("/w/{slug}/departments/{id}", Access::Workspace, show::show)
        .get("/w/{slug}/departments/{id}/edit", Access::Workspace, edit::edit_form)
        .post("/w/{slug}/departments/{id}/edit", Access::Workspace, edit::save)
        .get("/w/{slug}/departments/{id}/merge", Access::Workspace, end::merge_form)
        .post("/w/{slug}/departments/{id}/merge", Access::Workspace, end::merge)
        .get("/w/{slug}/departments/{id}/close", Access::Workspace, end::close_form)
        .post("/w/{slug}/departments/{id}/close", Access::Workspace, end::close)
        .post("/w/{slug}/departments/{id}/reopen", Access::Workspace, end::reopen)
}

/// The department's id in the path; what is no number is no department.
fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

fn list_path(scope: &Scope) -> String {
    format!("{}/departments", scope.base())
}

fn path(scope: &Scope, id: i64) -> String {
    format!("{}/departments/{id}", scope.base())
}

/// A head whose way leads over the list.
fn head(scope: &Scope, title: impl Into<String>) -> Head {
    let title = title.into();
    Head::new(title).crumb(list_path(scope), t(scope.lang(), "departments-title"))
}
