//! Pages of matters: the list, one of them, the forms of each step, the rules, and what a subject without an account opens by its link.

mod answer;
mod board;
mod correct;
mod decide;
mod docx;
mod files;
mod forms;
mod list;
mod list_export;
mod new;
mod people;
mod rules;
mod show;
mod show_next;
mod show_view;
mod signed;
mod verb;
mod verb_form;

use actix_web::HttpRequest;

use super::{
    actions::Seen,
    model::{Matter, State},
};
use crate::{
    attachments,
    platform::{
        http::{Access, Fault, Fields, Routes, path_part},
        i18n::{Lang, t},
        view::parts::{Crumb, Head, LightView},
    },
    tenancy::{Scope, departments::Department},
};

type Answer = std::result::Result<actix_web::HttpResponse, Fault>;

pub fn routes() -> Routes {
    let mut routes = Routes::new()
        .get("/w/{slug}/matters", Access::Workspace, list::list)
        .get("/w/{slug}/matters.xlsx", Access::Workspace, list_export::export)
        .get("/w/{slug}/matters/board", Access::Workspace, board::board)
        .get("/w/{slug}/matters/board.xlsx", Access::Workspace, board::export)
        .get("/w/{slug}/matters/new", Access::Workspace, new::form)
        .post("/w/{slug}/matters/new", Access::Workspace, new::create)
        .get("/w/{slug}/matters/rules", Access::Workspace, rules::form)
        .post("/w/{slug}/matters/rules", Access::Workspace, rules::save)
        .get("/w/{slug}/matters/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/matters/{number}/file.docx", Access::Workspace, docx::file)
        .get("/w/{slug}/matters/{number}/people", Access::Workspace, people::form)
        .post("/w/{slug}/matters/{number}/people", Access::Workspace, people::appoint)
        .post("/w/{slug}/matters/{number}/people/{person}/release", Access::Workspace, people::release)
        .get("/w/{slug}/matters/{number}/correct", Access::Workspace, correct::form)
        .post("/w/{slug}/matters/{number}/correct", Access::Workspace, correct::save)
        .get("/w/{slug}/matters/{number}/requests/{paper}", Access::Workspace, answer::form)
        .post("/w/{slug}/matters/{number}/requests/{paper}", Access::Workspace, answer::save)
        .get("/w/{slug}/matters/{number}/decide", Access::Workspace, decide::form)
        .post("/w/{slug}/matters/{number}/decide", Access::Workspace, decide::save)
        .get("/w/{slug}/matters/{number}/rule", Access::Workspace, decide::rule_form)
        .post("/w/{slug}/matters/{number}/rule", Access::Workspace, decide::rule)
        .get("/matter/{slug}/{secret}", Access::Public, signed::show)
        .post_files("/matter/{slug}/{secret}", Access::Public, signed::save)
        .get("/matter/{slug}/{secret}/files/{file}", Access::Public, signed::file);
    for (action, pattern) in verb::VERBS.iter().copied() {
        routes = routes.get(pattern, Access::Workspace, move |req, site, member| verb::form(action, req, site, member)).post(
            pattern,
            Access::Workspace,
            move |req, site, member, form| verb::perform(action, req, site, member, form),
        );
    }
    routes.merge(attachments::pages::routes::<files::MatterFiles>()).merge(attachments::pages::routes::<files::InvestigationFiles>())
}

fn number_in(req: &HttpRequest) -> String {
    path_part(req, "number").to_owned()
}

fn seen(req: &HttpRequest, fields: &Fields) -> Seen {
    Seen { number: number_in(req), version: fields.trimmed("version").parse().ok() }
}

fn list_path(scope: &Scope) -> String {
    format!("{}/matters", scope.base())
}

fn path(scope: &Scope, matter: &Matter) -> String {
    format!("{}/matters/{}", scope.base(), matter.number)
}

/// A matter's state as a light.
fn light(scope: &Scope, matter: &Matter) -> LightView {
    let late = matter.due_on().is_some_and(|day| day < scope.today());
    let tone = match matter.state {
        State::InForce if late => "red",
        State::Proposed | State::Responded | State::Hearing => "yellow",
        State::UnderReview => "blue",
        State::InForce => "green",
        State::Closed | State::Dismissed => "grey",
    };
    LightView { tone, word: Some(t(scope.lang(), &matter.state_key()).into_owned()) }
}

/// Whom it is about: the body, or the person and the body they are of.
fn subject_name(lang: Lang, matter: &Matter, department: Option<&Department>) -> String {
    let body = department.map_or("", |d| d.short_name.as_str());
    if matter.subject.kind.is_person() { format!("{}{}{}", matter.subject.name, t(lang, "matter-of"), body) } else { body.to_owned() }
}

/// The head of a page below a matter.
fn head_below(scope: &Scope, matter: &Matter, title: &str) -> Head {
    let lang = scope.lang();
    let mut head =
        Head::new(title).crumb(list_path(scope), t(lang, "matters-title")).crumb(path(scope, matter), &matter.number).under(&matter.title);
    head.crumbs.push(Crumb { href: None, label: title.to_owned() });
    head
}
