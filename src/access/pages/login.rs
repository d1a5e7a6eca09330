//! Logging in and out.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;

use super::device;
use crate::{
    access::actions::{self, Attempt, Outcome},
    platform::{
        db::Tenant,
        error::{Error, Message, Result},
        http::{self, Fault, Fields, Form, SeeOther, lang, safe_local, see_other},
        i18n::{t, tr},
        view::parts::{FieldView, FormView},
    },
    site::{SignedIn, Site, session_cookie},
};

#[derive(Serialize)]
struct Body {
    form: FormView,
}

/// `GET /login`
pub async fn show(req: HttpRequest) -> std::result::Result<HttpResponse, Fault> {
    let query = Fields::of_query(&req);
    let next = safe_local(query.trimmed("next")).to_owned();
    if SignedIn::of(&req).is_some() {
        return Ok(see_other(next).respond(&req));
    }
    Ok(answer(&req, StatusCode::OK, query.trimmed("email"), &next, None)?)
}

/// `POST /login`
pub async fn submit(req: HttpRequest, site: web::Data<Site>, form: Form) -> std::result::Result<HttpResponse, Fault> {
    let next = safe_local(form.trimmed("next")).to_owned();
    let (email, now) = (form.trimmed("email").to_owned(), site.clock.now());
    let attempt = Attempt {
        email: email.clone(),
        password: form.get("password").unwrap_or_default().to_owned(),
        address: http::client_addr(&req).to_string(),
        device: device::known(&req, &email, now),
        agent: agent(&req),
        earlier_session: SignedIn::of(&req).map(|s| (s.session.id, s.session.person.id)),
    };
    let for_work = site.clone();
    let outcome = http::block(move || actions::log_in(&for_work.db, &attempt, now)).await?;
    match outcome {
        Outcome::In(cookie) => {
            let mut response = see_other(next).respond(&req);
            bring_in(&req, &site, &mut response, &email, cookie)?;
            Ok(response)
        }
        Outcome::Wrong => Ok(answer(&req, StatusCode::UNPROCESSABLE_ENTITY, &email, &next, Some(&Message::new("account-login-wrong")))?),
        Outcome::Wait(seconds) => {
            let message = Message::new("account-login-wait").number("minutes", minutes(seconds));
            let mut response = answer(&req, StatusCode::TOO_MANY_REQUESTS, &email, &next, Some(&message))?;
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
            Ok(response)
        }
    }
}

/// `POST /logout`
pub async fn leave(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> std::result::Result<HttpResponse, Fault> {
    let (db, session) = (site.db.clone(), who.session.clone());
    http::block(move || db.write(Tenant::Installation, |conn| actions::log_out(conn, session.id, session.person.id))).await?;
    let mut response = SeeOther::flash(see_other("/login"), Message::new("account-logged-out")).respond(&req);
    response.add_cookie(&session_cookie(&site, String::new())).map_err(Error::internal)?;
    Ok(response)
}

/// Gives the browser its session, and the mark by which it is known as this account's.
pub(crate) fn bring_in(req: &HttpRequest, site: &Site, response: &mut HttpResponse, email: &str, session: String) -> Result<()> {
    response.add_cookie(&session_cookie(site, session)).map_err(Error::internal)?;
    mark(req, site, response, email)
}

/// Gives the browser the mark alone: whoever opened this account's mail has proved as much.
pub(super) fn mark(req: &HttpRequest, site: &Site, response: &mut HttpResponse, email: &str) -> Result<()> {
    device::remember(req, email, site.clock.now()).map_or(Ok(()), |cookie| response.add_cookie(&cookie)).map_err(Error::internal)
}

/// What the browser calls itself; shown in the list of sessions.
pub(crate) fn agent(req: &HttpRequest) -> String {
    req.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// Seconds as minutes, rounded up.
pub(super) fn minutes(seconds: u64) -> u32 {
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX)
}

fn answer(req: &HttpRequest, status: StatusCode, email: &str, next: &str, wrong: Option<&Message>) -> Result<HttpResponse> {
    let lang = lang(req);
    let mut form = FormView::new("/login", t(lang, "account-login-submit"))
        .hidden("next", next)
        .field(FieldView::new("email", "email", t(lang, "account-email")).value(email).complete("username"))
        .field(FieldView::new("password", "password", t(lang, "account-password")).complete("current-password"));
    if let Some(message) = wrong {
        form = form.with_refusal(tr(lang, message));
    }
    http::page_status(req, status, "access/login", t(lang, "account-login"), None, Body { form })
}
