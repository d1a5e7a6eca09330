//! Pages of product sampling: the rounds, one of them with what was sampled, and the forms that announce, correct and fill one.

mod edit;
mod form;
mod import;
mod list;
mod new;
mod sections;
mod sheet;
mod show;

use super::model::{Round, SamplingResult};
use crate::{
    enforcement::pages::Answer,
    platform::{
        http::{Access, Routes},
        i18n::{Lang, format, format_day, t},
        view::parts::{Head, LightView},
    },
    tenancy::Scope,
};

pub use sections::{OfParty, SamplingRow, of_case, of_party};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/samplings", Access::Workspace, list::list)
        .get("/w/{slug}/samplings.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/samplings/new", Access::Workspace, new::form)
        .post("/w/{slug}/samplings/new", Access::Workspace, new::create)
        .get("/w/{slug}/samplings/{id}", Access::Workspace, show::show)
        .get("/w/{slug}/samplings/{id}/list.xlsx", Access::Workspace, sheet::export)
        .get("/w/{slug}/samplings/{id}/edit", Access::Workspace, edit::form)
        .post("/w/{slug}/samplings/{id}/edit", Access::Workspace, edit::save)
        .get("/w/{slug}/samplings/{id}/import", Access::Workspace, import::form)
        .post("/w/{slug}/samplings/{id}/import", Access::Workspace, import::submit)
}

fn list_path(scope: &Scope) -> String {
    format!("{}/samplings", scope.base())
}

fn path(scope: &Scope, id: i64) -> String {
    format!("{}/{id}", list_path(scope))
}

/// The head of a page below the list; below a round with one.
fn head(scope: &Scope, round: Option<&Round>, title: &str) -> Head {
    let one = round.map(|round| (path(scope, round.id), round.name.clone()));
    Head::below((list_path(scope), t(scope.lang(), "samplings-title")), one, title)
}

fn light(lang: Lang, result: SamplingResult) -> LightView {
    LightView { tone: result.tone(), word: Some(t(lang, &result.key()).into_owned()) }
}

/// 2026-03-01 至 2026-04-30
fn days(lang: Lang, round: &Round) -> String {
    let args = [("first", format_day(lang, round.first_on).into()), ("last", format_day(lang, round.last_on).into())];
    format(lang, "sampling-days", &args)
}

/// A share of a thousand, as a per cent with one place.
fn share(per_mille: Option<i64>) -> String {
    per_mille.map(|n| format!("{}.{} %", n / 10, n % 10)).unwrap_or_default()
}
