//! The first start of an installation: the operator's account.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{login, password::new_password_fields};
use crate::{
    access::actions::{self, NewOperator},
    platform::{
        db::Tenant,
        error::{Error, FieldErrors, Message},
        http::{self, Fault, Fields, Form, lang, path_part, see_other},
        i18n::t,
        view::parts::{FieldView, FormView},
    },
    site::Site,
};

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Body {
    /// None when the link is over.
    form: Option<FormView>,
}

/// `GET /setup/{secret}`
pub async fn show(req: HttpRequest, site: web::Data<Site>) -> Answer {
    let (secret, now) = (path_part(&req, "secret").to_owned(), site.clock.now());
    match http::block(move || site.db.read(Tenant::Installation, |conn| actions::setup_opens(conn, &secret, now))).await {
        Ok(_) => page(&req, StatusCode::OK, None),
        Err(Error::NotFound) => gone(&req),
        Err(error) => Err(error.into()),
    }
}

/// `POST /setup/{secret}`: makes the operator, logs them in and leads on to the first workspace.
pub async fn submit(req: HttpRequest, site: web::Data<Site>, form: Form) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let new = NewOperator {
        name: text("name"),
        email: text("email"),
        password: text("password"),
        again: text("again"),
        address: http::client_addr(&req).to_string(),
        agent: login::agent(&req),
    };
    let (secret, now, db, email) = (path_part(&req, "secret").to_owned(), site.clock.now(), site.db.clone(), new.email.clone());
    match http::block(move || actions::make_operator(&db, &secret, &new, now)).await {
        Ok(cookie) => {
            let mut response = see_other("/operator/workspaces/new").flash(Message::new("setup-done")).respond(&req);
            login::bring_in(&req, &site, &mut response, &email, cookie)?;
            Ok(response)
        }
        Err(Error::NotFound) => gone(&req),
        Err(Error::Invalid(errors)) => page(&req, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, &errors))),
        Err(error) => Err(error.into()),
    }
}

fn page(req: &HttpRequest, status: StatusCode, wrong: Option<(&Fields, &FieldErrors)>) -> Answer {
    let lang = lang(req);
    let typed = wrong.map(|(fields, _)| fields);
    let form = FormView::new(req.path(), t(lang, "setup-submit"))
        .field(FieldView::new("text", "name", t(lang, "account-name")).typed(typed, "").complete("name"))
        .field(FieldView::new("email", "email", t(lang, "account-email")).typed(typed, "").complete("username"));
    let mut form = new_password_fields(lang, form);
    if let Some((_, errors)) = wrong {
        form = form.with_errors(lang, errors);
    }
    Ok(http::page_status(req, status, "access/setup", t(lang, "setup-title"), None, Body { form: Some(form) })?)
}

fn gone(req: &HttpRequest) -> Answer {
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "access/setup", t(lang(req), "setup-title"), None, Body { form: None })?)
}
