//! `/asset/NAME.HASH.EXT`: may be kept for ever, because other content has another name.

use actix_web::{HttpRequest, HttpResponse, guard, http::header, web};

use crate::platform::view::asset_at;

pub(super) fn register(config: &mut web::ServiceConfig) {
    let safe = || guard::Any(guard::Get()).or(guard::Head());
    config.service(web::resource("/asset/{name:.*}").route(web::route().guard(safe()).to(send)));
}

async fn send(req: HttpRequest) -> HttpResponse {
    match asset_at(super::path_part(&req, "name")) {
        Some(asset) => HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .insert_header((header::CONTENT_TYPE, asset.content_type.as_str()))
            .body(asset.bytes.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}
