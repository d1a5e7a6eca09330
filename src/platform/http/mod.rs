//! The web without business words: middleware, forms, CSRF, errors as pages, flash, lists, and the table of routes.
//!
//! A request goes: [`edge`](edge::edge) (request id, client, language, cross-site check) → the route's gate (session, workspace)
//! → for unsafe methods the form with its CSRF token → handler → edge again (error pages, headers, log).

mod again;
mod assets;
pub mod client;
mod context;
mod cookie;
mod csrf;
mod download;
mod edge;
mod fault;
mod flash;
mod form;
mod form_read;
mod headers;
mod list;
mod list_view;
mod page;
mod problem;
mod routes;
mod uploading;
mod workbook;

use std::rc::Rc;

use actix_web::{HttpRequest, HttpResponse, web};

use super::error::{Error, Result};

pub use again::again;
pub use context::{HttpState, client_addr, lang, request_id, set_csrf_token, set_lang};
pub use cookie::{own_cookie, read_cookie};
pub use csrf::{check_csrf, csrf_token};
pub use download::{Stored, Wanted, download, stored};
pub use edge::edge;
pub use fault::Fault;
pub use flash::{SeeOther, safe_local, see_other};
pub use form::{Fields, Form, Upload};
pub use list::{Dir, ListQuery, Pager};
pub use list_view::total;
pub use page::{open_page, page, page_status};
pub use routes::{Access, Gate, RouteInfo, Routes};
pub use uploading::{ComingFile, Uploading};
pub use workbook::{document, workbook};

/// Registers state, gate, routes, static files and the 404 in an actix app; wrap the app in [`edge`] besides.
pub fn configure(config: &mut web::ServiceConfig, state: web::Data<HttpState>, gate: Rc<dyn Gate>, routes: Routes) {
    config.app_data(state);
    assets::register(config);
    routes.register(config, gate);
    config.default_service(web::to(|| async { HttpResponse::NotFound().finish() }));
}

/// Runs blocking work (the database) off the web threads, in this request's log span.
pub async fn block<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let span = tracing::Span::current();
    web::block(move || span.in_scope(work)).await.map_err(Error::internal)?
}

/// A part of the matched path (`{slug}`), as text; absent parts are empty.
pub fn path_part<'a>(req: &'a HttpRequest, name: &str) -> &'a str {
    req.match_info().get(name).unwrap_or_default()
}

#[cfg(test)]
mod tests;
