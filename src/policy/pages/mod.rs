//! Pages of policies: form → action → 303, or query → view.

mod bodies;
mod clause;
mod compare;
mod confirm;
mod conflict;
mod coverage;
mod describe;
mod export;
mod list;
mod new;
mod proposal;
mod review;
mod show;
mod source;
mod steps;
mod table;
mod words;

use actix_web::{HttpRequest, HttpResponse};

use crate::{
    platform::{
        error::{Error, Message, Result},
        http::{Access, Fault, Fields, ListQuery, Routes, path_part},
        i18n::{Lang, t, tr},
        view::parts::{Crumb, Head, SummaryError, named},
    },
    policy::{actions::Seen, model::Document},
    site::Member,
    tenancy::{Role, Scope},
};

type Answer = std::result::Result<HttpResponse, Fault>;

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/policies", Access::Workspace, list::list)
        .post("/w/{slug}/policies", Access::Workspace, new::create)
        .get("/w/{slug}/policies.xlsx", Access::Workspace, export::list)
        .get("/w/{slug}/policies/new", Access::Workspace, new::form)
        .get("/w/{slug}/policies/{id}", Access::Workspace, show::show)
        .get("/w/{slug}/policies/{id}/withdraw", Access::Workspace, show::withdraw_form)
        .post("/w/{slug}/policies/{id}/withdraw", Access::Workspace, show::withdraw)
        .get("/w/{slug}/policies/{id}/review", Access::Workspace, review::review)
        .post("/w/{slug}/policies/{id}/describe", Access::Workspace, describe::describe)
        .get("/w/{slug}/policies/{id}/confirm", Access::Workspace, confirm::list)
        .post("/w/{slug}/policies/{id}/confirm", Access::Workspace, confirm::confirm)
        .get("/w/{slug}/policies/{id}/bodies", Access::Workspace, bodies::form)
        .post("/w/{slug}/policies/{id}/bodies", Access::Workspace, bodies::save)
        .get("/w/{slug}/policies/{id}/table", Access::Workspace, table::show)
        .post("/w/{slug}/policies/{id}/table", Access::Workspace, table::save)
        .get("/w/{slug}/policies/{id}/coverage", Access::Workspace, coverage::coverage)
        .get("/w/{slug}/policies/{id}/coverage.xlsx", Access::Workspace, export::coverage)
        .get("/w/{slug}/policies/{id}/compare", Access::Workspace, compare::compare)
        .post("/w/{slug}/policies/{id}/succeed", Access::Workspace, compare::succeed)
        .get("/w/{slug}/policies/{id}/proposals/{proposal}", Access::Workspace, proposal::form)
        .post("/w/{slug}/policies/{id}/proposals/{proposal}", Access::Workspace, proposal::save)
        .get("/w/{slug}/policies/{id}/clauses/{clause}", Access::Workspace, clause::show)
        .post("/w/{slug}/policies/{id}/clauses/{clause}", Access::Workspace, clause::edit)
        .post("/w/{slug}/policies/{id}/clauses/{clause}/judge", Access::Workspace, clause::judge)
        .post("/w/{slug}/policies/{id}/clauses/{clause}/reconsider", Access::Workspace, clause::reconsider)
        .post("/w/{slug}/policies/{id}/clauses/{clause}/duty", Access::Workspace, clause::add_duty)
        .post("/w/{slug}/policies/{id}/clauses/{clause}/merge", Access::Workspace, clause::merge)
        .post("/w/{slug}/policies/{id}/clauses/{clause}/split", Access::Workspace, clause::split)
        .get("/w/{slug}/clauses/{clause}", Access::Workspace, clause::find)
}

/// The Fluent key of a field's label, in the review's forms and the table's.
fn label_key(field: &str) -> Option<&'static str> {
    Some(match field.trim_start_matches("fill-") {
        "title" => "policy-duty-title",
        "lead" => "policy-field-lead",
        "support" => "policy-field-support",
        "due" => "policy-field-due",
        "days" => "policy-rule-days",
        "rule" => "policy-rule",
        "cadence" => "policy-field-cadence",
        "targets" => "policy-field-targets",
        "requirement" => "policy-requirement",
        "deliverable" => "policy-deliverable",
        "kind" => "policy-no-duty-kind",
        "reason" => "policy-no-duty-reason",
        _ => return None,
    })
}

/// A line of the error summary: what is wrong, and with which field.
fn error_line(lang: Lang, id: String, field: &str, message: &Message) -> SummaryError {
    let label = label_key(field).map(|key| t(lang, key)).unwrap_or_default();
    SummaryError { field: Some(id), text: named(lang, &label, tr(lang, message)) }
}

/// An id of the path; what is no number is nobody's.
fn id(req: &HttpRequest, name: &str) -> Result<i64> {
    path_part(req, name).parse().map_err(|_| Error::NotFound)
}

/// The row and version a form speaks of.
fn seen(id: i64, fields: &Fields) -> Seen {
    Seen { id, version: fields.trimmed("version").parse().unwrap_or(0) }
}

fn policies(scope: &Scope) -> String {
    format!("{}/policies", scope.base())
}

fn document_path(scope: &Scope, id: i64) -> String {
    format!("{}/policies/{id}", scope.base())
}

/// Whether this member changes policies at all.
fn keeps(member: &Member) -> bool {
    member.scope.has(Role::Secretariat)
}

/// What part of the review somebody is looking at: which clauses, and from where on.
const REVIEW_FILTERS: [&str; 3] = ["section", "only", "page"];

/// The review's address as it was when a form was sent (`at`), leading to a clause.
fn review_at(scope: &Scope, document_id: i64, fields: &Fields, clause_id: i64) -> String {
    format!("{}#clause-{clause_id}", review_query(scope, document_id, fields).link_with(&[("page", page_of(fields).as_deref())]))
}

fn page_of(fields: &Fields) -> Option<String> {
    review_list("", fields.trimmed("at")).filter("page").map(str::to_owned)
}

/// The part of the review a form was sent from.
fn review_query(scope: &Scope, document_id: i64, fields: &Fields) -> ListQuery {
    review_list(&format!("{}/review", document_path(scope, document_id)), fields.trimmed("at"))
}

/// Only what the review knows is taken over from what was sent.
fn review_list(path: &str, sent: &str) -> ListQuery {
    let sent = ListQuery::parse(path, sent, &[]);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in REVIEW_FILTERS {
        if let Some(value) = sent.filter(name) {
            query.append_pair(name, value);
        }
    }
    ListQuery::parse(path, &query.finish(), &[])
}

/// The head of a page below a document.
fn head(member: &Member, document: &Document, title: impl Into<String>) -> Head {
    let title = title.into();
    let mut head = Head::new(title.clone())
        .crumb(policies(&member.scope), t(member.lang(), "nav-policies"))
        .crumb(document_path(&member.scope, document.id), document.short());
    head.crumbs.push(Crumb { href: None, label: title });
    head
}
