//! Rows of people.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::accounts::{Email, Person};
use crate::{
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        id::new_id,
    },
    schema::people,
};

/// The account of an address, whatever its state.
pub fn person_by_email(conn: &mut Conn, email: &Email) -> Result<Option<Person>> {
    Ok(people::table.filter(people::email_key.eq(email.key())).select(Person::as_select()).first(conn).optional()?)
}

pub fn person_by_id(conn: &mut Conn, id: i64) -> Result<Person> {
    Ok(people::table.filter(people::id.eq(id)).select(Person::as_select()).first(conn)?)
}

/// A new account; refused when the address has one.
pub fn add_person(
    conn: &mut Conn,
    email: &Email,
    name: &str,
    password_hash: Option<&str>,
    is_operator: bool,
    now: NaiveDateTime,
) -> Result<i64> {
    let id = new_id();
    let row = (
        people::id.eq(id),
        people::email.eq(email.as_str()),
        people::email_key.eq(email.key()),
        people::name.eq(name),
        people::password_hash.eq(password_hash),
        people::is_operator.eq(is_operator),
        people::state.eq("active"),
        people::created_at.eq(now),
        people::version.eq(1),
    );
    let inserted = each_backend!(conn, c => diesel::insert_into(people::table).values(row).on_conflict_do_nothing().execute(c))?;
    if inserted == 0 {
        return Err(Error::invalid("email", Message::new("account-email-taken")));
    }
    Ok(id)
}

/// Stores a new hash, unless the password was changed in between.
pub fn replace_hash(conn: &mut Conn, id: i64, old: &str, new: &str) -> Result<bool> {
    let row = people::table.filter(people::id.eq(id)).filter(people::password_hash.eq(old));
    Ok(diesel::update(row).set(people::password_hash.eq(new)).execute(conn)? == 1)
}

/// Sets a password; whatever it was.
pub fn set_hash(conn: &mut Conn, id: i64, hash: &str) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((people::password_hash.eq(hash), people::version.eq(people::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// Stores name and chosen language.
pub fn set_profile(conn: &mut Conn, id: i64, name: &str, language: Option<&str>) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id)))
        .set((people::name.eq(name), people::language.eq(language), people::version.eq(people::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// Whether the installation has somebody who may make workspaces.
pub fn has_operator(conn: &mut Conn) -> Result<bool> {
    let operators = people::table.filter(people::is_operator.eq(true)).filter(people::state.eq("active"));
    Ok(operators.count().get_result::<i64>(conn)? > 0)
}

/// Makes a person an operator.
pub fn set_operator(conn: &mut Conn, id: i64) -> Result<()> {
    diesel::update(people::table.filter(people::id.eq(id))).set(people::is_operator.eq(true)).execute(conn)?;
    Ok(())
}
