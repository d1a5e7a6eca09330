//! The outermost middleware: everything that holds for every request, static files and errors included.

use std::time::Instant;

use actix_web::{
    Error as ActixError, HttpMessage, HttpRequest,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorInternalServerError,
    http::header,
    middleware::Next,
    web,
};
use rand::RngCore;
use tracing::Instrument;

use super::{
    Fault, HttpState, client,
    context::{ClientAddr, RequestId, RequestLang},
    csrf, headers, problem,
};
use crate::platform::i18n::Lang;

/// Use as `App::new().wrap(actix_web::middleware::from_fn(http::edge))`, outside every other middleware.
pub async fn edge(req: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let started = Instant::now();
    let state =
        req.app_data::<web::Data<HttpState>>().cloned().ok_or_else(|| ErrorInternalServerError("http::configure was not called"))?;
    let id = new_request_id();
    let span = tracing::info_span!("request", %id);
    prepare(&req, &state, &id);
    let res = match screen(req.request(), &state) {
        Err(fault) => req.error_response(fault),
        Ok(()) => next.call(req).instrument(span.clone()).await?,
    };
    let res = span.in_scope(|| problem::dress(res, &state));
    let (req, mut response) = res.into_parts();
    headers::harden(response.headers_mut(), state.secure, &id);
    if let Some(cookie) = csrf::fresh_cookie(&req, &state) {
        response.add_cookie(&cookie)?;
    }
    span.in_scope(|| log(&req, response.status().as_u16(), started));
    Ok(ServiceResponse::new(req, response))
}

fn prepare(req: &ServiceRequest, state: &HttpState, id: &str) {
    let forwarded = req.headers().get_all("X-Forwarded-For").filter_map(|v| v.to_str().ok());
    let address = req.peer_addr().map(|peer| client::resolve(peer.ip(), forwarded, &state.trusted_proxies));
    let accepted = req.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let mut extensions = req.extensions_mut();
    extensions.insert(RequestId(id.to_owned()));
    extensions.insert(RequestLang(accepted.map_or(Lang::default(), Lang::from_accept_language)));
    if let Some(address) = address {
        extensions.insert(ClientAddr(address));
    }
}

/// What is refused before any route is looked at.
fn screen(req: &HttpRequest, state: &HttpState) -> Result<(), Fault> {
    // PostgreSQL takes no NUL in text, and no page of ours makes one.
    if req.path().contains('\0') || req.uri().to_string().contains("%00") {
        return Err(Fault::bad_request("problem-bad-text"));
    }
    csrf::check_origin(req, state)
}

fn new_request_id() -> String {
    let mut bytes = [0u8; 8];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

/// One line a request. The route's pattern, never the path: paths can hold secrets (invitations).
fn log(req: &HttpRequest, status: u16, started: Instant) {
    let route = req.match_pattern().unwrap_or_else(|| "-".to_owned());
    let method = req.method().as_str();
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    if status < 400 && (route.starts_with("/asset/") || route == "/healthz" || route == "/readyz") {
        tracing::debug!(method, route, status, ms, "answered");
    } else {
        tracing::info!(method, route, status, ms, "answered");
    }
}
