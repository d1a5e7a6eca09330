//! Pages of the operator; to everybody else they do not exist.

mod list;
mod new;

use actix_web::HttpResponse;

use crate::platform::http::{Access, Fault, Routes};

type Answer = std::result::Result<HttpResponse, Fault>;

/// Routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/operator/workspaces", Access::SignedIn, list::show)
        .get("/operator/workspaces/new", Access::SignedIn, new::show)
        .post("/operator/workspaces/new", Access::SignedIn, new::create)
        .get("/operator/workspaces/{id}/close", Access::SignedIn, list::ask_close)
        .post("/operator/workspaces/{id}/close", Access::SignedIn, list::close)
        .post("/operator/workspaces/{id}/reopen", Access::SignedIn, list::reopen)
        .get("/operator/workspaces/{id}/invite", Access::SignedIn, new::ask_administrator)
        .post("/operator/workspaces/{id}/invite", Access::SignedIn, new::invite_administrator)
}
