//! Whether the process lives, and whether it can serve: for supervisors and load balancers.

use actix_web::{HttpResponse, web};

use crate::{
    platform::{
        db,
        error::{Error, Result},
        http::{self, Fault},
    },
    site::Site,
};

/// `GET /healthz`: the process answers; nothing else is asked.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `GET /readyz`: the database answers and is up to date; else 503.
pub async fn ready(site: web::Data<Site>) -> std::result::Result<HttpResponse, Fault> {
    let checked: Result<bool> = http::block(move || {
        site.db.ping()?;
        db::pending(&site.db)
    })
    .await;
    match checked {
        Ok(false) => Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n")),
        Ok(true) => Err(Error::Unavailable("the database is not up to date".into()).into()),
        Err(error) => Err(Error::Unavailable(Box::new(error)).into()),
    }
}
