//! Accepting an invitation: one account across workspaces, so a known address joins with the account it has.

use chrono::NaiveDateTime;
use serde_json::json;

use super::{data_of, with};
use crate::{
    access::actions::{check_new_password, collect},
    accounts::{self, Email, NewSession, Person, clean_name, password},
    people::{
        model::{INVITATION, Invitation, MEMBER, Rights},
        store,
    },
    platform::{
        db::{Conn, Db, Tenant},
        error::{Error, FieldErrors, Message, Result},
        i18n::Lang,
    },
    tenancy::{self, Scope},
    timeline::{self, Entry, Subject},
};

/// What a link opens, for the page.
#[derive(Clone, Debug)]
pub struct Invited {
    pub invitation: Invitation,
    pub scope: Scope,
    /// The account of the address, if there is one.
    pub person: Option<Person>,
    /// Roles and departments in words.
    pub words: (String, String),
}

impl Invited {
    /// Whether a password has to be set before anybody can join.
    pub fn needs_password(&self) -> bool {
        self.person.as_ref().is_none_or(|p| p.password_hash.is_none())
    }
}

/// Who accepts.
#[derive(Clone, Debug)]
pub enum Joining {
    /// Somebody signed in; must be the person invited.
    Known { person_id: i64 },
    /// Somebody new, or known without a password; a session is opened for them.
    New { name: String, password: String, again: String, address: String, agent: String },
}

/// What a link opens, for a reader of `lang`; `NotFound` when it was used, revoked, replaced, has expired, or the workspace is closed.
pub fn opens(db: &Db, secret: &str, lang: Lang, now: NaiveDateTime) -> Result<Invited> {
    let invitation = db.read(Tenant::All, |conn| store::invitation_by_secret_all_workspaces(conn, secret, now))?;
    db.read(Tenant::One(invitation.workspace_id), |conn| {
        let person = accounts::person_by_email(conn, &Email::parse(&invitation.email)?)?;
        let scope = tenancy::link_scope(conn, invitation.workspace_id, 0, &invitation.name, now)?;
        let words = super::in_words(conn, &scope, &invitation.rights, lang)?;
        Ok(Invited { invitation, scope, person, words })
    })
}

/// What joining came to.
#[derive(Clone, Debug)]
pub struct Joined {
    /// The workspace's.
    pub slug: String,
    /// The account's address.
    pub email: String,
    /// The cookie of a session opened for somebody new.
    pub session: Option<String>,
}

/// Joins. Errors by field: `name`, `password`, `again`.
pub fn accept(db: &Db, secret: &str, joining: &Joining, now: NaiveDateTime) -> Result<Joined> {
    let invited = opens(db, secret, Lang::default(), now)?;
    let joined = |slug, session| Joined { slug, email: invited.invitation.email.clone(), session };
    match joining {
        Joining::Known { person_id } => {
            let own = invited.person.as_ref().filter(|p| p.id == *person_id && p.is_active());
            let person = own.ok_or(Error::Refused(Message::new("people-accept-not-yours")))?;
            let slug = db.write(invited.scope.tenant(), |conn| join(conn, &invited.invitation, secret, person.id, &person.name, now))?;
            Ok(joined(slug, None))
        }
        Joining::New { name, password: typed, again, address, agent } => {
            // An account with a password is joined by logging in, never by whoever holds a mail.
            if !invited.needs_password() || invited.person.as_ref().is_some_and(|p| !p.is_active()) {
                return Err(Error::Refused(Message::new("people-accept-log-in-first")));
            }
            let mut errors = FieldErrors::default();
            let name = collect(&mut errors, clean_name("name", name))?.unwrap_or_default();
            collect(&mut errors, check_new_password(typed, again, &[&name, &invited.invitation.email]))?;
            errors.finish(())?;
            let hash = password::hash(typed)?;
            let email = Email::parse(&invited.invitation.email)?;
            let (slug, session) = db.write(invited.scope.tenant(), |conn| {
                let person_id = match &invited.person {
                    None => accounts::add_person(conn, &email, &name, Some(&hash), false, now)?,
                    Some(person) => {
                        accounts::set_hash(conn, person.id, &hash)?;
                        accounts::set_profile(conn, person.id, &name, person.language.as_deref())?;
                        person.id
                    }
                };
                let slug = join(conn, &invited.invitation, secret, person_id, &name, now)?;
                let cookie = accounts::open_session(conn, &NewSession { person_id, address, agent }, now)?;
                Ok((slug, cookie))
            })?;
            Ok(joined(slug, Some(session)))
        }
    }
}

fn join(conn: &mut Conn, invitation: &Invitation, secret: &str, person_id: i64, name: &str, now: NaiveDateTime) -> Result<String> {
    let scope = tenancy::link_scope(conn, invitation.workspace_id, person_id, name, now)?;
    store::use_invitation(conn, &scope, invitation.id, secret)?;
    enroll(conn, &scope, person_id, name, &invitation.rights)?;
    timeline::record(conn, &scope, Entry::new(Subject::new(INVITATION, invitation.id), "accept").data(json!({ "name": name })))?;
    Ok(scope.slug().to_owned())
}

/// Makes a person a member with these rights, added to those they have if they are one. Whoever calls has found them entitled.
pub(crate) fn enroll(conn: &mut Conn, scope: &Scope, person_id: i64, name: &str, rights: &Rights) -> Result<()> {
    let settings = store::lock(conn, scope)?;
    let (membership_id, is_new) = store::join(conn, scope, person_id)?;
    let open: Vec<i64> = store::open_departments(conn, scope)?.into_iter().map(|d| d.id).collect();
    let mut seats = rights.seats.clone();
    // A department closed since is no longer anybody's.
    seats.retain(|s| open.contains(&s.department_id));
    let mut rights = Rights::new(rights.roles.iter().collect(), seats);
    if !is_new {
        let held = store::member(conn, scope, membership_id)?.rights();
        rights = Rights::new(held.roles.iter().chain(rights.roles.iter()).collect(), [held.seats, rights.seats].concat());
    }
    rights.check(&settings)?;
    store::set_rights(conn, scope, membership_id, &rights)?;
    let data = with(data_of(conn, scope, &rights, "")?, &[("name", name)]);
    timeline::record(conn, scope, Entry::new(Subject::new(MEMBER, membership_id), "join").data(data))
}
