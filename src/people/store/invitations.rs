//! Rows of invitations.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{
    accounts::Email,
    people::model::{Invitation, Rights, Seat},
    platform::{
        db::Conn,
        error::{Error, Result},
        id::new_id,
        secret,
    },
    schema::invitations,
    tenancy::{Role, Scope},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = invitations)]
pub(in crate::people) struct InvitationRow {
    workspace_id: i64,
    id: i64,
    email: String,
    email_key: String,
    name: String,
    roles: String,
    departments: String,
    created_at: NaiveDateTime,
    expires_at: NaiveDateTime,
    used_at: Option<NaiveDateTime>,
    revoked_at: Option<NaiveDateTime>,
}

impl InvitationRow {
    pub(in crate::people) fn read(self) -> Result<Invitation> {
        let roles: Vec<Role> = serde_json::from_str(&self.roles)?;
        let seats: Vec<Seat> = serde_json::from_str(&self.departments)?;
        Ok(Invitation {
            workspace_id: self.workspace_id,
            id: self.id,
            email: self.email,
            email_key: self.email_key,
            name: self.name,
            rights: Rights::new(roles, seats),
            created_at: self.created_at,
            expires_at: self.expires_at,
            used_at: self.used_at,
            revoked_at: self.revoked_at,
        })
    }
}

/// A new invitation whose link nobody has yet; returns its id.
pub fn add_invitation(
    conn: &mut Conn,
    scope: &Scope,
    email: &Email,
    name: &str,
    rights: &Rights,
    expires_at: NaiveDateTime,
) -> Result<i64> {
    let id = new_id();
    let roles: Vec<Role> = rights.roles.iter().collect();
    diesel::insert_into(invitations::table)
        .values((
            invitations::workspace_id.eq(scope.workspace_id()),
            invitations::id.eq(id),
            invitations::email.eq(email.as_str()),
            invitations::email_key.eq(email.key()),
            invitations::name.eq(name),
            invitations::roles.eq(serde_json::to_string(&roles)?),
            invitations::departments.eq(serde_json::to_string(&rights.seats)?),
            invitations::secret_hash.eq(secret::hash(&secret::new_secret())),
            invitations::invited_by_id.eq(scope.person_id()),
            invitations::created_at.eq(scope.now()),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Invitations neither accepted nor revoked, the newest first; those that expired are among them.
pub fn open_invitations(conn: &mut Conn, scope: &Scope) -> Result<Vec<Invitation>> {
    let rows: Vec<InvitationRow> = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .order(invitations::id.desc())
        .select(InvitationRow::as_select())
        .load(conn)?;
    rows.into_iter().map(InvitationRow::read).collect()
}

/// Whether an address has an invitation that was neither accepted nor revoked, expired or not.
pub fn is_invited(conn: &mut Conn, scope: &Scope, email_key: &str) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::email_key.eq(email_key))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(conn)?)
}

/// One invitation of this workspace.
pub fn invitation(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Invitation> {
    let row: InvitationRow = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::id.eq(id))
        .select(InvitationRow::as_select())
        .first(conn)?;
    row.read()
}

/// The invitation a link stands for, in whichever workspace; `NotFound` unless it may be accepted now.
pub fn invitation_by_secret_all_workspaces(conn: &mut Conn, secret: &str, now: NaiveDateTime) -> Result<Invitation> {
    let hash = secret::hash(secret);
    let row: InvitationRow = invitations::table
        .filter(invitations::secret_hash.eq(&hash).or(invitations::earlier_secret_hash.eq(&hash).assume_not_null()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .select(InvitationRow::as_select())
        .first(conn)?;
    row.read()
}

/// Uses an invitation up; `NotFound` when it was accepted, revoked or replaced meanwhile.
pub fn use_invitation(conn: &mut Conn, scope: &Scope, id: i64, secret: &str) -> Result<()> {
    let hash = secret::hash(secret);
    let open = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::id.eq(id))
        .filter(invitations::secret_hash.eq(&hash).or(invitations::earlier_secret_hash.eq(&hash).assume_not_null()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.gt(scope.now()));
    let used = diesel::update(open).set(invitations::used_at.eq(scope.now())).execute(conn)?;
    if used == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Gives an open invitation a new term; the links sent so far stop working, and nobody has the next one yet. False when it is not
/// open any more.
pub fn renew_invitation(conn: &mut Conn, scope: &Scope, id: i64, expires_at: NaiveDateTime) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::id.eq(id))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    let set = (
        invitations::secret_hash.eq(secret::hash(&secret::new_secret())),
        invitations::earlier_secret_hash.eq(None::<String>),
        invitations::expires_at.eq(expires_at),
    );
    Ok(diesel::update(open).set(set).execute(conn)? == 1)
}

/// Takes an open invitation back; false when it is not open any more.
pub fn revoke_invitation(conn: &mut Conn, scope: &Scope, id: i64) -> Result<bool> {
    let open = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::id.eq(id))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    Ok(diesel::update(open).set(invitations::revoked_at.eq(scope.now())).execute(conn)? == 1)
}
