//! What can be done about members and invitations, one use case a function, each in the caller's write transaction.

mod accept;
mod deputy;
mod invite;
mod member;

pub(crate) use accept::enroll;
pub use accept::{Invited, Joined, Joining, accept, opens};
pub use deputy::{NewDeputy, Span, end_deputy, liaison, name_deputy, require_naming, span_in_words};
pub(crate) use invite::invite_unasked;
pub use invite::{NewInvitation, invite, resend, revoke};
pub use member::{change, leave, may_leave, remove};

use serde_json::{Map, Value, json};

use super::{model::Rights, store};
use crate::{
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{Lang, join, t},
    },
    tenancy::{Function, Role, Scope},
};

/// Roles and functions as words, for mails and the timeline: “联络员；省质监局联络员、省财政厅代理联络员”.
pub fn in_words(conn: &mut Conn, scope: &Scope, rights: &Rights, lang: Lang) -> Result<(String, String)> {
    let roles: Vec<String> = rights.roles.iter().map(|r| t(lang, r.key()).into_owned()).collect();
    let departments = store::open_departments(conn, scope)?;
    let mut seats = Vec::new();
    for function in Function::ALL {
        let names: Vec<String> = rights
            .seats
            .iter()
            .filter(|s| s.function == function)
            .filter_map(|s| departments.iter().find(|d| d.id == s.department_id))
            .map(|d| d.short_name.clone())
            .collect();
        if !names.is_empty() {
            seats.push(format!("{}{}{}", t(lang, function.key()), t(lang, "part-colon"), join(lang, &names)));
        }
    }
    Ok((join(lang, &roles), seats.join(&t(lang, "people-seats-between"))))
}

/// The same as data of a timeline entry: roles by their stored names, so that each reader sees them in their language, and the
/// departments as they are called now, by function.
fn data_of(conn: &mut Conn, scope: &Scope, rights: &Rights, suffix: &str) -> Result<Map<String, Value>> {
    let departments = store::open_departments(conn, scope)?;
    let mut data = Map::new();
    let roles: Vec<&str> = rights.roles.iter().map(Role::as_str).collect();
    data.insert(format!("roles{suffix}"), json!(roles.join(" ")));
    for function in Function::ALL {
        let of = rights.seats.iter().filter(|s| s.function == function);
        let names: Vec<&str> =
            of.filter_map(|s| departments.iter().find(|d| d.id == s.department_id)).map(|d| d.short_name.as_str()).collect();
        data.insert(format!("{}{suffix}", function.as_str()), json!(names.join("、")));
    }
    Ok(data)
}

/// Adds who it is about, and makes it data of an entry.
fn with(mut data: Map<String, Value>, more: &[(&str, &str)]) -> Value {
    data.extend(more.iter().map(|(key, value)| ((*key).to_owned(), json!(value))));
    Value::Object(data)
}

/// Refuses departments that are not open ones of this workspace; by field `departments`.
fn check_seats(conn: &mut Conn, scope: &Scope, rights: &Rights, held: &[i64]) -> Result<()> {
    let open = store::open_departments(conn, scope)?;
    let known = |id: i64| held.contains(&id) || open.iter().any(|d| d.id == id);
    if rights.seats.iter().all(|s| known(s.department_id)) {
        return Ok(());
    }
    Err(Error::invalid("liaison", Message::new("people-department-unknown")))
}
