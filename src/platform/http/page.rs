//! A view model becomes a response.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{HttpState, csrf_token, flash, lang};
use crate::platform::{
    error::{Error, Result},
    view::{Frame, Page, asset_links},
};

/// 200 with `template`; `title` is translated already. Shows and ends the flash line.
pub fn page<B: Serialize>(
    req: &HttpRequest,
    template: &str,
    title: impl Into<String>,
    frame: Option<Frame>,
    body: B,
) -> Result<HttpResponse> {
    page_status(req, StatusCode::OK, template, title, frame, body)
}

/// As [`page`] with another status: 422 for a form that comes back.
pub fn page_status<B: Serialize>(
    req: &HttpRequest,
    status: StatusCode,
    template: &str,
    title: impl Into<String>,
    frame: Option<Frame>,
    body: B,
) -> Result<HttpResponse> {
    let state = state(req)?;
    let lang = lang(req);
    let csrf = csrf_token(req);
    let page = Page {
        lang,
        title: title.into(),
        csrf: &csrf,
        path: req.path(),
        query: req.query_string(),
        asset: asset_links(),
        frame,
        flash: flash::incoming(req, state, lang),
        body,
    };
    let html = state.views.html(template, &page)?;
    let mut response = HttpResponse::build(status);
    response.content_type("text/html; charset=utf-8");
    if let Some(ended) = flash::shown(req, state) {
        response.cookie(ended);
    }
    Ok(response.body(html))
}

/// A page for anybody, as text, which caches may keep: without a token, a flash line, or anything that is one reader's own. Its answer
/// must be sent without cookies.
pub fn open_page<B: Serialize>(req: &HttpRequest, template: &str, title: impl Into<String>, body: B) -> Result<String> {
    let page = Page {
        lang: lang(req),
        title: title.into(),
        csrf: "",
        path: req.path(),
        query: req.query_string(),
        asset: asset_links(),
        frame: None,
        flash: None,
        body,
    };
    state(req)?.views.html(template, &page)
}

fn state(req: &HttpRequest) -> Result<&web::Data<HttpState>> {
    req.app_data::<web::Data<HttpState>>().ok_or_else(|| Error::internal("http::configure was not called"))
}
