//! A few values that belong to the installation as a whole.

use diesel::prelude::*;

use super::Conn;
use crate::{each_backend, platform::error::Result, schema::installation};

/// The value kept under `key`; made by `make` the first time. Two processes that start at once agree on one.
pub fn installation_value(conn: &mut Conn, key: &str, make: impl FnOnce() -> String) -> Result<String> {
    let read = |conn: &mut Conn| {
        installation::table.filter(installation::key.eq(key)).select(installation::value).first::<String>(conn).optional()
    };
    if let Some(value) = read(conn)? {
        return Ok(value);
    }
    let row = (installation::key.eq(key), installation::value.eq(make()));
    each_backend!(conn, c => diesel::insert_into(installation::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(installation::table.filter(installation::key.eq(key)).select(installation::value).first(conn)?)
}

/// Whether something is kept under `key`.
pub fn has_installation_value(conn: &mut Conn, key: &str) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(installation::table.filter(installation::key.eq(key)))).get_result(conn)?)
}
