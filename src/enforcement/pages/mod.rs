//! Pages of cases, in a folder of their own, and of parties: the list, one of them, and the forms that register, correct, rename, merge and import.

pub mod cases;
mod edit;
mod forms;
mod hand_overs;
mod import;
mod ladder;
mod list;
mod measures;
mod merge;
mod new;
mod rename;
mod reveal;
mod show;

use actix_web::HttpRequest;

pub(in crate::enforcement) use forms::FormPage;

use super::{
    campaign, check, incident,
    model::{CaseBrief, Party},
    publication, restriction, sampling,
};
use crate::{
    platform::{
        error::{Error, Result},
        http::{Access, Fault, Fields, ListQuery, Routes, path_part},
        i18n::{Lang, t},
        view::parts::{Choice, Head},
    },
    tenancy::Scope,
};

pub(in crate::enforcement) type Answer = std::result::Result<actix_web::HttpResponse, Fault>;

pub fn routes() -> Routes {
    Routes::new()
        .merge(sampling::pages::routes())
        .merge(campaign::pages::routes())
        .merge(incident::pages::routes())
        .get("/w/{slug}/parties", Access::Workspace, list::list)
        .get("/w/{slug}/parties.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/parties/new", Access::Workspace, new::form)
        .post("/w/{slug}/parties/new", Access::Workspace, new::create)
        .get("/w/{slug}/parties/import", Access::Workspace, import::form)
        .post("/w/{slug}/parties/import", Access::Workspace, import::submit)
        .get("/w/{slug}/parties/{id}", Access::Workspace, show::show)
        .get("/w/{slug}/parties/{id}/edit", Access::Workspace, edit::form)
        .post("/w/{slug}/parties/{id}/edit", Access::Workspace, edit::save)
        .get("/w/{slug}/parties/{id}/rename", Access::Workspace, rename::form)
        .post("/w/{slug}/parties/{id}/rename", Access::Workspace, rename::save)
        .get("/w/{slug}/parties/{id}/merge", Access::Workspace, merge::form)
        .post("/w/{slug}/parties/{id}/merge", Access::Workspace, merge::merge)
        .get("/w/{slug}/parties/{id}/reveal", Access::Workspace, reveal::form)
        .post("/w/{slug}/parties/{id}/reveal", Access::Workspace, reveal::reveal)
        .merge(cases::routes())
        .merge(measures::routes())
        .merge(ladder::routes())
        .merge(hand_overs::routes())
        .merge(restriction::pages::routes())
        .merge(check::pages::routes())
        .merge(publication::pages::routes())
}

/// The id in the path; what is none names nothing.
pub(in crate::enforcement) fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

/// The case a form about a party was opened from.
pub(in crate::enforcement) fn asked_case<'a>(req: &HttpRequest, cases: &'a [CaseBrief]) -> Option<&'a CaseBrief> {
    let id: i64 = ListQuery::of(req, &[]).filter("case")?.parse().ok()?;
    cases.iter().find(|c| c.id == id && !c.came_to_nothing())
}

/// The choices of the field `case`: those something may be done for, and what was chosen of the others, which is then said to be refused.
/// None where there is no case to name.
pub(in crate::enforcement) fn cases_to_name(lang: Lang, cases: &[CaseBrief], values: &Fields) -> Vec<Choice> {
    let is_chosen = |c: &CaseBrief| values.trimmed("case") == c.id.to_string();
    let fits = cases.iter().filter(|c| !c.came_to_nothing() || is_chosen(c));
    let mut all: Vec<Choice> = fits.map(|c| Choice::new(c.id, format!("{} {}", c.shown_number(), c.title), is_chosen(c))).collect();
    if !all.is_empty() {
        all.insert(0, Choice::new("", t(lang, "restriction-no-case"), values.trimmed("case").is_empty()));
    }
    all
}

fn list_path(scope: &Scope) -> String {
    format!("{}/parties", scope.base())
}

pub(in crate::enforcement) fn path(scope: &Scope, id: i64) -> String {
    format!("{}/parties/{id}", scope.base())
}

/// The head of a page below the list; below a party with one.
pub(in crate::enforcement) fn head(scope: &Scope, party: Option<&Party>, title: &str) -> Head {
    let one = party.map(|party| (path(scope, party.id), party.name.clone()));
    Head::below((list_path(scope), t(scope.lang(), "parties-title")), one, title)
}
