//! Pages of restrictions: the list, one of them, and the forms that impose and end them.

mod end;
mod impose;
mod list;
mod show;
pub(in crate::enforcement) mod words;

pub(in crate::enforcement) use impose::own_departments;

use crate::{
    enforcement::pages::Answer,
    platform::{
        http::{Access, Routes},
        i18n::t,
        view::parts::Head,
    },
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/restrictions", Access::Workspace, list::list)
        .get("/w/{slug}/restrictions.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/restrictions/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/parties/{id}/restrict", Access::Workspace, impose::form)
        .post("/w/{slug}/parties/{id}/restrict", Access::Workspace, impose::impose)
        .get("/w/{slug}/restrictions/{number}/lift", Access::Workspace, end::lift_form)
        .post("/w/{slug}/restrictions/{number}/lift", Access::Workspace, end::lift)
        .get("/w/{slug}/restrictions/{number}/decide", Access::Workspace, end::decide_form)
        .post("/w/{slug}/restrictions/{number}/decide", Access::Workspace, end::decide)
        .get("/w/{slug}/restrictions/{number}/fulfil", Access::Workspace, end::fulfil_form)
        .post("/w/{slug}/restrictions/{number}/fulfil", Access::Workspace, end::fulfil)
        .get("/w/{slug}/restrictions/{number}/quash", Access::Workspace, end::quash_form)
        .post("/w/{slug}/restrictions/{number}/quash", Access::Workspace, end::quash)
}

fn list_path(scope: &Scope) -> String {
    format!("{}/restrictions", scope.base())
}

/// Where a restriction is read.
pub(in crate::enforcement) fn path(scope: &Scope, number: &str) -> String {
    format!("{}/restrictions/{number}", scope.base())
}

/// The head of a page below the list; below one of them with its number.
fn head(scope: &Scope, number: Option<&str>, title: &str) -> Head {
    let one = number.map(|number| (path(scope, number), number.to_owned()));
    Head::below((list_path(scope), t(scope.lang(), "restrictions-title")), one, title)
}
