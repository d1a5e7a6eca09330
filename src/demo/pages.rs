//! The ready links of the demonstration: a page with one button, no password. Only where the program runs as a demonstration.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{Guest, guests};
use crate::{
    accounts::{self, NewSession},
    platform::{
        db::Tenant,
        error::{Error, Result},
        http::{self, Access, Fault, Form, HttpState, Routes, path_part, see_other},
        i18n::{Lang, join, t},
    },
    site::{Site, session_cookie},
};

const PURPOSE: &str = "demonstration";

pub fn routes() -> Routes {
    Routes::new().get("/demo/{person}/{signature}", Access::Public, show).post("/demo/{person}/{signature}", Access::Public, enter)
}

/// The path of a guest's link.
pub fn link(state: &HttpState, guest: &Guest) -> String {
    let person = guest.person_id.to_string();
    format!("/demo/{person}/{}", state.sign(PURPOSE, &person))
}

/// Name, roles and workspace in a line, as printed at start.
pub fn describe(guest: &Guest, lang: Lang) -> String {
    let roles: Vec<String> = guest.role_keys.iter().map(|k| t(lang, k).into_owned()).collect();
    format!("{} · {} · {}", guest.name, join(lang, &roles), guest.workspace)
}

#[derive(Serialize)]
struct Enter {
    guest: String,
    action: String,
}

async fn show(req: HttpRequest, site: web::Data<Site>, state: web::Data<HttpState>) -> std::result::Result<HttpResponse, Fault> {
    let guest = guest(&req, &site, &state).await?;
    let lang = http::lang(&req);
    let body = Enter { guest: describe(&guest, lang), action: req.path().to_owned() };
    Ok(http::page(&req, "demo/enter", t(lang, "demo-title"), None, body)?)
}

async fn enter(
    req: HttpRequest,
    site: web::Data<Site>,
    state: web::Data<HttpState>,
    _form: Form,
) -> std::result::Result<HttpResponse, Fault> {
    let guest = guest(&req, &site, &state).await?;
    let (address, person_id) = (http::client_addr(&req).to_string(), guest.person_id);
    let for_session = site.clone();
    let cookie = http::block(move || {
        let new = NewSession { person_id, address: &address, agent: "" };
        for_session.db.write(Tenant::Installation, |conn| accounts::open_session(conn, &new, for_session.clock.now()))
    })
    .await?;
    let mut response = see_other(format!("/w/{}", guest.slug)).respond(&req);
    response.add_cookie(&session_cookie(&site, cookie)).map_err(Error::internal)?;
    Ok(response)
}

/// The guest a link stands for; 404 for a wrong signature and outside of a demonstration.
async fn guest(req: &HttpRequest, site: &web::Data<Site>, state: &HttpState) -> Result<Guest> {
    let person = path_part(req, "person");
    if !site.is_demo || !state.verify(PURPOSE, person, path_part(req, "signature")) {
        return Err(Error::NotFound);
    }
    let person: i64 = person.parse().map_err(|_| Error::NotFound)?;
    let site = site.clone();
    let all = http::block(move || guests(&site)).await?;
    all.into_iter().find(|g| g.person_id == person).ok_or(Error::NotFound)
}
