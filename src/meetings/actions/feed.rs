//! The address of a person's calendar: made, replaced, taken back.

use chrono::Duration;

use crate::{
    meetings::{CALENDAR_LINK, queries::READERS},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{self, Scope},
};

/// It lasts until it is taken back, or the person leaves.
const LASTS: Duration = Duration::days(100 * 365);

/// Makes the person's calendar an address of its own and returns its secret; one they had before is good for nothing now.
pub fn open_feed(conn: &mut Conn, scope: &Scope) -> Result<String> {
    let person = own_person(scope)?;
    tenancy::revoke_links(conn, scope, person, Some(CALENDAR_LINK))?;
    tenancy::new_link(conn, scope, person, CALENDAR_LINK, 0, scope.now() + LASTS)
}

/// Makes the address good for nothing.
pub fn close_feed(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let person = own_person(scope)?;
    tenancy::revoke_links(conn, scope, person, Some(CALENDAR_LINK))
}

fn own_person(scope: &Scope) -> Result<i64> {
    scope.require(&READERS)?;
    scope.person_id().ok_or(Error::NotFound)
}
