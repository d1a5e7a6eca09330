//! Where a person lands, and the choice between several workspaces.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use serde::Serialize;

use crate::{
    platform::{
        http::{Fault, lang, see_other},
        i18n::t,
    },
    site::SignedIn,
};

#[derive(Serialize)]
struct Body {
    workspaces: Vec<Row>,
    is_operator: bool,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
}

/// `GET /`: the only workspace, the operator's pages for an operator without one, else the choice.
pub async fn home(req: HttpRequest, who: SignedIn) -> HttpResponse {
    let to = match who.workspaces() {
        [only] => format!("/w/{}", only.slug),
        [] if who.session.person.is_operator => "/operator/workspaces".to_owned(),
        _ => "/workspaces".to_owned(),
    };
    see_other(to).respond(&req)
}

/// `GET /workspaces`
pub async fn switcher(req: HttpRequest, who: SignedIn) -> std::result::Result<HttpResponse, Fault> {
    let workspaces = who.workspaces().iter().map(|w| Row { name: w.name.clone(), href: format!("/w/{}", w.slug) }).collect();
    let body = Body { workspaces, is_operator: who.session.person.is_operator };
    Ok(who.page(&req, StatusCode::OK, "access/workspaces", t(lang(&req), "account-workspaces"), body)?)
}
