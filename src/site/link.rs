//! Pages that a link in a mail opens without a log-in: `…/{slug}/{secret}`. The link is the proof.

use actix_web::{HttpRequest, web};

use super::{Site, slow_down};
use crate::{
    accounts::throttle::LINK_ADDRESS,
    platform::{
        db::{Conn, Tenant},
        error::{Error, Result},
        http::{self, Fault, client_addr, path_part},
    },
    tenancy::{self, Scope},
};

/// What a link opens: `read` is given the workspace and the secret, finds out what that is good for, and reads what it shows. None for a
/// link that is unknown, over or revoked: nobody learns which, and whoever guesses is slowed down by address.
///
/// # Errors
/// `TooMany` for who guessed too often; whatever else `read` fails with.
pub async fn open_link<T: Send + 'static>(
    req: &HttpRequest,
    site: &web::Data<Site>,
    read: impl FnOnce(&mut Conn, &Scope, &str) -> Result<T> + Send + 'static,
) -> std::result::Result<Option<T>, Fault> {
    let (slug, secret) = (path_part(req, "slug").to_owned(), path_part(req, "secret").to_owned());
    let (db, now) = (site.db.clone(), site.clock.now());
    let found = http::block(move || {
        let workspace = db.read(Tenant::All, |conn| tenancy::workspace_scope_all_workspaces(conn, &slug, now))?;
        db.read(workspace.tenant(), |conn| read(conn, &workspace, &secret))
    })
    .await;
    match found {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::NotFound | Error::Forbidden(_)) => {
            slow_down(site, &LINK_ADDRESS, client_addr(req).to_string()).await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}
