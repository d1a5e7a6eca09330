//! What an operator does with workspaces; each is one transaction in that workspace.

use chrono::NaiveDateTime;

use super::{First, NewWorkspace, store};
use crate::{
    access::actions::account_key,
    accounts::{Email, Person, clean_name},
    people::{
        Rights,
        actions::{NewInvitation, enroll, invite_unasked},
    },
    platform::{
        db::{Conn, Db, Tenant},
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    site::FoundWorkspace,
    tenancy::{self, Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Kind of timeline subject.
const WORKSPACE: &str = "workspace";

/// Makes a workspace with its first administrator and secretariat, and what other rooms write into a new one (`found`). Errors by field: `name`, `slug`, `language`, `time_zone`,
/// `administrator_name`, `administrator_email`, `secretariat_name`, `secretariat_email`.
pub fn create(db: &Db, new: &NewWorkspace, operator: &Person, now: NaiveDateTime, found: FoundWorkspace) -> Result<()> {
    require(operator)?;
    let mut errors = FieldErrors::default();
    new.check(&mut errors);
    let first = [(Role::Administrator, &new.administrator), (Role::Secretariat, &new.secretariat)];
    for (role, who) in first {
        check_first(&mut errors, role, who);
    }
    errors.finish(())?;
    let id = new_id();
    db.write(Tenant::One(id), |conn| {
        if !store::add_workspace(conn, id, new, now)? {
            return Err(Error::invalid("slug", Message::new("operator-slug-taken")));
        }
        let scope = tenancy::link_scope(conn, id, operator.id, &operator.name, now)?;
        timeline::record(conn, &scope, Entry::new(Subject::new(WORKSPACE, id), "create"))?;
        found(conn, &scope)?;
        if same(&new.administrator, &new.secretariat) {
            return seat(conn, &scope, operator, &new.administrator, Role::Administrator, &[Role::Administrator, Role::Secretariat]);
        }
        first.into_iter().try_for_each(|(role, who)| seat(conn, &scope, operator, who, role, &[role]))
    })
}

fn require(operator: &Person) -> Result<()> {
    if operator.is_operator { Ok(()) } else { Err(Error::NotFound) }
}

/// The name of a field about the first holder of a role.
pub(super) fn field(role: Role, part: &str) -> String {
    format!("{}_{part}", role.as_str())
}

fn check_first(errors: &mut FieldErrors, role: Role, who: &First) {
    let First::Invited { name, email } = who else { return };
    for (part, checked) in [("name", clean_name("name", name).err()), ("email", Email::parse(email).err())] {
        if let Some(Error::Invalid(wrong)) = checked {
            wrong.0.into_iter().for_each(|e| errors.add(field(role, part), e.message));
        }
    }
}

/// Whether both roles go to one person.
fn same(one: &First, other: &First) -> bool {
    let key = |first: &First| match first {
        First::Myself => None,
        First::Invited { email, .. } => Some(account_key(email)),
    };
    key(one) == key(other)
}

fn seat(conn: &mut Conn, scope: &Scope, operator: &Person, who: &First, asked: Role, roles: &[Role]) -> Result<()> {
    let rights = Rights::new(roles.to_vec(), Vec::new());
    match who {
        First::Myself => enroll(conn, scope, operator.id, &operator.name, &rights),
        First::Invited { name, email } => {
            let invitation = NewInvitation { email: email.clone(), name: name.clone(), rights };
            invite_unasked(conn, scope, &invitation).map(|_| ()).map_err(|error| under(error, asked))
        }
    }
}

/// Puts field errors of an invitation under the fields of the role it is for.
fn under(error: Error, role: Role) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    errors.0.iter_mut().for_each(|e| e.field = field(role, &e.field));
    Error::Invalid(errors)
}

/// Closes a workspace: nobody enters, no mail goes out, everything is kept.
pub fn close(db: &Db, id: i64, operator: &Person, now: NaiveDateTime) -> Result<()> {
    require(operator)?;
    db.write(Tenant::One(id), |conn| {
        let scope = tenancy::link_scope(conn, id, operator.id, &operator.name, now)?;
        timeline::record(conn, &scope, Entry::new(Subject::new(WORKSPACE, id), "close").states("active", "closed"))?;
        if store::set_open(conn, id, false)? { Ok(()) } else { Err(Error::Conflict) }
    })
}

/// Opens a closed workspace again.
pub fn reopen(db: &Db, id: i64, operator: &Person, now: NaiveDateTime) -> Result<()> {
    require(operator)?;
    db.write(Tenant::One(id), |conn| {
        if !store::set_open(conn, id, true)? {
            return Err(Error::NotFound);
        }
        let scope = tenancy::link_scope(conn, id, operator.id, &operator.name, now)?;
        timeline::record(conn, &scope, Entry::new(Subject::new(WORKSPACE, id), "reopen").states("closed", "active"))
    })
}

/// Invites somebody as administrator of a workspace that has none, whose first invitation came to nothing. Errors by field: `name`, `email`.
pub fn invite_administrator(db: &Db, id: i64, name: &str, email: &str, operator: &Person, now: NaiveDateTime) -> Result<()> {
    require(operator)?;
    let listed = db.read(Tenant::All, store::workspaces_listed_all_workspaces)?;
    let workspace = listed.iter().find(|w| w.id == id && w.is_open).ok_or(Error::NotFound)?;
    if workspace.administrators > 0 {
        return Err(Error::refused("operator-has-administrator"));
    }
    db.write(Tenant::One(id), |conn| {
        let scope = tenancy::link_scope(conn, id, operator.id, &operator.name, now)?;
        let rights = Rights::new(vec![Role::Administrator], Vec::new());
        invite_unasked(conn, &scope, &NewInvitation { email: email.to_owned(), name: name.to_owned(), rights }).map(|_| ())
    })
}
