//! No change without a token that only our own pages know.
//!
//! With a session the token is the session's. Before, it is the signature of a random cookie (`lx_pre`): another site can
//! neither read the cookie nor make a signature, and on https it can plant none either (see [`super::own_cookie`]).

use actix_web::{HttpMessage, HttpRequest, cookie::Cookie, http::header, web};

use super::{
    Fault, HttpState,
    context::CsrfToken,
    cookie::{own_cookie, read_cookie},
};
use crate::platform::{error::Error, secret};

const COOKIE: &str = "lx_pre";
const PURPOSE: &str = "csrf";

/// A pre-session cookie made in this request, to be sent with the response.
#[derive(Debug, Clone)]
struct FreshCookie(String);

/// The token forms of this response carry. Makes a pre-session cookie when there is neither session nor cookie.
pub fn csrf_token(req: &HttpRequest) -> String {
    if let Some(expected) = expected(req) {
        return expected;
    }
    let fresh = secret::new_secret();
    let token = req.app_data::<web::Data<HttpState>>().map(|s| s.sign(PURPOSE, &fresh));
    req.extensions_mut().insert(FreshCookie(fresh));
    token.unwrap_or_default()
}

/// Compares the token that came with a request; `given` is the form's field, the header `X-CSRF-Token` counts as well.
///
/// Unsafe routes of [`super::Routes`] have this done before their handler runs.
pub fn check_csrf(req: &HttpRequest, given: Option<&str>) -> Result<(), Fault> {
    let header = req.headers().get("X-CSRF-Token").and_then(|v| v.to_str().ok());
    match (expected(req), given.or(header)) {
        (Some(expected), Some(given)) if !expected.is_empty() && secret::equal(&expected, given) => Ok(()),
        _ => Err(Fault::Csrf),
    }
}

/// What a valid request of this browser carries; `None` before it has any cookie.
fn expected(req: &HttpRequest) -> Option<String> {
    let extensions = req.extensions();
    if let Some(token) = extensions.get::<CsrfToken>() {
        return Some(token.0.clone());
    }
    let state = req.app_data::<web::Data<HttpState>>()?;
    if let Some(fresh) = extensions.get::<FreshCookie>() {
        return Some(state.sign(PURPOSE, &fresh.0));
    }
    drop(extensions);
    let cookie = read_cookie(req, COOKIE)?;
    (cookie.len() == 43).then(|| state.sign(PURPOSE, &cookie))
}

/// The cookie this response must set, if the request made one.
pub(super) fn fresh_cookie(req: &HttpRequest, state: &HttpState) -> Option<Cookie<'static>> {
    let fresh = req.extensions_mut().remove::<FreshCookie>()?;
    Some(own_cookie(state.secure, COOKIE, fresh.0, None))
}

/// Refuses an unsafe request that the browser says another site made.
pub(super) fn check_origin(req: &HttpRequest, state: &HttpState) -> Result<(), Fault> {
    if req.method().is_safe() {
        return Ok(());
    }
    let text = |name: &str| req.headers().get(name).map(|v| v.to_str().unwrap_or("invalid"));
    if matches!(text("Sec-Fetch-Site"), Some("cross-site")) {
        return Err(Fault::CrossSite);
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return Ok(());
    };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let same_host = !host.is_empty() && origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host));
    if same_host || origin == state.base_url.origin().ascii_serialization() { Ok(()) } else { Err(Fault::CrossSite) }
}

impl From<Fault> for Error {
    /// For code that only knows domain errors; the page then says less.
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Domain(error) => error,
            other => Self::internal(other.to_string()),
        }
    }
}
