//! Pages of checks: one question and its answer, a pasted list, and what everybody asked.

mod answer;
mod ask;
mod list;
mod log;
mod rows;

use crate::{
    enforcement::pages::Answer,
    platform::{
        error::{FieldErrors, Message},
        http::{Access, Fields, Routes},
        i18n::{Lang, format, t},
        view::parts::{Choice, Crumb, FieldView, Head},
    },
    tenancy::Scope,
};

use super::{Asked, Purpose};

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

/// What it was asked for; of an award with its year.
fn purpose_called(lang: Lang, purpose: Purpose, year: Option<i32>) -> String {
    let said = t(lang, &purpose.key()).into_owned();
    match year {
        Some(year) => format(lang, "check-for-year", &[("purpose", said.into()), ("year", year.to_string().into())]),
        None => said,
    }
}

/// The year an award is for: this one unless another was chosen.
fn years(scope: &Scope, chosen: &str) -> FieldView {
    let lang = scope.lang();
    let label = |year: i32| format(lang, "check-year", &[("year", year.to_string().into())]);
    let options = Asked::years(scope.today()).map(|year| Choice::new(year, label(year), chosen == year.to_string()));
    let field = FieldView::new("select", "year", t(lang, "check-field-year")).options(options.into());
    FieldView { size: Some("short"), ..field.hint(t(lang, "check-hint-year")) }
}

/// The year that was chosen; none where none was asked for.
fn year_in(scope: &Scope, fields: &Fields, errors: &mut FieldErrors) -> Option<i32> {
    let typed = fields.trimmed("year");
    let year = Asked::years(scope.today()).into_iter().find(|year| year.to_string() == typed);
    if year.is_none() && !typed.is_empty() {
        errors.add("year", Message::new("check-year-wrong"));
    }
    year
}

/// What it is wanted for.
fn purposes(scope: &Scope, chosen: Option<Purpose>) -> FieldView {
    let lang = scope.lang();
    let options = Purpose::ALL.iter().map(|p| Choice::new(p.as_str(), t(lang, &p.key()), chosen == Some(*p))).collect();
    FieldView { whole: true, ..FieldView::new("radio", "for", t(lang, "check-for")).options(options) }
}
