//! Slowing down whoever guesses links or writes by them in a flood.

use actix_web::web;

use super::Site;
use crate::{
    accounts::{throttle::Limit, throttles},
    platform::{
        db::Tenant,
        http::{self, Fault},
    },
};

/// Takes a token; a flood is told to wait.
pub async fn slow_down(site: &web::Data<Site>, limit: &'static Limit, of: String) -> Result<(), Fault> {
    let (db, now) = (site.db.clone(), site.clock.now());
    let wait = http::block(move || db.write(Tenant::Installation, |conn| throttles::take(conn, limit, &of, now))).await?;
    wait.map_or(Ok(()), |seconds| Err(Fault::TooMany { seconds }))
}
