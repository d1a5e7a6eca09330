//! Errors as pages, in one place: heading, what happened in the reader's language, request id, ways on.

use actix_web::{
    HttpRequest, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::ServiceResponse,
    http::{StatusCode, header},
};
use serde::Serialize;

use super::{Fault, HttpState, lang, request_id};
use crate::platform::{
    error::{Error, Message},
    i18n::{Lang, t, tr},
    view::{Page, asset_links},
};

/// What `templates/error.hbs` shows under `body`.
#[derive(Debug, Serialize)]
struct Problem {
    status: u16,
    heading: String,
    detail: String,
    /// Wrong fields, when a handler did not show them in its form.
    details: Vec<String>,
    request_id: String,
    /// The page the person came from, on this site; else the nearest page above the one that was refused.
    back: Option<String>,
    /// The list or the home above it.
    above: Option<String>,
}

/// Gives an error without a body its page; leaves pages that handlers made alone.
pub(super) fn dress(res: ServiceResponse<BoxBody>, state: &HttpState) -> ServiceResponse<BoxBody> {
    let status = res.status();
    if !status.is_client_error() && !status.is_server_error() {
        return res;
    }
    let empty = matches!(res.response().body().size(), BodySize::None | BodySize::Sized(0));
    if res.response().error().is_none() && !empty {
        return res;
    }
    let (req, response) = res.into_parts();
    let lang = lang(&req);
    let (detail, details) = explain(&response, lang);
    log(&req, &response);
    let problem = Problem {
        status: status.as_u16(),
        heading: t(lang, heading(status)).into_owned(),
        detail,
        details,
        request_id: request_id(&req),
        back: back(&req).or_else(|| above(&req, 1)),
        above: above(&req, 2).filter(|_| matches!(status.as_u16(), 403 | 409)),
    };
    let json = req.headers().get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"));
    let (body, kind) = if json { json_body(&problem) } else { html_body(&req, state, lang, problem) };
    let mut response = response.set_body(BoxBody::new(body));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    ServiceResponse::new(req, response)
}

fn json_body(problem: &Problem) -> (String, &'static str) {
    (serde_json::to_string(problem).unwrap_or_default(), "application/json")
}

fn html_body(req: &HttpRequest, state: &HttpState, lang: Lang, problem: Problem) -> (String, &'static str) {
    let plain = format!("{} {}\n{}\n{}\n", problem.status, problem.heading, problem.detail, problem.request_id);
    let page = Page {
        lang,
        title: problem.heading.clone(),
        csrf: "",
        path: req.path(),
        query: req.query_string(),
        asset: asset_links(),
        frame: None,
        flash: None,
        body: problem,
    };
    match state.views.html("error", &page) {
        Ok(html) => (html, "text/html; charset=utf-8"),
        Err(error) => {
            tracing::error!(%error, "the error page could not be made");
            (plain, "text/plain; charset=utf-8")
        }
    }
}

fn log(req: &HttpRequest, response: &HttpResponse) {
    let id = request_id(req);
    match response.error() {
        Some(error) if response.status().is_server_error() => {
            tracing::error!(id, %error, "request failed")
        }
        Some(error) => tracing::debug!(id, %error, "request refused"),
        None => {}
    }
}

fn heading(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "problem-unauthorized",
        403 => "problem-forbidden",
        404 | 410 => "problem-not-found",
        405 => "problem-method",
        409 => "problem-conflict",
        413 => "problem-too-large",
        415 => "problem-media-type",
        422 => "problem-invalid",
        429 => "problem-too-many",
        503 => "problem-unavailable",
        s if s >= 500 => "problem-internal",
        _ => "problem-bad-request",
    }
}

/// The sentence under the heading, and the wrong fields.
fn explain(response: &HttpResponse, lang: Lang) -> (String, Vec<String>) {
    let error = response.error();
    let fault = error.and_then(|e| e.as_error::<Fault>());
    let domain = match fault {
        Some(Fault::Domain(error)) => Some(error),
        _ => error.and_then(|e| e.as_error::<Error>()),
    };
    match (fault, domain) {
        (_, Some(Error::Forbidden(m) | Error::Refused(m))) => (tr(lang, m), Vec::new()),
        (_, Some(Error::Invalid(errors))) => (String::new(), errors.0.iter().map(|e| tr(lang, &e.message)).collect()),
        (Some(Fault::BadRequest(m) | Fault::TooLarge(m)), _) => (tr(lang, m), Vec::new()),
        (Some(Fault::Csrf), _) => (t(lang, "problem-csrf").into_owned(), Vec::new()),
        (Some(Fault::CrossSite), _) => (t(lang, "problem-cross-site").into_owned(), Vec::new()),
        (Some(Fault::TooMany { seconds }), _) => {
            (tr(lang, &Message::new("problem-too-many-detail").text("seconds", seconds.to_string())), Vec::new())
        }
        _ => (by_status(response.status(), lang), Vec::new()),
    }
}

fn by_status(status: StatusCode, lang: Lang) -> String {
    let key = match status.as_u16() {
        404 | 410 => "problem-not-found-detail",
        405 => "problem-method-detail",
        409 => "problem-conflict-detail",
        415 => "problem-media-type-detail",
        503 => "problem-unavailable-detail",
        s if s >= 500 => "problem-internal-detail",
        401 | 403 | 422 | 429 => return String::new(),
        _ => "problem-bad-request-detail",
    };
    t(lang, key).into_owned()
}

/// The page that many levels above the one asked for, within its workspace: of a step its object, of an object its list. From the path that
/// was matched, so that it never leads elsewhere.
fn above(req: &HttpRequest, levels: usize) -> Option<String> {
    // Of `/w/{slug}` nothing is above.
    const LEAST: usize = 4;
    let mut path = req.path().trim_end_matches('/');
    let mut left = levels;
    while left > 0 {
        path = path.rsplit_once('/')?.0;
        if path.split('/').count() < LEAST || !path.starts_with("/w/") {
            return None;
        }
        left -= usize::from(req.resource_map().has_resource(path));
    }
    Some(path.to_owned())
}

/// The page of ours that led here, from `Referer`.
fn back(req: &HttpRequest) -> Option<String> {
    let referer = url::Url::parse(req.headers().get(header::REFERER)?.to_str().ok()?).ok()?;
    let host = req.headers().get(header::HOST)?.to_str().ok()?;
    let authority =
        referer.port().map_or_else(|| referer.host_str().map(str::to_owned), |port| Some(format!("{}:{port}", referer.host_str()?)))?;
    if !authority.eq_ignore_ascii_case(host) {
        return None;
    }
    let query = referer.query().map(|q| format!("?{q}")).unwrap_or_default();
    Some(format!("{}{query}", referer.path()))
}
