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
    let state = req.app_data::<web::Data<HttpState>>().ok_or_else(|| Error::internal("http::configure was not called"))?;
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
