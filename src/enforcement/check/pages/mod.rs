//! Pages of checks: one question and its answer, a pasted list, and what everybody asked.

mod answer;
mod ask;
mod list;
mod log;
mod rows;

use crate::{
    enforcement::pages::Answer,
    platform::{
        http::{Access, Routes},
        i18n::t,
        view::parts::{Choice, Crumb, FieldView, Head},
    },
    tenancy::Scope,
};

use super::Purpose;

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/check", Access::Workspace, ask::form)
        .post("/w/{slug}/check", Access::Workspace, ask::ask)
        .get("/w/{slug}/check/list", Access::Workspace, list::form)
        .post("/w/{slug}/check/list", Access::Workspace, list::ask)
        .get("/w/{slug}/check/list/{batch}", Access::Workspace, list::show)
        .get("/w/{slug}/check/list/{batch}/answers.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/check/log", Access::Workspace, log::log)
        .get("/w/{slug}/check/log.xlsx", Access::Workspace, log::export)
}

fn path(scope: &Scope) -> String {
    format!("{}/check", scope.base())
}

/// The head of a page below the question.
fn head(scope: &Scope, title: &str) -> Head {
    let mut head = Head::new(title).crumb(path(scope), t(scope.lang(), "nav-check"));
    head.crumbs.push(Crumb { href: None, label: title.to_owned() });
    head
}

/// What it is wanted for.
fn purposes(scope: &Scope, chosen: Option<Purpose>) -> FieldView {
    let lang = scope.lang();
    let options = Purpose::ALL.iter().map(|p| Choice::new(p.as_str(), t(lang, &p.key()), chosen == Some(*p))).collect();
    FieldView { whole: true, ..FieldView::new("radio", "for", t(lang, "check-for")).options(options) }
}
