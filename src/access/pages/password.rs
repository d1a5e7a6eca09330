//! A forgotten password.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;

use super::{device, login, login::minutes};
use crate::{
    access::actions::{self, Asked, Forgotten},
    accounts::password::MIN_CHARS,
    platform::{
        db::Tenant,
        error::{Error, FieldErrors, Message, Result},
        http::{self, Fault, Form, lang, path_part, see_other},
        i18n::{Lang, format, t, tr},
        view::parts::{FieldView, FormView},
    },
    site::Site,
};

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Forgot {
    form: FormView,
    /// The address a link was sent to, if it has an account.
    sent: Option<String>,
}

#[derive(Serialize)]
struct Reset {
    form: Option<FormView>,
    person: String,
}

/// `GET /password/forgot`
pub async fn forgot(req: HttpRequest) -> Answer {
    let form = forgot_form(lang(&req), "");
    Ok(forgot_page(&req, StatusCode::OK, Forgot { form, sent: None })?)
}

/// `POST /password/forgot`
pub async fn send(req: HttpRequest, site: web::Data<Site>, form: Form) -> Answer {
    let lang = lang(&req);
    let email = form.trimmed("email").to_owned();
    let now = site.clock.now();
    let address = http::client_addr(&req).to_string();
    let wish = Forgotten { email: email.clone(), address, device: device::known(&req, &email, now), lang };
    let asked = http::block(move || actions::ask_reset(&site.db, &wish, now)).await;
    let form = forgot_form(lang, &email);
    match asked {
        Ok(Asked::Done) => Ok(forgot_page(&req, StatusCode::OK, Forgot { form, sent: Some(email) })?),
        Ok(Asked::Wait(seconds)) => {
            let form = form.with_refusal(tr(lang, &Message::new("account-login-wait").number("minutes", minutes(seconds))));
            let mut response = forgot_page(&req, StatusCode::TOO_MANY_REQUESTS, Forgot { form, sent: None })?;
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            let form = form.with_errors(lang, &errors);
            Ok(forgot_page(&req, StatusCode::UNPROCESSABLE_ENTITY, Forgot { form, sent: None })?)
        }
        Err(error) => Err(error.into()),
    }
}

fn forgot_form(lang: Lang, email: &str) -> FormView {
    FormView::new("/password/forgot", t(lang, "account-forgot-submit"))
        .field(FieldView::new("email", "email", t(lang, "account-email")).value(email).complete("username"))
        .back("/login")
}

fn forgot_page(req: &HttpRequest, status: StatusCode, body: Forgot) -> Result<HttpResponse> {
    http::page_status(req, status, "access/forgot", t(lang(req), "account-forgot"), None, body)
}

/// `GET /password/reset/{secret}`: shows the form; the link is used up by sending it, so a mail scanner does no harm.
pub async fn show_reset(req: HttpRequest, site: web::Data<Site>) -> Answer {
    let (secret, now) = (path_part(&req, "secret").to_owned(), site.clock.now());
    let opened = http::block(move || site.db.read(Tenant::Installation, |conn| actions::reset_opens(conn, &secret, now))).await;
    match opened {
        Ok((_, person)) => reset_page(&req, StatusCode::OK, &person.name, None),
        Err(Error::NotFound) => gone(&req),
        Err(error) => Err(error.into()),
    }
}

/// `POST /password/reset/{secret}`
pub async fn reset(req: HttpRequest, site: web::Data<Site>, form: Form) -> Answer {
    let (secret, now) = (path_part(&req, "secret").to_owned(), site.clock.now());
    let address = http::client_addr(&req).to_string();
    let (new, again) = (form.get("password").unwrap_or_default().to_owned(), form.get("again").unwrap_or_default().to_owned());
    let db = site.db.clone();
    match http::block(move || actions::reset_password(&db, &secret, &new, &again, &address, now)).await {
        Ok(email) => {
            let mut response = see_other("/login").flash(Message::new("account-reset-done")).respond(&req);
            login::mark(&req, &site, &mut response, &email)?;
            Ok(response)
        }
        Err(Error::NotFound) => gone(&req),
        Err(Error::Invalid(errors)) => reset_page(&req, StatusCode::UNPROCESSABLE_ENTITY, form.trimmed("person"), Some(&errors)),
        Err(error) => Err(error.into()),
    }
}

/// The two fields of a new password; the person's name goes along hidden, for password managers.
pub(crate) fn new_password_fields(lang: Lang, form: FormView) -> FormView {
    let hint = format(lang, "account-password-hint", &[("min", MIN_CHARS.into())]);
    form.field(FieldView::new("password", "password", t(lang, "account-password-new")).hint(hint).complete("new-password"))
        .field(FieldView::new("password", "again", t(lang, "account-password-again")).complete("new-password"))
}

fn reset_page(req: &HttpRequest, status: StatusCode, person: &str, errors: Option<&FieldErrors>) -> Answer {
    let lang = lang(req);
    let form = FormView::new(req.path(), t(lang, "account-reset-submit")).hidden("person", person);
    let mut form = new_password_fields(lang, form);
    if let Some(errors) = errors {
        form = form.with_errors(lang, errors);
    }
    let body = Reset { form: Some(form), person: person.to_owned() };
    Ok(http::page_status(req, status, "access/reset", t(lang, "account-reset"), None, body)?)
}

fn gone(req: &HttpRequest) -> Answer {
    let body = Reset { form: None, person: String::new() };
    Ok(http::page_status(req, StatusCode::NOT_FOUND, "access/reset", t(lang(req), "account-reset"), None, body)?)
}
